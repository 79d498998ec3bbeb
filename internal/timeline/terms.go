package timeline

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
)

// Terms follow each other without end: something is valid for some years and is renewed on the
// same day of the year, or some time later. Then it has lapsed until that day.
type Terms struct {
	drawn uint64 // decides the lapses
	first Day    // last day before a term
	from  Day    // nothing is renewed late that began later
	years int
}

// TermsFrom returns terms of so many years, of which the first begins on a day.
func TermsFrom(drawn uint64, years int, from Day) Terms { return Terms{drawn, from - 1, from, years} }

// TermsBefore returns terms that began on a day of the year that is drawn, before day 0. A renewal
// before the day from is not late.
func TermsBefore(drawn uint64, years int, from Day) Terms {
	return Terms{drawn, -1 - Day(draw.Bounded(draw.Nth(drawn, 1), uint64(DaysOfYears(years)))), from, years}
}

// LapseOdds say how often a term is renewed late.
type LapseOdds struct {
	Percent uint64 // of the terms
	Days    uint64 // late at most
}

// term returns the last day of the term before the one of a day, that of its own, and the day
// before the renewal.
func (t *Terms) term(day Day, o LapseOdds) (before, last, lapsedUntil Day) {
	n := int(uint32(Years(day-1-t.first)) / uint32(t.years))
	before, last = t.first+DaysOfYears(n*t.years), t.first+DaysOfYears((n+1)*t.years)
	percent, rest := bits.Mul64(draw.Nth(t.drawn, uint64(n+2)), 100)
	if lapsedUntil = before; percent < o.Percent && before >= t.from {
		lapsedUntil += 1 + Day(draw.Bounded(rest, o.Days))
	}
	return before, last, lapsedUntil
}

// Expiry returns the last day of the term, as it is on a day from 0 on that is not before the first
// term: one before the day while the renewal is late.
func (t Terms) Expiry(day Day, o LapseOdds) Day {
	before, last, lapsedUntil := t.term(day, o)
	if day <= lapsedUntil {
		return before
	}
	return last
}

// AppendDays appends the days after one day, up to and with another, on which the expiry is
// another than on the day before.
func (t Terms) AppendDays(dst []Day, o LapseOdds, after, upTo Day) []Day {
	for day := max(after+1, 0); day <= upTo; {
		_, last, lapsedUntil := t.term(day, o)
		if renewed := lapsedUntil + 1; renewed > after && renewed <= upTo {
			dst = append(dst, renewed)
		}
		day = last + 1
	}
	return dst
}
