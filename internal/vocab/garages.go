package vocab

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
)

// MaxGarageSteps is the maximum distance from home of a vehicle that is garaged elsewhere in its
// state, in steps from one ZIP code of ZIPs to the next: numbers of ZIP codes are given out by area, so
// those that follow each other are near each other. Illustrative. Checked with the coordinates of npm
// zipcodes 8.0.0: half of the pairs are at most 25 km apart, and 90 of 100 at most 140 km; of pairs
// at random, half are more than 160 km apart.
const MaxGarageSteps = 3

// garagedAbroad of 100 vehicles that are garaged elsewhere are in another state. Illustrative.
const garagedAbroad = 25

// Garages is the choice of the ZIP code of a vehicle that is garaged elsewhere.
type Garages struct {
	zips        *[StateCount + 1]ZIPChoice
	order, rank []uint16               // indexes into ZIPs by state and ZIP code, and the position of each in order
	first       [StateCount + 2]uint16 // position in order of the first of each state
}

// NewGarages returns the choice, given that of the ZIP codes of each state.
func NewGarages(zips *[StateCount + 1]ZIPChoice) *Garages {
	g := &Garages{zips: zips, order: make([]uint16, len(ZIPs)), rank: make([]uint16, len(ZIPs))}
	for i := range g.order {
		g.order[i] = uint16(i)
	}
	for s := 1; s <= StateCount; s++ {
		first, end := zips[s].first, len(ZIPs)
		if s < StateCount {
			end = zips[s+1].first
		}
		g.first[s], g.first[s+1] = uint16(first), uint16(end)
		slices.SortFunc(g.order[first:end], func(a, b uint16) int { return cmp.Compare(ZIPCode(int(a)), ZIPCode(int(b))) })
	}
	for position, zip := range g.order {
		g.rank[zip] = uint16(position)
	}
	return g
}

// Elsewhere returns the state and the index in ZIPs of another place than that of somebody who lives
// in a state, at a ZIP code of it: near there, or in a state that borders on it. The two draws must be
// independent.
func (g *Garages) Elsewhere(state uint8, zip uint16, where, code uint64) (otherState uint8, otherZIP int) {
	if border := LandNeighbors(state); len(border) > 0 && choice.Chance(draw.Nth(where, 1), garagedAbroad, 100) {
		other := border[draw.Bounded(draw.Nth(where, 2), uint64(len(border)))]
		return other, g.zips[other].Index(code)
	}
	return state, g.near(state, zip, code)
}

// near returns another ZIP code of the state, up or down by some steps. Where the state ends it goes the other way.
func (g *Garages) near(state uint8, zip uint16, drawn uint64) int {
	n, _ := choice.Split(drawn, 2*MaxGarageSteps)
	steps := 1 + int(n>>1)
	if n&1 == 1 {
		steps = -steps
	}
	position, first, end := int(g.rank[zip]), int(g.first[state]), int(g.first[state+1])
	if to := position + steps; to < first || to >= end {
		steps = -steps
	}
	return int(g.order[position+steps])
}

// LandNeighbors returns the states that share a border with a state, as Neighbors has them; none for
// Alaska and Hawaii.
func LandNeighbors(state uint8) []uint8 {
	if state == alaska || state == hawaii {
		return nil
	}
	return Neighbors[state]
}

// Alaska and Hawaii in States.
const (
	alaska = 1
	hawaii = 12
)
