package schema

import (
	"reflect"
	"unsafe"

	"github.com/synthhub/synthhub/internal/text"
)

// This file has all unsafe code of the package: it turns the address of a field into an
// offset in its struct, and an offset into the address of a field.

// A pointer points to a row or to a field.
type pointer = unsafe.Pointer

// rowOf returns the pointer to a row.
func rowOf[E any](e *E) pointer { return unsafe.Pointer(e) }

// at returns the field of type T at an offset in bytes.
func at[T any](row pointer, off uintptr) *T { return (*T)(unsafe.Add(row, off)) }

// fieldAt returns the pointer to the field at an offset in bytes.
func fieldAt(row pointer, off uintptr) pointer { return unsafe.Add(row, off) }

// valueAt is at for a type that is not known at compile time. It returns a *t.
func valueAt(t reflect.Type, row pointer, off uintptr) any {
	return reflect.NewAt(t, unsafe.Add(row, off)).Interface()
}

// offsetIn returns the offset in bytes of the field at p, and reports whether all its bytes
// are in the row.
func offsetIn[E any](row *E, p pointer, size uintptr) (off uintptr, ok bool) {
	base := uintptr(unsafe.Pointer(row))
	off = uintptr(p) - base
	return off, uintptr(p) >= base && off+size <= unsafe.Sizeof(*row)
}

// addressOf returns the pointer to a field and its size in bytes.
func addressOf[T any](field *T) (p pointer, size uintptr) {
	return unsafe.Pointer(field), unsafe.Sizeof(*field)
}

// advance returns the address n bytes after p. The caller knows that there is such a byte.
func advance(p *byte, n int) *byte { return (*byte)(unsafe.Add(unsafe.Pointer(p), n)) }

// bytesAt returns the bytes from p on, as an array. The caller knows that there are so many.
func bytesAt[T [4]byte | [blockSize]byte | [text.UUIDLen]byte](p *byte) *T {
	return (*T)(unsafe.Pointer(p))
}
