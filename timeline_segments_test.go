package synthhub_test

import (
	"slices"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestSegments: between two days of Generator.Days a record is what it was on the first one, and for one vehicle the
// odometer never falls, the value never rises and title and weight class stay. Of the slots that are always looked at each
// has a license that is renewed late after somebody who moved came.
func TestSegments(t *testing.T) {
	t.Parallel()
	for seed, special := range map[uint64]int{1: 30702, 2: 10213} {
		g := generator(t, synthhub.Settings{Records: 45_000, Seed: seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 2}})
		days := map[synthhub.Date]*synthhub.Generator{}
		at := func(day synthhub.Date) *synthhub.Generator {
			on, ok := days[day]
			if !ok {
				on = onDay(t, g, day)
				days[day] = on
			}
			return on
		}
		step := testenv.Scale(60, 6)
		for slot := 0; slot < g.Len(); slot += step {
			wantSegments(t, g, slot, at)
		}
		wantSegments(t, g, special, at)
	}
}

func wantSegments(t *testing.T, g *synthhub.Generator, slot int, at func(synthhub.Date) *synthhub.Generator) {
	t.Helper()
	starts := append([]synthhub.Date{firstDay}, g.Days(slot, firstDay, lastDay)...)
	last := map[uuid.UUID]synthhub.Vehicle{}
	for i, day := range starts {
		end := lastDay
		if i+1 < len(starts) {
			end = starts[i+1].AddDays(-1)
		}
		first := at(day).Record(slot)
		for _, v := range first.Vehicles {
			before, ok := last[v.ID]
			if last[v.ID] = v; ok && (v.Odometer < before.Odometer || v.ValueUSD > before.ValueUSD || v.TitleStatus != before.TitleStatus || v.GVWRClass != before.GVWRClass) {
				t.Errorf("slot %d, %v: a vehicle is %+v after %+v", slot, day, v, before)
			}
		}
		if end.After(day) {
			if r := at(end).Record(slot); r.Person != first.Person || r.Profile != first.Profile || !slices.Equal(r.Vehicles, first.Vehicles) {
				t.Errorf("slot %d: changes between %v and %v", slot, day, end)
			}
		}
	}
}
