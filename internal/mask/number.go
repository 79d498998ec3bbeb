package mask

import (
	"slices"
	"strings"
)

// A numbering is what it takes to write a code from its number.
type numbering struct {
	steps    []stretch // one a character, the last filled up with spaces
	length   int       // characters
	initials []int     // their places
	scale    Scale
}

// A step takes one of radix characters of glyphs, from base on; a literal has one.
type step struct{ radix, base uint8 }

// take takes the first digit of a fraction.
func (s step) take(f uint64) (c byte, rest uint64) {
	digit, rest := Digit(f, uint64(s.radix))
	return glyphs[s.base+uint8(digit)], rest
}

// A stretch is the steps of some characters. Its second half starts at once with the
// first, and the next stretch too: a fraction times the product of some radixes is what
// is left when their digits are taken.
type stretch struct {
	steps     [stride]step
	half, all uint64 // products of the radixes of the first half and of both
}

// write takes the characters of all steps. It is a function of its own, and long, so that
// the compiler keeps the fractions in registers.
func write(code []byte, steps []stretch, f uint64) {
	for i := range steps {
		t, c := &steps[i], (*[stride]byte)(code)
		s, second := &t.steps, f*t.half
		next := f * t.all
		c[0], f = s[0].take(f)
		c[4], second = s[4].take(second)
		c[1], f = s[1].take(f)
		c[5], second = s[5].take(second)
		c[2], f = s[2].take(f)
		c[6], second = s[6].take(second)
		c[3], _ = s[3].take(f)
		c[7], _ = s[7].take(second)
		f = next
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
			var spaces stretch
			for i := range spaces.steps {
				spaces.steps[i] = step{1, ' '}
			}
			n.steps = append(n.steps, spaces)
		}
		n.steps[n.length/stride].steps[n.length%stride] = s
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
	for i := range n.steps {
		t := &n.steps[i]
		t.half, t.all = 1, 1
		for at, s := range t.steps {
			if at < stride/2 {
				t.half *= uint64(s.radix)
			}
			t.all *= uint64(s.radix)
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
