package mask

import "math/bits"

// A Scale splits numbers below a size into digits, without a division. The digits may have
// different radixes, whose product is the size.
//
// The number k is represented by the fraction k/size, in fixed point: f stands for f/2^64.
// Multiplied by the first radix, its integer part is the first digit, and its fractional part
// is the fraction for the other digits. In 64 bits these are the high and the low half of the
// product.
//
// For example, codes of a letter and two digits have the size 26*10*10 = 2600. Number 1234 is
// the fraction 0.47461…:
//
//	0.47461… * 26 = 12.34    digit 12, the letter M
//	0.34     * 10 =  3.4     digit 3
//	0.4      * 10 =  4.0     digit 4
//
// The last line shows that the fraction must not be too small: 3.99… would give the digit 3.
// It may be too large by less than 1/size, the distance to the fraction of the next number.
type Scale struct {
	size   uint64
	hi, lo uint64 // 128 bits: (2^128-1)/size, rounded down
}

// NewScale returns the Scale of a size. It panics if the size is not from 1 to 2^62.
func NewScale(size uint64) Scale {
	if size == 0 || size > maxSize {
		panic("mask: the size of a scale must be from 1 to 2^62")
	}
	s := Scale{size: size, hi: ^uint64(0) / size}
	s.lo, _ = bits.Div64(^uint64(0)%size, ^uint64(0), size)
	return s
}

// Size returns the size.
func (s *Scale) Size() uint64 { return s.size }

// maxError is the maximum error of a rounded fraction, in units of 2^-64: the quotient in Scale
// and the product in Fraction are each rounded down, by less than one.
const maxError = 2

// Fraction returns the fraction of number k, from which Digit takes the digits. It panics if k is
// not below Size. The fraction is at most maxError too large, so every digit is that of k: the
// distance to the next fraction is at least 2^64/2^62 = 4.
func (s *Scale) Fraction(k uint64) uint64 {
	if k >= s.size {
		panic("mask: the number is not below the size of the scale")
	}
	carry, _ := bits.Mul64(k, s.lo)
	return k*s.hi + carry + maxError
}

// Digit returns the first digit of a fraction, in the given radix, and the fraction for the other
// digits.
func Digit(f, radix uint64) (digit, rest uint64) { return bits.Mul64(f, radix) }
