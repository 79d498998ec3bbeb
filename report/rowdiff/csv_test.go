package rowdiff_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/schema"
)

const thingsCSV = "thing_id,note,count\nt1,,1\nt2,\"a, b\",2\nt3,plain,3\n"

// TestSameValues: other quotes, line ends and marks are no change, in either reader.
func TestSameValues(t *testing.T) {
	t.Parallel()
	mapped := func(s string) rowdiff.Rows { return rowdiff.MappedCSV(things, nil, text(s)) }
	exact := func(s string) rowdiff.Rows { return rowdiff.CSV(things, text(s)) }
	for name, b := range map[string]rowdiff.Rows{
		"the same":          exact(thingsCSV),
		"quotes":            exact("thing_id,note,count\n\"t1\",\"\",\"1\"\nt2,\"a, b\",2\n\"t3\",plain,\"3\"\n"),
		"CR LF":             exact(strings.ReplaceAll(thingsCSV, "\n", "\r\n")),
		"a byte order mark": exact("\ufeff" + thingsCSV),
		"no last line feed": exact(strings.TrimSuffix(thingsCSV, "\n")),
		"another order":     exact("thing_id,note,count\nt3,plain,3\nt2,\"a, b\",2\nt1,,1\n"),
		"mapped":            mapped(thingsCSV),
		"mapped CR LF":      mapped("\ufeff" + strings.ReplaceAll(thingsCSV, "\n", "\r\n")),
		"mapped order":      mapped("count,thing_id,note\n3,t3,plain\n1,t1,\n2,t2,\"a, b\"\n"),
		"mapped names":      rowdiff.MappedCSV(things, map[string]string{"No": "thing_id", "Left": "count"}, text("Left,note,No\n1,,t1\n2,\"a, b\",t2\n3,plain,t3\n")),
		"swapped names":     rowdiff.MappedCSV(things, map[string]string{"note": "thing_id", "thing_id": "note"}, text("note,thing_id,count\nt1,,1\nt2,\"a, b\",2\nt3,plain,3\n")),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := compare(t, exact(thingsCSV), b); !d.Equal() || d.Same != 3 {
				t.Errorf("%v", d)
			}
			if d := compare(t, b, exact(thingsCSV), rowdiff.Without("count")); !d.Equal() || d.Same != 3 {
				t.Errorf("without a column: %v", d)
			}
		})
	}
}

