package schema

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// A Date is a day of the Gregorian calendar, from 0001-01-01 to 9999-12-31.
// It has no time and no zone. Dates are comparable with ==. The zero Date means
// no date: it is written as empty text and sorts before all others but the invalid one.
type Date struct {
	day int32 // days since 0000-12-31, invalidDay for a day that does not exist
}

// invalidDay is what NewDate makes of a day that does not exist, so that it is not taken
// for no date.
const invalidDay = -1

// maxDay is 9999-12-31.
const maxDay = 3652059

// NewDate returns the given day. A day that does not exist, such as February 30th, is
// an invalid Date: IsValid reports false, and whatever takes a date refuses it.
func NewDate(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{invalidDay}
	}
	return Date{daysBefore(year, month) + int32(day)}
}

// DateOf returns the day of t in t's own zone.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, int(m), d)
}

// ParseDate reads a date written as YYYY-MM-DD, and no other form.
func ParseDate(s string) (Date, error) {
	d, ok := parseDate(s)
	if !ok {
		return Date{}, fmt.Errorf("date %.20q: %w, want a calendar day as YYYY-MM-DD", s, ErrSyntax)
	}
	return d, nil
}

func parseDate(s string) (Date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return Date{}, false
	}
	year, ok1 := pair(s[0], s[1])
	rest, ok2 := pair(s[2], s[3])
	month, ok3 := pair(s[5], s[6])
	day, ok4 := pair(s[8], s[9])
	d := NewDate(100*year+rest, month, day)
	if !ok1 || !ok2 || !ok3 || !ok4 || !d.IsValid() {
		return Date{}, false
	}
	return d, true
}

// pair returns the number that two digits stand for.
func pair(a, b byte) (n int, ok bool) {
	a, b = a-'0', b-'0'
	return 10*int(a) + int(b), a <= 9 && b <= 9
}

// MustParseDate is ParseDate for constants in code; it panics on a wrong one.
func MustParseDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// daysBeforeMonth counts the days of a common year before the first of each month.
var daysBeforeMonth = [13]int32{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year, month int) int {
	if month == 2 && leap(year) {
		return 29
	}
	return int(daysBeforeMonth[month] - daysBeforeMonth[month-1])
}

// daysBefore counts the days from 0000-12-31 to the last of the month before.
func daysBefore(year, month int) int32 {
	y := int32(year - 1)
	n := 365*y + y/4 - y/100 + y/400 + daysBeforeMonth[month-1]
	if month > 2 && leap(year) {
		n++
	}
	return n
}

// Civil returns year, month and day; all zero for a Date that is not valid.
func (d Date) Civil() (year, month, day int) {
	if d.day <= 0 {
		return 0, 0, 0
	}
	// Years begin in March here, so that the leap day is the last of its year:
	// C. Neri and L. Schneider, "Euclidean affine functions and their application
	// to calendar algorithms", 2022. Three multiplications, no table, no branch.
	n := 4*(uint32(d.day)+305) + 3
	century, rest := n/146097, n%146097|3
	year64 := uint64(2939745) * uint64(rest)
	yearOf, dayOf := uint32(year64>>32), uint32(year64)/2939745/4
	m := 2141*dayOf + 197913
	month, day = int(m>>16), int(m&0xffff/2141)+1
	year = int(100*century + yearOf)
	if dayOf >= 306 {
		year, month = year+1, month-12
	}
	return year, month, day
}

// Year returns the year, 1 to 9999; 0 for a Date that is not valid.
func (d Date) Year() int {
	y, _, _ := d.Civil()
	return y
}

// IsValid reports whether d is a day: neither the zero Date nor what [NewDate] returns for
// a day that does not exist.
func (d Date) IsValid() bool { return d.day > 0 }

// IsZero reports whether d is the zero Date, which means no date.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays returns the day n days later, or earlier if n is negative; the zero
// Date if that day is out of range or d is not valid.
func (d Date) AddDays(n int) Date {
	if d.day <= 0 || n > maxDay || n < -maxDay {
		return Date{}
	}
	return fromDay(d.day + int32(n))
}

func fromDay(n int32) Date {
	if n < 1 || n > maxDay {
		return Date{}
	}
	return Date{n}
}

