package schema

import (
	"slices"

	"github.com/synthhub/synthhub/internal/text"
)

// A layout writes the rows of a table in one format. It holds, rendered, all text that does
// not depend on the row.
type layout struct {
	steps   []step
	first   *step     // of steps, each of which leads to the next
	texts   []uintptr // offsets of the values that the steps of writeText write
	fixed   int       // bytes that a row may need besides them and besides those of writeOther
	special uint64    // eight times the character, besides the quote, that is always escaped
	escape  func(dst []byte, s string) []byte
	null    string // the text of null
	end     string // text after the last step
	varies  bool   // whether values may have several texts: a KindCustom decides for itself
}

// A step writes the value of one column and the text around it. The words of a KindEnum or
// KindBool are constants that include that text.
type step struct {
	kind   stepKind
	after  byte // character after the value
	off    uintptr
	before constant // text between the character after the previous value and this value
	words  []block  // of writeWord, by value
	quote  string   // quotes around the value of a nullable column
	col    *Column
	next   *step
}

// A stepKind is the way in which a step writes its value.
type stepKind uint8

const (
	writeText stepKind = iota
	writeWord          // of a KindEnum or KindBool
	writeInt
	writeUUID
	writeDate
	writeOther
	writeNullable
)

// A block is a text of at most 31 bytes, which is copied with what follows it in the array and
// then cut to its length, the last byte. That compiles to two moves instead of a call.
type block struct{ bytes [blockSize]byte }

const blockSize = 32

// newBlock returns the block of a text. It reports false if the text is too long.
func newBlock(s string) (b block, ok bool) {
	b.bytes[blockSize-1] = uint8(len(s))
	return b, copy(b.bytes[:blockSize-1], s) == len(s)
}

// put writes the text to b from position n on, and returns the position after it.
func (c *block) put(b []byte, n int) int {
	*(*[blockSize]byte)(b[n : n+blockSize]) = c.bytes // of two pointers to arrays the compiler assumes that they overlap
	return n + int(c.bytes[blockSize-1])
}

// A constant is a text of any length that stands before a value.
type constant struct {
	text string
	block
}

// newConstant returns the constant of a text.
func newConstant(s string) constant {
	c := constant{text: s}
	if b, ok := newBlock(s); ok {
		c.block = b
	}
	return c
}

// put is that of block.
func (c *constant) put(b []byte, n int) int {
	if len(c.text) >= blockSize {
		return n + copy(b[n:], c.text)
	}
	return c.block.put(b, n)
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
	csv := layout{special: text.Eight(','), escape: appendCell}
	json := layout{special: text.Eight('\\'), escape: appendEscaped, null: "null"}
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
	return &compiled{csv.linked(), json.linked()}
}

// linked returns l with the steps linked to each other: to follow a link takes less than to check
// an index.
func (l layout) linked() layout {
	for i := len(l.steps) - 1; i >= 0; i-- {
		l.steps[i].next, l.first = l.first, &l.steps[i]
	}
	return l
}

// add appends the step of a column.
func (l *layout) add(c *Column, before string, after byte) {
	s := step{kind: writeOther, after: after, off: c.off, before: newConstant(before), col: c}
	l.fixed += len(before) + 1
	l.varies = l.varies || c.Kind == KindCustom
	switch {
	case c.Nullable:
		s.kind = writeNullable
		if l.null != "" && !c.Kind.bare() {
			s.quote = `"`
		}
	case c.Kind == KindText:
		s.kind, l.texts = writeText, append(l.texts, c.off)
	case c.Kind == KindEnum:
		l.addWords(&s, before, c.Names)
	case c.Kind == KindBool:
		l.addWords(&s, before, []string{"false", "true"})
	case c.Kind == KindInt && c.size == 8 && !c.unsigned():
		s.kind, l.fixed = writeInt, l.fixed+maxInt
	case c.Kind == KindUUID && !c.Optional:
		s.kind, l.fixed = writeUUID, l.fixed+text.UUIDLen
	case c.Kind == KindDate:
		s.kind, l.fixed = writeDate, l.fixed+dateLen
	}
	l.steps = append(l.steps, s)
}

// maxInt is the maximum number of bytes of an integer.
const maxInt = len("-9223372036854775808")

// addWords prepares the words of a step with the text around them. Columns with the same words
// share them, so that fewer have to be in the cache. With a word that is too long for a block the
// step remains one of writeOther.
func (l *layout) addWords(s *step, before string, words []string) {
	blocks, longest := make([]block, len(words)), 0
	for i, word := range words {
		word = string(append(l.escape([]byte(before), word), s.after))
		b, ok := newBlock(word)
		if !ok {
			return
		}
		blocks[i], longest = b, max(longest, len(word))
	}
	for i := range l.steps {
		if other := l.steps[i].words; slices.Equal(other, blocks) {
			blocks = other
		}
	}
	s.kind, s.words = writeWord, blocks
	l.fixed += longest
}
