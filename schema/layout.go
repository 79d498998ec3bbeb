package schema

import (
	"slices"

	"github.com/synthhub/synthhub/internal/text"
)

// A layout writes the rows of a table in one format. It holds, rendered, all text that does
// not depend on the row.
type layout struct {
	steps   []step
	special byte // besides the quote, the character that is always escaped in this format
	escape  func(dst []byte, s string) []byte
	null    string // the text of null
	end     string // text after the last step
	varies  bool   // whether values may have several texts: a KindCustom decides for itself
}

// A step writes the value of one column and the text around it. The words of a KindEnum or
// KindBool are constants that include that text.
type step struct {
	kind      stepKind
	after     byte // character after the value
	off       uintptr
	before    constant   // text between the character after the previous value and this value
	constants []constant // of writeWord, by value; of writeConstant, the only one
	value     string     // of writeConstant, the value
	quote     string     // quotes around the value of a nullable column
	col       *Column
}

// A stepKind is the way in which a step writes its value.
type stepKind uint8

const (
	writeText     stepKind = iota
	writeWord              // of a KindEnum or KindBool
	writeConstant          // of a KindText with only one valid value
	writeInt
	writeUUID
	writeDate
	writeOther
	writeNullable
)

// A constant is a text that is appended often. A short one is copied as a block of fixed
// size, which compiles to two moves instead of a call, and then cut to its length.
type constant struct {
	text  string
	block [32]byte // begins with the text
}

// newConstant returns the constant of a text.
func newConstant(s string) constant {
	c := constant{text: s}
	copy(c.block[:], s)
	return c
}

// append appends the text. It may write a block to the capacity of dst.
func (c *constant) append(dst []byte) []byte {
	if len(c.text) == 0 {
		return dst
	}
	n := len(dst)
	if cap(dst)-n < len(c.block) || len(c.text) > len(c.block) {
		return append(dst, c.text...)
	}
	*(*[len(c.block)]byte)(dst[n : n+len(c.block)]) = c.block
	return dst[:n+len(c.text)]
}

// A compiled table has a layout for each format.
type compiled struct{ csv, json layout }

// layouts compiles the table when its first row is written or read. In New it would add more
// than a tenth of a millisecond to the start of every program that imports the governed
// tables.
func (t *Table[E]) layouts() *compiled {
	if c := t.compiled.Load(); c != nil {
		return c
	}
	c := compile(t.columns)
	t.compiled.Store(c) // another goroutine may store an equal one
	return c
}

// compile returns the layouts of a table.
func compile(columns []Column) *compiled {
	csv, json := layout{special: ',', escape: appendCell}, layout{special: '\\', escape: appendEscaped, null: "null"}
	before := "{"
	for i := range columns {
		c := &columns[i]
		csvEnd, jsonEnd := byte(','), byte(',')
		if i == len(columns)-1 {
			csvEnd, jsonEnd = '\n', '}'
		}
		csv.add(c, "", csvEnd)
		before += `"` + c.Name + `":`
		if c.Kind.bare() || c.Nullable {
			json.add(c, before, jsonEnd)
			before, json.end = "", ""
		} else {
			json.add(c, before+`"`, '"')
			before, json.end = ",", "}"
		}
	}
	return &compiled{csv, json}
}

// add appends the step of a column.
func (l *layout) add(c *Column, before string, after byte) {
	s := step{kind: writeOther, after: after, off: c.off, before: newConstant(before), col: c}
	values := c.Names
	l.varies = l.varies || c.Kind == KindCustom
	switch {
	case c.Nullable:
		s.kind, values = writeNullable, nil
		if l.null != "" && !c.Kind.bare() {
			s.quote = `"`
		}
	case c.Kind == KindText:
		s.kind = writeText
		if value, ok := c.constant(); ok {
			s.kind, s.value, values = writeConstant, value, []string{value}
		}
	case c.Kind == KindEnum:
		s.kind = writeWord
	case c.Kind == KindBool:
		s.kind, values = writeWord, []string{"false", "true"}
	case c.Kind == KindInt && !c.unsigned():
		s.kind = writeInt
	case c.Kind == KindUUID && !c.Optional:
		s.kind = writeUUID
	case c.Kind == KindDate:
		s.kind = writeDate
	}
	for _, v := range values {
		s.constants = append(s.constants, newConstant(before+string(append(l.escape(nil, v), after))))
	}
	l.steps = append(l.steps, s)
}

// constant returns the value of a KindText that has only one valid value.
func (c *Column) constant() (string, bool) {
	if len(c.masks) != 1 {
		return "", false
	}
	return c.masks[0].Constant()
}

// plainSlack is the number of bytes after the text that text.PutPlain may write to.
const plainSlack = 8

// append appends a row. Each step reserves the capacity that it needs.
func (l *layout) append(dst []byte, row pointer) []byte {
	steps := l.steps
	for i := range steps {
		s := &steps[i]
		switch s.kind {
		case writeConstant:
			if *at[string](row, s.off) == s.value {
				dst = s.constants[0].append(dst)
				continue
			}
			fallthrough
		case writeText:
			dst = s.before.append(dst)
			v, n := *at[string](row, s.off), len(dst)
			if cap(dst)-n < len(v)+plainSlack {
				dst = grow(dst, len(v)+plainSlack)
			}
			if text.PutPlain(dst[n:cap(dst)], v, l.special, s.after) {
				dst = dst[:n+len(v)+1]
				continue
			}
			dst = l.escape(dst, v)
		case writeWord:
			if v := *at[uint8](row, s.off); int(v) < len(s.constants) {
				dst = s.constants[v].append(dst)
				continue
			}
			dst = s.before.append(dst) // a value without a name is written as empty text
		case writeInt:
			dst = text.AppendInt(s.before.append(dst), s.col.integer(row))
		case writeUUID:
			dst = text.AppendUUID(s.before.append(dst), at[[16]byte](row, s.off))
		case writeDate:
			dst = at[Date](row, s.off).append(s.before.append(dst))
		default:
			dst = l.appendOther(s.before.append(dst), s, row)
		}
		dst = append(dst, s.after)
	}
	return append(dst, l.end...)
}

// appendOther appends a value of a less common kind, or of a nullable column.
func (l *layout) appendOther(dst []byte, s *step, row pointer) []byte {
	c := s.col
	if s.kind == writeNullable {
		if row = c.null.at(row, c.off); row == nil {
			return append(dst, l.null...)
		}
		c = &c.null.value
	}
	dst = append(dst, s.quote...)
	n := len(dst)
	dst = c.appendText(dst, row)
	if v := dst[n:]; !text.Plain(v) {
		dst = l.escape(dst[:n], string(v))
	}
	if len(dst) == n && c.Kind == KindFloat { // not finite
		dst = append(dst, l.null...)
	}
	return append(dst, s.quote...)
}

// grow is slices.Grow. Inlined in append it would need registers that append has better use
// for.
//
//go:noinline
func grow(dst []byte, n int) []byte { return slices.Grow(dst, n) }
