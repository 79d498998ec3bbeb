package timeline

import (
	"slices"

	"github.com/synthhub/synthhub/draw"
)

// A Curve is a wanted number of lives at each age, such as that of licensed drivers, or of cars
// on the road. Ages are counted in units: years, or parts of a year.
//
// Stack the numbers to a hill of rows of height 1. Row u, a level, covers the ages whose number
// is above u: one run of ages, or several where the curve falls and rises again. Each run is a
// life: it enters at the first age of the run and leaves at its end. If lives of every level
// enter at the same rate, each age has exactly the wanted number on every day, because that is
// the number of levels which cover the age. There is nothing to fit.
//
//	level 2 |   x   x    two runs: [1,2) and [3,4)
//	level 1 |   x x x    one run:  [1,4)
//	level 0 | x x x x    one run:  [0,4)
//	    age   0 1 2 3    of the curve 1 3 2 3
type Curve struct {
	counts []uint32
	days   []Day         // after birth on which each age begins, and the end of the last
	fresh  draw.Weighted // of the ages
	first  []uint16      // for each level, the index in ends of its first run
	ends   []uint16      // of the runs: the first age that is not in the run
}

// NewCurve returns the Curve of the counts at ages 0, 1, 2 and so on, in units of which there
// are perYear in a year. Their sum must be above 0 and below 2^40.
func NewCurve(counts []uint32, perYear int) *Curve {
	c := &Curve{counts: counts, fresh: draw.NewWeighted(counts)}
	for age := range len(counts) + 1 {
		c.days = append(c.days, daysOf(age, perYear))
	}
	top := uint32(0)
	for _, n := range counts {
		top = max(top, n)
	}
	// A run of a level ends where the curve falls to the level or below.
	c.first = make([]uint16, top+1)
	fall := func(f func(age int, level uint32)) {
		for age := 1; age <= len(counts); age++ {
			after := uint32(0)
			if age < len(counts) {
				after = counts[age]
			}
			for level := after; level < counts[age-1]; level++ {
				f(age, level)
			}
		}
	}
	fall(func(_ int, level uint32) { c.first[level+1]++ })
	for level := range top {
		c.first[level+1] += c.first[level]
	}
	next := slices.Clone(c.first)
	c.ends = make([]uint16, c.first[top])
	fall(func(age int, level uint32) {
		c.ends[next[level]] = uint16(age)
		next[level]++
	})
	return c
}

// NewMonthlyCurve returns the Curve of counts by years of age, divided into months: in each year
// they lie on a straight line whose slope is the mean of those to the years before and after, so
// that the counts of the years stay. Otherwise all would enter and leave on birthdays.
func NewMonthlyCurve(years []uint32) *Curve {
	const months = 12
	counts := make([]uint32, 0, months*len(years))
	at := func(year, instead int) int {
		if year < 0 || year >= len(years) || years[year] == 0 {
			return instead // the curve begins or ends here: go on as on the other side
		}
		return int(years[year])
	}
	for year, count := range years {
		n := int(count)
		before := at(year-1, 2*n-at(year+1, n))
		after := at(year+1, 2*n-before)
		slope := min(max(after-before, -4*n), 4*n) // of two years; so no month is below 0
		for m := range months {
			rise := slope * (2*m - months + 1) // in 48ths; that of month 11-m is its opposite
			if rise < 0 {
				rise -= 24
			} else {
				rise += 24
			}
			counts = append(counts, uint32(n+rise/48))
		}
	}
	return NewCurve(counts, months)
}

// end returns the age at which a life of a level that has an age now leaves.
func (c *Curve) end(age int, level uint64) int {
	i := c.first[level]
	for int(c.ends[i]) <= age {
		i++
	}
	return int(c.ends[i])
}

// A Life is one run of a level: somebody or something that was born on a day, and is there from
// one day up to, but without, another.
type Life struct {
	Born, From, End Day
}

