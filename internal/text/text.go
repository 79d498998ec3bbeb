// Package text holds the append helpers that every encoder shares.
package text

// pairs holds the two-digit numbers 00 to 99; AppendPadded copies two digits
// at a time from it.
const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// AppendPair appends v, below 100, as two digits.
func AppendPair(dst []byte, v uint32) []byte {
	return append(dst, pairs[2*v], pairs[2*v+1])
}

// PutDigits writes the last len(dst) decimal digits of v and returns the rest of
// v. Four digits cost one division.
func PutDigits(dst []byte, v uint64) (rest uint64) {
	for len(dst) >= 4 {
		w := dst[len(dst)-4:]
		q := uint32(v % 10000)
		v /= 10000
		h, l := 2*(q/100), 2*(q%100)
		w[0], w[1], w[2], w[3] = pairs[h], pairs[h+1], pairs[l], pairs[l+1]
		dst = dst[:len(dst)-4]
	}
	for i := len(dst) - 1; i >= 0; i-- {
		dst[i] = '0' + byte(v%10)
		v /= 10
	}
	return v
}

// AppendUint appends v in decimal. Numbers below 10,000, nearly all that rows
// hold, take no loop.
func AppendUint(dst []byte, v uint64) []byte {
	switch {
	case v < 10:
		return append(dst, '0'+byte(v))
	case v < 100:
		return append(dst, pairs[2*v], pairs[2*v+1])
	case v < 1000:
		return append(dst, '0'+byte(v/100), pairs[2*(v%100)], pairs[2*(v%100)+1])
	case v < 10000:
		h, l := v/100, v%100
		return append(dst, pairs[2*h], pairs[2*h+1], pairs[2*l], pairs[2*l+1])
	}
	var buf [20]byte
	i := len(buf)
	for v >= 100 {
		i -= 2
		p := 2 * (v % 100)
		buf[i], buf[i+1] = pairs[p], pairs[p+1]
		v /= 100
	}
	if v >= 10 {
		i -= 2
		buf[i], buf[i+1] = pairs[2*v], pairs[2*v+1]
	} else if v > 0 {
		i--
		buf[i] = '0' + byte(v)
	}
	return append(dst, buf[i:]...)
}

// AppendInt appends v in decimal.
func AppendInt(dst []byte, v int64) []byte {
	if v < 0 {
		return AppendUint(append(dst, '-'), -uint64(v))
	}
	return AppendUint(dst, uint64(v))
}

// hexPairs holds the two hexadecimal digits of every byte, so that a UUID is
// sixteen look-ups and nothing is computed when the program starts.
const hexPairs = "000102030405060708090a0b0c0d0e0f" +
	"101112131415161718191a1b1c1d1e1f" +
	"202122232425262728292a2b2c2d2e2f" +
	"303132333435363738393a3b3c3d3e3f" +
	"404142434445464748494a4b4c4d4e4f" +
	"505152535455565758595a5b5c5d5e5f" +
	"606162636465666768696a6b6c6d6e6f" +
	"707172737475767778797a7b7c7d7e7f" +
	"808182838485868788898a8b8c8d8e8f" +
	"909192939495969798999a9b9c9d9e9f" +
	"a0a1a2a3a4a5a6a7a8a9aaabacadaeaf" +
	"b0b1b2b3b4b5b6b7b8b9babbbcbdbebf" +
	"c0c1c2c3c4c5c6c7c8c9cacbcccdcecf" +
	"d0d1d2d3d4d5d6d7d8d9dadbdcdddedf" +
	"e0e1e2e3e4e5e6e7e8e9eaebecedeeef" +
	"f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"

// AppendUUID appends the canonical form of id: 36 characters, lower case.
func AppendUUID(dst []byte, id *[16]byte) []byte {
	var b [36]byte
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
	for i, at := range [16]uint8{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34} {
		p := 2 * int(id[i])
		b[at], b[at+1] = hexPairs[p], hexPairs[p+1]
	}
	return append(dst, b[:]...)
}

// ParseUUID reads the canonical form of a UUID, and no other.
func ParseUUID(s string) (id [16]byte, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, false
	}
	for i, at := range [16]uint8{0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34} {
		h, l := nibble(s[at]), nibble(s[at+1])
		if h|l > 15 {
			return [16]byte{}, false
		}
		id[i] = h<<4 | l
	}
	return id, true
}

func nibble(c byte) byte {
	switch {
	case c-'0' <= 9:
		return c - '0'
	case c-'a' <= 5:
		return c - 'a' + 10
	}
	return 255
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// Plain reports whether every byte of s is printable ASCII other than the
// quote, the comma and the backslash, and the first is not a space: such a
// text is the same in CSV and JSON and needs no escaping. It may say false of
// a text that needs none either; callers then look closer.
//
// Eight bytes at a time: the combined loads compile to one.
func Plain[T ~string | ~[]byte](s T) bool {
	if len(s) > 0 && s[0] == ' ' {
		return false
	}
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		q, c, b, d := x^(ones*'"'), x^(ones*','), x^(ones*'\\'), x^(ones*0x7f)
		if (x|(x-ones*0x20)|(q-ones)|(c-ones)|(b-ones)|(d-ones))&highs != 0 {
			return false
		}
		s = s[8:]
	}
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f || c == '"' || c == ',' || c == '\\' {
			return false
		}
	}
	return true
}
