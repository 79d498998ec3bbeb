package draw

import (
	"math"
	"math/bits"
)

// rounds is the number of Feistel rounds of a Permutation. Three are not enough for a small
// one: of 1,024 numbers, 3 % of the pairs of positions with equal x and adjacent y are mapped
// to such a pair.
const rounds = 4

// maxSize is the maximum size of a Permutation. It keeps sums and products of the digits from
// overflowing 64 bits.
const maxSize = 1 << 62

// A Permutation maps the positions 0 to n-1 one-to-one to the numbers 0 to n-1, in a random
// order that its Label decides. It needs no table, and the time of a call does not depend on
// n. A Permutation does not change and is safe for concurrent use.
type Permutation struct {
	n, a, b    uint64 // a is the square root of n, rounded up; a*b is at least n, and below n+a
	reciprocal uint64 // 2^64/a, rounded down, plus 1; 0 if n is too large for it
	keys       [rounds]uint64
}

// A Permutation is a Feistel network on the two digits x and y of a position i = y*a + x. The
// radix of x is a, and that of y is b. Each round adds a random number, which depends only on
// one digit, to the other digit, modulo its radix. So the rounds can be undone in the opposite
// order.
//
// For example, n = 10 has a = 4 and b = 3. Position 6 has the digits x = 2, y = 1. If the
// number for y = 1 is 3, the first round changes x to (2+3) mod 4 = 1.
//
// The rounds permute 0 to a*b-1, here 0 to 11. If they end at 10 or 11, which are not below n,
// they are repeated from there. The result is a permutation of 0 to n-1: it follows each cycle
// of the larger permutation, and skips the numbers that are out of range.

// NewPermutation returns the Permutation of size n of the Label. It panics if n is 0 or greater
// than 2^62. For numbers that are unique among the records of a dataset, use the Slot of a
// record as the position, and the maximum number of records as n. Do not use the Key, which may
// be any number below [MaxKeys].
func (l Label) NewPermutation(n uint64) Permutation {
	if n == 0 || n > maxSize {
		panic("draw: the size of a permutation must be from 1 to 2^62")
	}
	a := squareRoot(n)
	p := Permutation{n: n, a: a, b: (n + a - 1) / a}
	if a > 1 && n <= maxReciprocal {
		p.reciprocal = math.MaxUint64/a + 1
	}
	for i := range p.keys {
		p.keys[i] = l.Sub(uint64(i)).key
	}
	return p
}

// maxReciprocal is the maximum size for which a multiplication gives the digits of every number
// below a*b: the reciprocal is too large by at most 1, so a number of 43 bits times a radix of 21
// bits does not carry the error into the quotient.
const maxReciprocal = 1 << 42

// digits returns the digits x and y of a number. With a multiplication in place of a division At
// takes a fifth less time.
func (p *Permutation) digits(i uint64) (x, y uint64) {
	if p.reciprocal == 0 {
		return i % p.a, i / p.a
	}
	y, _ = bits.Mul64(i, p.reciprocal)
	return i - y*p.a, y
}

// squareRoot returns the square root of n, rounded up.
func squareRoot(n uint64) uint64 {
	root := uint64(0)
	for bit := uint64(1) << (bits.Len64(n) / 2); bit > 0; bit >>= 1 {
		if r := root | bit; r*r < n {
			root = r
		}
	}
	return root + 1
}

// Len returns the size n.
func (p *Permutation) Len() uint64 { return p.n }

// At returns the number at position i. It panics if i is not below Len.
func (p *Permutation) At(i uint64) uint64 {
	if i >= p.n {
		panic("draw: the position is out of range of the permutation")
	}
	for { // rarely more than once, because a*b-n is below a
		x, y := p.digits(i)
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
		panic("draw: the number is out of range of the permutation")
	}
	for {
		x, y := p.digits(v)
		y = addMod(y, p.b-Bounded(mix(p.keys[3]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-Bounded(mix(p.keys[2]+y*weyl), p.a), p.a)
		y = addMod(y, p.b-Bounded(mix(p.keys[1]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-Bounded(mix(p.keys[0]+y*weyl), p.a), p.a)
		if v = y*p.a + x; v < p.n {
			return v
		}
	}
}

// addMod returns (x+y) mod m. x must be below m, and y at most m.
func addMod(x, y, m uint64) uint64 {
	if x += y; x >= m {
		x -= m
	}
	return x
}
