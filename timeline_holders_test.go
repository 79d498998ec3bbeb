package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TestOwnershipDays: vehicles are not held for whole years. One that changes hands in a year of its
// age does so on a day of its own.
func TestOwnershipDays(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Seed: 71})
	held, wholeYears := 0, 0
	for slot := range 6000 {
		lob := g.lineOf(slot)
		o := g.slots.At(slot, g.tables.driversOf(slot, lob), 0)
		chain := g.carChain(&o, g.keeperOf(&o, lob, g.genderOf(o.Key, lob)), 0)
		for n := 1; ; n++ {
			life := chain.Number(n)
			if life.End >= o.To {
				break
			}
			held++
			days := life.End - life.From
			if next := timeline.DaysOfYears(timeline.Years(days) + 1); days-timeline.DaysOfYears(timeline.Years(days)) <= 1 || next-days <= 1 {
				wholeYears++
			}
		}
	}
	if held < 1000 || wholeYears*50 > held {
		t.Errorf("%d of %d vehicles were held for whole years, to a day", wholeYears, held)
	}
}

// TestNumbersOfSuccessors: who takes a place gets, where the place has several numbers, hardly ever
// the license or the plate of the one before.
func TestNumbersOfSuccessors(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Seed: 72})
	on := func(day timeline.Day) *Generator {
		on, err := g.On(dateOf(day))
		if err != nil {
			t.Fatal(err)
		}
		return on
	}
	type tally struct{ same, all int }
	var licenses, plates tally
	for slot := range g.Len() * 6 {
		o := g.slots.At(slot, g.tables.driversOf(slot, g.lineOf(slot)), 0)
		for ; o.To <= dayOf(latest); o = g.slots.At(slot, g.tables.driversOf(slot, g.lineOf(slot)), o.To) {
			before, after := on(o.To-1).Record(slot), on(o.To).Record(slot)
			a, b := &before.Person, &after.Person
			if a.DriverLicenseState == b.DriverLicenseState && g.numbers.licenses[b.DriverLicenseState].Each(0) >= 3 {
				licenses.all++
				if a.DriverLicenseNumber == b.DriverLicenseNumber {
					licenses.same++
				}
			}
			if series := &g.numbers.plates[b.State][plateSeries(b.LOBType)]; a.State == b.State && series.Each(0) >= 8 {
				plates.all++
				if before.Vehicles[0].RegistrationPlate == after.Vehicles[0].RegistrationPlate {
					plates.same++
				}
			}
		}
	}
	if licenses.all < 500 || licenses.same*20 > licenses.all {
		t.Errorf("%d of %d licenses pass to the next person", licenses.same, licenses.all)
	}
	if plates.all < 300 || plates.same*20 > plates.all {
		t.Errorf("%d of %d plates pass to the next person", plates.same, plates.all)
	}
}

// TestLicenseFollows: who moves to another state keeps the license for ten days at least, with its
// number, and has one of the new state, or of one of its neighbors, after ninety.
func TestLicenseFollows(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Seed: 73})
	on := func(day timeline.Day, slot int) *Person {
		on, err := g.On(dateOf(day))
		if err != nil {
			t.Fatal(err)
		}
		r := on.Record(slot)
		return &r.Person
	}
	moves := 0
	for slot := range 4000 {
		for _, day := range g.quotas.AppendMoves(nil, slot, 0, dayOf(latest)-vocab.MaxLicenseDelay) {
			const shortest = vocab.MinLicenseDelay
			before, moved, kept, later := on(day-1, slot), on(day, slot), on(day+shortest-1, slot), on(day+vocab.MaxLicenseDelay, slot)
			if before.ID != later.ID || (day+shortest)/strata.PeriodDays != day/strata.PeriodDays {
				continue // somebody else, or the end of a period, at which the license comes sooner
			}
			moves++
			if moved.State == before.State || moved.DriverLicenseNumber != before.DriverLicenseNumber || kept.DriverLicenseNumber != before.DriverLicenseNumber {
				t.Errorf("slot %d moves on %v: licenses %s, %s and %s of %v", slot, dateOf(day), before.DriverLicenseNumber, moved.DriverLicenseNumber, kept.DriverLicenseNumber, before.DriverLicenseState)
			}
			if later.DriverLicenseNumber == before.DriverLicenseNumber {
				t.Errorf("slot %d moved on %v: the license is still %s", slot, dateOf(day), later.DriverLicenseNumber)
			}
		}
	}
	if moves < 500 {
		t.Errorf("only %d moves", moves)
	}
}
