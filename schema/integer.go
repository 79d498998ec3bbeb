package schema

import (
	"fmt"
	"math"
	"reflect"
	"strings"
)

// integer returns the value of a KindInt or KindDecimal. If the column is unsigned, a value
// above math.MaxInt64 is returned as a negative number.
func (c *Column) integer(row pointer) int64 {
	if c.size == 8 {
		return *at[int64](row, c.off)
	}
	return c.shortInteger(row)
}

// shortInteger is integer for types of fewer than 64 bits.
func (c *Column) shortInteger(row pointer) int64 {
	switch c.number {
	case reflect.Int8:
		return int64(*at[int8](row, c.off))
	case reflect.Int16:
		return int64(*at[int16](row, c.off))
	case reflect.Uint8:
		return int64(*at[uint8](row, c.off))
	case reflect.Uint16:
		return int64(*at[uint16](row, c.off))
	case reflect.Uint32, reflect.Uint:
		return int64(*at[uint32](row, c.off))
	}
	return int64(*at[int32](row, c.off))
}

// unsigned reports whether the type has values above math.MaxInt64 on 64-bit machines.
// Such values are written, but they are never valid and cannot be parsed.
func (c *Column) unsigned() bool { return c.number == reflect.Uint || c.number == reflect.Uint64 }

// setInteger stores the value of a KindInt or KindDecimal. It reports false, and stores
// nothing, if the type of the field cannot hold the value.
func (c *Column) setInteger(row pointer, v int64) bool {
	switch c.number {
	case reflect.Int8:
		return store[int8](row, c.off, v)
	case reflect.Int16:
		return store[int16](row, c.off, v)
	case reflect.Int32:
		return store[int32](row, c.off, v)
	case reflect.Int64:
		return store[int64](row, c.off, v)
	case reflect.Uint8:
		return store[uint8](row, c.off, v)
	case reflect.Uint16:
		return store[uint16](row, c.off, v)
	case reflect.Uint32:
		return store[uint32](row, c.off, v)
	case reflect.Uint64:
		return store[uint64](row, c.off, v)
	case reflect.Uint:
		return store[uint](row, c.off, v)
	}
	return store[int](row, c.off, v)
}

// store is setInteger for a field of type T.
func store[T int | int8 | int16 | int32 | int64 | uint | uint8 | uint16 | uint32 | uint64](row pointer, off uintptr, v int64) bool {
	n := T(v)
	if int64(n) != v || n < 0 != (v < 0) {
		return false
	}
	*at[T](row, off) = n
	return true
}

// errInt64 returns the error for a number that an int64 cannot hold.
func errInt64() error { return fmt.Errorf("%w of signed 64-bit integers", ErrRange) }

// errWidth returns the error for a number that setInteger did not store.
func (c *Column) errWidth() error {
	sign := "signed"
	if c.number >= reflect.Uint {
		sign = "unsigned"
	}
	return fmt.Errorf("%w of %s %d-bit integers", ErrRange, sign, 8*c.size)
}

// parseInt parses a decimal integer without leading zeros.
func parseInt(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	if digits == "" || digits[0] == '0' && (len(digits) > 1 || negative) {
		return 0, fmt.Errorf("%w, want a whole number without leading zeros", ErrSyntax)
	}
	n, ok := addDigits(0, digits)
	if !ok {
		return 0, fmt.Errorf("%w, want a whole number", ErrSyntax)
	}
	v, ok := signed(n, negative)
	if !ok {
		return 0, errInt64()
	}
	return v, nil
}

// addDigits appends the decimal digits of s to the number n: 12 and "34" give 1234. It
// reports false if s has another character. If the result does not fit, it is a number
// that signed rejects.
func addDigits(n uint64, s string) (uint64, bool) {
	for i := range len(s) {
		d := s[i] - '0'
		if d > 9 {
			return 0, false
		}
		if n > math.MaxInt64/10 {
			n = math.MaxUint64 // stays out of range, whatever digits follow
			continue
		}
		n = 10*n + uint64(d)
	}
	return n, true
}

// signed returns n, or -n if negative, and reports whether it fits in an int64.
func signed(n uint64, negative bool) (v int64, ok bool) {
	if negative {
		return -int64(n), n <= 1<<63
	}
	return int64(n), n < 1<<63
}
