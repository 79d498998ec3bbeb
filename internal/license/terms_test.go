package license

import (
	"testing"
	"time"

	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// TestRenewals compares the arithmetic with one renewal after the other, for every state, age of the
// first license and age.
func TestRenewals(t *testing.T) {
	t.Parallel()
	term := func(state, age int) int { // the age to which a license is valid that is issued at an age
		years := int(vocab.LicenseYears[state])
		for _, o := range vocab.OlderLicenses {
			if o.State == vocab.States[state] && age >= int(o.From) {
				years = int(o.Years)
			}
		}
		if vocab.States[state] == "MT" && age < 75 {
			return min(age+years, 75)
		}
		return age + years
	}
	for state := 1; state <= vocab.StateCount; state++ {
		latest := map[int]int{}
		for first := 14; first <= 95; first++ {
			last, next := -1, term(state, first)
			for age := first; age <= 96; age++ {
				for next <= age {
					last, next = next, term(state, next)
				}
				if gotLast, gotNext := renewals(uint8(state), first, age); gotLast != last || gotNext != next {
					t.Fatalf("%s, first at %d, now %d: renewed at %d and expires at %d, want %d and %d", vocab.States[state], first, age, gotLast, gotNext, last, next)
				}
				latest[age] = max(latest[age], next)
			}
		}
		for age := 30; age <= 95; age++ {
			if got := LatestExpiry(uint8(state), age); got != latest[age] {
				t.Errorf("%s at %d: a license expires at %d at the latest, want %d", vocab.States[state], age, got, latest[age])
			}
		}
	}
}

// TestBirthday compares birthdays with those of dates, for every day of birth of more than a hundred years.
func TestBirthday(t *testing.T) {
	t.Parallel()
	start := schema.NewDate(2015, 1, 1)
	for born := schema.NewDate(1900, 3, 1); born.Year() < 2015; born = born.AddDays(1) {
		day := Day(born.DaysSince(start))
		for age := 0; age < 130 && born.Year()+age < 2100; age += 1 + age/20*7 {
			if got, want := timeline.Birthday(day, age), Day(born.AddYears(age).DaysSince(start)); got != want {
				t.Fatalf("born on %v: %d on day %d, want %d", born, age, got, want)
			}
		}
	}
}

// TestIsOpen compares the days on which offices are open with those that package time tells.
func TestIsOpen(t *testing.T) {
	t.Parallel()
	start, closedDays := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC), 0
	for day := Day(-35_000); day < 5000; day++ {
		d := start.AddDate(0, 0, int(day))
		week, nth, m := d.Weekday(), (d.Day()-1)/7+1, d.Month()
		fixed := map[string]bool{"0101": true, "0619": true, "0704": true, "1111": true, "1225": true}[d.Format("0102")]
		monday := week == time.Monday && (nth == 3 && (m == time.January || m == time.February) || m == time.May && d.Day() > 24 ||
			m == time.September && nth == 1 || m == time.October && nth == 2)
		want := week != time.Sunday && !fixed && !monday && (m != time.November || week != time.Thursday || nth != 4)
		if got := IsOpen(day); got != want {
			t.Fatalf("%v: open is %t", d, got)
		} else if !got {
			closedDays++
		}
		open := OpenDay(day, day+3)
		if open < day || open > day+3 || !IsOpen(open) || want && open != day {
			t.Fatalf("%v: the first open day is %d days later", d, open-day)
		}
		if before := OpenDay(day, day); before > day || before < day-3 || !IsOpen(before) {
			t.Fatalf("%v: the last open day is %d days before", d, day-before)
		}
	}
	if perYear := float64(closedDays) / 40_000 * 365.25; perYear < 61 || perYear > 63.5 {
		t.Errorf("offices are closed on %.1f days a year", perYear)
	}
	for _, day := range []Day{-1 << 31, -736_000, 1<<31 - 1, timeline.DaysOfYears(5000)} {
		IsOpen(day) // must not panic
	}
}
