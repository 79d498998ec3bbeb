package draw

// A Rand is a sequence of draws for one row. It is a small value, which [Label.At] returns:
// assign it to a variable, r := label.At(key, 0), and call the methods of r. *Rand implements
// [math/rand/v2.Source]. It is not safe for concurrent use.
type Rand struct {
	base uint64 // the first draw
	n    uint64 // number of draws returned
}

// Uint64 returns the next draw, uniform over all 64-bit numbers.
func (r *Rand) Uint64() uint64 {
	// The first draw is the hash of the coordinates. The nth draw after it is a hash of the
	// first and -n: the negative sign keeps it apart from the draws of the nth ordinal.
	z := r.base
	if r.n != 0 {
		z = Nth(z, r.n)
	}
	r.n++
	return z
}

// IntN returns a number from 0 to n-1. It panics if n is not positive.
func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("draw: the argument of IntN must be positive")
	}
	return int(Bounded(r.Uint64(), uint64(n)))
}

// Between returns a number from low to high, both inclusive. It panics if high is below low,
// or if the range has more numbers than the maximum int.
func (r *Rand) Between(low, high int) int { return low + r.IntN(high-low+1) }

// Chance reports true with the probability num/den. It panics if den is not positive.
func (r *Rand) Chance(num, den int) bool { return r.IntN(den) < num }

// Pick returns a position of w at random, with a probability in proportion to its weight.
func (r *Rand) Pick(w *Weighted) int { return w.Pick(r.Uint64()) }
