package timeline

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

// window is the number of days of the window of as-of dates, 2015-01-01 to 2027-12-31.
const window Day = 4748

// TestYears: years in days are rounded up, months too, and Years is the inverse.
func TestYears(t *testing.T) {
	t.Parallel()
	for years, days := range map[int]Day{0: 0, 1: 366, 2: 731, 3: 1096, 4: 1461, 16: 5844, 18: 6575, 96: 35064} {
		if got := DaysOfYears(years); got != days {
			t.Errorf("%d years are %d days, want %d", years, got, days)
		}
	}
	for months, days := range map[int]Day{0: 0, 1: 31, 12: 366, 174: 5297, 48: 1461} {
		if got := DaysOfMonths(months); got != days {
			t.Errorf("%d months are %d days, want %d", months, got, days)
		}
	}
	years := 0
	for days := range DaysOfYears(100) {
		if days == DaysOfYears(years+1) {
			years++
		}
		if got := Years(days); got != years {
			t.Fatalf("%d days are %d years, want %d", days, got, years)
		}
	}
}

// TestEvents: each interval has one event, so the last one before a day is the one that a slow
// loop over all finds; the days between are uniform, and appended as they are.
func TestEvents(t *testing.T) {
	t.Parallel()
	label := draw.NewLabel(1, "events")
	for _, length := range []Day{1, 2, 7, 30, 1095, 1096, 3287, 7305} {
		t.Run(fmt.Sprint("every ", length), func(t *testing.T) {
			t.Parallel()
			for i := range uint64(40) {
				z := label.Draw(i)
				end := min(window, 40*length)
				var days []Day
				next := 0 // number of the first event after the day
				for day := -length; day <= end; day++ {
					for EventDay(z, length, next) <= day {
						if at := EventDay(z, length, next); at > 0 {
							days = append(days, at)
						}
						next++
					}
					if next == 0 {
						continue // before the first interval that has a number
					}
					if n, at := LastEvent(z, length, day); n != next-1 || at != EventDay(z, length, n) {
						t.Fatalf("draw %d, day %d: event %d on day %d, want event %d on day %d", i, day, n, at, next-1, EventDay(z, length, next-1))
					}
				}
				if n, _ := LastEvent(z, length, 0); n < 0 {
					t.Fatalf("draw %d: event %d on day 0", i, n)
				}
				if got := AppendEvents(nil, z, length, 0, end); !slices.Equal(got, days) {
					t.Fatalf("draw %d: AppendEvents returns %v, want %v", i, got, days)
				}
			}
		})
	}
}

// TestEventRate: on every day the event has happened at the same rate.
func TestEventRate(t *testing.T) {
	t.Parallel()
	const length, draws, days = 30, 30_000, 200
	label := draw.NewLabel(2, "events")
	counts, weights := make([]int, days), make([]int, days)
	for i := range uint64(draws) {
		for _, day := range AppendEvents(nil, label.Draw(i), length, 0, days) {
			counts[day-1]++
		}
	}
	for i := range weights {
		weights[i] = 1
	}
	if x := stats.ChiSquare(counts, weights); x > 300 {
		t.Errorf("chi-square %.0f of the days of events, want about %d", x, days)
	}
}

// TestReadings: at every age, counted in days, the ages that are read are those of the line: in
// mid-year all read the year, and from one mid-year to the next every day one more of 365 reads
// the next year. On a birthday half do.
func TestReadings(t *testing.T) {
	t.Parallel()
	for days := DaysOfYears(minAge) - halfYear; days < DaysOfYears(minAge+80); days++ {
		var counts [minAge + 82]int
		for day := range Day(year) {
			r := Reading{day: day}
			counts[r.Age(1000, 1000+days)]++
		}
		age := Years(days - halfYear) // the last that had its mid-year
		next := min(max(int(days+halfYear+1-DaysOfYears(age+1)), 0), year)
		if gotAge, gotNext := ReadAges(days); gotAge != age || gotNext != uint64(next) {
			t.Fatalf("ReadAges of %d days: %d, and the next for %d, want %d and %d", days, gotAge, gotNext, age, next)
		}
		if counts[age] != year-next || counts[age+1] != next {
			t.Fatalf("%d days: %d read %d years and %d read %d, want %d and %d", days, counts[age], age, counts[age+1], age+1, year-next, next)
		}
	}
}

// TestNewReading: shares and days of the year are uniform, and independent of each other.
func TestNewReading(t *testing.T) {
	t.Parallel()
	const draws, parts = 400_000, 16
	label := draw.NewLabel(3, "readings")
	days, pairs := make([]int, year), make([]int, parts*parts)
	for i := range uint64(draws) {
		r := NewReading(label.Draw(i))
		if r.Share >= 1<<16 || r.day < 0 || r.day >= year {
			t.Fatalf("draw %d: %+v", i, r)
		}
		days[r.day]++
		pairs[int(r.Share%parts)*parts+int(r.day)*parts/year]++
	}
	wantDays, wantPairs := make([]int, year), make([]int, parts*parts)
	for day := range year {
		wantDays[day] = parts
		for share := range parts {
			wantPairs[share*parts+day*parts/year]++
		}
	}
	if x := stats.ChiSquare(days, wantDays); x > year+140 {
		t.Errorf("chi-square %.0f of the days, want about %d", x, year)
	}
	if x := stats.ChiSquare(pairs, wantPairs); x > parts*parts+120 {
		t.Errorf("chi-square %.0f of shares and days, want about %d", x, parts*parts)
	}
}

// TestAppendDays compares the days on which an age, or its reading, changes with a look at every
// day.
func TestAppendDays(t *testing.T) {
	t.Parallel()
	label := draw.NewLabel(4, "readings")
	for i := range uint64(100) {
		r := NewReading(label.Draw(i))
		born := Day(i)*97 - 9000 // some are born within the time
		for _, span := range [][2]Day{{0, window}, {1461, 1462}, {500, 500}, {700, 600}} {
			var readings, ages []Day
			for day := span[0] + 1; day <= span[1]; day++ {
				if r.Age(born, day) != r.Age(born, day-1) {
					readings = append(readings, day)
				}
				if Years(max(0, day-born)) != Years(max(0, day-1-born)) {
					ages = append(ages, day)
				}
			}
			if got := r.AppendDays(nil, born, span[0], span[1]); !slices.Equal(got, readings) {
				t.Fatalf("born %d, %+v, %v: readings change on %v, want %v", born, r, span, got, readings)
			}
			if got := AppendAnniversaries(nil, born, span[0], span[1]); !slices.Equal(got, ages) {
				t.Fatalf("born %d, %v: years change on %v, want %v", born, span, got, ages)
			}
		}
	}
}

// entriesForTest returns those of the drivers.
func entriesForTest() *Entries {
	drivers := make([]uint32, minAge+len(vocab.DriverAges))
	copy(drivers[minAge:], vocab.DriverAges[:])
	return NewEntries(NewMonthlyCurve(drivers))
}
