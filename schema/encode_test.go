package schema_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/gocarina/gocsv"
	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A pair is a row of two texts.
type pair struct {
	A string `csv:"a" json:"a"`
	B string `csv:"b" json:"b"`
}

var pairTable = schema.New("pairs", "Two texts.", func(p *pair) []schema.Column {
	return []schema.Column{schema.Field(&p.A, "a", "First."), schema.Field(&p.B, "b", "Second.")}
})

// oracleCSV returns what encoding/csv writes for the cells.
func oracleCSV(t *testing.T, cells ...string) string {
	t.Helper()
	var b strings.Builder
	w := csv.NewWriter(&b)
	if err := w.Write(cells); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return b.String()
}

// oracleGocsv returns what gocsv writes for a row, without the header.
func oracleGocsv[E any](t *testing.T, e *E) string {
	t.Helper()
	var b strings.Builder
	if err := gocsv.MarshalCSVWithoutHeaders([]E{*e}, gocsv.NewSafeCSVWriter(csv.NewWriter(&b))); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// oracleJSON returns what encoding/json writes for a row.
func oracleJSON(t *testing.T, e any) string {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(e); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// checkEncoding compares the CSV and the JSON of a row with those of the oracles.
func checkEncoding[E any](t *testing.T, table *schema.Table[E], e *E) {
	t.Helper()
	var cells []string
	for _, c := range table.Columns() {
		cells = append(cells, table.Text(e, c.Name))
	}
	const before = "unchanged"
	line := string(table.AppendCSV([]byte(before), e))
	if want := before + oracleCSV(t, cells...); line != want {
		t.Errorf("AppendCSV\n%q, encoding/csv\n%q", line, want)
	}
	if want := before + oracleGocsv(t, e); line != want {
		t.Errorf("AppendCSV\n%q, gocsv\n%q", line, want)
	}
	object := string(table.AppendJSON([]byte(before), e))
	if want := before + oracleJSON(t, e); object != want {
		t.Errorf("AppendJSON\n%s, encoding/json\n%s", object, want)
	}
}

// TestAppendLikeOthers compares our bytes with those of the oracles.
func TestAppendLikeOthers(t *testing.T) {
	t.Parallel()
	t.Run("every kind", func(t *testing.T) {
		for i := range items {
			checkEncoding(t, itemTable, &items[i])
		}
	})
	t.Run("special texts", func(t *testing.T) {
		for _, a := range specials {
			for _, b := range []string{"", a, "x"} {
				checkEncoding(t, pairTable, &pair{a, b})
				checkEncoding(t, pairTable, &pair{b, a})
			}
			checkEncoding(t, itemTable, &item{Name: a, Code: code(a), Note: a})
		}
	})
	t.Run("generated rows", func(t *testing.T) {
		persons, vehicles := sample(t, 300)
		for i := range persons {
			checkEncoding(t, synthhub.PersonTable, &persons[i])
		}
		for i := range vehicles {
			checkEncoding(t, synthhub.VehicleTable, &vehicles[i])
		}
	})
	t.Run("integers", func(t *testing.T) {
		for _, v := range []int64{0, 7, 10, 99, 100, 999, 1000, 9999, 10000, 12345, 1<<31 - 1, 1 << 31, 1<<63 - 1, -1, -1 << 31, -1 << 63} {
			checkEncoding(t, itemTable, &item{N: int(v), N32: int32(v), N64: number(v)})
		}
	})
}

// TestHeader compares the header with that of gocsv, which uses the tags.
func TestHeader(t *testing.T) {
	var b strings.Builder
	if err := gocsv.MarshalCSV([]item{}, gocsv.NewSafeCSVWriter(csv.NewWriter(&b))); err != nil {
		t.Fatal(err)
	}
	if got := string(itemTable.AppendHeader([]byte("x"))); got != "x"+b.String() {
		t.Errorf("header %q, gocsv's %q", got, "x"+b.String())
	}
}

// TestEnumOutOfRange: a value without a name is written as empty text.
func TestEnumOutOfRange(t *testing.T) {
	for _, e := range []item{{Color: 4}, {Color: 255, Size: 2}, {Size: 255}} {
		checkEncoding(t, itemTable, &e)
		if got := itemTable.Text(&e, "color"); got != "" {
			t.Errorf("color %d is written %q", e.Color, got)
		}
	}
}

// TestOneColumn: a row of one empty cell is the only row that we do not write as encoding/csv
// does. It writes an empty line, which it then does not read.
func TestOneColumn(t *testing.T) {
	type row struct{ A string }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.A, "a", "A.")} })
	if err := table.ParseCSV(new(row), ""); !errors.Is(err, schema.ErrColumns) {
		t.Errorf("an empty line: %v, want ErrColumns", err)
	}
	for _, a := range specials {
		line := string(table.AppendCSV(nil, &row{a}))
		want := oracleCSV(t, a)
		if a == "" {
			want = "\"\"\n"
		}
		if line != want {
			t.Errorf("%q is written %q, want %q", a, line, want)
		}
		var back row
		if err := table.ParseCSV(&back, strings.TrimSuffix(line, "\n")); err != nil || back.A != a {
			t.Errorf("%q is read as %q, %v", line, back.A, err)
		}
		cells, err := csv.NewReader(strings.NewReader(line)).Read()
		if want := strings.ReplaceAll(a, "\r\n", "\n"); err != nil || len(cells) != 1 || cells[0] != want {
			t.Errorf("encoding/csv reads %q as %q, %v", line, cells, err)
		}
	}
}

// TestOptionalUUID: a zero UUID is written as empty text only if it is optional.
func TestOptionalUUID(t *testing.T) {
	type row struct{ A, B uuid.UUID }
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.A, "a", "A."), schema.Field(&r.B, "b", "B.", schema.Optional)}
	})
	const nilID = "00000000-0000-0000-0000-000000000000"
	line, object := string(table.AppendCSV(nil, new(row))), string(table.AppendJSON(nil, new(row)))
	if line != nilID+",\n" || object != `{"a":"`+nilID+`","b":""}` {
		t.Errorf("written %q and %s", line, object)
	}
	var back row
	if err := table.ParseCSV(&back, nilID+","); err != nil {
		t.Error(err)
	}
	if err := table.ParseJSON(&back, object); err != nil {
		t.Error(err)
	}
	for _, bad := range []string{",", nilID + "," + nilID} {
		if err := table.ParseCSV(&back, bad); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
}

// TestCustomFails: a value whose AppendText returns an error is written as empty text.
func TestCustomFails(t *testing.T) {
	e := validThing
	e.Balance = 1
	if line := string(checkedTable.AppendCSV(nil, &e)); !strings.HasSuffix(line, ",::1,,\n") {
		t.Errorf("written %q", line)
	}
	if object := string(checkedTable.AppendJSON(nil, &e)); !strings.HasSuffix(object, `,"balance":""}`) {
		t.Errorf("written %s", object)
	}
}
