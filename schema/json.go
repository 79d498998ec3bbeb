package schema

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// ParseJSON reads one JSON object into e. It is the inverse of AppendJSON for valid UTF-8.
// It also accepts white space, members in another order, and escapes that AppendJSON does
// not write. The object must have one member for each column and no other. Numbers and
// booleans must not be in quotes, all other values must be strings, and only a nullable
// column may be null.
//
// The strings of e share memory with row, or with a copy of it if there are escapes. The
// error is a *[ParseError].
func (t *Table[E]) ParseJSON(e *E, row string) error {
	if pe := t.parseJSON(e, row); pe != nil {
		return pe
	}
	return nil
}

// parseJSON is ParseJSON with the type of its error.
func (t *Table[E]) parseJSON(e *E, row string) *ParseError {
	if t.parseOwnJSON(e, row) {
		return nil
	}
	return t.parseAnyJSON(e, row)
}

// parseOwnJSON reads a row that is exactly as AppendJSON writes it and has no escapes. It
// reports false for any other row, which is left to parseAnyJSON. It is three times as
// fast. It also reports false if the text of a value alone does not show that AppendJSON
// writes it so.
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
		case writeText:
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

// setJSON stores the value of a nullable column. It reports false if the value is not
// exactly as AppendJSON writes it, or has escapes.
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

// verbatim reports whether AppendJSON writes a text without quotes as it is.
func verbatim(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '\\' {
			return false
		}
	}
	return utf8.ValidString(s) && !strings.Contains(s, "\u2028") && !strings.Contains(s, "\u2029")
}

// parseAnyJSON reads a row in any form that ParseJSON accepts.
func (t *Table[E]) parseAnyJSON(e *E, row string) *ParseError {
	p := jsonParser{s: row}
	var small [4]uint64 // enough for most tables, without an allocation
	seen := columnSet(small[:])
	if len(t.columns) > 64*len(small) {
		seen = make(columnSet, (len(t.columns)+63)/64)
	}
	if !p.consume('{') {
		return t.parseErrorAt(&p, fmt.Errorf("%w, want an object", ErrSyntax))
	}
	for n := 0; !p.consume('}'); n++ {
		if n > 0 && !p.consume(',') {
			return t.parseErrorAt(&p, fmt.Errorf("%w, want a comma or the end of the object", ErrSyntax))
		}
		if pe := t.parseMember(&p, n, seen, e); pe != nil {
			return pe
		}
	}
	if p.skipSpace(); p.i < len(p.s) {
		return t.parseErrorAt(&p, fmt.Errorf("%w: text follows the object", ErrSyntax))
	}
	for i := range t.columns {
		if !seen.has(i) {
			return t.parseError(t.columns[i].Name, len(row), "", fmt.Errorf("%w: the member is missing", ErrColumns))
		}
	}
	return nil
}

// parseMember reads the nth member of the object, from 0, and adds its column to seen.
func (t *Table[E]) parseMember(p *jsonParser, n int, seen columnSet, e *E) *ParseError {
	p.skipSpace()
	offset := p.i
	name, err := p.text()
	if err != nil {
		return t.parseErrorAt(p, err)
	}
	i := n // the column at this position in the order of AppendJSON
	if i >= len(t.columns) || t.columns[i].Name != name {
		if i = t.index(name); i < 0 {
			return t.parseError("", offset, name, fmt.Errorf("%w: the table has no such column", ErrColumns))
		}
	}
	if seen.has(i) {
		return t.parseError(name, offset, "", fmt.Errorf("%w: the member occurs twice", ErrColumns))
	}
	seen.add(i)
	if !p.consume(':') {
		return t.parseErrorAt(p, fmt.Errorf("%w, want a colon", ErrSyntax))
	}
	p.skipSpace()
	offset = p.i
	c := &t.columns[i]
	if value, err := p.setValue(c, rowOf(e)); err != nil {
		return t.parseError(c.Name, offset, value, err)
	}
	return nil
}

// parseErrorAt returns an error about the text at the position of the parser.
func (t *Table[E]) parseErrorAt(p *jsonParser, err error) *ParseError {
	const maxLen = 8
	return t.parseError("", p.i, p.s[p.i:min(len(p.s), p.i+maxLen)], err)
}

// A columnSet is a set of column indexes, one bit each.
type columnSet []uint64

func (s columnSet) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s columnSet) add(i int)      { s[i/64] |= 1 << (i % 64) }
