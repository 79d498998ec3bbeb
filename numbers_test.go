package synthhub

import (
	"sort"
	"testing"

	"github.com/synthhub/synthhub/internal/strata"
)

// TestSmallDatasetsOfSmallStates: a small dataset is not refused for the sake of a
// block that it does not fill.
func TestSmallDatasetsOfSmallStates(t *testing.T) {
	for _, state := range allStates() {
		s := Settings{Records: 1000, States: []State{state}, Vehicles: VehicleRange{1, MaxVehicles}}
		if err := s.Validate(); err != nil {
			t.Errorf("1000 fleets in %s: %v", state, err)
		}
	}
}

// TestFormatsHold: what Settings.Validate promises of 100 million records rests on these sizes.
func TestFormatsHold(t *testing.T) {
	if err := (Settings{Records: 100_000_000}).Validate(); err != nil {
		t.Error(err)
	}
	const vehicles = uint64(MaxRecords) * MaxVehicles
	for i := range facts().VINs {
		if n := facts().VINs[i].Size(); n > 0 && n < vehicles {
			t.Errorf("form %d: %d VINs a year are fewer than %d vehicles", i, n, vehicles)
		}
	}
}

// TestCapacityHolds: what Validate lets pass can be made to the last record, whatever the
// seed: the states of licences are drawn, so their counts are not those of another seed.
func TestCapacityHolds(t *testing.T) {
	for seed := range uint64(3) {
		s := Settings{Seed: seed, States: []State{StateAR, StateMS, StateTN}}
		most := sort.Search(MaxRecords, func(n int) bool {
			s.Records = n + 1
			return s.Validate() != nil
		})
		s.Records = most
		g, err := NewGenerator(s)
		if err != nil {
			t.Fatal(err)
		}
		for range g.Range(most-most%strata.BlockSize-strata.BlockSize, most) {
		}
		s.Records = most + 1
		if _, err := NewGenerator(s); err == nil || most%strata.BlockSize != 0 {
			t.Errorf("seed %d: %d records are allowed, the next fails with %v; want the end of a block", seed, most, err)
		}
	}
}

// TestRanksFarOut takes positions around 10^8: licences, plates, e-mail addresses
// and VINs there are unique too.
func TestRanksFarOut(t *testing.T) {
	g, err := NewGenerator(Settings{Records: 100_000_000, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]int{}
	for _, from := range []int{0, 99_000, 9_999_000, 99_990_000} {
		for r := range g.Range(from, from+5000) {
			i := r.Slot
			for _, key := range []string{
				"email " + r.Person.Email, "licence " + r.Person.DriverLicenseState.String() + r.Person.DriverLicenseNumber,
				"vin " + r.Vehicles[0].VIN, "plate " + r.Vehicles[0].RegistrationState.String() + r.Vehicles[0].RegistrationPlate,
				r.Person.ID.String(), r.Vehicles[0].ID.String(), r.Profile.ID.String(),
			} {
				if at, ok := seen[key]; ok {
					t.Fatalf("%s stands at %d and at %d", key, at, i)
				}
				seen[key] = i
			}
		}
	}
}
