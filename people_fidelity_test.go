package synthhub

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// A mean is a mean of so many values.
type mean struct{ n, sum float64 }

func (m *mean) add(x float64) { m.n, m.sum = m.n+1, m.sum+x }

func (m *mean) merge(o mean) { m.n, m.sum = m.n+o.n, m.sum+o.sum }

func (m mean) value() float64 { return m.sum / m.n }

// wantWithin wants a number to lie within limits, and logs it. In a short run the limits are twice
// as far apart.
func wantWithin(t *testing.T, name string, got, low, high float64) {
	t.Helper()
	if testing.Short() {
		low, high = low-(high-low)/2, high+(high-low)/2
	}
	t.Logf("%s: %.3f", name, got)
	if !(got >= low && got <= high) {
		t.Errorf("%s: %.3f, want %.3f to %.3f", name, got, low, high)
	}
}

// eachPeopleSample calls f with datasets of several seeds, on three days each: 200,000 records, or
// 60,000 of one seed in a short run.
func eachPeopleSample(t *testing.T, vehicles VehicleRange, f func(t *testing.T, g *Generator)) {
	seeds, records := 3, 200_000
	if testing.Short() {
		seeds, records = 1, 60_000
	}
	for seed := range seeds {
		g := generator(t, Settings{Records: records, Seed: uint64(seed + 1), Vehicles: vehicles})
		for _, day := range []Date{earliest, schema.NewDate(2025, 11, 1), latest} {
			on, err := g.On(day)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(fmt.Sprint("seed ", seed+1, " on ", day), func(t *testing.T) { f(t, on) })
		}
	}
}

// TestWomenByOccupation: the shares of women by occupation are on average within five points of
// their source, over both lines of business, and together about 47.5 percent are women.
func TestWomenByOccupation(t *testing.T) {
	t.Parallel()
	eachPeopleSample(t, VehicleRange{1, 1}, func(t *testing.T, g *Generator) {
		var women [len(vocab.Occupations)]mean
		var lines [lineEnd]mean
		for r := range g.All() {
			woman := 0.0
			if r.Person.Gender == GenderFemale {
				woman = 1
			}
			women[occupationIndex(r.Person.Occupation)].add(woman)
			lines[r.Person.LOBType].add(woman)
		}
		var off, all mean
		for i, w := range women {
			off.merge(mean{w.n, w.n * math.Abs(100*w.value()-float64(vocab.OccupationWomen[i])/10)})
			all.merge(w)
		}
		wantWithin(t, "percent of women", 100*all.value(), 47, 48)
		wantWithin(t, "percent of women in the personal line", 100*lines[LinePersonal].value(), 54.5, 55.6)
		wantWithin(t, "percent of women in the commercial line", 100*lines[LineCommercial].value(), 29.2, 30.4)
		wantWithin(t, "points from the source", off.value(), 3.9, 5)
	})
}

func occupationIndex(name string) int {
	i, ok := slices.BinarySearchFunc(vocab.Occupations[:], name, func(o vocab.Occupation, name string) int {
		return strings.Compare(o.Name, name)
	})
	if !ok {
		panic("no occupation " + name)
	}
	return i
}

// TestOccupationsByAge: women and men together have the occupations that their weights lead to: those
// of the tables where the age can have all of them.
func TestOccupationsByAge(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(100_000, 400_000), Seed: 33, CommercialShare: NoCommercial})
	from := []uint8{16, 19, 22, 26, 35} // the oldest minimum age is 35
	groups := make([]tally, len(from))
	shares := map[int][]float64{}
	for r := range g.All() {
		i, age := occupationIndex(r.Person.Occupation), r.Profile.Age
		if i == vocab.StudentOccupation || i == vocab.RetiredOccupation || age == 17 || age == 18 || age > 61 {
			continue // at 17 and 18 many find no occupation in as many draws as they have, and after 61 some end
		}
		age = min(age, 35)
		if shares[age] == nil {
			shares[age] = personalShares(age)
		}
		groups[vocab.Bucket(from, age)].add(i, shares[age]...)
	}
	for i := range groups {
		groups[i].want(t, fmt.Sprint("occupations from ", from[i]))
	}
}

// personalShares returns the shares of the occupations at an age in the personal line, for a person
// of a gender that is not known. From 35 on they are those of the weights alone.
func personalShares(age int) []float64 {
	shares := make([]float64, len(vocab.Occupations))
	for sex, people := range vocab.PersonalGenders {
		weights, sum := make([]float64, len(shares)), 0.0
		for i, o := range vocab.Occupations {
			if i == vocab.StudentOccupation || i == vocab.RetiredOccupation || int(o.MinAge) > age {
				continue
			}
			women := vocab.PersonalWomenOdds / 100.0 * float64(vocab.OccupationWomen[i])
			men := 1000 - float64(vocab.OccupationWomen[i])
			weights[i] = float64(o.Personal) * [...]float64{women / (women + men), men / (women + men), 1}[sex]
			if age >= 35 {
				weights[i] = float64(o.Personal)
			}
			sum += weights[i]
		}
		for i, w := range weights {
			shares[i] += float64(people) / 10_000 * w / sum
		}
	}
	return shares
}

// TestLastAges: nobody is too old for an occupation, and those who were in one that ended have another.
func TestLastAges(t *testing.T) {
	t.Parallel()
	old := map[string]int{}
	g := generator(t, Settings{Records: testenv.Scale(60_000, 200_000), Seed: 5, CommercialShare: NoCommercial})
	for r := range g.All() {
		o := vocab.FindOccupation(r.Person.Occupation)
		if r.Profile.Age > o.LastAge() {
			t.Errorf("record %d: %s at %d", r.Slot, o.Name, r.Profile.Age)
		}
		if r.Profile.Age >= 58 && o.LastAge() < MaxAge {
			old[o.Name]++
		}
	}
	for _, name := range []string{"Airline Pilot", "Correctional Officer", "Firefighter", "Military Service Member", "Police Officer"} {
		if old[name] == 0 {
			t.Errorf("nobody of 58 years or more is %s", name)
		}
	}
}
