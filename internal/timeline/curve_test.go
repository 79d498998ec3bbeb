package timeline

import (
	"math"
	"slices"
	"sort"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

const minAge = 16

// A curveCase is one of the curves that the dataset has, or one for a hard case.
type curveCase struct {
	name string
	*Curve
}

// curves returns every curve of the dataset, and some that rise, fall and have holes.
func curves() []curveCase {
	drivers := make([]uint32, minAge+len(vocab.DriverAges))
	copy(drivers[minAge:], vocab.DriverAges[:])
	business := slices.Clone(drivers[:vocab.MaxBusinessAge+1])
	clear(business[:vocab.MinBusinessAge])
	return []curveCase{
		{"drivers", NewMonthlyCurve(drivers)},
		{"business", NewMonthlyCurve(business)},
		{"the example of the comment", NewCurve([]uint32{1, 3, 2, 3}, 1)},
		{"holes", NewCurve([]uint32{2, 0, 0, 5, 1, 4, 4, 0, 1}, 1)},
		{"one age", NewCurve([]uint32{0, 0, 7}, 4)},
	}
}

// at returns the count at an age, 0 beyond the last.
func (c *curveCase) at(age int) uint32 {
	if age < 0 || age >= len(c.counts) {
		return 0
	}
	return c.counts[age]
}

// TestCurves enumerates every age and level. Each life ends where its level does. If
// lives of every level enter at equal rate, exactly the wanted number has each age.
func TestCurves(t *testing.T) {
	t.Parallel()
	for _, c := range curves() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := NewEntries(c.Curve)
			ends := map[Day]int{}
			for age, days := range c.days {
				ends[days] = age
			}
			pairs, entering := 0, 0
			alive := make([]int, len(c.counts)+1)     // in comparison with the age before
			want := make([]int, slices.Max(c.counts)) // the ends of the lives of a level at the age after
			for age := len(c.counts) - 1; age >= 0; age-- {
				for level := range uint64(c.counts[age]) {
					if uint64(c.at(age+1)) <= level {
						want[level] = age + 1
					}
					end, ok := ends[e.life(age, level, 0, 0).End]
					if end != want[level] || !ok {
						t.Fatalf("age %d, level %d: ends at %d, want %d", age, level, end, want[level])
					}
					enters := uint64(c.at(age-1)) <= level
					if enters != (level >= uint64(e.lowest[age])) {
						t.Fatalf("age %d, level %d: enters is %t, the lowest that enters is %d", age, level, enters, e.lowest[age])
					}
					if pairs++; enters {
						entering++
						alive[age]++
						alive[end]--
					}
				}
			}
			n := 0
			for age, want := range c.counts {
				if n += alive[age]; n != int(want) {
					t.Errorf("age %d: %d alive, want %d", age, n, want)
				}
			}
			t.Logf("%d pairs of age and level, %d of them enter", pairs, entering)
		})
	}
}

// TestMonthlyCurve: the months of a year add up to twelve times its count, and none is negative.
func TestMonthlyCurve(t *testing.T) {
	t.Parallel()
	years := []uint32{0, 0, 7, 1, 1, 90, 3, 0, 5000, 4, 0, 0, 1}
	for _, list := range [][]uint32{years, vocab.DriverAges[:], vocab.DriverAges[2:64]} {
		c := NewMonthlyCurve(list)
		for year, n := range list {
			sum := uint32(0)
			for _, m := range c.counts[12*year:][:12] {
				sum += m
				if m > 4*n { // where a count below 0 wraps to, and far above any slope
					t.Errorf("year %d with the count %d has a month of %d", year, n, m)
				}
			}
			if sum != 12*n {
				t.Errorf("year %d: the months add up to %d, want %d", year, sum, 12*n)
			}
		}
	}
}

// TestFreshAndHeir: those who are there have the ages of the curve, and those who enter have the
// ages and levels at which lives begin.
func TestFreshAndHeir(t *testing.T) {
	t.Parallel()
	const draws, from = 200_000, Day(1000)
	label := draw.NewLabel(7, "lives")
	for _, c := range curves() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			e := NewEntries(c.Curve)
			fresh, heirs := make([]int, len(c.counts)), make([]int, len(c.counts))
			counts, weights := make([]int, len(c.counts)), make([]int, len(c.counts))
			for age, n := range c.counts {
				counts[age], weights[age] = int(n), int(n-e.lowest[age])
			}
			for i := range uint64(draws) {
				z := label.Draw(i)
				f, h := e.Fresh(from, z), e.Heir(from, z)
				for _, l := range []Life{f, h} {
					if l.From != from || l.Born > from || l.End <= from {
						t.Fatalf("draw %d: %+v is not there on day %d", i, l, from)
					}
				}
				fresh[c.ageOf(from-f.Born)]++
				age := c.ageOf(from - h.Born)
				heirs[age]++
				if c.days[age] != from-h.Born {
					t.Fatalf("draw %d: %+v does not enter at an age of the curve", i, h)
				}
			}
			for name, pair := range map[string][2][]int{"there": {fresh, counts}, "entering": {heirs, weights}} {
				df := float64(len(c.counts))
				if x := stats.ChiSquare(pair[0], pair[1]); x > df+5*math.Sqrt(2*df)+10 {
					t.Errorf("%s: chi-square %.0f with less than %.0f degrees of freedom", name, x, df)
				}
			}
		})
	}
}

// ageOf returns the age in units of a number of days.
func (c *curveCase) ageOf(days Day) int {
	return sort.Search(len(c.counts), func(age int) bool { return c.days[age+1] > days })
}
