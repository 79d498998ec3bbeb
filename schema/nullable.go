package schema

import (
	"reflect"
	"strings"
)

// A nullable is what a column with fields of type *T or sql.Null[T] has beside those of
// a T.
type nullable struct {
	field reflect.Type // *T or sql.Null[T]
	typ   reflect.Type // T
	valid uintptr      // where an sql.Null says whether it has a value; 0 for a *T
	value Column       // describes the T, which lies at the beginning of its memory
}

// nullableOf returns what a type is if it is a *T or sql.Null[T], else nil.
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

// setNullable makes the column one of *T or sql.Null[T].
func (c *Column) setNullable(n *nullable) {
	c.Nullable, c.null = true, n
	c.setType(n.typ)
	if c.Kind == KindText {
		c.fail("%v cannot be null; use a string with the option Optional, whose empty text is the NULL of databases", n.field)
	}
	c.custom = func(row pointer, off uintptr) textValue { return textOf(valueAt(n.typ, row, off)) }
}

// settle derives what is needed of rows, once the column is complete.
func (c *Column) settle() {
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

// at returns where the value of a field lies, nil if there is none.
func (n *nullable) at(row pointer, off uintptr) pointer {
	if n.valid == 0 {
		return *at[pointer](row, off)
	}
	if !*at[bool](row, off+n.valid) {
		return nil
	}
	return fieldAt(row, off)
}

// clear takes the value out of a field.
func (n *nullable) clear(row pointer, off uintptr) {
	reflect.NewAt(n.field, fieldAt(row, off)).Elem().SetZero()
}

// set parses the text of a value into a field. New memory keeps those who hold the old
// pointer from seeing another value.
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

// unshare gives a field that is a pointer memory of its own.
func (n *nullable) unshare(row pointer, off uintptr) {
	if old := n.at(row, off); old != nil && n.valid == 0 {
		p := reflect.New(n.typ)
		p.Elem().Set(reflect.NewAt(n.typ, old).Elem())
		*at[pointer](row, off) = p.UnsafePointer()
	}
}