// AddYears returns the same day n years later, or earlier if n is negative.
// The anniversary of a February 29th in a common year is March 1st, as most
// jurisdictions count age. The result is the zero Date where AddDays' would be.
func (d Date) AddYears(n int) Date {
	y, m, day := d.Civil()
	if d.day <= 0 || n > 9999 || n < -9999 || y+n < 1 || y+n > 9999 {
		return Date{}
	}
	if m == 2 && day == 29 && !leap(y+n) {
		m, day = 3, 1
	}
	return Date{daysBefore(y+n, m) + int32(day)}
}

// DaysSince returns the number of days from e to d, negative if d is earlier. It
// means nothing if either is not valid.
func (d Date) DaysSince(e Date) int { return int(d.day) - int(e.day) }

// YearsSince returns the number of whole years from e to d: the age on day d
// of somebody born on day e. It is negative if d is earlier, and means nothing if
// either is not valid.
func (d Date) YearsSince(e Date) int {
	if d.day < e.day {
		return -e.YearsSince(d)
	}
	y1, m1, d1 := e.Civil()
	y2, m2, d2 := d.Civil()
	n := y2 - y1
	if m2 < m1 || m2 == m1 && d2 < d1 {
		n--
	}
	return n
}

// Compare returns -1, 0 or +1 as d is before, equal to or after e.
func (d Date) Compare(e Date) int { return cmp.Compare(d.day, e.day) }

// Before reports whether d is earlier than e.
func (d Date) Before(e Date) bool { return d.day < e.day }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.day > e.day }

// Equal reports whether d and e are the same day. It is for packages such as
// go-cmp, which ask for the method; == does the same.
func (d Date) Equal(e Date) bool { return d == e }

// Time returns midnight in UTC at the start of d; the zero Time for a Date that is not
// valid.
func (d Date) Time() time.Time {
	if !d.IsValid() {
		return time.Time{}
	}
	y, m, day := d.Civil()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// AppendText appends d as YYYY-MM-DD, nothing for the zero Date. An invalid Date is an
// error that wraps [ErrRange].
func (d Date) AppendText(dst []byte) ([]byte, error) {
	if d.day < 0 {
		return dst, fmt.Errorf("date: %w, the day does not exist", ErrRange)
	}
	return d.append(dst), nil
}

// append is AppendText without an error: nothing for a Date that is not valid.

func (d Date) append(dst []byte) []byte {
	if d.day <= 0 {
		return dst
	}
	y, m, day := d.Civil()
	return text.AppendDate(dst, y, m, day)
}

// String returns d as YYYY-MM-DD, "" for the zero Date.
func (d Date) String() string {
	if d.day < 0 {
		return "invalid date"
	}
	return string(d.append(nil))
}

// MarshalText implements encoding.TextMarshaler, and so serves JSON, CSV
// libraries and map keys.
func (d Date) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads what MarshalText writes; empty text is the zero Date. After
// an error d is as it was.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	v, ok := parseDate(string(b))
	if !ok {
		_, err := ParseDate(string(b))
		return err
	}
	*d = v
	return nil
}

// MarshalCSV serves gocsv and its like.
func (d Date) MarshalCSV() (string, error) {
	b, err := d.AppendText(nil)
	return string(b), err
}

// UnmarshalCSV reads what MarshalCSV writes.
func (d *Date) UnmarshalCSV(s string) error { return d.UnmarshalText([]byte(s)) }

// Value implements driver.Valuer: text in the form that DATE columns accept,
// NULL for the zero Date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.MarshalCSV()
}

// Scan implements sql.Scanner for what drivers hand out for a DATE: a time, of
// which it takes the day in the time's own zone, text, or NULL. After an error d
// is as it was.
func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
		return nil
	case time.Time:
		day := DateOf(v)
		if !day.IsValid() {
			return fmt.Errorf("date %v: %w, want a year from 1 to 9999", v, ErrRange)
		}
		*d = day
		return nil
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	}
	return fmt.Errorf("date: %w: cannot scan a %T", ErrSyntax, src)
}

// scanText takes the date of "2024-02-29" and of "2024-02-29T00:00:00Z", which
// SQLite drivers return; the time behind the T or the space may be anything.
func (d *Date) scanText(s string) error {
	if len(s) > 10 && (s[10] == 'T' || s[10] == ' ') {
		s = s[:10]
	}
	return d.UnmarshalText([]byte(s))
}
