package timeline

import "github.com/synthhub/synthhub/draw"

// A key numbers everybody who ever fills a slot: from low to high bits the slot, how many have
// followed by age since the last change of hands, and how often the slot has changed hands.
const (
	SlotBits = 30
	heirBits = 6
	// TenureBits is the number of bits of a tenure.
	TenureBits  = 5
	heirShift   = SlotBits
	tenureShift = SlotBits + heirBits
	// KeyBits is the number of bits of a key.
	KeyBits = SlotBits + heirBits + TenureBits
)

// SplitKey returns the parts of a key.
func SplitKey(key uint64) (slot, heir, tenure int) {
	return int(key & (1<<SlotBits - 1)), int(key >> heirShift & (1<<heirBits - 1)), int(key >> tenureShift)
}

// An Occupant fills a slot from one day up to, but without, another.
type Occupant struct {
	Key            uint64
	Heir, Tenure   uint8
	Born, From, To Day
}

// Slots say who fills a slot on a day.
type Slots struct {
	Turnover, Lives draw.Label
	Lengths         *[16]uint16 // of the intervals in which slots change hands; a slot has one at random

	// LeapDay is one of the days on which February 29 falls, for those who fill leap slots. If it is 0 there are
	// no such slots.
	LeapDay Day
}

// At returns the occupant of a slot on a day from 0 on. Ages are those of a curve.
func (s *Slots) At(slot int, e *Entries, day Day) Occupant {
	o := s.Who(slot, e, day)
	z, length := s.events(slot)
	o.To = min(o.To, EventDay(z, length, int(o.Tenure)+1))
	return o
}

// Who is At for those who do not need to know when the slot changes hands: To is the end of the
// occupant's life in the curve.
func (s *Slots) Who(slot int, e *Entries, day Day) (o Occupant) {
	s.SetWho(&o, slot, e, day)
	return o
}

// SetWho sets *o to Who, without copies.
func (s *Slots) SetWho(o *Occupant, slot int, e *Entries, day Day) {
	z, length := s.events(slot)
	tenure, start := LastEvent(z, length, day)
	*o = occupant(slot, tenure)
	n, l := e.At(s.Lives.Draw(o.Key), start, day)
	o.set(n, l, l.End)
	if IsLeapSlot(slot) {
		s.moveBirth(o, e, &l, length)
	}
}

// Find returns the occupant with a key, on whatever day. It reports false if there is none.
func (s *Slots) Find(key uint64, e *Entries) (Occupant, bool) {
	slot, heir, tenure := SplitKey(key)
	z, length := s.events(slot)
	start, next := EventDay(z, length, tenure), EventDay(z, length, tenure+1)
	o := occupant(slot, tenure)
	l := e.Number(s.Lives.Draw(o.Key), start, heir)
	if l.From >= next {
		return Occupant{}, false
	}
	o.set(heir, l, next)
	if IsLeapSlot(slot) {
		s.moveBirth(&o, e, &l, length)
	}
	return o, true
}

// leapDays is the number of days from one February 29 to the next. From 1904 to 2096 they are never
// more.
const leapDays = 1461

// moveBirth moves the birth of an occupant of a leap slot to the nearest February 29. If somebody with
// that birth had an age that the curve does not have, at any time in the slot, it is the nearest one on the
// other side. The life is that which the curve has for o, so the answer is the same on every day.
func (s *Slots) moveBirth(o *Occupant, e *Entries, l *Life, length Day) {
	if s.LeapDay == 0 {
		return
	}
	before, after, near := leapDaysAround(l.Born, s.LeapDay)
	o.Born = near
	// Nobody is in the slot for longer than two intervals, so at most one of the two is forbidden.
	if until := min(l.End, l.From+2*length); l.From-o.Born < e.youngest {
		o.Born = before
	} else if until-o.Born > e.oldest {
		o.Born = after
	}
}

// leapDaysAround returns the last leap day up to a day, the next one, and which of the two is nearer. On a
// leap day all are that day.
func leapDaysAround(day, leapDay Day) (before, after, near Day) {
	since := (day - leapDay) % leapDays
	if since < 0 {
		since += leapDays
	}
	if since == 0 {
		return day, day, day
	}
	before, after = day-since, day-since+leapDays
	if since > leapDays/2 {
		return before, after, after
	}
	return before, after, before
}

func (s *Slots) events(slot int) (z uint64, length Day) {
	z = s.Turnover.Draw(uint64(slot))
	return z, Day(s.Lengths[z%16])
}

func occupant(slot, tenure int) Occupant {
	return Occupant{Key: uint64(slot) | uint64(tenure)<<tenureShift, Tenure: uint8(tenure)}
}

// set makes o the nth by age of a tenure that ends on a day. More than 63 in one tenure, of at
// most forty years, do not occur: it would take sixty lives of a few months in a row.
func (o *Occupant) set(n int, l Life, next Day) {
	o.Key |= uint64(n) << heirShift
	o.Heir, o.Born, o.From, o.To = uint8(n), l.Born, l.From, min(l.End, next)
}
