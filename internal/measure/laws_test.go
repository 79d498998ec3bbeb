package measure

import (
	"math"
	"slices"
	"testing"
)

// countsOf returns counts of two samples from bytes: first the magnitudes of both, then their counts
// in turn.
func countsOf(data []byte) (a, b []uint64) {
	if len(data) < 2 {
		return nil, nil
	}
	for i, n := range data[2:] {
		if i%2 == 0 {
			a = append(a, uint64(n)<<(data[0]%64))
		} else {
			b = append(b, uint64(n)<<(data[1]%64))
		}
	}
	return a, b
}

// FuzzComparisons: comparisons are finite and within their limits, the same in both directions and,
// where classes have no order, in any order; they find nothing in what is equal, and all in what
// has nothing in common.
func FuzzComparisons(f *testing.F) {
	f.Add([]byte{0, 0, 5, 6, 7, 8}, 1.0)
	f.Add([]byte{0, 0, 200, 0, 0, 200, 1, 0, 0, 1}, 2.2)
	f.Add([]byte{63, 0, 255, 1, 255, 1, 255, 0}, 0.0)
	f.Add([]byte{56, 56, 9, 1, 9, 200}, math.Inf(1))
	f.Add([]byte{0, 2, 10, 20, 10, 20, 20, 10, 1, 0}, math.NaN())
	f.Fuzz(func(t *testing.T, data []byte, design float64) {
		a, b := countsOf(data)
		measures := func(a, b []uint64) []float64 {
			x, df := ChiSquare(a, b, design)
			pooledA, pooledB := Pool(a, b, design)
			return []float64{PSI(a, b), JensenShannon(a, b), TotalVariation(a, b), x, float64(df), PSI(pooledA, pooledB)}
		}
		ordered := func(a, b []uint64) []float64 {
			x, df := ChiSquareOrdered(a, b, design)
			return []float64{KS(a, b), x, float64(df)}
		}
		all := slices.Concat(measures(a, b), ordered(a, b))
		for i, x := range all {
			if math.IsNaN(x) || x < 0 || x > 1e40 || math.Signbit(x) {
				t.Fatalf("measure %d is %v", i, x)
			}
		}
		if got := slices.Concat(measures(b, a), ordered(b, a)); !slices.Equal(got, all) {
			t.Errorf("%v in one direction, %v in the other", all, got)
		}
		for len(b) < len(a) {
			b = append(b, 0)
		}
		turnedA, turnedB := slices.Clone(a), slices.Clone(b)
		slices.Reverse(turnedA)
		slices.Reverse(turnedB)
		if got := measures(turnedA, turnedB); !slices.Equal(got, all[:len(got)]) {
			t.Errorf("%v in one order, %v in another", all, got)
		}
		checkLimits(t, a, b, all)
		checkEnds(t, a, b)
	})
}

// checkLimits checks what the measures of two samples say of each other.
func checkLimits(t *testing.T, a, b []uint64, all []float64) {
	jensenShannon, total, df, ks := all[1], all[2], all[4], all[6]
	if jensenShannon > 1 || total > 1 || ks > total+1e-9 || jensenShannon*jensenShannon > total+1e-8 {
		t.Errorf("Jensen-Shannon %v, total variation %v, Kolmogorov-Smirnov %v", jensenShannon, total, ks)
	}
	if s := newSides(a, b); all[3] > (s.n+s.m)*(1+1e-9) || df > float64(max(0, s.classes()-1)) {
		t.Errorf("chi-square %v with %v degrees of freedom of %v and %v counts", all[3], df, s.n, s.m)
	}
}

// checkEnds checks that equal and proportional samples have no distance, and those without a class in
// common all of it.
func checkEnds(t *testing.T, a, b []uint64) {
	half := make([]uint64, len(a))
	even := make([]uint64, len(a))
	for i, n := range a {
		half[i], even[i] = n>>12, n>>12<<3
	}
	for _, same := range [][2][]uint64{{a, a}, {half, even}} {
		x, _ := ChiSquare(same[0], same[1], 1)
		y, _ := ChiSquareOrdered(same[0], same[1], 1)
		if d := (PSI(same[0], same[1]) + JensenShannon(same[0], same[1]) + TotalVariation(same[0], same[1]) + KS(same[0], same[1]) + x + y); d != 0 {
			t.Errorf("%v and %v have a distance of %v", same[0], same[1], d)
		}
	}
	before, after := slices.Concat(a, make([]uint64, len(b))), slices.Concat(make([]uint64, len(a)), b)
	if s := newSides(a, b); s.comparable() {
		for i, d := range []float64{JensenShannon(before, after), TotalVariation(before, after), KS(before, after)} {
			if d != 1 {
				t.Errorf("distance %d of %v and %v is %v, want 1", i, before, after, d)
			}
		}
		if PSI(before, after) <= 0 {
			t.Errorf("no index of %v and %v", before, after)
		}
	}
}

