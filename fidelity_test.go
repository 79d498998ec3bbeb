package synthhub

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

// holdsChiSquare compares counts with weights: the statistic must be what a fair
// draw gives with probability 1-10^-6 or so (mean plus five deviations). The draws
// are fixed, so the test cannot flicker.
func holdsChiSquare(t *testing.T, name string, observed []int, weights []int) {
	t.Helper()
	df := -1.0
	for _, w := range weights {
		if w > 0 {
			df++
		}
	}
	x := stats.ChiSquare(observed, weights)
	if limit := df + 5*math.Sqrt(2*df) + 10; x > limit {
		t.Errorf("%s: chi-square %.1f with %.0f degrees of freedom, want at most %.1f", name, x, df, limit)
	}
	t.Logf("%s: chi-square %.1f with %.0f degrees of freedom", name, x, df)
}

func intsOf[W ~uint8 | ~uint16 | ~uint32](weights []W) (ints []int) {
	for _, w := range weights {
		ints = append(ints, int(w))
	}
	return ints
}

// TestFidelity holds the shapes of the data to the tables they come from.
func TestFidelity(t *testing.T) {
	const records = 200_000
	g, err := NewGenerator(Settings{Records: records, Seed: 42, Vehicles: VehicleRange{1, 8}})
	if err != nil {
		t.Fatal(err)
	}
	ages, genders, lines := make([]int, 80), make([]int, 3), make([]int, 2)
	states := make([]int, vocab.StateCount+1)
	marital := make([][]int, len(vocab.MaritalFrom))
	for i := range marital {
		marital[i] = make([]int, 4)
	}
	households, fleets := make([]int, 8), make([]int, 8)
	years := make([]int, catalog.LastYear-catalog.FirstYear+1)
	var ratings [3][4]int
	licenceElsewhere, young, youngIncidents, old, oldIncidents := 0, 0, 0, 0, 0
	fleetAge, vehicles := 0, 0
	for r := range g.All() {
		p := &r.Person
		states[p.State]++
		genders[p.Gender-1]++
		lines[p.LOBType-1]++
		if p.LOBType == LinePersonal {
			ages[r.Profile.Age-MinAge]++
			households[len(r.Vehicles)-1]++
		} else {
			fleets[len(r.Vehicles)-1]++
		}
		marital[vocab.Bucket(vocab.MaritalFrom[:], r.Profile.Age)][p.MaritalStatus-1]++
		ratings[p.LOBType][r.Profile.RiskRating]++
		if p.DriverLicenseState != p.State {
			licenceElsewhere++
		}
		incident := 0
		if p.Violations3Yr+p.Accidents3Yr > 0 {
			incident = 1
		}
		if r.Profile.Age < 25 && r.Profile.Age > 19 {
			young, youngIncidents = young+1, youngIncidents+incident
		} else if r.Profile.Age >= 55 {
			old, oldIncidents = old+1, oldIncidents+incident
		}
		for k := range r.Vehicles {
			years[r.Vehicles[k].ModelYear-catalog.FirstYear]++
			fleetAge += g.asOfYear - r.Vehicles[k].ModelYear
			vehicles++
		}
	}
	holdsChiSquare(t, "states", states, intsOf(vocab.Populations[:]))
	holdsChiSquare(t, "ages in the personal line", ages, intsOf(vocab.DriverAges[:]))
	holdsChiSquare(t, "genders", genders, intsOf(vocab.GenderWeights[:]))
	holdsChiSquare(t, "lines", lines, []int{70, 30})
	for b := range marital {
		holdsChiSquare(t, fmt.Sprintf("marital status from %d", vocab.MaritalFrom[b]), marital[b], intsOf(vocab.Marital[b][:]))
	}
	holdsChiSquare(t, "vehicles of households", households, intsOf(vocab.HouseholdVehicles[:]))
	holdsChiSquare(t, "vehicles of fleets", fleets, intsOf(vocab.FleetVehicles[:8]))
	yearWeights := make([]int, len(years))
	for y := range years {
		if age := 2025 - catalog.FirstYear - y; age >= 0 {
			yearWeights[y] = int(vocab.FleetAges[age]) * 12
		} else {
			yearWeights[y] = int(vocab.FleetAges[0]) * 4 // November: four months of the next year
		}
	}
	holdsChiSquare(t, "model years", years, yearWeights)
	if mean := float64(fleetAge) / float64(vehicles); mean < 12 || mean > 13.2 {
		t.Errorf("the vehicles are %.2f years old on average, want about 12.8", mean)
	}

	share := func(lob LineOfBusiness, r RiskRating) float64 {
		return 100 * float64(ratings[lob][r]) / float64(ratings[lob][1]+ratings[lob][2]+ratings[lob][3])
	}
	t.Logf("ratings: personal %.1f/%.1f/%.1f, commercial %.1f/%.1f/%.1f", share(LinePersonal, RiskLow), share(LinePersonal, RiskMedium), share(LinePersonal, RiskHigh), share(LineCommercial, RiskLow), share(LineCommercial, RiskMedium), share(LineCommercial, RiskHigh))
	for r, want := range map[RiskRating]float64{RiskLow: 50, RiskMedium: 35, RiskHigh: 15} {
		if got := share(LinePersonal, r); got < want-4 || got > want+4 {
			t.Errorf("%v is %.1f %% of the personal line, want about %.0f", r, got, want)
		}
	}
	if share(LineCommercial, RiskHigh) <= share(LinePersonal, RiskHigh) {
		t.Error("the commercial line is not rated higher")
	}
	if s := 100 * float64(licenceElsewhere) / records; s < 1.5 || s > 3.5 {
		t.Errorf("%.1f %% hold a licence of another state, want 2 to 3", s)
	}
	if a, b := float64(youngIncidents)/float64(young), float64(oldIncidents)/float64(old); a < 1.8*b {
		t.Errorf("incidents: %.3f of the young, %.3f of the old", a, b)
	}
}

