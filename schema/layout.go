package schema

import (
	"slices"

	"github.com/synthhub/synthhub/internal/text"
)

// A layout is how the rows of a table are written in one format: everything that does not
// depend on the row is rendered in it.
type layout struct {
	steps   []step
	special byte // what a value holds only if it is escaped, besides the quote
	escape  func(dst []byte, s string) []byte
	null    string // what stands for no value
	end     string // what stands behind the last step
}

// A step writes one column. Where there are few values, a literal holds the value with
// what stands around it.
type step struct {
	kind   stepKind
	after  byte // what stands behind the value
	off    uintptr
	before literal   // what stands between that of the step before and this value
	cells  []literal // of a KindEnum or KindBool by value; the first one for only
	only   string    // the one value of a KindText that may have no other
	quote  string    // what stands around a value that may be null
	col    *Column
}

// A stepKind is how a value is written.
type stepKind uint8

const (
	writeText stepKind = iota
	writeWord          // a KindEnum or KindBool
	writeOnly
	writeInt
	writeID
	writeDay
	writeOther
	writeNullable
)

// A literal is a text that is copied often. A short one is copied as a block of
// fixed size and then cut, which is two moves instead of a call.
type literal struct {
	text  string
	block [32]byte // the text, if that is short
}

func newLiteral(s string) literal {
	l := literal{text: s}
	copy(l.block[:], s)
	return l
}

func (l *literal) append(dst []byte) []byte {
	if len(l.text) == 0 {
		return dst
	}
	n := len(dst)
	if cap(dst)-n < len(l.block) || len(l.text) > len(l.block) {
		return append(dst, l.text...)
	}
	*(*[len(l.block)]byte)(dst[n : n+len(l.block)]) = l.block
	return dst[:n+len(l.text)]
}

// A compiled table is its layouts in both formats.
type compiled struct{ csv, json layout }

// layouts compiles the table when a row is first written or read, and not in New: the
// tables of the governed entities would take more than a tenth of a millisecond in every
// program that imports them.
func (t *Table[E]) layouts() *compiled {
	if c := t.compiled.Load(); c != nil {
		return c
	}
	c := compile(t.columns)
	t.compiled.Store(c) // others may do the same at the same time
	return c
}

func compile(columns []Column) *compiled {
	csv, json := layout{special: ',', escape: appendCell}, layout{special: '\\', escape: appendQuoted, null: "null"}
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

// add adds the step of a column.
func (l *layout) add(c *Column, before string, after byte) {
	s := step{kind: writeOther, after: after, off: c.off, before: newLiteral(before), col: c}
	values := c.Names
	switch {
	case c.Nullable:
		s.kind, values = writeNullable, nil
		if l.null != "" && !c.Kind.bare() {
			s.quote = `"`
		}
	case c.Kind == KindText:
		s.kind = writeText
		if only, ok := c.only(); ok {
			s.kind, s.only, values = writeOnly, only, []string{only}
		}
	case c.Kind == KindEnum:
		s.kind = writeWord
	case c.Kind == KindBool:
		s.kind, values = writeWord, []string{"false", "true"}
	case c.Kind == KindInt && !c.unsigned():
		s.kind = writeInt
	case c.Kind == KindUUID && !c.Optional:
		s.kind = writeID
	case c.Kind == KindDate:
		s.kind = writeDay
	}
	for _, v := range values {
		s.cells = append(s.cells, newLiteral(before+string(append(l.escape(nil, v), after))))
	}
	l.steps = append(l.steps, s)
}

// only returns the one value that the column may have, if it may have no other.
func (c *Column) only() (string, bool) {
	if len(c.masks) != 1 {
		return "", false
	}
	return c.masks[0].Only()
}

// append writes a row. Every part of it makes its own room.
func (l *layout) append(dst []byte, row pointer) []byte {
	steps := l.steps
	for i := range steps {
		s := &steps[i]
		switch s.kind {
		case writeOnly:
			if *at[string](row, s.off) == s.only {
				dst = s.cells[0].append(dst)
				continue
			}
			fallthrough
		case writeText:
			dst = s.before.append(dst)
			v, n := *at[string](row, s.off), len(dst)
			if cap(dst)-n < len(v)+8 {
				dst = grow(dst, len(v)+8)
			}
			if text.PutPlain(dst[n:cap(dst)], v, l.special, s.after) {
				dst = dst[:n+len(v)+1]
				continue
			}
			dst = l.escape(dst, v)
		case writeWord:
			if v := *at[uint8](row, s.off); int(v) < len(s.cells) {
				dst = s.cells[v].append(dst)
				continue
			}
			dst = s.before.append(dst) // a value without a name is empty text; Check reports it
		case writeInt:
			dst = text.AppendInt(s.before.append(dst), s.col.integer(row))
		case writeID:
			dst = text.AppendUUID(s.before.append(dst), at[[16]byte](row, s.off))
		case writeDay:
			dst = at[Date](row, s.off).append(s.before.append(dst))
		default:
			dst = l.appendOther(s.before.append(dst), s, row)
		}
		dst = append(dst, s.after)
	}
	return append(dst, l.end...)
}

// appendOther writes a value that has no way of its own, or may be null.
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

// grow is slices.Grow, kept out of append, whose registers it would take.
//
//go:noinline
func grow(dst []byte, n int) []byte { return slices.Grow(dst, n) }
