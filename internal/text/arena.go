package text

import "unsafe"

// An Arena holds texts that are built, in blocks, so that a text costs no allocation but
// that of a block now and then. A text is built where it stays: not having to copy it
// saves a twenty-fifth of the time of a record. The zero Arena is ready for use, and so
// is a copy, which shares nothing with what it was copied from. It is not safe for
// concurrent use.
type Arena struct {
	free []byte // the part of the block that no text has
	self *Arena // whose block it is
}

// The first block is small, for those who make a single record.
const (
	firstBlock = 512
	nextBlock  = 32 << 10
)

// sharedBlock is how large the blocks are that Blocks cuts up: not larger, since whoever
// keeps one text keeps all of it.
const sharedBlock = 1 << 20

// Blocks returns a block for each of the sizes, for Use. It allocates few large ones.
func Blocks(sizes []int) [][]byte {
	blocks := make([][]byte, len(sizes))
	var shared []byte
	for i, n := range sizes {
		if len(shared) < n {
			total := n
			for _, next := range sizes[i+1:] {
				if total+next > sharedBlock {
					break
				}
				total += next
			}
			shared = make([]byte, total)
		}
		blocks[i], shared = shared[:n:n], shared[n:]
	}
	return blocks
}

// Use makes the block the next one that the Arena builds texts in.
func (a *Arena) Use(block []byte) { a.free, a.self = block, a }

// Room returns an empty slice with room for n bytes to build a text in, good until the
// next call of Room or Keep.
func (a *Arena) Room(n int) []byte {
	if a.self != a || len(a.free) < n {
		size := nextBlock
		if a.self != a {
			size = firstBlock
		}
		a.free, a.self = make([]byte, max(size, n)), a
	}
	return a.free[:0]
}

// Keep returns the text that was built in what Room returned, from its beginning on, as a
// string. It may have outgrown the room. Nobody must write to it any more.
func (a *Arena) Keep(b []byte) string {
	a.free = a.free[min(len(b), len(a.free)):]
	return unsafe.String(unsafe.SliceData(b), len(b))
}
