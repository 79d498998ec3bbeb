package synthhub

import (
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// fillLicense fills the status and the day of expiry of somebody with a license. No violation of the
// look-back can have led to a suspension that is in force if recent is not set.
func (g *Generator) fillLicense(r *recordBuild, h *license.Holder, recent bool) {
	if place := &r.issued; place.Moves > 0 && place.Since > r.From-vocab.MaxLicenseDelay && g.day-r.home.Since > vocab.MaxLicenseDelay {
		place.Since = g.quotas.LicenseDay(place) // findPlace has that of the move
	}
	expires, status := h.Expiry(&r.issued, r.age, g.day), LicenseValid
	if expires < g.day {
		status = LicenseExpired
	}
	suspended := false
	if license.MayBeSuspended(h.Drawn) {
		_, until := h.Other(g.day)
		suspended = until > g.day
	}
	if !suspended && recent {
		g.suspensions(h, r.lob, r.gender, g.day-1, g.day, func(_, _ timeline.Day) { suspended = true })
	}
	if suspended {
		status = LicenseSuspended
	}
	r.person.LicenseStatus, r.person.LicenseExpiresOn = status, dateOf(expires)
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
// license or its day of expiry can change, apart from those of violations and moves.
func (g *Generator) statusChanges(days []timeline.Day, o *timeline.Occupant, lob LineOfBusiness, gender Gender, licensed, after, upTo timeline.Day) []timeline.Day {
	if after = max(after, licensed); after >= upTo {
		return days
	}
	h := license.Holder{Occupant: o, Licensed: licensed, Drawn: g.person.status.Draw(o.Key)}
	g.suspensions(&h, lob, gender, after-1, upTo, func(_, until timeline.Day) {
		if until <= upTo {
			days = append(days, until)
		}
	})
	return h.AppendDays(days, g.quotas, after, upTo)
}
