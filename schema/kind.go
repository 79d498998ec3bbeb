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
	KindUUID                  // uuid.UUID, or a type of 16 bytes that writes itself like one
	KindDate                  // Date
	KindInt                   // an integer type
	KindBool                  // bool, or a type based on it
	KindCustom                // any type that writes and reads its own text, such as netip.Addr
	KindDecimal               // a signed integer type with the option Scale
	KindTimestamp             // time.Time
	KindFloat                 // float64, or a type based on it

	kindNullable // what stored is for a nullable column
)

// String returns the name of the kind as the data dictionary prints it.
func (k Kind) String() string {
	names := [...]string{"text", "enum", "uuid", "date", "int", "bool", "custom", "decimal", "timestamp", "float"}
	if int(k) >= len(names) {
		return "invalid"
	}
	return names[k]
}

// bare reports whether JSON has the values without quotes.
func (k Kind) bare() bool {
	return k == KindInt || k == KindBool || k == KindDecimal || k == KindFloat
}

// textValue is what a KindCustom needs of the pointer to its type.
type textValue interface {
	encoding.TextAppender
	encoding.TextUnmarshaler
}

// marshaled gives a type without AppendText one.
type marshaled struct {
	encoding.TextMarshaler
	encoding.TextUnmarshaler
}

// AppendText appends what MarshalText returns.
func (m marshaled) AppendText(dst []byte) ([]byte, error) {
	b, err := m.MarshalText()
	return append(dst, b...), err
}

// textOf returns the text methods of a pointer that has them.
func textOf(p any) textValue {
	if v, ok := p.(textValue); ok {
		return v
	}
	return marshaled{p.(encoding.TextMarshaler), p.(encoding.TextUnmarshaler)}
}

// setType sets what the type of the values says about the column.
func (c *Column) setType(t reflect.Type) {
	switch {
	case t == reflect.TypeFor[uuid.UUID]():
		c.Kind = KindUUID
	case t == reflect.TypeFor[Date]():
		c.Kind = KindDate
	case t == reflect.TypeFor[time.Time]():
		c.Kind = KindTimestamp
	case t.PkgPath() == "" && t.Kind() != reflect.Struct: // without methods
		c.setBasic(t)
	default:
		c.setDefined(t, reflect.New(t))
	}
}

// setDefined is setType for a type that may have methods. Value p points to one.
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
		if why := wrongNames(names); why != "" {
			c.fail("the names of %v %s", t, why)
		}
		c.Kind, c.Names, c.words = KindEnum, slices.Clone(names), newWordIndex(names)
	case (appends || marshals) && reads:
		c.Kind, c.appends = KindCustom, appends
		if writesUUID(p) {
			c.Kind = KindUUID
		}
	case appends || marshals: // other packages would write it so, and not as what it is based on
		c.fail("%v has a method that writes its text; give it UnmarshalText too", t)
	default:
		c.setBasic(t)
	}
}

// setBasic is setType for a type that has no methods which count.
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
		c.fail("a field of type %v has no kind; use a string, bool, integer, float64, time.Time, uuid.UUID, schema.Date, a uint8 type with Names, a type with MarshalText and UnmarshalText, or a pointer to, or an sql.Null of, one of them but a string", t)
	}
}

// writesUUID reports whether the type that p points to, which has text methods, is a
// UUID: 16 bytes, which it writes in the canonical form. A sample tells.
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
