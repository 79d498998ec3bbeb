package schema

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A jsonParser reads objects whose values are no objects and no arrays.
type jsonParser struct {
	s   string
	i   int             // position in s
	buf strings.Builder // strings that had escapes
}

// skipSpace moves past white space.
func (p *jsonParser) skipSpace() {
	for p.i < len(p.s) && (p.s[p.i] == ' ' || p.s[p.i] == '\t' || p.s[p.i] == '\n' || p.s[p.i] == '\r') {
		p.i++
	}
}

// consume moves past white space and the character c, and reports whether c was there.
func (p *jsonParser) consume(c byte) bool {
	p.skipSpace()
	if p.i < len(p.s) && p.s[p.i] == c {
		p.i++
		return true
	}
	return false
}

// setValue reads a value into the row. With an error it returns the invalid text.
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

// text reads a JSON string. With an error it does not move.
func (p *jsonParser) text() (string, error) {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		return "", fmt.Errorf("%w, want a string", ErrSyntax)
	}
	start, bufStart := p.i+1, p.buf.Len()
	copied := start // end of the text that is in buf
	for j := start; j < len(p.s); {
		switch c := p.s[j]; {
		case c == '"':
			p.i = j + 1
			if copied == start {
				return p.s[start:j], nil
			}
			p.buf.WriteString(p.s[copied:j])
			return p.buf.String()[bufStart:], nil
		case c < ' ':
			return "", fmt.Errorf("%w: a string has a control character", ErrSyntax)
		case c == '\\':
			r, n := unescape(p.s[j:])
			if n == 0 {
				return "", fmt.Errorf("%w: invalid escape", ErrSyntax)
			}
			if p.buf.Len() == 0 {
				p.buf.Grow(len(p.s) - start) // enough for the rest of the row
			}
			p.buf.WriteString(p.s[copied:j])
			p.buf.WriteRune(r)
			j += n
			copied = j
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

// unescape returns the character of the escape at the start of s, and the length of the
// escape. The length is 0 if the escape is invalid, as one half of a surrogate pair is.
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
	if !utf16.IsSurrogate(r) {
		return r, unicodeLen
	}
	low, ok := unicodeEscape(s[unicodeLen:])
	if r = utf16.DecodeRune(r, low); !ok || r == utf8.RuneError {
		return 0, 0
	}
	return r, 2 * unicodeLen
}

const unicodeLen = len(`\u0000`)

// unicodeEscape returns the code unit of the escape \u0000 at the start of s.
func unicodeEscape(s string) (r rune, ok bool) {
	if len(s) < unicodeLen || s[0] != '\\' || s[1] != 'u' {
		return 0, false
	}
	for _, c := range []byte(s[2:unicodeLen]) {
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
