package synthhub

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Randomness here has no stream and no state: a value is a hash of its
// coordinates. Everything in this file is specified to the bit, holds for every
// architecture and Go version, and is guarded by golden vectors; to change it is
// to make a new dataset version.

// weyl is the step by which coordinates are told apart before they are mixed, and
// fold what mix multiplies against: the numbers of wyrand, the generator in Wang Yi's
// wyhash (final version 4.2). Its author reports that it passes BigCrush and PractRand.
const (
	weyl = 0x2d358dccaa6c78a5
	fold = 0x8bb84b93962eacc9
)

// mix hashes a number as wyrand does: both halves of a product of 128 bits. It is not one
// to one, and nothing here asks that of it. A finalizer of two multiplications one after
// the other (SplitMix64's) took a twentieth more time a record, measured in pairs.
func mix(z uint64) uint64 {
	hi, lo := bits.Mul64(z, z^fold)
	return hi ^ lo
}

// bounded maps a draw to 0..n-1 by the high half of a product. No value is
// likelier than another by more than one part in 2^64/n.
func bounded(draw, n uint64) uint64 {
	hi, _ := bits.Mul64(draw, n)
	return hi
}

// A Label is the source of randomness of one attribute: the key of its draws.
// Labels with different names are independent, so a new one moves no value
// that exists. Generator.Label makes one.
type Label struct {
	key uint64
}

// newLabel derives the key of an attribute. The empty book is left out of the hash, so
// that the datasets of all states keep the keys that they had before there were books.
func newLabel(seed uint64, book, entity, attribute string) Label {
	b := binary.BigEndian.AppendUint64(nil, seed)
	parts := []string{epoch, entity, attribute, book}
	if book == "" {
		parts = parts[:3]
	}
	for _, s := range parts {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	sum := sha256.Sum256(b)
	return Label{binary.BigEndian.Uint64(sum[:])}
}

// At returns the draws of the attribute for the record of a key, and one ordinal among
// its rows, 0 for the first. They do not depend on any other draw.
func (l Label) At(key uint64, ordinal int) Rand {
	z := mix(l.key + key*weyl) // not first: so At can be inlined
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return Rand{base: z}
}

// first is the first draw of At(key, 0): most attributes need no more.
func (l Label) first(key uint64) uint64 { return mix(l.key + key*weyl) }

// at is the first draw of At(key, ordinal).
func (l Label) at(key uint64, ordinal int) uint64 {
	z := l.first(key)
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return z
}

// sub derives a key for a numbered part of the attribute.
func (l Label) sub(n uint64) Label { return Label{mix(mix(l.key+weyl) + n*weyl)} }

// A Rand is a short sequence of draws at one place. It is a small value: keep it
// in a local variable. It implements math/rand/v2.Source.
type Rand struct {
	base, n uint64
}

// Uint64 returns the next draw, uniform over all 64-bit numbers. The first is
// the hash of the place itself, each further one a hash of that and its number, which
// counts the other way than ordinals do.
func (r *Rand) Uint64() uint64 {
	z := r.base
	if r.n != 0 {
		z = further(z, r.n)
	}
	r.n++
	return z
}

// IntN returns a number from 0 to n-1. It panics if n is not positive.
func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("synthhub: IntN wants a positive number")
	}
	return int(bounded(r.Uint64(), uint64(n)))
}

// Between returns a number from least to most, both included. It panics if most
// is less than least.
func (r *Rand) Between(least, most int) int { return least + r.IntN(most-least+1) }

// Chance reports true in num of den cases.
func (r *Rand) Chance(num, den int) bool { return r.IntN(den) < num }

// Pick returns a position of the weights that a was made of, each as often as
// its weight says.
func (r *Rand) Pick(a *Weighted) int { return a.pick(r.Uint64()) }

// A Weighted picks among weighted positions with one draw and one look-up,
// however many there are (A. Walker's method). Within a position's share it is
// exact to one part in 2^32.
type Weighted struct {
	cells []aliasCell
	n     int
}

// An aliasCell holds the part of the cell that is its own position's, of 2^32, and below
// that, 16 bits each, its own position and the one that the rest is for. It is a number,
// so that tables are small and one load gets it all.
type aliasCell uint64

func newAliasCell(cut uint64, own, other uint16) aliasCell {
	return aliasCell(cut<<32 | uint64(own)<<16 | uint64(other))
}

// NewWeighted makes a Weighted of integer weights. It panics if there is none above
// zero, if one is negative, if they add up to 2^40 or more, or if there are more than
// 65,536.
func NewWeighted[W ~int | ~int32 | ~uint8 | ~uint16 | ~uint32 | ~uint64](weights []W) Weighted {
	var places []uint16
	var above []uint64
	if len(weights) > 1<<16 {
		panic("synthhub: NewWeighted wants at most 65,536 weights")
	}
	for i, w := range weights {
		if w < 0 || uint64(w) >= 1<<40 {
			panic("synthhub: NewWeighted wants weights from 0 that add up to less than 2^40")
		}
		if w > 0 {
			places, above = append(places, uint16(i)), append(above, uint64(w))
		}
	}
	return Weighted{newAliasCells(places, above), len(weights)}
}

