package synthhub

import (
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// licenseStatusOn returns the status on the day of somebody who was first licensed on an earlier
// day, or today. Nobody without a recent violation is suspended for one.
func (g *Generator) licenseStatusOn(r *recordBuild, licensed timeline.Day, recent bool) LicenseStatus {
	drawn := g.person.status.Draw(r.Key)
	suspended := false
	if from, until := otherSuspension(drawn, g.day); g.day < until && from > licensed {
		suspended = true
	} else if recent {
		g.suspensions(&r.Occupant, r.gender, licensed, g.day-1, g.day, func(_, _ timeline.Day) { suspended = true })
	}
	if suspended {
		return LicenseSuspended
	}
	place := &r.issued
	if r.home.Moves > 0 { // its Since can be the day of the move, on which the license was still another
		p := g.quotas.LicensePlaceOn(r.slot, g.day)
		place = &p
	}
	if term := licenseTermOn(&r.Occupant, place, licensed, drawn); term.hasExpired(r.age, g.day) {
		return LicenseExpired
	}
	return LicenseValid
}

// suspensions calls f with the suspensions for violations that are in force on a day after one, up
// to and with another: with their first days, and the days after their last ones.
func (g *Generator) suspensions(o *timeline.Occupant, gender Gender, licensed, after, upTo timeline.Day, f func(from, until timeline.Day)) {
	const days = vocab.MaxSuspension - vocab.MinSuspension + 1
	var buffer [32]timeline.Day
	list := buffer[:0]
	g.incidents(o, gender, max(licensed, after-vocab.MaxSuspension-lookBack), upTo, func(kind int, at timeline.Day) {
		if kind == violation {
			list = append(list, at)
		}
	})
	slices.Sort(list)
	for i, at := range list {
		before := 0 // violations that still count, up to two
		for before < min(i, len(vocab.SuspendedPercent)-1) && at-list[i-before-1] < lookBack {
			before++
		}
		drawn := g.person.suspension.Draw(o.Key | uint64(at+suspensionDay0)<<timeline.KeyBits)
		if !choice.Chance(drawn, vocab.SuspendedPercent[before], 100) {
			continue
		}
		if until := at + vocab.MinSuspension + timeline.Day(draw.Bounded(draw.Nth(drawn, 1), days)); until > after+1 {
			f(at, until)
		}
	}
}

// suspensionDay0 makes the days of violations that count on day 0, or later, positive.
const suspensionDay0 = 2 * lookBack

// otherSuspension returns the last suspension for other reasons that began up to a day: its first
// day, and the day after its last one. Both are before the timeline for those who have none.
func otherSuspension(drawn uint64, day timeline.Day) (from, until timeline.Day) {
	const days = vocab.MaxOtherSuspension - vocab.MinSuspension + 1
	if drawn%vocab.OtherSuspended != 0 {
		return -1, -1
	}
	n, from := timeline.LastEvent(drawn, vocab.OtherSuspensionDays, day)
	return from, from + vocab.MinSuspension + timeline.Day(draw.Bounded(draw.Nth(drawn, suspensionDraws+uint64(n)), days))
}

// The first of the draws for what begins on a day, which are numbered apart from each other: those
// of timeline.EventDay come first.
const (
	renewalDraws    = 1 << 20
	suspensionDraws = 1 << 21
)

// A licenseTerm is what decides when the license of somebody expires.
type licenseTerm struct {
	*timeline.Occupant
	issued timeline.Day // by the present state: the first one of somebody who has not moved
	years  int
	drawn  uint64
}

// licenseTermOn returns the term of a license on a day. Who moves to another state gets a new
// license there. The place is that of the license on the day, or of somebody who has not moved.
func licenseTermOn(o *timeline.Occupant, place *strata.Place, licensed timeline.Day, drawn uint64) licenseTerm {
	if place.Moves > 0 && place.Since > o.From {
		licensed = max(licensed, place.Since)
	}
	return licenseTerm{o, licensed, int(vocab.LicenseYears[place.Issuer]), drawn}
}

// expiresAt returns the age on whose birthday the license expires, as it is on a day on which its
// holder has the given age. Issued at 30 in a state whose licenses are valid for 8 years, a license
// expires on the 38th birthday, and the next one on the 46th. Some are renewed late: until then the
// birthday is before the day.
func (t *licenseTerm) expiresAt(age int, day timeline.Day) int {
	first := timeline.Years(t.issued - t.Born)
	last := first + (age-first)/t.years*t.years
	if last == age && last > first && day <= birthdayOn(t.Occupant, age)+lateRenewal(t.drawn, age) {
		return age
	}
	return last + t.years
}

// hasExpired reports whether the license has expired on a day on which its holder has an age.
func (t *licenseTerm) hasExpired(age int, day timeline.Day) bool {
	return t.expiresAt(age, day) == age && birthdayOn(t.Occupant, age) < day
}

// birthdayOn returns the day on which somebody reaches an age.
func birthdayOn(o *timeline.Occupant, age int) timeline.Day {
	return dayOf(dateOf(o.Born).AddYears(age))
}

// lateRenewal returns by how many days a license is renewed late that expires at an age.
func lateRenewal(drawn uint64, age int) timeline.Day {
	percent, rest := bits.Mul64(draw.Nth(drawn, renewalDraws+uint64(age)), 100)
	if percent >= vocab.LateLicensePercent {
		return 0
	}
	return 1 + timeline.Day(draw.Bounded(rest, vocab.LateLicenseDays))
}

// statusChanges appends the days after one day, up to and with another, on which the status of
// somebody who has been licensed can change. The days of violations, of moves and of birthdays are
// not among them.
func (g *Generator) statusChanges(days []timeline.Day, o *timeline.Occupant, gender Gender, licensed, after, upTo timeline.Day) []timeline.Day {
	if after = max(after, licensed); after >= upTo {
		return days
	}
	add := func(at timeline.Day) {
		if at > after && at <= upTo {
			days = append(days, at)
		}
	}
	g.suspensions(o, gender, licensed, after, upTo, func(_, until timeline.Day) { add(until) })
	drawn := g.person.status.Draw(o.Key)
	for day := upTo; ; {
		from, until := otherSuspension(drawn, day)
		if until <= after {
			break
		}
		if from > licensed {
			add(from)
			add(until)
		}
		day = from - 1
	}
	slot, _, _ := timeline.SplitKey(o.Key)
	first := max(0, timeline.Years(max(0, after-vocab.LateLicenseDays-o.Born))-1)
	for age := first; birthdayOn(o, age) < upTo; age++ {
		expired := birthdayOn(o, age) + 1
		late := lateRenewal(drawn, age)
		if late == 0 || expired+late <= after {
			continue
		}
		place := g.quotas.LicensePlaceOn(slot, expired)
		if term := licenseTermOn(o, &place, licensed, drawn); expired > licensed && term.hasExpired(age, expired) {
			add(expired)
			add(expired + late)
		}
	}
	return days
}
