package synthhub

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// shareDates are the days on which the shares are those of the tables.
var shareDates = []Date{earliest, schema.NewDate(2018, 3, 15), schema.NewDate(2020, 2, 29), schema.NewDate(2025, 11, 1), latest}

// A tally counts values, and adds up the shares that each of them should have.
type tally struct {
	counts []int
	shares []float64
}

// add counts a value. The shares are those of all values, for the person that has it.
func (c *tally) add(value int, shares ...float64) {
	if c.counts == nil {
		c.counts, c.shares = make([]int, len(shares)), make([]float64, len(shares))
	}
	c.counts[value]++
	for i, s := range shares {
		c.shares[i] += s
	}
}

func (c *tally) want(t *testing.T, name string) {
	t.Helper()
	weights := make([]int, len(c.shares))
	for i, s := range c.shares {
		weights[i] = int(1000*s + 0.5)
	}
	wantShares(t, name, c.counts, weights)
}

// mix returns the shares at an age in days, which lie on straight lines.
func mix(days timeline.Day, at func(age int) []float64) []float64 {
	age, next := timeline.ReadAges(days)
	shares, after := at(age), at(age+1)
	for i := range shares {
		shares[i] += float64(next) / 365 * (after[i] - shares[i])
	}
	return shares
}

// careerShares returns the shares of students, the retired and all others at an age.
func careerShares(age int) []float64 {
	i := vocab.Bucket(vocab.CareerFrom[:], age)
	student, retired := float64(vocab.StudentShare[i])/100, float64(vocab.RetiredShare[i])/100
	return []float64{student, retired, 1 - student - retired}
}

// ownershipSharesAt returns the shares of the kinds of ownership at an age of the vehicle, for somebody who
// bought it at an age.
func ownershipSharesAt(bought timeline.Day) func(age int) []float64 {
	factor := 1024 / float64(facts().finance[vocab.Bucket(vocab.FinanceFrom[:], timeline.Years(bought))])
	return func(age int) []float64 {
		s := financeAt(age)
		return []float64{1 - factor*(1-s[0]), factor * s[1], factor * s[2]}
	}
}

// ownershipFrom holds the first ages of the groups in which ownership is compared.
var ownershipFrom = [...]uint8{0, 2, 4, 6, 8, 11, 15, 20, 27}

// TestSharesOnEveryDate: on each of several days ages, marital status by sex and age, occupations,
// model years and ownership by age of the vehicle have their shares, and states have theirs exactly.
func TestSharesOnEveryDate(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(2, 8) << 16, Seed: 31, Vehicles: VehicleRange{1, 2}})
	for _, day := range shareDates {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			g, err := g.On(day)
			if err != nil {
				t.Fatal(err)
			}
			wantTargets(t, g, "profiles.age", "persons.marital_status")
			states := make([]int, vocab.StateCount+1)
			for r := range g.Range(0, g.Len()) {
				states[r.Person.State]++
			}
			for _, state := range g.Settings().States {
				if want, _ := g.quotas.Ranks(uint8(state), g.Len()); states[state] != int(want) {
					t.Errorf("%d live in %v, want %d", states[state], state, want)
				}
			}
			wantSharesByAge(t, g)
		})
	}
}

// wantSharesByAge wants the other shares that depend on the ages of people and vehicles.
func wantSharesByAge(t *testing.T, g *Generator) {
	var careers [len(vocab.CareerFrom)]tally
	var ownership [len(ownershipFrom)]tally
	retiredAge := int(vocab.Occupations[vocab.RetiredOccupation].MinAge)
	for r := range g.Range(0, g.Len()) {
		p, age := &r.Person, r.Profile.Age
		days := g.day - dayOf(p.DateOfBirth)
		if p.LOBType == LinePersonal && age != retiredAge-1 { // some of that age are too young for what they read
			occupation := 2
			if p.Occupation == "Student" {
				occupation = 0
			} else if p.Occupation == "Retired" {
				occupation = 1
			}
			careers[vocab.Bucket(vocab.CareerFrom[:], age)].add(occupation, mix(days, careerShares)...)
		}
		o := g.occupant(r.Slot, p.LOBType)
		for k := range r.Vehicles {
			v, built := &r.Vehicles[k], g.possessionOn(&o, g.keeperOf(&o, p.LOBType, p.Gender), k, g.day)
			if built.From >= adultOn(&o) {
				days := g.day - built.Born
				ownership[vocab.Bucket(ownershipFrom[:], timeline.Years(days))].add(int(v.Ownership)-1, mix(days, ownershipSharesAt(built.From-o.Born))...)
			}
		}
	}
	for i := range careers {
		careers[i].want(t, fmt.Sprint("students and retired from ", vocab.CareerFrom[i]))
	}
	for i := range ownership {
		ownership[i].want(t, fmt.Sprint("ownership from ", ownershipFrom[i], " years"))
	}
}

// TestModelYearsOnEveryDate: on each of several days the model years have what was sold of them, less what was scrapped
// since. Those of teenagers have another tilt.
func TestModelYearsOnEveryDate(t *testing.T) {
	t.Parallel()
	for _, seed := range []uint64{1, 2, 3} {
		g := generator(t, Settings{Records: testenv.Scale(30_000, 200_000), Seed: seed, Vehicles: VehicleRange{1, 4}})
		for _, day := range shareDates {
			t.Run(fmt.Sprint("seed ", seed, " on ", day), func(t *testing.T) {
				t.Parallel()
				g, err := g.On(day)
				if err != nil {
					t.Fatal(err)
				}
				wantTargets(t, g, "vehicles.model_year")
			})
		}
	}
}

// TestModelYear: model years begin on August 1st of the year before.
func TestModelYear(t *testing.T) {
	for year := catalog.FirstYear; year <= catalog.LastYear; year++ {
		first, last := dayOf(schema.NewDate(year-1, 8, 1)), dayOf(schema.NewDate(year, 7, 31))
		if gotFirst, gotLast := builtIn(year); gotFirst != first || gotLast != last {
			t.Errorf("vehicles of %d are built from %v to %v, want %v to %v", year, dateOf(gotFirst), dateOf(gotLast), dateOf(first), dateOf(last))
		}
		for _, day := range []timeline.Day{first, first + 180, last} {
			if got := modelYear(day); got != year {
				t.Errorf("a vehicle built on %v is of %d, want %d", dateOf(day), got, year)
			}
		}
	}
}
