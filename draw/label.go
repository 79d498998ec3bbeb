package draw

import (
	"crypto/sha256"
	"encoding/binary"
	"math/bits"
)

// Everything in this file is specified to the bit and guarded by golden values. A change
// changes every dataset.

// The constants of wyrand, the generator in Wang Yi's wyhash (final version 4.2). Its author
// reports that it passes BigCrush and PractRand.
const (
	weyl = 0x2d358dccaa6c78a5 // factor of a coordinate before it is mixed
	fold = 0x8bb84b93962eacc9 // mix multiplies z by z^fold
)

// mix hashes a number as wyrand does: it combines the halves of a 128-bit product. It is not
// one-to-one, and no caller needs that. The finalizer of SplitMix64, with two multiplications
// in sequence, made the generation of a record 5 % slower.
func mix(z uint64) uint64 {
	hi, lo := bits.Mul64(z, z^fold)
	return hi ^ lo
}

// Bounded maps a draw to a number from 0 to n-1: the high half of the product of draw and n.
// The probabilities of two numbers differ by at most 2^-64.
func Bounded(draw, n uint64) uint64 {
	hi, _ := bits.Mul64(draw, n)
	return hi
}

// Nth returns the nth draw after draw0 in the same sequence, for n from 1: it is what a [Rand]
// that begins with draw0 returns after n others.
func Nth(draw0, n uint64) uint64 { return mix(draw0 - n*weyl) }

// A Label is the source of the draws of one attribute. Labels with different names are
// independent, so a new attribute changes no existing value. A Label is a small value,
// comparable and safe for concurrent use. [NewLabel] and
// github.com/synthhub/synthhub.Settings.Label return one.
type Label struct {
	key uint64
}

// NewLabel returns the Label of a seed and names, such as those of an entity and an attribute.
// Other names, or the same names in another order, give an independent Label.
func NewLabel(seed uint64, names ...string) Label {
	b := binary.BigEndian.AppendUint64(nil, seed)
	for _, s := range names {
		b = binary.BigEndian.AppendUint32(b, uint32(len(s))) // so that "ab", "c" is not "a", "bc"
		b = append(b, s...)
	}
	sum := sha256.Sum256(b)
	return Label{binary.BigEndian.Uint64(sum[:])}
}

// Sub returns the Label of part n of the attribute, such as the day or the time of a
// timestamp. Its draws are independent of those of l and of other parts.
func (l Label) Sub(n uint64) Label { return Label{mix(mix(l.key+weyl) + n*weyl)} }

// Draw returns the first draw of At(key, 0), uniform over all 64-bit numbers. It is for
// attributes that need one draw per record.
func (l Label) Draw(key uint64) uint64 { return mix(l.key + key*weyl) }

// DrawAt returns the first draw of At(key, ordinal).
func (l Label) DrawAt(key uint64, ordinal int) uint64 {
	z := l.Draw(key)
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return z
}

// At returns the draws of the attribute for one row: the key is that of its record, and the
// ordinal counts the rows of the record, from 0. They are independent of all other draws.
func (l Label) At(key uint64, ordinal int) Rand {
	z := mix(l.key + key*weyl) // a call of Draw would keep At from being inlined
	if ordinal != 0 {
		z = mix(z + uint64(ordinal)*weyl)
	}
	return Rand{base: z}
}

// IntN returns a number from 0 to n-1 for the record of a key, by the first draw of
// At(key, 0). For a record with several rows use IntNAt: IntN returns the same number for all
// of them. IntN panics if n is not positive.
func (l Label) IntN(key uint64, n int) int { return l.IntNAt(key, 0, n) }

// IntNAt is IntN for one row of the record. The ordinal counts the rows from 0.
func (l Label) IntNAt(key uint64, ordinal, n int) int {
	r := l.At(key, ordinal)
	return r.IntN(n)
}
