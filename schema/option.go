package schema

import (
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/mask"
)

// An Option refines a Column: a [Class], a property such as [Key], or the result of
// [Len], [Range], [Scale], [Shape], [UUIDVersion], [UniqueIn] or [Ref].
type Option interface {
	apply(*Column)
}

// optionFunc is an Option with a parameter.
type optionFunc func(*Column)

func (f optionFunc) apply(c *Column) { f(c) }

// apply makes every Class an Option.
func (class Class) apply(c *Column) { c.Class = class }

// property is an Option without a parameter.
type property uint8

const (
	// Key marks the primary key of the table: a direct identifier, and unique.
	Key property = iota
	// Optional allows the column to be empty, which is the zero value, written as
	// empty text. Numbers and booleans have no empty value: where there may be none,
	// make the field a pointer.
	Optional
	// Unique forbids duplicates in the column.
	Unique
)

func (p property) apply(c *Column) {
	switch p {
	case Key:
		if c.Nullable {
			c.fail("Key does not fit a column that may be null; make the field a %v", c.null.typ)
		}
		c.Key, c.Unique, c.Class = true, true, DirectIdentifier
	case Optional:
		if c.Nullable {
			c.fail("Optional does not fit a column that may be null; leave it out")
		}
		if c.Kind.bare() {
			c.fail("Optional does not fit a column of kind %v, which is never empty; make the field a pointer for one that may be null", c.Kind)
		}
		c.Optional = true
	case Unique:
		c.Unique = true
	}
}

// UniqueIn forbids duplicates among rows with equal values in another column
// of the table, such as licence numbers of one state.
func UniqueIn(column string) Option {
	return optionFunc(func(c *Column) { c.Unique, c.Within = true, column })
}

// Len bounds the length in bytes of a KindText that is not empty.
func Len(least, most int64) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindText || least < 0 || most < max(least, 1) {
			c.fail("Len(%d, %d) does not fit a column of kind %v", least, most, c.Kind)
		}
		c.Min, c.Max, c.bounded = least, most, true
	})
}

// Range bounds the value of a KindInt or KindFloat, and that of a KindDecimal in units.
// The bounds of a KindFloat have at most 53 bits, so that a float64 holds them.
func Range(least, most int64) Option {
	return optionFunc(func(c *Column) {
		const exact = 1 << 53
		number := c.Kind == KindInt || c.Kind == KindDecimal || c.Kind == KindFloat && least >= -exact && most <= exact
		if !number || most < least {
			c.fail("Range(%d, %d) does not fit a column of kind %v", least, most, c.Kind)
		}
		c.Min, c.Max, c.bounded = least, most, true
	})
}

// Scale makes a column of a signed integer type a KindDecimal with the given number of
// decimals, 1 to 18: the field counts units, such as cents for a Scale of 2.
func Scale(digits int) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindInt && c.Kind != KindDecimal || c.number >= reflect.Uint || digits < 1 || digits > maxScale {
			c.fail("Scale(%d) does not fit; want 1 to %d, and a signed integer type", digits, maxScale)
		}
		c.Kind, c.Scale = KindDecimal, digits
	})
}

// Shape requires a KindText that is not empty to have one of the given shapes. In a
// shape a lower-case letter is a class and everything else stands for itself:
//
//	d  digit                  n  digit 1 to 9
//	a  letter A to Z          l  letter a to z
//	p  letter without I O Q   v  digit, or letter without I O Q
//	x  digit or letter A-Z    i  letter A to Z, an initial
//
// A class may be followed by {n}, {n,m} or +, and text between single quotes is
// literal. A wrong shape panics.
func Shape(shapes ...string) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindText || len(shapes) == 0 {
			c.fail("Shape needs a shape, and a column of kind text; this one is of kind %v", c.Kind)
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

// UUIDVersion requires a KindUUID to be a UUID of the given version, 1 to 8, in the
// layout of RFC 9562.
func UUIDVersion(v int) Option {
	return optionFunc(func(c *Column) {
		if c.Kind != KindUUID || v < 1 || v > 8 {
			c.fail("UUIDVersion(%d) does not fit a column of kind %v; want 1 to 8 of a uuid", v, c.Kind)
		}
		c.UUIDVersion = v
	})
}

// Ref makes the column refer to a key, named as table.column, and classes it as
// a direct identifier.
func Ref(column string) Option {
	return optionFunc(func(c *Column) { c.Ref, c.Class = column, DirectIdentifier })
}
