package measure

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/draw"
)

// A population is what samples of the calibration are drawn from.
type population struct {
	name    string
	weights []uint64
	ordered bool
}

// populations returns words of Zipf's frequencies, a histogram with long tails, and few classes.
func populations() []population {
	words := make([]uint64, 400)
	for i := range words {
		words[i] = 1_000_000 / uint64(i+1)
	}
	histogram := make([]uint64, 60)
	for i := range histogram {
		histogram[i] = 1 + uint64(i*i*i*(60-i)) // three of four are in the upper third
	}
	return []population{{"words", words, false}, {"histogram", histogram, true}, {"few classes", []uint64{600, 250, 100, 40, 10}, false}}
}

// sample draws counts of n rows. A cluster has 1 to 4 rows, all of the same class: its design
// effect is the mean square of the size by the mean size, which is 3.
func sample(r *draw.Rand, w *draw.Weighted, classes, n int, clusters bool) []uint64 {
	counts := make([]uint64, classes)
	for n > 0 {
		size := 1
		if clusters {
			size = min(n, r.Between(1, 4))
		}
		counts[r.Pick(w)] += uint64(size)
		n -= size
	}
	return counts
}

// TestCalibration compares samples of one population: hardly more than 1 of 100 comparisons may
// find a difference at a level of 0.01, and have an index above the noise.
func TestCalibration(t *testing.T) {
	const pairs = 4000
	for _, p := range populations() {
		w := draw.NewWeighted(p.weights)
		for _, c := range []struct {
			n, m     int
			clusters bool
		}{{200, 200, false}, {200, 2000, false}, {2000, 2000, false}, {20_000, 20_000, false}, {200,20_000,false}, {2000, 2000, true}, {200, 200, true}} {
			name := fmt.Sprint(p.name, " ", c.n, " and ", c.m, " clusters ", c.clusters)
			t.Run(name, func(t *testing.T) {
				design := 1.0
				if c.clusters {
					design = 3
				}
				pairs := pairs
				if c.n+c.m > 10000 { pairs = 1500 }
				l := draw.NewLabel(1, name)
				found, ks, noisy, noisyPooled, dfs := 0, 0, 0, 0, 0
				for i := range pairs {
					r, other := l.At(uint64(i), 0), l.At(uint64(i), 1)
					a, b := sample(&r, &w, len(p.weights), c.n, c.clusters), sample(&other, &w, len(p.weights), c.m, c.clusters)
					test := ChiSquare
					if p.ordered {
						test = ChiSquareOrdered
					}
					x, df := test(a, b, design)
					dfs += df
					if ChiSquareP(x, df) < 0.01 {
						found++
					}
					if KSP(KS(a, b), uint64(c.n), uint64(c.m), design) < 0.01 {
						ks++
					}
					classes := 0
					for i := range a {
						if a[i]+b[i] > 0 {
							classes++
						}
					}
					psi := PSI(a, b)
					if psi > Noise(classes-1, uint64(c.n), uint64(c.m), design) {
						noisy++
					}
					if pool := Pool; true {
						if p.ordered { pool = PoolOrdered }
						psi = PSI(pool(a, b, design))
					}
					if psi > Noise(df, uint64(c.n), uint64(c.m), design) {
						noisyPooled++
					}
				}
				f := func(n int) float64 { return float64(n) / float64(pairs) }
				t.Logf("chi-square %.4f ks %.4f noise %.4f pooled %.4f df %.1f", f(found), f(ks), f(noisy), f(noisyPooled), float64(dfs)/float64(pairs))
			})
		}
	}
}
