package schema_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/schema"
)

// checkMeasure compares a row with what encoding/json and encoding/csv write, and reads it back
// in all ways.
func checkMeasure(t *testing.T, m *measure) {
	t.Helper()
	object, cells, err := m.oracle()
	if err != nil {
		t.Fatal(err)
	}
	line := string(measureTable.AppendCSV([]byte("before"), m))
	if want := "before" + oracleCSV(t, cells...); line != want {
		t.Errorf("AppendCSV\n%q, encoding/csv\n%q", line, want)
	}
	if got := string(measureTable.AppendJSON([]byte("before"), m)); got != "before"+object {
		t.Errorf("AppendJSON\n%s, encoding/json\n%s", got, object)
	}
	same := func(how string, back *measure, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", how, err)
		} else if again, _, err := back.oracle(); err != nil || again != object {
			t.Errorf("%s\n%s, want\n%s", how, again, object)
		}
	}
	// Read into rows that have other values already.
	full := func() *measure { m := measureTable.Clone(&measures[1]); return &m }
	back := full()
	err = measureTable.ParseCSV(back, strings.TrimSuffix(line[len("before"):], "\n"))
	same("ParseCSV", back, err)
	back = full()
	err = measureTable.ParseJSON(back, object)
	same("ParseJSON", back, err)
	back = full()
	err = measureTable.ParseJSON(back, " "+strings.ReplaceAll(object, `,"`, " ,\n\""))
	same("ParseJSON with spaces", back, err)
	back = full()
	err = scanAll(t, measureTable.AppendScanDest(nil, back), measureTable.AppendArgs(nil, m))
	same("Scan", back, err)
	clone := measureTable.Clone(m)
	same("Clone", &clone, nil)
}

// TestMeasures writes and reads the rows of measures.
func TestMeasures(t *testing.T) {
	for i, name := range []string{"zero", "full", "minimum"} {
		t.Run(name, func(t *testing.T) {
			checkMeasure(t, &measures[i])
			checkCapacity(t, measureTable, &measures[i])
		})
	}
}

// TestUnsigned: integers above the maximum int64 are written, though they cannot be read.
func TestUnsigned(t *testing.T) {
	m := measure{U64: math.MaxUint64, OrU64: some(uint64(1 << 63))}
	want, _, _ := m.oracle()
	if got := string(measureTable.AppendJSON(nil, &m)); got != want || !strings.Contains(string(measureTable.AppendCSV(nil, &m)), ",18446744073709551615,") {
		t.Errorf("AppendJSON\n%s, encoding/json\n%s", got, want)
	}
}

// FuzzMeasure tests rows of the kinds that FuzzItem does not have: CSV and JSON are what
// encoding/json writes, with decimals by math/big, and all ways of reading give the row back.
func FuzzMeasure(f *testing.F) {
	for _, n := range []int64{0, 1, -1, 5, -5, 99, 100, 1e15, 1<<53 + 1, math.MaxInt64, math.MinInt64, 1709251199123456, -62135596799999999, 253402300799999999} {
		for _, v := range []float64{0, math.Copysign(0, -1), 0.1, 1e-6, 9.99e-7, 1e20, 1e21, 5e-324, math.MaxFloat64, 1.0 / 3} {
			f.Add(n, math.Float64bits(v), uint32(n)*2654435761, "word")
		}
	}
	first, last := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro(), time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).UnixMicro()
	f.Fuzz(func(t *testing.T, n int64, bits uint64, which uint32, word string) {
		v := math.Float64frombits(bits)
		if math.IsNaN(v) || math.IsInf(v, 0) {
			v = float64(n)
		}
		micros := n % last
		if micros < first {
			micros = -n % -first
		}
		at := time.UnixMicro(micros).In(time.FixedZone("", int(int8(n))*60))
		word = strconv.QuoteToASCII(word)
		m := measure{
			I8: int8(n), I16: int16(n), U8: uint8(n), U16: uint16(n), U32: uint32(n), U: uint(uint32(n)), U64: uint64(n) >> 1, Price: cents(n), Tiny: n, Small: int8(n),
			Rate: v, Ratio: ratio(-v), At: at, Seen: at.Truncate(time.Second), Word: backwards{word},
		}
		copy(m.Other[:], word)
		has := func(i int) bool { return which>>i&1 == 1 }
		setPointers(&m, n, v, at, has)
		m.OrSize, m.OrID = sql.Null[size]{V: size(n & 1), Valid: has(11)}, sql.Null[uuid.UUID]{V: uuid.UUID(m.Other), Valid: has(12)}
		day := schema.DateOf(at) // not valid if the day is in the year 0 in that zone
		m.OrDay = sql.Null[schema.Date]{V: day, Valid: has(13) && at.Year() > 0}
		m.OrU64, m.OrBool, m.OrTiny = sql.Null[uint64]{V: m.U64, Valid: has(14)}, sql.Null[flag]{V: n < 0, Valid: has(15)}, sql.Null[int64]{V: n, Valid: has(16)}
		m.OrAt, m.OrRatio = sql.Null[time.Time]{V: at, Valid: has(17) && !at.IsZero()}, sql.Null[ratio]{V: ratio(v), Valid: has(18)}
		checkMeasure(t, &m)
		for v := range measureTable.Check(&m, schema.Date{}) {
			if v.Rule != "required" {
				t.Errorf("a valid row: %v", v)
			}
		}
	})
}

