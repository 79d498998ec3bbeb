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

// A Column describes one attribute. [Field] returns one.
type Column struct {
	Name string // wire name, the same in every format
	Doc  string // one sentence for the data dictionary
	Kind Kind
	// Class is the governance class.
	Class Class
	// Names is the vocabulary of a KindEnum by value. The zero value is not part of
	// it if its name is empty: it then means unset.
	Names []string
	// Min and Max bound a number, that of a KindDecimal in units, or the length in
	// bytes of a KindText that is not empty. They count only if the column is Bounded.
	Min, Max int64
	// Scale is the number of decimals of a KindDecimal, 0 for other kinds: the field
	// counts units of which ten to the power of Scale make one.
	Scale int
	// Shapes are those that a KindText may have, any of them; see Shape.
	Shapes []string
	// UUIDVersion is the version that a KindUUID must have, 0 for any.
	UUIDVersion int
	// Ref names the column that this one refers to, "persons.person_id".
	Ref string
	// Key marks the primary key, Optional a column that may be empty.
	Key, Optional bool
	// Nullable marks a column that may have no value: the field is a pointer or an
	// sql.Null. No value is empty in CSV, and null in JSON and databases. Use a nullable
	// column where Go code must tell no value from the zero value, Optional for text.
	Nullable bool
	// Unique marks a column without duplicates. Within, if not empty, names the
	// column of the same table among whose equal values that holds.
	Unique bool
	Within string

	bounded bool
	masks   []*mask.Mask
	words   *wordIndex   // of a KindEnum
	number  reflect.Kind // type of a KindInt or KindDecimal
	ptr     pointer      // the probe's field, until New has turned it into off
	size    uintptr
	off     uintptr
	stored  Kind // what the field holds: Kind, or kindNullable
	null    *nullable
	custom  func(row pointer, off uintptr) textValue
	appends bool // whether the type of a KindCustom has AppendText
}

// Field describes the attribute that is stored at *field. The type decides the Kind;
// a type that has none is a panic that says so, as is an option that does not fit.
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

// mistakeInColumn is how the panics of fail begin.
const mistakeInColumn = "schema: column "

// fail reports a mistake in the description of a column.
func (c *Column) fail(format string, args ...any) {
	panic(fmt.Sprintf(mistakeInColumn+"%s: %s", c.Name, fmt.Sprintf(format, args...)))
}

// Vocabulary returns the words an Enum column may hold, without the empty one.
func (c *Column) Vocabulary() []string {
	words := slices.Clone(c.Names)
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// Required reports whether every row has a value in the column that is not empty.
func (c *Column) Required() bool { return !c.Optional && !c.Nullable }

// Appends reports whether writing a value allocates nothing. Only a KindCustom whose type has
// MarshalText and not AppendText allocates.
func (c *Column) Appends() bool { return c.Kind != KindCustom || c.appends }

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

// clone returns a copy that shares nothing that can be written to.
func (c Column) clone() Column {
	c.Names, c.Shapes = slices.Clone(c.Names), slices.Clone(c.Shapes)
	return c
}
