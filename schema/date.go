package schema

import (
	"cmp"
	"time"
)

// A Date is a day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time
// and a zone. Dates are comparable with ==. The zero Date means no date: it is written as
// empty text. Dates sort by day, after the zero Date; an invalid Date sorts before it.
type Date struct {
	day int32 // days since 0000-12-31; 0 for no date, invalidDay for an invalid one
}

const (
	invalidDay = -1      // differs from the zero Date, which means no date
	maxDay     = 3652059 // 9999-12-31
)

// NewDate returns the Date of a year, a month and a day of the month. If there is no such
// day, as February 30th, it returns an invalid Date, for which IsValid reports false.
func NewDate(year, month, day int) Date {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return Date{invalidDay}
	}
	return Date{daysBefore(year, month) + int32(day)}
}

// DateOf returns the day of t in the time zone of t.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, int(m), d)
}

// daysBeforeMonth[m] is the number of days of a common year before month m+1.
var daysBeforeMonth = [13]int32{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365}

// leap reports whether a year has a February 29th.
func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysIn returns the number of days in a month.
func daysIn(year, month int) int {
	if month == 2 && leap(year) {
		return 29
	}
	return int(daysBeforeMonth[month] - daysBeforeMonth[month-1])
}

// daysBefore returns the number of days from 0000-12-31 to the last day of the month
// before the given one.
func daysBefore(year, month int) int32 {
	y := int32(year - 1)
	n := 365*y + y/4 - y/100 + y/400 + daysBeforeMonth[month-1]
	if month > 2 && leap(year) {
		n++
	}
	return n
}

// The constants of Civil count in years that begin in March, so that a leap day is the last
// day of its year.
const (
	marchDays     = 305                // days from 0000-03-01 to 0000-12-31
	daysIn400     = 146097             // days in 400 years
	yearStep      = 2939745            // 2^32/1461 rounded up; 4 years have 1461 days
	monthStep     = 2141               // 2^16*5/153 rounded down; 5 months from March have 153 days
	monthRound    = 1305               // gives the months from March their lengths 31, 30, 31, 30, 31
	monthStart    = 3<<16 + monthRound // the first month is number 3
	januaryOffset = 306                // days from March 1st to January 1st
)

// Civil returns the year, month and day, or zeros if d is not valid.
func (d Date) Civil() (year, month, day int) {
	if d.day <= 0 {
		return 0, 0, 0
	}
	century, yearOfCentury, dayOfYear := d.marchYear()
	m := monthStep*dayOfYear + monthStart
	month, day = int(m>>16), int(m&0xffff/monthStep)+1
	year = int(100*century + yearOfCentury)
	if dayOfYear >= januaryOffset {
		year, month = year+1, month-12
	}
	return year, month, day
}

// marchYear returns the century, the year in the century and the day in the year, for years that
// begin in March, of a day that is valid. The algorithm is that of C. Neri and L. Schneider,
// "Euclidean affine functions and their application to calendar algorithms", 2022. It needs neither
// a table nor a loop. Example: 2024-02-29 is day 738945. It lies in century 20, in year 23 of the
// century, which began in March 2023, and is day 365 of that year, counted from 0. This is day 29
// of month 14: February 29th of year 24.
func (d Date) marchYear() (century, year, dayOfYear uint32) {
	n := 4*(uint32(d.day)+marchDays) + 3
	rest := n%daysIn400 | 3
	scaled := uint64(yearStep) * uint64(rest)
	return n / daysIn400, uint32(scaled >> 32), uint32(scaled) / yearStep / 4
}

// Year returns the year, 1 to 9999, or 0 if d is not valid.
func (d Date) Year() int {
	if d.day <= 0 {
		return 0
	}
	century, year, dayOfYear := d.marchYear()
	year += 100 * century
	if dayOfYear >= januaryOffset {
		year++
	}
	return int(year)
}

// IsValid reports whether d is a day: neither the zero Date nor invalid.
func (d Date) IsValid() bool { return d.day > 0 }

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays returns the day n days after d, or before it if n is negative. It returns the zero
// Date if that day is out of range, or if d is not valid.
func (d Date) AddDays(n int) Date {
	if d.day <= 0 || n > maxDay || n < -maxDay {
		return Date{}
	}
	return fromDay(d.day + int32(n))
}

// fromDay returns the Date of a number of days since 0000-12-31.
func fromDay(n int32) Date {
	if n < 1 || n > maxDay {
		return Date{}
	}
	return Date{n}
}

// AddYears returns the same day n years after d, or before it if n is negative. The
// anniversary of February 29th in a common year is March 1st, as most jurisdictions count
// age. AddYears returns the zero Date if that day is out of range, or if d is not valid.
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

// DaysSince returns the number of days from e to d, negative if d is earlier. Both must be
// valid.
func (d Date) DaysSince(e Date) int { return int(d.day) - int(e.day) }

// YearsSince returns the number of whole years from e to d, negative if d is earlier: the
// age on day d of a person born on day e. Both must be valid.
func (d Date) YearsSince(e Date) int {
	if d.day < e.day {
		return -e.YearsSince(d)
	}
	// Far from an anniversary the days decide, which takes a sixth of the time. In any number of
	// years the leap days are less than three more or fewer than the average, and an anniversary of
	// February 29th may be a day late.
	const margin = 4
	days := uint32(d.day - e.day)
	n, rest := uint64(days)*400/daysIn400, uint64(days)*400%daysIn400/400
	if e.day > 0 && rest >= margin && rest < 365-margin {
		return int(n)
	}
	return d.yearsSince(e)
}

// yearsSince is YearsSince by the calendar, for a d that is not before e.
func (d Date) yearsSince(e Date) int {
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

// Equal reports whether d == e. It is for packages that use the method, such as go-cmp.
func (d Date) Equal(e Date) bool { return d == e }

// Time returns midnight UTC at the start of d, or the zero Time if d is not valid.
func (d Date) Time() time.Time {
	if !d.IsValid() {
		return time.Time{}
	}
	y, m, day := d.Civil()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}
