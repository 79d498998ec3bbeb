package mask

import (
	"encoding/binary"
	"slices"
	"strings"
	"sync"
)

// Codes writes the codes of a mask by their numbers. It does not change.
type Codes struct {
	*Mask
	without *without // nil if all codes of the mask are numbered
	groups  []group  // the last is filled up with spaces
	pairs   *pairTable
	length  int   // number of characters of a code
	initial int   // index in the code of the first initial; length if there is none
	others  []int // indexes of the other initials
	scale   Scale
}

// groupLen is the number of characters that a group writes.
const groupLen = 8

// A group writes eight characters, two with each step. A fraction times the product of all
// radixes is the fraction that the steps leave. So the next group does not wait for them.
type group struct {
	steps   [groupLen / 2]step
	product uint64 // of the radixes
}

// A step writes two characters. The digit of both together is an index in the table of pairs,
// from base. Constant text is added to it: its class in the table has the character 0.
type step struct{ radix, base, text uint16 }

// put writes the next two characters and returns the rest of the fraction.
func (s *step) put(code []byte, t *pairTable, f uint64) (rest uint64) {
	digit, rest := Digit(f, uint64(s.radix))
	binary.LittleEndian.PutUint16(code, t[s.base+uint16(digit)]|s.text)
	return rest
}

// write writes the characters of all groups. It is a separate, unrolled function so that the
// compiler keeps the fractions in registers.
func write(code []byte, groups []group, t *pairTable, f uint64) {
	for i := range groups {
		g, c := &groups[i], (*[groupLen]byte)(code)
		next := f * g.product
		f = g.steps[0].put(c[0:], t, f)
		f = g.steps[1].put(c[2:], t, f)
		f = g.steps[2].put(c[4:], t, f)
		g.steps[3].put(c[6:], t, f)
		f, code = next, code[groupLen:]
	}
}

// A pairTable has the pairs of characters of every two classes, two bytes each, the first
// character in the low byte.
type pairTable [1 << 16]uint16

// pairClasses has the letters of the classes in pairTable, in order. Letter 0 stands for
// constant text.
const pairClasses = "\x00dnalpvx"

// pairBases has the indexes in pairTable at which the pairs of two classes begin.
type pairBases [len(pairClasses)][len(pairClasses)]uint16

// pairs returns the table of pairs and its indexes.
var pairs = sync.OnceValues(func() (*pairTable, *pairBases) {
	table, bases := new(pairTable), new(pairBases)
	var chars [len(pairClasses)]string
	for i := range chars {
		if chars[i] = "\x00"; i > 0 {
			c, _ := classOf(pairClasses[i])
			chars[i] = c.chars
		}
	}
	index := uint16(0)
	for i, first := range chars {
		for j, second := range chars {
			bases[i][j] = index
			for _, a := range []byte(first) {
				for _, b := range []byte(second) {
					table[index] = uint16(a) | uint16(b)<<8
					index++
				}
			}
		}
	}
	return table, bases
})

// Size returns the number of codes that Append can write, not counting the choice of an initial.
func (c *Codes) Size() uint64 {
	if c.without != nil {
		return c.without.scale.Size()
	}
	return c.size
}

// Codes returns the Codes of the mask. It panics if they cannot be numbered; see Size.
func (m *Mask) Codes() *Codes {
	if m.size == 0 {
		panic("mask: the codes of " + m.src + " cannot be numbered")
	}
	table, bases := pairs()
	c := &Codes{Mask: m, pairs: table, scale: NewScale(m.size)}
	places := c.places()
	c.length = len(places)
	if c.initial < 0 {
		c.initial = c.length // Append writes an initial in any case, which saves a branch
	}
	// A code of eight characters has two groups, as one of nine has: a branch that depends on
	// the length of the code costs more than writing spaces.
	minLen := groupLen
	if c.length >= groupLen {
		minLen = 2 * groupLen
	}
	for len(places)%groupLen != 0 || len(places) < minLen {
		places = append(places, constantPlace(' '))
	}
	for part := range slices.Chunk(places, groupLen) {
		c.groups = append(c.groups, newGroup(part, bases))
	}
	return c
}

// A place describes one character of a code.
type place struct {
	class int    // index in pairClasses
	radix uint16 // number of characters that it may be
	text  byte   // the character, if it is constant
}

// constantPlace returns the place of a constant character.
func constantPlace(c byte) place { return place{class: 0, radix: 1, text: c} }

// places returns the places of the characters of a code, and sets the indexes of the initials.
func (c *Codes) places() (list []place) {
	c.initial = -1
	for i := range c.runs {
		r := &c.runs[i]
		for _, char := range []byte(r.text) {
			list = append(list, constantPlace(char))
		}
		for range r.min {
			switch {
			case r.letter != initial:
				list = append(list, place{strings.IndexByte(pairClasses, r.letter), uint16(len(r.chars)), 0})
				continue
			case c.initial < 0:
				c.initial = len(list)
			default:
				c.others = append(c.others, len(list))
			}
			list = append(list, constantPlace(0))
		}
	}
	return list
}

// newGroup returns the group of eight places.
func newGroup(places []place, bases *pairBases) group {
	g := group{product: 1}
	for i := range g.steps {
		a, b := places[2*i], places[2*i+1]
		g.steps[i] = step{a.radix * b.radix, bases[a.class][b.class], uint16(a.text) | uint16(b.text)<<8}
		g.product *= uint64(g.steps[i].radix)
	}
	return g
}

// Append appends the code with number k, which must be below Size, and returns the extended
// buffer. It writes the given initial where the mask has one. Different numbers give different
// codes; the last characters vary fastest. Append may also write up to eight bytes after the
// code, within the capacity of dst.
func (c *Codes) Append(dst []byte, k uint64, initial byte) []byte {
	start := len(dst)
	dst = slices.Grow(dst, groupLen*len(c.groups)+1)
	code := dst[start:cap(dst)]
	if c.without != nil {
		k = c.without.code(k)
	}
	write(code, c.groups, c.pairs, c.scale.Fraction(k))
	code[c.initial] = initial
	for _, i := range c.others {
		code[i] = initial
	}
	return dst[:start+c.length]
}
