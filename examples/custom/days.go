package main

import (
	"slices"
	"strconv"
	"sync/atomic"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
)

// Losses are those of everybody, whether or not a policy covers them.
type Losses struct {
	Events
	Delays draw.Label
}

func lossesOf(s synthhub.Settings) (Losses, error) {
	parameters := Parameters{ClaimsPerThousand: 60}
	err := s.DecodeExtension("claims", &parameters)
	if n := parameters.ClaimsPerThousand; err == nil && (n < 1 || n > 1000) {
		err = &synthhub.SettingError{Field: "Extensions.claims", Value: strconv.Itoa(n), Want: "claims_per_thousand from 1 to 1000"}
	}
	return Losses{Events{s.Label("claims", "occurred_on"), 365_000 / max(1, parameters.ClaimsPerThousand)}, s.Label("claims", "status")}, err
}

// Steps returns the days on which loss n is reported, opened, paid and closed.
func (l Losses) Steps(key uint64, n int) (reported, opened, paid, closed synthhub.Date) {
	days := l.Delays.At(key, n)
	reported = l.On(key, n).AddDays(days.IntN(30) * days.IntN(30) / 30) // mostly soon
	opened = reported.AddDays(days.IntN(10))
	paid = opened.AddDays(days.Between(5, 120))
	return reported, opened, paid, paid.AddDays(days.IntN(90))
}

// maxSteps is the number of days within which all steps come after the loss.
const maxSteps = 28 + 9 + 120 + 89

// A feed of changes compares every slot, and a history every day, unless an entity declares the days
// on which its rows can change. A history takes a fifth of the time with them, or less. A feed gains
// where it takes less to find the days than to compare the rows: build no record if the key will do.

// dayFinder returns days on which the rows of a person change, from one day to another: the person
// who fills a slot on that day, which is the day of the generator. They may be in any order, and
// others may be among them.
type dayFinder func(on *synthhub.Generator, slot int, since, to synthhub.Date) []synthhub.Date

// daysOf returns a function for WithDays. It appends the days of the record, because the rows refer to
// it, and those that are found for each person who fills the slot in turn.
func daysOf(bind func(s synthhub.Settings) dayFinder) func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
	type bound struct {
		g    *synthhub.Generator
		find dayFinder
	}
	var latest atomic.Pointer[bound] // a feed asks for all slots of one generator
	return func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
		b := latest.Load()
		if b == nil || b.g != g {
			b = &bound{g, bind(g.Settings())}
			latest.Store(b)
		}
		days := g.Days(slot, from, to)
		times := append([]synthhub.Date{from}, days...)
		if on(g, from).Key(slot) == on(g, times[len(times)-1]).Key(slot) {
			times = times[:1] // it is the same person all the time, which is common
		}
		for i, since := range times {
			if now := on(g, since); i == 0 || now.Key(slot) != on(g, times[i-1]).Key(slot) {
				days = append(days, b.find(now, slot, since, to)...)
			}
		}
		slices.SortFunc(days, synthhub.Date.Compare)
		for _, day := range slices.Compact(days) {
			if day.After(from) && !day.After(to) {
				dst = append(dst, day)
			}
		}
		return dst
	}
}

// on returns the generator of a day that a dataset can have. The one that daysOf is given may be of any.
func on(g *synthhub.Generator, day synthhub.Date) *synthhub.Generator {
	other, err := g.On(day)
	if err != nil {
		panic(err)
	}
	return other
}

// policyDays finds the days on which the policy is another, begins a term, or ends.
func policyDays(s synthhub.Settings) dayFinder {
	policy, starts := policyOf(s), startsOf(s)
	return func(on *synthhub.Generator, slot int, since, to synthhub.Date) (days []synthhub.Date) {
		r := on.Record(slot) // terms may depend on the date of birth
		for n, start := starts.Last(r.Key, since); !start.After(to); n, start = n+1, starts.On(r.Key, n+1) {
			p := policy(&r, starts.On(r.Key, n+1).AddDays(-1)) // its last day tells whether it has ended
			days = append(days, start, p.EndedOn)
			for _, _, next := p.term(p.EffectiveOn); !next.After(to); _, _, next = p.term(next) {
				days = append(days, next)
			}
		}
		return days
	}
}

// claimDays finds the days on which the policy is another, and those of all losses, covered or not.
func claimDays(s synthhub.Settings) dayFinder {
	starts := startsOf(s)
	losses, err := lossesOf(s)
	if err != nil {
		panic(err) // Claims cannot be bound to such settings
	}
	return func(on *synthhub.Generator, slot int, since, to synthhub.Date) (days []synthhub.Date) {
		key := on.Key(slot)
		for n, start := starts.Last(key, to); start.After(since); n, start = n-1, starts.On(key, n-1) {
			days = append(days, start)
		}
		for n, loss := losses.Last(key, to); !loss.Before(since.AddDays(-maxSteps)); n, loss = n-1, losses.On(key, n-1) {
			reported, opened, paid, closed := losses.Steps(key, n)
			days = append(days, reported, opened, paid, closed)
		}
		return days
	}
}
