package schema

import (
	"reflect"
	"unsafe"
)

// What is unsafe in this package is in this file: the place of a field in
// its struct, and the way back to it.

// pointer addresses a row or a field of one.
type pointer = unsafe.Pointer

func rowOf[E any](e *E) pointer { return unsafe.Pointer(e) }

// at returns the field of type T that lies off bytes into the row.
func at[T any](row pointer, off uintptr) *T { return (*T)(unsafe.Add(row, off)) }

// fieldAt returns where the field lies that is off bytes into the row.
func fieldAt(row pointer, off uintptr) pointer { return unsafe.Add(row, off) }

// valueAt is at for a type that is known by reflection alone: it returns a *t.
func valueAt(t reflect.Type, row pointer, off uintptr) any {
	return reflect.NewAt(t, unsafe.Add(row, off)).Interface()
}

// offsetIn returns where the field at p lies in the row, and whether it lies
// wholly inside it.
func offsetIn[E any](row *E, p pointer, size uintptr) (off uintptr, ok bool) {
	base := uintptr(unsafe.Pointer(row))
	off = uintptr(p) - base
	return off, uintptr(p) >= base && off+size <= unsafe.Sizeof(*row)
}

func addressOf[T any](field *T) (p pointer, size uintptr) {
	return unsafe.Pointer(field), unsafe.Sizeof(*field)
}
