package synthtest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

type daysFunc = func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date

// interval is the number of days after which everybody visits the workshop again.
const interval = 30

// latest returns the last day of a visit that is not after a day.
func latest(s synthhub.Settings, key uint64, day synthhub.Date) synthhub.Date {
	return day.AddDays(-(day.DaysSince(schema.NewDate(2000, 1, 1)) + s.Label("visits", "visited_on").IntN(key, interval)) % interval)
}

// monthly has the latest visit of each person, with the primary vehicle.
func monthly(s synthhub.Settings) (visitsOf, error) {
	ids := s.Label("visits", "visit_id").NewIDs()
	return func(r *synthhub.Record, dst []visit) []visit {
		return append(dst, visit{ID: ids.ID(r.Key, 0), VehicleID: r.Vehicles[0].ID, On: latest(s, r.Key, s.AsOf)})
	}, nil
}

// logged has a row for each visit of the last week, and no fixed row.
func logged(s synthhub.Settings) (visitsOf, error) {
	ids := s.Label("visits", "visit_id").NewIDs()
	return func(r *synthhub.Record, dst []visit) []visit {
		if on := latest(s, r.Key, s.AsOf); s.AsOf.DaysSince(on) < 7 {
			n := on.DaysSince(schema.NewDate(2000, 1, 1)) / interval
			dst = append(dst, visit{ID: ids.ID(r.Key, n), VehicleID: r.Vehicles[0].ID, On: on})
		}
		return dst
	}, nil
}

// visitDays declares the days of monthly, and with others those that come so many days after.
func visitDays(others ...int) daysFunc {
	return func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
		n := len(dst)
		dst = g.AppendDays(dst, slot, from, to)
		for _, since := range append([]synthhub.Date{from}, dst[n:]...) {
			dst = appendVisits(dst, g, slot, from, since, to, others)
		}
		slices.SortFunc(dst[n:], synthhub.Date.Compare)
		return dst
	}
}

// appendVisits appends the days of who fills the slot on the day since.
func appendVisits(dst []synthhub.Date, g *synthhub.Generator, slot int, from, since, to synthhub.Date, others []int) []synthhub.Date {
	on, err := g.On(since)
	if err != nil {
		panic(err)
	}
	for day := latest(g.Settings(), on.Key(slot), since); !day.After(to); day = day.AddDays(interval) {
		for _, other := range append([]int{0}, others...) {
			if other := day.AddDays(other); other.After(from) && !other.After(to) {
				dst = append(dst, other)
			}
		}
	}
	return dst
}

// many has enough records that some change hands within the days of the comparison.
var many = synthhub.Settings{Records: 500, Seed: 4, Vehicles: synthhub.VehicleRange{Max: 2}}

func testDays(t *testing.T, bind func(synthhub.Settings) (visitsOf, error), days daysFunc) error {
	t.Helper()
	return synthtest.TestEntities(t, many, synthhub.NewEntityWithSettings(visitTable, bind).WithDays(days))
}

