// Package text has the append helpers that every encoder shares, the memory of built texts,
// fixed-size words, and comparisons of words.
package text

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// pairs holds the two-digit numbers 00 to 99; numbers are copied from it two
// digits at a time.
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

// DateLen is the number of characters of a date.
const DateLen = len("2006-01-02")

// PutDate writes a day as YYYY-MM-DD. All numbers are below 100.
func PutDate(b *[DateLen]byte, century, year, month, day uint32) {
	d := fourPairs(uint64(century) | uint64(year)<<16 | uint64(month)<<32 | uint64(day)<<48)
	binary.LittleEndian.PutUint64(b[:], d&0xffffffff|'-'<<32|d>>32&0xffff<<40|'-'<<56)
	binary.LittleEndian.PutUint16(b[8:], uint16(d>>48))
}

// fourPairs returns the two digits of each of four numbers below 100, which have 16 bits each. The
// lowest byte is the first digit to write.
func fourPairs(x uint64) uint64 {
	tens := x * 103 >> 10 & (0x000f * lanes) // x/10
	return tens | (x-10*tens)<<8 | '0'*ones
}

const lanes = 0x0001000100010001

// AppendUint appends v in decimal. Most numbers in rows have two to eight digits: for those it
// computes eight digits at once and shifts the leading zeros away, because a branch on the length
// would often be mispredicted. It may also write up to eight bytes after the number, within the
// capacity of dst.
func AppendUint(dst []byte, v uint64) []byte {
	if v >= 100_000_000 {
		dst = AppendUint(dst, v/100_000_000)
		return binary.LittleEndian.AppendUint64(dst, eightDigits(v%100_000_000))
	}
	if v < 10 {
		return append(dst, '0'+byte(v))
	}
	digits := eightDigits(v)
	zeros := bits.TrailingZeros64(digits&(0x0f*ones)) &^ 7
	n := len(dst)
	return binary.LittleEndian.AppendUint64(dst, digits>>(zeros&63))[:n+8-zeros/8]
}

// eightDigits returns the digits of a number below 100 million.
func eightDigits(v uint64) uint64 {
	x := v/10_000 | v%10_000<<32
	hundreds := x * 5243 >> 19 & 0x7f0000007f // x/100
	return fourPairs(hundreds | (x-100*hundreds)<<16)
}

// AppendInt appends v in decimal.
func AppendInt(dst []byte, v int64) []byte {
	if v < 0 {
		dst, v = append(dst, '-'), -v
	}
	return AppendUint(dst, uint64(v))
}

// AppendSmall appends a number below 10,000, as AppendUint does, in two thirds of its instructions. It may
// also write up to four bytes after the number; the capacity of dst must suffice.
func AppendSmall(dst []byte, v uint64) []byte {
	digits, n := FourDigits(v)
	return binary.LittleEndian.AppendUint32(dst, digits)[:len(dst)+n]
}

// PutFiveDigits writes a number below 100,000 with five digits.
func PutFiveDigits(b *[5]byte, v uint64) {
	digits := eightDigits(v) >> 24
	binary.LittleEndian.PutUint32(b[:], uint32(digits))
	b[4] = byte(digits >> 32)
}

// FourDigits returns the digits of a number below 10,000, of which the lowest byte is the first to
// write, and how many there are.
func FourDigits(v uint64) (digits uint32, n int) {
	x := uint32(v)
	hundreds := x * 5243 >> 19
	x = hundreds | (x-100*hundreds)<<16
	tens := x * 103 >> 10 & 0x000f000f // x/10
	digits = tens | (x-10*tens)<<8
	zeros := bits.TrailingZeros32(digits|1<<24) / 8
	return (digits | 0x30303030) >> (8 * zeros & 31), 4 - zeros
}

// hexPairs holds the two hexadecimal digits of every byte. A UUID takes sixteen look-ups, and
// nothing is computed at start-up.
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

// UUIDLen is the number of characters of a UUID.
const UUIDLen = 36

// AppendUUID appends the canonical form of id: 36 characters, lower case.
func AppendUUID(dst []byte, id *[16]byte) []byte {
	n := len(dst)
	dst = slices.Grow(dst, UUIDLen)[:n+UUIDLen]
	PutUUID((*[UUIDLen]byte)(dst[n:]), id)
	return dst
}

// PutUUID writes the canonical form of id.
func PutUUID(b *[UUIDLen]byte, id *[16]byte) {
	le := binary.LittleEndian
	le.PutUint16(b[0:], hexPair(id[0]))
	le.PutUint16(b[2:], hexPair(id[1]))
	le.PutUint16(b[4:], hexPair(id[2]))
	le.PutUint16(b[6:], hexPair(id[3]))
	le.PutUint16(b[9:], hexPair(id[4]))
	le.PutUint16(b[11:], hexPair(id[5]))
	le.PutUint16(b[14:], hexPair(id[6]))
	le.PutUint16(b[16:], hexPair(id[7]))
	le.PutUint16(b[19:], hexPair(id[8]))
	le.PutUint16(b[21:], hexPair(id[9]))
	le.PutUint16(b[24:], hexPair(id[10]))
	le.PutUint16(b[26:], hexPair(id[11]))
	le.PutUint16(b[28:], hexPair(id[12]))
	le.PutUint16(b[30:], hexPair(id[13]))
	le.PutUint16(b[32:], hexPair(id[14]))
	le.PutUint16(b[34:], hexPair(id[15]))
	b[8], b[13], b[18], b[23] = '-', '-', '-', '-'
}

// hexPair returns the two digits of a byte, the first in the low byte.
func hexPair(v byte) uint16 {
	return uint16(hexPairs[2*int(v)]) | uint16(hexPairs[2*int(v)+1])<<8
}

// ParseUUID reads the canonical form of a UUID, and no other.
func ParseUUID(s string) (id [16]byte, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return id, false
	}
	a, wrongA := hexBytes(load8(s))
	b, wrongB := hexBytes(uint64(load4(s[9:])) | uint64(load4(s[14:]))<<32)
	c, wrongC := hexBytes(uint64(load4(s[19:])) | uint64(load4(s[24:]))<<32)
	d, wrongD := hexBytes(load8(s[28:]))
	if wrongA|wrongB|wrongC|wrongD != 0 {
		return id, false
	}
	binary.LittleEndian.PutUint64(id[:8], a|b<<32)
	binary.LittleEndian.PutUint64(id[8:], c|d<<32)
	return id, true
}

// hexBytes returns the four bytes that eight lower-case hexadecimal digits mean, all of them at
// once. wrong is 0 if all are such digits.
func hexBytes(x uint64) (bytes, wrong uint64) {
	letters := x >> 6 & ones // 1 where there is a letter, or another character of its part of ASCII
	n := x&(0xf*ones) + 9*letters
	aboveNine := (n + 118*ones) >> 7 & ones
	wrong = (n + '0'*ones + ('a'-10-'0')*aboveNine) ^ x // the digits of these numbers are others
	wrong |= n & (0xf0 * ones)                          // or a number is above 15
	n = (n<<4 | n>>8) & 0x00ff00ff00ff00ff
	n = (n | n>>8) & 0x0000ffff0000ffff
	return (n | n>>16) & 0xffffffff, wrong
}
