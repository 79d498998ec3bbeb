package text

import (
	"encoding/binary"
	"slices"
)

// A text is plain if every byte of it is printable ASCII other than the quote,
// the comma and the backslash, and the first is not a space: it is then the same
// in CSV and JSON and needs no escaping. Texts that are not plain may need none
// either; callers then look closer.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special has a high bit set if one of the eight bytes of x is not plain. What
// is borrowed from the next byte comes from one that is not plain itself.
func special(x uint64) uint64 {
	q, c, b, d := x^(ones*'"'), x^(ones*','), x^(ones*'\\'), x^(ones*0x7f)
	return (x | (x - ones*' ') | (q - ones) | (c - ones) | (b - ones) | (d - ones)) & highs
}

// load8 and load4 compile to one load each.
func load8[T ~string | ~[]byte](s T) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func load4[T ~string | ~[]byte](s T) uint32 {
	_ = s[3]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}

// short returns the bytes of a text shorter than eight, some of them twice, and
// plain ones in place of the rest.
func short[T ~string | ~[]byte](s T) uint64 {
	switch n := len(s); {
	case n >= 4:
		return uint64(load4(s)) | uint64(load4(s[n-4:]))<<32
	case n > 0:
		return ones*'x'&^0xffffff | uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return ones * 'x'
}

// Plain reports whether s is plain. It takes eight bytes at a time; the last
// eight may be looked at twice, which costs less than a loop over the rest.
func Plain[T ~string | ~[]byte](s T) bool {
	if len(s) == 0 {
		return true
	}
	if s[0] == ' ' {
		return false
	}
	if len(s) < 8 {
		return special(short(s)) == 0
	}
	found := special(load8(s[len(s)-8:]))
	for ; len(s) >= 8; s = s[8:] {
		found |= special(load8(s))
	}
	return found == 0
}

// AppendPlain appends s if it is plain, and reports whether it is. It looks at
// the text and copies it at the same time: for the short texts of rows that is
// twice as fast as one after the other.
func AppendPlain(dst []byte, s string) ([]byte, bool) {
	n, at := len(s), len(dst)
	if cap(dst)-at < n {
		dst = slices.Grow(dst, n)
	}
	to := dst[at : at+n]
	switch {
	case n >= 8:
		last := load8(s[n-8:])
		found := special(last)
		for i := 0; i <= n-8; i += 8 {
			x := load8(s[i:])
			found |= special(x)
			binary.LittleEndian.PutUint64(to[i:], x)
		}
		binary.LittleEndian.PutUint64(to[n-8:], last)
		if found != 0 || s[0] == ' ' {
			return dst, false
		}
	case n >= 4:
		x := short(s)
		binary.LittleEndian.PutUint32(to, uint32(x))
		binary.LittleEndian.PutUint32(to[n-4:], uint32(x>>32))
		if special(x) != 0 || s[0] == ' ' {
			return dst, false
		}
	case n > 0:
		x := short(s)
		to[0], to[n/2], to[n-1] = s[0], s[n/2], s[n-1]
		if special(x) != 0 || s[0] == ' ' {
			return dst, false
		}
	}
	return dst[:at+n], true
}
