package schema_test

import (
	"database/sql"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestArgs compares the arguments for drivers.
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
		"other": "01000000-0000-0000-0000-000000000002", "null_color": `red, "dark"`, "null_day": "2024-02-29", "null_int": int64(-1), "null_bool": false, "or_bool": true, "null_word": "null",
	} {
		t.Run(column, func(t *testing.T) {
			if diff := cmp.Diff(want, full[column]); diff != "" {
				t.Errorf("argument (-want +got):\n%s", diff)
			}
			if v, ok := full[column].(time.Time); ok && v.Location() != time.UTC {
				t.Errorf("the time is in %v", v.Location())
			}
		})
	}
	for _, c := range measureTable.Columns() {
		if (empty[c.Name] == nil) != (c.Nullable || c.Kind == schema.KindTimestamp) {
			t.Errorf("%s of an empty row is %v", c.Name, empty[c.Name])
		}
	}
}

// scanForms has, by column, a value of measure, the forms in which drivers return it, and
// values that the column does not accept.
var scanForms = map[string]struct {
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
	"or_at":      {"2024-03-01T04:59:59Z", []any{moment.Truncate(time.Second), "2024-03-01 04:59:59"}, []any{moment.Add(1), "x"}},
	"u_8":        {"200", []any{int64(200), "200"}, []any{int64(256), int64(-1), 200.0, "0200"}},
	"u_64":       {"9223372036854775807", []any{int64(1<<63 - 1), []byte("9223372036854775807")}, []any{"9223372036854775808", int64(-1)}},
	"other":      {"01000000-0000-0000-0000-000000000002", []any{"01000000-0000-0000-0000-000000000002", []byte("01000000-0000-0000-0000-000000000002"), measures[1].Other[:], [16]byte(measures[1].Other)}, []any{"", []byte("0123"), int64(1)}},
	"null_bool":  {"true", []any{true, int64(1), "true"}, []any{"yes", 1.0}},
	"null_day":   {"2024-02-29", []any{"2024-02-29", "2024-02-29T00:00:00Z", time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)}, []any{"2024-02-30"}},
	"null_color": {"red", []any{"red", []byte("red")}, []any{"pink"}},
	"null_word":  {"x", []any{"x", []byte("x")}, []any{2.5}},
}

// scanOne scans a value into a column of a row.
func scanOne(t *testing.T, m *measure, column string, src any) error {
	t.Helper()
	return measureTable.AppendScanDest(nil, m)[columnIndex(t, column)].(sql.Scanner).Scan(src)
}

// TestScanMeasure scans the values of scanForms.
func TestScanMeasure(t *testing.T) {
	for column, forms := range scanForms {
		for _, src := range forms.good {
			t.Run(fmt.Sprintf("%s/%T %v", column, src, src), func(t *testing.T) {
				var m measure
				if err := scanOne(t, &m, column, src); err != nil || measureTable.Text(&m, column) != forms.want {
					t.Errorf("got %q, %v; want %q", measureTable.Text(&m, column), err, forms.want)
				}
			})
		}
		for _, src := range forms.bad {
			t.Run(fmt.Sprintf("%s/not %T %v", column, src, src), func(t *testing.T) {
				var m measure
				before := measureTable.Text(&m, column)
				err := scanOne(t, &m, column, src)
				if pe, ok := errors.AsType[*schema.ParseError](err); !ok || pe.Column != column || pe.Table != "measures" || measureTable.Text(&m, column) != before {
					t.Errorf("error %v, and the value is %q", err, measureTable.Text(&m, column))
				}
			})
		}
	}
}

// TestScanNull: NULL becomes null in a nullable column, and the zero value in others.
func TestScanNull(t *testing.T) {
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
}

// TestScanZone: times are stored in UTC.
func TestScanZone(t *testing.T) {
	var m measure
	if err := scanOne(t, &m, "at", moment); err != nil || m.At.Location() != time.UTC {
		t.Errorf("the time is in %v, %v", m.At.Location(), err)
	}
}
