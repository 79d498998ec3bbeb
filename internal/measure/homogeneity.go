package measure

import (
	"cmp"
	"math"
	"math/bits"
)

// leastExpected is the count that a class must be expected to have in the smaller sample. The
// distribution of the statistic is not that of chi-square where classes are rarer (Cochran, 1954).
const leastExpected = 5

// ChiSquare returns the chi-square statistic of homogeneity of two samples, given as counts of the same
// classes, and its degrees of freedom: [ChiSquareP] is the probability of at least as much if both
// come from one distribution. It is symmetric and does not depend on the order of classes.
//
// Rare classes are put together first, as [Pool] does. design is the design effect: 1 if the rows are
// independent, more if they come in clusters, as vehicles of one person do. The statistic is
// divided by it. If fewer than two classes are left, both results are 0.
func ChiSquare(a, b []uint64, design float64) (x float64, df int) {
	return chiSquare(newSides(Pool(a, b, design)), design)
}

// ChiSquareOrdered is [ChiSquare] for ordered classes, such as those of a histogram, which are put
// together as [PoolOrdered] does.
func ChiSquareOrdered(a, b []uint64, design float64) (x float64, df int) {
	return chiSquare(newSides(PoolOrdered(a, b, design)), design)
}

func chiSquare(s sides, design float64) (x float64, df int) {
	if !s.comparable() || s.classes() < 2 {
		return 0, 0
	}
	terms := make([]float64, s.classes())
	for i := range terms {
		p, q := s.shares(i)
		a, b := s.counts(i)
		terms[i] = (p - q) * (p - q) * s.n / (float64(a) + float64(b)) * s.m
	}
	return Round(sum(terms) / atLeastOne(design)), len(terms) - 1
}

// Pool returns the counts of two samples with rare classes put together: those of which fewer than 5
// counts are expected in the smaller sample, if both come from one distribution. They become one
// class, the last. If that one is still too rare, it is added to the rarest of the others. Classes
// without counts are left out. design is the design effect of [ChiSquare]. It multiplies the 5,
// because a cluster of rows tells little more than one row.
//
// Without a side, or without counts on one, Pool returns nothing. A sum above the greatest uint64
// becomes that number.
func Pool(a, b []uint64, design float64) (pooledA, pooledB []uint64) {
	s := newSides(a, b)
	if !s.comparable() {
		return nil, nil
	}
	var pairs []pair
	var rest pair
	for i := range s.classes() {
		var p pair
		if p.a, p.b = s.counts(i); s.rare(p, design) {
			rest = rest.plus(p)
		} else {
			pairs = append(pairs, p)
		}
	}
	switch {
	case rest == pair{}:
	case !s.rare(rest, design) || len(pairs) == 0:
		pairs = append(pairs, rest)
	default:
		p := s.rarest(pairs, rest)
		*p = p.plus(rest)
	}
	return split(pairs)
}

// PoolOrdered is [Pool] for ordered classes. A class that is too rare is put together with those that
// follow, until they are expected often enough, and the last ones with those before.
func PoolOrdered(a, b []uint64, design float64) (pooledA, pooledB []uint64) {
	s := newSides(a, b)
	if !s.comparable() {
		return nil, nil
	}
	var pairs []pair
	var open pair
	for i := range s.classes() {
		a, b := s.counts(i)
		if open = open.plus(pair{a, b}); !s.rare(open, design) {
			pairs, open = append(pairs, open), pair{}
		}
	}
	if len(pairs) == 0 {
		pairs = append(pairs, pair{})
	}
	last := &pairs[len(pairs)-1]
	*last = last.plus(open)
	return split(pairs)
}

// A pair has the counts of a class in both samples.
type pair struct{ a, b uint64 }

func (p pair) plus(other pair) pair { return pair{saturated(p.a, other.a), saturated(p.b, other.b)} }

func (p pair) both() float64 { return float64(p.a) + float64(p.b) }

// saturated returns a+b, or the greatest uint64 if that is less.
func saturated(a, b uint64) uint64 {
	if total, carry := bits.Add64(a, b, 0); carry == 0 {
		return total
	}
	return math.MaxUint64
}

func split(pairs []pair) (a, b []uint64) {
	a, b = make([]uint64, len(pairs)), make([]uint64, len(pairs))
	for i, p := range pairs {
		a[i], b[i] = p.a, p.b
	}
	return a, b
}

// rare reports whether too few of a pair are expected in the smaller sample.
func (s sides) rare(p pair, design float64) bool {
	return p.both()/(s.n+s.m)*min(s.n, s.m) < leastExpected*atLeastOne(design)
}

// rarest returns the rarest of pairs. Of several that are equally rare, it is the one whose shares
// differ least when the rest is added, and then the one whose own shares differ least. So the
// choice does not depend on the order of classes or on which side is which.
func (s sides) rarest(pairs []pair, rest pair) *pair {
	difference := func(p pair) float64 { return math.Abs(float64(p.a)/s.n - float64(p.b)/s.m) }
	best := &pairs[0]
	for i := range pairs[1:] {
		p := &pairs[i+1]
		if cmp.Or(cmp.Compare(p.both(), best.both()), cmp.Compare(difference(p.plus(rest)), difference(best.plus(rest))),
			cmp.Compare(difference(*p), difference(*best))) < 0 {
			best = p
		}
	}
	return best
}
