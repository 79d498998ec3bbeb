package schema_test

import (
	"database/sql"
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestMeasureKinds: a pointer and an sql.Null are of the kind of their values.
func TestMeasureKinds(t *testing.T) {
	got := map[string]schema.Kind{}
	for _, c := range measureTable.Columns() {
		got[c.Name] = c.Kind
		nullable := strings.HasPrefix(c.Name, "null_") || strings.HasPrefix(c.Name, "or_")
		if c.Nullable != nullable || c.Required() == (nullable || c.Optional) {
			t.Errorf("%s: nullable %v, required %v", c.Name, c.Nullable, c.Required())
		}
		scale := map[string]int{"price": 2, "null_price": 2, "tiny": 18, "or_tiny": 18, "small": 1}[c.Name]
		if c.Scale != scale {
			t.Errorf("%s: scale %d, want %d", c.Name, c.Scale, scale)
		}
		if c.Appends() == strings.HasSuffix(c.Name, "word") {
			t.Errorf("%s: Appends is %v", c.Name, c.Appends())
		}
	}
	want := map[string]schema.Kind{
		"i_8": schema.KindInt, "i_16": schema.KindInt, "u_8": schema.KindInt, "u_16": schema.KindInt, "u_32": schema.KindInt, "u": schema.KindInt, "u_64": schema.KindInt,
		"price": schema.KindDecimal, "tiny": schema.KindDecimal, "small": schema.KindDecimal, "rate": schema.KindFloat, "ratio": schema.KindFloat,
		"at": schema.KindTimestamp, "seen": schema.KindTimestamp, "other": schema.KindUUID, "word": schema.KindCustom,
		"null_colour": schema.KindEnum, "null_id": schema.KindUUID, "null_day": schema.KindDate, "null_int": schema.KindInt, "null_bool": schema.KindBool, "null_addr": schema.KindCustom,
		"null_price": schema.KindDecimal, "null_at": schema.KindTimestamp, "null_rate": schema.KindFloat, "null_other": schema.KindUUID, "null_word": schema.KindCustom,
		"or_size": schema.KindEnum, "or_id": schema.KindUUID, "or_day": schema.KindDate, "or_u_64": schema.KindInt, "or_bool": schema.KindBool, "or_addr": schema.KindCustom,
		"or_tiny": schema.KindDecimal, "or_at": schema.KindTimestamp, "or_ratio": schema.KindFloat, "or_word": schema.KindCustom,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if c := schema.Field(new(shoutID), "id", "An identifier in capitals."); c.Kind != schema.KindCustom {
		t.Errorf("16 bytes with another text are of kind %v", c.Kind)
	}
}

// TestOptionsFitValues: an option says of a nullable column what it says of its values,
// and the order of Range and Scale makes no difference.
func TestOptionsFitValues(t *testing.T) {
	type row struct {
		A, B *int32
		ID   sql.Null[uuid.UUID]
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{
			schema.Field(&r.A, "a", "A.", schema.Range(-5, 99), schema.Scale(2), schema.Unique),
			schema.Field(&r.B, "b", "B.", schema.Scale(2), schema.Range(-5, 99)),
			schema.Field(&r.ID, "id", "ID.", schema.UUIDVersion(4), schema.Ref("rows.a")),
		}
	})
	var docs []string
	for r := range table.Rules() {
		docs = append(docs, r.Code()+": "+r.Doc)
	}
	want := []string{"rows.a.range: Must be -0.05 to 0.99.", "rows.b.range: Must be -0.05 to 0.99.", "rows.id.required: Must be null, or not empty.", "rows.id.shape: Must be a UUID of version 4."}
	if diff := cmp.Diff(want, docs); diff != "" {
		t.Errorf("rules (-want +got):\n%s", diff)
	}
	for _, c := range []struct {
		reason string
		row    row
		want   []string
	}{
		{"all null", row{}, nil},
		{"the ends", row{ptr(int32(-5)), ptr(int32(99)), some(uuid.UUID{6: 0x40, 8: 0x80})}, nil},
		{"too small and too large", row{ptr(int32(-6)), ptr(int32(100)), some(uuid.UUID{6: 0x10, 8: 0x80})}, []string{"rows.a.range", "rows.b.range", "rows.id.shape"}},
		{"a UUID that is there and empty", row{ID: some(uuid.Nil)}, []string{"rows.id.required"}},
		{"a value that does not count", row{ID: sql.Null[uuid.UUID]{V: uuid.UUID{1}}}, nil},
	} {
		if diff := cmp.Diff(c.want, codes(table.Check(&c.row, schema.Date{}))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, diff)
		}
	}
}

