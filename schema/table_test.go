package schema_test

import (
	"database/sql"
	"iter"
	"net/netip"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

type (
	wideEnum  uint16 // an enum with too many bits
	noNames   uint8
	twiceName uint8
	gapName   uint8
	badName   uint8
	halfText  string // has MarshalText but not UnmarshalText
)

func (wideEnum) Names() []string              { return []string{"", "x"} }
func (noNames) Names() []string               { return nil }
func (twiceName) Names() []string             { return []string{"x", "x"} }
func (gapName) Names() []string               { return []string{"", "x", ""} }
func (badName) Names() []string               { return []string{"", "=x"} }
func (halfText) MarshalText() ([]byte, error) { return nil, nil }

// TestNewPanics: for a mistake in a description New panics with a message that names the table
// and the column, and says what to do.
func TestNewPanics(t *testing.T) {
	type other struct{ A string }
	type row struct {
		A, B  string
		N     int
		On    bool
		ID    uuid.UUID
		Day   schema.Date
		F32   float32
		List  []string
		Inner struct{ X string }
		Color color
		Wide  wideEnum
		None  noNames
		Twice twiceName
		Gap   gapName
		Bad   badName
		Half  halfText
		Addr  netip.Addr

		Complex  complex128
		Far      **int
		FarEnum  **color
		Bytes    [16]byte
		Text     *string
		NullText sql.Null[string]
		Code     *code
		Null     *int64
		F64      float64
		U64      uint64
		At       time.Time
	}
	type columns = []schema.Column
	a := func(r *row, opts ...schema.Option) schema.Column { return schema.Field(&r.A, "a", "A.", opts...) }
	b := func(r *row, opts ...schema.Option) schema.Column { return schema.Field(&r.B, "b", "B.", opts...) }
	rule := schema.Rule[row]{Column: "a", Name: "r", Doc: "R.", Holds: func(*row) bool { return true }}
	with := func(change func(*schema.Rule[row])) schema.Rule[row] {
		r := rule
		change(&r)
		return r
	}
	type of = func(*row) columns
	onlyA := func(r *row) columns { return columns{a(r)} }
	foreign := new(other)

	for _, c := range []struct {
		reason string
		table  string
		fields of
		rules  []schema.Rule[row]
		want   []string // parts of the message
	}{
		{"table name in capitals", "Rows", onlyA, nil, []string{"table Rows", "snake_case"}},
		{"table without a name", "", onlyA, nil, []string{"snake_case"}},
		{"table name with a hyphen", "my-rows", onlyA, nil, []string{"my-rows", "snake_case"}},
		{"table name longer than SQL allows", strings.Repeat("x", 64), onlyA, nil, []string{"snake_case"}},
		{"column name in camelCase", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "aB", "A.")} }, nil, []string{"table rows", `column "aB"`, "snake_case"}},
		{"column name of letters beyond ASCII", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "é", "A.")} }, nil, []string{"é", "snake_case"}},
		{"column name that begins with a digit", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "1a", "A.")} }, nil, []string{"1a", "snake_case"}},
		{"column without a sentence", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "a", "")} }, nil, []string{`"a"`, "sentence"}},
		{"column with a sentence of two lines", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "a", "A.\n# B")} }, nil, []string{`"a"`, "in one line"}},
		{"column with a sentence that is not UTF-8", "rows", func(r *row) columns { return columns{schema.Field(&r.A, "a", "A\xff.")} }, nil, []string{`"a"`, "sentence"}},
		{"no columns", "rows", func(*row) columns { return nil }, nil, []string{"table rows", "at least one column"}},
		{"field of another struct", "rows", func(*row) columns { return columns{schema.Field(&foreign.A, "a", "A.")} }, nil, []string{"table rows", "column a", "not the address of a field of schema_test.row"}},
		{"a variable", "rows", func(*row) columns { return columns{schema.Field(new(int), "a", "A.")} }, nil, []string{"column a", "take it from the function's argument"}},
		{"a copy of the row", "rows", func(r *row) columns { c := *r; return columns{schema.Field(&c.A, "a", "A.")} }, nil, []string{"column a", "not the address"}},
		{"column of another table, which has no address", "rows", func(*row) columns { return itemTable.Columns()[:1] }, nil, []string{"column item_id", "not the address"}},
		{"column that Field did not return", "rows", func(*row) columns { return columns{{Name: "a", Doc: "A."}} }, nil, []string{"column a", "not the address"}},
		{"two columns of one name", "rows", func(r *row) columns { return columns{a(r), schema.Field(&r.B, "a", "B.")} }, nil, []string{"two columns are called a", "rename"}},
		{"two columns of one field", "rows", func(r *row) columns { return columns{a(r), schema.Field(&r.A, "b", "B.")} }, nil, []string{"a and b share a field"}},
		{"two keys", "rows", func(r *row) columns { return columns{a(r, schema.Key), b(r, schema.Key)} }, nil, []string{"a and b are both keys", "Unique instead"}},
		{"an optional key", "rows", func(r *row) columns { return columns{a(r, schema.Key, schema.Optional)} }, nil, []string{"column a", "key cannot be optional"}},
		{"a key that changes", "rows", func(r *row) columns { return columns{a(r, schema.AsOf, schema.Key)} }, nil, []string{"column a", "a key is fixed", "remove AsOf"}},
		{"unique within nothing", "rows", func(r *row) columns { return columns{a(r, schema.UniqueIn("c"))} }, nil, []string{"column a is unique in c, which is not a column"}},
		{"reference to a table", "rows", func(r *row) columns { return columns{a(r, schema.Ref("persons"))} }, nil, []string{"column a", `"persons"`, "table.column"}},
		{"reference with two dots", "rows", func(r *row) columns { return columns{a(r, schema.Ref("x.y.z"))} }, nil, []string{`"x.y.z"`, "table.column"}},

		{"rule of no column", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Column = "b" })}, []string{"table rows", `rule "r"`, `"b", which is not a column`}},
		{"rule without a name", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Name = "" })}, []string{"column a", "want a name"}},
		{"rule without a sentence", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Doc = "" })}, []string{`rule "r" of column a`, "sentence"}},
		{"rule without a function", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Holds = nil })}, []string{`rule "r"`, "Holds and HoldsOn"}},
		{"rule with two functions", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.HoldsOn = func(*row, schema.Date) bool { return true } })}, []string{`rule "r"`, "one of Holds and HoldsOn"}},
		{"two rules with one code", "rows", onlyA, []schema.Rule[row]{rule, rule}, []string{`two rules of column a are called "r"`, "rename"}},
		{"rule with the name of a column rule", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Name = "length" })}, []string{`two rules of column a are called "length"`}},

		{"rule with the name of a rule of package validate", "rows", onlyA, []schema.Rule[row]{with(func(r *schema.Rule[row]) { r.Name = "unique" })}, []string{`two rules of column a are called "unique"`}},
		{"no kind: complex", "rows", func(r *row) columns { return columns{schema.Field(&r.Complex, "c", "C.")} }, nil, []string{"table rows", "column c", "type complex128 has no kind", "use a string"}},
		{"no kind: float of 32 bits", "rows", func(r *row) columns { return columns{schema.Field(&r.F32, "f", "F.")} }, nil, []string{"table rows", "column f", "float32 has no kind"}},
		{"no kind: pointer to a pointer", "rows", func(r *row) columns { return columns{schema.Field(&r.Far, "f", "F.")} }, nil, []string{"table rows", "column f", "*int has no kind"}},
		{"no kind: pointer to a pointer to an enum", "rows", func(r *row) columns { return columns{schema.Field(&r.FarEnum, "f", "F.")} }, nil, []string{"column f", "color has no kind"}},
		{"no kind: 16 bytes without text", "rows", func(r *row) columns { return columns{schema.Field(&r.Bytes, "b", "B.")} }, nil, []string{"column b", "[16]uint8 has no kind"}},
		{"a nullable text", "rows", func(r *row) columns { return columns{schema.Field(&r.Text, "t", "T.")} }, nil, []string{"table rows", "column t", "cannot be a *string", "Optional"}},
		{"a nullable text, by sql.Null", "rows", func(r *row) columns { return columns{schema.Field(&r.NullText, "t", "T.")} }, nil, []string{"column t", "cannot be a sql.Null[string]", "Optional"}},
		{"a nullable text of a defined type", "rows", func(r *row) columns { return columns{schema.Field(&r.Code, "t", "T.")} }, nil, []string{"column t", "cannot be a *schema_test.code"}},
		{"a nullable key", "rows", func(r *row) columns { return columns{schema.Field(&r.Null, "n", "N.", schema.Key)} }, nil, []string{"table rows", "column n", "Key does not apply", "int64"}},
		{"optional and nullable", "rows", func(r *row) columns { return columns{schema.Field(&r.Null, "n", "N.", schema.Optional)} }, nil, []string{"table rows", "column n", "Optional does not apply"}},
		{"a panic of the function's own", "rows", func(r *row) columns { panic("schema: other") }, nil, []string{"schema: other"}},
		{"no kind: slice", "rows", func(r *row) columns { return columns{schema.Field(&r.List, "l", "L.")} }, nil, []string{"[]string has no kind"}},
		{"no kind: struct", "rows", func(r *row) columns { return columns{schema.Field(&r.Inner, "i", "I.")} }, nil, []string{"column i", "has no kind"}},
		{"MarshalText alone", "rows", func(r *row) columns { return columns{schema.Field(&r.Half, "h", "H.")} }, nil, []string{"column h", "halfText", "add UnmarshalText"}},
		{"enum of 16 bits", "rows", func(r *row) columns { return columns{schema.Field(&r.Wide, "w", "W.")} }, nil, []string{"column w", "must be based on uint8"}},
		{"enum without names", "rows", func(r *row) columns { return columns{schema.Field(&r.None, "e", "E.")} }, nil, []string{"column e", "noNames", "want 1 to 256"}},
		{"enum with a repeated name", "rows", func(r *row) columns { return columns{schema.Field(&r.Twice, "e", "E.")} }, nil, []string{"column e", `"x" occurs twice`}},
		{"enum with a gap", "rows", func(r *row) columns { return columns{schema.Field(&r.Gap, "e", "E.")} }, nil, []string{"column e", "only the zero value"}},
		{"enum with a formula", "rows", func(r *row) columns { return columns{schema.Field(&r.Bad, "e", "E.")} }, nil, []string{"column e", `"=x"`, "formula"}},

		{"Len of a number", "rows", func(r *row) columns { return columns{schema.Field(&r.N, "n", "N.", schema.Len(1, 2))} }, nil, []string{"column n", "Len(1, 2)", "kind int"}},
		{"Len in descending order", "rows", func(r *row) columns { return columns{a(r, schema.Len(2, 1))} }, nil, []string{"column a", "Len(2, 1)"}},
		{"negative Len", "rows", func(r *row) columns { return columns{a(r, schema.Len(-1, 1))} }, nil, []string{"Len(-1, 1)"}},
		{"Len of nothing", "rows", func(r *row) columns { return columns{a(r, schema.Len(0, 0))} }, nil, []string{"Len(0, 0)"}},
		{"Range of a text", "rows", func(r *row) columns { return columns{a(r, schema.Range(1, 2))} }, nil, []string{"column a", "Range(1, 2)", "kind text"}},
		{"Range in descending order", "rows", func(r *row) columns { return columns{schema.Field(&r.N, "n", "N.", schema.Range(2, 1))} }, nil, []string{"Range(2, 1)"}},
		{"Range that a float does not hold", "rows", func(r *row) columns { return columns{schema.Field(&r.F64, "f", "F.", schema.Range(0, 1<<53+1))} }, nil, []string{"column f", "Range(0, 9007199254740993)"}},
		{"Range of a time", "rows", func(r *row) columns { return columns{schema.Field(&r.At, "t", "T.", schema.Range(0, 1))} }, nil, []string{"column t", "kind timestamp"}},
		{"Scale of a text", "rows", func(r *row) columns { return columns{a(r, schema.Scale(2))} }, nil, []string{"table rows", "column a", "Scale(2)"}},
		{"Scale of an unsigned number", "rows", func(r *row) columns { return columns{schema.Field(&r.U64, "u", "U.", schema.Scale(2))} }, nil, []string{"column u", "Scale(2)", "signed"}},
		{"Scale of 0", "rows", func(r *row) columns { return columns{schema.Field(&r.N, "n", "N.", schema.Scale(0))} }, nil, []string{"column n", "Scale(0)", "1 to 18"}},
		{"Scale of 19", "rows", func(r *row) columns { return columns{schema.Field(&r.N, "n", "N.", schema.Scale(19))} }, nil, []string{"column n", "Scale(19)", "1 to 18"}},
		{"Shape of a date", "rows", func(r *row) columns { return columns{schema.Field(&r.Day, "d", "D.", schema.Shape("d"))} }, nil, []string{"column d", "Shape", "kind date"}},
		{"Shape without a shape", "rows", func(r *row) columns { return columns{a(r, schema.Shape())} }, nil, []string{"column a", "at least one shape"}},
		{"Shape that is not valid", "rows", func(r *row) columns { return columns{a(r, schema.Shape("q"))} }, nil, []string{"column a", "no class"}},
		{"UUIDVersion of a text", "rows", func(r *row) columns { return columns{a(r, schema.UUIDVersion(4))} }, nil, []string{"column a", "Version(4)", "kind text"}},
		{"UUIDVersion 9", "rows", func(r *row) columns { return columns{schema.Field(&r.ID, "i", "I.", schema.UUIDVersion(9))} }, nil, []string{"column i", "Version(9)", "1 to 8"}},
		{"an optional number", "rows", func(r *row) columns { return columns{schema.Field(&r.N, "n", "N.", schema.Optional)} }, nil, []string{"column n", "Optional", "no empty value"}},
		{"an optional bool", "rows", func(r *row) columns { return columns{schema.Field(&r.On, "o", "O.", schema.Optional)} }, nil, []string{"column o", "Optional", "no empty value"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			defer func() {
				message, _ := recover().(string)
				if !strings.HasPrefix(message, "schema: ") {
					t.Fatalf("New panics with %q, want a message of this package", message)
				}
				for _, part := range c.want {
					if !strings.Contains(message, part) {
						t.Errorf("New panics with\n\t%s\nwhich lacks %q", message, part)
					}
				}
			}()
			schema.New(c.table, "Rows.", c.fields, c.rules...)
		})
	}
	t.Run("table without a sentence", func(t *testing.T) {
		defer func() {
			if message, _ := recover().(string); !strings.Contains(message, "table rows: want a name in snake_case and a sentence") {
				t.Errorf("New panics with %q", message)
			}
		}()
		schema.New("rows", "", onlyA)
	})
}

