package measure

import "math"

// PSI returns the population stability index: the sum over classes of (p-q)·ln(p/q), where p and q
// are the shares of the class. It is symmetric, does not depend on the order of classes, and is 0
// if counts are equal or proportional.
//
// A class in which one side has no counts would make it infinite. There the side has half a count,
// but not a greater share than the other side: where that share promises less than half a count,
// none is no news. So a large sample with many rare classes does not drift from a small one that
// cannot have them. Sides with no class in common have a large, finite index: about ln(2n) + ln(2m)
// for two classes and n and m counts.
//
// Rare classes add much to it by chance. [Pool] them first to compare it with [Noise].
func PSI(a, b []uint64) float64 {
	s := newSides(a, b)
	if !s.comparable() {
		return 0
	}
	terms := make([]float64, 0, s.classes())
	for i := range s.classes() {
		p, q := s.shares(i)
		if p == 0 {
			p = min(0.5/s.n, q)
		} else if q == 0 {
			q = min(0.5/s.m, p)
		}
		if low, high := min(p, q), max(p, q); low < high {
			terms = append(terms, (high-low)*log(high/low))
		}
	}
	return Round(sum(terms))
}

// JensenShannon returns the Jensen-Shannon distance: the square root of the divergence in bits. It is
// 0 if counts are proportional and 1 if the sides have no class in common. It is symmetric and
// does not depend on the order of classes.
func JensenShannon(a, b []uint64) float64 {
	s := newSides(a, b)
	if !s.comparable() {
		return 0
	}
	terms := make([]float64, 0, s.classes())
	for i := range s.classes() {
		if p, q := s.shares(i); p != q {
			terms = append(terms, (p+q)*entropyLost(math.Abs(p-q)/(p+q)))
		}
	}
	return Round(min(1, math.Sqrt(sum(terms)/(4*math.Ln2))))
}

// entropyLost returns (1+d)·ln(1+d) + (1-d)·ln(1-d), where d is 0 to 1.
func entropyLost(d float64) float64 {
	if d >= 1 {
		return 2 * math.Ln2
	}
	if d >= 0.125 {
		return float64((1+d)*log(1+d)) + float64((1-d)*log(1-d))
	}
	// The logarithms nearly cancel. The series is the sum of d²ᵏ / (k·(2k-1)).
	square, rest := d*d, 0.0
	for k := 9; k > 0; k-- {
		rest = float64(rest*square) + 1/float64(k*(2*k-1))
	}
	return rest * square
}

// TotalVariation returns the total variation distance: the share of counts that would have to change
// classes. It is 0 if counts are proportional and 1 if the sides have no class in common. It is
// symmetric and does not depend on the order of classes.
func TotalVariation(a, b []uint64) float64 {
	s := newSides(a, b)
	if !s.comparable() {
		return 0
	}
	terms := make([]float64, s.classes())
	for i := range terms {
		p, q := s.shares(i)
		terms[i] = math.Abs(p - q)
	}
	return Round(min(1, sum(terms)/2))
}

// KS returns the Kolmogorov-Smirnov distance of counts of ordered classes: the greatest difference of
// the shares of the first classes, for every number of first classes. It is 0 if counts are
// proportional, and 1 if all of one side come before those of the other. It is symmetric.
func KS(a, b []uint64) float64 {
	s := newSides(a, b)
	if !s.comparable() {
		return 0
	}
	var inA, inB total
	greatest := 0.0
	for i := range s.classes() {
		a, b := s.counts(i)
		inA.add(a)
		inB.add(b)
		greatest = max(greatest, math.Abs(inA.float()/s.n-inB.float()/s.m))
	}
	return Round(greatest)
}