// setPointers sets the pointers of a row for which has reports true.
func setPointers(m *measure, n int64, v float64, at time.Time, has func(int) bool) {
	for i, set := range []func(){
		func() { m.NullColor = ptr(color(n&1 + 1)) }, func() { m.NullID = ptr(uuid.UUID(m.Other)) }, func() { m.NullDay = ptr(schema.NewDate(2024, 1, 1+int(n&15))) },
		func() { m.NullInt = &m.I16 }, func() { m.NullBool = ptr(n > 0) }, func() { m.NullPrice = ptr(cents(-(n >> 1))) }, func() { m.NullRate = ptr(v / 3) },
		func() { m.NullOther = &m.Other }, func() { m.NullWord = &m.Word }, func() { m.NullAt = nil },
		func() {
			if !at.IsZero() {
				m.NullAt = &at
			}
		},
	} {
		if has(i) {
			set()
		}
	}
}

// columnIndex returns the index of a column of measureTable.
func columnIndex(t *testing.T, column string) int {
	t.Helper()
	i := slices.IndexFunc(measureTable.Columns(), func(c schema.Column) bool { return c.Name == column })
	if i < 0 {
		t.Fatalf("there is no column %s", column)
	}
	return i
}

// TestWidths: the error of a number that is out of range names the range.
func TestWidths(t *testing.T) {
	batch := measureTable.NewBatch()
	batch.Rows = append(batch.Rows, measure{})
	for _, c := range []struct{ column, text, want string }{
		{"i_8", "128", "signed 8-bit integers"},
		{"i_16", "-32769", "signed 16-bit integers"},
		{"u_8", "-1", "unsigned 8-bit integers"},
		{"u_16", "65536", "unsigned 16-bit integers"},
		{"u_32", "4294967296", "unsigned 32-bit integers"},
		{"u_64", "-1", "unsigned 64-bit integers"},
		{"u_64", "9223372036854775808", "signed 64-bit integers"},
		{"small", "12.8", "signed 8-bit integers"},
		{"null_int", "32768", "signed 16-bit integers"},
		{"tiny", "9.223372036854775808", "signed 64-bit integers"},
		{"rate", "1e999", "a float64"},
	} {
		t.Run(c.column+" "+c.text, func(t *testing.T) {
			if err := batch.SetText(0, columnIndex(t, c.column), c.text); !errors.Is(err, schema.ErrRange) || !strings.HasSuffix(err.Error(), " of "+c.want) {
				t.Errorf("error %v, want one of %s", err, c.want)
			}
		})
	}
}

// accepts has the texts that each type may be read from, by the standard library alone: those
// that it writes. Times and floats are as encoding/json writes them, decimals as math/big does.
var accepts = map[string]func(s string) bool{
	"i_8":   func(s string) bool { return signedText(s, 8) },
	"i_16":  func(s string) bool { return signedText(s, 16) },
	"u_8":   func(s string) bool { return unsignedText(s, 8) },
	"u_16":  func(s string) bool { return unsignedText(s, 16) },
	"u_32":  func(s string) bool { return unsignedText(s, 32) },
	"u":     func(s string) bool { return unsignedText(s, min(strconv.IntSize, 63)) },
	"u_64":  func(s string) bool { return unsignedText(s, 63) },
	"price": func(s string) bool { return decimalText(s, 2, 64) },
	"tiny":  func(s string) bool { return decimalText(s, 18, 64) },
	"small": func(s string) bool { return decimalText(s, 1, 8) },
	"rate":  floatText,
	"ratio": floatText,
	"at":    func(s string) bool { return s == "" || timeText(s) },
	"seen":  func(s string) bool { return s == "" || timeText(s) },

	"null_int":   func(s string) bool { return s == "" || signedText(s, 16) },
	"null_price": func(s string) bool { return s == "" || decimalText(s, 2, 64) },
	"null_at":    func(s string) bool { return s == "" || timeText(s) },
	"null_rate":  func(s string) bool { return s == "" || floatText(s) },
	"null_bool":  func(s string) bool { return s == "" || s == "true" || s == "false" },
	"or_tiny":    func(s string) bool { return s == "" || decimalText(s, 18, 64) },
}

