package vocab

import "github.com/synthhub/synthhub/draw"

// Where farmers live.

// RuralFarmers is how many of 100 farmers live where there are under 200 people per square
// kilometer, if their state has such ZIP codes. Of the others some do too. Illustrative: of all
// adults 33 percent live there (Census 2020).
const RuralFarmers = 80

// IsRural reports whether there are under 200 people per square kilometer in the ZIP code with an
// index in ZIPs.
func IsRural(i int) bool { return ruralZIPs[i/64]>>(i%64)&1 > 0 }

// NewRuralChoices returns the choices among the rural ZIP codes of each state, indexed as States, by
// the adults that they stand for: of indexes in ZIPs. A state without one has all of its ZIP codes.
func NewRuralChoices() (choices [StateCount + 1]draw.Weighted) {
	var positions [2][StateCount + 1][]uint16 // all, and the rural ones
	var adults [2][StateCount + 1][]uint64
	for i := range ZIPs {
		s := Cities[ZIPs[i].City].State
		for rural := range 2 {
			if rural == 0 || IsRural(i) {
				positions[rural][s], adults[rural][s] = append(positions[rural][s], uint16(i)), append(adults[rural][s], uint64(ZIPs[i].Adults))
			}
		}
	}
	for s := 1; s <= StateCount; s++ {
		rural := min(len(positions[1][s]), 1)
		choices[s] = draw.NewSparse(positions[rural][s], adults[rural][s])
	}
	return choices
}
