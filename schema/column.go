package schema

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/mask"
)

// Kind is the logical type of an attribute, the same in every format.
type Kind uint8

const (
	KindText   Kind = iota // a string type
	KindEnum               // an integer type of eight bits with a Names method
	KindUUID               // uuid.UUID
	KindDate               // Date
	KindInt                // int, int32 or int64, or a type based on one
	KindBool               // bool, or a type based on it
	KindCustom             // any type with AppendText and UnmarshalText, such as netip.Addr
)

// String returns the name of the kind as the data dictionary prints it. A value
// of kind Other is text to whoever reads a file.
func (k Kind) String() string {
	names := [...]string{"text", "enum", "uuid", "date", "int", "bool", "text"}
	if int(k) >= len(names) {
		return "invalid"
	}
	return names[k]
}

// Class is the governance class of an attribute.
type Class uint8

const (
	DomainAttribute  Class = iota // an attribute of the domain, of nobody in particular
	DirectIdentifier              // a direct identifier: names one person or thing
	QuasiIdentifier               // a quasi-identifier: can single out a person together with others
	GovernanceInfo                // says where the data come from
)

// String returns the name of the class as the data dictionary prints it.
func (c Class) String() string {
	names := [...]string{"domain attribute", "direct identifier", "quasi-identifier", "governance"}
	if int(c) >= len(names) {
		return "invalid"
	}
	return names[c]
}

// A Column describes one attribute. Make one with Field. The slices of a Column
// are shared: do not change them.
type Column struct {
	Name string // wire name, the same in every format
	Doc  string // one sentence for the data dictionary
	Kind Kind
	// Class is the governance class.
	Class Class
	// Names is the vocabulary of an Enum by value. The zero value is not part of
	// it if its name is empty: it then means unset.
	Names []string
	// Min and Max bound an Int, or the length in bytes of a Text that is not
	// empty. They count only if the column is Bounded.
	Min, Max int64
	// Masks are the shapes that a Text may have, any of them; see Mask.
	Shapes []string
	// Version is the version that an ID must have, 0 for any.
	UUIDVersion int
	// Ref names the column that this one refers to, "persons.person_id".
	Ref string
	// Key marks the primary key, Optional a column that may be empty.
	Key, Optional bool
	// Unique marks a column without duplicates. Within, if not empty, names the
	// column of the same table among whose equal values that holds.
	Unique bool
	Within string

	bounded bool
	masks   []*mask.Mask
	words   *wordIndex // of an Enum
	ptr     pointer    // the probe's field, until New has turned it into off
	size    uintptr
	off     uintptr
	other   func(row pointer, off uintptr) textValue
}

// textValue is what a column of kind Other needs of its type's pointer.
type textValue interface {
	encoding.TextAppender
	encoding.TextUnmarshaler
}

// Field describes the attribute that is stored at *field. The type decides the
// Kind; a type that has none is a panic that says so, as is an option that
// does not fit.
func Field[T any](field *T, name, doc string, opts ...Option) Column {
	c := Column{Name: name, Doc: doc}
	c.ptr, c.size = addressOf(field)
	t := reflect.TypeFor[T]()
	_, isText := any(field).(textValue)
	_, writesText := any(field).(encoding.TextMarshaler)
	switch v := any(*field).(type) {
	case uuid.UUID:
		c.Kind = KindUUID
	case Date:
		c.Kind = KindDate
	case interface{ Names() []string }:
		if t.Kind() != reflect.Uint8 {
			c.fail("an enum like %v must be based on uint8", t)
		}
		c.Kind, c.Names = KindEnum, v.Names()
		if why := wrongNames(c.Names); why != "" {
			c.fail("the names of %v %s", t, why)
		}
		c.words = newWordIndex(c.Names)
	default:
		switch k := t.Kind(); {
		case isText:
			c.Kind = KindCustom
			c.other = func(row pointer, off uintptr) textValue { return any(at[T](row, off)).(textValue) }
		case writesText: // other packages would write it so, and not as what it is based on
			c.fail("%v has MarshalText; give it AppendText and UnmarshalText too", t)
		case k == reflect.String:
			c.Kind = KindText
		case k == reflect.Bool:
			c.Kind = KindBool
		case k == reflect.Int, k == reflect.Int32, k == reflect.Int64:
			c.Kind = KindInt
		default:
			c.fail("a field of type %v has no kind; use a string, bool, int, int32, int64, uuid.UUID, schema.Date, a uint8 type with Names, or a type with AppendText and UnmarshalText", t)
		}
	}
	for _, o := range opts {
		o.apply(&c)
	}
	return c
}

// wrongNames says what is wrong with a vocabulary, "" if nothing is.
func wrongNames(names []string) string {
	if len(names) == 0 || len(names) > 256 {
		return fmt.Sprintf("are %d, want 1 to 256", len(names))
	}
	for i, name := range names {
		switch {
		case name == "" && i > 0:
			return fmt.Sprintf("include an empty one for %d; only the zero value may have none", i)
		case slices.Contains(names[:i], name):
			return fmt.Sprintf("include %q twice", name)
		case name != "" && (!cleanText(name) || formula(name)):
			return fmt.Sprintf("include %q, which is not plain text", name)
		}
	}
	return ""
}

// fail reports a mistake in the description of a column.
func (c *Column) fail(format string, args ...any) {
	panic(fmt.Sprintf("schema: column %s: %s", c.Name, fmt.Sprintf(format, args...)))
}

// Vocabulary returns the words an Enum column may hold, without the empty one.
func (c *Column) Vocabulary() []string {
	words := slices.Clone(c.Names)
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// Required reports whether the column may not be empty.
func (c *Column) Required() bool { return !c.Optional }

// Bounded reports whether Min and Max hold.
func (c *Column) Bounded() bool { return c.bounded }

// Pattern returns a regular expression, not anchored, for the whole of the text
// of a value that is not empty, or "" if the kind and options allow any text.
// It reads the same in Go, ECMA-262 and XML Schema.
func (c *Column) Pattern() string {
	switch c.Kind {
	case KindUUID:
		if c.UUIDVersion > 0 {
			return fmt.Sprintf("[0-9a-f]{8}-[0-9a-f]{4}-%d[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", c.UUIDVersion)
		}
		return "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
	case KindDate:
		return "[0-9]{4}-[0-9]{2}-[0-9]{2}"
	}
	exprs := make([]string, len(c.masks))
	for i, m := range c.masks {
		exprs[i] = m.Regexp()
	}
	if len(exprs) > 1 {
		return "(" + strings.Join(exprs, "|") + ")"
	}
	return strings.Join(exprs, "")
}

// integer reads an Int column of either width.
func (c *Column) integer(row pointer) int64 {
	if c.size == 8 {
		return *at[int64](row, c.off)
	}
	return int64(*at[int32](row, c.off))
}

// setInteger writes an Int column and reports whether its type holds v.
func (c *Column) setInteger(row pointer, v int64) bool {
	if c.size == 8 {
		*at[int64](row, c.off) = v
		return true
	}
	if v < math.MinInt32 || v > math.MaxInt32 {
		return false
	}
	*at[int32](row, c.off) = int32(v)
	return true
}
