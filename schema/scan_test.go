package schema_test

import (
	"database/sql"
	"errors"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestArgs: the forms that drivers are given.
func TestArgs(t *testing.T) {
	full, empty := map[string]any{}, map[string]any{}
	m := measureTable.Clone(&measures[1])
	m.OrU64.V = math.MaxUint64
	for i, c := range measureTable.Columns() {
		full[c.Name], empty[c.Name] = measureTable.AppendArgs(nil, &m)[i], measureTable.AppendArgs(nil, new(measure))[i]
	}
	for column, want := range map[string]any{
		"i_8": int64(127), "u_32": int64(1<<32 - 1), "u_64": int64(1<<63 - 1), "or_u_64": "18446744073709551615", "price": "123.45", "null_price": "-0.05", "tiny": "9.223372036854775807",
		"rate": 0.1, "or_ratio": 5e-324, "at": moment.UTC(), "null_at": moment.UTC(), "seen": moment.Truncate(time.Second).UTC(),
		"other": "01000000-0000-0000-0000-000000000002", "null_colour": `red, "dark"`, "null_day": "2024-02-29", "null_int": int64(-1), "null_bool": false, "or_bool": true, "null_word": "null",
	} {
		if diff := cmp.Diff(want, full[column]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", column, diff)
		}
		if at, ok := full[column].(time.Time); ok && at.Location() != time.UTC {
			t.Errorf("%s is in %v", column, at.Location())
		}
	}
	for _, c := range measureTable.Columns() {
		if (empty[c.Name] == nil) != (c.Nullable || c.Kind == schema.KindTimestamp) {
			t.Errorf("%s of an empty row is %v", c.Name, empty[c.Name])
		}
	}
}

// TestScanMeasure: the forms in which drivers return one and the same value, those that
// could be another, and NULL.
func TestScanMeasure(t *testing.T) {
	for column, forms := range map[string]struct {
		want      string
		good, bad []any
	}{
		"price":      {"123.45", []any{"123.45", []byte("123.45"), "123.450", "123.4500000000", 123.45}, []any{"123.456", 123.456, "1e2", true, time.Time{}, math.NaN(), math.Inf(1), "92233720368547758.08", 12345678901234567.0, ""}},
		"small":      {"5.0", []any{"5", "5.0", int64(5), 5.0, []byte("5")}, []any{"12.8", int64(13), "-13", "5.01", 5.01}},
		"tiny":       {"0.000000000000000001", []any{"0.000000000000000001", 1e-18}, []any{0.1234567890123456, "0.0000000000000000001"}},
		"null_price": {"-0.05", []any{"-0.05", []byte("-0.050"), -0.05}, []any{"", "null", -0.051}},
		"rate":       {"1e+21", []any{1e21, "1e21", []byte("1E21"), "1e+21", "1000000000000000000000"}, []any{"x", math.NaN(), math.Inf(-1), "Infinity", "NaN", "", true}},
		"ratio":      {"7", []any{7.0, int64(7), "7", "7.0"}, nil},
		"or_ratio":   {"0.5", []any{0.5, "0.5", []byte(".5")}, []any{"", math.NaN()}},
		"at": {"2024-03-01T04:59:59.123456Z", []any{moment, moment.UTC(), moment.Local(), "2024-03-01T04:59:59.123456Z", "2024-02-29T23:59:59.123456-05:00", []byte("2024-03-01 04:59:59.123456"), "2024-03-01 04:59:59.123456000",
			"2024-03-01 04:59:59.123456+00", "2024-02-29 23:59:59.123456-05:00", "2024-03-01 04:59:59.123456Z"},
			[]any{moment.Add(1), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), "2024-03-01", "2024-03-01 04:59:59.1234567", int64(1709251199), 1.5, "infinity"}},
		"or_at":       {"2024-03-01T04:59:59Z", []any{moment.Truncate(time.Second), "2024-03-01 04:59:59"}, []any{moment.Add(1), "x"}},
		"u_8":         {"200", []any{int64(200), "200"}, []any{int64(256), int64(-1), 200.0, "0200"}},
		"u_64":        {"9223372036854775807", []any{int64(1<<63 - 1), []byte("9223372036854775807")}, []any{"9223372036854775808", int64(-1)}},
		"other":       {"01000000-0000-0000-0000-000000000002", []any{"01000000-0000-0000-0000-000000000002", []byte("01000000-0000-0000-0000-000000000002"), measures[1].Other[:], [16]byte(measures[1].Other)}, []any{"", []byte("0123"), int64(1)}},
		"null_bool":   {"true", []any{true, int64(1), "true"}, []any{"yes", 1.0}},
		"null_day":    {"2024-02-29", []any{"2024-02-29", "2024-02-29T00:00:00Z", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)}, []any{"2024-02-30"}},
		"null_colour": {"red", []any{"red", []byte("red")}, []any{"pink"}},
		"null_word":   {"x", []any{"x", []byte("x")}, []any{2.5}},
	} {
		for i, c := range measureTable.Columns() {
			if c.Name != column {
				continue
			}
			for _, src := range forms.good {
				var m measure
				if err := measureTable.AppendScanDest(nil, &m)[i].(sql.Scanner).Scan(src); err != nil || measureTable.Text(&m, column) != forms.want {
					t.Errorf("%s from %T %v: %q, %v", column, src, src, measureTable.Text(&m, column), err)
				}
			}
			for _, src := range forms.bad {
				var m measure
				before := measureTable.Text(&m, column)
				err := measureTable.AppendScanDest(nil, &m)[i].(sql.Scanner).Scan(src)
				if pe, ok := errors.AsType[*schema.ParseError](err); !ok || pe.Column != column || pe.Table != "measures" || measureTable.Text(&m, column) != before {
					t.Errorf("%s from %T %v: error %v, and now %q", column, src, src, err, measureTable.Text(&m, column))
				}
			}
		}
	}
	// NULL is nothing where there may be nothing, else the zero value.
	m := measureTable.Clone(&measures[1])
	for _, dest := range measureTable.AppendScanDest(nil, &m) {
		if err := dest.(sql.Scanner).Scan(nil); err != nil {
			t.Error(err)
		}
	}
	want, _, _ := new(measure).oracle()
	if got, _, _ := m.oracle(); got != want {
		t.Errorf("from NULL\n%s, want\n%s", got, want)
	}
	if loc := func() *time.Location {
		var m measure
		_ = measureTable.AppendScanDest(nil, &m)[12].(sql.Scanner).Scan(moment)
		return m.At.Location()
	}(); loc != time.UTC {
		t.Errorf("a time that was scanned is in %v", loc)
	}
}
