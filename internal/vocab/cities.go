package vocab

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub/draw"
)

// Draws from Cities, and what a city has.

const (
	zipLen  = 5 // digits of a ZIP code in City.ZIPs
	areaLen = 3 // digits of an area code in City.Areas
)

// A CityChoice is the choice of a city of one state, by population.
type CityChoice struct {
	first   int // index in Cities of the state's first
	weights draw.Weighted
}

// NewCityChoices returns the choice of each state, indexed as States.
func NewCityChoices() (choices [StateCount + 1]CityChoice) {
	for s := uint8(1); s <= StateCount; s++ {
		c := &choices[s]
		c.first = firstCity(s)
		var people []uint32
		for i := c.first; i < len(Cities) && Cities[i].State == s; i++ {
			people = append(people, Cities[i].People)
		}
		c.weights = draw.NewWeighted(people)
	}
	return choices
}

// Pick returns the city that a draw chooses.
func (c *CityChoice) Pick(drawn uint64) *City { return &Cities[c.Index(drawn)] }

// Index returns the index in Cities of the city that a draw chooses.
func (c *CityChoice) Index(drawn uint64) int { return c.first + c.weights.Pick(drawn) }

// PickZIP returns the ZIP code of the city that a draw chooses.
func (c *City) PickZIP(drawn uint64) string { return pickCode(c.ZIPs, zipLen, drawn) }

// PickArea returns the area code of the city that a draw chooses.
func (c *City) PickArea(drawn uint64) string { return pickCode(c.Areas, areaLen, drawn) }

// HasZIP reports whether the ZIP code serves the city.
func (c *City) HasZIP(zip string) bool { return hasCode(c.ZIPs, zipLen, zip) }

// HasArea reports whether the area code serves the city.
func (c *City) HasArea(area string) bool { return hasCode(c.Areas, areaLen, area) }

// pickCode picks one of the concatenated codes of n characters.
func pickCode(codes string, n int, drawn uint64) string {
	i := draw.Bounded(drawn, uint64(len(codes)/n)) * uint64(n)
	return codes[i : i+uint64(n)]
}

// hasCode reports whether code is one of the concatenated codes of n characters, which are not less
// than areaLen. Nearly all others differ from it at the end.
func hasCode(codes string, n int, code string) bool {
	if len(code) != n {
		return false
	}
	last, before := code[n-1], code[n-2]
	for ; len(codes) >= n; codes = codes[n:] {
		if codes[n-1] == last && codes[n-2] == before && codes[:n] == code {
			return true
		}
	}
	return false
}

// firstCity returns the index in Cities of the first city of a state, or where it would be.
func firstCity(state uint8) int {
	i, _ := slices.BinarySearchFunc(Cities[:], state, func(c City, s uint8) int { return cmp.Compare(c.State, s) })
	return i
}
