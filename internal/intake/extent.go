package intake

import (
	"errors"
	"fmt"
	"unicode/utf8"
)

// A decoder takes much more memory for `[{},{}…]` than the text has. So the extent of a document is
// known before a decoder sees it: how deep it is, and how many elements it has. Documents that
// package export writes are far from every limit.
const (
	// maxDepth is the deepest nesting of a document. Package json goes thousands of levels deep.
	maxDepth = 16
	// maxMember is the maximum number of bytes of a member of a document, except the lists of files and
	// of tables, which have leaves.
	maxMember = 1 << 20
	// manyElements is the number of elements that any array or object may have. Only lists of files,
	// which are members of the document, leaves of tables and what is in extensions may have more.
	manyElements = 1000
	// fileBytes and elementBytes are the minimum of bytes, on average, of the elements of a list of
	// files, and of leaves and values in extensions, if there are more than manyElements.
	fileBytes, elementBytes = 128, 12
)

// An extent is the state of CheckExtent.
type extent struct {
	text   []byte
	depth  int
	levels [maxDepth + 1]level // by depth; that of the whole text is 0
	name   string              // of the member of the document
	quote  int                 // offset of the last string
}

// A level is an array or object that has begun and not ended.
type level struct {
	start    int // offset of its bracket
	elements int // that have ended
	value    int // offset of the current element
}

// CheckExtent says what a document has too much of, looking at brackets, commas and quotes alone,
// or why no decoder should see it.
func CheckExtent(text []byte) error {
	if !utf8.Valid(text) {
		return errors.New("the text is not valid UTF-8")
	}
	x := &extent{text: text}
	quoted := false
	for i := 0; i < len(text); i++ {
		var err error
		switch c := text[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"':
			if quoted = !quoted; quoted {
				x.quote = i
			}
		case quoted:
		case c == '{' || c == '[':
			err = x.begin(i)
		case c == ':' && x.depth == 1:
			x.name = string(text[x.quote:min(i, x.quote+len(`"tables"`))])
		case c == ',':
			err = x.endElement(i)
		case c == '}' || c == ']':
			err = x.end(i)
		case c == 0:
			err = x.fail(i, "a NUL byte")
		}
		if err != nil {
			return err
		}
	}
	if x.depth != 0 || quoted {
		return errors.New("the text ends too early")
	}
	return nil
}

// fail returns the error at an offset.
func (x *extent) fail(i int, format string, args ...any) error {
	return fmt.Errorf("%s: "+format, append([]any{PlaceOf(x.text, int64(i))}, args...)...)
}

func (x *extent) begin(i int) error {
	if x.depth == maxDepth {
		return x.fail(i, "more than %d levels of nesting", maxDepth)
	}
	x.depth++
	x.levels[x.depth] = level{start: i, value: i + 1}
	return nil
}

// endElement checks the size of an element and the number of them.
func (x *extent) endElement(i int) error {
	l := &x.levels[x.depth]
	if x.depth == 1 && i-l.value > maxMember && x.name != `"files"` && x.name != `"tables"` {
		return x.fail(l.value, "a member of more than %d bytes", maxMember)
	}
	l.value = i + 1
	if l.elements++; l.elements <= manyElements {
		return nil
	}
	bytes := i - l.start
	switch {
	case x.depth == 1 || x.depth == 3:
		return x.fail(l.start, "more than %d elements", manyElements)
	case x.depth == 2 && bytes < l.elements*fileBytes, bytes < l.elements*elementBytes:
		return x.fail(l.start, "more than %d elements, which are too short for a document of this kind", manyElements)
	}
	return nil
}

func (x *extent) end(i int) error {
	if x.depth == 0 {
		return x.fail(i, "a bracket that nothing opens")
	}
	err := x.endElement(i)
	x.depth--
	return err
}
