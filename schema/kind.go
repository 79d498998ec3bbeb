package schema

import (
	"encoding"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/text"
)

// Kind is the logical type of an attribute, the same in every format.
type Kind uint8

const (
	KindText      Kind = iota // a string type
	KindEnum                  // a uint8 type with a Names method
	KindUUID                  // uuid.UUID, or a [16]byte type with the same text form
	KindDate                  // Date
	KindInt                   // an integer type
	KindBool                  // bool, or a type based on it
	KindCustom                // any other type with text methods, such as netip.Addr
	KindDecimal               // a signed integer type with the option Scale
	KindTimestamp             // time.Time
	KindFloat                 // float64, or a type based on it

	kindNullable // of Column.stored alone: the column is nullable
)

// String returns the name of the kind as the data dictionary prints it.
func (k Kind) String() string {
	names := [...]string{"text", "enum", "uuid", "date", "int", "bool", "custom", "decimal", "timestamp", "float"}
	if int(k) >= len(names) {
		return "invalid"
	}
	return names[k]
}

// bare reports whether JSON values of the kind have no quotes.
func (k Kind) bare() bool {
	return k == KindInt || k == KindBool || k == KindDecimal || k == KindFloat
}

// A textValue has the methods that a pointer to a value of a KindCustom must have.
type textValue interface {
	encoding.TextAppender
	encoding.TextUnmarshaler
}

// marshaled adds AppendText to a type that has only MarshalText.
type marshaled struct {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

// AppendText appends what MarshalText returns.
func (m marshaled) AppendText(dst []byte) ([]byte, error) {
	b, err := m.MarshalText()
	return append(dst, b...), err
}

// textOf returns the text methods of p, a pointer to a value of a KindCustom.
func textOf(p any) textValue {
	if v, ok := p.(textValue); ok {
		return v
	}
	return marshaled{p.(encoding.TextMarshaler), p.(encoding.TextUnmarshaler)}
}

// setType sets the kind of the column, and what depends on it, by the type of its values.
func (c *Column) setType(t reflect.Type) {
	switch {
	case t == reflect.TypeFor[uuid.UUID]():
		c.Kind = KindUUID
	case t == reflect.TypeFor[Date]():
		c.Kind = KindDate
	case t == reflect.TypeFor[time.Time]():
		c.Kind = KindTimestamp
	case t.PkgPath() == "" && t.Kind() != reflect.Struct: // a type without methods
		c.setBasic(t)
	default:
		c.setDefined(t, reflect.New(t))
	}
}

// setDefined is setType for a type that may have methods. p points to a value of the type.
func (c *Column) setDefined(t reflect.Type, p reflect.Value) {
	_, appends := p.Interface().(encoding.TextAppender)
	_, marshals := p.Interface().(encoding.TextMarshaler)
	_, reads := p.Interface().(encoding.TextUnmarshaler)
	enum, isEnum := p.Elem().Interface().(interface{ Names() []string })
	switch {
	case isEnum:
		if t.Kind() != reflect.Uint8 {
			c.fail("an enum like %v must be based on uint8", t)
		}
		names := enum.Names()
		if mistake := checkNames(names); mistake != "" {
			c.fail("the names of %v are not valid: %s", t, mistake)
		}
		c.Kind, c.Names, c.words = KindEnum, slices.Clone(names), newWordIndex(names)
	case (appends || marshals) && reads:
		c.Kind, c.appends = KindCustom, appends
		if writesUUID(p) {
			c.Kind = KindUUID
		}
	case appends || marshals: // other packages would use the method, so setBasic must not ignore it
		c.fail("%v has a method that writes its text; add UnmarshalText, which parses it", t)
	default:
		c.setBasic(t)
	}
}

// setBasic is setType for a type without text methods.
func (c *Column) setBasic(t reflect.Type) {
	switch k := t.Kind(); k {
	case reflect.String:
		c.Kind = KindText
	case reflect.Bool:
		c.Kind = KindBool
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		c.Kind, c.number = KindInt, k
	case reflect.Float64:
		c.Kind = KindFloat
	default:
		c.fail("type %v has no kind; use a string, bool, integer, float64, time.Time, uuid.UUID, schema.Date, "+
			"a uint8 type with Names, a type with MarshalText and UnmarshalText, or a pointer or sql.Null of any of these but a string", t)
	}
}

// writesUUID reports whether the type of *p, which has text methods, is a UUID: it has 16
// bytes, and writes a sample of them in the canonical form.
func writesUUID(p reflect.Value) bool {
	t := p.Type().Elem()
	if t.Kind() != reflect.Array || t.Len() != 16 || t.Elem() != reflect.TypeFor[byte]() {
		return false
	}
	sample := [16]byte{0x0f, 0x1e, 0x2d, 0x3c, 0x4b, 0x5a, 0x49, 0x78, 0x87, 0x96, 0xa5, 0xb4, 0xc3, 0xd2, 0xe1, 0xf0}
	reflect.Copy(p.Elem(), reflect.ValueOf(sample[:]))
	b, err := textOf(p.Interface()).AppendText(nil)
	return err == nil && string(b) == string(text.AppendUUID(nil, &sample))
}

// checkNames returns a mistake in a vocabulary, or "".
func checkNames(names []string) string {
	if len(names) == 0 || len(names) > maxNames {
		return fmt.Sprintf("there are %d, want 1 to %d", len(names), maxNames)
	}
	for i, name := range names {
		switch {
		case name == "" && i > 0:
			return fmt.Sprintf("the name of %d is empty; only the zero value may have an empty name", i)
		case slices.Contains(names[:i], name):
			return fmt.Sprintf("%q occurs twice", name)
		case name != "" && (!text.Clean(name) || formula(name)):
			return fmt.Sprintf("%q has control characters, or begins like a formula", name)
		}
	}
	return ""
}
