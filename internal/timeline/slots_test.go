package timeline

import (
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
)

func slotsForTest() *Slots {
	return &Slots{
		Turnover: draw.NewLabel(5, "turnover"), Lives: draw.NewLabel(5, "lives"), Lengths: &vocab.Turnover,
		LeapDay: -1037, // February 29, 2012, if day 0 begins 2015
	}
}

// TestLeapSlots: the occupants of leap slots are those that would be there without, but are born on a
// February 29: the nearest one, unless somebody born then was too young or too old for the curve in the slot.
func TestLeapSlots(t *testing.T) {
	t.Parallel()
	s, plain := slotsForTest(), slotsForTest()
	plain.LeapDay = 0
	business := make([]uint32, vocab.MaxBusinessAge+1)
	copy(business[vocab.MinBusinessAge:], vocab.DriverAges[vocab.MinBusinessAge-minAge:])
	for name, c := range map[string]struct {
		e        *Entries
		from, to int // ages
	}{
		"drivers":  {entriesForTest(), minAge, minAge + len(vocab.DriverAges) - 1},
		"business": {NewEntries(NewMonthlyCurve(business)), vocab.MinBusinessAge, vocab.MaxBusinessAge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			near, others := 0, 0
			for slot := 129; slot < testenv.Scale(3_000_000, 30_000_000); slot += hardPeriod {
				for o := s.At(slot, c.e, 0); o.From < window; o = s.At(slot, c.e, o.To) {
					want := plain.At(slot, c.e, max(0, o.From))
					moved := o.Born - want.Born
					if want.Born = o.Born; o != want {
						t.Fatalf("slot %d: %+v, want %+v", slot, o, want)
					}
					if (o.Born-s.LeapDay)%leapDays != 0 || moved <= -leapDays || moved >= leapDays {
						t.Fatalf("slot %d: born on day %d, %d days off", slot, o.Born, moved)
					}
					if Years(o.From-o.Born) < c.from || Years(o.To-1-o.Born) > c.to {
						t.Fatalf("slot %d: %+v is too young or too old", slot, o)
					}
					if -leapDays/2 <= moved && moved <= leapDays/2 {
						near++
					} else {
						others++
					}
				}
			}
			if t.Logf("%d are born on the nearest day, %d on another", near, others); others == 0 || others > near/5 {
				t.Errorf("%d are born on the nearest day, %d on another", near, others)
			}
		})
	}
}

// A sequence is lives one after the other.
type sequence struct {
	first  Life
	at     func(day Day) (int, Life)
	number func(n int) Life
}

// TestLives: Fresh is life 0 of At, each later life enters when the one before it leaves, and Number
// returns each of them, as At does on every day of it. So do the parts of a Chain.
func TestLives(t *testing.T) {
	t.Parallel()
	label := draw.NewLabel(6, "lives")
	drivers, cars := entriesForTest(), NewHoldings(stockForTest(0), vocab.CarCuts[0]...)
	old := NewHoldings(stockForTest(-50), vocab.CarCuts[0]...)
	for name, begin := range map[string]func(z uint64, start Day) sequence{
		"drivers": func(z uint64, start Day) sequence {
			return sequence{drivers.Fresh(start, z), func(day Day) (int, Life) { return drivers.At(z, start, day) }, func(n int) Life { return drivers.Number(z, start, n) }}
		},
		"cars": func(z uint64, start Day) sequence {
			c := NewChain(z, cars, start)
			return sequence{cars.Fresh(start, z), c.On, c.Number}
		},
		"cars of the young": func(z uint64, start Day) sequence {
			c, until := NewChain(z, cars, start), start+Day(draw.Bounded(z, 3000))-500
			c.BeginWith(old, until)
			first := cars.Fresh(start, z)
			if start < until {
				first = old.Fresh(start, z)
				first.End = min(first.End, until)
				if _, last := c.On(until - 1); last.End != until {
					t.Errorf("the last of the first part is %+v, want its end on day %d", last, until)
				}
			}
			return sequence{first, c.On, c.Number}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i := range uint64(300) {
				start := Day(i)*25 - 3400 // holdings begin on day -3440
				lives := begin(label.Draw(i), start)
				want, n := lives.first, 0
				for day := start; day < start+window; day += 1 + Day(i%5) {
					if day >= want.End {
						before := want.End
						n++
						if want = lives.number(n); want.From != before || want.End <= want.From {
							t.Fatalf("draw %d: life %d is %+v, the one before ends on day %d", i, n, want, before)
						}
					}
					for day >= want.End { // a life of fewer days than the step
						n++
						want = lives.number(n)
					}
					if gotN, got := lives.at(day); gotN != n || got != want {
						t.Fatalf("draw %d, day %d: life %d, %+v; want %d, %+v", i, day, gotN, got, n, want)
					}
				}
			}
		})
	}
}

