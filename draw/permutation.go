package draw

import "math/bits"

// rounds is the number of Feistel rounds of a Permutation. Three leave a trace in small
// ones: with 1,024 numbers, 3 of 100 pairs that are a row apart stay so.
const rounds = 4

// A Permutation puts the numbers 0 to n-1 in another order, which a Label decides. It needs
// no table: any position costs the same. It does not change and is safe for concurrent use.
type Permutation struct {
	n, a, b uint64 // a*b is the least product near square that holds n
	keys    [rounds]uint64
}

// NewPermutation makes a Permutation of 0 to n-1. It panics if n is 0 or more
// than 2^62. For numbers that no two records of a dataset share, use the Slot as the
// position and for n the maximum number of records: keys run up to [MaxKeys].
func (l Label) NewPermutation(n uint64) Permutation {
	if n == 0 || n > 1<<62 {
		panic("draw: NewPermutation wants a size from 1 to 2^62")
	}
	a := squareRoot(n)
	p := Permutation{n: n, a: a, b: (n + a - 1) / a}
	for i := range p.keys {
		p.keys[i] = l.Sub(uint64(i)).key
	}
	return p
}

// squareRoot returns the least number whose square is n or more.
func squareRoot(n uint64) uint64 {
	root := uint64(0)
	for bit := uint64(1) << (bits.Len64(n) / 2); bit > 0; bit >>= 1 {
		if r := root | bit; r*r < n {
			root = r
		}
	}
	return root + 1
}

// Len returns n.
func (p *Permutation) Len() uint64 { return p.n }

// At returns the number at position i. It panics if i is not below Len.
func (p *Permutation) At(i uint64) uint64 {
	// An additive Feistel network on the two digits of i in base a; what falls between n
	// and a*b goes through again, which is rare, since a*b-n is below a.
	if i >= p.n {
		panic("draw: position outside the permutation")
	}
	for {
		x, y := i%p.a, i/p.a
		x = addMod(x, Bounded(mix(p.keys[0]+y*weyl), p.a), p.a)
		y = addMod(y, Bounded(mix(p.keys[1]+x*weyl), p.b), p.b)
		x = addMod(x, Bounded(mix(p.keys[2]+y*weyl), p.a), p.a)
		y = addMod(y, Bounded(mix(p.keys[3]+x*weyl), p.b), p.b)
		if i = y*p.a + x; i < p.n {
			return i
		}
	}
}

// Index is the inverse of At: the position of the number v. It panics if v is not below Len.
func (p *Permutation) Index(v uint64) uint64 {
	if v >= p.n {
		panic("draw: number outside the permutation")
	}
	for {
		x, y := v%p.a, v/p.a
		y = addMod(y, p.b-Bounded(mix(p.keys[3]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-Bounded(mix(p.keys[2]+y*weyl), p.a), p.a)
		y = addMod(y, p.b-Bounded(mix(p.keys[1]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-Bounded(mix(p.keys[0]+y*weyl), p.a), p.a)
		if v = y*p.a + x; v < p.n {
			return v
		}
	}
}

// addMod adds x and y modulo m; x is below m and y not above.
func addMod(x, y, m uint64) uint64 {
	if x += y; x >= m {
		x -= m
	}
	return x
}
