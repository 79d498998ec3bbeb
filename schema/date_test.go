package schema_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

var (
	_ driver.Valuer = schema.Date{}
	_ sql.Scanner   = (*schema.Date)(nil)

	firstDay = schema.NewDate(1, 1, 1)
	lastDay  = schema.NewDate(9999, 12, 31)
)

// TestDateEveryDay compares every day of the calendar with package time. Without
// SYNTHHUB_LONG it compares every 29th day; these are all days of a year, many times.
func TestDateEveryDay(t *testing.T) {
	t.Parallel()
	step := 29
	if testenv.Long() {
		step = 1
	}
	d, want := firstDay, time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	var b []byte
	for n := 0; n <= 3652058; n += step {
		y, m, day := d.Civil()
		wy, wm, wd := want.Date()
		if y != wy || m != int(wm) || day != wd || d.Year() != wy {
			t.Fatalf("day %d is %d-%d-%d, want %v", n, y, m, day, want)
		}
		if e := schema.NewDate(wy, int(wm), wd); e != d || d.DaysSince(firstDay) != n {
			t.Fatalf("NewDate(%d, %d, %d) = %v, %d days after the first; want %v, %d", wy, wm, wd, e, d.DaysSince(firstDay), d, n)
		}
		b, _ = d.AppendText(b[:0])
		if text := want.Format(time.DateOnly); string(b) != text {
			t.Fatalf("day %d is written %s, want %s", n, b, text)
		}
		if back, err := schema.ParseDate(string(b)); back != d || err != nil {
			t.Fatalf("ParseDate(%s) = %v, %v", b, back, err)
		}
		d, want = d.AddDays(step), want.Add(time.Duration(step)*24*time.Hour)
	}
	if !d.IsZero() {
		t.Errorf("the day after the last is %v", d)
	}
	if n := lastDay.DaysSince(firstDay); n != 3652058 {
		t.Errorf("the calendar has %d days after the first", n)
	}
}

// TestNewDateNoSuchDay compares which days exist with package time.
func TestNewDateNoSuchDay(t *testing.T) {
	t.Parallel()
	for _, year := range []int{math.MinInt32, -1, 0, 1, 4, 1900, 2000, 2023, 2024, 9999, 10000, math.MaxInt32} {
		for month := -1; month <= 14; month++ {
			for day := -1; day <= 33; day++ {
				// Package time moves a day that does not exist to another one.
				y, m, d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Date()
				exists := y == year && int(m) == month && d == day && year >= 1 && year <= 9999
				if got := schema.NewDate(year, month, day); got.IsValid() != exists || got.IsZero() {
					t.Errorf("NewDate(%d, %d, %d) = %v, want a date: %v", year, month, day, got, exists)
				}
			}
		}
	}
}

