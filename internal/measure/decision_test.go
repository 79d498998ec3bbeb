package measure

import (
	"math"
	"slices"
	"testing"
)

// TestBenjaminiHochberg compares q values with those that follow from the definition. The first
// example is that of Benjamini and Hochberg, 1995, who reject four of 15 hypotheses at 0.05.
func TestBenjaminiHochberg(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		name    string
		p, want []float64
	}{
		{"as published", []float64{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1},
			[]float64{0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857142857143, 0.063857142857143, 0.0645, 0.0765, 0.486, 0.581181818181818, 0.714875, 0.753230769230769, 0.813214285714286, 1}},
		{"in any order", []float64{0.5, 0.01, 0.02}, []float64{0.5, 0.03, 0.03}},
		{"equal ones have equal q values", []float64{0.2, 0.1, 0.2, 0.1}, []float64{0.2, 0.2, 0.2, 0.2}},
		{"what is no test does not count", []float64{nan, 0.01, nan}, []float64{1, 0.01, 1}},
		{"small ones stay apart", []float64{1e-300, 1e-200}, []float64{2e-300, 1e-200}},
		{"out of range", []float64{-1, 2, math.Inf(1), math.Inf(-1)}, []float64{0, 1, 1, 0}},
		{"none", nil, []float64{}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := BenjaminiHochberg(test.p)
			if !slices.EqualFunc(got, test.want, func(a, b float64) bool { return relative(a, b) <= 1e-11 }) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}

// TestNoise: the noise is that of the quantile, and has a value for every input.
func TestNoise(t *testing.T) {
	for _, test := range []struct {
		name      string
		got, want float64
	}{
		{"ten classes", Noise(9, 1000, 250, 1), 21.665994333 * 1.1 * 5 / 1000},
		{"clusters", Noise(9, 1000, 250, 2.2), 21.665994333 * 1.1 * 2.2 * 5 / 1000},
		{"one class", Noise(0, 1000, 250, 1), 0},
		{"no counts", Noise(9, 0, 250, 1), 0},
		{"a design effect that is not a number", Noise(9, 1000, 250, math.NaN()), 21.665994333 * 1.1 * 5 / 1000},
		{"an infinite design effect", Noise(9, 1, 1, math.Inf(1)), significant(math.MaxFloat64)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if !(relative(test.got, test.want) <= 1e-8) {
				t.Errorf("%v, want %v", test.got, test.want)
			}
		})
	}
}

// TestSum: a sum does not depend on the order of terms, though addition of floating-point numbers does.
func TestSum(t *testing.T) {
	for _, terms := range [][]float64{{1, 0x1p53, 1, 1}, {0x1p53, 1, 1, 1}, {1, 1, 1, 0x1p53}} {
		if got := sum(slices.Clone(terms)); got != 0x1p53+4 {
			t.Errorf("the sum of %v is %v", terms, got)
		}
	}
}

// TestRound: numbers that differ by rounding only become equal.
func TestRound(t *testing.T) {
	for _, test := range []struct {
		name    string
		x, want float64
	}{
		{"nine places", 0.12345678949, 0.123456789},
		{"a sum with a rounding error", 0.1 + 0.2, 0.3},
		{"negative", -0.12345678951, -0.12345679},
		{"no negative zero", -1e-12, 0},
		{"twelve digits", 123456.78901234, 123456.789012},
		{"where the two meet", 999.99999999951, 1000},
		{"more than a count", 1.23456789012345e30, 1.23456789012e30},
		{"the greatest number", math.MaxFloat64, 1.79769313486e308},
		{"infinite", math.Inf(-1), math.Inf(-1)},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Round(test.x); got != test.want || math.Signbit(got) != math.Signbit(test.want) {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
	if !math.IsNaN(Round(math.NaN())) {
		t.Error("what is not a number became one")
	}
}
