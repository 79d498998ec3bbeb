package schema

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/mask"
)

// Class is the governance class of an attribute.
type Class uint8

const (
	DomainAttribute  Class = iota // describes the domain and is not an identifier
	DirectIdentifier              // identifies one person or thing by itself
	QuasiIdentifier               // can identify a person in combination with others
	GovernanceInfo                // states where the data come from
)

// String returns the name of the class as the data dictionary prints it.
func (c Class) String() string {
	names := [...]string{"domain attribute", "direct identifier", "quasi-identifier", "governance"}
	if int(c) >= len(names) {
		return "invalid"
	}
	return names[c]
}

// A Column describes one attribute. [Field] returns one.
type Column struct {
	Name string // wire name, the same in every format
	Doc  string // one sentence for the data dictionary
	Kind Kind
	// Class is the governance class.
	Class Class
	// Names is the vocabulary of a KindEnum, indexed by value. If the name of the zero
	// value is empty, the zero value means unset and is not part of the vocabulary.
	Names []string
	// Min and Max are inclusive bounds, valid only if Bounded reports true: of a number,
	// in units for a KindDecimal, or of the length in bytes of a KindText. Empty text is
	// not subject to them.
	Min, Max int64
	// Scale is the number of decimals of a KindDecimal, and 0 for other kinds. The field
	// holds the value times ten to the power of Scale.
	Scale int
	// Shapes lists the shapes that a KindText may have; see the option Shape.
	Shapes []string
	// UUIDVersion is the version that a KindUUID must have, or 0 for any.
	UUIDVersion int
	// Ref names the column that this one refers to, such as "persons.person_id".
	Ref string
	// Key marks the primary key. Optional marks a column that may be empty.
	Key, Optional bool
	// Nullable marks a column whose field is a pointer or an sql.Null. A missing value is
	// empty in CSV, and null in JSON and databases. Use a nullable column where Go code
	// must distinguish a missing value from the zero value. For text, use Optional.
	Nullable bool
	// Unique marks a column without duplicates. If Within is not empty, it names another
	// column of the table, and values are unique only among rows with equal values there.
	Unique bool
	Within string
	// AsOf marks a column whose value can differ between two days of the dataset for the same
	// key. All other columns are fixed: a row has the same value on every day.
	AsOf bool

	bounded bool
	masks   []*mask.Mask
	words   *wordIndex                               // finds the words of a KindEnum
	number  reflect.Kind                             // Go type of a KindInt or KindDecimal
	ptr     pointer                                  // field of the probe, until New replaces it by off
	size    uintptr                                  // of the field, in bytes
	off     uintptr                                  // of the field in the row, in bytes
	stored  Kind                                     // Kind, or kindNullable
	null    *nullable                                // set if Nullable
	custom  func(row pointer, off uintptr) textValue // text methods of a KindCustom
	appends bool                                     // whether the type of a KindCustom has AppendText
}

// Field returns the Column of the attribute that is stored in *field. The type decides the
// Kind. Field panics if the type has no Kind, or if an option does not apply to it.
func Field[T any](field *T, name, doc string, opts ...Option) Column {
	c := Column{Name: name, Doc: doc}
	c.ptr, c.size = addressOf(field)
	t := reflect.TypeFor[T]()
	if n := nullableOf(t); n != nil {
		c.setNullable(n)
	} else if c.setType(t); c.Kind == KindCustom {
		c.custom = func(row pointer, off uintptr) textValue { return textOf(at[T](row, off)) }
	}
	for _, o := range opts {
		o.apply(&c)
	}
	return c
}

// columnPanic is the prefix of the messages that Column.fail panics with.
const columnPanic = "schema: column "

// fail panics with a mistake in the description of the column.
func (c *Column) fail(format string, args ...any) {
	panic(fmt.Sprintf(columnPanic+"%s: %s", c.Name, fmt.Sprintf(format, args...)))
}

// Vocabulary returns the words that a KindEnum may hold, without the empty one.
func (c *Column) Vocabulary() []string {
	words := slices.Clone(c.Names)
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// Required reports whether the value must be neither empty nor null.
func (c *Column) Required() bool { return !c.Optional && !c.Nullable }

// OverTime returns how the column depends on the as-of date of the dataset, in the word of the
// data dictionary: "fixed", or "as of" if AsOf is set.
func (c *Column) OverTime() string {
	if c.AsOf {
		return "as of"
	}
	return "fixed"
}

// Appends reports whether a value is written without an allocation. It is false only for a
// KindCustom whose type has MarshalText but not AppendText.
func (c *Column) Appends() bool { return c.Kind != KindCustom || c.appends }

// Bounded reports whether Min and Max are set.
func (c *Column) Bounded() bool { return c.bounded }

// Pattern returns a regular expression that matches the whole text of every valid value
// that is not empty. It has no anchors, and means the same in Go, ECMA-262 and XML Schema.
// Pattern returns "" if the kind and options allow any text.
func (c *Column) Pattern() string {
	switch c.Kind {
	case KindUUID:
		if c.UUIDVersion > 0 {
			return fmt.Sprintf("[0-9a-f]{8}-[0-9a-f]{4}-%d[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", c.UUIDVersion)
		}
		return "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
	case KindDate:
		return "[0-9]{4}-[0-9]{2}-[0-9]{2}"
	case KindTimestamp:
		return "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{0,5}[1-9])?Z"
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

// clone returns a copy that shares no memory that a caller could write to.
func (c Column) clone() Column {
	c.Names, c.Shapes = slices.Clone(c.Names), slices.Clone(c.Shapes)
	return c
}