// TestNamesFollowAge: names are of their time.
func TestNamesFollowAge(t *testing.T) {
	g, err := NewGenerator(Settings{Records: 60_000, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string][2]int{} // before 1960, from 1985
	for r := range g.All() {
		c := counts[r.Person.FirstName]
		switch y := r.Person.DateOfBirth.Year(); {
		case y < 1960:
			c[0]++
		case y >= 1985:
			c[1]++
		}
		counts[r.Person.FirstName] = c
	}
	for _, name := range []string{"Linda", "Barbara", "Gary"} {
		if c := counts[name]; c[0] <= 3*c[1] {
			t.Errorf("%s: %d born before 1960, %d from 1985", name, c[0], c[1])
		}
	}
	for _, name := range []string{"Jessica", "Ashley", "Tyler"} {
		if c := counts[name]; c[1] <= 3*c[0] {
			t.Errorf("%s: %d born before 1960, %d from 1985", name, c[0], c[1])
		}
	}
}

// TestMillionHoldEveryRule holds the generator to the tables: a million records break
// no rule of a column or row.
func TestMillionHoldEveryRule(t *testing.T) {
	records := 1_000_000
	if testing.Short() {
		records = 50_000
	}
	g, err := NewGenerator(Settings{Records: records, Seed: 20251101, Vehicles: VehicleRange{1, 4}})
	if err != nil {
		t.Fatal(err)
	}
	asOf := g.settings.AsOf
	var bad atomic.Int64
	const part = 10_000
	err = pipe.Each(context.Background(), 2, records/part, func(c int) error {
		for r := range g.Range(c*part, (c+1)*part) {
			i := r.Slot
			for v := range PersonTable.Check(&r.Person, asOf) {
				bad.Add(1)
				t.Errorf("record %d: %v", i, v)
			}
			for k := range r.Vehicles {
				for v := range VehicleTable.Check(&r.Vehicles[k], asOf) {
					bad.Add(1)
					t.Errorf("record %d, vehicle %d: %v", i, k, v)
				}
			}
			for v := range ProfileTable.Check(&r.Profile, asOf) {
				bad.Add(1)
				t.Errorf("record %d: %v", i, v)
			}
			if bad.Load() > 10 {
				return ErrTooLarge // enough said
			}
		}
		return nil
	})
	if err != nil {
		t.Error("stopped after ten")
	}
}

// TestUniqueColumns counts duplicates in every unique column exactly: hashes of 64
// bits are sorted, and two million of them meet by chance once in ten million runs.
func TestUniqueColumns(t *testing.T) {
	records := 2_000_000
	if testing.Short() {
		records = 50_000
	}
	g, err := NewGenerator(Settings{Records: records, Seed: 6})
	if err != nil {
		t.Fatal(err)
	}
	columns := map[string]func(r *Record) string{
		"email":   func(r *Record) string { return r.Person.Email },
		"licence": func(r *Record) string { return r.Person.DriverLicenseState.String() + r.Person.DriverLicenseNumber },
		"vin":     func(r *Record) string { return r.Vehicles[0].VIN },
		"plate": func(r *Record) string {
			return r.Vehicles[0].RegistrationState.String() + r.Vehicles[0].RegistrationPlate
		},
		"person":  func(r *Record) string { return string(r.Person.ID[:]) },
		"vehicle": func(r *Record) string { return string(r.Vehicles[0].ID[:]) },
		"profile": func(r *Record) string { return string(r.Profile.ID[:]) },
	}
	hashes := map[string][]uint64{}
	var mu sync.Mutex
	const part = 50_000
	if err := pipe.Each(t.Context(), 2, records/part, func(c int) error {
		own := map[string][]uint64{}
		for r := range g.Range(c*part, (c+1)*part) {
			for name, value := range columns {
				sum := sha256.Sum256([]byte(value(r)))
				own[name] = append(own[name], binary.BigEndian.Uint64(sum[:]))
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for name := range own {
			hashes[name] = append(hashes[name], own[name]...)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for name, list := range hashes {
		slices.Sort(list)
		if n := len(list) - len(slices.Compact(list)); len(list) != records || n > 0 {
			t.Errorf("%s: %d duplicates among %d", name, n, len(list))
		}
	}
}
