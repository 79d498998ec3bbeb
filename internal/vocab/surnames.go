package vocab

import (
	"strings"

	"github.com/synthhub/synthhub/draw"
)

// accentPercent is SpellingPercent of a name with an accent.
const accentPercent = 8

// SpellingPercent returns how many of 100 persons with a name write it in a spelling: with an accent few, because
// the forms of most states have none; with an apostrophe, a dot or a blank most. All illustrative.
func SpellingPercent(spelled string) uint8 {
	switch {
	case strings.Contains(spelled, "'"):
		return 80
	case strings.Contains(spelled, "."):
		return 70
	case strings.Contains(spelled, " "):
		return 60
	}
	return accentPercent
}

// SurnameCount is the number of surnames, without other spellings.
const SurnameCount = len(surnameWeights)

// Surnames returns the surnames, those of more people first.
func Surnames() []string { return strings.Split(surnameText, " ") }

// SurnameSpellings returns the other spellings of surnames.
func SurnameSpellings() []Spelling {
	names, spellings := Surnames(), make([]Spelling, len(surnameSpellings))
	for i, s := range surnameSpellings {
		spellings[i] = Spelling{names[s.of], s.spelled}
	}
	return spellings
}

// A surnameSpelling is another spelling of a surname.
type surnameSpelling struct {
	of      uint16 // position of the surname
	spelled string
}

// A surnameChoice is the choice of a surname in one origin. Its positions are those of the words of Names, times
// two, and one if the surname is of the origin: if most of those who have it are, or for the origins that have no
// names of their own.
type surnameChoice struct{ draw.Weighted }

// newSurnameChoices returns the choices, for spellings at a position. A spelling takes its part of the bearers from its
// surname.
func newSurnameChoices(spelledAt int) (choices [originCount]surnameChoice) {
	percent, most := make([]uint8, SurnameCount), make([]Origin, SurnameCount)
	for i := range most {
		most[i] = mostOf(&surnameWeights[i])
	}
	for _, s := range surnameSpellings {
		percent[s.of] = SpellingPercent(s.spelled)
	}
	positions, weights := make([]uint16, SurnameCount+len(surnameSpellings)), make([]uint64, SurnameCount+len(surnameSpellings))
	for o := range originCount {
		ownNames := o == Hispanic || o == Asian
		n := 0
		for i := range surnameWeights {
			own := 2 * uint16(i)
			if !ownNames || most[i] == o {
				own++
			}
			positions[n], weights[n] = own, uint64(surnameWeights[i][o])*uint64(100-percent[i])
			if weights[n] > 0 {
				n++
			}
		}
		for k, s := range surnameSpellings {
			own := 2 * uint16(spelledAt+k)
			if !ownNames || most[s.of] == o {
				own++
			}
			positions[n], weights[n] = own, uint64(surnameWeights[s.of][o])*uint64(percent[s.of])
			if weights[n] > 0 {
				n++
			}
		}
		choices[o] = surnameChoice{draw.NewSparse(positions[:n], weights[:n])}
	}
	return choices
}

// pick returns the position of a surname, and whether it is of the origin: 1, or 0 for not.
func (c *surnameChoice) pick(drawn uint64) (position, own uint16) {
	i := uint16(c.Pick(drawn))
	return i >> 1, i & 1
}

// mostOf returns the Origin of most people with a surname, if that is Hispanic or Asian; else White.
func mostOf(weights *[originCount]uint16) Origin {
	var persons [originCount]uint32
	all := uint32(0)
	for o, w := range weights {
		persons[o] = uint32(w) * originPercent[o]
		all += persons[o]
	}
	for o := Hispanic; o <= Asian; o++ {
		if 2*persons[o] > all {
			return o
		}
	}
	return White
}

// originPercent holds the shares of the origins in the population of 2010, in percent.
var originPercent = [originCount]uint32{64, 12, 16, 5, 3}
