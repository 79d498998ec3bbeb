package schema

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// ParseCSV reads one CSV row, without its line end, into e. It is the inverse of
// AppendCSV and stricter than most readers: it wants every column in order and
// every value in the one form that AppendCSV writes, so no number with leading
// zeros and no UUID in upper case. The strings of e share memory with row. The
// error is a *ParseError; e then holds the columns before the wrong one.
func (t *Table[E]) ParseCSV(e *E, row string) error {
	rest, more := row, true
	for i := range t.columns {
		c := &t.columns[i]
		offset := len(row) - len(rest)
		if !more {
			return t.parseError(c.Name, offset, "", fmt.Errorf("%w: the row ends after %d of %d", ErrColumns, i, len(t.columns)))
		}
		var cell string
		var err error
		cell, rest, more, err = nextCell(rest)
		if err == nil {
			err = c.set(rowOf(e), cell)
		}
		if err != nil {
			return t.parseError(c.Name, offset, cell, err)
		}
	}
	if more {
		return t.parseError("", len(row)-len(rest), rest, fmt.Errorf("%w: the row goes on after the last of %d", ErrColumns, len(t.columns)))
	}
	return nil
}

func (t *Table[E]) parseError(column string, offset int, value string, err error) error {
	return &ParseError{Table: t.name, Column: column, Offset: offset, Value: short(value), Err: err}
}

// nextCell takes the first cell off a CSV row and reports whether a comma
// followed it.
func nextCell(s string) (cell, rest string, more bool, err error) {
	if len(s) == 0 || s[0] != '"' {
		if i := strings.IndexByte(s, ','); i >= 0 {
			cell, rest, more = s[:i], s[i+1:], true
		} else {
			cell = s
		}
		if strings.ContainsAny(cell, "\"\r\n") {
			err = fmt.Errorf("%w: a cell with a quote or a line end must be quoted", ErrQuote)
		}
		return cell, rest, more, err
	}
	end, doubled := 1, false
	for {
		i := strings.IndexByte(s[end:], '"')
		if i < 0 {
			return s, "", false, fmt.Errorf("%w: the closing quote is missing", ErrQuote)
		}
		end += i
		if !strings.HasPrefix(s[end+1:], `"`) {
			break
		}
		end, doubled = end+2, true
	}
	cell, rest = s[1:end], s[end+1:]
	if doubled {
		cell = strings.ReplaceAll(cell, `""`, `"`)
	}
	if rest == "" {
		return cell, "", false, nil
	}
	if rest[0] != ',' {
		return cell, rest, false, fmt.Errorf("%w: text follows the closing quote", ErrQuote)
	}
	return cell, rest[1:], true, nil
}

// set parses the text of a value into the row.
func (c *Column) set(row pointer, s string) error {
	switch c.Kind {
	case Text:
		*at[string](row, c.off) = s
	case Enum:
		for v, name := range c.Names {
			if name == s {
				*at[uint8](row, c.off) = uint8(v)
				return nil
			}
		}
		if s != "" {
			return fmt.Errorf("%w, want one of %s", ErrUnknown, shortList(c.Vocabulary()))
		}
		*at[uint8](row, c.off) = 0
	case ID:
		id, ok := text.ParseUUID(s)
		if !ok {
			return fmt.Errorf("%w, want a UUID of 36 characters in lower case", ErrSyntax)
		}
		*at[[16]byte](row, c.off) = id
	case Day:
		if s == "" {
			*at[Date](row, c.off) = Date{}
			return nil
		}
		d, err := ParseDate(s)
		if err != nil {
			return fmt.Errorf("%w, want a calendar day as YYYY-MM-DD", ErrSyntax)
		}
		*at[Date](row, c.off) = d
	case Int:
		v, err := parseInt(s)
		if err == nil && !c.setInteger(row, v) {
			err = ErrRange
		}
		return err
	case Flag:
		if s != "true" && s != "false" {
			return fmt.Errorf("%w, want true or false", ErrSyntax)
		}
		*at[bool](row, c.off) = s == "true"
	case Other:
		if err := c.other(row, c.off).UnmarshalText([]byte(s)); err != nil {
			return fmt.Errorf("%w: %v", ErrSyntax, err)
		}
	}
	return nil
}

func shortList(words []string) string {
	if len(words) > 8 {
		return fmt.Sprintf("%s, ... (%d words)", strings.Join(words[:6], ", "), len(words))
	}
	return strings.Join(words, ", ")
}

// parseInt reads a decimal number in its shortest form.
func parseInt(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	if digits == "" || digits[0] == '0' && (len(digits) > 1 || negative) {
		return 0, fmt.Errorf("%w, want a whole number without leading zeros", ErrSyntax)
	}
	n := uint64(0)
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, fmt.Errorf("%w, want a whole number", ErrSyntax)
		}
		if n > math.MaxInt64/10 {
			return 0, fmt.Errorf("%w, want at most 19 digits", ErrRange)
		}
		n = 10*n + uint64(d)
	}
	switch {
	case negative && n <= 1<<63:
		return -int64(n), nil
	case negative || n > math.MaxInt64:
		return 0, ErrRange
	}
	return int64(n), nil
}

