package schema

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/synthhub/synthhub/internal/text"
)

// AppendHeader appends the CSV header: the column names and a line feed.
func (t *Table[E]) AppendHeader(dst []byte) []byte {
	for i := range t.columns {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, t.columns[i].Name...)
	}
	return append(dst, '\n')
}

// AppendCSV appends a row as CSV (RFC 4180), with a line feed at its end, and returns the
// extended buffer. It quotes a cell where encoding/csv does. The one exception is the row
// of one empty cell, which is written "", because an empty line is not a row. AppendCSV may
// write to the whole capacity of dst.
func (t *Table[E]) AppendCSV(dst []byte, e *E) []byte {
	start := len(dst)
	dst = t.layouts().csv.append(dst, rowOf(e))
	if len(dst) == start+1 {
		dst = append(dst[:start], "\"\"\n"...)
	}
	return dst
}

// AppendJSON appends a row as a JSON object, and returns the extended buffer. The object has
// no white space, its members are in column order, and strings are escaped as encoding/json
// does with SetEscapeHTML(false). The result is always valid JSON: bytes that are not UTF-8
// become U+FFFD, and numbers that are not finite become null. AppendJSON may write to the
// whole capacity of dst.
func (t *Table[E]) AppendJSON(dst []byte, e *E) []byte { return t.layouts().json.append(dst, rowOf(e)) }

// appendText appends the text of the value, as it is in CSV before quoting. It appends
// nothing for a value without a text: null, a number that is not finite, or a KindCustom
// whose AppendText returns an error.
func (c *Column) appendText(dst []byte, row pointer) []byte {
	switch c.stored {
	case KindText:
		return append(dst, *at[string](row, c.off)...)
	case KindEnum:
		if v := *at[uint8](row, c.off); int(v) < len(c.Names) {
			return append(dst, c.Names[v]...)
		}
	case KindUUID:
		if id := at[[16]byte](row, c.off); !c.Optional || *id != [16]byte{} {
			return text.AppendUUID(dst, id)
		}
	case KindDate:
		return at[Date](row, c.off).append(dst)
	case KindInt:
		v := c.integer(row)
		if v < 0 && c.unsigned() {
			return text.AppendUint(dst, uint64(v))
		}
		return text.AppendInt(dst, v)
	case KindDecimal:
		return appendDecimal(dst, c.integer(row), c.Scale)
	case KindFloat:
		return appendFloat(dst, *at[float64](row, c.off))
	case KindTimestamp:
		return appendTime(dst, *at[time.Time](row, c.off))
	case KindBool:
		return strconv.AppendBool(dst, *at[bool](row, c.off))
	case KindCustom:
		if b, err := c.custom(row, c.off).AppendText(dst); err == nil {
			return b
		}
	case kindNullable:
		if p := c.null.at(row, c.off); p != nil {
			return c.null.value.appendText(dst, p)
		}
	}
	return dst
}

// appendCell appends one CSV cell, in quotes if encoding/csv would quote it.
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

// appendEscaped appends a text as it is between the quotes of a JSON string.
func appendEscaped(dst []byte, s string) []byte {
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
