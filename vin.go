package synthhub

import (
	"strings"

	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Vehicle identification numbers: 49 CFR part 565, ISO 3779 and 3780.

// The plant, position 11, is one of a few digits: decoders exist that match some
// registered patterns by the plant alone, and none has these.
const (
	vinPlants = "024678"
	vinChars  = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
	// vinFree counts the codes of plant, position 12, and the last five digits.
	vinFree = uint64(len(vinPlants) * len(vinChars) * 100_000)
)

// A vinForm is what the VINs of a manufacturer prefix and era have in common: the
// prefix, and the characters for positions 4 to 8 that the manufacturer has not
// registered. It numbers the VINs of one model year.
type vinForm struct {
	scale mask.Scale
	code  [3]byte
	count [5]uint8 // characters of each position
	from  [5]uint8 // the first of them in chars
	chars string
	codes uint64 // product of count
}

// newVINForm makes the form of a prefix in an era. Its scale is zero if no model has the
// prefix then.
func newVINForm(w *vocab.WMI, era int) (f vinForm) {
	copy(f.code[:], w.Code)
	f.codes = 1
	for at, chars := range attributes(w, era) {
		f.count[at], f.from[at] = uint8(len(chars)), uint8(len(f.chars))
		f.chars += chars
		f.codes *= uint64(len(chars))
	}
	if f.codes > 0 {
		f.scale = mask.NewScale(f.codes * vinFree)
	}
	return f
}

// attributes returns the characters for positions 4 to 8.
func attributes(w *vocab.WMI, era int) *[5]string {
	if era == 1 {
		return &w.New
	}
	return &w.Old
}

// append writes the VIN number k of a model year to b, which must have room for it. Its
// three parts start at once: a fraction times the product of some radixes is what is left
// when their digits are taken.
func (f *vinForm) append(b []byte, k uint64, year int) []byte {
	n := len(b)
	b = b[:n+17]
	vin := (*[17]byte)(b[n:])
	vin[0], vin[1], vin[2] = f.code[0], f.code[1], f.code[2]
	rest := f.scale.Fraction(k)
	free := rest * f.codes
	serial := free * uint64(len(vinPlants)*len(vinChars))
	vin[3], rest = f.attribute(0, rest)
	vin[4], rest = f.attribute(1, rest)
	vin[5], rest = f.attribute(2, rest)
	vin[6], rest = f.attribute(3, rest)
	vin[7], _ = f.attribute(4, rest)
	vin[9] = yearCode(year)
	plant, free := mask.Digit(free, uint64(len(vinPlants)))
	vin[10] = vinPlants[plant]
	char, _ := mask.Digit(free, uint64(len(vinChars)))
	vin[11] = vinChars[char]
	for at := 12; at < 17; at++ {
		var digit uint64
		digit, serial = mask.Digit(serial, 10)
		vin[at] = '0' + byte(digit)
	}
	vin[8] = vinCheckDigit(vin)
	return b
}

func (f *vinForm) attribute(at int, fraction uint64) (c byte, rest uint64) {
	digit, rest := mask.Digit(fraction, uint64(f.count[at]))
	return f.chars[uint64(f.from[at])+digit], rest
}

// made reports whether prefix and attributes of a VIN are as append writes them.
func (f *vinForm) made(vin string) bool {
	if vin[:3] != string(f.code[:]) {
		return false
	}
	for at, n := range f.count {
		if strings.IndexByte(f.chars[f.from[at]:][:n], vin[3+at]) < 0 {
			return false
		}
	}
	return strings.IndexByte(vinPlants, vin[10]) >= 0
}

// The arithmetic of the check digit: 49 CFR 565.15, tables III to V.
//
// vinValue holds the value of each character; those that a VIN cannot have are 0.
// It has room for any byte, so that looking up needs no check.
var vinValue = [256]uint8{
	'1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7, '8': 8, '9': 9,
	'A': 1, 'B': 2, 'C': 3, 'D': 4, 'E': 5, 'F': 6, 'G': 7, 'H': 8,
	'J': 1, 'K': 2, 'L': 3, 'M': 4, 'N': 5, 'P': 7, 'R': 9,
	'S': 2, 'T': 3, 'U': 4, 'V': 5, 'W': 6, 'X': 7, 'Y': 8, 'Z': 9,
}

// vinCheckDigit computes the check digit of a VIN, whatever stands at its place.
func vinCheckDigit(vin *[17]byte) byte {
	v := func(at int) uint32 { return uint32(vinValue[vin[at]]) }
	sum := 8*v(0) + 7*v(1) + 6*v(2) + 5*v(3) + 4*v(4) + 3*v(5) + 2*v(6) + 10*v(7) +
		9*v(9) + 8*v(10) + 7*v(11) + 6*v(12) + 5*v(13) + 4*v(14) + 3*v(15) + 2*v(16)
	return "0123456789X"[sum%11]
}

// yearCode is the character of position 10: a cycle of 30 years from 1980; 0, which no
// VIN holds, for years before.
func yearCode(year int) byte {
	if year < 1980 {
		return 0
	}
	return "ABCDEFGHJKLMNPRSTVWXY123456789"[year%30] // 1980 is a multiple of 30
}

// eraOf tells the two cycles of year codes apart, as position 7 does.
func eraOf(year int) int {
	if year >= 2010 {
		return 1
	}
	return 0
}
