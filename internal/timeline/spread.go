package timeline

// A Spread is how people are divided by age on a day: element x has the part of those who are x days old. It is what
// draws from curves lead to, so reports and tests compare records with it.
type Spread []uint64

// Spread divides a whole of at most 2^39 as the curve has it on every day. Those of one unit of age are of all its days alike.
func (c *Curve) Spread(whole uint64) Spread {
	sum := uint64(0)
	for _, n := range c.counts {
		sum += uint64(n)
	}
	s := make(Spread, c.days[len(c.counts)])
	for age, n := range c.counts {
		from, to := c.days[age], c.days[age+1]
		for x := from; x < to; x++ {
			s[x] = whole * uint64(n) / (sum * uint64(to-from))
		}
	}
	return s
}

// Add adds so many of the slots of another Spread, of all of them.
func (s Spread) Add(other Spread, slots, all int) {
	for x, part := range other {
		s[x] += part * uint64(slots) / uint64(all)
	}
}

// LeapBirths returns the Spread of leap slots on a day, for people who have the Spread s in other slots. It does not
// know since when people fill a slot, and Slots also moves the births of those who were too young then, or will be too old. So
// up to 4 in 100 of the people in leap slots, which are 4 in 100,000 of all, have the age of another February 29.
func (s Spread) LeapBirths(e *Entries, day, leapDay Day) Spread {
	moved := make(Spread, len(s))
	for x, part := range s {
		if part == 0 {
			continue
		}
		born := day - Day(x)
		before, after, near := leapDaysAround(born, leapDay)
		if day-near < e.youngest {
			near = before
		} else if day-near >= e.oldest {
			near = after
		}
		moved[day-near] += part
	}
	return moved
}
