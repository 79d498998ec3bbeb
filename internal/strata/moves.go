package strata

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// People move from state to state, and every state keeps its quota, because two swap their
// places. Quotas and ranks belong to the placements of At, which are numbered as the slots. On
// day 0 slot i has placement i. In each period of four years a placement has one partner, and the
// pair swaps on a day of its own, if it swaps at all and the states differ. So on every day the
// placements of the slots are a permutation within each block: quotas, ranks and capacities are
// those of day 0.
const (
	// PeriodDays is the length of a period.
	PeriodDays = 1461
	// Periods is the number of periods that a day can be in.
	Periods = 4
	// swapBelow is the bound of the draws of the pairs that swap in a period.
	swapBelow = vocab.StateMovePercent * (1 << 64 / 100)
)

// Day is a day of the timeline.
type Day = timeline.Day

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
	Placement
	Number int   // the slot that At has it for
	Moves  uint8 // the number of the period of the last move, from 1; 0 if there was none
	Since  Day   // the day of the last move; not defined if there was none
}

// PlaceOn returns the placement of a slot on a day. Before day 0 it is that of day 0.
func (q *Quotas) PlaceOn(slot int, day Day) (p Place) {
	q.SetPlace(&p, slot, day)
	return p
}

// LicensePlaceOn returns the placement whose license somebody has on a day: that of PlaceOn, or for
// some time after a move the one before.
func (q *Quotas) LicensePlaceOn(slot int, day Day) (p Place) {
	q.SetLicensePlace(&p, slot, day)
	return p
}

// SetPlace sets *p to PlaceOn, without copies: most placements are those of day 0.
func (q *Quotas) SetPlace(p *Place, slot int, day Day) { q.setPlace(p, slot, day, moved) }

// SetLicensePlace sets *p to LicensePlaceOn.
func (q *Quotas) SetLicensePlace(p *Place, slot int, day Day) { q.setPlace(p, slot, day, licensed) }

// The days of a move: that of the move, and that on which the license follows.
const (
	moved    = false
	licensed = true
)

func (q *Quotas) setPlace(p *Place, slot int, day Day, license bool) {
	p.Placement, p.Number, p.Moves = q.At(slot), slot, 0
	masks := &q.moves.masks[kindOf(slot)]
	for period := 0; Day(period)*PeriodDays <= day; period++ {
		other := p.Number ^ int(masks[period])
		drawn := q.moves.draw(p.Number, other, period)
		if drawn >= swapBelow {
			continue
		}
		if at := swapDay(drawn, period, license); at <= day {
			if there := q.At(other); there.State != p.State {
				p.Placement, p.Number, p.Moves, p.Since = there, other, uint8(period+1), at
			}
		}
	}
}

// draw returns the draw that decides whether and when two partners swap in a period.
func (m *moves) draw(one, other, period int) uint64 {
	return m.label.Draw(uint64(min(one, other)) | uint64(period+1)<<40)
}

// swapDay returns the day on which partners swap, for a draw below swapBelow, or swap licenses. Both
// are in the period, so that moves stay in order.
func swapDay(drawn uint64, period int, license bool) Day {
	const delays = vocab.MaxLicenseDelay - vocab.MinLicenseDelay + 1
	at := Day(draw.Bounded(draw.Nth(drawn, 1), PeriodDays))
	if license {
		at = min(at+vocab.MinLicenseDelay+Day(draw.Bounded(draw.Nth(drawn, 2), delays)), PeriodDays-1)
	}
	return Day(period*PeriodDays) + at
}

// LicenseDay returns the day on which the license follows to a place of PlaceOn. It is not defined if
// there was no move.
func (q *Quotas) LicenseDay(p *Place) Day {
	period := int(p.Moves) - 1
	other := p.Number ^ int(q.moves.masks[kindOf(p.Number)][period])
	return swapDay(q.moves.draw(p.Number, other, period), period, licensed)
}

// AppendMoves appends the days after one day, up to and with another, on which a slot moves to
// another placement.
func (q *Quotas) AppendMoves(dst []Day, slot int, after, upTo Day) []Day {
	return q.appendMoves(dst, slot, after, upTo, moved)
}

// AppendLicenseMoves is AppendMoves for LicensePlaceOn.
func (q *Quotas) AppendLicenseMoves(dst []Day, slot int, after, upTo Day) []Day {
	return q.appendMoves(dst, slot, after, upTo, licensed)
}

func (q *Quotas) appendMoves(dst []Day, slot int, after, upTo Day, license bool) []Day {
	place, masks := slot, &q.moves.masks[kindOf(slot)]
	for period := 0; Day(period)*PeriodDays <= upTo; period++ {
		other := place ^ int(masks[period])
		drawn := q.moves.draw(place, other, period)
		if drawn >= swapBelow {
			continue
		}
		if at := swapDay(drawn, period, license); at <= upTo && q.At(place).State != q.At(other).State {
			if place = other; at > after {
				dst = append(dst, at)
			}
		}
	}
	return dst
}
