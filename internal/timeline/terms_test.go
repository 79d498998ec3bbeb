package timeline

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestMonths compares every day of two hundred years with package time.
func TestMonths(t *testing.T) {
	t.Parallel()
	first, zero := time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC), time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	for date := first; date.Year() < 2100; date = date.AddDate(0, 0, 1) {
		day := Day(date.Sub(zero) / (24 * time.Hour))
		month, days := MonthOf(day)
		if want := 12*(date.Year()-1900) + int(date.Month()) - 3; int(month) != want || int(days) != date.Day()-1 || MonthStart(month) != day-days {
			t.Fatalf("%v is day %d of month %d, want month %d", date, days, month, want)
		}
	}
}

// dateOf returns the date of a day.
func dateOf(day Day) time.Time { return time.Date(2015, 1, 1+int(day), 0, 0, 0, 0, time.UTC) }

// TestTerms looks at every day: a term ends on the same day of the month, it has run out only while
// its renewal is late, and AppendDays returns the days on which another term begins.
func TestTerms(t *testing.T) {
	t.Parallel()
	odds := &LapseOdds{Percent: 30, Days: 180}
	label := draw.NewLabel(8, "terms")
	for _, years := range []int{1, 2, 3, 4} {
		t.Run(fmt.Sprint(years, " years"), func(t *testing.T) {
			t.Parallel()
			for i := range uint64(testenv.Scale(90, 2000)) {
				from := Day(i*50) - 500
				if from >= window {
					break
				}
				month, days := MonthOf(from)
				if i%3 == 0 {
					days = -1
				} else if i%3 == 1 {
					month, days = 11, 28 // February 29th
				}
				first := from - 1
				if i%2 == 0 && i%3 == 2 {
					first = from + 30
				}
				terms := NewTerms(label.Draw(i), years, month, days, from, first)
				wantTerms(t, &terms, odds)
			}
		})
	}
}

// wantTerms looks at every day of terms.
func wantTerms(t *testing.T, terms *Terms, odds *LapseOdds) {
	first := max(terms.from, 0)
	var days []Day
	before := terms.Expiry(first, odds)
	for day := first; day < window; day++ {
		expiry := terms.Expiry(day, odds)
		if dateOf(expiry).After(dateOf(max(day, terms.from)).AddDate(0, int(12*terms.years), 0)) || expiry < day-Day(odds.Days) || expiry <= terms.from {
			t.Fatalf("%+v: on day %d it ends on day %d", terms, day, expiry)
		}
		if expiry == terms.first {
			if day > expiry {
				t.Fatalf("%+v: on day %d the first term has not been renewed", terms, day)
			}
		} else if date := dateOf(expiry).AddDate(0, 0, -int(terms.days)); date.Day() != 1 || (12*date.Year()+int(date.Month())-3-int(terms.month))%int(12*terms.years) != 12*1900%int(12*terms.years) {
			t.Fatalf("%+v: ends on %v", terms, dateOf(expiry))
		}
		if expiry == before {
			continue
		}
		if expiry < before {
			t.Fatalf("%+v: the terms end on the days %d and %d", terms, before, expiry)
		}
		days, before = append(days, day), expiry
	}
	all := terms.AppendDays(nil, odds, first, window-1)
	if !slices.Equal(all, days) {
		t.Fatalf("%+v: changes on %v, want %v", terms, all, days)
	}
	for _, day := range days {
		for _, span := range [][2]Day{{first, day}, {day - 1, window - 1}, {day - 1, day}} {
			if !slices.Contains(terms.AppendDays(nil, odds, span[0], span[1]), day) {
				t.Fatalf("%+v: changes on day %d, which is not one of %v", terms, day, span)
			}
		}
		if slices.Contains(terms.AppendDays(nil, odds, day, window-1), day) {
			t.Fatalf("%+v: the days after %d have that day", terms, day)
		}
	}
}

// TestLapses: of terms of a year 8 percent are renewed up to 180 days late, so 2 percent have
// lapsed on a day, as many on every day.
func TestLapses(t *testing.T) {
	t.Parallel()
	odds := &LapseOdds{Percent: 8, Days: 180}
	label := draw.NewLabel(9, "terms")
	const count = 20_000
	for _, day := range []Day{0, 1000, window - 1} {
		lapsed := 0
		for i := range uint64(count) {
			month, days := MonthOf(-3000 - Day(i%365))
			terms := NewTerms(label.Draw(i), 1, month, days, -3000, -3001)
			if terms.Expiry(day, odds) < day {
				lapsed++
			}
		}
		if percent := 100 * float64(lapsed) / count; percent < 1.6 || percent > 2.4 {
			t.Errorf("%.2f %% have lapsed on day %d, want 1.97", percent, day)
		}
	}
}
