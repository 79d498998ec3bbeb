package mask

import (
	"encoding/binary"
	"slices"
	"sync"
)

// Codes are those of a mask, in order: what it takes to write one from its number. They
// do not change.
type Codes struct {
	*Mask
	stretches []stretch // the last filled up with spaces
	pairs     *pairTable
	length    int   // characters
	initial   int   // place of the initial; behind the code if there is none
	others    []int // places of further ones
	scale     Scale
}

// A stretch writes eight characters, two at a time. The next one starts at once with it:
// a fraction times the product of some radixes is what is left when their digits are
// taken.
type stretch struct {
	steps [stretchLen / 2]step
	all   uint64 // product of their radixes
}

const stretchLen = 8

// A step writes two characters: the digit of the two classes together is a place in the
// table of pairs, from base on; where a class stands for a literal, that is added.
type step struct{ radix, base, literal uint16 }

// take writes the next two characters.
func (s *step) take(code []byte, t *pairTable, f uint64) (rest uint64) {
	digit, rest := Digit(f, uint64(s.radix))
	binary.LittleEndian.PutUint16(code, t[s.base+uint16(digit)]|s.literal)
	return rest
}

// write writes the characters of all stretches. It is a function of its own, and long, so
// that the compiler keeps the fractions in registers.
func write(code []byte, stretches []stretch, t *pairTable, f uint64) {
	for i := range stretches {
		s, c := &stretches[i], (*[stretchLen]byte)(code)
		next := f * s.all
		f = s.steps[0].take(c[0:], t, f)
		f = s.steps[1].take(c[2:], t, f)
		f = s.steps[2].take(c[4:], t, f)
		s.steps[3].take(c[6:], t, f)
		f, code = next, code[stretchLen:]
	}
}

// A pairTable holds the pairs of characters of every two classes, two bytes each, the
// first one low. The class of a literal has one character, zero.
type pairTable [1 << 16]uint16

// numbered are the classes in order of their place in pairTable, literals first.
const numbered = "\x00dnalpvx"

// pairs returns the table, and the place of each two classes in it.
var pairs = sync.OnceValue(func() (p struct {
	table *pairTable
	base  [len(numbered)][len(numbered)]uint16
}) {
	p.table = new(pairTable)
	var chars [len(numbered)]string
	for i := range chars {
		if chars[i] = "\x00"; i > 0 {
			chars[i], _, _ = classOf(numbered[i])
		}
	}
	at := uint16(0)
	for i, first := range chars {
		for j, second := range chars {
			p.base[i][j] = at
			for _, a := range []byte(first) {
				for _, b := range []byte(second) {
					p.table[at] = uint16(a) | uint16(b)<<8
					at++
				}
			}
		}
	}
	return p
})

// Codes numbers the codes of a mask. It panics if the mask has no Size.
func (m *Mask) Codes() *Codes {
	if m.size == 0 {
		panic("mask: the codes of " + m.src + " cannot be numbered")
	}
	n := &Codes{Mask: m, initial: -1}
	type place struct {
		class   int // in numbered
		radix   uint16
		literal byte
	}
	var places []place
	for i := range m.runs {
		r := &m.runs[i]
		for _, c := range []byte(r.lit) {
			places = append(places, place{0, 1, c})
		}
		for range r.min {
			switch {
			case r.class == 'i' && n.initial < 0:
				n.initial = len(places)
			case r.class == 'i':
				n.others = append(n.others, len(places))
			default:
				places = append(places, place{slices.Index([]byte(numbered), r.class), uint16(len(r.chars)), 0})
				continue
			}
			places = append(places, place{0, 1, 0})
		}
	}
	if n.length = len(places); n.initial < 0 {
		n.initial = n.length
	}
	// Codes of eight characters have two stretches like those of nine, since branches that
	// follow the length of a code cost more than the spaces behind it.
	minLen := stretchLen
	if n.length >= stretchLen {
		minLen = 2 * stretchLen
	}
	for len(places)%stretchLen != 0 || len(places) < minLen {
		places = append(places, place{0, 1, ' '})
	}
	p := pairs()
	n.pairs = p.table
	for part := range slices.Chunk(places, stretchLen) {
		s := stretch{all: 1}
		for i := range s.steps {
			a, b := part[2*i], part[2*i+1]
			s.steps[i] = step{a.radix * b.radix, p.base[a.class][b.class], uint16(a.literal) | uint16(b.literal)<<8}
			s.all *= uint64(s.steps[i].radix)
		}
		n.stretches = append(n.stretches, s)
	}
	n.scale = NewScale(m.size)
	return n
}

// Append appends code number k, below Size, to dst. Where the mask has an
// initial it writes the given one. The mapping is one to one; the last
// position varies fastest. Up to eight bytes behind the code, within the capacity of
// dst, may be written too.
func (c *Codes) Append(dst []byte, k uint64, initial byte) []byte {
	at := len(dst)
	dst = slices.Grow(dst, stretchLen*len(c.stretches)+1)
	code := dst[at:cap(dst)]
	write(code, c.stretches, c.pairs, c.scale.Fraction(k))
	code[c.initial] = initial
	for _, i := range c.others {
		code[i] = initial
	}
	return dst[:at+c.length]
}
