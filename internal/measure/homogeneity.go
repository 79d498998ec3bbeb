package measure

import (
	"cmp"
	"math"
)

// leastExpected is the count that a class must be expected to have in the smaller sample. The
// distribution of the statistic is not that of chi-square where classes are rarer (Cochran, 1954).
const leastExpected = 5

// ChiSquare returns the chi-square statistic of homogeneity of two samples, given as counts of the same
// classes, and its degrees of freedom: [ChiSquareP] is the probability of at least as much if both
// come from one distribution. It is symmetric and does not depend on the order of classes.
//
// Classes of which fewer than 5 counts are expected in the smaller sample are pooled into one, and that
// one, if it is still too rare, with the rarest of the others. design is the design effect: 1 if the
// rows are independent, more if they come in clusters, as vehicles of one person do. The
// statistic is divided by it, and expected counts are too: a cluster tells little more than one
// row. If fewer than two classes are left, both results are 0.
func ChiSquare(a, b []uint64, design float64) (x float64, df int) {
	s := newSides(a, b)
	if !s.comparable() {
		return 0, 0
	}
	return s.chiSquare(s.poolRare(design), design)
}

// ChiSquareOrdered is [ChiSquare] for ordered classes, such as those of a histogram. A class that
// is too rare is pooled with those that follow until they are expected often enough together, and
// the last ones with those before.
func ChiSquareOrdered(a, b []uint64, design float64) (x float64, df int) {
	s := newSides(a, b)
	if !s.comparable() {
		return 0, 0
	}
	return s.chiSquare(s.poolNeighbors(design), design)
}

// A pair has the counts of a class, or of several that are pooled.
type pair struct{ a, b total }

func (p *pair) add(a, b uint64) {
	p.a.add(a)
	p.b.add(b)
}

func (p *pair) addPair(other pair) {
	for _, t := range []struct {
		to   *total
		from total
	}{{&p.a, other.a}, {&p.b, other.b}} {
		t.to.add(t.from.low)
		t.to.high += t.from.high
	}
}

func (p pair) both() float64 { return p.a.float() + p.b.float() }

// difference returns by how much the shares of a pair differ.
func (s sides) difference(p pair) float64 { return math.Abs(p.a.float()/s.n - p.b.float()/s.m) }

// rare reports whether too few of a pair are expected in the smaller sample.
func (s sides) rare(p pair, design float64) bool {
	return p.both()/(s.n+s.m)*min(s.n, s.m) < leastExpected*atLeastOne(design)
}

// poolRare returns the classes that are not rare, and one of all others.
func (s sides) poolRare(design float64) []pair {
	var pairs []pair
	var rest pair
	for i := range s.classes() {
		a, b := s.counts(i)
		var p pair
		if p.add(a, b); s.rare(p, design) {
			rest.add(a, b)
		} else {
			pairs = append(pairs, p)
		}
	}
	switch {
	case rest.both() == 0:
	case !s.rare(rest, design) || len(pairs) == 0:
		pairs = append(pairs, rest)
	default:
		s.rarest(pairs, rest).addPair(rest)
	}
	return pairs
}

// rarest returns the rarest of pairs. If several are equally rare, it is that by which the rest
// differs least when it is added, whatever the order of classes and of sides.
func (s sides) rarest(pairs []pair, rest pair) *pair {
	together := func(p pair) float64 {
		p.addPair(rest)
		return s.difference(p)
	}
	best := 0
	for i, p := range pairs {
		if cmp.Or(cmp.Compare(p.both(), pairs[best].both()), cmp.Compare(together(p), together(pairs[best])),
			cmp.Compare(s.difference(p), s.difference(pairs[best]))) < 0 {
			best = i
		}
	}
	return &pairs[best]
}

// poolNeighbors returns the classes, where rare ones are pooled with those beside them.
func (s sides) poolNeighbors(design float64) []pair {
	var pairs []pair
	var open pair
	for i := range s.classes() {
		if open.add(s.counts(i)); !s.rare(open, design) {
			pairs, open = append(pairs, open), pair{}
		}
	}
	if len(pairs) > 0 {
		pairs[len(pairs)-1].addPair(open)
	}
	return pairs
}

func (s sides) chiSquare(pairs []pair, design float64) (x float64, df int) {
	if len(pairs) < 2 {
		return 0, 0
	}
	terms := make([]float64, len(pairs))
	for i, p := range pairs {
		d := s.difference(p)
		terms[i] = d * d * s.n / p.both() * s.m
	}
	return Round(sum(terms) / atLeastOne(design)), len(pairs) - 1
}
