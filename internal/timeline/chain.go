package timeline

import "github.com/synthhub/synthhub/draw"

// A Chain is lives one after the other, such as the cars that somebody has. It can begin with lives
// of other holdings, and start anew on a day: those who are young have other cars. Both have
// their shares on every day.
type Chain struct {
	since       Day  // the first day, which can be before the first one of the holdings
	first, then part // there is no first part if its cars are nil
}

// A part of a Chain is lives of one kind of holdings: life 0 is drawn fresh, and each later one enters when the
// one before it leaves.
type part struct {
	z     uint64
	cars  *Holdings
	start Day
}

// NewChain returns the lives that are drawn fresh on the day start, and those after them. The draw z
// decides all. If the start is before the first day of the holdings, the first life is one that is there on that day: it
// began on the start, or when it was born.
func NewChain(z uint64, h *Holdings, start Day) (c Chain) {
	c.since, c.then = start, part{z, h, max(start, h.Begin())}
	return c
}

// beginDraw is the number of the draw of the lives after the first part, far from those of lives.
const beginDraw = 1 << 40

// BeginWith makes the Chain begin with lives of other holdings up to a day, on which it starts anew. If
// that is not after its start, it stays as it is.
func (c *Chain) BeginWith(h *Holdings, until Day) {
	if c.then.start < until {
		c.first = part{c.then.z, h, c.then.start}
		c.then.z, c.then.start = draw.Nth(c.then.z, beginDraw), until
	}
}

// Start returns the first day.
func (c *Chain) Start() Day { return c.since }

// On returns the life that is there on a day, and its number.
func (c *Chain) On(day Day) (n int, l Life) {
	if c.first.cars == nil {
		n, l = c.then.at(day)
		return n, c.sinceStart(n, l)
	}
	n, l = c.firstOn(min(day, c.then.start-1))
	if day < c.then.start {
		return n, c.sinceStart(n, l)
	}
	before := n + 1
	n, l = c.then.at(day)
	return before + n, l
}

// sinceStart returns life n with the day on which it began if that was before the first day of the holdings.
func (c *Chain) sinceStart(n int, l Life) Life {
	if n == 0 && l.From > c.since {
		l.From = max(l.Born, c.since)
	}
	return l
}

// firstOn is On for a day of the first part. The last of its lives ends with it.
func (c *Chain) firstOn(day Day) (n int, l Life) {
	n, l = c.first.at(day)
	l.End = min(l.End, c.then.start)
	return n, l
}

func (p *part) at(day Day) (n int, l Life) {
	l = p.cars.Fresh(p.start, p.z)
	for l.End <= day {
		n++
		l = p.cars.Heir(l.End, nthLife(p.z, n))
	}
	return n, l
}

func (p *part) number(n int) Life {
	l := p.cars.Fresh(p.start, p.z)
	for i := 1; i <= n; i++ {
		l = p.cars.Heir(l.End, nthLife(p.z, i))
	}
	return l
}

// Number returns life n. The first is 0.
func (c *Chain) Number(n int) Life {
	if c.first.cars != nil {
		last, l := c.firstOn(c.then.start - 1)
		if n == last {
			return c.sinceStart(n, l)
		}
		if n < last {
			return c.sinceStart(n, c.first.number(n))
		}
		return c.then.number(n - last - 1)
	}
	return c.sinceStart(n, c.then.number(n))
}
