package timeline

import (
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

// A holdingCase is a Stock with cuts.
type holdingCase struct {
	name  string
	stock *Stock
	cuts  []int
}

// The stocks of the tests begin with model year 1986, on August 1, 1985, and holdings with 2006. The last model year is 2028.
const (
	stockBegin = Day(-10745)
	firstYear  = 2006 - vocab.FirstSold
	lastYear   = 2028 - vocab.FirstSold
)

func stockForTest(tilt int) *Stock {
	return NewStock(stockBegin, firstYear, lastYear, vocab.FleetByYear(2005, 2070, tilt))
}

// hardStock has cohorts that grow, vanish and come again.
func hardStock() *Stock {
	counts := make([][]uint16, lastYear+12)
	for year := range counts[:len(counts)-1] {
		left := uint16(1000)
		for cohort := range min(year, lastYear) {
			n := min(left, []uint16{0, 3, 90, 17, 250, 40, 0, 60}[(cohort*5+year*3)%8])
			counts[year] = append(counts[year], n)
			left -= n
		}
		counts[year] = append(counts[year], left)
	}
	return NewStock(stockBegin, firstYear, lastYear, counts)
}

// holdingCases are the stocks of vehicles, and one for hard cases.
func holdingCases() []holdingCase {
	cases := []holdingCase{{"hard, not cut", hardStock(), nil}, {"hard, cut", hardStock(), []int{1, 2, 5, 40}}}
	for name, tilt := range map[string]int{"newer": vocab.CarAgeTilt, "older": -vocab.CarAgeTilt, "of teenagers": -vocab.TeenCarAgeTilt} {
		stock := stockForTest(tilt)
		for _, cuts := range vocab.CarCuts {
			cases = append(cases, holdingCase{name, stock, cuts})
		}
	}
	return cases
}

// wantCohorts compares the cohorts that are there on a day with those of a Stock.
func wantCohorts(t *testing.T, name string, there, weights []int) {
	t.Helper()
	df := -1.0
	for _, w := range weights {
		if w > 0 {
			df++
		}
	}
	for cohort, n := range there[len(weights):] {
		if n > 0 {
			t.Errorf("%s: %d of cohort %d", name, n, len(weights)+cohort)
		}
	}
	if x := stats.ChiSquare(there[:len(weights)], weights); x > df+5*math.Sqrt(2*df)+10 {
		t.Errorf("%s: chi-square %.0f with %.0f degrees of freedom", name, x, df)
	}
}

// TestHoldings: those that are there have the cohorts of the Stock, on the first day and on every later
// one, whenever they began, and are not held for whole years.
func TestHoldings(t *testing.T) {
	t.Parallel()
	const draws = 60_000
	label := draw.NewLabel(8, "holdings")
	for _, c := range holdingCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHoldings(c.stock, c.cuts...)
			for _, from := range []Day{-9000, 90, 2033} {
				days := [...]Day{from + 1, from + 100, from + 1000, from + 2500, 4747}
				var there [len(days)][]int
				for i := range there {
					there[i] = make([]int, lastYear+1)
				}
				held, wholeYears := 0, 0
				for i := range uint64(draws) {
					chain := NewChain(label.Draw(i), h, from)
					for k, day := range days {
						if day < h.Begin() {
							continue
						}
						n, l := chain.On(day)
						if l.From > day || l.End <= day || l.Born > l.From || n > 0 && l.End <= l.From {
							t.Fatalf("draw %d: life %d, %+v, is not there on day %d", i, n, l, day)
						}
						there[k][h.yearOf(l.Born)]++
						if k > 2 && n > 0 {
							held++
							if days := l.End - l.From; days > 300 && (days-DaysOfYears(Years(days)) <= 1 || DaysOfYears(Years(days)+1)-days <= 1) {
								wholeYears++
							}
						}
					}
				}
				for k, day := range days {
					if day >= h.Begin() {
						wantCohorts(t, "on a day", there[k], h.Shares(nil, day))
					}
				}
				if wholeYears*50 > held {
					t.Errorf("%d of %d are held for whole years, to a day", wholeYears, held)
				}
			}
		})
	}
}