// Entries are the ages at which lives of a Curve enter. Where the curve has cuts, all levels end
// and begin again in some years of age: lives are shorter, but as many are there at each age. So
// cars change hands. The day of the year is drawn for each end and for each entry, or all would be
// held for whole years.
type Entries struct {
	*Curve
	lowest []uint32 // level at which those who enter at an age begin
	ages   draw.Weighted
	cuts   []uint16 // for each age, the next cut
	late   []Day    // for each age, the days in which lives end and enter if it is a cut, else 0; nil without cuts
}

// NewEntries returns the entries of a Curve that is cut at some ages, in ascending order.
func NewEntries(c *Curve, cuts ...int) *Entries {
	n := len(c.counts)
	e := &Entries{Curve: c, lowest: make([]uint32, n), cuts: make([]uint16, n)}
	for age, next := n-1, n; age >= 0; age-- {
		if e.cuts[age] = uint16(next); slices.Contains(cuts, age) {
			next = age
		}
	}
	if len(cuts) > 0 {
		e.late = make([]Day, n+1)
	}
	weights := make([]uint32, n)
	for age, n := range c.counts {
		if age > 0 {
			e.lowest[age] = min(n, c.counts[age-1])
		}
		if slices.Contains(cuts, age) {
			e.lowest[age], e.late[age] = 0, c.days[age+1]-c.days[age]
		}
		weights[age] = n - e.lowest[age]
	}
	e.ages = draw.NewWeighted(weights)
	return e
}

// life returns the life of a level that has an age, and was born on a day. At the next cut it ends
// so many days late.
func (e *Entries) life(age int, level uint64, born, from, late Day) Life {
	return Life{born, from, born + min(e.days[e.end(age, level)], e.days[e.cuts[age]]+late)}
}

// Fresh draws a life that is there on a day, with an age as the curve has it.
func (e *Entries) Fresh(from Day, z uint64) Life {
	age := e.fresh.Pick(z)
	level := draw.Bounded(draw.Nth(z, 1), uint64(e.counts[age]))
	youngest := e.days[age]
	older := Day(draw.Bounded(draw.Nth(z, 2), uint64(e.days[age+1]-youngest)))
	if e.late == nil {
		return e.life(age, level, from-youngest-older, from, 0)
	}
	if e.late[age] > 0 { // a rare cut
		if late := e.lateness(age, draw.Nth(z, 4)); late > older { // it has not come to it
			return Life{from - youngest - older, from, from + late - older}
		}
	}
	return e.life(age, level, from-youngest-older, from, e.lateness(int(e.cuts[age]), draw.Nth(z, 3)))
}

// Heir draws a life that enters on a day, at an age and level where lives begin.
func (e *Entries) Heir(from Day, z uint64) Life {
	age := e.ages.Pick(z)
	level := uint64(e.lowest[age])
	level += draw.Bounded(draw.Nth(z, 1), uint64(e.counts[age])-level)
	if e.late == nil {
		return e.life(age, level, from-e.days[age], from, 0)
	}
	born := from - e.days[age] - e.lateness(age, draw.Nth(z, 2))
	return e.life(age, level, born, from, e.lateness(int(e.cuts[age]), draw.Nth(z, 3)))
}

// lateness draws on which day of the year of a cut a life ends or enters, 0 if the age is no cut.
func (e *Entries) lateness(age int, drawn uint64) Day {
	return Day(draw.Bounded(drawn, uint64(e.late[age])))
}

// At returns the life that is there on a day, and its number: life 0 is drawn fresh on the day
// start, and each later one enters when the one before it leaves. The draw z decides all.
func (e *Entries) At(z uint64, start, day Day) (n int, l Life) {
	l = e.Fresh(start, z)
	for l.End <= day {
		n++
		l = e.Heir(l.End, nthLife(z, n))
	}
	return n, l
}

// Number returns life n of the sequence of At.
func (e *Entries) Number(z uint64, start Day, n int) Life {
	l := e.Fresh(start, z)
	for i := 1; i <= n; i++ {
		l = e.Heir(l.End, nthLife(z, i))
	}
	return l
}

// nthLife returns the draw of a life after the first. Each takes up to five draws in sequence.
func nthLife(z uint64, n int) uint64 { return draw.Nth(z, uint64(8*n)) }
