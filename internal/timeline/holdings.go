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
	begin  []Day         // for each age, the first of the days on which what the curve has at it happens, and of one more
	span   []Day         // their number
	cells  draw.Weighted // of those days, and the half year before them
	lowest []uint32      // level at which those that enter at an age begin
	ages   draw.Weighted // of those that enter
	cuts   []uint16      // for each age, the next cut
}

// NewHoldings returns the holdings of a Curve in years, with cuts at ages from 1 on.
func NewHoldings(c *Curve, cuts ...int) *Holdings {
	n := len(c.counts)
	h := &Holdings{Curve: c, begin: make([]Day, n+2), span: make([]Day, n+1), lowest: c.lowest(), cuts: make([]uint16, n)}
	for age, next := n-1, n; age >= 0; age-- {
		if h.cuts[age] = uint16(next); slices.Contains(cuts, age) {
			next = age
		}
	}
	weights, cells := make([]uint32, n), make([]uint32, n+1)
	cells[0] = c.counts[0] // half a year counts once, a year twice
	for age := range n + 1 {
		if age > 0 {
			cells[age] = c.counts[age-1] + h.countAt(age)
		}
		h.begin[age+1] = daysOf(age+1, 1) - halfYear
		if age > 0 { // nothing happens before the first day
			h.span[age] = h.begin[age+1] - h.begin[age]
		}
	}
	for age, count := range c.counts {
		if h.isCut(age) {
			h.lowest[age] = 0
		}
		weights[age] = count - h.lowest[age]
	}
	h.cells, h.ages = draw.NewWeighted(cells), draw.NewWeighted(weights)
	return h
}

// countAt returns the count of an age, 0 after the last.
func (h *Holdings) countAt(age int) uint32 {
	if age == len(h.counts) {
		return 0
	}
	return h.counts[age]
}

func (h *Holdings) isCut(age int) bool { return age > 0 && int(h.cuts[age-1]) == age }

// late draws how many days after begin something happens that the curve has at an age.
func (h *Holdings) late(age int, drawn uint64) Day {
	return Day(draw.Bounded(drawn, uint64(h.span[age])))
}

// life returns the holding of a level that has come to an age.
func (h *Holdings) life(age int, level uint64, born, from Day, drawn uint64) Life {
	// The sooner of the two; a branch would often be mispredicted.
	end, cut := h.end(age, level), int(h.cuts[age])
	end += (cut - end) & ((cut - end) >> 63)
	return Life{born, from, born + h.begin[end] + h.late(end, drawn)}
}

// Fresh draws a holding that is there on a day, with an age as the curve has it.
func (h *Holdings) Fresh(from Day, z uint64) Life {
	age := h.cells.Pick(z)
	if age == 0 {
		level := draw.Bounded(draw.Nth(z, 1), uint64(h.counts[0]))
		return h.life(0, level, from-Day(draw.Bounded(draw.Nth(z, 2), uint64(h.begin[1]))), from, draw.Nth(z, 3))
	}
	// Levels that both ages have count twice: they are there on all days of the year.
	before, after := uint64(h.counts[age-1]), uint64(h.countAt(age))
	both := min(before, after)
	level := draw.Bounded(draw.Nth(z, 1), before+after)
	stays := level < 2*both
	if stays {
		level /= 2
	} else {
		level -= both
	}
	days := draw.Nth(z, 2)
	day, late := h.late(age, days), h.late(age, days<<32)
	switch {
	case h.isCut(age) && stays && late > day: // it has not come to it
		return Life{from - h.begin[age] - day, from, from + late - day}
	case level >= after: // it ends in this year; of two days the later one is that of the end
		day, late = min(day, late), max(day, late)+1
		return Life{from - h.begin[age] - day, from, from + late - day}
	case level >= before: // it begins in this year, on the earlier of two days
		day = max(day, late)
	}
	return h.life(age, level, from-h.begin[age]-day, from, draw.Nth(z, 3))
}

// Heir draws a holding that begins on a day, at an age and level where lives begin.
func (h *Holdings) Heir(from Day, z uint64) Life {
	age := h.ages.Pick(z)
	level := uint64(h.lowest[age])
	level += draw.Bounded(draw.Nth(z, 1), uint64(h.counts[age])-level)
	born := from - h.begin[age] - h.late(age, draw.Nth(z, 2))
	return h.life(age, level, born, from, draw.Nth(z, 3))
}
