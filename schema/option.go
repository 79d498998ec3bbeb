package schema

import "github.com/synthhub/synthhub/internal/mask"

// An Option refines a Column. Key, Optional, Unique, DirectID, QuasiID and
// Governed are options as they stand.
type Option func(*Column)

// Key marks the primary key of the table: a direct identifier, and unique.
func Key(c *Column) { c.Key, c.Unique, c.Class = true, true, Direct }

// Optional allows the column to be empty: to hold the zero value, which is
// written as empty text. Numbers and booleans have no empty value.
func Optional(c *Column) {
	if c.Kind == Int || c.Kind == Flag {
		c.fail("Optional does not fit a column of kind %v, which is never empty", c.Kind)
	}
	c.Optional = true
}

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

// Len bounds the length in bytes of a Text that is not empty.
func Len(least, most int64) Option {
	return func(c *Column) {
		if c.Kind != Text || least < 0 || most < max(least, 1) {
			c.fail("Len(%d, %d) does not fit a column of kind %v", least, most, c.Kind)
		}
		c.Min, c.Max, c.bounded = least, most, true
	}
}

// Range bounds the value of an Int.
func Range(least, most int64) Option {
	return func(c *Column) {
		if c.Kind != Int || most < least {
			c.fail("Range(%d, %d) does not fit a column of kind %v", least, most, c.Kind)
		}
		c.Min, c.Max, c.bounded = least, most, true
	}
}

// Mask requires a Text that is not empty to have one of the given shapes. In a
// shape a lower-case letter is a class and everything else stands for itself:
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
		if c.Kind != Text || len(shapes) == 0 {
			c.fail("Mask needs a shape, and a column of kind text; this one is of kind %v", c.Kind)
		}
		c.Masks, c.masks = shapes, nil
		for _, s := range shapes {
			m, err := mask.Parse(s)
			if err != nil {
				c.fail("%v", err)
			}
			c.masks = append(c.masks, m)
		}
	}
}

// Version requires an ID to be a UUID of the given version, 1 to 8, in the
// layout of RFC 9562.
func Version(v int) Option {
	return func(c *Column) {
		if c.Kind != ID || v < 1 || v > 8 {
			c.fail("Version(%d) does not fit a column of kind %v; want 1 to 8 of a uuid", v, c.Kind)
		}
		c.Version = v
	}
}

// Ref makes the column refer to a key, named as table.column, and classes it as
// a direct identifier.
func Ref(column string) Option {
	return func(c *Column) { c.Ref, c.Class = column, Direct }
}