// TestDays: entities that declare their days, or none, keep every promise.
func TestDays(t *testing.T) {
	for _, c := range []struct {
		reason string
		bind   func(synthhub.Settings) (visitsOf, error)
		days   daysFunc
	}{
		{"rows that change", monthly, visitDays()},
		{"rows that come and go", logged, visitDays(7)},
		{"no declaration", monthly, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if err := testDays(t, c.bind, c.days); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("rows of the record alone", func(t *testing.T) {
		e := synthhub.NewEntity(visitTable, func(r *synthhub.Record, dst []visit) []visit {
			return append(dst, visit{ID: r.Person.ID, VehicleID: r.Vehicles[0].ID, On: r.Person.DateOfBirth.AddYears(r.Profile.Age)})
		})
		if err := synthtest.TestEntities(t, settings, e); err != nil || e.Days() == nil {
			t.Error(err)
		}
	})
	t.Run("the last year of the window", func(t *testing.T) {
		s := settings
		s.AsOf = schema.NewDate(2027, 12, 31)
		if err := synthtest.TestEntities(t, s, synthhub.NewEntityWithSettings(visitTable, monthly).WithDays(visitDays())); err != nil {
			t.Error(err)
		}
	})
}

// anyColumn stands for each of the columns.
const anyColumn = "any"

// TestBrokenDays plants mistakes in the function of WithDays.
func TestBrokenDays(t *testing.T) {
	none := func(_ *synthhub.Generator, dst []synthhub.Date, _ int, _, _ synthhub.Date) []synthhub.Date {
		return dst
	}
	right := visitDays()
	for _, c := range []struct {
		reason string
		bind   func(synthhub.Settings) (visitsOf, error)
		days   daysFunc
		column string
		why    string
	}{
		{"nothing", monthly, none, "visited_on", "are declared: []"},
		{"the days of the record", monthly, (*synthhub.Generator).AppendDays, "visited_on", "changes from"},
		{"the days on which rows come, but not on which they go", logged, right, "", "goes from"},
		{"the days on which rows go, but not on which they come", logged, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			return slices.DeleteFunc(visitDays(7)(g, dst, slot, from, to), func(day synthhub.Date) bool {
				return slices.Contains(right(g, nil, slot, from, to), day)
			})
		}, "", "comes from"},
		{"who fills the slot on the day of the generator", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			dst = append(appendVisits(dst, g, slot, from, g.Settings().AsOf, to, nil), g.Days(slot, from, to)...)
			slices.SortFunc(dst, synthhub.Date.Compare)
			return dst
		}, "visited_on", "for a generator on 2020-11-02"},
		{"who fills the slot on the first day, and nobody later", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			dst = append(appendVisits(dst, g, slot, from, from, to, nil), g.Days(slot, from, to)...)
			slices.SortFunc(dst, synthhub.Date.Compare)
			return dst
		}, "visited_on", "the days after 2025-11-25, up to 2026-01-04"},
		{"the last day alone", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			if days := right(g, nil, slot, from, to); len(days) > 0 {
				dst = append(dst, days[len(days)-1])
			}
			return dst
		}, "visited_on", "the days after 2025-11-25, up to 2026-01-04"},
		{"only of more than a day", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			if to.DaysSince(from) < 2 {
				return dst
			}
			return right(g, dst, slot, from, to)
		}, "visited_on", "the days after 2025-11-25, up to 2025-11-26"},
		{"only of less than a year", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			if to.DaysSince(from) > 365 {
				return dst
			}
			return right(g, dst, slot, from, to)
		}, anyColumn, "to 2025-11-01"},
		{"another slice", monthly, func(g *synthhub.Generator, _ []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			return right(g, nil, slot, from, to)
		}, "", "does not append"},
		{"the first day", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			return right(g, append(dst, from), slot, from, to)
		}, "", "2025-11-25, which is not a day after 2025-11-25"},
		{"a day after the last", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			return append(right(g, dst, slot, from, to), to.AddDays(1))
		}, "", "2026-01-05, which is not a day"},
		{"another order", monthly, func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date {
			return right(g, append(dst, to), slot, from, to)
		}, "", "after 2026-01-04"},
		{"a panic", monthly, func(*synthhub.Generator, []synthhub.Date, int, synthhub.Date, synthhub.Date) []synthhub.Date {
			panic("no rates")
		}, "", "panics: no rates"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err := testDays(t, c.bind, c.days)
			problem, ok := errors.AsType[*synthtest.Problem](err)
			if !ok || problem.Record < 0 {
				t.Fatalf("no slot: %v", err)
			}
			if c.column == anyColumn { // it depends on what happens in the first record
				c.column = problem.Column
			}
			mustBreak(t, err, synthtest.Daily, c.column)
			if !strings.Contains(fmt.Sprint(err), c.why) {
				t.Errorf("error %v, want one with %q", err, c.why)
			}
		})
	}
}
