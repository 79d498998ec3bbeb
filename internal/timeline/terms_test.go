package timeline

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/testenv"
)

// TestTerms looks at every day: a term ends on the same day of the year, it has run out only while
// its renewal is late, and AppendDays returns the days on which another term begins.
func TestTerms(t *testing.T) {
	t.Parallel()
	odds := LapseOdds{Percent: 30, Days: 180}
	label := draw.NewLabel(8, "terms")
	for _, years := range []int{1, 2, 4} {
		t.Run(fmt.Sprint(years, " years"), func(t *testing.T) {
			t.Parallel()
			for i := range uint64(testenv.Scale(60, 2000)) {
				from, first := Day(i*50)-500, Day(0)
				terms := TermsBefore(label.Draw(i), years, from)
				if i%2 == 1 {
					terms = TermsFrom(label.Draw(i), years, from)
					if first = max(from, 0); first >= window {
						continue
					}
					if end := terms.Expiry(first, odds); from >= 0 && end != from-1+DaysOfYears(years) {
						t.Fatalf("%+v: the first term ends on day %d", terms, end)
					}
				}
				var days []Day
				before := terms.Expiry(first, odds)
				for day := first; day < window; day++ {
					expiry := terms.Expiry(day, odds)
					if left := expiry - day; left >= DaysOfYears(years) || left < -Day(odds.Days) || left < 0 && expiry < from {
						t.Fatalf("%+v: on day %d it ends on day %d", terms, day, expiry)
					}
					if expiry == before {
						continue
					}
					if n := Years(expiry-before+1) / years; expiry-before < DaysOfYears(n*years)-1 || expiry-before > DaysOfYears(n*years) {
						t.Fatalf("%+v: the terms end on the days %d and %d", terms, before, expiry)
					}
					days, before = append(days, day), expiry
				}
				all := terms.AppendDays(nil, odds, first, window-1)
				for _, day := range days {
					if !slices.Contains(all, day) {
						t.Fatalf("%+v: changes on day %d, which is not one of %v", terms, day, all)
					}
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
		})
	}
}

// TestLapses: of terms of a year 8 percent are renewed up to 180 days late, so 2 percent have
// lapsed on a day, as many on every day.
func TestLapses(t *testing.T) {
	t.Parallel()
	odds := LapseOdds{Percent: 8, Days: 180}
	label := draw.NewLabel(9, "terms")
	const terms = 20_000
	for _, day := range []Day{0, 1000, window - 1} {
		lapsed := 0
		for i := range uint64(terms) {
			if TermsBefore(label.Draw(i), 1, -3000).Expiry(day, odds) < day {
				lapsed++
			}
		}
		if percent := 100 * float64(lapsed) / terms; percent < 1.6 || percent > 2.4 {
			t.Errorf("%.2f %% have lapsed on day %d, want 1.97", percent, day)
		}
	}
}
