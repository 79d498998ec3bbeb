package measure

import "math/bits"

// A total is a sum of counts, in 128 bits.
type total struct{ high, low uint64 }

func (t *total) add(n uint64) {
	var carry uint64
	t.low, carry = bits.Add64(t.low, n, 0)
	t.high += carry
}

func (t total) float() float64 { return float64(float64(t.high)*0x1p64) + float64(t.low) }

// totalOf returns the sum of counts.
func totalOf(counts []uint64) (t total) {
	for _, n := range counts {
		t.add(n)
	}
	return t
}

// sides are the counts of the same classes in two samples, and the sizes of these.
type sides struct {
	a, b []uint64
	n, m float64
}

func newSides(a, b []uint64) sides {
	return sides{a, b, totalOf(a).float(), totalOf(b).float()}
}

// comparable reports whether both samples have counts.
func (s sides) comparable() bool { return s.n > 0 && s.m > 0 }

// classes returns the number of classes.
func (s sides) classes() int { return max(len(s.a), len(s.b)) }

// counts returns the counts of a class, 0 behind the end of a list.
func (s sides) counts(class int) (a, b uint64) {
	if class < len(s.a) {
		a = s.a[class]
	}
	if class < len(s.b) {
		b = s.b[class]
	}
	return a, b
}

// shares returns the shares of a class. Shares of proportional counts are equal.
func (s sides) shares(class int) (p, q float64) {
	a, b := s.counts(class)
	return float64(a) / s.n, float64(b) / s.m
}
