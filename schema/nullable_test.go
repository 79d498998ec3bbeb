package schema_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestMeasureKinds: a pointer and an sql.Null have the kind of their values.
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
		"null_color": schema.KindEnum, "null_id": schema.KindUUID, "null_day": schema.KindDate, "null_int": schema.KindInt, "null_bool": schema.KindBool, "null_addr": schema.KindCustom,
		"null_price": schema.KindDecimal, "null_at": schema.KindTimestamp, "null_rate": schema.KindFloat, "null_other": schema.KindUUID, "null_word": schema.KindCustom,
		"or_size": schema.KindEnum, "or_id": schema.KindUUID, "or_day": schema.KindDate, "or_u_64": schema.KindInt, "or_bool": schema.KindBool, "or_addr": schema.KindCustom,
		"or_tiny": schema.KindDecimal, "or_at": schema.KindTimestamp, "or_ratio": schema.KindFloat, "or_word": schema.KindCustom,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("kinds (-want +got):\n%s", diff)
	}
	if c := schema.Field(new(shoutID), "id", "An identifier in upper case."); c.Kind != schema.KindCustom {
		t.Errorf("16 bytes with another text are of kind %v", c.Kind)
	}
}

// TestOptionsOfNullable: the options of a nullable column apply to its values. The order of
// Range and Scale does not matter.
func TestOptionsOfNullable(t *testing.T) {
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
		{"bounds", row{ptr(int32(-5)), ptr(int32(99)), some(uuid.UUID{6: 0x40, 8: 0x80})}, nil},
		{"too small and too large", row{ptr(int32(-6)), ptr(int32(100)), some(uuid.UUID{6: 0x10, 8: 0x80})}, []string{"rows.a.range", "rows.b.range", "rows.id.shape"}},
		{"a UUID that is present and empty", row{ID: some(uuid.Nil)}, []string{"rows.id.required"}},
		{"a value that is not valid, so null", row{ID: sql.Null[uuid.UUID]{V: uuid.UUID{1}}}, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if diff := cmp.Diff(c.want, codes(table.Check(&c.row, schema.Date{}))); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// TestCheckMeasure breaks the rules of the kinds that checked does not have.
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
		{"the same in a nullable column", func(m *measure) { m.OrU64 = some(uint64(1 << 63)) }, "or_u_64.range", "9223372036854775808", "Must be at most 9223372036854775807."},
		{"no number", func(m *measure) { m.Rate = math.NaN() }, "rate.range", "", "Must be a finite number."},
		{"infinity", func(m *measure) { m.Rate = math.Inf(1) }, "rate.range", "", "Must be a finite number."},
		{"negative infinity in a nullable column", func(m *measure) { m.NullRate = ptr(math.Inf(-1)) }, "null_rate.range", "", "Must be a finite number."},
		{"nanoseconds", func(m *measure) { m.At = m.At.Add(1) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 10000", func(m *measure) { m.At = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 10000 only in UTC", func(m *measure) { m.At = time.Date(9999, 12, 31, 23, 0, 0, 0, time.FixedZone("", -2*3600)) }, "at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"the year 0", func(m *measure) { m.Seen = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC) }, "seen.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"nanoseconds in a nullable column", func(m *measure) { m.OrAt.V = m.OrAt.V.Add(999) }, "or_at.range", "", "Must be of the years 1 to 9999, in whole microseconds."},
		{"no time", func(m *measure) { m.At = time.Time{} }, "at.required", "", "Must not be empty."},
		{"no time in an optional column", func(m *measure) { m.Seen = time.Time{} }, "", "", ""},
		{"a time that is present and empty", func(m *measure) { m.NullAt = new(time.Time) }, "null_at.required", "", "Must be null, or not empty."},
		{"a day that is present and empty", func(m *measure) { m.NullDay = new(schema.Date) }, "null_day.required", "", "Must be null, or not empty."},
		{"a word that is not in the vocabulary", func(m *measure) { m.OrSize.V = 9 }, "or_size.vocabulary", "", "Must be one of S, L."},
		{"a color that is present and unset", func(m *measure) { m.NullColor = new(color) }, "null_color.required", "", "Must be null, or not empty."},
		{"a text that fails", func(m *measure) { m.Word = noWord }, "word.text", "", "Must have a text form, of valid UTF-8 without control characters."},
		{"a text that fails in a nullable column", func(m *measure) { m.NullWord = &noWord }, "null_word.text", "", "Must have a text form, of valid UTF-8 without control characters."},
		{"nothing changed", func(*measure) {}, "", "", ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			m := measureTable.Clone(&measures[1])
			c.change(&m)
			var want []schema.Violation
			if c.code != "" {
				column, rule, _ := strings.Cut(c.code, ".")
				want = []schema.Violation{{Table: "measures", Column: column, Rule: rule, Value: c.text, Doc: c.doc}}
			}
			if diff := cmp.Diff(want, slices.Collect(measureTable.Check(&m, schema.Date{}))); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNotFinite: numbers that are not finite are null in JSON and empty in CSV.
func TestNotFinite(t *testing.T) {
	type row struct {
		A float64
		B *float64
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.A, "a", "A.", schema.Range(0, 5)), schema.Field(&r.B, "b", "B.")}
	})
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		t.Run(fmt.Sprint(v), func(t *testing.T) {
			r := row{v, &v}
			if got := string(table.AppendCSV(nil, &r)) + string(table.AppendJSON(nil, &r)); got != ",\n"+`{"a":null,"b":null}` {
				t.Errorf("written %s", got)
			}
			if diff := cmp.Diff([]any{nil, nil}, table.AppendArgs(nil, &r)); diff != "" {
				t.Errorf("arguments (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([]string{"rows.a.range", "rows.b.range"}, codes(table.Check(&r, schema.Date{}))); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
	for _, c := range []struct {
		v  float64
		ok bool
	}{{0, true}, {math.Copysign(0, -1), true}, {2.5, true}, {5, true}, {-5e-324, false}, {5.000000000000001, false}} {
		t.Run(fmt.Sprint(c.v), func(t *testing.T) {
			if ok := len(codes(table.Check(&row{A: c.v}, schema.Date{}))) == 0; ok != c.ok {
				t.Errorf("in the range from 0 to 5: %v", ok)
			}
		})
	}
	if err := table.ParseJSON(new(row), `{"a":null,"b":null}`); !errors.Is(err, schema.ErrSyntax) {
		t.Errorf("null in a column that is never null: %v", err)
	}
}

// TestNullJSON reads values in forms that a nullable column does not have.
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
		want parseError
	}{
		{`{"n":"null","on":null,"d":null}`, parseError{"n", 5, `"null"`, schema.ErrSyntax}},
		{`{"n":"","on":null,"d":null}`, parseError{"n", 5, `""`, schema.ErrSyntax}},
		{`{"n":,"on":null,"d":null}`, parseError{"n", 5, ``, schema.ErrSyntax}},
		{`{"n":nul,"on":null,"d":null}`, parseError{"n", 5, `nul`, schema.ErrSyntax}},
		{`{"n":NULL,"on":null,"d":null}`, parseError{"n", 5, `NULL`, schema.ErrSyntax}},
		{`{"n":nullnull,"on":null,"d":null}`, parseError{"n", 5, `nullnull`, schema.ErrSyntax}},
		{`{"n":2147483648,"on":null,"d":null}`, parseError{"n", 5, `2147483648`, schema.ErrRange}},
		{`{"n":null,"on":"true","d":null}`, parseError{"on", 15, `"true"`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"null"}`, parseError{"d", 24, `null`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":nul"}`, parseError{"d", 24, `nul"`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":nulls}`, parseError{"d", 24, `nulls`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":2024-02-29}`, parseError{"d", 24, `2024-02-29}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-30"}`, parseError{"d", 24, `2024-02-30`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-29}`, parseError{"d", 24, `"2024-02-29}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":x2024-02-29"}`, parseError{"d", 24, `x2024-02-29"}`, schema.ErrSyntax}},
		{`{"n":null,"on":null,"d":"2024-02-29""}`, parseError{"", 36, `"}`, schema.ErrSyntax}},
		{`{"n":null,"on":null}`, parseError{"d", 20, ``, schema.ErrColumns}},
	} {
		t.Run(c.in, func(t *testing.T) { checkParse(t, table.ParseJSON(new(row), c.in), c.want) })
	}
	type word struct{ W *backwards }
	words := schema.New("narrows", "Rows.", func(r *word) []schema.Column { return []schema.Column{schema.Field(&r.W, "w", "W.")} })
	t.Run("not null", func(t *testing.T) {
		checkParse(t, words.ParseJSON(new(word), `{"w":nothing}`), parseError{"w", 5, "nothing", schema.ErrSyntax})
	})
}

// TestEmptyJSON: in JSON an empty value differs from null.
func TestEmptyJSON(t *testing.T) {
	type row struct {
		N *int32
		D *schema.Date
	}
	table := schema.New("rows", "Rows.", func(r *row) []schema.Column {
		return []schema.Column{schema.Field(&r.N, "n", "N."), schema.Field(&r.D, "d", "D.")}
	})
	for in, present := range map[string]bool{`{"n":1,"d":""}`: true, `{"n":1,"d":null}`: false, `{"d":"","n":1}`: true, `{"d" : null ,"n":1}`: false} {
		t.Run(in, func(t *testing.T) {
			r := row{D: new(schema.Date)}
			if err := table.ParseJSON(&r, in); err != nil || (r.D != nil) != present || *r.N != 1 {
				t.Errorf("read as %v, %v", r, err)
			}
			want := `{"n":1,"d":null}`
			if present {
				want = `{"n":1,"d":""}`
			}
			if got := string(table.AppendJSON(nil, &r)); got != want {
				t.Errorf("written %s, want %s", got, want)
			}
		})
	}
}
