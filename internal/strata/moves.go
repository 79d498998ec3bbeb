package strata

import (
	"math/bits"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/timeline"
)

// People move from state to state, and every state keeps its quota, because two swap their
// places. Quotas and ranks belong to the placements of At, which are numbered as the slots. On
// day 0 slot i has placement i. In each period of four years a placement has one partner, and the
// pair swaps on a day of its own, if it swaps at all and the states differ. So on every day the
// placements of the slots are a permutation within each block: quotas, ranks and capacities are
// those of day 0.
//
// 9 of 100 pairs swap in a period, which is 2.1 percent of the people a year. The American
// Community Survey has about 2.5 percent who move to another state.
const (
	// PeriodDays is the length of a period.
	PeriodDays = 1461
	// Periods is the number of periods that a day can be in.
	Periods    = 4
	swapChance = 9 // percent of the pairs in a period
)

// moves has the partners: those whose numbers differ by the bits of a mask.
type moves struct {
	label draw.Label
	masks [kinds][Periods]uint32
}

func newMoves(label draw.Label) (m moves) {
	m.label = label
	for kind := range m.masks {
		size := uint64(1) << maskBits(kind)
		for p := range m.masks[kind] {
			m.masks[kind][p] = uint32(1 + draw.Bounded(label.DrawAt(uint64(kind), p+1), size-1))
		}
	}
	return m
}

// maskBits returns the number of bits in which partners in a block can differ: blocks are closed
// under changes of the bits below those of the slot where they start.
func maskBits(kind int) int { return firstBits + 2*max(kind-1, 0) }

// A Place is the placement of a slot on a day.
type Place struct {
	Number int   // the slot that At has it for
	Moves  uint8 // the number of the period of the last move, from 1; 0 if there was none
}

// PlaceOn returns the placement of a slot on a day. Before day 0 it is that of day 0.
func (q *Quotas) PlaceOn(slot int, day timeline.Day) Place {
	p := Place{Number: slot}
	masks := &q.moves.masks[kindOf(slot)]
	for period := 0; Day(period)*PeriodDays <= day; period++ {
		if other, at := q.swap(p.Number, period, masks); at <= day {
			p = Place{other, uint8(period + 1)}
		}
	}
	return p
}

// Day is a day of the timeline.
type Day = timeline.Day

// never is a day that does not come.
const never Day = 1 << 30

// swap returns with which placement one swaps in a period, and on what day.
func (q *Quotas) swap(place, period int, masks *[Periods]uint32) (other int, at Day) {
	other = place ^ int(masks[period])
	hundred, rest := bits.Mul64(q.moves.label.Draw(uint64(min(place, other))|uint64(period+1)<<40), 100)
	if hundred >= swapChance || q.state(place) == q.state(other) {
		return other, never
	}
	return other, Day(period*PeriodDays) + Day(draw.Bounded(rest, PeriodDays))
}

// AppendMoves appends the days after one day, up to and with another, on which a slot moves to
// another placement.
func (q *Quotas) AppendMoves(dst []Day, slot int, after, upTo Day) []Day {
	place, masks := slot, &q.moves.masks[kindOf(slot)]
	for period := 0; Day(period)*PeriodDays <= upTo; period++ {
		if other, at := q.swap(place, period, masks); at <= upTo {
			place = other
			if at > after {
				dst = append(dst, at)
			}
		}
	}
	return dst
}

// state returns the state of residence of a placement.
func (q *Quotas) state(place int) uint8 {
	k, _, shuffled := q.find(place)
	return k.quotas[k.quotaOf(shuffled)].state
}
