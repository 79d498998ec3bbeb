package synthhub

import (
	"iter"
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/testenv"
)

// sampleOf returns the records of a dataset that is large enough for statistics.
func sampleOf(tb testing.TB, s Settings) iter.Seq[*Record] {
	tb.Helper()
	g := sampleGenerator(tb, s)
	return g.Range(0, g.Len())
}

func sampleGenerator(tb testing.TB, s Settings) *Generator {
	tb.Helper()
	s.Records = testenv.Scale(50_000, 200_000)
	return generator(tb, s)
}

// sampled are settings of a dataset with households and fleets.
var sampled = Settings{Seed: 42, Vehicles: VehicleRange{1, 8}}

// wantShares compares counts with weights. The limit of the statistic is about that of a fair
// draw in all but one of a million cases: the mean plus five deviations. The draws never change,
// so the test cannot be flaky.
func wantShares[W ~int | ~uint8 | ~uint16 | ~uint32 | ~uint64](t *testing.T, name string, observed []int, weights []W) {
	t.Helper()
	wantClusteredShares(t, name, observed, weights, 1)
}

// wantClusteredShares is wantShares for rows that are not independent of each other, so that the variance of counts is
// so many times as large.
func wantClusteredShares[W ~int | ~uint8 | ~uint16 | ~uint32 | ~uint64](t *testing.T, name string, observed []int, weights []W, effect float64) {
	t.Helper()
	df := -1.0
	for _, w := range weights {
		if w > 0 {
			df++
		}
	}
	x := stats.ChiSquare(observed, weights) / effect
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

// TestPersons: states, genders and lines of business have their shares, and few persons hold a license of another state.
// TestSharesOnEveryDate has what depends on ages.
func TestPersons(t *testing.T) {
	t.Parallel()
	records, outOfState := 0, 0
	for r := range sampleOf(t, sampled) {
		records++
		if r.Person.DriverLicenseState != r.Person.State {
			outOfState++
		}
	}
	wantTargets(t, sampleGenerator(t, sampled), "persons.state", "persons.gender", "persons.lob_type")
	if s := 100 * float64(outOfState) / float64(records); s < 1.5 || s > 3.5 {
		t.Errorf("%.1f %% have a license of another state, want 2 to 3", s)
	}
}

// TestFleets: the numbers of vehicles have their shares, minors have the minimum, and vehicles have the mean age that is
// published.
func TestFleets(t *testing.T) {
	t.Parallel()
	sum, vehicles := 0, 0
	for r := range sampleOf(t, sampled) {
		if n := len(r.Vehicles); r.Profile.Age < ageOfMajority && n != sampled.Vehicles.Min {
			t.Fatalf("record %d: somebody of %d years has %d vehicles", r.Slot, r.Profile.Age, n)
		}
		for k := range r.Vehicles {
			sum += 2025 - r.Vehicles[k].ModelYear
			vehicles++
		}
	}
	wantTargets(t, sampleGenerator(t, sampled), "profiles.vehicle_count")
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
