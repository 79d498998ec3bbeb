package mask

import (
	"fmt"
	"strings"
)

// Match reports whether s has the shape of the mask.
func (m *Mask) Match(s string) bool {
	for i := range m.runs {
		r := &m.runs[i]
		if r.class == 0 {
			if !strings.HasPrefix(s, r.lit) {
				return false
			}
			s = s[len(r.lit):]
			continue
		}
		n, most := 0, len(s)
		if r.max != unbounded {
			most = min(most, r.max)
		}
		for n < most && members[s[n]]&r.bit != 0 {
			n++
		}
		if n < r.min {
			return false
		}
		s = s[n:]
	}
	return s == ""
}

// members holds for every byte the classes that it belongs to, in the bits that
// bitOf names: one look-up a character makes Match twice as fast as comparing.
const members = "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x61\x63\x63\x63\x63\x63\x63\x63\x63\x63\x00\x00\x00\x00\x00\x00" +
	"\x00\x74\x74\x74\x74\x74\x74\x74\x74\x44\x74\x74\x74\x74\x74\x44" +
	"\x74\x44\x74\x74\x74\x74\x74\x74\x74\x74\x74\x00\x00\x00\x00\x00" +
	"\x00\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08" +
	"\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" +
	"\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"

func bitOf(class byte) byte {
	switch class {
	case 'd':
		return 1
	case 'n':
		return 2
	case 'a', 'i':
		return 4
	case 'l':
		return 8
	case 'p':
		return 16
	case 'v':
		return 32
	case 'x':
		return 64
	}
	return 0
}

// InitialAt returns the place in a code of the initial of the family name, -1 if
// the mask has none. It must not follow a varying repetition.
func (m *Mask) InitialAt() int {
	at := 0
	for _, r := range m.runs {
		if r.class == 'i' {
			return at
		}
		at += len(r.lit) + r.max
	}
	return -1
}

// Disjoint reports whether it is plain from the shapes that no code has both:
// their lengths differ, or at some position their characters do. Masks with
// varying repetitions are never plainly disjoint.
func Disjoint(a, b *Mask) bool {
	if a.size == 0 || b.size == 0 {
		return false
	}
	x, y := a.sets(), b.sets()
	if len(x) != len(y) {
		return true
	}
	for i := range x {
		if !strings.ContainsAny(x[i], y[i]) {
			return true
		}
	}
	return false
}

// sets lists the possible characters of each position of a fixed mask.
func (m *Mask) sets() (sets []string) {
	for _, r := range m.runs {
		for i := range len(r.lit) {
			sets = append(sets, r.lit[i:i+1])
		}
		chars, _, _ := classOf(r.class)
		for range r.min {
			sets = append(sets, chars)
		}
	}
	return sets
}

// Regexp returns an expression for the shape, not anchored, that means the
// same in Go, ECMA-262 and XML Schema.
func (m *Mask) Regexp() string {
	var b strings.Builder
	for i := 0; i < len(m.runs); i++ {
		r := m.runs[i]
		if r.class == 0 {
			for _, c := range []byte(r.lit) {
				switch {
				case c == '$': // XML Schema does not know it escaped, the others do not know it bare
					b.WriteString("[$]")
					continue
				case strings.IndexByte(`\.+*?()|[]{}^`, c) >= 0:
					b.WriteByte('\\')
				}
				b.WriteByte(c)
			}
			continue
		}
		_, expr, _ := classOf(r.class)
		lo, hi := r.min, r.max
		for lo == hi && i+1 < len(m.runs) {
			next := m.runs[i+1]
			if next.class != r.class || next.min != next.max || lo+next.min > maxRepeat {
				break
			}
			i++ // "ddd" reads better as [0-9]{3}
			lo, hi = lo+next.min, hi+next.max
		}
		b.WriteString(expr)
		switch {
		case hi == unbounded:
			b.WriteByte('+')
		case lo != hi:
			fmt.Fprintf(&b, "{%d,%d}", lo, hi)
		case lo > 1:
			fmt.Fprintf(&b, "{%d}", lo)
		}
	}
	return b.String()
}
