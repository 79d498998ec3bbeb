package mask

import (
	"fmt"
	"strings"
)

// Match reports whether a text has the form of the mask.
func (m *Mask) Match(s string) bool {
	if !strings.HasSuffix(s, m.suffix) {
		return false // which saves going over the text, where masks differ at their ends
	}
	for i := range m.runs {
		r := &m.runs[i]
		if r.constant() {
			if !strings.HasPrefix(s, r.text) {
				return false
			}
			s = s[len(r.text):]
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

// Disjoint reports whether no code matches both masks: their lengths differ, or their
// characters at some position. It reports false for masks whose codes cannot be numbered.
func Disjoint(a, b *Mask) bool {
	if a.size == 0 || b.size == 0 {
		return false
	}
	x, y := a.positions(), b.positions()
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

// positions returns the possible characters at each position of a mask without varying
// repetitions.
func (m *Mask) positions() (list []string) {
	for i := range m.runs {
		r := &m.runs[i]
		for k := range len(r.text) {
			list = append(list, r.text[k:k+1])
		}
		for range r.min {
			list = append(list, r.chars)
		}
	}
	return list
}

// Regexp returns a regular expression for the form of the mask. It has no anchors, and means
// the same in Go, ECMA-262 and XML Schema.
func (m *Mask) Regexp() string {
	var b strings.Builder
	for i := 0; i < len(m.runs); i++ {
		r := m.runs[i]
		if r.constant() {
			writeEscaped(&b, r.text)
			continue
		}
		// Join repetitions of one class: [0-9]{3} is easier to read than [0-9][0-9][0-9].
		for !r.varies() && i+1 < len(m.runs) {
			next := &m.runs[i+1]
			if next.letter != r.letter || next.varies() || r.min+next.min > maxRepeat {
				break
			}
			i++
			r.min, r.max = r.min+next.min, r.max+next.max
		}
		b.WriteString(r.expr)
		switch {
		case r.max == unbounded:
			b.WriteByte('+')
		case r.varies():
			fmt.Fprintf(&b, "{%d,%d}", r.min, r.max)
		case r.min > 1:
			fmt.Fprintf(&b, "{%d}", r.min)
		}
	}
	return b.String()
}

// writeEscaped writes a regular expression for constant text.
func writeEscaped(b *strings.Builder, text string) {
	for _, c := range []byte(text) {
		switch {
		case c == '$': // XML Schema does not allow \$, and $ alone is an anchor elsewhere
			b.WriteString("[$]")
			continue
		case strings.IndexByte(`\.+*?()|[]{}^`, c) >= 0:
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
}
