package schema

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/mask"
)

// Kind is the logical type of an attribute, the same in every format.
type Kind uint8

const (
	Text  Kind = iota // a string type
	Enum              // an integer type of eight bits with a Names method
	ID                // uuid.UUID
	Day               // Date
	Int               // int, int32 or int64
	Flag              // bool
	Other             // any type with AppendText and UnmarshalText, such as netip.Addr
)

// String returns the name of the kind as the data dictionary prints it.
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
	Plain      Class = iota // an attribute of the domain, of nobody in particular
	Direct                  // a direct identifier: names one person or thing
	Quasi                   // a quasi-identifier: can single out a person together with others
	Governance              // says where the data come from
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
	// Names is the vocabulary of an Enum; the zero value is not part of it if
	// its name is empty.
	Names []string
	// Min and Max bound an Int, or the length in bytes of a Text. A Max of 0
	// with a Min of 0 means no bounds.
	Min, Max int64
	// Masks are the shapes that a Text may have, any of them; see Mask.
	Masks []string
	// Version is the version that an ID must have, 0 for any.
	Version int
	// Ref names the column that this one refers to, "persons.person_id".
	Ref string
	// Key marks the primary key, Optional a column that may be empty.
	Key, Optional bool
	// Unique marks a column without duplicates. Within, if not empty, names the
	// column of the same table among whose equal values that holds.
	Unique bool
	Within string

	masks []*mask.Mask
	ptr   pointer // the probe's field, until New has turned it into off
	size  uintptr
	off   uintptr
	width uintptr // bytes of an Int
	other func(row pointer, off uintptr) textValue
}

// textValue is what a column of kind Other needs of its type's pointer.
type textValue interface {
	encoding.TextAppender
	encoding.TextUnmarshaler
}

// An Option refines a Column. Key, Optional, Unique, DirectID, QuasiID and
// Governed are options as they stand.
type Option func(*Column)

// Key marks the primary key of the table: a direct identifier, and unique.
func Key(c *Column) { c.Key, c.Unique, c.Class = true, true, Direct }

// Optional allows the column to be empty.
func Optional(c *Column) { c.Optional = true }

// Unique forbids duplicates in the column.
func Unique(c *Column) { c.Unique = true }

// UniqueIn forbids duplicates among rows with equal values in another column
// of the table, such as licence numbers of one state.
func UniqueIn(column string) Option {
	return func(c *Column) { c.Unique, c.Within = true, column }
}

// DirectID classes the column as a direct identifier.
func DirectID(c *Column) { c.Class = Direct }

// QuasiID classes the column as a quasi-identifier.
func QuasiID(c *Column) { c.Class = Quasi }

// Governed classes the column as governance information.
func Governed(c *Column) { c.Class = Governance }

// Len bounds the length of a Text in bytes.
func Len(least, most int64) Option { return bounds(Text, "Len", least, most) }

// Range bounds the value of an Int.
func Range(least, most int64) Option { return bounds(Int, "Range", least, most) }

func bounds(k Kind, option string, least, most int64) Option {
	return func(c *Column) {
		if c.Kind != k || most < least || k == Text && least < 0 {
			panic(fmt.Sprintf("schema: column %s: %s(%d, %d) does not fit a column of kind %v", c.Name, option, least, most, c.Kind))
		}
		c.Min, c.Max = least, most
	}
}

// Mask requires a Text to have one of the given shapes. In a shape a
// lower-case letter is a class and everything else stands for itself:
//
//	d  digit                  n  digit 1 to 9
//	a  letter A to Z          l  letter a to z
//	p  letter without I O Q   v  digit, or letter without I O Q
//	x  digit or letter A-Z    i  letter A to Z, an initial
//
// A class may be followed by {n}, {n,m} or +, and text between single quotes is
// literal. A wrong shape panics.
func Mask(shapes ...string) Option {
	return func(c *Column) {
		if c.Kind != Text {
			panic(fmt.Sprintf("schema: column %s: Mask is for columns of kind text", c.Name))
		}
		c.Masks = shapes
		for _, s := range shapes {
			c.masks = append(c.masks, mask.MustParse(s))
		}
	}
}

