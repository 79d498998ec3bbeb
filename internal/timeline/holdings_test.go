package timeline

import (
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

// A holdingCase is a curve with cuts.
type holdingCase struct {
	name   string
	counts []uint32
	cuts   []int
}

// holdingCases are the curves of vehicles, and one for hard cases.
func holdingCases() []holdingCase {
	cases := []holdingCase{
		{"holes, cut at a hole and at the ends", []uint32{2, 0, 0, 5, 1, 4, 4, 0, 1}, []int{1, 5, 6}},
		{"rising, not cut", []uint32{1, 2, 5, 7}, nil},
	}
	for name, tilt := range map[string]int{"newer": vocab.CarAgeTilt, "older": -vocab.CarAgeTilt, "of teenagers": -vocab.TeenCarAgeTilt} {
		for _, cuts := range vocab.CarCuts {
			cases = append(cases, holdingCase{name, vocab.TiltedFleetAges(tilt), cuts})
		}
	}
	return cases
}

// quarters returns the weight of each quarter of a year of age: the number is that of the curve in
// the middle of each year, and lies on straight lines between, in eighths.
func (c *holdingCase) quarters() (weights []int) {
	at := func(age int) int {
		if age < 0 {
			age = 0
		}
		if age >= len(c.counts) {
			return 0
		}
		return int(c.counts[age])
	}
	for age := range len(c.counts) + 1 {
		for quarter, before := range [4]bool{true, true, false, false} {
			other, share := at(age+1), 2*quarter-3 // of 8
			if before {
				other, share = at(age-1), 3-2*quarter
			}
			weights = append(weights, (8-share)*at(age)+share*other)
		}
	}
	return weights
}

// TestHoldings: those that are there have the ages of the curve, on the first day and on every later
// one, and are not held for whole years.
func TestHoldings(t *testing.T) {
	t.Parallel()
	const draws, from = 100_000, Day(1000)
	label := draw.NewLabel(8, "holdings")
	for _, c := range holdingCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHoldings(NewCurve(c.counts, 1), c.cuts...)
			weights := c.quarters()
			days := [...]Day{from, from + 100, from + 1000, from + 5000, from + 9000}
			var there [len(days)][]int
			for i := range there {
				there[i] = make([]int, len(weights))
			}
			held, wholeYears := 0, 0
			for i := range uint64(draws) {
				chain := NewChain(label.Draw(i), h, from)
				for k, day := range days {
					n, l := chain.On(day)
					if l.From > day || l.End <= day || l.Born > l.From || n > 0 && l.End <= l.From {
						t.Fatalf("draw %d: life %d, %+v, is not there on day %d", i, n, l, day)
					}
					age := int(day - l.Born)
					quarter := 16 * age / 1461
					if weights[quarter] == 0 { // half years are rounded to days
						quarter = 16 * max(0, age-2) / 1461
					}
					if weights[quarter] == 0 {
						quarter = 16 * (age + 2) / 1461
					}
					there[k][quarter]++
					if k > 2 && n > 0 {
						held++
						if days := l.End - l.From; days > 300 && (days-DaysOfYears(Years(days)) <= 1 || DaysOfYears(Years(days)+1)-days <= 1) {
							wholeYears++
						}
					}
				}
			}
			df := float64(len(weights))
			for k, day := range days {
				if x := stats.ChiSquare(there[k], weights); x > df+5*math.Sqrt(2*df)+10 {
					t.Errorf("day %d: chi-square %.0f with less than %.0f degrees of freedom", day, x, df)
				}
			}
			if wholeYears*50 > held {
				t.Errorf("%d of %d are held for whole years, to a day", wholeYears, held)
			}
		})
	}
}

// TestHeirs: those that begin have an age at which lives of the curve begin, or one of a cut, within
// half a year.
func TestHeirs(t *testing.T) {
	t.Parallel()
	const draws, from = 20_000, Day(1000)
	label := draw.NewLabel(9, "heirs")
	for _, c := range holdingCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHoldings(NewCurve(c.counts, 1), c.cuts...)
			entering, weights := make([]int, len(c.counts)), make([]int, len(c.counts))
			for age, n := range c.counts {
				switch {
				case age == 0 || slices.Contains(c.cuts, age):
					weights[age] = int(n)
				case n > c.counts[age-1]:
					weights[age] = int(n - c.counts[age-1])
				}
			}
			for i := range uint64(draws) {
				l := h.Heir(from, label.Draw(i))
				if l.From != from || l.Born > from || l.End <= from {
					t.Fatalf("draw %d: %+v does not begin on day %d", i, l, from)
				}
				entering[Years(from-l.Born+halfYear)]++
			}
			df := float64(len(weights))
			if x := stats.ChiSquare(entering, weights); x > df+5*math.Sqrt(2*df)+10 {
				t.Errorf("chi-square %.0f with less than %.0f degrees of freedom", x, df)
			}
		})
	}
}
