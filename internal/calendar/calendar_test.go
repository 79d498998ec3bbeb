package calendar

import (
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestCalendar compares the tables with calendar arithmetic, for every day of birth of a
// hundred years, around leap days and the ends of years.
func TestCalendar(t *testing.T) {
	for _, text := range []string{"2000-02-28", "2000-02-29", "2000-03-01", "2023-12-31", "2024-01-01", "2024-02-29", "2025-02-28", "2025-03-01", "2025-11-01", "2039-12-31"} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			asOf := schema.MustParseDate(text)
			c := New(asOf)
			for age := range ages - 2 {
				for earlier := range c.Days(age) {
					born := c.Latest(age).AddDays(-earlier)
					if asOf.YearsSince(born) != age {
						t.Fatalf("%v is %d days before %v, and is %d years old, want %d", born, earlier, c.Latest(age), asOf.YearsSince(born), age)
					}
					if got := c.YearsSince(born); got != age {
						t.Fatalf("%d years since %v, want %d", got, born, age)
					}
					for _, birthday := range []int{1, (age + 1) / 2, age} {
						if birthday > age {
							continue // not yet
						}
						want := born.AddYears(birthday)
						if _, month, day := want.Civil(); month == 2 && day == 29 {
							want = want.AddDays(1)
						}
						if want.After(asOf) {
							want = asOf
						}
						if got := c.Birthday(birthday, age, earlier); got != want {
							t.Fatalf("born on %v, birthday %d is %v, want %v", born, birthday, got, want)
						}
					}
				}
			}
		})
	}
}
