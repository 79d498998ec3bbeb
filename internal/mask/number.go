package mask

import (
	"slices"
	"strings"
)

// A numbering is what it takes to write a code from its number.
type numbering struct {
	steps    [][stride]step // one a character, the last filled up with spaces
	length   int            // characters
	initials []int          // their places
	scale    Scale
}

// A step takes one of radix characters of glyphs, from base on; a literal has one.
type step struct{ radix, base uint8 }

// take takes the first digit of a fraction.
func (s step) take(f uint64) (c byte, rest uint64) {
	digit, rest := Digit(f, uint64(s.radix))
	return glyphs[s.base+uint8(digit)], rest
}

// write takes the characters of all steps. It is a function of its own, and long, so that
// the compiler keeps the fraction in a register.
func write(code []byte, steps [][stride]step, f uint64) {
	for i := range steps {
		s, c := &steps[i], (*[stride]byte)(code)
		c[0], f = s[0].take(f)
		c[1], f = s[1].take(f)
		c[2], f = s[2].take(f)
		c[3], f = s[3].take(f)
		c[4], f = s[4].take(f)
		c[5], f = s[5].take(f)
		c[6], f = s[6].take(f)
		c[7], f = s[7].take(f)
		code = code[stride:]
	}
}

// stride is the number of characters that Append writes without asking whether the
// code ends: branches that follow the length of a code cost more than spaces.
const stride = 8

// glyphs holds every character at its own place, so that digits, letters and literals
// are spans of it, and behind them the characters of v, which end with those of p, and
// of x.
const glyphs = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	" !\"#$%&'()*+,-./0123456789:;<=>?" +
	"@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_" +
	"`abcdefghijklmnopqrstuvwxyz{|}~\x00" +
	"0123456789ABCDEFGHJKLMNPRSTUVWXYZ" +
	"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

// number prepares Append for a mask that has a size.
func (m *Mask) number() (n numbering) {
	put := func(s step) {
		if n.length%stride == 0 {
			var spaces [stride]step
			for i := range spaces {
				spaces[i] = step{1, ' '}
			}
			n.steps = append(n.steps, spaces)
		}
		n.steps[n.length/stride][n.length%stride] = s
		n.length++
	}
	for i := range m.runs {
		r := &m.runs[i]
		for _, c := range []byte(r.lit) {
			put(step{1, c})
		}
		s := step{uint8(len(r.chars)), uint8(strings.Index(glyphs, r.chars))}
		for range r.min {
			if r.class == 'i' {
				n.initials = append(n.initials, n.length)
				s.radix = 1
			}
			put(s)
		}
	}
	n.scale = NewScale(m.size)
	return n
}

// Append appends code number k, below Size, to dst. Where the mask has an
// initial it writes the given one. The mapping is one to one; the last
// position varies fastest. Up to seven bytes behind the code, within the capacity of
// dst, may be written too.
func (m *Mask) Append(dst []byte, k uint64, initial byte) []byte {
	at := len(dst)
	dst = slices.Grow(dst, stride*len(m.steps))
	write(dst[at:cap(dst)], m.steps, m.scale.Fraction(k))
	dst = dst[:at+m.length]
	for _, i := range m.initials {
		dst[at+i] = initial
	}
	return dst
}
