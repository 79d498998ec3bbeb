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
	lit   string   // JSON: what stands between the value before and this one
	cells []string // Enum: the values, in JSON with lit before them
	col   *Column
}

func (t *Table[E]) compile() {
	var header []byte
	before := "{"
	for i := range t.columns {
		c := &t.columns[i]
		header = append(append(header, c.Name...), ',')
		quote := `"`
		if c.Kind == Int || c.Kind == Flag {
			quote = ""
		}
		s := step{kind: c.Kind, off: c.off, col: c}
		j := s
		j.lit = before + `"` + c.Name + `":` + quote
		if c.Kind == Enum {
			// An Enum value has one of 256 numbers; those without a name are
			// written as empty text, and are a violation.
			for v := range 256 {
				name := ""
				if v < len(c.Names) {
					name = c.Names[v]
				}
				s.cells = append(s.cells, string(appendCell(nil, name)))
				j.cells = append(j.cells, string(appendQuoted([]byte(j.lit), name)))
			}
		}
		t.csv, t.json = append(t.csv, s), append(t.json, j)
		before = quote + ","
	}
	header[len(header)-1] = '\n'
	t.header = string(header)
	t.tail = strings.TrimSuffix(before, ",") + "}"
}

// AppendHeader appends the CSV header: the column names, and a line feed.
func (t *Table[E]) AppendHeader(dst []byte) []byte { return append(dst, t.header...) }

// AppendCSV appends a row as CSV (RFC 4180) with a line feed at its end. Cells
// are quoted only where they must be, just as encoding/csv does it.
func (t *Table[E]) AppendCSV(dst []byte, e *E) []byte {
	row, start := rowOf(e), len(dst)
	for i := range t.csv {
		s := &t.csv[i]
		if s.kind == Text {
			if v := *at[string](row, s.off); text.Plain(v) {
				dst = append(dst, v...)
			} else {
				dst = appendCell(dst, v)
			}
		} else if s.kind == Enum {
			dst = append(dst, s.cells[*at[uint8](row, s.off)]...)
		} else {
			dst = s.append(dst, row, appendCell)
		}
		dst = append(dst, ',') // as a byte of its own: no longer store to wait for
	}
	if len(t.csv) == 1 && len(dst) == start+1 {
		dst = append(dst[:start], `"",`...) // an empty line would be no row
	}
	dst[len(dst)-1] = '\n'
	return dst
}

// AppendJSON appends a row as a JSON object without white space, its members in
// column order and escaped just as encoding/json does with SetEscapeHTML(false).
// Bytes that are not UTF-8 become U+FFFD, so that the result is valid JSON.
func (t *Table[E]) AppendJSON(dst []byte, e *E) []byte {
	row := rowOf(e)
	for i := range t.json {
		s := &t.json[i]
		if s.kind == Enum {
			dst = append(dst, s.cells[*at[uint8](row, s.off)]...)
			continue
		}
		dst = append(dst, s.lit...)
		if s.kind == Text {
			if v := *at[string](row, s.off); text.Plain(v) {
				dst = append(dst, v...)
			} else {
				dst = appendQuoted(dst, v)
			}
		} else {
			dst = s.append(dst, row, appendQuoted)
		}
	}
	return append(dst, t.tail...)
}

// append writes the kinds that cannot hold a special character, and Other,
// which goes through escape.
func (s *step) append(dst []byte, row pointer, escape func([]byte, string) []byte) []byte {
	switch s.kind {
	case ID:
		return text.AppendUUID(dst, at[[16]byte](row, s.off))
	case Day:
		return at[Date](row, s.off).append(dst)
	case Int:
		return text.AppendInt(dst, s.col.integer(row))
	case Flag:
		return strconv.AppendBool(dst, *at[bool](row, s.off))
	}
	n := len(dst)
	dst = s.col.appendText(dst, row)
	return escape(dst[:n], string(dst[n:]))
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
