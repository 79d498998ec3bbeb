// Package license says when driver licenses are suspended, and when they expire. Each answer is a
// function of draws and the day.
package license

import (
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Day is a day of the timeline.
type Day = timeline.Day

// A Holder is somebody with a license.
type Holder struct {
	*timeline.Occupant
	Licensed Day    // for the first time
	Drawn    uint64 // decides suspensions without violations, and late renewals
}

// The draws for what begins on a day have numbers of their own: those of timeline.EventDay come
// first.
const (
	renewalDraws    = 1 << 20
	suspensionDraws = 1 << 21
)

// LookBack is the number of days before a day whose violations can have led to a suspension that is
// in force: the longest suspension, and before it the time in which violations count together.
const LookBack = vocab.MaxSuspension + vocab.IncidentDays

// MayBeSuspended reports whether the draw of a Holder allows suspensions without violations. It is
// false for most, who need no look-up.
func MayBeSuspended(drawn uint64) bool { return drawn%vocab.OtherSuspended == 0 }

// renewal returns a percentage that decides whether a license that expires at an age is renewed
// late, and a draw for the days.
func renewal(drawn uint64, age int) (percent, rest uint64) {
	return bits.Mul64(draw.Nth(drawn, renewalDraws+uint64(age)), 100)
}

// ForViolations calls f with the suspensions that follow from violations and are in force on the
// first day or later: with their first days, and the days after their last ones. The violations are
// those of LookBack days and more. They are sorted. The Label has a draw for each.
func (h *Holder) ForViolations(violations []Day, l draw.Label, first Day, f func(from, until Day)) {
	const days = vocab.MaxSuspension - vocab.MinSuspension + 1
	slices.Sort(violations)
	for i, at := range violations {
		before := 0 // violations that still count, up to two
		for before < min(i, len(vocab.SuspendedPercent)-1) && at-violations[i-before-1] < vocab.IncidentDays {
			before++
		}
		drawn := l.Draw(h.Key | uint64(at+2*LookBack)<<timeline.KeyBits)
		if !choice.Chance(drawn, vocab.SuspendedPercent[before], 100) {
			continue
		}
		if until := at + vocab.MinSuspension + Day(draw.Bounded(draw.Nth(drawn, 1), days)); until > first {
			f(at, until)
		}
	}
}

// Other returns the last suspension without violations that began up to a day: its first day, and
// the day after its last one. Both are before day 0 for those who have none. One that begins before
// the first license does not count.
func (h *Holder) Other(day Day) (from, until Day) {
	const days = vocab.MaxOtherSuspension - vocab.MinSuspension + 1
	if !MayBeSuspended(h.Drawn) {
		return -1, -1
	}
	n, from := timeline.LastEvent(h.Drawn, vocab.OtherSuspensionDays, day)
	if from <= h.Licensed {
		return -1, -1
	}
	return from, from + vocab.MinSuspension + Day(draw.Bounded(draw.Nth(h.Drawn, suspensionDraws+uint64(n)), days))
}

// Expiry returns the day on which the license expires, as it is on a day on which its holder has the
// given age. The place is that of the license, since the day on which it was issued there. Issued at 30 in a state whose
// licenses are valid for 8 years, a license expires on the 38th birthday, and the next one on the
// 46th. Most are renewed on the day of expiry, and the new term counts from the next day on. Until a
// late renewal the birthday stays the day of expiry. Who moves to another state gets a new license there.
func (h *Holder) Expiry(place *strata.Place, age int, day Day) Day {
	issued := h.Licensed
	if place.Moves > 0 && place.Since > h.From {
		issued = max(issued, place.Since)
	}
	last, next := renewals(place.Issuer, timeline.Years(issued-h.Born), age)
	if last == age {
		if at := timeline.Birthday(h.Born, age); day <= at || day <= at+h.late(age) {
			return at
		}
	}
	return timeline.Birthday(h.Born, next)
}

// late returns by how many days a license is renewed late that expires at an age.
func (h *Holder) late(age int) Day {
	percent, rest := renewal(h.Drawn, age)
	if percent >= vocab.LateLicensePercent {
		return 0
	}
	return 1 + Day(draw.Bounded(rest, vocab.LateLicenseDays))
}

// AppendDays appends days after one day, up to and with another, on which a suspension without
// violations begins or ends, or the license has expired or is renewed. The day before is not
// before the first license.
func (h *Holder) AppendDays(days []Day, q *strata.Quotas, after, upTo Day) []Day {
	add := func(list ...Day) {
		for _, at := range list {
			if at > after && at <= upTo {
				days = append(days, at)
			}
		}
	}
	for from, until := h.Other(upTo); until > after; from, until = h.Other(from - 1) {
		add(from, until)
	}
	slot, _, _ := timeline.SplitKey(h.Key)
	age := timeline.Years(max(0, after-vocab.LateLicenseDays-h.Born))
	for ; timeline.Birthday(h.Born, age) < upTo; age++ {
		expires := timeline.Birthday(h.Born, age)
		renewed := expires + 1 + h.late(age)
		if renewed <= after || expires < h.Licensed {
			continue
		}
		if place := q.LicensePlaceOn(slot, max(expires, h.From)); h.Expiry(&place, age, expires) == expires {
			add(expires+1, renewed)
		}
	}
	return days
}

// Alone returns the day from which on somebody may drive alone in a state, if it is before the 18th
// birthday: the day of the month of the birth so many months later, or the one after that month.
func Alone(birth schema.Date, state uint8) schema.Date {
	return addMonths(birth, vocab.YoungestAlone[state])
}

// AgeOfMajority is the age in years from which on people are adults.
const AgeOfMajority = 18

// OldEnough reports whether somebody may have been licensed on a day, as far as one can tell on a
// later one: a minor by the law of the state that has issued the license, and an adult, who may
// have lived elsewhere, by that of any state.
func OldEnough(birth, licensed, later schema.Date, state uint8) bool {
	const enough = 6211 // days: no state has more than 17 years
	switch {
	case licensed.DaysSince(birth) >= enough:
		return true
	case later.YearsSince(birth) < AgeOfMajority:
		return !licensed.Before(Alone(birth, state))
	}
	return !licensed.Before(addMonths(birth, vocab.YoungestAnywhere))
}

// addMonths returns the day that is so many months later.
func addMonths(d schema.Date, months uint8) schema.Date {
	y, m, day := d.Civil()
	if y == 0 {
		return schema.Date{}
	}
	m += int(months) - 1
	first, next := schema.NewDate(y+m/12, m%12+1, 1), schema.NewDate(y+(m+1)/12, (m+1)%12+1, 1)
	if d = first.AddDays(day - 1); d.After(next) {
		return next
	}
	return d
}
