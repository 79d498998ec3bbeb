package synthhub_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/validate"
)

// TestWhere: what it yields is what is there, beyond the dataset too, and stays as it
// was.
func TestWhere(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 10, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	var found []synthhub.Record
	for r := range g.Where(func(r *synthhub.Record) bool { return len(r.Vehicles) == 4 }) {
		if found = append(found, *r); len(found) == 5 {
			break
		}
	}
	last := -1
	for _, r := range found {
		if r.Slot <= last || len(r.Vehicles) != 4 {
			t.Errorf("record %d with %d vehicles comes after %d", r.Slot, len(r.Vehicles), last)
		}
		last = r.Slot
		if diff := cmp.Diff(g.Record(r.Slot), r); diff != "" {
			t.Errorf("record %d (-want +got):\n%s", r.Slot, diff)
		}
	}
	if last < g.Len() {
		t.Errorf("all of five records are within the dataset of %d", g.Len())
	}
}

// TestDerive: a record is coherent again after a change.
func TestDerive(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 50, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	asOf := g.Settings().AsOf
	changed := 0
	for i := range g.Len() {
		r := g.Record(i)
		r.Derive(asOf)
		if diff := cmp.Diff(g.Record(i), r); diff != "" {
			t.Fatalf("record %d changes without cause:\n%s", i, diff)
		}
		r.Person.Accidents3Yr, r.Person.LastName = 3, "Doe"
		before := r.Vehicles[0].RiskRating
		r.Derive(asOf)
		if r.Vehicles[0].RiskRating != before {
			changed++
		}
		if r.Profile.FullName != r.Person.FirstName+" Doe" || r.Vehicles[0].RiskRating != r.Profile.RiskRating {
			t.Errorf("record %d: %+v", i, r.Profile)
		}
		for _, bad := range validate.Profile(&r.Profile, asOf) {
			t.Errorf("record %d: %v", i, bad)
		}
	}
	if changed == 0 {
		t.Error("three accidents change no rating")
	}
}
