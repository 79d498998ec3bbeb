package timeline

import (
	"slices"

	"github.com/synthhub/synthhub/draw"
)

// Holdings are the times for which things of a Curve, such as cars, are held. A thing changes hands
// at some ages, the cuts: all levels end and begin again there. Holdings are shorter than lives,
// but as many things are there at each age.
//
// Nothing is held for whole years to the day. What the curve has at one age, such as an end or a cut, happens on
// any day from half a year before to half a year after it. So the number at an age is that of the curve in the
// middle of the year of age, and lies on straight lines between. In the first half year it is that of age 0.
type Holdings struct {
	*Curve
	at    []holdingAge
	cells draw.Weighted // of the days on which what the curve has at an age happens, and the half year before them
	ages  draw.Weighted // of those that enter
}

// A holdingAge is what Holdings look up for an age, together: in lists of their own these took twice as many cache
// lines.
type holdingAge struct {
	begin  int32  // the first of the days on which what the curve has at the age happens
	span   uint32 // their number
	count  uint32 // that of the curve, 0 after the last age
	lowest uint32 // level at which those that enter at the age begin
	cut    uint16 // the next cut
	isCut  bool
}

// NewHoldings returns the holdings of a Curve in years, with cuts at ages from 1 on.
func NewHoldings(c *Curve, cuts ...int) *Holdings {
	n := len(c.counts)
	h := &Holdings{Curve: c, at: make([]holdingAge, n+1)}
	lowest, weights, cells := c.lowest(), make([]uint32, n), make([]uint32, n+1)
	for age, next := n, n; age >= 0; age-- {
		a := &h.at[age]
		if a.cut = uint16(next); age > 0 && slices.Contains(cuts, age) {
			a.isCut, next = true, age
		}
		if age > 0 { // nothing happens before the first day
			begin := daysOf(age, 1) - halfYear
			a.begin, a.span = int32(begin), uint32(daysOf(age+1, 1)-halfYear-begin)
		}
		if age < n {
			if a.count = c.counts[age]; !a.isCut {
				a.lowest = lowest[age]
			}
			weights[age] = a.count - a.lowest
		}
	}
	cells[0] = c.counts[0] // half a year counts once, a year twice
	for age := 1; age <= n; age++ {
		cells[age] = h.at[age-1].count + h.at[age].count
	}
	h.cells, h.ages = draw.NewWeighted(cells), draw.NewWeighted(weights)
	return h
}

// late draws how many days after begin something happens that the curve has at an age.
func (a *holdingAge) late(drawn uint64) Day { return Day(draw.Bounded(drawn, uint64(a.span))) }

// life returns the holding of a level that has come to an age.
func (h *Holdings) life(age int, level uint64, born, from Day, drawn uint64) Life {
	// The sooner of the two; a branch would often be mispredicted.
	end, cut := h.end(age, level), int(h.at[age].cut)
	end += (cut - end) & ((cut - end) >> 63)
	at := &h.at[end]
	return Life{born, from, born + Day(at.begin) + at.late(drawn)}
}

// Fresh draws a holding that is there on a day, with an age as the curve has it.
func (h *Holdings) Fresh(from Day, z uint64) Life {
	age := h.cells.Pick(z)
	if age == 0 {
		level := draw.Bounded(draw.Nth(z, 1), uint64(h.at[0].count))
		return h.life(0, level, from-Day(draw.Bounded(draw.Nth(z, 2), uint64(h.at[1].begin))), from, draw.Nth(z, 3))
	}
	// Levels that both ages have count twice: they are there on all days of the year.
	at := &h.at[age]
	before, after := uint64(h.at[age-1].count), uint64(at.count)
	both := min(before, after)
	level := draw.Bounded(draw.Nth(z, 1), before+after)
	stays := level < 2*both
	if stays {
		level /= 2
	} else {
		level -= both
	}
	days := draw.Nth(z, 2)
	day, late := at.late(days), at.late(days<<32)
	born := from - Day(at.begin)
	switch {
	case at.isCut && stays && late > day: // it has not come to it
		return Life{born - day, from, from + late - day}
	case level >= after: // it ends in this year; of two days the later one is that of the end
		day, late = min(day, late), max(day, late)+1
		return Life{born - day, from, from + late - day}
	case level >= before: // it begins in this year, on the earlier of two days
		day = max(day, late)
	}
	return h.life(age, level, born-day, from, draw.Nth(z, 3))
}

// Heir draws a holding that begins on a day, at an age and level where lives begin.
func (h *Holdings) Heir(from Day, z uint64) Life {
	age := h.ages.Pick(z)
	at := &h.at[age]
	level := uint64(at.lowest) + draw.Bounded(draw.Nth(z, 1), uint64(at.count-at.lowest))
	return h.life(age, level, from-Day(at.begin)-at.late(draw.Nth(z, 2)), from, draw.Nth(z, 3))
}