// newAliasCells makes the cells for places with weights above zero.
func newAliasCells(places []uint16, weights []uint64) []aliasCell {
	total, n := uint64(0), uint64(len(weights))
	for _, w := range weights {
		if total += w; total >= 1<<40 {
			panic("synthhub: NewWeighted wants weights from 0 that add up to less than 2^40")
		}
	}
	if total == 0 {
		panic("synthhub: NewWeighted wants a weight above 0")
	}
	// Each cell has room for total; a position brings weight*n. Positions with
	// less lend their room to one with more, in ascending order: J. Vose's way.
	left := make([]uint64, n)
	var poor, rich []int
	for i, w := range weights {
		if left[i] = w * n; left[i] < total {
			poor = append(poor, i)
		} else {
			rich = append(rich, i)
		}
	}
	cells := make([]aliasCell, n)
	for len(poor) > 0 && len(rich) > 0 {
		p, r := poor[len(poor)-1], rich[len(rich)-1]
		poor = poor[:len(poor)-1]
		cut, _ := bits.Div64(left[p]>>32, left[p]<<32, total)
		cells[p] = newAliasCell(cut, places[p], places[r])
		if left[r] -= total - left[p]; left[r] < total {
			rich = rich[:len(rich)-1]
			poor = append(poor, r)
		}
	}
	for _, i := range rich { // exactly full
		cells[i] = newAliasCell(0, places[i], places[i])
	}
	return cells
}

func (a *Weighted) pick(draw uint64) int { return pick(a.cells, draw) }

// pick picks a place. Nobody could guess the way of a branch here, so there is none: the
// difference is negative where the cell's own place is meant, and shifts to it.
func pick(cells []aliasCell, draw uint64) int {
	i, rest := bits.Mul64(draw, uint64(len(cells)))
	c := uint64(cells[i])
	own := (rest>>32 - c>>32) >> 63
	return int(uint16(c >> (16 * own)))
}

// Len returns the number of positions.
func (a *Weighted) Len() int { return a.n }

// rounds is the number of Feistel rounds of a Permutation. Three leave a trace in small
// ones: with 1,024 numbers, 3 of 100 pairs that are a row apart stay so.
const rounds = 4

// A Permutation puts the numbers 0 to n-1 in another order, one that a Label
// decides. It needs no table: any place of it costs the same.
type Permutation struct {
	n, a, b uint64 // a*b is the least product near square that holds n
	keys    [rounds]uint64
}

// NewPermutation makes a Permutation of 0 to n-1. It panics if n is 0 or more
// than 2^62.
func (l Label) NewPermutation(n uint64) Permutation {
	if n == 0 || n > 1<<62 {
		panic("synthhub: NewPermutation wants a size from 1 to 2^62")
	}
	a := squareRoot(n)
	p := Permutation{n: n, a: a, b: (n + a - 1) / a}
	for i := range p.keys {
		p.keys[i] = l.sub(uint64(i)).key
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

// Len returns the number of places.
func (p *Permutation) Len() uint64 { return p.n }

// At returns the number at place i, which must be below Len. It is an additive
// Feistel network on the two digits of i in base a; what falls between n and
// a*b goes through again, which is rare, since a*b-n is below a.
func (p *Permutation) At(i uint64) uint64 {
	if i >= p.n {
		panic("synthhub: place outside the permutation")
	}
	for {
		x, y := i%p.a, i/p.a
		x = addMod(x, bounded(mix(p.keys[0]+y*weyl), p.a), p.a)
		y = addMod(y, bounded(mix(p.keys[1]+x*weyl), p.b), p.b)
		x = addMod(x, bounded(mix(p.keys[2]+y*weyl), p.a), p.a)
		y = addMod(y, bounded(mix(p.keys[3]+x*weyl), p.b), p.b)
		if i = y*p.a + x; i < p.n {
			return i
		}
	}
}

// around is At for any place: those beyond Len begin again.
func (p *Permutation) around(i uint64) uint64 {
	if i >= p.n {
		i %= p.n
	}
	return p.At(i)
}

// Index is the inverse of At: the place of the number v, which must be below Len.
func (p *Permutation) Index(v uint64) uint64 {
	if v >= p.n {
		panic("synthhub: number outside the permutation")
	}
	for {
		x, y := v%p.a, v/p.a
		y = addMod(y, p.b-bounded(mix(p.keys[3]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-bounded(mix(p.keys[2]+y*weyl), p.a), p.a)
		y = addMod(y, p.b-bounded(mix(p.keys[1]+x*weyl), p.b), p.b)
		x = addMod(x, p.a-bounded(mix(p.keys[0]+y*weyl), p.a), p.a)
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