func TestAddDays(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-02-28", 1, "2024-02-29"}, {"2023-02-28", 1, "2023-03-01"}, {"2024-03-01", -1, "2024-02-29"},
		{"1900-02-28", 1, "1900-03-01"}, {"2000-02-28", 1, "2000-02-29"}, {"2024-12-31", 1, "2025-01-01"},
		{"0001-01-01", -1, ""}, {"9999-12-31", 1, ""}, {"0001-01-01", 3652058, "9999-12-31"}, {"9999-12-31", -3652058, "0001-01-01"},
		{"2024-01-01", math.MaxInt, ""}, {"2024-01-01", math.MinInt, ""}, {"", 1, ""}, {"", 0, ""},
	} {
		t.Run(fmt.Sprintf("%s%+d", c.from, c.n), func(t *testing.T) {
			if got := date(t, c.from).AddDays(c.n); got != date(t, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// date parses a date; "" is the zero Date.
func date(t *testing.T, s string) (d schema.Date) {
	t.Helper()
	if err := d.UnmarshalText([]byte(s)); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestAddYears compares AddYears with time.AddDate, which also moves February 29th to March
// 1st in a common year.
func TestAddYears(t *testing.T) {
	t.Parallel()
	for d := schema.NewDate(1800, 1, 1); d.Year() < 2200; d = d.AddDays(1) {
		_, m, day := d.Civil()
		for _, n := range []int{0, 1, -1, 4, 16, -18, 95, 100, -300, 400} {
			if want := schema.DateOf(d.Time().AddDate(n, 0, 0)); d.AddYears(n) != want {
				t.Fatalf("%v.AddYears(%d) = %v, want %v", d, n, d.AddYears(n), want)
			}
		}
		if m != 2 || day != 29 {
			continue
		}
		for n := -d.Year() - 1; n <= 10001-d.Year(); n++ {
			want := schema.Date{}
			if y := d.Year() + n; y >= 1 && y <= 9999 {
				want = schema.DateOf(d.Time().AddDate(n, 0, 0))
			}
			if d.AddYears(n) != want {
				t.Fatalf("%v.AddYears(%d) = %v, want %v", d, n, d.AddYears(n), want)
			}
		}
	}
	for _, n := range []int{math.MinInt, math.MaxInt} {
		if d := lastDay.AddYears(n); !d.IsZero() {
			t.Errorf("AddYears(%d) = %v, want no date", n, d)
		}
	}
	if d := (schema.Date{}).AddYears(2000); !d.IsZero() {
		t.Errorf("no date and 2000 years is %v", d)
	}
}

// TestYearsSince compares YearsSince with a count of birthdays, around every kind of leap
// year.
func TestYearsSince(t *testing.T) {
	t.Parallel()
	slow := func(d, born schema.Date) (age int) {
		for !born.AddYears(age + 1).After(d) {
			age++
		}
		return age
	}
	for _, from := range []int{1895, 1995, 2021} {
		for e := schema.NewDate(from, 1, 1); e.Year() < from+10; e = e.AddDays(1) {
			_, m, day := e.Civil()
			if m != 2 && m != 3 && day != 31 {
				continue
			}
			for d := e; d.Year() < from+14; d = d.AddDays(1) {
				_, dm, _ := d.Civil()
				if dm != m && dm != m+1 {
					continue
				}
				want := slow(d, e)
				if got := d.YearsSince(e); got != want {
					t.Fatalf("%v.YearsSince(%v) = %d, want %d", d, e, got, want)
				}
				if got := e.YearsSince(d); got != -want {
					t.Fatalf("%v.YearsSince(%v) = %d, want %d", e, d, got, -want)
				}
			}
		}
	}
	// Around anniversaries of many years, with few leap days and with many between.
	for e := schema.NewDate(1696, 1, 1); e.Year() < 1705; e = e.AddDays(1) {
		for _, years := range []int{1, 7, 8, 100, 200, 207, 300, 399, 400, 407, 4000, 8000} {
			birthday := e.AddYears(years)
			for n := -5; n <= 5; n++ {
				want := years
				if n < 0 {
					want--
				}
				if d := birthday.AddDays(n); d.YearsSince(e) != want {
					t.Fatalf("%v.YearsSince(%v) = %d, want %d", d, e, d.YearsSince(e), want)
				}
			}
		}
	}
	if got := lastDay.YearsSince(firstDay); got != 9998 {
		t.Errorf("%d years from the first to the last day, want 9998", got)
	}
}

func TestDateOrder(t *testing.T) {
	days := []schema.Date{{}, firstDay, date(t, "2024-02-29"), date(t, "2024-03-01"), lastDay}
	for i, d := range days {
		for j, e := range days {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if d.Compare(e) != want || d.Before(e) != (i < j) || d.After(e) != (i > j) || d.Equal(e) != (i == j) || (d == e) != (i == j) {
				t.Errorf("%q and %q: Compare %d, Before %v, After %v, Equal %v", d, e, d.Compare(e), d.Before(e), d.After(e), d.Equal(e))
			}
		}
	}
}

func TestZeroDate(t *testing.T) {
	var d schema.Date
	for _, day := range []string{"2025-06-15", "2025-12-31"} { // not promised, but reports show ages of rows without a date
		if n := date(t, day).YearsSince(d); n != 2025 {
			t.Errorf("%d years from no date to %s", n, day)
		}
	}
	y, m, day := d.Civil()
	if y != 0 || m != 0 || day != 0 || d.String() != "" || !d.Time().IsZero() || !d.IsZero() {
		t.Errorf("the zero Date is %d-%d-%d, %q, %v", y, m, day, d, d.Time())
	}
	if d := schema.DateOf(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)); d.IsValid() || d.IsZero() {
		t.Errorf("DateOf in year 10000 is %v", d)
	}
}

// TestInvalidDate: in every function, an invalid Date is neither a day nor the zero Date.
func TestInvalidDate(t *testing.T) {
	d := schema.NewDate(2023, 2, 30)
	y, m, day := d.Civil()
	if y != 0 || m != 0 || day != 0 || d.String() != "invalid date" || !d.Time().IsZero() || d.IsZero() || d.IsValid() {
		t.Errorf("an invalid Date is %d-%d-%d, %q, %v", y, m, day, d, d.Time())
	}
	for name, other := range map[string]schema.Date{"AddDays": d.AddDays(1), "AddYears": d.AddYears(1)} {
		if !other.IsZero() {
			t.Errorf("%s of it is %v", name, other)
		}
	}
	if b, err := d.AppendText([]byte("x")); !errors.Is(err, schema.ErrRange) || string(b) != "x" {
		t.Errorf("AppendText gives %q, %v", b, err)
	}
	if _, err := d.MarshalCSV(); !errors.Is(err, schema.ErrRange) {
		t.Errorf("MarshalCSV gives %v", err)
	}
	if _, err := d.Value(); !errors.Is(err, schema.ErrRange) {
		t.Errorf("Value gives %v", err)
	}
	table := schema.New("days", "Days.", func(r *struct{ On, Or schema.Date }) []schema.Column {
		return []schema.Column{schema.Field(&r.On, "on_day", "A day.", schema.Key), schema.Field(&r.Or, "or_day", "Another.", schema.Optional)}
	})
	row := struct{ On, Or schema.Date }{d, d}
	var broken []string
	for v := range table.Check(&row, d) {
		broken = append(broken, v.Code())
	}
	if got := strings.Join(broken, " "); got != "days.on_day.required days.or_day.required" {
		t.Errorf("a row of invalid dates breaks %q", got)
	}
	if line := string(table.AppendCSV(nil, &row)); line != ",\n" {
		t.Errorf("a row of invalid dates is %q", line)
	}
}

// TestDateOfZone: the day of a time depends on its time zone.
func TestDateOfZone(t *testing.T) {
	late := time.Date(2024, 2, 29, 23, 30, 0, 0, time.FixedZone("", -5*3600))
	if got := schema.DateOf(late).String(); got != "2024-02-29" {
		t.Errorf("in its own zone: %s", got)
	}
	if got := schema.DateOf(late.UTC()).String(); got != "2024-03-01" {
		t.Errorf("in UTC: %s", got)
	}
	d := date(t, "1987-11-23")
	if got := schema.DateOf(d.Time()); got != d {
		t.Errorf("DateOf(%v.Time()) = %v", d, got)
	}
}
