package registration

import (
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// stateOf returns the index of a USPS code.
func stateOf(code string) uint8 { return uint8(slices.Index(vocab.States[:], code)) }

func dateOf(t *testing.T, s string) schema.Date {
	t.Helper()
	day, err := schema.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

var firstDay = schema.NewDate(2015, 1, 1)

func dayOf(date schema.Date) Day { return Day(date.DaysSince(firstDay)) }

// TestTerms has a vehicle for each way in which a state can register it, issued on a day and looked at on the
// next days on which something happens.
func TestTerms(t *testing.T) {
	t.Parallel()
	label := draw.NewLabel(1, "registrations")
	drawn := uint64(0)
	for i := uint64(0); drawn == 0 || drawn>>59 > 29; i++ { // the usual term, renewed in time
		drawn = label.Draw(i)
	}
	for _, c := range []struct {
		name, state, issued string
		heavy               bool
		born, surname       string
		on, want            string
	}{
		{"a month, with that of issue", "TX", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2025-02-28"},
		{"a leap day ends a month", "TX", "2023-03-31", false, "1980-06-15", "Lopez", "2023-04-01", "2024-02-29"},
		{"two years", "MA", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2026-02-28"},
		{"temporary", "CA", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2024-04-09"},
		{"temporary, its last day", "CA", "2024-03-10", false, "1980-06-15", "Lopez", "2024-04-09", "2024-04-09"},
		{"the day of issue", "CA", "2024-03-10", false, "1980-06-15", "Lopez", "2024-04-10", "2025-03-10"},
		{"three years", "CT", "2024-02-29", false, "1980-06-15", "Lopez", "2024-04-10", "2027-03-01"},
		{"a birthday", "FL", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2024-06-15"},
		{"the birthday is the day of issue", "FL", "2024-06-15", false, "1980-06-15", "Lopez", "2024-06-15", "2025-06-15"},
		{"a birthday of a leap year", "GA", "2024-03-10", false, "1980-02-29", "Lopez", "2024-03-10", "2025-03-01"},
		{"a birthday in a leap year", "GA", "2023-03-10", false, "1980-02-29", "Lopez", "2023-03-10", "2024-02-29"},
		{"a month of birth", "KY", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2024-06-30"},
		{"a surname", "IN", "2024-03-10", false, "1980-06-15", "Lopez", "2024-03-10", "2024-05-31"},
		{"a surname with an accent", "IN", "2024-03-10", false, "1980-06-15", "Álvarez", "2024-03-10", "2025-01-31"},
		{"a heavy truck", "FL", "2024-03-10", true, "1980-06-15", "Lopez", "2024-03-10", "2024-12-31"},
		{"a heavy truck where others have two years", "MA", "2024-03-10", true, "1980-06-15", "Lopez", "2024-03-10", "2024-12-31"},
		{"a heavy truck on its last day", "CA", "2024-03-10", true, "1980-06-15", "Lopez", "2024-12-31", "2024-12-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			terms := Terms(stateOf(c.state), c.heavy, drawn, dayOf(dateOf(t, c.issued)), true, dayOf(dateOf(t, c.born)), c.surname)
			if got := firstDay.AddDays(int(terms.Expiry(dayOf(dateOf(t, c.on)), Late))); got.String() != c.want {
				t.Errorf("expires on %v, want %s", got, c.want)
			}
		})
	}
}

// TestFits has days that the owner fixes, and others.
func TestFits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, state, born, surname, expires string
		want                                bool
	}{
		{"a birthday", "FL", "1980-06-15", "Lopez", "2025-06-15", true},
		{"a day after", "FL", "1980-06-15", "Lopez", "2025-06-16", false},
		{"a birthday on March 1st", "FL", "1980-02-29", "Lopez", "2025-03-01", true},
		{"no birthday on March 1st of a leap year", "FL", "1980-02-29", "Lopez", "2024-03-01", false},
		{"the end of the month of birth", "KY", "1980-06-15", "Lopez", "2025-06-30", true},
		{"another month", "KY", "1980-06-15", "Lopez", "2025-07-31", false},
		{"the month of the surname", "IN", "1980-06-15", "Young", "2025-11-30", true},
		{"another month than that of the surname", "IN", "1980-06-15", "Young", "2025-12-31", false},
		{"a state of months", "TX", "1980-06-15", "Lopez", "2025-12-31", true},
		{"a state of days", "CA", "1980-06-15", "Lopez", "2025-12-11", true},
		{"no state", "", "1980-06-15", "Lopez", "2025-12-11", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Fits(stateOf(c.state), dateOf(t, c.born), c.surname, dateOf(t, c.expires)); got != c.want {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}
}

// TestMonthEnds has days that end a month or a year of registrations.
func TestMonthEnds(t *testing.T) {
	t.Parallel()
	for day, want := range map[string][2]bool{
		"2024-02-28": {false, false}, "2024-02-29": {true, false}, "2025-02-28": {true, false},
		"2025-12-30": {false, false}, "2025-12-31": {true, true}, "2025-11-30": {true, false}, "2025-12-01": {false, false},
	} {
		if date := dateOf(t, day); IsMonthEnd(date) != want[0] || IsHeavyEnd(date) != want[1] {
			t.Errorf("%v: ends a month %v, a year of heavy trucks %v", day, IsMonthEnd(date), IsHeavyEnd(date))
		}
	}
	for code, want := range map[string]bool{"TX": true, "KY": true, "IN": true, "FL": false, "NY": false} {
		if got := EndsMonth(stateOf(code)); got != want {
			t.Errorf("%s ends months: %v", code, got)
		}
	}
}
