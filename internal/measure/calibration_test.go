package measure

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
)

// A population is what the samples of the calibration are drawn from.
type population struct {
	name    string
	weights []uint64
	ordered bool
}

// populations returns words with the frequencies of Zipf, a histogram whose lower classes are rare,
// and few classes.
func populations() []population {
	words, histogram := make([]uint64, 400), make([]uint64, 60)
	for i := range words {
		words[i] = 1_000_000 / uint64(i+1)
	}
	for i := range histogram {
		histogram[i] = uint64(1 + i*i*i*(60-i))
	}
	return []population{{"words", words, false}, {"histogram", histogram, true}, {"few classes", []uint64{600, 250, 100, 40, 10}, false}}
}

// clusterSizes has, in percent, how many clusters have 1, 2, 3 and 4 rows. All rows of a cluster
// are of one class. So the design effect is the mean of the squares of sizes by their mean:
// 3.85 / 1.75.
var clusterSizes = []uint64{50, 30, 15, 5}

const designOfClusters = 2.2

// sample draws the counts of n rows.
func sample(r *draw.Rand, classes *draw.Weighted, number, n int, sizes *draw.Weighted) []uint64 {
	counts := make([]uint64, number)
	for n > 0 {
		size := 1
		if sizes != nil {
			size = min(n, 1+r.Pick(sizes))
		}
		counts[r.Pick(classes)] += uint64(size)
		n -= size
	}
	return counts
}

// TestCalibration compares samples of one population. In at most 1.3 of 100 comparisons a test may
// find a difference at a level of 0.01, and in at most 1.5 the index may be above the noise. The
// limits have two standard deviations more, because the share varies with the draws.
func TestCalibration(t *testing.T) {
	pairs := testenv.Scale(1000, 10_000)
	sizes := draw.NewWeighted(clusterSizes)
	for _, p := range populations() {
		for _, c := range []struct {
			n, m   int
			design float64
		}{{200, 200, 1}, {2000, 2000, 1}, {20_000, 20_000, 1}, {200, 2000, 1}, {200, 20_000, 1}, {200, 200, designOfClusters}, {2000, 2000, designOfClusters}} {
			t.Run(fmt.Sprint(p.name, " ", c.n, " ", c.m, " ", c.design), func(t *testing.T) {
				var inClusters *draw.Weighted
				if c.design > 1 {
					inClusters = &sizes
				}
				found := compare(p, c.n, c.m, c.design, inClusters, pairs)
				for i, test := range []struct {
					name string
					most float64
				}{{"chi-square", 0.013}, {"Kolmogorov-Smirnov", 0.013}, {"noise", 0.015}} {
					share := float64(found[i]) / float64(pairs)
					t.Logf("%s %.4f", test.name, share)
					if limit := test.most + 2*math.Sqrt(test.most/float64(pairs)); share > limit {
						t.Errorf("%s: %.4f of samples of one population differ, want at most %.4f", test.name, share, limit)
					}
				}
			})
		}
	}
}

// compare draws pairs of samples and returns how many differ by chi-square, by the distance of
// Kolmogorov and Smirnov, and by an index above the noise.
func compare(p population, n, m int, design float64, sizes *draw.Weighted, pairs int) (found [3]int) {
	test, pool := ChiSquare, Pool
	if p.ordered {
		test, pool = ChiSquareOrdered, PoolOrdered
	}
	classes := draw.NewWeighted(p.weights)
	l := draw.NewLabel(1, p.name, fmt.Sprint(n, m, design))
	for i := range pairs {
		one, other := l.At(uint64(i), 0), l.At(uint64(i), 1)
		a, b := sample(&one, &classes, len(p.weights), n, sizes), sample(&other, &classes, len(p.weights), m, sizes)
		x, df := test(a, b, design)
		for i, differ := range []bool{
			ChiSquareP(x, df) < 0.01,
			KSP(KS(a, b), uint64(n), uint64(m), design) < 0.01,
			PSI(pool(a, b, design)) > Noise(df, uint64(n), uint64(m), design),
		} {
			if differ {
				found[i]++
			}
		}
	}
	return found
}

// TestPower: what does differ is found in nearly all comparisons, though rare classes are put together.
func TestPower(t *testing.T) {
	const pairs, n = 300, 2000
	for _, p := range populations() {
		// Every fourth class has twice its weight.
		moved := population{weights: slices.Clone(p.weights)}
		for i := 1; i < len(moved.weights); i += 4 {
			moved.weights[i] *= 2
		}
		t.Run(p.name, func(t *testing.T) {
			before, after := draw.NewWeighted(p.weights), draw.NewWeighted(moved.weights)
			l, found := draw.NewLabel(2, p.name), 0
			for i := range pairs {
				one, other := l.At(uint64(i), 0), l.At(uint64(i), 1)
				a, b := sample(&one, &before, len(p.weights), n, nil), sample(&other, &after, len(p.weights), n, nil)
				test := ChiSquare
				if p.ordered {
					test = ChiSquareOrdered
				}
				if ChiSquareP(test(a, b, 1)) < 0.01 {
					found++
				}
			}
			if found < pairs*95/100 {
				t.Errorf("%d of %d differ, want at least 95 of 100", found, pairs)
			}
		})
	}
}

// TestIndependent: Cramér's V of independent attributes in a small sample is well above 0; what is
// corrected is near it.
func TestIndependent(t *testing.T) {
	const rounds, n, rows, columns = 300, 200, 5, 8
	l, v, corrected := draw.NewLabel(3, "independent"), 0.0, 0.0
	for i := range rounds {
		r := l.At(uint64(i), 0)
		cells := make([]uint64, rows*columns)
		for range n {
			cells[r.IntN(rows)*columns+r.IntN(columns)]++
		}
		a := Associate(cells, rows, columns)
		v, corrected = v+a.V/rounds, corrected+a.Corrected/rounds
	}
	if v < 0.15 || corrected > 0.05 {
		t.Errorf("V is %.3f and corrected %.3f on average", v, corrected)
	}
}
