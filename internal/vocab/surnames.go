package vocab

import (
	"strings"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// accentPercent is SpellingPercent of a name with an accent.
const accentPercent = 8

// SpellingPercent returns how many of 100 persons with a name write it in a spelling: with an accent few, because
// the forms of most states have none; with an apostrophe, a dot or a blank most. All illustrative.
func SpellingPercent(spelled string) uint64 {
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

// SurnameCount is the number of surnames, SpelledSurnames the number of those with their other spellings.
const (
	SurnameCount    = len(surnameWeights)
	SpelledSurnames = SurnameCount + len(surnameSpellings)
)

// Surnames returns the surnames, those of more people first, and after these their other spellings.
func Surnames() []string {
	names := make([]string, 0, SpelledSurnames)
	names = append(names, strings.Split(surnameText, " ")...)
	for i := range surnameSpellings {
		names = append(names, surnameSpellings[i].spelled)
	}
	return names
}

// A surnameSpelling is another spelling of a surname.
type surnameSpelling struct {
	of      uint16 // position of the surname
	spelled string
}

// surnameWeightsOf returns the weights in an origin of all that Surnames returns. Together they have 100 times
// the bearers: a spelling takes its part from its surname.
func surnameWeightsOf(o Origin) []uint32 {
	weights := make([]uint32, SpelledSurnames)
	for i := range surnameWeights {
		weights[i] = 100 * uint32(surnameWeights[i][o])
	}
	for i, s := range surnameSpellings {
		part := uint32(SpellingPercent(s.spelled)) * uint32(surnameWeights[s.of][o])
		weights[s.of] -= part
		weights[SurnameCount+i] = part
	}
	return weights
}

// A surnameChoice is the choice of a surname by origin.
type surnameChoice struct {
	byOrigin [originCount]draw.Weighted
	words    []text.Word
	origins  []Origin // of most bearers; White where no other origin has most
}

func newSurnameChoice() (c surnameChoice) {
	for o := range c.byOrigin {
		c.byOrigin[o] = draw.NewWeighted(surnameWeightsOf(Origin(o)))
	}
	c.words = text.NewWords("", Surnames())
	c.origins = make([]Origin, SpelledSurnames)
	for i := range c.origins {
		c.origins[i] = mostOf(&surnameWeights[plainSurname(uint16(i))])
	}
	return c
}

// mostOf returns the Origin of most people with a surname, if that is Hispanic or Asian; else White.
func mostOf(weights *[originCount]uint16) Origin {
	var persons [originCount]uint32
	all := uint32(0)
	for o, w := range weights {
		persons[o] = uint32(w) * originPercent[o]
		all += persons[o]
	}
	for _, o := range []Origin{Hispanic, Asian} {
		if 2*persons[o] > all {
			return o
		}
	}
	return White
}

// originPercent holds the shares of the origins in the population of 2010, in percent.
var originPercent = [originCount]uint32{64, 12, 16, 5, 3}

// plainSurname returns the position of the surname that the one of a position is a spelling of.
func plainSurname(i uint16) uint16 {
	if int(i) < SurnameCount {
		return i
	}
	return surnameSpellings[int(i)-SurnameCount].of
}