// TestHeirs: those that begin are new, of a cohort that is cut, or of one of which more are there at the end of the
// year. As many begin in a year as end.
func TestHeirs(t *testing.T) {
	t.Parallel()
	const draws = 20_000
	label := draw.NewLabel(9, "heirs")
	for _, c := range holdingCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHoldings(c.stock, c.cuts...)
			for _, from := range []Day{-3000, 100, 4700} {
				year := h.yearOf(from)
				entering, weights, ends := make([]int, year+1), make([]int, year+1), 0
				for cohort := range weights {
					before, n := int(h.count(cohort, year-1)), int(h.count(cohort, year))
					switch {
					case slices.Contains(c.cuts, year-cohort):
						weights[cohort] = n
						ends += before
					case n > before:
						weights[cohort] = n - before
					default:
						ends += before - n
					}
				}
				begins := 0
				for _, n := range weights {
					begins += n
				}
				if begins != ends {
					t.Errorf("in year %d %d begin and %d end", year, begins, ends)
				}
				for i := range uint64(draws) {
					l := h.Heir(from, label.Draw(i))
					if l.From != from || l.Born > from || l.End <= from {
						t.Fatalf("draw %d: %+v does not begin on day %d", i, l, from)
					}
					cohort := h.yearOf(l.Born)
					if entering[cohort]++; cohort == year && l.Born != from {
						t.Fatalf("draw %d: %+v is new and was built before day %d", i, l, from)
					}
				}
				wantCohorts(t, "beginning", entering, weights)
			}
		})
	}
}

// TestEnds enumerates every level of every cohort and year: a holding ends in the first year in which its level is no
// longer there, or with the next cut.
func TestEnds(t *testing.T) {
	t.Parallel()
	for _, c := range holdingCases() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := NewHoldings(c.stock, c.cuts...)
			for cohort := range lastYear + 1 {
				for year := max(cohort, firstYear); year <= lastYear; year++ {
					n := h.count(cohort, year)
					for level := uint16(0); level < n; level += 1 + n/50 {
						want := year + 1
						for !slices.Contains(c.cuts, want-cohort) && h.count(cohort, want) > level {
							want++
						}
						first, last := h.end(h.cell(cohort, year), cohort, year, level, 0), h.end(h.cell(cohort, year), cohort, year, level, math.MaxUint64)
						if first != h.begin(want) || last != h.begin(want+1)-1 {
							t.Fatalf("cohort %d, year %d, level %d: ends on days %d to %d, want year %d", cohort, year, level, first, last, want)
						}
					}
				}
			}
		})
	}
}

// TestAfterTheLastYear: later years are like the last one, some years later.
func TestAfterTheLastYear(t *testing.T) {
	t.Parallel()
	h := NewHoldings(stockForTest(0), vocab.CarCuts[0]...)
	label := draw.NewLabel(10, "late")
	for i := range uint64(2000) {
		from, z := Day(5000+11*i), label.Draw(i)
		for name, l := range map[string]Life{"fresh": h.Fresh(from, z), "heir": h.Heir(from, z)} {
			if l.From != from || l.Born > from || l.End <= from || from-l.Born > 45*366 {
				t.Fatalf("%s: %+v on day %d", name, l, from)
			}
		}
	}
}

// TestYearsOfStock: years begin on August 1, leap years and all.
func TestYearsOfStock(t *testing.T) {
	t.Parallel()
	s := stockForTest(0)
	for year := range lastYear + 1 {
		begin := s.begin(year)
		if s.yearOf(begin) != year || s.yearOf(begin-1) != year-1 || s.begin(year+1)-begin != s.days(year) {
			t.Errorf("year %d begins on day %d and has %d days", year, begin, s.days(year))
		}
		if want := Day(365); year%4 == 2 {
			if want++; s.days(year) != want {
				t.Errorf("year %d has %d days", year, s.days(year))
			}
		} else if s.days(year) != want {
			t.Errorf("year %d has %d days", year, s.days(year))
		}
	}
}

// TestEarlyStart: who came before the first day of the holdings has had the first thing since then, or since it was
// built, and the same things after it as somebody who comes on that day.
func TestEarlyStart(t *testing.T) {
	t.Parallel()
	h := NewHoldings(stockForTest(0), vocab.CarCuts[0]...)
	label := draw.NewLabel(11, "early")
	for i := range uint64(500) {
		z, since := label.Draw(i), h.Begin()-Day(7*i)
		early, chain := NewChain(z, h, since), NewChain(z, h, h.Begin())
		for n := range 4 {
			want := chain.Number(n)
			if n == 0 {
				want.From = max(want.Born, since)
			}
			_, on := early.On(want.End - 1)
			if got := early.Number(n); got != want || on != want {
				t.Fatalf("draw %d, life %d: %+v and %+v, want %+v", i, n, got, on, want)
			}
		}
	}
}
