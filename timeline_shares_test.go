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

// read returns, for an age in days, the two ages that are read and the share of the second: in
// mid-year everybody reads the year, and half a year later half read the next. Package timeline
// has a test of it.
func read(days timeline.Day) (age int, next float64) {
	days += 182
	age = timeline.Years(max(0, days-364))
	return age, float64(min(max(days-timeline.DaysOfYears(age+1)+1, 0), 365)) / 365
}

// mix returns the shares at an age in days, which lie on straight lines.
func mix(days timeline.Day, at func(age int) []float64) []float64 {
	age, next := read(days)
	shares, after := at(age), at(age+1)
	for i := range shares {
		shares[i] += next * (after[i] - shares[i])
	}
	return shares
}

// maritalShares returns the shares of the statuses for a gender, by age.
func maritalShares(gender Gender) func(age int) []float64 {
	return func(age int) []float64 {
		last := facts().marital.At(int(gender-GenderFemale), age)
		single, married, divorced := float64(last[0])+1, float64(last[1])+1, float64(last[2])+1
		return []float64{single / 65536, (married - single) / 65536, (divorced - married) / 65536, 1 - divorced/65536}
	}
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
			ages, states := [lineEnd][]int{make([]int, MaxAge+1), make([]int, MaxAge+1), make([]int, MaxAge+1)}, make([]int, vocab.StateCount+1)
			for r := range g.Range(0, g.Len()) {
				ages[r.Person.LOBType][r.Profile.Age]++
				states[r.Person.State]++
			}
			wantShares(t, "ages in the personal line", ages[LinePersonal][MinAge:], vocab.DriverAges[:])
			wantShares(t, "ages in the commercial line", ages[LineCommercial][vocab.MinBusinessAge:vocab.MaxBusinessAge+1],
				vocab.DriverAges[vocab.MinBusinessAge-MinAge:vocab.MaxBusinessAge+1-MinAge])
			for _, state := range g.Settings().States {
				if want, _ := g.quotas.Ranks(uint8(state), g.Len()); states[state] != int(want) {
					t.Errorf("%d live in %v, want %d", states[state], state, want)
				}
			}
			wantSharesByAge(t, g)
		})
	}
}

// maritalGroups holds the first ages of the groups in which marital statuses are compared.
var maritalGroups = [...]uint8{16, 18, 20, 25, 30, 35, 45, 55, 65, 75}

// wantSharesByAge wants the shares that depend on the ages of people and vehicles.
func wantSharesByAge(t *testing.T, g *Generator) {
	var marital [3][len(maritalGroups)]tally
	var careers [len(vocab.CareerFrom)]tally
	var ownership [len(ownershipFrom)]tally
	retiredAge := int(vocab.Occupations[vocab.RetiredOccupation].MinAge)
	for r := range g.Range(0, g.Len()) {
		p, age := &r.Person, r.Profile.Age
		days := g.day - dayOf(p.DateOfBirth)
		marital[p.Gender-1][vocab.Bucket(maritalGroups[:], age)].add(int(p.MaritalStatus)-1, mix(days, maritalShares(p.Gender))...)
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
	for sex := range marital {
		for i := range marital[sex] {
			if c := &marital[sex][i]; c.counts != nil {
				c.want(t, fmt.Sprint("marital status of ", GenderFemale+Gender(sex), " from ", maritalGroups[i]))
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
				years := make([]int, catalog.LastYear-catalog.FirstYear+1)
				young, others := 0, 0
				for r := range g.Range(0, g.Len()) {
					o := g.occupant(r.Slot, r.Person.LOBType)
					for k := range r.Vehicles {
						years[r.Vehicles[k].ModelYear-catalog.FirstYear]++
						if r.Person.LOBType == LinePersonal && g.day < g.grownOn(&o, k) {
							young++
						} else {
							others++
						}
					}
				}
				wantShares(t, "model years", years, modelYearShares(g.day, others, young))
			})
		}
	}
}

// modelYearShares returns the shares of the model years on a day among the vehicles of teenagers and others.
func modelYearShares(day timeline.Day, others, young int) []int {
	shares := make([]int, catalog.LastYear-catalog.FirstYear+1)
	for tilt, vehicles := range map[int]int{0: others, -vocab.TeenCarAgeTilt: young} {
		for i, share := range stockOf(tilt).Shares(nil, day) {
			shares[i] += int(float64(share) * float64(vehicles) / float64(others+young)) // int has 32 bits on some systems
		}
	}
	return shares
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
