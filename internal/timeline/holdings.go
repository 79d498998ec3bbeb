package timeline

import (
	"math"
	"math/bits"

	"github.com/synthhub/synthhub/draw"
)

// Holdings are the times for which things of a Stock, such as cars, are held. A thing changes hands
// at some ages, the cuts: all levels end and begin again there. Holdings are shorter than lives,
// but as many things of each cohort are there.
//
// Age a is that of a cohort in the a-th year after its own. Nothing is held for whole years to the day: what
// happens in a year, such as an end or a cut, happens on any of its days.
type Holdings struct {
	*Stock
	cuts   uint64          // bit a is set if there is a cut at age a
	begins []draw.Weighted // of the cohorts of which holdings begin, by year from first on
	cells  []holdingCell   // of cohort 0 in the years from first-1 to last, then of cohort 1
}

// A holdingCell is what Holdings look up for a cohort at the end of a year, together.
type holdingCell struct {
	count uint16 // that of the Stock
	low   uint16 // level from which on those that are there began in the year
	// The least count of the cohort between the end of the year and the next cut, so many years after the one that
	// follows. Levels below it end with the cut, as most do.
	least uint16
	cut   uint8
}

// NewHoldings returns the holdings of a Stock, with cuts at ages from 1 to 63.
func NewHoldings(s *Stock, cuts ...int) *Holdings {
	h := &Holdings{Stock: s}
	for _, age := range cuts {
		h.cuts |= 1 << age
	}
	h.addCells()
	var positions []uint16
	var weights []uint64
	for year := s.first; year <= s.last; year++ {
		positions, weights = positions[:0], weights[:0]
		for cohort := range year + 1 {
			if c := h.cell(cohort, year); c.count > c.low {
				positions, weights = append(positions, uint16(cohort)), append(weights, uint64(c.count-c.low))
			}
		}
		h.begins = append(h.begins, draw.NewSparse(positions, weights))
	}
	return h
}

func (h *Holdings) addCells() {
	h.cells = make([]holdingCell, h.cohorts*(h.last-h.first+2))
	for cohort := range h.cohorts {
		for least, year := uint16(0), h.years-2; year >= h.first-1; year-- {
			if least = min(least, h.count(cohort, year+1)); h.isCut(cohort, year+1) {
				least = math.MaxUint16
			}
			if year <= h.last {
				c := h.cell(cohort, year)
				c.count, c.least, c.cut = h.count(cohort, year), least, uint8(bits.TrailingZeros64(h.cuts>>uint(year+1-cohort)))
				if !h.isCut(cohort, year) && year > 0 {
					c.low = min(h.count(cohort, year-1), c.count)
				}
			}
		}
	}
}

// cell returns the cell of a cohort at the end of a year from first-1 to last.
func (h *Holdings) cell(cohort, year int) *holdingCell {
	return &h.cells[cohort*(h.last-h.first+2)+year-h.first+1]
}

// isCut reports whether a cohort changes hands in a year.
func (h *Holdings) isCut(cohort, year int) bool { return h.cuts>>uint(year-cohort)&1 != 0 }

// end returns the day on which a holding of a level ends that is there at the end of a year. The draw says on which day of
// the year it is.
func (h *Holdings) end(c *holdingCell, cohort, year int, level uint16, drawn uint64) Day {
	end := year + 1
	if level < c.least {
		end += int(c.cut)
	} else {
		for _, n := range h.counts[cohort*h.years+end:] {
			if n <= level { // the last of the cohort is 0
				break
			}
			end++
		}
	}
	return h.begin(end) + Day(draw.Bounded(drawn, uint64(h.days(end))))
}

// born returns the day on which something of a cohort was built that is there on a day.
func (h *Holdings) born(cohort int, day Day, drawn uint64) (born Day, rest uint64) {
	begin := h.begin(cohort)
	late, rest := bits.Mul64(drawn, uint64(min(h.days(cohort), day-begin+1)))
	return begin + Day(late), rest
}

// Fresh draws a holding that is there on a day, of a cohort as the Stock has it. The day must not be before that of Begin.
func (h *Holdings) Fresh(from Day, z uint64) Life {
	year := h.yearOf(from)
	if year > h.last {
		past := h.begin(year) - h.begin(h.last)
		return h.Fresh(from-past, z).later(past)
	}
	begin, days := h.begin(year), h.days(year)
	// Of the days of the year on which something happens, those up to this one lead to the numbers at the end of the
	// year, and the others to those at its beginning.
	day, drawn := bits.Mul64(draw.Nth(z, 1), uint64(days))
	at := year
	if Day(day) > from-begin {
		at--
	}
	cohort := h.there[at-h.first+1].Pick(z)
	born, drawn := h.born(cohort, from, drawn)
	level, drawn := bits.Mul64(drawn, uint64(h.cell(cohort, at).count))
	c := h.cell(cohort, year)
	if at < year && (h.isCut(cohort, year) || uint16(level) >= c.count) {
		return Life{born, from, begin + Day(day)}
	}
	return Life{born, from, h.end(c, cohort, year, uint16(level), drawn)}
}

// Heir draws a holding that begins on a day, of a cohort and level that begin in that year. What is new was built on
// that day.
func (h *Holdings) Heir(from Day, z uint64) Life {
	year := h.yearOf(from)
	if year > h.last {
		past := h.begin(year) - h.begin(h.last)
		return h.Heir(from-past, z).later(past)
	}
	cohort := h.begins[year-h.first].Pick(z)
	born, drawn := h.born(cohort, from, draw.Nth(z, 1))
	if cohort == year {
		born = from
	}
	c := h.cell(cohort, year)
	above, drawn := bits.Mul64(drawn, uint64(c.count-c.low))
	return Life{born, from, h.end(c, cohort, year, c.low+uint16(above), drawn)}
}

// later returns a life some days later.
func (l Life) later(days Day) Life { return Life{l.Born + days, l.From + days, l.End + days} }
