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
			for born := asOf; asOf.YearsSince(born) < ages-1; born = born.AddDays(-1) {
				if got, want := c.YearsSince(born), asOf.YearsSince(born); got != want {
					t.Fatalf("%d years since %v, want %d", got, born, want)
				}
			}
		})
	}
}
