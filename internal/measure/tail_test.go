package measure

import (
	"fmt"
	"math"
	"math/big"
	"testing"
)

// relative returns by how much of a number another one differs from it.
func relative(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got/want - 1)
}

// TestChiSquareP compares tails with those that mpmath computes with 80 digits.
func TestChiSquareP(t *testing.T) {
	for _, test := range []struct {
		df      int
		x, want float64
	}{
		{1, 0.0001, 0.99202128737073679},
		{1, 1, 0.3173105078629141},
		{1, 3.841458820694124, 0.050000000000000057},
		{1, 1300, 1.1303728441492742e-284},
		{2, 1380, 2.171738281389827e-300},
		{3, 0.5, 0.91889141165467586},
		{3, 1300, 1.4717437106980103e-281},
		{5, 4.999, 0.41600224072060241},
		{10, 23.25, 0.0098604670476188368},
		{33, 40, 0.18723834995245115},
		{64, 1500, 3.2308915101710671e-271},
		{399, 399, 0.49058480499419039},
		{399, 700, 8.0965771212419573e-19},
		{1000, 3000, 1.6436845843569543e-198},
		{65535, 65535, 0.4992653724170944},
		{65535, 67000, 2.9268476745227089e-5},
		{1000000, 1010000, 9.0685288232620769e-13},
	} {
		t.Run(fmt.Sprint(test.df, " ", test.x), func(t *testing.T) {
			if got := ChiSquareP(test.x, test.df); !(relative(got, test.want) <= 1e-11) {
				t.Errorf("%v, want %v", got, test.want)
			}
			// Before it is rounded to 12 digits.
			if _, got := chiSquareTails(test.x, test.df); !(relative(got, test.want) <= 2e-13) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// TestTailSum compares tails of even degrees of freedom with their closed form, the first terms of
// a Poisson distribution, in exact arithmetic but for one exponential.
func TestTailSum(t *testing.T) {
	for df := 2; df <= 300; df += 14 {
		for _, x := range []int64{1, 10, 100, 290, 310, 600, 1200} {
			sum, term := big.NewRat(1, 1), big.NewRat(1, 1)
			for k := int64(1); k < int64(df)/2; k++ {
				term.Mul(term, big.NewRat(x, 2*k))
				sum.Add(sum, term)
			}
			value, _ := sum.Float64()
			want := value * math.Exp(-float64(x)/2)
			if got := ChiSquareP(float64(x), df); !(relative(got, want) <= 1e-11) {
				t.Errorf("x %d, df %d: %v, want %v", x, df, got, want)
			}
		}
	}
}

// TestTailEnds: input without a tail has a defined probability.
func TestTailEnds(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"no degrees of freedom", ChiSquareP(5, 0), 1},
		{"negative degrees of freedom", ChiSquareP(5, -3), 1},
		{"zero", ChiSquareP(0, 3), 1},
		{"negative", ChiSquareP(-1, 3), 1},
		{"not a number", ChiSquareP(nan, 3), 1},
		{"infinite", ChiSquareP(inf, 3), 0},
		{"the greatest number", ChiSquareP(math.MaxFloat64, 3), 0},
		{"the least number", ChiSquareP(math.SmallestNonzeroFloat64, 1), 1},
		{"the mean of very many degrees of freedom", ChiSquareP(2e9, 2e9), 0.499995794773}, // 1/2 - √(8/df) / 6√2π
		{"the greatest number of degrees of freedom", ChiSquareP(1, math.MaxInt), 1},
		{"quantile of 0", ChiSquareQuantile(0, 3), 0},
		{"quantile of what is not a number", ChiSquareQuantile(nan, 3), 0},
		{"quantile without degrees of freedom", ChiSquareQuantile(0.5, 0), 0},
		{"quantile of 1", ChiSquareQuantile(1, 2), 73.473601139}, // 2·53·ln 2
		{"quantile of more than 1", ChiSquareQuantile(inf, 2), 73.473601139},
		{"a quantile next to 0", ChiSquareQuantile(1e-300, 1), 0},
		{"no distance", KSP(0, 100, 100, 1), 1},
		{"no rows", KSP(0.5, 0, 100, 1), 1},
		{"a distance that is not a number", KSP(nan, 100, 100, 1), 1},
		{"a distance above 1", KSP(inf, 1, 1, 1), KSP(1, 1, 1, 1)},
		{"an infinite design effect", KSP(1, 100, 100, inf), significant(kolmogorov(0.12 + 0.11))},
		{"a design effect that is not a number", KSP(0.1, 100, 100, nan), KSP(0.1, 100, 100, 1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(relative(test.got, test.want) <= 2e-11) {
				t.Errorf("%v, want %v", test.got, test.want)
			}
		})
	}
}

// TestApproximation: where the distribution is approximated, the approximation goes on where the
// exact one ends.
func TestApproximation(t *testing.T) {
	const df = exactDF
	for _, deviations := range []float64{-4, -1, 0, 1, 4} {
		x := df + deviations*math.Sqrt(2*df)
		_, exact := chiSquareTails(x, df)
		if _, got := cubeRootTails(x, df); !(relative(got, exact) <= 1e-6) {
			t.Errorf("%v deviations: %v, exactly %v", deviations, got, exact)
		}
	}
}

// TestChiSquareQuantile compares quantiles with those that mpmath computes with 80 digits.
func TestChiSquareQuantile(t *testing.T) {
	for _, test := range []struct {
		p    float64
		df   int
		want float64
	}{
		{0.01, 1, 0.000157087857909701984},
		{0.5, 2, 1.38629436111989062},
		{0.95, 1, 3.84145882069412447},
		{0.99, 1, 6.63489660102121356},
		{0.99, 10, 23.2092511589543571},
		{0.99, 100, 135.806723171026775},
		{0.99, 65535, 66380.1615899862015},
		{0.999999, 3, 30.6648497061542683},
		{1 - 0x1p-40, 10, 78.6822476177774734},
		{1e-5, 30, 7.53131174322504358},
	} {
		t.Run(fmt.Sprint(test.p, " ", test.df), func(t *testing.T) {
			if got := ChiSquareQuantile(test.p, test.df); got != Round(test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// TestKolmogorov compares the limit of Kolmogorov with what mpmath computes with 80 digits: among
// others, its published critical values for 5 and 1 in 100.
func TestKolmogorov(t *testing.T) {
	for _, test := range []struct{ x, want float64 }{
		{math.SmallestNonzeroFloat64, 1},
		{0.01, 1},
		{0.05, 1},
		{0.2, 0.99999999999949496},
		{0.5, 0.96394524366487509},
		{0.8275735551899077, 0.49999999999999996},
		{0.999, 0.27107316411506395},
		{1, 0.26999967167735452},
		{1.3580986393225505, 0.050000000000000033},
		{1.6276236115189504, 0.0099999999999999996},
		{5, 3.8574996959278356e-22},
		{15, 7.3877661369745124e-196},
	} {
		t.Run(fmt.Sprint(test.x), func(t *testing.T) {
			if got := kolmogorov(test.x); !(relative(got, test.want) <= 1e-13) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// TestKSP: samples of a design effect are worth as many fewer rows, and the correction is that of
// Stephens.
func TestKSP(t *testing.T) {
	if got, want := KSP(0.1, 2200, 2200, 2.2), KSP(0.1, 1000, 1000, 1); !(relative(got, want) <= 1e-11) {
		t.Errorf("with a design effect %v, want %v", got, want)
	}
	// √(100·100/200) = √50.
	if got, want := KSP(0.2, 100, 100, 1), kolmogorov((math.Sqrt(50)+0.12+0.11/math.Sqrt(50))*0.2); !(relative(got, want) <= 1e-11) {
		t.Errorf("%v, want %v", got, want)
	}
}
