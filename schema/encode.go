package schema

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// A step writes one column. New compiles a table into one list of steps for
// each format; everything that does not depend on the row is rendered then.
type step struct {
	kind  Kind
	off   uintptr
	lit   literal   // JSON: what stands between the value before and this one
	cells []literal // Enum: the values that have a name, escaped
	col   *Column
}

// A literal is a text that is copied often. A short one is copied as a block of
// fixed size and then cut, which is two moves instead of a call: a tenth of the
// time of a JSON row.
type literal struct {
	text  string
	block [32]byte // the text, if that is short
}

func newLiteral(s string) literal {
	l := literal{text: s}
	copy(l.block[:], s)
	return l
}

// literals returns the names as escape writes them.
func literals(names []string, escape func([]byte, string) []byte) []literal {
	list := make([]literal, len(names))
	for v, name := range names {
		if !text.Plain(name) {
			name = string(escape(nil, name))
		}
		list[v] = newLiteral(name)
	}
	return list
}

func (l *literal) append(dst []byte) []byte {
	if n := len(dst); len(l.text) <= len(l.block) {
		return append(dst, l.block[:]...)[:n+len(l.text)]
	}
	return append(dst, l.text...)
}

func (t *Table[E]) compile() {
	t.csv, t.json = make([]step, 0, len(t.columns)), make([]step, 0, len(t.columns))
	var header []byte
	before := "{"
	for i := range t.columns {
		c := &t.columns[i]
		header = append(append(header, c.Name...), ',')
		quote := `"`
		if c.Kind == Int || c.Kind == Flag {
			quote = ""
		}
		csv := step{kind: c.Kind, off: c.off, col: c}
		json := csv
		json.lit = newLiteral(before + `"` + c.Name + `":` + quote)
		if c.Kind == Enum {
			csv.cells, json.cells = literals(c.Names, appendCell), literals(c.Names, appendQuoted)
		}
		t.csv, t.json = append(t.csv, csv), append(t.json, json)
		before = quote + ","
	}
	header[len(header)-1] = '\n'
	t.header = string(header)
	t.tail = strings.TrimSuffix(before, ",") + "}"
}

// AppendHeader appends the CSV header: the column names, and a line feed.
func (t *Table[E]) AppendHeader(dst []byte) []byte { return append(dst, t.header...) }

// AppendCSV appends a row as CSV (RFC 4180) with a line feed at its end. Cells
// are quoted only where they must be, just as encoding/csv does it, but for the
// empty row of a table with one column: it is "", since an empty line is no row.
// Like append it extends dst, and may use what room dst has behind the row.
func (t *Table[E]) AppendCSV(dst []byte, e *E) []byte {
	row, start := rowOf(e), len(dst)
	for i := range t.csv {
		s := &t.csv[i]
		if s.kind == Text {
			var plain bool
			v := *at[string](row, s.off)
			if dst, plain = text.AppendPlain(dst, v); !plain {
				dst = appendCell(dst, v)
			}
		} else if s.kind == Enum {
			dst = s.appendWord(dst, *at[uint8](row, s.off))
		} else {
			dst = s.append(dst, row, appendCell)
		}
		dst = append(dst, ',') // as a byte of its own: no longer store to wait for
	}
	if len(dst) == start+1 {
		dst = append(dst[:start], `"",`...)
	}
	dst[len(dst)-1] = '\n'
	return dst
}

// AppendJSON appends a row as a JSON object without white space, its members in
// column order and escaped just as encoding/json does with SetEscapeHTML(false).
// Bytes that are not UTF-8 become U+FFFD, so that the result is valid JSON. Like
// append it extends dst, and may use what room dst has behind the row.
func (t *Table[E]) AppendJSON(dst []byte, e *E) []byte {
	row := rowOf(e)
	for i := range t.json {
		s := &t.json[i]
		dst = s.lit.append(dst)
		if s.kind == Text {
			var plain bool
			v := *at[string](row, s.off)
			if dst, plain = text.AppendPlain(dst, v); !plain {
				dst = appendQuoted(dst, v)
			}
		} else if s.kind == Enum {
			dst = s.appendWord(dst, *at[uint8](row, s.off))
		} else {
			dst = s.append(dst, row, appendQuoted)
		}
	}
	return append(dst, t.tail...)
}

// appendWord writes a value of an Enum. One without a name is written as empty
// text; Check reports it.
func (s *step) appendWord(dst []byte, v uint8) []byte {
	if int(v) < len(s.cells) {
		return s.cells[v].append(dst)
	}
	return dst
}

// append writes the kinds that cannot hold a special character, and the rarer
// ones, which go through escape.
func (s *step) append(dst []byte, row pointer, escape func([]byte, string) []byte) []byte {
	switch s.kind {
	case Day:
		return at[Date](row, s.off).append(dst)
	case Int:
		return text.AppendInt(dst, s.col.integer(row))
	case Other:
		n := len(dst)
		dst = s.col.appendText(dst, row)
		if v := dst[n:]; !text.Plain(v) {
			return escape(dst[:n], string(v))
		}
		return dst
	}
	return s.col.appendText(dst, row)
}

// appendText appends the text of the column's value, as CSV has it before
// quoting. An Other that has no text, because its AppendText fails, is empty.
func (c *Column) appendText(dst []byte, row pointer) []byte {
	switch c.Kind {
	case Text:
		return append(dst, *at[string](row, c.off)...)
	case Enum:
		if v := *at[uint8](row, c.off); int(v) < len(c.Names) {
			return append(dst, c.Names[v]...)
		}
	case ID:
		if id := at[[16]byte](row, c.off); !c.Optional || *id != [16]byte{} {
			return text.AppendUUID(dst, id)
		}
	case Day:
		return at[Date](row, c.off).append(dst)
	case Int:
		return text.AppendInt(dst, c.integer(row))
	case Flag:
		return strconv.AppendBool(dst, *at[bool](row, c.off))
	case Other:
		if b, err := c.other(row, c.off).AppendText(dst); err == nil {
			return b
		}
	}
	return dst
}

// appendCell appends one CSV cell, quoted if encoding/csv would quote it.
func appendCell(dst []byte, s string) []byte {
	r, _ := utf8.DecodeRuneInString(s)
	if s == "" || s != `\.` && !strings.ContainsAny(s, "\",\r\n") && !unicode.IsSpace(r) {
		return append(dst, s...)
	}
	dst = append(dst, '"')
	for i := range len(s) {
		if s[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, s[i])
	}
	return append(dst, '"')
}

// appendQuoted appends the inside of a JSON string.
func appendQuoted(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			i++
			switch c {
			case '"', '\\':
				dst = append(dst, '\\', c)
			case '\b':
				dst = append(dst, `\b`...)
			case '\f':
				dst = append(dst, `\f`...)
			case '\n':
				dst = append(dst, `\n`...)
			case '\r':
				dst = append(dst, `\r`...)
			case '\t':
				dst = append(dst, `\t`...)
			default:
				if c < ' ' {
					dst = append(dst, `\u00`...)
					dst = append(dst, hex[c>>4], hex[c&15])
				} else {
					dst = append(dst, c)
				}
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && n == 1:
			dst = append(dst, `\ufffd`...)
		case r == '\u2028' || r == '\u2029': // line ends in JavaScript
			dst = append(dst, `\u202`...)
			dst = append(dst, hex[r&15])
		default:
			dst = append(dst, s[i:i+n]...)
		}
		i += n
	}
	return dst
}