// TestKinds: the type of a field decides the kind of its column.
func TestKinds(t *testing.T) {
	want := map[string]schema.Kind{
		"item_id": schema.KindUUID, "name": schema.KindText, "code": schema.KindText, "color": schema.KindEnum, "size": schema.KindEnum, "made": schema.KindDate,
		"n": schema.KindInt, "n_32": schema.KindInt, "n_64": schema.KindInt, "sold": schema.KindBool, "addr": schema.KindCustom, "note": schema.KindText,
	}
	got := map[string]schema.Kind{}
	for _, c := range itemTable.Columns() {
		got[c.Name] = c.Kind
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	var when time.Time
	if c := schema.Field(&when, "at", "A moment."); c.Kind != schema.KindTimestamp {
		t.Errorf("a time.Time is of kind %v", c.Kind)
	}
}

// TestNamesOfKinds: kinds and classes print as in the data dictionary.
func TestNamesOfKinds(t *testing.T) {
	for k, name := range []string{"text", "enum", "uuid", "date", "int", "bool", "custom", "decimal", "timestamp", "float", "invalid"} {
		if got := schema.Kind(k).String(); got != name {
			t.Errorf("kind %d is called %q, want %q", k, got, name)
		}
	}
	for c, name := range []string{"domain attribute", "direct identifier", "quasi-identifier", "governance", "invalid"} {
		if got := schema.Class(c).String(); got != name {
			t.Errorf("class %d is called %q, want %q", c, got, name)
		}
	}
}

// TestEmbedColumns embeds governed rows in a user-defined struct, with other columns among and
// after theirs.
func TestEmbedColumns(t *testing.T) {
	type member struct {
		Points int
		synthhub.Person
		Note string
	}
	table := schema.New("members", "Loyal people.", func(m *member) []schema.Column {
		columns := synthhub.PersonTable.EmbedColumns(&m.Person)
		columns = slices.Insert(columns, 1, schema.Field(&m.Points, "points", "Loyalty points.", schema.Range(0, 5000)))
		return append(columns, schema.Field(&m.Note, "note", "Remark.", schema.Optional))
	})
	persons, _ := sample(t, 3)
	for i := range persons {
		m := member{Points: i, Person: persons[i], Note: "x"}
		row := string(table.AppendCSV(nil, &m))
		person := strings.TrimSuffix(string(synthhub.PersonTable.AppendCSV(nil, &persons[i])), "\n")
		id, rest, _ := strings.Cut(person, ",")
		if want := id + "," + string('0'+rune(i)) + "," + rest + ",x\n"; row != want {
			t.Errorf("row\n%s\nwant\n%s", row, want)
		}
		var back member
		if err := table.ParseCSV(&back, strings.TrimSuffix(row, "\n")); err != nil || back != m {
			t.Errorf("read back %+v, %v", back, err)
		}
		back = member{}
		if err := table.ParseJSON(&back, string(table.AppendJSON(nil, &m))); err != nil || back != m {
			t.Errorf("read back %+v, %v", back, err)
		}
	}
	if got := len(synthhub.PersonTable.Columns()); len(table.Columns()) != got+2 {
		t.Errorf("%d columns of %d and two", len(table.Columns()), got)
	}
	m := member{Points: 9999, Person: persons[0]}
	if diff := cmp.Diff([]string{"members.points.range"}, codes(table.Check(&m, schema.Date{}))); diff != "" {
		t.Errorf("violations (-want +got):\n%s", diff)
	}
}

// codes returns the codes of violations.
func codes(violations iter.Seq[schema.Violation]) (list []string) {
	for v := range violations {
		list = append(list, v.Code())
	}
	return list
}

// TestColumnsAreCopies: writes to the slices that New received, or that Columns returned, do not
// change the table.
func TestColumnsAreCopies(t *testing.T) {
	columns := []schema.Column{}
	rules := []schema.Rule[item]{{Column: "name", Name: "r", Doc: "R.", Holds: func(*item) bool { return true }}}
	table := schema.New("rows", "Rows.", func(e *item) []schema.Column {
		columns = append(columns, schema.Field(&e.Name, "name", "Name."))
		return columns
	}, rules...)
	rules[0].Name = "changed"
	columns[0].Name = "changed"
	table.Columns()[0].Name = "changed"
	if got := string(table.AppendHeader(nil)); got != "name\n" || table.Columns()[0].Name != "name" {
		t.Errorf("header %q, column %q", got, table.Columns()[0].Name)
	}
	for r := range table.Rules() {
		if strings.Contains(r.Code(), "changed") {
			t.Errorf("rule %s", r.Code())
		}
	}
}

// TestText compares the text of each kind.
func TestText(t *testing.T) {
	e := &items[1]
	for column, want := range map[string]string{
		"item_id": "0f0e0d0c-0b0a-4908-8706-050403020100", "name": "plain", "color": "red", "size": "L", "made": "2024-02-29",
		"n_32": "2147483647", "n_64": "9223372036854775807", "sold": "true", "addr": "192.0.2.1", "nothing": "",
	} {
		if got := itemTable.Text(e, column); got != want {
			t.Errorf("Text of %s = %q, want %q", column, got, want)
		}
	}
}