// FuzzTails: probabilities are from 0 to 1, fall with the statistic and grow with the degrees of
// freedom. Quantiles are the inverse.
func FuzzTails(f *testing.F) {
	f.Add(3.84, 1.0, 1)
	f.Add(1e3, 1e-3, 65535)
	f.Add(1e300, math.Inf(1), 100_000_001)
	f.Add(-1.0, math.NaN(), -1)
	f.Fuzz(func(t *testing.T, x, y float64, df int) {
		df %= 200_000_000 // more are slow, and no more precise
		for _, p := range []float64{ChiSquareP(x, df), KSP(x, 10, 1000, y), KSP(math.Abs(x), 10, 1000, 1)} {
			if !(p >= 0 && p <= 1) {
				t.Fatalf("a probability of %v", p)
			}
		}
		if x > y {
			x, y = y, x
		}
		if p, q := ChiSquareP(x, df), ChiSquareP(y, df); x < y && q > p*(1+1e-11) {
			t.Errorf("%v of %v, but %v of %v", p, x, q, y)
		}
		if p, q := KSP(x, 10, 1000, 1), KSP(y, 10, 1000, 1); x < y && q > p*(1+1e-11) {
			t.Errorf("%v of a distance of %v, but %v of %v", p, x, q, y)
		}
		if p, q := ChiSquareP(x, df), ChiSquareP(x, df+1); df > 0 && q < p*(1-1e-11) {
			t.Errorf("%v, but %v with one more degree of freedom", p, q)
		}
		if df > 0 && df < 10_000 && y > 0.001 && y < 0.999 {
			if p := ChiSquareP(ChiSquareQuantile(y, df), df); df > 2 && math.Abs(1-p-y) > 1e-8 {
				t.Errorf("the quantile of %v has %v below it", y, 1-p)
			}
		}
	})
}

// FuzzAssociate: associations are from 0 to 1, and do not depend on the order of rows and columns.
func FuzzAssociate(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4, 5, 6}, 2, 3, byte(0))
	f.Add([]byte{9, 0, 0, 0, 9}, 3, 3, byte(60))
	f.Add([]byte{9, 0, 0}, math.MaxInt, math.MaxInt, byte(0))
	f.Fuzz(func(t *testing.T, data []byte, rows, columns int, magnitude byte) {
		cells := make([]uint64, len(data))
		for i, n := range data {
			cells[i] = uint64(n) << (magnitude % 64)
		}
		a := Associate(cells, rows, columns)
		if !(a.V >= 0 && a.V <= 1 && a.Corrected >= 0 && a.Corrected <= a.V+1e-9 && a.X >= 0 && a.X < 1e40) || a.DF < 0 {
			t.Errorf("%+v", a)
		}
		if rows < 1 || columns < 1 || rows > 20 || columns > 20 {
			return
		}
		turned, reversed := make([]uint64, rows*columns), make([]uint64, rows*columns)
		for i, n := range cells[:min(len(cells), rows*columns)] {
			turned[i%columns*rows+i/columns] = n
			reversed[len(reversed)-1-i] = n
		}
		if got := Associate(turned, columns, rows); got != a {
			t.Errorf("%+v, but %+v with rows for columns", a, got)
		}
		if got := Associate(reversed, rows, columns); got != a {
			t.Errorf("%+v, but %+v in another order", a, got)
		}
	})
}

// FuzzBenjaminiHochberg: q values are from the probability to 1, and in its order.
func FuzzBenjaminiHochberg(f *testing.F) {
	f.Add([]byte{1, 2, 3, 4})
	f.Add([]byte{255, 0, 255, 7, 7})
	f.Fuzz(func(t *testing.T, data []byte) {
		p := make([]float64, len(data))
		for i, n := range data {
			if p[i] = math.Ldexp(float64(n)/254, -int(n%16)*8); n == 255 {
				p[i] = math.NaN()
			}
		}
		q := BenjaminiHochberg(p)
		for i := range p {
			if math.IsNaN(p[i]) && q[i] != 1 || q[i] < p[i]*(1-1e-11) || !(q[i] <= 1) {
				t.Errorf("%v has %v", p[i], q[i])
			}
			for j := range p {
				if p[i] <= p[j] && q[i] > q[j] {
					t.Errorf("%v has %v, but %v has %v", p[i], q[i], p[j], q[j])
				}
			}
		}
	})
}
