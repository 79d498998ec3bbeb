package synthhub_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A licenseCount counts what the licenses of a dataset have.
type licenseCount struct {
	licensed, commercial   int
	lines                  [3][2]int // by line of business: commercial licenses, and all
	fleets                 map[vocab.Fleet][3]int
	heavy, tractors, today int
	ahead, younger         [vocab.StateCount + 1]int // sum of the whole years to the day of expiry, for those under 60
	expired                int
}

// count counts the licenses on the day of a Generator, and wants the laws to hold.
func (c *licenseCount) count(t *testing.T, g *synthhub.Generator) {
	c.fleets = map[vocab.Fleet][3]int{}
	asOf := g.Settings().AsOf
	for r := range g.Range(0, g.Len()) {
		p, commercial := &r.Person, r.Person.LicenseClass == "A" || r.Person.LicenseClass == "B"
		o := vocab.FindOccupation(p.Occupation)
		if !commercial && p.LicenseClass != vocab.CarLicenses[p.DriverLicenseState] {
			t.Fatalf("record %d: a license of %v has class %q", r.Slot, p.DriverLicenseState, p.LicenseClass)
		}
		if p.LicenseStatus == synthhub.LicensePermit {
			continue
		}
		c.licensed++
		line := &c.lines[p.LOBType]
		if line[1]++; commercial {
			c.commercial++
			line[0]++
			if r.Profile.Age < 18 || p.LOBType == synthhub.LineCommercial && o.Fleet >= vocab.HeavyFleet && r.Profile.Age < 21 {
				t.Fatalf("record %d: a %s of %d years has class %s", r.Slot, p.Occupation, r.Profile.Age, p.LicenseClass)
			}
		}
		if p.LOBType == synthhub.LineCommercial {
			n := c.fleets[o.Fleet]
			n[slices.Index([]string{"A", "B"}, p.LicenseClass)+1]++ // 0 for cars
			c.fleets[o.Fleet] = n
		}
		for i := range r.Vehicles {
			v := &r.Vehicles[i]
			if !license.Allows("C", v.GVWRClass, v.BodyStyle == synthhub.BodyTractor) {
				if c.heavy++; !license.Allows("B", v.GVWRClass, v.BodyStyle == synthhub.BodyTractor) {
					c.tractors++
				}
			}
			if !license.Allows(p.LicenseClass, v.GVWRClass, v.BodyStyle == synthhub.BodyTractor) {
				t.Fatalf("record %d: class %s and a %s %s", r.Slot, p.LicenseClass, v.Make, v.Model)
			}
		}
		if p.LicenseExpiresOn == asOf {
			c.today++
		}
		if p.LicenseExpiresOn.Before(asOf) {
			c.expired++
		} else if r.Profile.Age < 60 {
			c.younger[p.DriverLicenseState]++
			c.ahead[p.DriverLicenseState] += p.LicenseExpiresOn.YearsSince(asOf)
		}
	}
}

