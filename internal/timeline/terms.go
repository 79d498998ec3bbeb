package timeline

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
)

// Terms follow each other without end: something is valid for some years and is renewed on the
// same day of the calendar, or some time later. Then it has lapsed until that day.
type Terms struct {
	drawn uint64 // decides the lapses
	from  Day    // the first term ends after it, and nothing that ended up to it is renewed late
	month int32  // that of the last day of one of the terms
	days  Day    // from the first day of the month to the last day of a term, or -1 for the day before the month
	years int32  // of a term
	first Day    // last day of a short first term; before the day from if there is none
}

// NewTerms returns terms of one to four years. One of them ends so many days after the first day
// of a month, in which case -1 is the last day of the month before. Where a month is too short, the
// next one begins on that day. The first term ends after the day from, and those that ended up to
// that day were renewed in time. From that day on there is a short term up to the day first, if
// that is not before it; it ends before the others and is renewed in time.
func NewTerms(drawn uint64, years int, month int32, days, from, first Day) Terms {
	return Terms{drawn, from, month, days, int32(years), first}
}

// LapseOdds say how often a term is renewed late.
type LapseOdds struct {
	Percent uint64 // of the terms
	Days    uint64 // late at most
}

// last returns the month by which NewTerms has the last day of the term of a day, and that day.
func (t *Terms) last(day Day) (month int32, last Day) {
	const manyMonths = 144 * 12 // in whole terms of up to four years; so no difference of months is below 0
	day = max(day, t.from+1)
	month, _ = MonthOf(day - 1) // the day of a short month can be the first of the next
	month += t.rest(uint32(t.month - month + manyMonths))
	if last = MonthStart(month) + t.days; last < day {
		month += 12 * t.years
		last = MonthStart(month) + t.days
	}
	return month, last
}

// rest returns what is left of so many months, fewer than 10,000, after whole terms.
func (t *Terms) rest(months uint32) int32 {
	inverse := [...]uint32{1: 1 << 16, 1 << 15, 1<<16/3 + 1, 1 << 14}[t.years] // a division takes three times as long
	terms := months / 12 * inverse >> 16
	return int32(months - 12*terms*uint32(t.years))
}

// before returns the last day of the term before the one of a month, and the day before the renewal.
// There was no term if that is not after the day from.
func (t *Terms) before(month int32, o *LapseOdds) (last, lapsedUntil Day) {
	last = MonthStart(month-12*t.years) + t.days
	percent, rest := t.late(month)
	if lapsedUntil = last; percent < o.Percent {
		lapsedUntil += 1 + Day(draw.Bounded(rest, o.Days))
	}
	return last, lapsedUntil
}

// late returns a percentage that decides whether the term before the one of a month is renewed late, and
// a draw for the days.
func (t *Terms) late(month int32) (percent, rest uint64) {
	return bits.Mul64(draw.Nth(t.drawn, uint64(month)), 100)
}

// Expiry returns the last day of the term, as it is on a day from 0 on that is not before the day
// from: one before the day while the renewal is late.
func (t *Terms) Expiry(day Day, o *LapseOdds) Day {
	if day <= t.first {
		return t.first
	}
	month, last := t.last(day)
	if percent, _ := t.late(month); percent < o.Percent {
		if before, lapsedUntil := t.before(month, o); day <= lapsedUntil && before > t.from {
			return before
		}
	}
	return last
}

// AppendDays appends the days after one day, up to and with another, on which the expiry is
// another than on the day before.
func (t *Terms) AppendDays(dst []Day, o *LapseOdds, after, upTo Day) []Day {
	if renewed := t.first + 1; renewed > max(after, t.from) && renewed <= upTo {
		dst = append(dst, renewed)
	}
	for day := max(after+1, t.from+1, 0); day <= upTo; {
		month, last := t.last(day)
		before, lapsedUntil := t.before(month, o)
		if renewed := lapsedUntil + 1; before > t.from && renewed > after && renewed <= upTo {
			dst = append(dst, renewed)
		}
		day = last + 1
	}
	return dst
}
