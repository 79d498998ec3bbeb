package synthhub_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// The first and the last day of the window.
var firstDay, lastDay = schema.NewDate(2015, 1, 1), schema.NewDate(2027, 12, 31)

// timelineDates are days all over the window: its ends, a leap day, and days in other months.
var timelineDates = []synthhub.Date{firstDay, schema.NewDate(2018, 3, 15), schema.NewDate(2020, 2, 29), schema.NewDate(2025, 11, 1), lastDay}

// onDay returns the Generator of another day.
func onDay(tb testing.TB, g *synthhub.Generator, day synthhub.Date) *synthhub.Generator {
	tb.Helper()
	other, err := g.On(day)
	if err != nil {
		tb.Fatal(err)
	}
	return other
}

// TestOn: the Generator of another day has, value by value, the records of a new one with that
// as-of date, and those of a dataset with fewer records.
func TestOn(t *testing.T) {
	t.Parallel()
	s := synthhub.Settings{Records: 1500, Seed: 11, Vehicles: synthhub.VehicleRange{Min: 1, Max: 6}, AsOf: schema.NewDate(2021, 6, 30)}
	g := generator(t, s)
	for _, day := range timelineDates {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			dated := s
			dated.AsOf = day
			moved, shorter := onDay(t, g, day), dated
			shorter.Records = 700
			fresh, prefix := generator(t, dated), generator(t, shorter)
			if diff := cmp.Diff(fresh.Settings(), moved.Settings()); diff != "" {
				t.Errorf("settings (-new +On):\n%s", diff)
			}
			if diff := cmp.Diff(metadataOf(t, fresh), metadataOf(t, moved)); diff != "" {
				t.Errorf("metadata (-new +On):\n%s", diff)
			}
			for r := range moved.All() {
				if want := fresh.Record(r.Slot); !sameRows(r, &want) || r.Slot != want.Slot || r.Key != want.Key || r.Key != moved.Key(r.Slot) {
					t.Fatalf("record %d (-new +On):\n%s", r.Slot, cmp.Diff(want, *r))
				}
				if r.Slot >= shorter.Records {
					continue
				}
				if want := prefix.Record(r.Slot); !sameRows(r, &want) {
					t.Fatalf("record %d (-of %d records +of %d):\n%s", r.Slot, shorter.Records, s.Records, cmp.Diff(want, *r))
				}
			}
		})
	}
	if g.Settings().AsOf != s.AsOf {
		t.Errorf("On has changed the Generator: it is of %v", g.Settings().AsOf)
	}
	for _, day := range []synthhub.Date{{}, firstDay.AddDays(-1), lastDay.AddDays(1)} {
		if other, err := g.On(day); err == nil || other != nil {
			t.Errorf("%v is outside of the window, and On returns no error", day)
		}
	}
}

// sameRows reports whether two records have the same rows.
func sameRows(a, b *synthhub.Record) bool {
	return a.Person == b.Person && a.Profile == b.Profile && slices.Equal(a.Vehicles, b.Vehicles)
}

// dayCases are settings and spans for looking at every day.
var dayCases = []struct {
	name     string
	s        synthhub.Settings
	first    int // slot
	slots    int
	from, to synthhub.Date
}{
	{"households and fleets across a leap day", synthhub.Settings{Seed: 1, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}}, 0, 220, schema.NewDate(2019, 11, 15), schema.NewDate(2022, 1, 31)},
	{"large fleets", synthhub.Settings{Seed: 2, Vehicles: synthhub.VehicleRange{Min: 1, Max: 64}, CommercialShare: 90}, 5000, 12, schema.NewDate(2023, 6, 1), schema.NewDate(2025, 8, 31)},
	{"a minimum above one", synthhub.Settings{Seed: 3, Vehicles: synthhub.VehicleRange{Min: 2, Max: 5}, CommercialShare: -1}, 1000, 60, schema.NewDate(2015, 1, 1), schema.NewDate(2016, 12, 31)},
	{"states with late licenses", synthhub.Settings{Seed: 4, States: []synthhub.State{synthhub.StateNJ, synthhub.StateNY, synthhub.StateSD}}, 0, 150, schema.NewDate(2025, 12, 1), schema.NewDate(2027, 12, 31)},
	{"the whole window", synthhub.Settings{Seed: 5, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}, 65_530, 15, firstDay, lastDay},
}

