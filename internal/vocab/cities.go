package vocab

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// Draws from ZIPs, and what a city has.

const (
	zipLen  = 5 // digits of a ZIP code in City.ZIPs
	areaLen = 3 // digits of an area code in City.Areas
)

// A ZIPChoice is the choice of a ZIP code of one state, by the adults that it stands for. The
// ZIP code decides the city and the county.
type ZIPChoice struct {
	first   int // index in ZIPs of the state's first
	weights draw.Weighted
}

// NewZIPChoices returns the choice of each state, indexed as States.
func NewZIPChoices() (choices [StateCount + 1]ZIPChoice) {
	var adults [StateCount + 1][]uint16
	for i := range ZIPs {
		s := Cities[ZIPs[i].City].State
		if adults[s] == nil {
			choices[s].first = i
		}
		adults[s] = append(adults[s], ZIPs[i].Adults)
	}
	for s := 1; s <= StateCount; s++ {
		choices[s].weights = draw.NewWeighted(adults[s])
	}
	return choices
}

// Index returns the index in ZIPs of the ZIP code that a draw chooses.
func (c *ZIPChoice) Index(drawn uint64) int { return c.first + c.weights.Pick(drawn) }

// ZIPCode returns the ZIP code with an index in ZIPs.
func ZIPCode(i int) string { return Cities[ZIPs[i].City].ZIPCode(i) }

// ZIPCode returns the ZIP code with an index in ZIPs, which must be one of the city.
func (c *City) ZIPCode(i int) string {
	k := (i - int(c.First)) * zipLen
	return c.ZIPs[k : k+zipLen]
}

// PickArea returns the area code of the city that a draw chooses.
func (c *City) PickArea(drawn uint64) string {
	i := draw.Bounded(drawn, uint64(len(c.Areas)/areaLen)) * areaLen
	return c.Areas[i : i+areaLen]
}

// HasArea reports whether the area code serves the city.
func (c *City) HasArea(area string) bool {
	for areas := c.Areas; len(areas) >= areaLen; areas = areas[areaLen:] {
		if areas[:areaLen] == area {
			return true
		}
	}
	return false
}

// AppendPhone appends a telephone number of the range reserved for fiction, 555-0100 to
// 555-0199.
func AppendPhone(b []byte, area string, line uint64) []byte {
	b = append(b, area[0], area[1], area[2], '-', '5', '5', '5', '-', '0', '1')
	return text.AppendPair(b, uint32(line))
}
