package synthhub

import (
	"strings"

	"github.com/synthhub/synthhub/internal/text"
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

// appendVIN writes the VIN of one vehicle. Prefix and year come from the model;
// attributes, plant and serial from a permutation of the vehicle's position, so
// that within a prefix and year no two are equal. The attribute characters are
// those that the manufacturer has not registered.
func (g *Generator) appendVIN(b []byte, m *modelFacts, year, i, k int) []byte {
	r := g.vehicle.wmi.At(i, k)
	w := wmiOf(m, year, &r)
	era := eraOf(year)
	place := g.vinOrder[2*w+era].At(uint64(i)*MaxVehicles + uint64(k))
	var vin [17]byte
	wmi := &vocab.WMIs[w]
	copy(vin[:3], wmi.Code)
	place = text.PutDigits(vin[12:], place)
	vin[11], place = vinChars[place%33], place/33
	vin[10], place = vinPlants[place%6], place/6
	rest := uint32(place) // fewer than 33 to the fifth are left
	for at, chars := range attributes(wmi, era) {
		n := uint32(len(chars))
		vin[3+at], rest = chars[rest%n], rest/n
	}
	vin[9] = yearCode(year)
	vin[8] = vinCheckDigit(&vin)
	return append(b, vin[:]...)
}

// The arithmetic of the check digit: 49 CFR 565.15, tables III to V.
var vinWeight = [17]uint8{8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2}

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
	sum := uint32(0)
	for at, c := range vin {
		sum += uint32(vinValue[c]) * uint32(vinWeight[at])
	}
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

// attributes returns the characters for positions 4 to 8.
func attributes(w *vocab.WMI, era int) *[5]string {
	if era == 1 {
		return &w.New
	}
	return &w.Old
}

// wmiOf picks one of the prefixes of the model in the year, as a place in the table.
func wmiOf(m *modelFacts, year int, r *Rand) int {
	if len(m.wmis) == 1 {
		return int(m.wmis[0])
	}
	n := 0
	for i := range m.WMIs {
		if w := &m.WMIs[i]; covers(w.First, w.Last, year) {
			n++
		}
	}
	skip := r.IntN(n)
	for i := range m.WMIs {
		if w := &m.WMIs[i]; covers(w.First, w.Last, year) {
			if skip--; skip < 0 {
				return int(m.wmis[i])
			}
		}
	}
	panic("synthhub: no manufacturer prefix for " + m.Make + " " + m.Name)
}

// vinOfMake reports whether prefix and attributes are as appendVIN writes them.
func vinOfMake(v *Vehicle) bool {
	m := findModel(v)
	if m == nil {
		return true // another rule says so
	}
	for i, span := range m.WMIs {
		if covers(span.First, span.Last, v.ModelYear) && strings.HasPrefix(v.VIN, span.WMI) {
			for at, chars := range attributes(&vocab.WMIs[m.wmis[i]], eraOf(v.ModelYear)) {
				if strings.IndexByte(chars, v.VIN[3+at]) < 0 {
					return false
				}
			}
			return strings.IndexByte(vinPlants, v.VIN[10]) >= 0
		}
	}
	return false
}
