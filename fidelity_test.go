package synthhub

import (
	"iter"
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
)

// sampleOf returns the records of a dataset that is large enough for statistics.
func sampleOf(tb testing.TB, s Settings) iter.Seq[*Record] {
	tb.Helper()
	s.Records = testenv.Scale(50_000, 200_000)
	return generator(tb, s).Range(0, s.Records)
}

// sampled are settings of a dataset with households and fleets.
var sampled = Settings{Seed: 42, Vehicles: VehicleRange{1, 8}}

// wantShares compares counts with weights. The limit of the statistic is about that of a fair
// draw in all but one of a million cases: the mean plus five deviations. The draws never change,
// so the test cannot be flaky.
func wantShares[W ~int | ~uint8 | ~uint16 | ~uint32](t *testing.T, name string, observed []int, weights []W) {
	t.Helper()
	df, ints := -1.0, make([]int, len(weights))
	for i, w := range weights {
		if ints[i] = int(w); w > 0 {
			df++
		}
	}
	x := stats.ChiSquare(observed, ints)
	if limit := df + 5*math.Sqrt(2*df) + 10; x > limit {
		t.Errorf("%s: chi-square %.1f with %.0f degrees of freedom, want at most %.1f", name, x, df, limit)
	}
	t.Logf("%s: chi-square %.1f with %.0f degrees of freedom", name, x, df)
}

// wantAbout compares a sum of rare events with its expectation, by a limit in deviations.
func wantAbout(t *testing.T, name string, observed, expected, deviations float64) {
	t.Helper()
	if math.Abs(observed-expected) > deviations*math.Sqrt(expected) {
		t.Errorf("%s: %.0f, want about %.0f", name, observed, expected)
	}
}

// TestPersons: states, genders and lines of business have the shares of their tables, and few
// persons hold a license of another state. TestSharesOnEveryDate has what depends on ages.
func TestPersons(t *testing.T) {
	t.Parallel()
	states, genders, lines := make([]int, vocab.StateCount+1), [2][]int{make([]int, 3), make([]int, 3)}, make([]int, 2)
	records, outOfState := 0, 0
	for r := range sampleOf(t, sampled) {
		p := &r.Person
		records++
		states[p.State]++
		genders[p.LOBType-1][p.Gender-1]++
		lines[p.LOBType-1]++
		if p.DriverLicenseState != p.State {
			outOfState++
		}
	}
	wantShares(t, "states", states, vocab.Populations[:])
	wantShares(t, "genders in the personal line", genders[0], vocab.PersonalGenders[:])
	wantShares(t, "genders in the commercial line", genders[1], vocab.CommercialGenders[:])
	wantShares(t, "lines", lines, []int{70, 30})
	if s := 100 * float64(outOfState) / float64(records); s < 1.5 || s > 3.5 {
		t.Errorf("%.1f %% have a license of another state, want 2 to 3", s)
	}
}

// TestFleets: the numbers of vehicles of adults have the shares of their tables, minors have the
// minimum, and vehicles have the mean age that is published.
func TestFleets(t *testing.T) {
	t.Parallel()
	households, fleets := make([]int, 8), make([]int, 8)
	sum, vehicles := 0, 0
	for r := range sampleOf(t, sampled) {
		switch n := len(r.Vehicles); {
		case r.Profile.Age < ageOfMajority:
			if n != sampled.Vehicles.Min {
				t.Fatalf("record %d: somebody of %d years has %d vehicles", r.Slot, r.Profile.Age, n)
			}
		case r.Person.LOBType == LinePersonal:
			households[n-1]++
		default:
			fleets[n-1]++
		}
		for k := range r.Vehicles {
			sum += 2025 - r.Vehicles[k].ModelYear
			vehicles++
		}
	}
	wantShares(t, "vehicles of households", households, vocab.HouseholdVehicles[:])
	wantShares(t, "vehicles of fleets", fleets, vocab.FleetVehicles[:8])
	if mean := float64(sum) / float64(vehicles); mean < 12 || mean > 13.2 {
		t.Errorf("the mean age of the vehicles is %.2f years, want about 12.8", mean)
	}
}

// TestYoungIncidents: young drivers have more incidents than old ones.
func TestYoungIncidents(t *testing.T) {
	t.Parallel()
	var young, old mean
	for r := range sampleOf(t, sampled) {
		incident := float64(min(r.Person.Violations3Yr+r.Person.Accidents3Yr, 1))
		if r.Profile.Age < 25 && r.Profile.Age > 19 {
			young.add(incident)
		} else if r.Profile.Age >= 55 {
			old.add(incident)
		}
	}
	if a, b := young.value(), old.value(); a < 1.8*b {
		t.Errorf("%.3f of the young and %.3f of the old have incidents", a, b)
	}
}

// TestNamesFollowAge: persons have names that were common when they were born.
func TestNamesFollowAge(t *testing.T) {
	t.Parallel()
	before1960, since1985 := map[string]int{}, map[string]int{}
	for r := range sampleOf(t, Settings{Seed: 1}) {
		switch y := r.Person.DateOfBirth.Year(); {
		case y < 1960:
			before1960[r.Person.FirstName]++
		case y >= 1985:
			since1985[r.Person.FirstName]++
		}
	}
	for name, old := range map[string]bool{"Linda": true, "Barbara": true, "Gary": true, "Jessica": false, "Ashley": false, "Tyler": false} {
		t.Run(name, func(t *testing.T) {
			common, rare := before1960[name], since1985[name]
			if !old {
				common, rare = rare, common
			}
			if common <= 3*rare {
				t.Errorf("%d persons born before 1960, %d since 1985", before1960[name], since1985[name])
			}
		})
	}
}
