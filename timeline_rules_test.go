package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// ruleDates are days on which years, model years and ages change, and others.
var ruleDates = []synthhub.Date{
	firstDay, schema.NewDate(2015, 3, 1), schema.NewDate(2016, 2, 29), schema.NewDate(2017, 1, 1), schema.NewDate(2018, 1, 28),
	schema.NewDate(2019, 7, 31), schema.NewDate(2019, 8, 1), schema.NewDate(2020, 2, 29), schema.NewDate(2021, 1, 15), schema.NewDate(2022, 12, 31),
	schema.NewDate(2023, 1, 1), schema.NewDate(2024, 2, 29), schema.NewDate(2024, 3, 1), schema.NewDate(2026, 1, 29), lastDay,
}

// TestRulesOnEveryDay: no record breaks a rule on any of several days, such as leap days and the
// first days of a year.
func TestRulesOnEveryDay(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: testenv.Scale(6000, 100_000), Seed: 41, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	for _, day := range ruleDates {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			count := 0
			for r := range onDay(t, g, day).All() {
				for _, broken := range validate.Record(r, day) {
					t.Errorf("record %d: %v", r.Slot, broken)
					count++
				}
				if count > 5 {
					t.Fatal("more than five rules are broken")
				}
			}
		})
	}
}

// TestAgesAroundLeapDays: on each of 40 days around a February 29th everybody is at least 16 and at
// most 95 by the calendar, as the profile says.
func TestAgesAroundLeapDays(t *testing.T) {
	t.Parallel()
	for _, s := range []synthhub.Settings{{Seed: 42}, {Seed: 43, CommercialShare: 90}} {
		s.Records = testenv.Scale(1500, 50_000)
		g := generator(t, s)
		for _, year := range []int{2016, 2020, 2024} {
			for n := range 40 {
				day := schema.NewDate(year, 2, 29).AddDays(n - 20)
				for r := range onDay(t, g, day).Range(0, g.Len()) {
					age, born := r.Profile.Age, r.Person.DateOfBirth
					if born.AddYears(16).After(day) || !born.AddYears(96).After(day) || born.AddYears(age).After(day) || !born.AddYears(age+1).After(day) {
						t.Fatalf("slot %d, %v: born on %v, %d years", r.Slot, day, born, age)
					}
				}
			}
		}
	}
}

// TestBirthdays: on the days before, on and after their birthdays people have the ages that the
// calendar says, those born on a February 29th too.
func TestBirthdays(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: testenv.Scale(40_000, 400_000), Seed: 44})
	leapDays := 0
	for r := range onDay(t, g, schema.NewDate(2019, 6, 1)).Range(0, g.Len()) {
		_, month, dayOfMonth := r.Person.DateOfBirth.Civil()
		if month != 2 || dayOfMonth < 28 {
			continue
		}
		if dayOfMonth == 29 {
			leapDays++
		}
		for _, day := range []synthhub.Date{schema.NewDate(2019, 2, 28), schema.NewDate(2019, 3, 1), schema.NewDate(2020, 2, 28), schema.NewDate(2020, 2, 29)} {
			other := onDay(t, g, day).Record(r.Slot)
			if want := day.YearsSince(other.Person.DateOfBirth); other.Profile.Age != want {
				t.Fatalf("slot %d, %v: born on %v, %d years, want %d", r.Slot, day, other.Person.DateOfBirth, other.Profile.Age, want)
			}
		}
	}
	if leapDays == 0 {
		t.Error("nobody is born on a leap day")
	}
}
