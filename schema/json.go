package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// ParseJSON reads one JSON object into e. It is the inverse of AppendJSON for
// valid UTF-8. It also accepts white space, members in another order, and escapes
// that AppendJSON would not write; it wants every column exactly once and no
// other member, numbers and booleans as such, everything else as strings, and null only
// in a nullable column. The strings of e share memory with row, or, if there were
// escapes, with one copy. The error is a *ParseError.
func (t *Table[E]) ParseJSON(e *E, row string) error {
	if pe := t.parseJSON(e, row); pe != nil {
		return pe
	}
	return nil
}

func (t *Table[E]) parseJSON(e *E, row string) *ParseError {
	if t.parseOwnJSON(e, row) {
		return nil
	}
	return t.parseAnyJSON(e, row)
}

// parseOwnJSON reads a row in the very form of AppendJSON and without escapes,
// three times as fast as parseAnyJSON, which decides about any other.
func (t *Table[E]) parseOwnJSON(e *E, s string) bool {
	json := &t.layouts().json
	for i := range json.steps {
		step := &json.steps[i]
		if !strings.HasPrefix(s, step.before.text) {
			return false
		}
		s = s[len(step.before.text):]
		end := strings.IndexByte(s, step.after)
		if end < 0 {
			return false
		}
		v := s[:end]
		s = s[end+1:]
		if !text.Plain(v) && !verbatim(v) {
			return false
		}
		switch step.kind {
		case writeText, writeOnly:
			*at[string](rowOf(e), step.off) = v
		case writeNullable:
			if !step.col.setJSON(rowOf(e), v) {
				return false
			}
		default:
			if step.col.set(rowOf(e), v) != nil {
				return false
			}
		}
	}
	return s == json.end
}

// setJSON reads a value that may be null, in the very form of AppendJSON and without
// escapes.
func (c *Column) setJSON(row pointer, s string) bool {
	if s == "null" {
		c.null.clear(row, c.off)
		return true
	}
	if !c.Kind.bare() {
		if len(s) < 2 || strings.IndexByte(s[1:], '"') != len(s)-2 || s[0] != '"' {
			return false
		}
		s = s[1 : len(s)-1]
	}
	return c.null.set(row, c.off, s) == nil
}

// verbatim reports whether s, which has no quote, is what it stands for when it
// stands in a JSON string.
func verbatim(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(s)
}

// parseAnyJSON reads a row in any form that ParseJSON accepts.
func (t *Table[E]) parseAnyJSON(e *E, row string) *ParseError {
	p := jsonParser{s: row}
	wrong := func(err error) *ParseError {
		return t.parseError("", p.i, p.s[p.i:min(len(p.s), p.i+8)], err)
	}
	if !p.take('{') {
		return wrong(fmt.Errorf("%w, want an object", ErrSyntax))
	}
	var few [4]uint64
	seen := few[:]
	if len(t.columns) > 64*len(few) {
		seen = make([]uint64, (len(t.columns)+63)/64)
	}
	for n := 0; !p.take('}'); n++ {
		if n > 0 && !p.take(',') {
			return wrong(fmt.Errorf("%w, want a comma or the end of the object", ErrSyntax))
		}
		p.skipSpace()
		offset := p.i
		name, err := p.text()
		if err != nil {
			return wrong(err)
		}
		i := n // where AppendJSON would have it
		if i >= len(t.columns) || t.columns[i].Name != name {
			if i = t.index(name); i < 0 {
				return t.parseError("", offset, name, fmt.Errorf("%w: there is no column of that name", ErrColumns))
			}
		}
		if seen[i/64]>>(i%64)&1 != 0 {
			return t.parseError(name, offset, "", fmt.Errorf("%w: the member stands twice", ErrColumns))
		}
		seen[i/64] |= 1 << (i % 64)
		if !p.take(':') {
			return wrong(fmt.Errorf("%w, want a colon", ErrSyntax))
		}
		p.skipSpace()
		offset = p.i
		c := &t.columns[i]
		if value, err := p.setValue(c, rowOf(e)); err != nil {
			return t.parseError(c.Name, offset, value, err)
		}
	}
	if p.skipSpace(); p.i < len(p.s) {
		return wrong(fmt.Errorf("%w: text follows the object", ErrSyntax))
	}
	for i := range t.columns {
		if seen[i/64]>>(i%64)&1 == 0 {
			return t.parseError(t.columns[i].Name, len(row), "", fmt.Errorf("%w: the member is missing", ErrColumns))
		}
	}
	return nil
}

