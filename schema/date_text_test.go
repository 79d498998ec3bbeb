package schema_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// notDates are texts that other parsers may accept as dates.
var notDates = []string{
	" 2024-02-29", "2024-02-29 ", "2024-2-29", "24-02-29", "2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "2024-01-00", "2024-04-31",
	"0000-01-01", "+024-01-01", "-024-01-01", "2024/02/29", "20240229", "2024-02-29T00:00:00Z", "10000-01-01", "２０２４-02-29", "2024-0:-01", "2024-02-2/", "null",
}

func TestParseDateErrors(t *testing.T) {
	for _, s := range append([]string{""}, notDates...) {
		t.Run(strconv.QuoteToASCII(s), func(t *testing.T) {
			if d, err := schema.ParseDate(s); !errors.Is(err, schema.ErrSyntax) || !d.IsZero() {
				t.Errorf("ParseDate = %v, %v; want ErrSyntax", d, err)
			}
			d := lastDay
			if err := d.UnmarshalText([]byte(s)); s != "" && (!errors.Is(err, schema.ErrSyntax) || d != lastDay) {
				t.Errorf("UnmarshalText = %v, and the date is %v; want ErrSyntax and no change", err, d)
			}
		})
	}
}

func TestMustParseDatePanics(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("MustParseDate of no date did not panic")
		}
	}()
	schema.MustParseDate("2023-02-29")
}

// TestDateInOtherPackages writes dates with encoding/json, as values and as map keys, and with
// gocsv, and reads them back.
func TestDateInOtherPackages(t *testing.T) {
	type row struct {
		Day  schema.Date  `csv:"day" json:"day"`
		None schema.Date  `csv:"none" json:"none"`
		Zero schema.Date  `csv:"-" json:"zero,omitzero"`
		Opt  *schema.Date `csv:"-" json:"opt"`
	}
	leap := date(t, "2024-02-29")
	want := row{Day: leap, Opt: &leap}

	text, err := json.Marshal(want)
	if err != nil || string(text) != `{"day":"2024-02-29","none":"","opt":"2024-02-29"}` {
		t.Fatalf("json.Marshal: %s, %v", text, err)
	}
	var got row
	if err := json.Unmarshal(text, &got); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("through JSON (-want +got):\n%s", diff)
	}
	keys := map[schema.Date]int{leap: 1}
	if text, err = json.Marshal(keys); err != nil || string(text) != `{"2024-02-29":1}` {
		t.Errorf("as a key: %s, %v", text, err)
	}
	if err := json.Unmarshal([]byte(`{"day":"2023-02-29"}`), &got); !errors.Is(err, schema.ErrSyntax) {
		t.Errorf("json.Unmarshal of no day: %v", err)
	}

	var b strings.Builder
	if err := gocsv.MarshalCSV([]row{want}, gocsv.NewSafeCSVWriter(csv.NewWriter(&b))); err != nil || b.String() != "day,none\n2024-02-29,\n" {
		t.Fatalf("gocsv.MarshalCSV: %q, %v", &b, err)
	}
	var rows []row
	if err := gocsv.UnmarshalCSV(csv.NewReader(strings.NewReader(b.String())), &rows); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]row{{Day: leap}}, rows); diff != "" {
		t.Errorf("through gocsv (-want +got):\n%s", diff)
	}
}

func TestDateSQL(t *testing.T) {
	leap := date(t, "2024-02-29")
	if v, err := leap.Value(); v != "2024-02-29" || err != nil {
		t.Errorf("Value = %v, %v", v, err)
	}
	if v, err := (schema.Date{}).Value(); v != nil || err != nil {
		t.Errorf("Value of no date = %v, %v; want NULL", v, err)
	}
	for _, c := range []struct {
		src  any
		want schema.Date
		err  error
	}{
		{src: nil},
		{src: ""},
		{src: "2024-02-29", want: leap},
		{src: []byte("2024-02-29"), want: leap},
		{src: "2024-02-29T00:00:00Z", want: leap},
		{src: "2024-02-29 00:00:00+00:00", want: leap},
		{src: time.Date(2024, 2, 29, 23, 59, 59, 0, time.UTC), want: leap},
		{src: "2023-02-29", want: lastDay, err: schema.ErrSyntax},
		{src: "2024-02-29x", want: lastDay, err: schema.ErrSyntax},
		{src: int64(20240229), want: lastDay, err: schema.ErrSyntax},
		{src: time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC), want: lastDay, err: schema.ErrRange},
	} {
		t.Run(fmt.Sprintf("%T %.30v", c.src, c.src), func(t *testing.T) {
			d := lastDay
			if err := d.Scan(c.src); !errors.Is(err, c.err) || d != c.want {
				t.Errorf("%v, %v; want %v, %v", d, err, c.want, c.err)
			}
		})
	}
}

// FuzzParseDate compares ParseDate with package time.
func FuzzParseDate(f *testing.F) {
	for _, s := range notDates {
		f.Add(s)
	}
	f.Add("2024-02-29")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := schema.ParseDate(s)
		want, slow := time.Parse(time.DateOnly, s)
		exists := slow == nil && want.Year() >= 1
		if (err == nil) != exists || exists && (d != schema.DateOf(want) || d.String() != s) {
			t.Errorf("ParseDate(%q) = %v, %v; package time says %v, %v", s, d, err, want, slow)
		}
	})
}
