package synthhub

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// A scoreCount counts the scores of the vehicles of a line of business.
type scoreCount struct {
	scores [maxScore + 1]int
	all    int
}

// from returns the percentage of the vehicles with a score or more.
func (c *scoreCount) from(score int) float64 {
	n := 0
	for _, count := range c.scores[score:] {
		n += count
	}
	return 100 * float64(n) / float64(c.all)
}

// TestRatings: on every date each rating has at least 13 percent of each line, so that 10 remain after
// small changes, the commercial line is rated higher, and hardly anybody has the maximum score. If this
// fails after a change elsewhere, the log has what other minimums would give.
func TestRatings(t *testing.T) {
	t.Parallel()
	for _, vehicles := range []VehicleRange{{1, 1}, {1, 4}} {
		t.Run(fmt.Sprint(vehicles.Max, " vehicles"), func(t *testing.T) {
			eachPeopleSample(t, vehicles, func(t *testing.T, g *Generator) {
				wantRatings(t, g)
			})
		})
	}
}

func wantRatings(t *testing.T, g *Generator) {
	t.Helper()
	var lines [lineEnd]scoreCount
	for r := range g.All() {
		for k := range r.Vehicles {
			c := &lines[r.Person.LOBType]
			c.scores[Risk(&r.Person, &r.Vehicles[k], g.settings.AsOf).Total]++
			c.all++
		}
	}
	for lob := LinePersonal; lob < lineEnd; lob++ {
		c := &lines[lob]
		medium, high := c.from(RiskMediumFrom), c.from(RiskHighFrom)
		for i, percent := range []float64{100 - medium, medium - high, high} {
			rating := RiskLow + RiskRating(i)
			if t.Logf("%v line: %.1f percent are rated %v", lob, percent, rating); percent < 13 {
				t.Errorf("%v line: %.1f percent are rated %v, want at least 13", lob, percent, rating)
			}
		}
		if most := c.from(maxScore); most > 0.1 {
			t.Errorf("%v line: %.2f percent have the maximum score, want at most 0.1", lob, most)
		}
		for score := 8; score < 36; score++ {
			t.Logf("%v line: %.1f percent have %d or more", lob, c.from(score), score)
		}
	}
	if lines[LineCommercial].from(RiskHighFrom) <= lines[LinePersonal].from(RiskHighFrom) {
		t.Error("the commercial line is not rated higher")
	}
}

// A laterCount has the accidents in the three years after a date, by the score on that date.
type laterCount [maxScore + 1]mean

func (c *laterCount) merge(o *laterCount) {
	for score := range c {
		c[score].merge(o[score])
	}
}

// parts divides the people in the order of their scores into equal parts, and returns the mean accidents of
// each. Those of a score that lies on a border are divided.
func (c *laterCount) parts(n int) []float64 {
	total := 0.0
	for _, m := range c {
		total += m.n
	}
	means, size, left := make([]float64, 0, n), total/float64(n), 0.0
	var sum float64
	for _, m := range c {
		for people := m.n; people > 1e-6; {
			if left < 1e-6 && len(means) < n {
				means, left, sum = append(means, 0), size, 0
			}
			taken := min(people, left)
			people, left, sum = people-taken, left-taken, sum+taken*m.value()
			means[len(means)-1] = sum / size
			if taken == 0 {
				break
			}
		}
	}
	return means
}

// TestLaterAccidents: people with a higher score have more accidents in the three years after the
// date, in each line and on every date: by tenths never much fewer than those with a lower score, and the
// highest fifth at least twice as many as the lowest.
func TestLaterAccidents(t *testing.T) {
	t.Parallel()
	var all [lineEnd]laterCount
	seeds, records := uint64(3), 200_000
	if testing.Short() {
		seeds, records = 1, 60_000
	}
	for seed := range seeds {
		g := generator(t, Settings{Records: records, Seed: seed + 1})
		for _, day := range []Date{earliest, schema.NewDate(2020, 6, 15), schema.NewDate(2024, 12, 31)} {
			t.Run(fmt.Sprint("seed ", seed+1, " on ", day), func(t *testing.T) {
				lines := laterAccidents(t, g, day)
				for lob := LinePersonal; lob < lineEnd; lob++ {
					lines[lob].want(t, fmt.Sprint(lob, " line"), 2, 0.012)
					all[lob].merge(&lines[lob])
				}
			})
		}
	}
	for lob := LinePersonal; lob < lineEnd; lob++ {
		all[lob].want(t, fmt.Sprint("in all datasets, ", lob, " line"), 2.2, 0.004)
	}
}

// laterAccidents counts the people who are there on a day and three years later.
func laterAccidents(t *testing.T, g *Generator, day Date) (lines [lineEnd]laterCount) {
	t.Helper()
	before, err := g.On(day)
	if err != nil {
		t.Fatal(err)
	}
	after, err := g.On(day.AddYears(3))
	if err != nil {
		t.Fatal(err)
	}
	scores, keys := make([]uint8, g.Len()), make([]uint64, g.Len())
	for r := range before.Range(0, g.Len()) {
		scores[r.Slot], keys[r.Slot] = uint8(r.Profile.RiskScore), r.Key
	}
	for r := range after.Range(0, g.Len()) {
		if r.Key == keys[r.Slot] {
			lines[r.Person.LOBType][scores[r.Slot]].add(float64(r.Person.Accidents3Yr))
		}
	}
	return lines
}

// want wants the highest fifth to have at least the given ratio of the lowest, and no tenth to have
// fewer than the one below it, up to the noise.
func (c *laterCount) want(t *testing.T, name string, ratio, noise float64) {
	t.Helper()
	if testing.Short() {
		ratio, noise = 1.6, 0.025
	}
	fifths, tenths := c.parts(5), c.parts(10)
	t.Logf("%s: accidents by tenths of the score: %.3f", name, tenths)
	if got := fifths[4] / fifths[0]; got < ratio {
		t.Errorf("%s: the highest fifth has %.2f times the accidents of the lowest, want %.2f", name, got, ratio)
	} else {
		t.Logf("%s: the highest fifth has %.2f times the accidents of the lowest", name, got)
	}
	for i := 1; i < len(tenths); i++ {
		if tenths[i] < tenths[i-1]-noise {
			t.Errorf("%s: tenth %d has %.3f accidents, the one below %.3f", name, i+1, tenths[i], tenths[i-1])
		}
	}
}
