package draw

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Everything in this file is specified to the bit, holds for every architecture and Go
// version, and is guarded by golden vectors. To change it is to change every dataset.

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

// Bounded maps a draw to a number from 0 to n-1 by the high half of a product. No number is
// likelier than another by more than one part in 2^64/n.
func Bounded(draw, n uint64) uint64 {
	hi, _ := bits.Mul64(draw, n)
	return hi
}

// Nth returns draw n of the sequence whose draw 0 is first, for n from 1 on: what a [Rand]
// returns after n others.
func Nth(first, n uint64) uint64 { return mix(first - n*weyl) }

// A Label is the source of randomness of one attribute: the key of its draws. Labels with
// different names are independent, so a new one changes no existing value. It is a small
// value, comparable and safe for concurrent use. [NewLabel] and
// github.com/synthhub/synthhub.Settings.Label return one.
type Label struct {
	key uint64
}

// NewLabel returns the Label of a seed and some names, such as those of an entity and an
// attribute. Other names, or the same in another order, give an independent Label.
func NewLabel(seed uint64, names ...string) Label {
	b := binary.BigEndian.AppendUint64(nil, seed)
	for _, s := range names {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	sum := sha256.Sum256(b)
	return Label{binary.BigEndian.Uint64(sum[:])}
}

// Sub returns the Label of a numbered part of the attribute, such as the day and the time
// of one timestamp: its draws are independent of those of l.
func (l Label) Sub(n uint64) Label { return Label{mix(mix(l.key+weyl) + n*weyl)} }

// Draw returns the first draw of At(key, 0), uniform over all 64-bit numbers: most
// attributes need no more.
func (l Label) Draw(key uint64) uint64 { return mix(l.key + key*weyl) }

// DrawAt returns the first draw of At(key, ordinal).
func (l Label) DrawAt(key uint64, ordinal int) uint64 {
	z := l.Draw(key)
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return z
}

// At returns the draws of the attribute for the record of a key, and one ordinal among
// its rows, 0 for the first. They do not depend on any other draw.
func (l Label) At(key uint64, ordinal int) Rand {
	z := mix(l.key + key*weyl) // not Draw: so At can be inlined
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return Rand{base: z}
}

// IntN returns a number from 0 to n-1 for the record of a key: the first draw of At(key, 0),
// for attributes that need no more. Where a record has several rows, use IntNAt: IntN gives
// all of them the same number. It panics if n is not positive.
func (l Label) IntN(key uint64, n int) int { return l.IntNAt(key, 0, n) }

// IntNAt is IntN for one ordinal among the rows of the record, 0 for the first.
func (l Label) IntNAt(key uint64, ordinal, n int) int {
	r := l.At(key, ordinal)
	return r.IntN(n)
}
