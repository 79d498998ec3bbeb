package text

import (
	"strings"
	"unsafe"
)

// An Arena holds texts that are built, in blocks, so that a text costs no allocation but
// that of a block now and then. A text is built where it stays: not having to copy it
// saves a twenty-fifth of the time of a record. The zero Arena is ready for use; it is
// not safe for concurrent use.
type Arena struct {
	free []byte // the part of the block that no text has
}

// The first block is small, for those who make a single record.
const (
	firstBlock = 512
	nextBlock  = 32 << 10
)

// Room returns an empty slice with room for n bytes to build a text in, good until the
// next call of Keep.
func (a *Arena) Room(n int) []byte {
	if len(a.free) < n {
		size := nextBlock
		if a.free == nil {
			size = firstBlock
		}
		a.free = newBlock(max(size, n))
	}
	return a.free[:0]
}

// newBlock allocates memory that is not cleared first, as a Builder can: a hundredth of
// the time of a record.
func newBlock(size int) []byte {
	var b strings.Builder
	b.Grow(size)
	b.WriteByte(0)
	return unsafe.Slice(unsafe.StringData(b.String()), size)
}

// Keep returns the text that was built in what Room returned as a string. It may have
// outgrown the room. Nobody must write to it any more.
func (a *Arena) Keep(b []byte) string {
	a.free = a.free[min(len(b), len(a.free)):]
	return unsafe.String(unsafe.SliceData(b), len(b))
}
