package synthhub_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TestNoWithheldGroup: no plate and no license of a million of each, of all states, has a group of
// letters that states withhold. A test of package vocab compares the groups with published lists.
func TestNoWithheldGroup(t *testing.T) {
	t.Parallel()
	list := vocab.WithheldGroups()
	// groupsOf returns the number of groups of three letters in a row, and whether one is withheld.
	groupsOf := func(code string) (n int, has bool) {
		for run := range strings.FieldsFuncSeq(code, func(c rune) bool { return c < 'A' }) {
			for i := range max(len(run)-2, 0) {
				_, found := slices.BinarySearch(list, run[i:i+3])
				n, has = n+1, has || found
			}
		}
		return n, has
	}
	records := testenv.Scale(340_000, 2_000_000)
	if testing.Short() {
		records = 40_000
	}
	for seed := uint64(1); seed <= 3; seed++ {
		g := generator(t, synthhub.Settings{Records: records, Seed: seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
		plates, groups := 0, 0
		for r := range g.Range(0, records) {
			if _, has := groupsOf(r.Person.DriverLicenseNumber); has {
				t.Fatalf("seed %d: the license of record %d in %v has a group that is withheld", seed, r.Slot, r.Person.DriverLicenseState)
			}
			for i := range r.Vehicles {
				v := &r.Vehicles[i]
				n, has := groupsOf(v.RegistrationPlate)
				if has {
					t.Fatalf("seed %d: the plate of vehicle %d of record %d in %v has a group that is withheld", seed, i, r.Slot, v.RegistrationState)
				}
				plates, groups = plates+1, groups+n
			}
		}
		t.Logf("seed %d: %d licenses and %d plates, with %d groups of three letters", seed, records, plates, groups)
		if groups < plates/2 {
			t.Errorf("seed %d: only %d groups of letters in %d plates", seed, groups, plates)
		}
	}
}
