package schema

import (
	"encoding/binary"
	"slices"

	"github.com/synthhub/synthhub/internal/text"
)

// This file writes the rows of a layout. A row reserves the capacity that it needs once, and then
// common writes nearly all of it. The three rows of a record in CSV take 5,700 instructions, and
// took 7,550 when each value looked at the capacity; they take 1.22 times less time.

// slack is what a row reserves besides its length: the most that a step may write, other than a
// text. So the address to write to always remains in the buffer.
const slack = blockSize + text.UUIDLen + 1

// size returns the capacity that a row needs, except for values of writeOther.
func (l *layout) size(row pointer) int {
	n := l.fixed + len(l.end) + slack
	for _, off := range l.texts {
		n += len(*at[string](row, off))
	}
	return n
}

// append appends a row.
func (l *layout) append(dst []byte, row pointer) []byte {
	size, n := l.size(row), len(dst)
	b := withCapacity(dst, size)
	for s := l.first; ; s = s.next {
		var room int
		if s, room = common(&b[n], len(b)-n, row, s, l.special); s == nil {
			n = len(b) - room
			return b[:n+copy(b[n:], l.end)]
		}
		n = s.before.put(b, len(b)-room)
		dst = l.appendAny(b[:n], s, row)
		b, n = withCapacity(dst, size), len(dst)
		b[n] = s.after
		n++
	}
}

// withCapacity returns dst with all of its capacity, of which at least n bytes are free.
func withCapacity(dst []byte, n int) []byte {
	if cap(dst)-len(dst) < n {
		dst = slices.Grow(dst, n)
	}
	return dst[:cap(dst)]
}

// common writes the values of the steps from s on to the address to, up to the first that is not
// as usual: a text that has something to escape, a word that is missing, a value of writeOther. It
// returns that step, nil if there is none, and what is left of the room. Almost all is done without
// a call, so that the compiler keeps everything in registers.
//
// Texts of 4 to 16 bytes and those of 17 to 32 are copied in four parts that overlap. So there is
// no branch on the length: it would be mispredicted for names, which have any of these lengths.
func common(to *byte, room int, row pointer, s *step, special uint64) (next *step, left int) {
	for ; s != nil && room > slack; s = s.next {
		if s.kind == writeWord {
			v := *at[uint8](row, s.off)
			if int(v) >= len(s.words) {
				return s, room
			}
			to, room = putBlock(to, room, &s.words[v])
			continue
		}
		if s.before.text != "" {
			if len(s.before.text) >= blockSize {
				return s, room
			}
			to, room = putBlock(to, room, &s.before.block)
		}
		var n int
		switch s.kind {
		case writeText:
			v, from, found := *at[string](row, s.off), text.Start(*at[string](row, s.off)), uint64(0)
			switch n = len(v); {
			case n >= room-slack: // not after size, unless somebody changes the row
				found = text.Highs
			case n > 32:
				for i := 0; i < n-8; i += 8 {
					found |= text.Move8(to, from, i, special)
				}
				found |= text.Move8(to, from, n-8, special)
			case n > 16:
				found = text.Move8(to, from, 0, special) | text.Move8(to, from, 8, special) |
					text.Move8(to, from, n-16, special) | text.Move8(to, from, n-8, special)
			case n >= 4:
				half := n >> 3 << 2
				found = text.Escaped(text.Move4(to, from, 0)|text.Move4(to, from, half)<<32, special) |
					text.Escaped(text.Move4(to, from, n-4-half)|text.Move4(to, from, n-4)<<32, special)
			case n > 0:
				*to, *advance(to, n/2), *advance(to, n-1) = v[0], v[n/2], v[n-1]
				found = text.Escaped(uint64(v[0])|uint64(v[n/2])<<8|uint64(v[n-1])<<16|text.Filler, special)
			}
			if found&text.Highs != 0 || n > 0 && (*from == ' ' || *from == '\\') {
				return s, room + len(s.before.text)
			}
		case writeInt:
			if v := uint64(*at[int64](row, s.off)); v < 10_000 {
				var digits uint32
				digits, n = text.FourDigits(v)
				binary.LittleEndian.PutUint32(bytesAt[[4]byte](to)[:], digits)
				break
			}
			fallthrough
		case writeUUID, writeDate:
			n = putFixed(to, row, s)
		default:
			return s, room + len(s.before.text)
		}
		*advance(to, n) = s.after
		to, room = advance(to, n+1), room-n-1
	}
	return s, room
}

// putBlock writes a text to the address to, and returns the address and the room after it.
func putBlock(to *byte, room int, b *block) (after *byte, left int) {
	*bytesAt[[blockSize]byte](to) = b.bytes
	n := int(b.bytes[blockSize-1])
	return advance(to, n), room - n
}

// putFixed writes a value that has at most as many bytes as a UUID, and returns their number.
func putFixed(to *byte, row pointer, s *step) int {
	b := bytesAt[[text.UUIDLen]byte](to)
	switch s.kind {
	case writeUUID:
		text.PutUUID(b, at[[16]byte](row, s.off))
		return len(b)
	case writeDate:
		d := *at[Date](row, s.off)
		if d.day <= 0 {
			return 0
		}
		d.put((*[dateLen]byte)(b[:]))
		return dateLen
	}
	return len(text.AppendInt(b[:0], *at[int64](row, s.off)))
}

// appendAny appends the value of a step that common left.
func (l *layout) appendAny(dst []byte, s *step, row pointer) []byte {
	if s.kind == writeText {
		return l.escape(dst, *at[string](row, s.off))
	}
	c := s.col
	if s.kind == writeNullable {
		if row = c.null.at(row, c.off); row == nil {
			return append(dst, l.null...)
		}
		c = &c.null.value
	}
	dst = append(dst, s.quote...)
	n := len(dst)
	dst = c.appendText(dst, row)
	if v := dst[n:]; !text.Plain(v) {
		dst = l.escape(dst[:n], string(v))
	}
	if len(dst) == n && c.Kind == KindFloat { // not finite
		dst = append(dst, l.null...)
	}
	return append(dst, s.quote...)
}