// TestLicenses: on each of three days 3 to 6 percent of the drivers have a commercial license, all who
// haul freight have class A, all who work with heavy trucks A or B, and nobody drives a heavy truck without.
// The days of expiry are spread over the term of the state, and about 1 in 2,300 licenses expires on the day.
func TestLicenses(t *testing.T) {
	t.Parallel()
	records := 200_000
	if testing.Short() {
		records = 40_000
	}
	for seed := uint64(1); seed <= 3; seed++ {
		g := generator(t, synthhub.Settings{Records: records, Seed: seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
		for _, day := range licenseDates {
			t.Run(fmt.Sprint(seed, " ", day), func(t *testing.T) {
				t.Parallel()
				var c licenseCount
				c.count(t, onDay(t, g, day))
				percent := func(n, of int) float64 { return 100 * float64(n) / float64(of) }
				heavy := c.fleets[vocab.HeavyFleet]
				t.Logf("commercial licenses: %.2f %%, in the personal line %.2f, in the commercial line %.2f; %d heavy trucks, %d tractors; %.1f %% of those with heavy trucks have A; 1 in %d expires today, %.2f %% have expired",
					percent(c.commercial, c.licensed), percent(c.lines[1][0], c.lines[1][1]), percent(c.lines[2][0], c.lines[2][1]), c.heavy, c.tractors,
					percent(heavy[1], heavy[1]+heavy[2]), c.licensed/max(1, c.today), percent(c.expired, c.licensed))
				if s := percent(c.commercial, c.licensed); s < 3 || s > 6 {
					t.Errorf("%.2f %% have a commercial license", s)
				}
				if n := c.fleets[vocab.TractorFleet]; n[0] != 0 || n[2] != 0 || n[1] == 0 || c.tractors == 0 {
					t.Errorf("of those who haul freight %d have the class of a car, %d A and %d B; there are %d tractors", n[0], n[1], n[2], c.tractors)
				}
				if s := percent(heavy[1], heavy[1]+heavy[2]); heavy[0] != 0 || s < 34 || s > 46 {
					t.Errorf("of those who work with heavy trucks %d have the class of a car, and %.1f %% A", heavy[0], s)
				}
				if n := c.licensed / max(1, c.today); n < 1500 || n > 4500 {
					t.Errorf("1 in %d licenses expires on the day", n)
				}
				for state := 1; state <= vocab.StateCount; state++ {
					n, years := c.younger[state], float64(vocab.LicenseYears[state])
					if mean := float64(c.ahead[state]) / float64(n); n > 1000 && (mean < 0.38*(years-1) || mean > 0.62*(years-1)) {
						t.Errorf("licenses of %s expire in %.2f whole years on average, and are for %v", vocab.States[state], mean, years)
					}
				}
			})
		}
	}
}

// TestTermsOfOlderDrivers: in each state with shorter terms for older drivers the longest time to the
// day of expiry is that of the age, and some have it.
func TestTermsOfOlderDrivers(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		state     synthhub.State
		from, to  int // ages
		max, some int // whole years ahead: nobody has more, somebody has so many
	}{
		{synthhub.StateTX, 40, 84, 7, 7}, {synthhub.StateTX, 92, 95, 1, 1}, // the last term of 8 years begins at 84
		{synthhub.StateIL, 40, 80, 3, 3}, {synthhub.StateIL, 84, 85, 1, 1}, {synthhub.StateIL, 88, 95, 0, 0},
		{synthhub.StateIN, 40, 74, 5, 5}, {synthhub.StateIN, 80, 84, 2, 2}, {synthhub.StateIN, 88, 95, 1, 1},
		{synthhub.StateAZ, 72, 95, 4, 4}, {synthhub.StateMO, 75, 95, 2, 2}, {synthhub.StateMT, 70, 74, 4, 1}, {synthhub.StateMT, 75, 95, 3, 3},
		{synthhub.StateNM, 83, 95, 0, 0}, {synthhub.StateCT, 66, 95, 7, 7}, {synthhub.StateHI, 80, 95, 1, 1},
	} {
		t.Run(fmt.Sprint(c.state, " from ", c.from), func(t *testing.T) {
			t.Parallel()
			g := generator(t, synthhub.Settings{Records: 6000, Seed: 9, States: []synthhub.State{c.state}})
			most, n := 0, 0
			for r := range g.Range(0, g.Len()) {
				p := &r.Person
				if p.DriverLicenseState != c.state || r.Profile.Age < c.from || r.Profile.Age > c.to || p.LicenseExpiresOn.Before(g.Settings().AsOf) {
					continue
				}
				n++
				most = max(most, p.LicenseExpiresOn.YearsSince(g.Settings().AsOf))
			}
			if n == 0 || most > c.max || most < c.some {
				t.Errorf("of %d drivers from %d to %d some have a license for %d whole years, want %d to %d", n, c.from, c.to, most, c.some, c.max)
			}
		})
	}
}

// TestLicensesOfNeighbors: with one state or a few, 1.4 to 2.6 percent of the licenses are from a
// neighbor that is not chosen, or up to 3 percent where people move; each license number of an issuing state is there once, and
// vehicles are registered where the owner lives.
func TestLicensesOfNeighbors(t *testing.T) {
	t.Parallel()
	for _, states := range [][]synthhub.State{{synthhub.StateCA}, {synthhub.StateWY}, {synthhub.StateDC}, {synthhub.StateAK, synthhub.StateHI}} {
		g := generator(t, synthhub.Settings{Records: 40_000, Seed: 4, States: states})
		for _, day := range licenseDates {
			t.Run(fmt.Sprint(states, day), func(t *testing.T) {
				t.Parallel()
				seen, issuers, elsewhere, on := map[string]bool{}, map[synthhub.State]int{}, 0, onDay(t, g, day)
				for r := range on.Range(0, g.Len()) {
					p := &r.Person
					if id := p.DriverLicenseState.String() + p.DriverLicenseNumber; seen[id] {
						t.Fatalf("record %d: the license %s is there twice", r.Slot, id)
					} else {
						seen[id] = true
					}
					if !slices.Contains(states, p.State) || r.Vehicles[0].RegistrationState != p.State {
						t.Fatalf("record %d: lives in %v, vehicle registered in %v", r.Slot, p.State, r.Vehicles[0].RegistrationState)
					}
					if issuers[p.DriverLicenseState]++; p.DriverLicenseState == p.State {
						continue
					}
					elsewhere++
					if !slices.ContainsFunc(states, func(s synthhub.State) bool { // who has moved may have that of a neighbor of the state before
						return s == p.DriverLicenseState || slices.Contains(vocab.Neighbors[s], uint8(p.DriverLicenseState))
					}) {
						t.Fatalf("record %d: lives in %v with a license of %v", r.Slot, p.State, p.DriverLicenseState)
					}
				}
				share := 100 * float64(elsewhere) / float64(g.Len())
				t.Logf("%.2f %% have a license from elsewhere: %v", share, issuers)
				if limit := 2.6 + 0.4*float64(len(states)-1); share < 1.4 || share > limit {
					t.Errorf("%.2f %% have a license from elsewhere", share)
				}
				for _, state := range states {
					for _, neighbor := range vocab.Neighbors[state] {
						if issuers[synthhub.State(neighbor)] == 0 {
							t.Errorf("no license is from %s", vocab.States[neighbor])
						}
					}
				}
			})
		}
	}
}

// TestDaysOfManyRecords compares many records from day to day: whenever a person differs, the day is one of
// Days. It prints what changes in the license.
func TestDaysOfManyRecords(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(20_000, 100_000)
	g := generator(t, synthhub.Settings{Records: records, Seed: 12})
	for _, first := range []synthhub.Date{firstDay, schema.NewDate(2024, 2, 28), schema.NewDate(2026, 6, 30)} {
		t.Run(first.String(), func(t *testing.T) {
			t.Parallel()
			before, listed, changed := make([]synthhub.Person, records), 0, 0
			class, expires, renewed := 0, 0, 0
			for day := first; !day.After(first.AddDays(5)); day = day.AddDays(1) {
				for r := range onDay(t, g, day).Range(0, records) {
					p, b := &r.Person, &before[r.Slot]
					if day != first {
						days := g.Days(r.Slot, day.AddDays(-1), day)
						listed += len(days)
						if *p != *b {
							changed++
							if len(days) == 0 {
								t.Fatalf("record %d changes on %v, which Days does not have:\n%s", r.Slot, day, cmp.Diff(*b, *p))
							}
							if p.ID == b.ID && p.LicenseClass != b.LicenseClass {
								class++
							}
							if p.ID == b.ID && p.LicenseExpiresOn != b.LicenseExpiresOn {
								expires++
								if p.DriverLicenseNumber == b.DriverLicenseNumber {
									renewed++
								}
							}
						}
					}
					*b = *p
				}
			}
			t.Logf("%d listed days, %d changes of persons: %d of the class, %d of the day of expiry, %d of them renewals", listed, changed, class, expires, renewed)
			if renewed == 0 {
				t.Error("nobody renews a license")
			}
		})
	}
}
