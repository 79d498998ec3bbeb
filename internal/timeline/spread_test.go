package timeline

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

const wholeForTest = 1 << 36

// TestSpread: each year of age has its part of the whole, each day of a month the same, and no other age anything.
func TestSpread(t *testing.T) {
	t.Parallel()
	e := entriesForTest()
	s, sum := e.Spread(wholeForTest), 0.0
	for _, n := range vocab.DriverAges {
		sum += float64(n)
	}
	years := make([]float64, minAge+len(vocab.DriverAges)+1)
	for x, part := range s {
		years[Years(Day(x))] += float64(part)
		if x > 0 && part != s[x-1] && Day(x) != DaysOfMonths(12*x/365) && Day(x) != DaysOfMonths(int(math.Round(float64(x)/30.4375))) {
			t.Fatalf("the part changes on day %d, within a month", x)
		}
	}
	for age, got := range years {
		want := 0.0
		if age >= minAge && age < minAge+len(vocab.DriverAges) {
			want = wholeForTest * float64(vocab.DriverAges[age-minAge]) / sum
		}
		if math.Abs(got-want) > 1000+1e-4*want { // curves have whole numbers by month
			t.Errorf("%d years: %.0f, want %.0f", age, got, want)
		}
	}
}

// TestLeapBirths: the ages of leap slots are those that LeapBirths says, but for one in twenty-five.
func TestLeapBirths(t *testing.T) {
	t.Parallel()
	s := slotsForTest()
	business := make([]uint32, vocab.MaxBusinessAge+1)
	copy(business[vocab.MinBusinessAge:], vocab.DriverAges[vocab.MinBusinessAge-minAge:])
	for name, e := range map[string]*Entries{"drivers": entriesForTest(), "business": NewEntries(NewMonthlyCurve(business))} {
		for _, day := range []Day{0, 1000, 3956, 4747} {
			ages, counts, n := e.Spread(wholeForTest).LeapBirths(e, day, s.LeapDay), map[Day]int{}, 0
			for slot := 129; slot < 40_000_000; slot += hardPeriod {
				o := s.At(slot, e, day)
				counts[day-o.Born]++
				n++
			}
			total, off := 0.0, 0.0
			for x, part := range ages {
				if part > 0 && ((day-Day(x)-s.LeapDay)%leapDays != 0 || Day(x) < e.youngest || Day(x) >= e.oldest) {
					t.Fatalf("%s: an age of %d days on day %d is not that of a birth on February 29, or not of the curve", name, x, day)
				}
				total += float64(part)
				off += math.Abs(float64(part)/wholeForTest-float64(counts[Day(x)])/float64(n)) / 2
				delete(counts, Day(x))
			}
			if t.Logf("%s on day %d: %.4f have another age", name, day, off); off > 0.04 || len(counts) > 0 || math.Abs(total/wholeForTest-1) > 1e-5 {
				t.Errorf("%s on day %d: %.4f have another age, %d ages are missing, and the whole is %.6f", name, day, off, len(counts), total/wholeForTest)
			}
		}
	}
}

// TestHardSlots: as many slots are counted as are reported.
func TestHardSlots(t *testing.T) {
	leap, old := 0, 0
	for slots := range 4321 {
		if gotLeap, gotOld := HardSlots(slots); gotLeap != leap || gotOld != old {
			t.Fatalf("%d slots: %d and %d, want %d and %d", slots, gotLeap, gotOld, leap, old)
		}
		if IsLeapSlot(slots) {
			leap++
		}
		if IsOldSlot(slots) {
			old++
		}
	}
}
