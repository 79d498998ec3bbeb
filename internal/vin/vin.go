// Package vin writes vehicle identification numbers: 49 CFR part 565, ISO 3779 and 3780.
//
//	1HG  CM826  3  3  A  004352
//	|    |      |  |  |  sequence, positions 12 to 17
//	|    |      |  |  plant, position 11
//	|    |      |  model year, position 10
//	|    |      check digit, position 9
//	|    attributes, positions 4 to 8
//	manufacturer prefix (WMI), positions 1 to 3
//
// The attributes are ones that the manufacturer had not registered by the day of the copy of
// vPIC that [vocab.WMI] tells of, so a number fits no model registered by then.
package vin

import (
	"cmp"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Len is the number of characters of a VIN.
const Len = 17

const (
	// The plants are digits that no registered pattern names. Some decoders compare the plant
	// alone, and would take another one for a registered model.
	plants = "024678"
	// chars are the characters that a VIN can have: no I, O and Q.
	chars = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
	// sequences is the number of values of plant, position 12, and the five digits after it.
	sequences = uint64(len(plants) * len(chars) * 100_000)

	// newEraYear is the first model year of the second cycle of year codes. From that year
	// on position 7 is a letter, before it is a digit.
	newEraYear = 2010
	eras       = 2
)

// FormCount is the number of Forms: one for each manufacturer prefix and era.
const FormCount = eras * len(vocab.WMIs)

// A Form is what the VINs of a manufacturer prefix and era have in common: the prefix, and the
// characters for positions 4 to 8 that the manufacturer has not registered. It numbers the VINs
// of one model year from 0 to Size-1.
type Form struct {
	scale      mask.Scale
	prefix     [3]byte
	count      [5]uint8 // number of characters for each position
	offset     [5]uint8 // of the first of them in chars
	chars      string
	attributes uint64 // number of combinations: the product of count
}

// Forms are all Forms by the index that [FormOf] returns.
type Forms [FormCount]Form

// NewForms returns all Forms.
func NewForms() (f Forms) {
	for i := range f {
		w := &vocab.WMIs[i/eras]
		sets := &w.Old
		if i%eras == 1 {
			sets = &w.New
		}
		f[i] = newForm(w.Code, sets)
	}
	return f
}

// newForm returns the Form of a prefix. It has no numbers if no model has the prefix in the era.
func newForm(prefix string, sets *[5]string) (f Form) {
	copy(f.prefix[:], prefix)
	f.attributes = 1
	for i, set := range sets {
		f.count[i], f.offset[i] = uint8(len(set)), uint8(len(f.chars))
		f.chars += set
		f.attributes *= uint64(len(set))
	}
	if f.attributes > 0 {
		f.scale = mask.NewScale(f.attributes * sequences)
	}
	return f
}

// FormOf returns the index of the Form of a manufacturer prefix in a model year. It panics if
// the prefix is not in vocab.WMIs.
func FormOf(prefix string, year int) int {
	i, ok := slices.BinarySearchFunc(vocab.WMIs[:], prefix, func(w vocab.WMI, prefix string) int { return cmp.Compare(w.Code, prefix) })
	if !ok {
		panic("vin: the manufacturer prefix " + prefix + " is not in the table")
	}
	era := 0
	if year >= newEraYear {
		era = 1
	}
	return eras*i + era
}

// Size returns the number of VINs in a model year, 0 for a Form that no model has.
func (f *Form) Size() uint64 { return f.scale.Size() }

// Append appends VIN number k, below Size, of a model year. The capacity of dst must suffice.
//
// The number is written in digits of mixed radixes, from the left, without a division: as a
// fraction of Size it is a number below 1 in fixed point, and each digit is what a
// multiplication by its radix carries out of it (see [mask.Scale]). An example with a Size of
// 24 and the radixes 2, 3 and 4: number 17 is the fraction 17/24.
//
//	17/24 * 2 = 1 + 10/24   first digit 1
//	10/24 * 3 = 1 +  6/24   second digit 1
//	 6/24 * 4 = 1           third digit 1      17 = (1*3 + 1)*4 + 1
//
// A later digit need not wait for the earlier ones: what is left after the first two is
// 17/24 * (2*3), without its whole part, and integers wrap around by themselves. So attributes,
// plant and sequence start at once.
func (f *Form) Append(dst []byte, k uint64, year int) []byte {
	n := len(dst)
	dst = dst[:n+Len]
	vin := (*[Len]byte)(dst[n:])
	vin[0], vin[1], vin[2] = f.prefix[0], f.prefix[1], f.prefix[2]
	rest := f.scale.Fraction(k)
	free := rest * f.attributes
	serial := free * uint64(len(plants)*len(chars))
	vin[3], rest = f.attribute(0, rest)
	vin[4], rest = f.attribute(1, rest)
	vin[5], rest = f.attribute(2, rest)
	vin[6], rest = f.attribute(3, rest)
	vin[7], _ = f.attribute(4, rest)
	vin[9] = YearCode(year)
	plant, free := mask.Digit(free, uint64(len(plants)))
	vin[10] = plants[plant]
	char, _ := mask.Digit(free, uint64(len(chars)))
	vin[11] = chars[char]
	number, _ := mask.Digit(serial, 100_000)
	text.PutFiveDigits((*[5]byte)(vin[12:]), number)
	vin[8] = checkDigit(vin)
	return dst
}

// attribute takes the character for one of positions 4 to 8 off a fraction.
func (f *Form) attribute(i int, fraction uint64) (c byte, rest uint64) {
	digit, rest := mask.Digit(fraction, uint64(f.count[i]))
	return f.chars[uint64(f.offset[i])+digit], rest
}

// Match reports whether prefix, attributes and plant of a VIN of 17 characters are ones that
// Append writes.
func (f *Form) Match(vin string) bool {
	if vin[:3] != string(f.prefix[:]) {
		return false
	}
	for i, n := range f.count {
		if strings.IndexByte(f.chars[f.offset[i]:][:n], vin[3+i]) < 0 {
			return false
		}
	}
	return strings.IndexByte(plants, vin[10]) >= 0
}

// An Order numbers the vehicles of a dataset: for each Form a permutation of its numbers.
type Order [FormCount]draw.Permutation

// Init sets the Order to the one that a Label decides. An Order is large, so it is not returned.
func (o *Order) Init(label draw.Label, forms *Forms) {
	for i := range o {
		if n := forms[i].Size(); n > 0 {
			o[i] = label.Sub(uint64(i)).NewPermutation(n)
		}
	}
}

// Position returns the position in an Order of a vehicle: one of those that its slot, below 2^30,
// has for the ordinal, of which there may be 64. Holders after each other have different ones as
// long as there are: the first million slots have 64 for each vehicle, all others 16 for the first
// vehicle, 4 for the next three, and one for the rest. A test holds that every Form has as many.
func Position(slot, ordinal int, holder uint32) uint64 {
	const (
		slots = 1 << 30
		few   = 1 << 20 // slots with more positions, after those of all
	)
	s := uint64(slot)
	switch {
	case slot < few:
		return 88*slots + (64*s+uint64(ordinal))*64 + uint64(holder%64)
	case ordinal == 0:
		return 16*s + uint64(holder%16)
	case ordinal < 4:
		return (16+4*uint64(ordinal-1))*slots + 4*s + uint64(holder%4)
	}
	return (28+uint64(ordinal-4))*slots + s
}

// The arithmetic of the check digit: 49 CFR 565.15, tables III to V.
//
// values holds the value of each character; those that a VIN cannot have are 0. It has an
// element for every byte, so that looking up needs no bounds check.
var values = [256]uint8{
	'1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7, '8': 8, '9': 9,
	'A': 1, 'B': 2, 'C': 3, 'D': 4, 'E': 5, 'F': 6, 'G': 7, 'H': 8,
	'J': 1, 'K': 2, 'L': 3, 'M': 4, 'N': 5, 'P': 7, 'R': 9,
	'S': 2, 'T': 3, 'U': 4, 'V': 5, 'W': 6, 'X': 7, 'Y': 8, 'Z': 9,
}

// CheckDigit computes the check digit of a VIN of 17 characters, whatever its position 9 holds.
func CheckDigit(vin string) byte { return checkDigit((*[Len]byte)([]byte(vin))) }

func checkDigit(vin *[Len]byte) byte {
	v := func(i int) uint32 { return uint32(values[vin[i]]) }
	sum := 8*v(0) + 7*v(1) + 6*v(2) + 5*v(3) + 4*v(4) + 3*v(5) + 2*v(6) + 10*v(7) +
		9*v(9) + 8*v(10) + 7*v(11) + 6*v(12) + 5*v(13) + 4*v(14) + 3*v(15) + 2*v(16)
	return "0123456789X"[sum%11]
}

// YearCode returns the character for position 10: a cycle of 30 years from 1980. It returns 0,
// which no VIN holds, for years before.
func YearCode(year int) byte {
	if year < 1980 {
		return 0
	}
	return "ABCDEFGHJKLMNPRSTVWXY123456789"[year%30] // 1980 is a multiple of 30
}

// HasYear reports whether a VIN of 17 characters says the model year: its code at position 10,
// and the letter or digit at position 7 that tells the two cycles of codes apart.
func HasYear(vin string, year int) bool {
	letter := vin[6]-'0' > 9
	return vin[9] == YearCode(year) && letter == (year >= newEraYear)
}