// TestCheckMeasure breaks every rule of the kinds that checked has not.
func TestCheckMeasure(t *testing.T) {
	noWord := backwards{"unwritten"}
	for _, c := range []struct {
		reason string
		change func(m *measure)
		code   string
		text   string // what is written
		doc    string
	}{
		{"a number above 63 bits", func(m *measure) { m.U64 = math.MaxUint64 }, "u_64.range", "18446744073709551615", "Must be at most 9223372036854775807."},
		{"the first number above 63 bits", func(m *measure) { m.U64 = 1 << 63 }, "u_64.range", "9223372036854775808", "Must be at most 9223372036854775807."},
		{"the same, where there may be null", func(m *measure) { m.OrU64 = some(uint64(1 << 63)) }, "or_u_64.range", "9223372036854775808", "Must be at most 9223372036854775807."},
		{"no number", func(m *measure) { m.Rate = math.NaN() }, "rate.range", "", "Must be a finite number."},
		{"infinity", func(m *measure) { m.Rate = math.Inf(1) }, "rate.range", "", "Must be a finite number."},
		{"infinity below, where there may be null", func(m *measure) { m.NullRate = ptr(math.Inf(-1)) }, "null_rate.range", "", "Must be a finite number."},
		{"nanoseconds", func(m *measure) { m.At = m.At.Add(1) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 10000", func(m *measure) { m.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 10000, in UTC alone", func(m *measure) { m.At = time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -2*3600)) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 0", func(m *measure) { m.Seen = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) }, "seen.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"nanoseconds, where there may be null", func(m *measure) { m.OrAt.V = m.OrAt.V.Add(999) }, "or_at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"no time", func(m *measure) { m.At = time.Time{} }, "at.required", "", "Must not be empty."},
		{"no time where there may be none", func(m *measure) { m.Seen = time.Time{} }, "", "", ""},
		{"a time that is there and none", func(m *measure) { m.NullAt = new(time.Time) }, "null_at.required", "", "Must be null, or not empty."},
		{"a day that is there and none", func(m *measure) { m.NullDay = new(schema.Date) }, "null_day.required", "", "Must be null, or not empty."},
		{"a word out of the vocabulary", func(m *measure) { m.OrSize.V = 9 }, "or_size.vocabulary", "", "Must be one of S, L."},
		{"a colour that is there and unset", func(m *measure) { m.NullColour = new(colour) }, "null_colour.required", "", "Must be null, or not empty."},
		{"a text that fails", func(m *measure) { m.Word = noWord }, "word.text", "", "Must have a text form, of valid UTF-8 without control characters."},
		{"a text that fails, where there may be null", func(m *measure) { m.NullWord = &noWord }, "null_word.text", "", "Must have a text form, of valid UTF-8 without control characters."},
		{"nothing changed", func(*measure) {}, "", "", ""},
	} {
		m := measureTable.Clone(&measures[1])
		c.change(&m)
		var got []schema.Violation
		for v := range measureTable.Check(&m, schema.Date{}) {
			got = append(got, v)
		}
		var want []schema.Violation
		if c.code != "" {
			column, rule, _ := strings.Cut(c.code, ".")
			want = []schema.Violation{{Table: "measures", Column: column, Rule: rule, Value: c.text, Doc: c.doc}}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.reason, diff)
		}
	}
}