// TestSlots: an occupant is there from its first day up to its last, and then the next one; Find
// returns the occupant of a key, and no key occurs twice.
func TestSlots(t *testing.T) {
	t.Parallel()
	s, e := slotsForTest(), entriesForTest()
	keys := map[uint64]bool{}
	slots := testenv.Scale(3000, 100_000)
	for i := range slots {
		slot := i * ((1<<SlotBits - 1) / slots) // far ones too
		for o := s.At(slot, e, 0); o.From < window; o = s.At(slot, e, o.To) {
			if keys[o.Key] || o.Key>>KeyBits != 0 {
				t.Fatalf("slot %d: key %d occurs twice or is too large", slot, o.Key)
			}
			keys[o.Key] = true
			ofSlot, heir, tenure := SplitKey(o.Key)
			if ofSlot != slot || heir != int(o.Heir) || tenure != int(o.Tenure) {
				t.Fatalf("slot %d: the key of %+v has slot %d, heir %d, tenure %d", slot, o, ofSlot, heir, tenure)
			}
			if found, ok := s.Find(o.Key, e); !ok || found != o {
				t.Fatalf("slot %d: Find returns %+v, %t, want %+v", slot, found, ok, o)
			}
			for _, day := range []Day{o.From, (o.From + o.To) / 2, o.To - 1} {
				if at := s.At(slot, e, max(0, day)); at != o {
					t.Fatalf("slot %d, day %d: %+v, want %+v", slot, day, at, o)
				}
			}
			if next := s.At(slot, e, o.To); next.From != o.To || next.Key == o.Key {
				t.Fatalf("slot %d: %+v follows %+v", slot, next, o)
			}
			if o.From > 0 {
				if before := s.At(slot, e, o.From-1); before.To != o.From {
					t.Fatalf("slot %d: %+v is before %+v", slot, before, o)
				}
			}
		}
	}
}

// TestSlotsDayByDay looks at every day of a few slots: those who are there are the ones that the
// occupants before them say.
func TestSlotsDayByDay(t *testing.T) {
	t.Parallel()
	s, e := slotsForTest(), entriesForTest()
	for slot := range 60 {
		o := s.At(slot, e, 0)
		for day := range window {
			at := s.At(slot, e, day)
			if day == o.To {
				o = at
			}
			if at != o || day < o.From || day >= o.To {
				t.Fatalf("slot %d, day %d: %+v, want %+v", slot, day, at, o)
			}
		}
	}
}

// TestUnknownKeys: nobody has a key whose number of those who follow by age is too large, not even
// where the last life ends on the day on which the slot changes hands.
func TestUnknownKeys(t *testing.T) {
	t.Parallel()
	s, e := slotsForTest(), entriesForTest()
	sameDay := 0
	for slot := range 30_000 {
		o := s.At(slot, e, 0)
		for o.From < window { // the last of each tenure
			next := s.At(slot, e, o.To)
			if n := e.Number(s.Lives.Draw(o.Key&^((1<<heirBits-1)<<heirShift)), s.startOf(&o), int(o.Heir)); n.End == o.To && next.Tenure != o.Tenure {
				sameDay++
			}
			if _, ok := s.Find(o.Key+1<<heirShift, e); ok != (next.Tenure == o.Tenure) {
				t.Fatalf("slot %d: the next by age after %+v is found: %t", slot, o, ok)
			}
			o = next
		}
	}
	if sameDay == 0 {
		t.Error("no life ends on the day on which its slot changes hands: the test needs more slots")
	}
}

// startOf returns the day on which the tenure of an occupant began.
func (s *Slots) startOf(o *Occupant) Day {
	slot, _, tenure := SplitKey(o.Key)
	z, length := s.events(slot)
	return EventDay(z, length, tenure)
}

// TestKeyBounds: in the window no slot changes hands, or passes on by age, as often as a key can
// count.
func TestKeyBounds(t *testing.T) {
	t.Parallel()
	s, e := slotsForTest(), entriesForTest()
	tenures, heirs, changes := 0, 0, 0
	slots := testenv.Scale(20_000, 1_000_000)
	for slot := range slots {
		for o := s.At(slot, e, 0); o.From < window; o = s.At(slot, e, o.To) {
			tenures, heirs = max(tenures, int(o.Tenure)), max(heirs, int(o.Heir))
			changes++
		}
	}
	if tenures >= 1<<TenureBits-1 || heirs >= 1<<heirBits/2 {
		t.Errorf("tenure %d and heir %d occur, which is the end of a key", tenures, heirs)
	}
	t.Logf("up to tenure %d and heir %d; %.2f %% a year change", tenures, heirs, 100*365.25*float64(changes-slots)/float64(slots)/float64(window))
}

// TestAgesStay: nobody is under 16, or 96, on any day around the leap days, and on each of these
// days the ages are those of the curve.
func TestAgesStay(t *testing.T) {
	t.Parallel()
	s, e := slotsForTest(), entriesForTest()
	for slot := range testenv.Scale(3000, 50_000) {
		for _, leapDay := range []Day{424, 1885, 3346} { // 2016, 2020, 2024
			for day := leapDay - 20; day < leapDay+20; day++ {
				o := s.At(slot, e, day)
				if years := Years(day - o.Born); years < 16 || years > 95 {
					t.Fatalf("slot %d, day %d: %+v has %d years", slot, day, o, years)
				}
			}
		}
	}
}
