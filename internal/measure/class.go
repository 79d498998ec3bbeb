package measure

import "math"

// ClassP returns the probability, or a bit more, that two samples of one distribution differ in a single
// class as much as in the class where they differ most: the bound of Chernoff (1952) for the share
// of the first sample in the counts of the class, times the number of classes. Unlike [ChiSquareP], it
// finds one small class that a sample has lost among many that are alike, and holds for rare classes too.
// It is symmetric and does not depend on the order of classes. design is the design effect, as for
// [ChiSquare]. ClassP is 1 if a sample is empty.
func ClassP(a, b []uint64, design float64) float64 {
	s := newSides(a, b)
	if !s.comparable() {
		return 1
	}
	classes, greatest := 0.0, 0.0
	for i := range s.classes() {
		p, q := s.counts(i)
		inA, inB := float64(p), float64(q)
		if both := inA + inB; both > 0 {
			classes++
			all := s.n + s.m
			greatest = max(greatest, excess(inA, both*(s.n/all))+excess(inB, both*(s.m/all)))
		}
	}
	// Twice, because more and fewer are both a difference.
	return significant(min(1, 2*classes*exp(-greatest/atLeastOne(design))))
}

// excess returns x·ln(x/expected), 0 for no x.
func excess(x, expected float64) float64 {
	if x == 0 || expected == 0 || math.IsInf(x/expected, 1) {
		return 0
	}
	return float64(x * log(x/expected))
}
