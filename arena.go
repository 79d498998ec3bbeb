package synthhub

import "strings"

// An arena holds the text that is built for records, in blocks, so that making a
// record allocates nothing but a block now and then. It is not safe for
// concurrent use.
type arena struct {
	block strings.Builder
	buf   [256]byte
}

// The first block is small, for those who make a single record.
const (
	firstArenaBlock = 512
	arenaBlock      = 32 << 10
)

// scratch returns an empty slice to build the texts of a row in: with room for the
// longest, about 190 bytes, and a word behind it.
func (a *arena) scratch() []byte { return a.buf[:0] }

// keep returns the text as a string.
func (a *arena) keep(b []byte) string {
	if a.block.Cap()-a.block.Len() < len(b) {
		size := arenaBlock
		if a.block.Cap() == 0 {
			size = firstArenaBlock
		}
		a.block = strings.Builder{}
		a.block.Grow(max(size, len(b)))
	}
	n := a.block.Len()
	a.block.Write(b)
	return a.block.String()[n:]
}
