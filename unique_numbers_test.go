package synthhub

import (
	"fmt"
	"sort"
	"testing"

	"github.com/synthhub/synthhub/internal/strata"
)

// TestSmallDatasetsOfSmallStates: Validate accepts a small dataset of any single state, although
// the state may have too few numbers for a whole block.
func TestSmallDatasetsOfSmallStates(t *testing.T) {
	for _, state := range allStates() {
		t.Run(state.String(), func(t *testing.T) {
			s := Settings{Records: 1000, States: []State{state}, Vehicles: VehicleRange{1, MaxVehicles}}
			if err := s.Validate(); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestFormatSizes: Validate accepts 100 million records, and needs no check of the VINs, because
// every form has more of them in a year than a dataset can have vehicles.
func TestFormatSizes(t *testing.T) {
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

// TestCapacity: datasets that Validate accepts can be generated to the last record, for any
// seed. The states of licenses are drawn, so seeds differ in their counts.
func TestCapacity(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			s := Settings{Seed: seed, States: []State{StateAR, StateMS, StateTN}}
			records := sort.Search(MaxRecords, func(n int) bool {
				s.Records = n + 1
				return s.Validate() != nil
			})
			s.Records = records
			for range generator(t, s).Range(records-records%strata.BlockSize-strata.BlockSize, records) {
			}
			s.Records++
			if _, err := NewGenerator(s); err == nil || records%strata.BlockSize != 0 {
				t.Errorf("at most %d records are allowed, one more has the error %v; want the end of a block", records, err)
			}
		})
	}
}

// TestNumbersPastCapacity: license numbers and plates continue past the size of the formats of a
// state, with the shapes of the state.
func TestNumbersPastCapacity(t *testing.T) {
	g := generator(t, Settings{States: []State{StateWY}})
	for _, slot := range []int{1 << 20, 1 << 24, MaxRecords - 1} {
		r := g.Record(slot)
		license, plate := r.Person.DriverLicenseNumber, r.Vehicles[0].RegistrationPlate
		if len(license) != len("900000000") || len(plate) != len("112345") {
			t.Errorf("record %d: license %s, plate %s", slot, license, plate)
		}
	}
}
