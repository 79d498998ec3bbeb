package mask

import "math/bits"

// A Scale writes numbers below its size in digits of any radixes whose product the
// size is, without a division. As a fraction of the size a number is one below 1 in
// fixed point, and each digit, from the first on, is what a multiplication by its
// radix carries out of it.
type Scale struct {
	size   uint64
	hi, lo uint64 // 2^128-1 divided by the size, rounded down
}

// NewScale makes a Scale of a size from 1 to 2^62.
func NewScale(size uint64) Scale {
	if size == 0 || size > 1<<62 {
		panic("mask: a scale has a size from 1 to 2^62")
	}
	s := Scale{size: size, hi: ^uint64(0) / size}
	s.lo, _ = bits.Div64(^uint64(0)%size, ^uint64(0), size)
	return s
}

// Size returns the size.
func (s *Scale) Size() uint64 { return s.size }

// Fraction returns k, which must be below Size, as a fraction to take digits from. It
// is too great by at most 2 parts in 2^64, less than one number, so that every digit is
// that of k.
func (s *Scale) Fraction(k uint64) uint64 {
	if k >= s.size {
		panic("mask: a number beyond the scale")
	}
	over, _ := bits.Mul64(k, s.lo)
	return k*s.hi + over + 2
}

// Digit takes the first digit of a fraction, one of the given radix.
func Digit(f, radix uint64) (digit, rest uint64) { return bits.Mul64(f, radix) }