// TestNotFinite: numbers that JSON has not are null there, and empty in CSV.
func TestNotFinite(t *testing.T) {
	type row struct {
		A float64
		B *float64
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.A, "a", "A.", schema.Range(0, 5)), schema.Field(&r.B, "b", "B.")}
	})
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		r := row{v, &v}
		if got := string(table.AppendCSV(nil, &r)) + string(table.AppendJSON(nil, &r)); got != ",\n"+`{"a":null,"b":null}` {
			t.Errorf("%v is written %s", v, got)
		}
		if diff := cmp.Diff([]any{nil, nil}, table.AppendArgs(nil, &r)); diff != "" {
			t.Errorf("%v as arguments:\n%s", v, diff)
		}
		if diff := cmp.Diff([]string{"rows.a.range", "rows.b.range"}, codes(table.Check(&r, schema.Date{}))); diff != "" {
			t.Errorf("%v:\n%s", v, diff)
		}
	}
	for v, ok := range map[float64]bool{0: true, 5: true, 2.5: true, -5e-324: false, 5.000000000000001: false, math.Copysign(0, -1): true} {
		if got := len(codes(table.Check(&row{A: v}, schema.Date{}))) == 0; got != ok {
			t.Errorf("%v is in the range: %v", v, got)
		}
	}
	if err := table.ParseJSON(new(row), `{"a":null,"b":null}`); !errors.Is(err, schema.ErrSyntax) {
		t.Errorf("null in a column that is never null: %v", err)
	}
}

// TestNullJSON has values in forms that JSON has, and that a nullable column does not.
func TestNullJSON(t *testing.T) {
	type row struct {
		N  *int32
		On *bool
		D  *schema.Date
	}
	table := schema.New("narrows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.N, "n", "N."), schema.Field(&r.On, "on", "On."), schema.Field(&r.D, "d", "D.")}
	})
	for _, c := range []struct {
		in   string
		want at
	}{
		{`{"n":"null","on":null,"d":null}`, at{"n", 5, `"null"`, schema.ErrSyntax}},
		{`{"n":"","on":null,"d":null}`, at{"n", 5, `""`, schema.ErrSyntax}},
		{`{"n":,"on":null,"d":null}`, at{"n", 5, ``, schema.ErrSyntax}},
		{`{"n":nul,"on":null,"d":null}`, at{"n", 5, `nul`, schema.ErrSyntax}},
		{`{"n":NULL,"on":null,"d":null}`, at{"n", 5, `NULL`, schema.ErrSyntax}},
		{`{"n":nullnull,"on":null,"d":null}`, at{"n", 5, `nullnull`, schema.ErrSyntax}},
		{`{"n":2147483648,"on":null,"d":null}`, at{"n", 5, `2147483648`, schema.ErrRange}},
		{`{"n":null,"on":"true","d":null}`, at{"on", 15, `"true"`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"null"}`, at{"d", 24, `null`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":nul"}`, at{"d", 24, `nul"`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":nulls}`, at{"d", 24, `nulls`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":2024-02-29}`, at{"d", 24, `2024-02-29}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-30"}`, at{"d", 24, `2024-02-30`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-29}`, at{"d", 24, `"2024-02-29}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":x2024-02-29"}`, at{"d", 24, `x2024-02-29"}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-29""}`, at{"", 36, `"}`, schema.ErrSyntax}},
		{`{"n":null,"on":null}`, at{"d", 20, ``, schema.ErrColumns}},
	} {
		checkParse(t, c.in, table.ParseJSON(new(row), c.in), c.want)
	}
	type word struct{ W *backwards }
	words := schema.New("narrows", "Rows.", func(r *word) []schema.Column { return []schema.Column{schema.Field(&r.W, "w", "W.")} })
	checkParse(t, `{"w":nothing}`, words.ParseJSON(new(word), `{"w":nothing}`), at{"w", 5, "nothing", schema.ErrSyntax})

	// What is there and empty is another thing than null, in JSON.
	var r row
	for in, empty := range map[string]bool{`{"n":1,"on":true,"d":""}`: true, `{"n":1,"on":true,"d":null}`: false, `{"d":"","on":true,"n":1}`: true, `{"d" : null ,"on":true,"n":1}`: false} {
		if err := table.ParseJSON(&r, in); err != nil || (r.D != nil) != empty || *r.N != 1 || !*r.On {
			t.Errorf("%s is read as %v, %v", in, r, err)
		}
	}
	r.D = new(schema.Date)
	if got := string(table.AppendJSON(nil, &r)); got != `{"n":1,"on":true,"d":""}` {
		t.Errorf("written %s", got)
	}
}
