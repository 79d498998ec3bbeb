package timeline

import "github.com/synthhub/synthhub/draw"

// A quantile that stays while shares move: a person has one draw for life, and the shares of,
// say, married people at an age say whether it is in that part. As the shares change with age
// the person passes through them in order, and at every age exactly the shares are there.
//
// The age is read once a year, on a day of the person's own, and rounded: at age 40 half of
// them are read as 40, and half as 39 or 41. So shares that a table has by whole years are
// joined by straight lines, and nobody changes on a birthday.

const (
	year     = 365
	halfYear = 182
)

// A Reading is such a draw: Share is uniform below 2^16, and the age is read on the day of the
// year that Day says.
type Reading struct {
	Share uint32
	day   Day
}

// NewReading divides a draw.
func NewReading(z uint64) Reading {
	return Reading{uint32(z >> 48), Day(draw.Bounded(z<<16, year))}
}

// Age returns the age in years that is read on a day for a birth.
func (r Reading) Age(born, day Day) int { return Years(max(0, day-born+halfYear-r.day)) }

// ReadAges returns what the Readings of those of an age in days read: an age, or for so many of 365 the next. In
// mid-year everybody reads the year.
func ReadAges(days Day) (age int, next uint64) {
	age = Years(max(0, days+halfYear-(year-1)))
	return age, uint64(min(max(days+halfYear-DaysOfYears(age+1)+1, 0), year))
}

// AppendDays appends the days after one day, up to and with another, on which the age that is
// read is another than on the day before.
func (r Reading) AppendDays(dst []Day, born, after, upTo Day) []Day {
	return AppendAnniversaries(dst, born-halfYear+r.day, after, upTo)
}

// AppendAnniversaries appends the days after one day, up to and with another, on which
// [Years] since a day grows.
func AppendAnniversaries(dst []Day, since, after, upTo Day) []Day {
	for n := Years(max(0, after-since)) + 1; ; n++ {
		at := since + DaysOfYears(n)
		if at > upTo {
			return dst
		}
		dst = append(dst, at)
	}
}
