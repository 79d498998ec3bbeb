package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// TestDaysWithoutCalendar compares the short cuts by the table of birthdays with the
// calendar, on as-of dates around leap days and the years without one.
func TestDaysWithoutCalendar(t *testing.T) {
	for _, day := range []string{"2000-02-28", "2000-02-29", "2000-03-01", "2004-02-29", "2023-12-31", "2024-02-29", "2025-02-28", "2025-03-01", "2025-11-01", "2039-06-30"} {
		asOf := schema.MustParseDate(day)
		g, err := NewGenerator(Settings{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		for days := range (MaxAge - MinAge + 1) * 365 {
			if since := asOf.AddDays(-days); g.yearsSince(since) != asOf.YearsSince(since) {
				t.Fatalf("%s: %d years since %v, want %d", day, g.yearsSince(since), since, asOf.YearsSince(since))
			}
		}
		for age := MinAge; age <= MaxAge; age++ {
			for earlier := range g.birthdays[age].DaysSince(g.birthdays[age+1]) {
				born := g.birthdays[age].AddDays(-earlier)
				for at := MinAge; at <= age; at += 3 {
					birthday, got := born.AddYears(at), g.birthday(at, age, earlier)
					if _, m, d := birthday.Civil(); m == 2 && d == 29 && birthday != asOf {
						birthday = birthday.AddDays(1)
					}
					if got != birthday {
						t.Fatalf("%s: born %v, %d on %v, but the day given is %v", day, born, at, birthday, got)
					}
				}
			}
		}
	}
}
