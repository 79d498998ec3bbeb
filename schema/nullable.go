package schema

import (
	"reflect"
	"strings"
)

// A nullable describes the fields of a nullable column, which are of type *T or sql.Null[T].
type nullable struct {
	field reflect.Type // *T or sql.Null[T]
	typ   reflect.Type // T
	valid uintptr      // offset of Valid in an sql.Null; 0 for a *T
	value Column       // describes a T that is a row of its own, at offset 0
}

// nullableOf returns the nullable of a type *T or sql.Null[T], and nil for other types.
func nullableOf(t reflect.Type) *nullable {
	if t.Kind() == reflect.Pointer {
		return &nullable{field: t, typ: t.Elem()}
	}
	if t.PkgPath() == "database/sql" && strings.HasPrefix(t.Name(), "Null[") {
		v, _ := t.FieldByName("V")
		valid, _ := t.FieldByName("Valid")
		if v.Offset == 0 && valid.Offset > 0 {
			return &nullable{field: t, typ: v.Type, valid: valid.Offset}
		}
	}
	return nil
}

// setNullable sets the kind of a column of type *T or sql.Null[T].
func (c *Column) setNullable(n *nullable) {
	c.Nullable, c.null = true, n
	c.setType(n.typ)
	if c.Kind == KindText {
		c.fail("text is not nullable, so the field cannot be a %v; use a string with the option Optional, whose empty text is NULL in databases", n.field)
	}
	c.custom = func(row pointer, off uintptr) textValue { return textOf(valueAt(n.typ, row, off)) }
}

// complete sets the fields of the column that depend on all its options.
func (c *Column) complete() {
	c.stored = c.Kind
	if c.null == nil {
		return
	}
	n := *c.null
	n.value = *c
	n.value.null, n.value.Nullable, n.value.stored = nil, false, c.Kind
	n.value.off, n.value.size = 0, n.typ.Size()
	c.null, c.stored = &n, kindNullable
}

// at returns a pointer to the value of a field, or nil if it is null.
func (n *nullable) at(row pointer, off uintptr) pointer {
	if n.valid == 0 {
		return *at[pointer](row, off)
	}
	if !*at[bool](row, off+n.valid) {
		return nil
	}
	return fieldAt(row, off)
}

// clear sets a field to null.
func (n *nullable) clear(row pointer, off uintptr) {
	reflect.NewAt(n.field, fieldAt(row, off)).Elem().SetZero()
}

// set parses the text of a value into a field. For a *T it allocates the value, so that
// copies of the old pointer keep the old value.
func (n *nullable) set(row pointer, off uintptr, s string) error {
	if n.valid > 0 {
		err := n.value.set(fieldAt(row, off), s)
		if err == nil {
			*at[bool](row, off+n.valid) = true
		}
		return err
	}
	p := reflect.New(n.typ).UnsafePointer()
	if err := n.value.set(p, s); err != nil {
		return err
	}
	*at[pointer](row, off) = p
	return nil
}

// unshare replaces a pointer by a pointer to a copy of its value.
func (n *nullable) unshare(row pointer, off uintptr) {
	if old := n.at(row, off); old != nil && n.valid == 0 {
		p := reflect.New(n.typ)
		p.Elem().Set(reflect.NewAt(n.typ, old).Elem())
		*at[pointer](row, off) = p.UnsafePointer()
	}
}
