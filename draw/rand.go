package draw

// A Rand is a short sequence of draws of one record. It is a small value: assign it to a
// variable first, r := label.At(key, 0). It implements math/rand/v2.Source, and is not safe
// for concurrent use.
type Rand struct {
	base, n uint64
}

// Uint64 returns the next draw, uniform over all 64-bit numbers.
func (r *Rand) Uint64() uint64 {
	// The first is the hash of the coordinates, each next one a hash of that and its number,
	// which counts the other way than ordinals do.
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
		panic("draw: IntN wants a positive number")
	}
	return int(Bounded(r.Uint64(), uint64(n)))
}

// Between returns a number from low to high, both included. It panics if high is less
// than low.
func (r *Rand) Between(low, high int) int { return low + r.IntN(high-low+1) }

// Chance reports true in num of den cases. It panics if den is not positive.
func (r *Rand) Chance(num, den int) bool { return r.IntN(den) < num }

// Pick returns a position of the weights of w, each as often as its weight says.
func (r *Rand) Pick(w *Weighted) int { return w.Pick(r.Uint64()) }