// ParseJSON reads one JSON object into e. It is the inverse of AppendJSON for
// valid UTF-8. It also accepts white space, members in another order, and escapes
// that AppendJSON would not write; it wants every column exactly once and no
// other member, numbers and booleans as such, and everything else as strings.
// The strings of e may share memory with row. The error is a *ParseError.
func (t *Table[E]) ParseJSON(e *E, row string) error {
	p := jsonParser{s: row}
	if err := p.object(func(i int, name string, offset int) error {
		if i >= len(t.columns) || t.columns[i].Name != name {
			if i = t.index(name); i < 0 {
				return t.parseError("", offset, name, fmt.Errorf("%w: there is no column of that name", ErrColumns))
			}
		}
		c := &t.columns[i]
		if p.has(i) {
			return t.parseError(name, offset, "", fmt.Errorf("%w: the member stands twice", ErrColumns))
		}
		p.skipSpace()
		offset = p.i
		value, err := p.value(c.Kind == Int || c.Kind == Flag)
		if err == nil {
			err = c.set(rowOf(e), value)
		}
		if err != nil {
			return t.parseError(name, offset, value, err)
		}
		return nil
	}); err != nil {
		if _, ok := err.(*ParseError); !ok {
			err = t.parseError("", p.i, p.s[p.i:min(len(p.s), p.i+8)], err)
		}
		return err
	}
	for i := range t.columns {
		if !p.has(i) {
			return t.parseError(t.columns[i].Name, len(row), "", fmt.Errorf("%w: the member is missing", ErrColumns))
		}
	}
	return nil
}

// jsonParser reads the flat objects that rows are. The set of columns seen so
// far needs no allocation for tables of up to 128 columns.
type jsonParser struct {
	s    string
	i    int
	seen [2]uint64
	more map[int]bool
}

// has reports whether column i was seen before, and marks it.
func (p *jsonParser) has(i int) bool {
	if i < 128 {
		old := p.seen[i/64]>>(i%64)&1 != 0
		p.seen[i/64] |= 1 << (i % 64)
		return old
	}
	if p.more == nil {
		p.more = make(map[int]bool)
	}
	old := p.more[i]
	p.more[i] = true
	return old
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

// object calls member with the number, name and place of each member, at its
// value.
func (p *jsonParser) object(member func(i int, name string, offset int) error) error {
	if !p.take('{') {
		return fmt.Errorf("%w, want an object", ErrSyntax)
	}
	if !p.take('}') {
		for i := 0; ; i++ {
			p.skipSpace()
			offset := p.i
			name, err := p.text()
			if err != nil {
				return err
			}
			if !p.take(':') {
				return fmt.Errorf("%w, want a colon", ErrSyntax)
			}
			if err := member(i, name, offset); err != nil {
				return err
			}
			if p.take('}') {
				break
			}
			if !p.take(',') {
				return fmt.Errorf("%w, want a comma or the end of the object", ErrSyntax)
			}
		}
	}
	if p.skipSpace(); p.i < len(p.s) {
		return fmt.Errorf("%w: text follows the object", ErrSyntax)
	}
	return nil
}

// value returns the text of a string, or of a number or boolean if bare.
func (p *jsonParser) value(bare bool) (string, error) {
	if !bare {
		return p.text()
	}
	start := p.i
	for p.i < len(p.s) && strings.IndexByte(",} \t\r\n", p.s[p.i]) < 0 {
		p.i++
	}
	return p.s[start:p.i], nil
}

// text reads a JSON string.
func (p *jsonParser) text() (string, error) {
	if p.i >= len(p.s) || p.s[p.i] != '"' {
		return "", fmt.Errorf("%w, want a string", ErrSyntax)
	}
	start := p.i + 1
	for j := start; j < len(p.s); j++ {
		switch c := p.s[j]; {
		case c == '"':
			p.i = j + 1
			return p.s[start:j], nil
		case c == '\\' || c < ' ' || c >= utf8.RuneSelf:
			return p.textSlow(start)
		}
	}
	return "", fmt.Errorf("%w: the closing quote is missing", ErrSyntax)
}

// textSlow reads a string with escapes or bytes beyond ASCII.
func (p *jsonParser) textSlow(start int) (string, error) {
	var buf []byte
	for j := start; j < len(p.s); {
		c := p.s[j]
		switch {
		case c == '"':
			p.i = j + 1
			return string(buf), nil
		case c < ' ':
			p.i = j
			return "", fmt.Errorf("%w: a control character stands in a string", ErrSyntax)
		case c == '\\':
			r, n := unescape(p.s[j:])
			if n == 0 {
				p.i = j
				return "", fmt.Errorf("%w: wrong escape", ErrSyntax)
			}
			buf = utf8.AppendRune(buf, r)
			j += n
		default:
			r, n := utf8.DecodeRuneInString(p.s[j:])
			if r == utf8.RuneError && n <= 1 {
				p.i = j
				return "", ErrUTF8
			}
			buf = append(buf, p.s[j:j+n]...)
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
