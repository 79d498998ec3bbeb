// Package mask describes the shapes of short codes: a licence number, a plate,
// a ZIP code. One mask serves three ends: it numbers the codes of its shape, so
// that a permutation of numbers is a permutation of codes; it tells whether a
// code has the shape; and it renders itself as a regular expression for schemas.
//
// In a mask a lower-case letter is a class of characters and everything else
// is literal:
//
//	d  digit                  n  digit 1 to 9
//	a  letter A to Z          l  letter a to z
//	p  letter without I O Q   v  digit, or letter without I O Q
//	x  digit or letter A-Z    i  initial of the family name, A to Z
//
// A class may be followed by {n}, {n,m} or + (one or more), with n and m up to
// 1000. Text between single quotes is literal. A mask is of printable ASCII.
// Examples: "id{12}", "WDLx{9}", "l+.l+d+@'example.com'".
package mask

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"
)

// unbounded is the upper end of a + repetition, in place of infinity.
const unbounded = 1 << 16

// maxRepeat is the longest repetition that regular expressions of Go allow.
const maxRepeat = 1000

// A run is a class that repeats, or a literal if its class is zero.
type run struct {
	class    byte
	chars    string // of the class
	bit      byte   // of the class in members
	lit      string
	min, max int
}

// Mask is a parsed mask. It does not change.
type Mask struct {
	src  string
	runs []run
	size uint64 // codes that can be numbered; 0 if a repetition varies or there are more than 2^62
}

// classes maps a class letter to its characters and its regular expression.
// The order of the characters is the order in which codes are numbered.
func classOf(c byte) (chars, expr string, ok bool) {
	switch c {
	case 'd':
		return "0123456789", "[0-9]", true
	case 'n':
		return "123456789", "[1-9]", true
	case 'a':
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[A-Z]", true
	case 'i':
		return "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[A-Z]", true
	case 'l':
		return "abcdefghijklmnopqrstuvwxyz", "[a-z]", true
	case 'p':
		return "ABCDEFGHJKLMNPRSTUVWXYZ", "[A-HJ-NPR-Z]", true
	case 'v':
		return "0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "[0-9A-HJ-NPR-Z]", true
	case 'x':
		return "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", "[0-9A-Z]", true
	}
	return "", "", false
}

// Parse reads a mask.
func Parse(src string) (*Mask, error) {
	m := &Mask{src: src, size: 1}
	for i := range len(src) {
		if src[i] < ' ' || src[i] > '~' {
			return nil, fmt.Errorf("mask %q: character %d is not printable ASCII", src, i)
		}
	}
	for i := 0; i < len(src); {
		c := src[i]
		if c == '\'' {
			j := strings.IndexByte(src[i+1:], '\'')
			if j < 0 {
				return nil, fmt.Errorf("mask %q: the quote at %d is not closed", src, i)
			}
			if err := m.literal(src[i+1 : i+1+j]); err != nil {
				return nil, err
			}
			i += j + 2
			continue
		}
		if c < 'a' || c > 'z' {
			if c == '{' || c == '}' || c == '+' {
				return nil, fmt.Errorf("mask %q: the %q at %d follows no class; put a literal one in single quotes", src, c, i)
			}
			if err := m.literal(src[i : i+1]); err != nil {
				return nil, err
			}
			i++
			continue
		}
		chars, _, ok := classOf(c)
		if !ok {
			return nil, fmt.Errorf("mask %q: there is no class %q; put literal lower-case text in single quotes", src, c)
		}
		r := run{class: c, chars: chars, bit: bitOf(c), min: 1, max: 1}
		i++
		switch {
		case strings.HasPrefix(src[i:], "+"):
			r.max = unbounded
			i++
		case strings.HasPrefix(src[i:], "{"):
			j := strings.IndexByte(src[i:], '}')
			if j < 0 {
				return nil, fmt.Errorf("mask %q: the brace at %d is not closed", src, i)
			}
			lo, hi, varies := strings.Cut(src[i+1:i+j], ",")
			if !varies {
				hi = lo
			}
			var err1, err2 error
			r.min, err1 = strconv.Atoi(lo)
			r.max, err2 = strconv.Atoi(hi)
			if err1 != nil || err2 != nil || r.min < 1 || r.max < r.min || r.max > maxRepeat {
				return nil, fmt.Errorf("mask %q: a repetition is {n} or {n,m} with 1 <= n <= m <= %d", src, maxRepeat)
			}
			i += j + 1
		}
		if m.takes(chars) {
			return nil, fmt.Errorf("mask %q: the varying repetition before %q could take its characters", src, c)
		}
		m.runs = append(m.runs, r)
		if r.min != r.max {
			m.size = 0
		} else if c != 'i' { // the initial is given, not numbered
			for range r.min {
				hi, lo := bits.Mul64(m.size, uint64(len(chars)))
				if hi != 0 {
					lo = 0
				}
				m.size = lo
			}
		}
	}
	if m.size > 1<<62 {
		m.size = 0
	}
	return m, nil
}

// takes reports whether the mask so far ends with a varying repetition that could
// take one of the characters. What follows it must not begin with one of them:
// then Match, which takes as many as it can, is right without going back.
func (m *Mask) takes(chars string) bool {
	if len(m.runs) == 0 {
		return false
	}
	last := m.runs[len(m.runs)-1]
	return last.min != last.max && strings.ContainsAny(last.chars, chars)
}

func (m *Mask) literal(s string) error {
	if s == "" {
		return nil
	}
	if m.takes(s[:1]) {
		return fmt.Errorf("mask %q: the varying repetition before %q could take its first character", m.src, s)
	}
	if n := len(m.runs); n > 0 && m.runs[n-1].class == 0 {
		m.runs[n-1].lit += s
		return nil
	}
	m.runs = append(m.runs, run{lit: s})
	return nil
}

// MustParse is Parse for masks in tables; it panics on a wrong one.
func MustParse(src string) *Mask {
	m, err := Parse(src)
	if err != nil {
		panic(err)
	}
	return m
}

// String returns the mask as it was written.
func (m *Mask) String() string { return m.src }

// Size is the number of codes that Codes can write, not counting the choice
// of an initial; 0 if the mask has a varying repetition or more than 2^62 codes.
func (m *Mask) Size() uint64 { return m.size }

// Only returns the one text that the mask matches, if it matches no other.
func (m *Mask) Only() (string, bool) {
	var b strings.Builder
	for _, r := range m.runs {
		if r.class != 0 {
			return "", false
		}
		b.WriteString(r.lit)
	}
	return b.String(), true
}

// Len returns the least and the greatest length of a code; the latter is beyond
// all use if the mask has a + in it.
func (m *Mask) Len() (least, most int) {
	for _, r := range m.runs {
		least += len(r.lit) + r.min
		most += len(r.lit) + r.max
	}
	return least, most
}
