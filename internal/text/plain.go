package text

// A text is plain if every byte is printable ASCII other than the quote, the comma and the
// backslash, and the first is not a space. A plain text is the same in CSV and JSON and needs no
// escaping. Some texts that are not plain need none either; callers check those byte by byte.

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// notPlain has a high bit set if one of the eight bytes of x is not plain.
func notPlain(x uint64) uint64 {
	return (Escaped(x, ones*',') | ((x ^ ones*'\\') - ones) | ((x ^ ones*0x7f) - ones)) & highs
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

// short returns the bytes of a text of less than eight bytes, some of them twice, filled up with
// plain bytes.
func short[T ~string | ~[]byte](s T) uint64 {
	switch n := len(s); {
	case n >= 4:
		return uint64(load4(s)) | uint64(load4(s[n-4:]))<<32
	case n > 0:
		return ones*'x'&^0xffffff | uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	return ones * 'x'
}

// Plain reports whether s is plain. It checks eight bytes at a time. The last eight bytes may
// overlap those before them: to check some bytes twice costs less than a loop over the rest.
func Plain[T ~string | ~[]byte](s T) bool {
	if len(s) == 0 {
		return true
	}
	if s[0] == ' ' {
		return false
	}
	if len(s) < 8 {
		return notPlain(short(s)) == 0
	}
	found := notPlain(load8(s[len(s)-8:]))
	for ; len(s) >= 8; s = s[8:] {
		found |= notPlain(load8(s))
	}
	return found == 0
}

// Eight returns a character eight times.
func Eight(c byte) uint64 { return ones * uint64(c) }

// Escaped has a high bit set if one of the eight bytes of x is a control character except DEL, not
// ASCII, the quote, or the byte that specials holds eight times. A subtraction borrows from the
// next byte only after a byte for which a bit is already set.
func Escaped(x, specials uint64) uint64 {
	return x | (x - ones*' ') | ((x ^ ones*'"') - ones) | ((x ^ specials) - ones)
}

// Highs has the bits that the result of Escaped is to be looked at for.
const Highs = highs

// Filler is eight plain bytes, of which the first three are zero.
const Filler = ones * 'x' &^ 0xffffff
