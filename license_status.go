package synthhub

import (
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/timeline"
)

// licenseStatusOn returns the status on the day of somebody with a license. No violation of the
// look-back can have led to a suspension that is in force if recent is not set.
func (g *Generator) licenseStatusOn(r *recordBuild, licensed timeline.Day, recent bool) LicenseStatus {
	drawn := g.person.status.Draw(r.Key)
	if !recent && license.IsValid(drawn, r.age) {
		return LicenseValid // two of three, and the rest takes longer
	}
	h := license.Holder{Occupant: &r.Occupant, Birth: r.born, Licensed: licensed, Drawn: drawn}
	_, until := h.Other(g.day)
	suspended := until > g.day
	if !suspended && recent {
		g.suspensions(&h, r.lob, r.gender, g.day-1, g.day, func(_, _ timeline.Day) { suspended = true })
	}
	switch {
	case suspended:
		return LicenseSuspended
	case license.RenewsLate(drawn, r.age) && g.hasExpired(&h, r):
		return LicenseExpired
	}
	return LicenseValid
}

// hasExpired reports whether a license has expired on the day.
func (g *Generator) hasExpired(h *license.Holder, r *recordBuild) bool {
	place := &r.issued
	if r.home.Moves > 0 { // the day of that place may be the day of the move
		p := g.quotas.LicensePlaceOn(r.slot, g.day)
		place = &p
	}
	return h.Expired(place, r.age, g.day)
}

// suspensions calls f with the suspensions for violations that are in force on a day after one, up
// to and with another.
func (g *Generator) suspensions(h *license.Holder, lob LineOfBusiness, gender Gender, after, upTo timeline.Day, f func(from, until timeline.Day)) {
	var buffer [32]timeline.Day
	violations := buffer[:0]
	g.incidents(h.Occupant, lob, gender, max(h.Licensed, after-license.LookBack), upTo, func(kind int, at timeline.Day) {
		if kind == violation {
			violations = append(violations, at)
		}
	})
	h.ForViolations(violations, g.person.suspension, after+1, f)
}

// statusChanges appends the days after one day, up to and with another, on which the status of a
// license can change, apart from those of violations and moves.
func (g *Generator) statusChanges(days []timeline.Day, o *timeline.Occupant, lob LineOfBusiness, gender Gender, licensed, after, upTo timeline.Day) []timeline.Day {
	if after = max(after, licensed); after >= upTo {
		return days
	}
	h := license.Holder{Occupant: o, Birth: dateOf(o.Born), Licensed: licensed, Drawn: g.person.status.Draw(o.Key)}
	g.suspensions(&h, lob, gender, after-1, upTo, func(_, until timeline.Day) {
		if until <= upTo {
			days = append(days, until)
		}
	})
	return h.AppendDays(days, g.quotas, after, upTo)
}