// TestErrors: what cannot be compared is an error of one line that says what is expected. With CountsOnly no
// error has a text of a file.
func TestErrors(t *testing.T) {
	t.Parallel()
	type nameless struct{ Name string }
	keyless := rowdiff.Of(schema.New("names", "Names.", func(n *nameless) []schema.Column {
		return []schema.Column{schema.Field(&n.Name, "name", "Name.")}
	}))
	good := rowdiff.CSV(things, text(thingsCSV))
	file := func(s string) rowdiff.Rows { return rowdiff.CSV(things, text(s)).Named("b.csv") }
	mapped := func(s string, names map[string]string) rowdiff.Rows {
		return rowdiff.MappedCSV(things, names, text(s)).Named("b.csv")
	}
	secret := "secret-" + strings.Repeat("s", 5)
	for name, tt := range map[string]struct {
		b    rowdiff.Rows
		opts []rowdiff.Option
		is   error
		want string
	}{
		"no table":          {rowdiff.Rows{}, nil, rowdiff.ErrTable, "there is none"},
		"no key":            {rowdiff.CSV(keyless, text("name\n")), nil, rowdiff.ErrTable, "table names has no column with the option schema.Key"},
		"another table":     {rowdiff.CSV(items, text("")), nil, rowdiff.ErrTable, "one is things, the other items"},
		"no file":           {rowdiff.CSV(things, rowdiff.File("no such file")), nil, os.ErrNotExist, "no such file"},
		"a folder":          {rowdiff.CSV(things, rowdiff.File(".")), nil, nil, "not a regular file"},
		"empty":             {file(""), nil, rowdiff.ErrHeader, "the first line must be thing_id,note,count, and it is empty"},
		"no header":         {file(secret + ",x,1\n"), nil, rowdiff.ErrHeader, "b.csv: wrong header: there is no column thing_id"},
		"JSON":              {file(`{"thing_id":"` + secret + `"}`), nil, rowdiff.ErrHeader, "it looks like JSON"},
		"semicolons":        {file("thing_id;note;count\n"), nil, rowdiff.ErrHeader, "wrong header: the first line has no comma but semicolons: separate the columns with commas"},
		"CR line ends":      {file("thing_id,note,count\rt1,,1\r"), nil, rowdiff.ErrHeader, "wrong header: the file has CR line ends; want LF or CR LF"},
		"many CR":           {file(strings.Repeat("thing_id,note,count\r", 100_000)), nil, rowdiff.ErrHeader, "the file has CR line ends; want LF or CR LF"},
		"mapped, CR":        {mapped("thing_id,note,count\rt1,,1\r", nil), nil, rowdiff.ErrHeader, "the file has CR line ends; want LF or CR LF"},
		"mapped, one CR":    {mapped("thing_id\rt1\r", map[string]string{"id": "thing_id"}), nil, rowdiff.ErrHeader, "the file has CR line ends; want LF or CR LF"},
		"mapped, many CR":   {mapped(strings.Repeat("thing_id,note,count\r", 100_000), nil), nil, rowdiff.ErrHeader, "the file has CR line ends; want LF or CR LF"},
		"another case":      {mapped("ID,note\n", map[string]string{"id": "thing_id"}), nil, rowdiff.ErrHeader, `there is no column "id" to be mapped to thing_id: did you mean "ID"?`},
		"binary":            {file("PK\x03\x04\xff\x00"), nil, rowdiff.ErrHeader, "is this a CSV file?"},
		"a long line":       {file(strings.Repeat("x", 2<<20)), nil, rowdiff.ErrHeader, "is this a CSV file?"},
		"more columns":      {file("thing_id,note,count,more\n"), nil, rowdiff.ErrHeader, "there are 4 columns, and table things has 3; MappedCSV ignores the others"},
		"order":             {file("note,thing_id,count\n"), nil, rowdiff.ErrHeader, "in another order than in table things; MappedCSV"},
		"no such column":    {mapped("id,note\n", map[string]string{"id": "thing"}), nil, rowdiff.ErrHeader, `id is mapped to "thing", which table things does not have; its columns are thing_id, note, count`},
		"nothing to map":    {mapped(secret+",note\n", map[string]string{"id": "thing_id"}), nil, rowdiff.ErrHeader, `there is no column "id" to be mapped to thing_id; the first line has`},
		"key not mapped":    {mapped(secret+",note\n", nil), nil, rowdiff.ErrHeader, "no column is the key thing_id; map the one that is; the first line has"},
		"mapped twice":      {mapped("a,b\n", map[string]string{"a": "thing_id", "b": "thing_id"}), nil, rowdiff.ErrHeader, "the columns a and b are both thing_id: map one of them"},
		"a column twice":    {mapped("thing_id,note,note\n", nil), nil, rowdiff.ErrHeader, "the columns note and note are both note: rename one of them in the file, or leave it out"},
		"mapped tabs":       {mapped("thing_id\tnote\n", nil), nil, rowdiff.ErrHeader, "wrong header: the first line has no comma but tabs: separate the columns with commas"},
		"mapped semicolons": {mapped("id;note\n", map[string]string{"id": "thing_id"}), nil, rowdiff.ErrHeader, "wrong header: the first line has no comma but semicolons: separate the columns with commas"},
		"mapped, no CSV":    {mapped("thing\"_id,"+secret+"\n", nil), nil, rowdiff.ErrHeader, "the first line cannot be read as CSV"},
		"mapped, empty":     {mapped("", nil), nil, rowdiff.ErrHeader, "the first line cannot be read as CSV"},
		"memory":            {good, []rowdiff.Option{rowdiff.Memory(1)}, rowdiff.ErrOption, "Memory is 1 bytes; want at least 4096"},
		"workers":           {good, []rowdiff.Option{rowdiff.Workers(-1)}, rowdiff.ErrOption, "Workers is -1; want 0 for GOMAXPROCS, or 1 or more"},
		"first":             {good, []rowdiff.Option{rowdiff.First(-1)}, rowdiff.ErrOption, "First is -1"},
		"hidden and shown":  {good, []rowdiff.Option{rowdiff.CountsOnly(), rowdiff.Lines(io.Discard)}, rowdiff.ErrOption, "CountsOnly hides what Each and Lines show"},
		"without the key":   {good, []rowdiff.Option{rowdiff.Without("thing_id")}, rowdiff.ErrOption, `Without leaves out "thing_id"`},
		"without nothing":   {good, []rowdiff.Option{rowdiff.Without("no")}, rowdiff.ErrOption, `Without leaves out "no"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, opts := range [][]rowdiff.Option{tt.opts, append([]rowdiff.Option{rowdiff.CountsOnly()}, tt.opts...)} {
				d, err := rowdiff.Compare(t.Context(), good, tt.b, opts...)
				if d != nil || err == nil || tt.is != nil && !errors.Is(err, tt.is) {
					t.Fatalf("error %v, want %v", err, tt.is)
				}
				if !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
					t.Errorf("error %v; want one line with %s", err, tt.want)
				}
				if len(opts) > len(tt.opts) && strings.Contains(err.Error(), secret) {
					t.Errorf("with CountsOnly, error %v has a text of the file", err)
				}
			}
		})
	}
}

// TestUnreadable: rows that cannot be read or have no key are counted, and the first are named.
func TestUnreadable(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("x", schema.MaxRow)
	exact := rowdiff.CSV(things, text("thing_id,note,count\nt1,,1\nt2,,x\n\n,,3\nt4,\"a,4\nt5,,5,5\n"+long+",,6\nt7,,7\n"))
	mapped := rowdiff.MappedCSV(things, nil, text("count,thing_id,note\n1,t1,\nx,t2,\n3,,\n4,t4,a\"b\n5,t5\n7,t7,\"two\nlines\"\n6,t6,\""+long+"\n8,t8,\n"))
	d := compare(t, exact, mapped, rowdiff.First(6))
	wantA := []rowdiff.Fault{{Row: 2, Line: 3}, {Row: 3, Line: 4}, {Row: 4, Line: 5, Why: "the key is empty"}, {Row: 5, Line: 6}, {Row: 6, Line: 7}, {Row: 7, Line: 8}}
	wantB := []rowdiff.Fault{{Row: 2, Line: 3, Why: `column count is "x": not in the required form, want a whole number`}, {Row: 3, Line: 4, Why: "the key is empty"}, {Row: 4, Line: 5}, {Row: 5, Line: 6}, {Row: 7, Line: 9}}
	for i, want := range [][]rowdiff.Fault{wantA, wantB} {
		side := []*rowdiff.Side{&d.A, &d.B}[i]
		if len(side.Faults) != len(want) {
			t.Fatalf("side %d has faults %+v, want %+v", i, side.Faults, want)
		}
		for k, f := range side.Faults {
			if f.Row != want[k].Row || f.Line != want[k].Line || want[k].Why != "" && f.Why != want[k].Why {
				t.Errorf("side %d: fault %+v, want %+v", i, f, want[k])
			}
		}
	}
	if d.A.Unreadable != 5 || d.A.NoKey != 1 || d.B.Unreadable != 4 || d.B.NoKey != 1 || d.Same != 1 || d.Changed != 1 || d.Equal() {
		t.Errorf("%v", d)
	}
	if got := d.First.Changed[0].Cells; len(got) != 1 || got[0].After != "two\nlines" {
		t.Errorf("changed cells %+v", got)
	}
	d = compare(t, exact, mapped, rowdiff.CountsOnly())
	if d.A.Unreadable != 5 || len(d.A.Faults)+len(d.B.Faults) > 0 {
		t.Errorf("with CountsOnly: %v", d)
	}
}

// TestMapped: columns of one side alone are listed and not compared.
func TestMapped(t *testing.T) {
	t.Parallel()
	a := rowdiff.MappedCSV(things, nil, text("count,thing_id,color\n1,t1,red\n2,t2,blue\n")).Named("a.csv")
	b := rowdiff.CSV(things, text("thing_id,note,count\nt1,changed,1\nt2,\"a, \"\"b\"\"\",3\n")).Named("b.csv")
	d := compare(t, a, b)
	want := &rowdiff.Diff{
		Table: "things", Key: "thing_id", Same: 1, Changed: 1,
		A:       rowdiff.Side{Name: "a.csv", Rows: 2, Missing: []string{"note"}, Ignored: []string{"color"}, IgnoredCount: 1, Faults: []rowdiff.Fault{}},
		B:       rowdiff.Side{Name: "b.csv", Rows: 2, Missing: []string{}, Ignored: []string{}, Faults: []rowdiff.Fault{}},
		Columns: []rowdiff.Column{{Name: "count", Changed: 1}}, NotCompared: []string{"note"},
		First: rowdiff.Changes{
			Changed: []rowdiff.Change{{Op: rowdiff.Changed, Key: "t2", RowA: 2, RowB: 2, Cells: []rowdiff.Cell{{Column: "count", Before: "2", After: "3"}}}},
			Removed: []rowdiff.Change{}, Added: []rowdiff.Change{},
		},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestCountsOnly: no key and no value of a side is in the result, in any form of it.
func TestCountsOnly(t *testing.T) {
	t.Parallel()
	a := text("thing_id,note,count\nsecret1,secret2,1\nsecret3,secret4,2\nsecret5,secret6,secret7\n")
	// A first line that is a row, beside the columns that the table has, is not shown as names either.
	b := text("thing_id,note,count,secret10,secret11\nsecret1,secret8,1,,\nsecret9,,2,,\n,,0,,\n")
	d := compare(t, rowdiff.CSV(things, a), rowdiff.MappedCSV(things, nil, b), rowdiff.CountsOnly())
	if d.Changed != 1 || d.Removed != 1 || d.Added != 1 || d.A.Unreadable != 1 || d.B.NoKey != 1 || !d.CountsOnly || d.B.IgnoredCount != 2 || len(d.B.Ignored) > 0 {
		t.Errorf("%+v", d)
	}
	if !strings.Contains(d.String(), "; columns ignored: 2\n") {
		t.Errorf("the text does not say how many columns are ignored:\n%s", d)
	}
	for _, out := range []string{document(t, d), d.String(), fmt.Sprintf("%+v", d)} {
		if strings.Contains(out, "secret") {
			t.Errorf("a value is shown:\n%s", out)
		}
	}
}

// TestFile: a file on disk is read as often as needed.
func TestFile(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "things.csv")
	if err := os.WriteFile(name, []byte(thingsCSV), 0o600); err != nil {
		t.Fatal(err)
	}
	if d := compare(t, rowdiff.CSV(things, rowdiff.File(name)), rowdiff.MappedCSV(things, nil, rowdiff.File(name))); !d.Equal() || d.Same != 3 {
		t.Errorf("%v", d)
	}
}

// TestWorkers: the number of goroutines changes nothing, and 0 is the default, as in the other packages.
func TestWorkers(t *testing.T) {
	t.Parallel()
	a, b := text(thingsCSV), text("thing_id,note,count\nt1,changed,1\n")
	want := compare(t, rowdiff.CSV(things, a), rowdiff.CSV(things, b))
	for _, n := range []int{0, 1, 7} {
		if diff := cmp.Diff(want, compare(t, rowdiff.CSV(things, a), rowdiff.CSV(things, b), rowdiff.Workers(n))); diff != "" {
			t.Errorf("%d workers (-default +got):\n%s", n, diff)
		}
	}
}
