package timeline

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
)

// Terms follow each other without end: something is valid for some years and is renewed on the
// same day of the year, or some time later. Then it has lapsed until that day.
type Terms struct {
	Drawn uint64 // decides the day of the year and the lapses
	From  Day    // nothing is renewed late that began later
	Years int
}

// LapseOdds say how often a term is renewed late.
type LapseOdds struct {
	Percent uint64 // of the terms
	Days    uint64 // late at most
}

// term returns the last day of the term before the one of a day, that of its own, and the day
// before the renewal.
func (t *Terms) term(day Day, o LapseOdds) (before, last, lapsedUntil Day) {
	years := DaysOfYears(t.Years)
	first := -1 - Day(draw.Bounded(draw.Nth(t.Drawn, 1), uint64(years))) // of a term before the window
	n := int(uint32(Years(day-1-first)) / uint32(t.Years))
	before, last = first+DaysOfYears(n*t.Years), first+DaysOfYears((n+1)*t.Years)
	percent, rest := bits.Mul64(draw.Nth(t.Drawn, uint64(n+2)), 100)
	if lapsedUntil = before; percent < o.Percent && before >= t.From {
		lapsedUntil += 1 + Day(draw.Bounded(rest, o.Days))
	}
	return before, last, lapsedUntil
}

// Expiry returns the last day of the term, as it is on a day from 0 on: one before the day while
// the renewal is late.
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
