package schema

import (
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/mask"
)

// An Option refines a Column. It is a [Class], one of [Key], [Optional], [Unique] and [AsOf], or
// the result of [Len], [Range], [Scale], [Shape], [UUIDVersion], [UniqueIn] or [Ref].
type Option interface {
	apply(*Column)
}

// An optionFunc is an Option with parameters.
type optionFunc func(*Column)

func (f optionFunc) apply(c *Column) { f(c) }

// apply implements Option.
func (class Class) apply(c *Column) { c.Class = class }

// A property is an Option without parameters.
type property uint8

const (
	// Key marks the primary key of the table, which is unique and a direct identifier.
	Key property = iota
	// Optional allows the zero value, which is written as empty text. It does not apply to
	// numbers and booleans: where they may be missing, use a pointer as the field.
	Optional
	// Unique forbids duplicates in the column.
	Unique
	// AsOf marks a value that is as of the day of the dataset: on another day the row of the
	// same key may have another. A column without this option is fixed. It does not apply to
	// a key.
	AsOf
)

func (p property) apply(c *Column) {
	switch p {
	case Key:
		if c.Nullable {
			c.fail("Key does not apply to a nullable column; use a field of type %v", c.null.typ)
		}
		c.Key, c.Unique, c.Class = true, true, DirectIdentifier
	case Optional:
		if c.Nullable {
			c.fail("Optional does not apply to a nullable column; remove it")
		}
		if c.Kind.bare() {
			c.fail("Optional does not apply to the kind %v, which has no empty value; use a pointer as the field", c.Kind)
		}
		c.Optional = true
	case Unique:
		c.Unique = true
	case AsOf:
		c.AsOf = true
	}
}

// UniqueIn forbids duplicates among rows with equal values in another column of the table.
// For example, a license number is unique in its state.
func UniqueIn(column string) Option {
	return optionFunc(func(c *Column) { c.Unique, c.Within = true, column })
}

// Len bounds the length in bytes of a KindText. Both bounds are inclusive. Empty text is
// subject to Optional and not to Len.
func Len(shortest, longest int64) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindText || shortest < 0 || longest < max(shortest, 1) {
			c.fail("Len(%d, %d) is not valid for the kind %v; want a text, and bounds from 0 in ascending order", shortest, longest, c.Kind)
		}
		c.Min, c.Max, c.bounded = shortest, longest, true
	})
}

// Range bounds the value of a KindInt or a KindFloat, or of a KindDecimal in units. Both
// bounds are inclusive. For a KindFloat they must be within ±2^53, where a float64 holds
// every integer.
func Range(low, high int64) Option {
	return optionFunc(func(c *Column) {
		const exact = 1 << 53
		number := c.Kind == KindInt || c.Kind == KindDecimal || c.Kind == KindFloat && low >= -exact && high <= exact
		if !number || high < low {
			c.fail("Range(%d, %d) is not valid for the kind %v; want a number, and bounds that it can hold in ascending order", low, high, c.Kind)
		}
		c.Min, c.Max, c.bounded = low, high, true
	})
}

// Scale makes a column of a signed integer type a KindDecimal with the given number of
// decimals, 1 to 18. The field holds the value in units: with a Scale of 2, 105 is 1.05.
func Scale(digits int) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindInt && c.Kind != KindDecimal || c.number >= reflect.Uint || digits < 1 || digits > maxScale {
			c.fail("Scale(%d) is not valid; want 1 to %d, and a field of a signed integer type", digits, maxScale)
		}
		c.Kind, c.Scale = KindDecimal, digits
	})
}

// Shape requires a KindText that is not empty to have one of the given shapes. In a
// shape a lower-case letter is a class, and every other character means itself:
//
//	d  digit                  n  digit 1 to 9
//	a  letter A to Z          l  letter a to z
//	p  letter without I O Q   v  digit, or letter without I O Q
//	x  digit or letter A-Z    i  letter A to Z, an initial
//
// A class may be followed by {n}, {n,m} or +. Text between single quotes means itself.
// [Field] panics if a shape is not valid.
func Shape(shapes ...string) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindText || len(shapes) == 0 {
			c.fail("Shape is not valid for the kind %v; want a text, and at least one shape", c.Kind)
		}
		c.Shapes, c.masks = slices.Clone(shapes), nil
		for _, s := range shapes {
			m, err := mask.Parse(s)
			if err != nil {
				c.fail("%v", err)
			}
			c.masks = append(c.masks, m)
		}
	})
}

// UUIDVersion requires a KindUUID to have a version, 1 to 8, in the layout of RFC 9562.
func UUIDVersion(v int) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindUUID || v < 1 || v > 8 {
			c.fail("UUIDVersion(%d) is not valid for the kind %v; want a uuid, and a version from 1 to 8", v, c.Kind)
		}
		c.UUIDVersion = v
	})
}

// Ref makes the column a reference to a key, which is named as table.column, and classifies
// it as a direct identifier.
func Ref(column string) Option {
	return optionFunc(func(c *Column) { c.Ref, c.Class = column, DirectIdentifier })
}
