package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/timeline"
)

// A registration is valid for one or two years and is renewed on the same day, or some time
// later: then it has lapsed until that day.
type registration struct {
	drawn uint64
	first timeline.Day // last day of the term before the window
	from  timeline.Day // the vehicle is not registered before
	years int
}

// registrationOf returns the registration of a vehicle. 15 of 100 are for two years. Illustrative.
func (g *Generator) registrationOf(p *possession) registration {
	drawn := g.vehicle.expires.Draw(p.key)
	percent, rest := choice.Split(drawn, 100)
	r := registration{drawn: drawn, from: p.From, years: 1}
	if percent < 15 {
		r.years = 2
	}
	r.first = -1 - timeline.Day(draw.Bounded(rest, uint64(timeline.DaysOfYears(r.years))))
	return r
}

// term returns the last day of the term before the one of a day, of that term, and the day before
// the renewal: 8 of 100 are renewed up to half a year late. So about 2 of 100 have lapsed.
// Illustrative.
func (r *registration) term(day timeline.Day) (before, last, lapsed timeline.Day) {
	n := timeline.Years(day-1-r.first) / r.years
	before, last = r.first+timeline.DaysOfYears(n*r.years), r.first+timeline.DaysOfYears((n+1)*r.years)
	percent, rest := choice.Split(draw.Nth(r.drawn, uint64(n+1)), 100)
	if lapsed = before; percent < 8 && before >= r.from {
		lapsed += 1 + timeline.Day(draw.Bounded(rest, 180))
	}
	return before, last, lapsed
}

// expiry returns the day on which the registration expires, as it is on a day.
func (r registration) expiry(day timeline.Day) timeline.Day {
	before, last, lapsed := r.term(day)
	if day <= lapsed {
		return before
	}
	return last
}

// appendChanges appends the days after one day, up to and with another, on which the expiry is
// another than on the day before.
func (r registration) appendChanges(days []timeline.Day, after, upTo timeline.Day) []timeline.Day {
	for day := max(after+1, 0); day <= upTo; {
		before, last, lapsed := r.term(day)
		for _, at := range [...]timeline.Day{before + 1, lapsed + 1} {
			if at > after && at <= upTo {
				days = append(days, at)
			}
		}
		day = last + 1
	}
	return days
}
