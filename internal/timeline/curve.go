package timeline

import (
	"slices"

	"github.com/synthhub/synthhub/draw"
)

// A Curve is a wanted number of lives at each age, such as that of licensed drivers. Ages are counted in units: years, or parts of a year.
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

// Entries are the ages at which lives of a Curve enter.
type Entries struct {
	*Curve
	lowest []uint32 // level at which those who enter at an age begin
	ages   draw.Weighted

	youngest, oldest Day // days after birth on which the first age of the curve begins, and the last one ends
}

// NewEntries returns the entries of a Curve.
func NewEntries(c *Curve) *Entries {
	e := &Entries{Curve: c, lowest: c.lowest()}
	weights := make([]uint32, len(c.counts))
	for age, n := range c.counts {
		weights[age] = n - e.lowest[age]
	}
	e.ages = draw.NewWeighted(weights)
	first, last := 0, len(c.counts)
	for c.counts[first] == 0 {
		first++
	}
	for c.counts[last-1] == 0 {
		last--
	}
	e.youngest, e.oldest = c.days[first], c.days[last]
	return e
}

// lowest returns for each age the level from which on lives enter at it: those below had the age
// before.
func (c *Curve) lowest() []uint32 {
	lowest := make([]uint32, len(c.counts))
	for age := 1; age < len(lowest); age++ {
		lowest[age] = min(c.counts[age], c.counts[age-1])
	}
	return lowest
}

// life returns the life of a level that has an age, and was born on a day.
func (e *Entries) life(age int, level uint64, born, from Day) Life {
	return Life{born, from, born + e.days[e.end(age, level)]}
}

// Fresh draws a life that is there on a day, with an age as the curve has it.
func (e *Entries) Fresh(from Day, z uint64) Life {
	age := e.fresh.Pick(z)
	level := draw.Bounded(draw.Nth(z, 1), uint64(e.counts[age]))
	youngest := e.days[age]
	older := Day(draw.Bounded(draw.Nth(z, 2), uint64(e.days[age+1]-youngest)))
	return e.life(age, level, from-youngest-older, from)
}

// Heir draws a life that enters on a day, at an age and level where lives begin.
func (e *Entries) Heir(from Day, z uint64) Life {
	age := e.ages.Pick(z)
	level := uint64(e.lowest[age])
	level += draw.Bounded(draw.Nth(z, 1), uint64(e.counts[age])-level)
	return e.life(age, level, from-e.days[age], from)
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