// Version requires an ID to be a UUID of the given version, 1 to 8, in the
// layout of RFC 9562.
func Version(v int) Option {
	return func(c *Column) {
		if c.Kind != ID || v < 1 || v > 8 {
			panic(fmt.Sprintf("schema: column %s: Version(%d) does not fit a column of kind %v", c.Name, v, c.Kind))
		}
		c.Version = v
	}
}

// Ref makes the column refer to a key, named as table.column.
func Ref(column string) Option {
	return func(c *Column) { c.Ref, c.Class = column, Direct }
}

// Field describes the attribute that is stored at *field. The type decides the
// Kind; a type that has none is a panic that says so, as is an option that
// does not fit.
func Field[T any](field *T, name, doc string, opts ...Option) Column {
	c := Column{Name: name, Doc: doc}
	c.ptr, c.size = addressOf(field)
	t := reflect.TypeFor[T]()
	_, isText := any(field).(textValue)
	switch v := any(*field).(type) {
	case uuid.UUID:
		c.Kind = ID
	case Date:
		c.Kind = Day
	case interface{ Names() []string }:
		if t.Kind() != reflect.Uint8 {
			panic(fmt.Sprintf("schema: column %s: an enum like %v must be based on uint8", name, t))
		}
		c.Kind, c.Names = Enum, v.Names()
		if len(c.Names) == 0 || len(c.Names) > 256 {
			panic(fmt.Sprintf("schema: column %s: %v has %d names, want 1 to 256", name, t, len(c.Names)))
		}
	default:
		switch k := t.Kind(); {
		case isText:
			c.Kind = Other
			c.other = func(row pointer, off uintptr) textValue { return any(at[T](row, off)).(textValue) }
		case k == reflect.String:
			c.Kind = Text
		case k == reflect.Bool:
			c.Kind = Flag
		case k == reflect.Int, k == reflect.Int32, k == reflect.Int64:
			c.Kind, c.width = Int, c.size
		default:
			panic(fmt.Sprintf("schema: column %s: a field of type %v has no kind; use a string, bool, int, int32, int64, uuid.UUID, schema.Date, a uint8 type with Names, or a type with AppendText and UnmarshalText", name, t))
		}
	}
	for _, o := range opts {
		o(&c)
	}
	return c
}

// Vocabulary returns the words an Enum column may hold, without the empty one.
func (c *Column) Vocabulary() []string {
	words := slices.Clone(c.Names)
	return slices.DeleteFunc(words, func(w string) bool { return w == "" })
}

// Required reports whether the column may not be empty.
func (c *Column) Required() bool { return !c.Optional }

// Bounded reports whether Min and Max hold.
func (c *Column) Bounded() bool { return c.Min != 0 || c.Max != 0 }

// Pattern returns a regular expression, not anchored, for the whole of the
// value's text in any of the formats, or "" if the kind and options allow any
// text. It reads the same in Go, ECMA-262 and XML Schema.
func (c *Column) Pattern() string {
	switch c.Kind {
	case ID:
		if c.Version > 0 {
			return fmt.Sprintf("[0-9a-f]{8}-[0-9a-f]{4}-%d[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", c.Version)
		}
		return "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
	case Day:
		return "[0-9]{4}-[0-9]{2}-[0-9]{2}"
	}
	if len(c.masks) == 0 {
		return ""
	}
	expr := ""
	for i, m := range c.masks {
		if i > 0 {
			expr += "|"
		}
		expr += m.Regexp()
	}
	if len(c.masks) > 1 {
		expr = "(" + expr + ")"
	}
	return expr
}

// integer reads an Int column of any width.
func (c *Column) integer(row pointer) int64 {
	if c.width == 8 {
		return *at[int64](row, c.off)
	}
	return int64(*at[int32](row, c.off))
}

// setInteger writes an Int column and reports whether its type holds v.
func (c *Column) setInteger(row pointer, v int64) bool {
	if c.width == 8 {
		*at[int64](row, c.off) = v
		return true
	}
	*at[int32](row, c.off) = int32(v)
	return v >= math.MinInt32 && v <= math.MaxInt32
}
