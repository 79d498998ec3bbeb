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

// A change is a function that changes one visit.
type change = func(s synthhub.Settings, r *synthhub.Record, v *visit)

// TestOtherDays plants mistakes that only another day shows.
func TestOtherDays(t *testing.T) {
	price := func(s synthhub.Settings, key uint64) int { return s.Label("visits", "cents").IntN(key, 99_999) }
	for _, c := range []struct {
		reason  string
		change  change
		promise synthtest.Promise
		column  string
		why     string
	}{
		{"a fixed column with the as-of date", func(s synthhub.Settings, _ *synthhub.Record, v *visit) { v.Note = s.AsOf.String() }, synthtest.Fixed, "note", "row 1"},
		{"a fixed column with the age", func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.Cents = r.Profile.Age }, synthtest.Fixed, "cents", "with the same key"},
		{"a fixed column with the address", func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.Note = r.Person.PostalCode }, synthtest.Fixed, "note", ""},
		{"draws at the slot", func(s synthhub.Settings, r *synthhub.Record, v *visit) { v.Cents = price(s, uint64(r.Slot)) }, synthtest.Keyed, "cents", "it has the same value"},
		{"draws at the slot, of two words", func(s synthhub.Settings, r *synthhub.Record, v *visit) {
			v.Note = [...]string{"yes", "no"}[price(s, uint64(r.Slot))%2]
		}, synthtest.Keyed, "note", "it has the same value"},
		{"a key of the slot", func(s synthhub.Settings, r *synthhub.Record, v *visit) {
			k := slices.IndexFunc(r.Vehicles, func(x synthhub.Vehicle) bool { return x.ID == v.VehicleID })
			ids := s.Label("visits", "visit_id").NewIDs()
			v.ID = ids.ID(uint64(r.Slot), k)
		}, synthtest.Keyed, "visit_id", "another person fills the slot"},
		{"a panic on another day", func(s synthhub.Settings, _ *synthhub.Record, _ *visit) {
			if s.AsOf != synthhub.DefaultSettings().AsOf {
				panic("no rates for this day")
			}
		}, synthtest.AllRecords, "", "no rates for this day"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			err := test(t, each(c.change))
			mustBreak(t, err, c.promise, c.column)
			if !strings.Contains(fmt.Sprint(err), c.why) {
				t.Errorf("error %v, want one with %q", err, c.why)
			}
		})
	}
}

// TestOtherDaysBind plants an error of the function bind on another day.
func TestOtherDaysBind(t *testing.T) {
	err := test(t, func(s synthhub.Settings) (visitsOf, error) {
		if s.AsOf != synthhub.DefaultSettings().AsOf {
			return nil, errors.New("no rates for this day")
		}
		return good(s)
	})
	if !errors.Is(err, synthtest.Declared) || !strings.Contains(err.Error(), "2025-11-02") {
		t.Errorf("got: %v", err)
	}
}

// TestOtherDaysGood has values that look like draws at the slot, or like changes, and are neither.
func TestOtherDaysGood(t *testing.T) {
	for _, c := range []struct {
		reason string
		change change
	}{
		{"a constant", func(_ synthhub.Settings, _ *synthhub.Record, v *visit) { v.Note = "none" }},
		{"the line of business, which belongs to the slot", func(_ synthhub.Settings, r *synthhub.Record, v *visit) { v.Note = r.Person.LOBType.String() }},
		{"a value that is rare", func(_ synthhub.Settings, r *synthhub.Record, v *visit) {
			v.Note = ""
			if r.Key%30 == 7 {
				v.Note = "rare"
			}
		}},
		{"what a column as of the day may hold", func(s synthhub.Settings, r *synthhub.Record, v *visit) {
			v.On, v.Shop.town = s.AsOf, [...]string{"Ames", "Bend"}[r.Slot%2]
		}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if err := test(t, each(c.change)); errors.Is(err, synthtest.Fixed) || errors.Is(err, synthtest.Keyed) {
				t.Error(err)
			}
		})
	}
	t.Run("an embedded governed row", func(t *testing.T) {
		members := schema.New("members", "Members.", synthhub.PersonTable.EmbedColumns)
		e := synthhub.NewEntity(members, func(r *synthhub.Record, dst []synthhub.Person) []synthhub.Person { return append(dst, r.Person) })
		if err := synthtest.TestEntities(t, settings, e); errors.Is(err, synthtest.Fixed) || errors.Is(err, synthtest.Keyed) {
			t.Error(err)
		}
	})
}

// TestWindowEnds: the days of the comparison are within the window, wherever the as-of date is.
func TestWindowEnds(t *testing.T) {
	for _, day := range []synthhub.Date{schema.NewDate(2015, 1, 1), schema.NewDate(2020, 2, 29), schema.NewDate(2027, 12, 31)} {
		t.Run(day.String(), func(t *testing.T) {
			s := settings
			s.AsOf = day
			err := synthtest.TestEntities(t, s, synthhub.NewEntityWithSettings(visitTable, each(func(s synthhub.Settings, _ *synthhub.Record, v *visit) {
				v.Note = s.AsOf.String()
			})))
			mustBreak(t, err, synthtest.Fixed, "note")
		})
	}
}