// TestDays looks at every day: whenever a row of a record differs from the day before, the day is
// one of Days.
func TestDays(t *testing.T) {
	t.Parallel()
	for _, c := range dayCases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.slots *= testenv.Scale(1, 20)
			c.s.Records = c.first + c.slots
			g := generator(t, c.s)
			rest := make([][]synthhub.Date, c.slots) // of the days, those to come
			for i := range rest {
				rest[i] = g.Days(c.first+i, c.from, c.to)
				for k, day := range rest[i] {
					if k > 0 && !day.After(rest[i][k-1]) {
						t.Fatalf("slot %d: the days are not in order: %v", c.first+i, rest[i])
					}
				}
			}
			var before, today []synthhub.Record
			changed, same := 0, 0
			for day := c.from; !day.After(c.to); day = day.AddDays(1) {
				before, today = today, copyRecords(before, onDay(t, g, day), c.first)
				for i := range before {
					isListed := len(rest[i]) > 0 && rest[i][0] == day
					if isListed {
						rest[i] = rest[i][1:]
					}
					switch differs := !sameRows(&before[i], &today[i]); {
					case differs && !isListed:
						t.Fatalf("slot %d changes on %v, which Days does not have:\n%s", c.first+i, day, cmp.Diff(before[i], today[i]))
					case differs:
						changed++
					case isListed:
						same++
					}
				}
			}
			for i, days := range rest {
				if len(days) > 0 {
					t.Errorf("slot %d: Days returns %v, outside of the span", c.first+i, days)
				}
			}
			t.Logf("%d days of %d slots change something, %d listed days nothing", changed, c.slots, same)
		})
	}
}

// copyRecords returns copies of the records of a Generator from a slot on, in the memory of records
// that are no longer needed.
func copyRecords(old []synthhub.Record, g *synthhub.Generator, first int) []synthhub.Record {
	if old == nil {
		old = make([]synthhub.Record, g.Len()-first)
	}
	for r := range g.Range(first, g.Len()) {
		o := &old[r.Slot-first]
		vehicles := append(o.Vehicles[:0], r.Vehicles...)
		*o = *r
		o.Vehicles = vehicles
	}
	return old
}

// TestDaysOfParts: the days of a span are those of its parts.
func TestDaysOfParts(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Seed: 6, Vehicles: synthhub.VehicleRange{Min: 1, Max: 64}})
	for slot := range 300 {
		all := g.Days(slot, firstDay, lastDay)
		splits := append([]synthhub.Date{firstDay, schema.NewDate(2020, 2, 29), lastDay}, all...)
		for _, day := range all {
			splits = append(splits, day.AddDays(-1)) // so that a part begins with a change
		}
		for _, at := range splits {
			parts := g.AppendDays(g.Days(slot, firstDay, at), slot, at, lastDay)
			if !slices.Equal(parts, all) {
				t.Fatalf("slot %d: up to and from %v: %v, want %v", slot, at, parts, all)
			}
		}
		if days := g.Days(slot, lastDay, firstDay); len(days) > 0 {
			t.Fatalf("slot %d: backwards there are the days %v", slot, days)
		}
	}
}

// TestDaysOutsideTheWindow: the dataset has no other days than those of the window.
func TestDaysOutsideTheWindow(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Seed: 6})
	for _, c := range []struct{ from, to, wantFrom, wantTo synthhub.Date }{
		{schema.NewDate(1900, 1, 1), schema.NewDate(2100, 1, 1), firstDay, lastDay},
		{schema.NewDate(2014, 12, 1), schema.NewDate(2015, 12, 1), firstDay, schema.NewDate(2015, 12, 1)},
		{schema.NewDate(2027, 12, 1), schema.NewDate(2040, 1, 1), schema.NewDate(2027, 12, 1), lastDay},
		{schema.NewDate(1990, 1, 1), schema.NewDate(2014, 1, 1), lastDay, lastDay},
		{schema.NewDate(2028, 1, 1), schema.NewDate(2040, 1, 1), lastDay, lastDay},
	} {
		t.Run(fmt.Sprint(c.from, c.to), func(t *testing.T) {
			for slot := range 50 {
				if got, want := g.Days(slot, c.from, c.to), g.Days(slot, c.wantFrom, c.wantTo); !slices.Equal(got, want) {
					t.Fatalf("slot %d: %v, want %v", slot, got, want)
				}
			}
		})
	}
}