// jsonParser reads the flat objects that rows are.
type jsonParser struct {
	s   string
	i   int
	buf strings.Builder // strings that had escapes
}

func (p *jsonParser) skipSpace() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\t' || p.s[p.i] == '\n' || p.s[p.i] == '\r') {
		p.i++
	}
}

// take steps over c, after white space, and reports whether it was there.
func (p *jsonParser) take(c byte) bool {
	p.skipSpace()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

// setValue reads a value into the row. With an error it returns the text at fault.
func (p *jsonParser) setValue(c *Column, row pointer) (value string, err error) {
	start := p.i
	if c.Kind.bare() || c.Nullable && strings.HasPrefix(p.s[p.i:], "n") {
		value = p.bare()
	} else if value, err = p.text(); err != nil {
		return p.s[start:], err
	}
	switch {
	case !c.Nullable:
		return value, c.set(row, value)
	case p.s[start:p.i] == "null":
		c.null.clear(row, c.off)
		return "", nil
	case !c.Kind.bare() && p.s[start] != '"':
		return value, fmt.Errorf("%w, want a string or null", ErrSyntax)
	}
	return value, c.null.set(row, c.off, value)
}

// bare returns the text of a number, a boolean or null.
func (p *jsonParser) bare() string {
	start := p.i
	for p.i < len(p.s) && strings.IndexByte(",} \t\r\n", p.s[p.i]) < 0 {
		p.i++
	}
	return p.s[start:p.i]
}

// text reads a JSON string. It moves on only if it was one.
func (p *jsonParser) text() (string, error) {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		return "", fmt.Errorf("%w, want a string", ErrSyntax)
	}
	start, at := p.i+1, p.buf.Len()
	kept := start // what stands before it is in buf
	for j := start; j < len(p.s); {
		switch c := p.s[j]; {
		case c == '"':
			p.i = j + 1
			if kept == start {
				return p.s[start:j], nil
			}
			p.buf.WriteString(p.s[kept:j])
			return p.buf.String()[at:], nil
		case c < ' ':
			return "", fmt.Errorf("%w: a control character stands in a string", ErrSyntax)
		case c == '\\':
			r, n := unescape(p.s[j:])
			if n == 0 {
				return "", fmt.Errorf("%w: wrong escape", ErrSyntax)
			}
			if p.buf.Len() == 0 {
				p.buf.Grow(len(p.s) - start) // for all that is left of the row
			}
			p.buf.WriteString(p.s[kept:j])
			p.buf.WriteRune(r)
			j += n
			kept = j
		case c < utf8.RuneSelf:
			j++
		default:
			r, n := utf8.DecodeRuneInString(p.s[j:])
			if r == utf8.RuneError && n <= 1 {
				return "", fmt.Errorf("a string is %w", ErrUTF8)
			}
			j += n
		}
	}
	return "", fmt.Errorf("%w: the closing quote is missing", ErrSyntax)
}

// unescape reads the escape at the start of s and its length, 0 if it is none.
// Half of a surrogate pair is no character, so no escape either.
func unescape(s string) (r rune, n int) {
	if len(s) < 2 {
		return 0, 0
	}
	if i := strings.IndexByte(`"\/bfnrt`, s[1]); i >= 0 {
		return rune("\"\\/\b\f\n\r\t"[i]), 2
	}
	r, ok := unicodeEscape(s)
	if !ok {
		return 0, 0
	}
	if r < 0xd800 || r > 0xdfff {
		return r, 6
	}
	low, ok := unicodeEscape(s[6:])
	if !ok || r > 0xdbff || low < 0xdc00 || low > 0xdfff {
		return 0, 0
	}
	return (r-0xd800)<<10 | (low - 0xdc00) + 0x10000, 12
}

func unicodeEscape(s string) (r rune, ok bool) {
	if len(s) < 6 || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	for _, c := range []byte(s[2:6]) {
		switch {
		case c-'0' <= 9:
			c -= '0'
		case c|0x20-'a' <= 5:
			c = c | 0x20 - 'a' + 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}