func signedText(s string, bits int) bool {
	v, err := strconv.ParseInt(s, 10, bits)
	return err == nil && strconv.FormatInt(v, 10) == s
}

func unsignedText(s string, bits int) bool {
	v, err := strconv.ParseUint(s, 10, bits)
	return err == nil && strconv.FormatUint(v, 10) == s
}

var decimalForm = regexp.MustCompile(`^-?[0-9]+\.[0-9]+$`)

func decimalText(s string, scale, bits int) bool {
	r, ok := new(big.Rat).SetString(s)
	if !ok || !decimalForm.MatchString(s) || r.FloatString(scale) != s {
		return false
	}
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)))
	return r.IsInt() && r.Num().IsInt64() && signedText(r.Num().String(), bits)
}

func floatText(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return false
	}
	b, err := json.Marshal(v)
	return err == nil && string(b) == s
}

func timeText(s string) bool {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil || t.Nanosecond()%1000 != 0 || t.UTC().Year() < 1 || t.IsZero() {
		return false
	}
	b, err := json.Marshal(t.UTC())
	return err == nil && string(b) == `"`+s+`"`
}

// FuzzValueText tests the text of one value: it is read if and only if the standard library
// writes it, and writing the value gives the same text.
func FuzzValueText(f *testing.F) {
	for _, s := range []string{
		"", "0", "1", "-1", "127", "128", "-128", "-129", "255", "256", "32767", "32768", "-32769", "65535", "65536", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616",
		"00", "-0", "+1", "1.", ".1", ".10", "0.1", "0.10", "0.100", "-0.05", "-0.00", "-0.0", "0.00", "0.0", "00.00", "-00.01", "01.00", "1,00", "1.0.0", "1..0", "--1.00", "-.01", "12.7", "12.8", "-12.8", "-12.9", "12345.67",
		"92233720368547758.07", "92233720368547758.08", "-92233720368547758.08", "-92233720368547758.09", "9.223372036854775807", "9.223372036854775808", "-9.223372036854775808", "0.000000000000000001", "999999999999999999999999.99",
		"1e21", "1e+21", "1E+21", "1e-7", "1e-07", "0.000001", "0.0000001", "5e-324", "4e-324", "1.7976931348623157e+308", "1e309", "-1e309", "NaN", "Inf", "-Infinity", "0x1p-2", "1_0", "100000000000000000000", "1e20", "123456789.125", "0.30000000000000004", "0.300000000000000044",
		"2024-02-29T23:59:59Z", "2024-02-29T23:59:59.5Z", "2024-02-29T23:59:59.123456Z", "2024-02-29T23:59:59.1234567Z", "2024-02-29T23:59:59.50Z", "2024-02-29T23:59:59.Z", "2024-02-29T23:59:59,5Z", "2024-02-29T23:59:59.000Z", "2024-02-29T23:59:59+00:00",
		"2024-02-29T23:59:59-05:00", "2024-02-29t23:59:59z", "2024-02-29 23:59:59Z", "2024-02-29T23:59:59", "2024-02-30T00:00:00Z", "2024-02-29T24:00:00Z", "2024-02-29T23:59:60Z", "2024-2-29T23:59:59Z", "2024-02-29T3:59:59Z", "0000-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59.999999Z", "10000-01-01T00:00:00Z", "2024-02-29",
		"true", "false", "null", "TRUE", "x", " 1", "1 ", "\x00", "１",
	} {
		f.Add(s)
	}
	columns := measureTable.Columns()
	f.Fuzz(func(t *testing.T, s string) {
		batch := measureTable.NewBatch()
		for i, c := range columns {
			batch.Rows = append(batch.Rows[:0], measures[1])
			before := string(batch.AppendText(nil, 0, i))
			err := batch.SetText(0, i, s)
			after := string(batch.AppendText(nil, 0, i))
			if want, ok := accepts[c.Name]; ok && (err == nil) != want(s) {
				t.Errorf("%s, %q: error %v, want one: %v", c.Name, s, err, !want(s))
			}
			if err == nil && after != s && c.Kind != schema.KindCustom {
				t.Errorf("%s: %q is read, and written %q", c.Name, s, after)
			}
			if err != nil && after != before && c.Kind != schema.KindCustom {
				t.Errorf("%s: %q is an error, but the value changes from %q to %q", c.Name, s, before, after)
			}
		}
	})
}
