package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A story tells what happens in one slot of a book, from one day to another.
type story struct {
	w      io.Writer
	before synthhub.Record
	events []event // of one day
}

// An event is what happened to one table, such as persons, and the sentence about it.
type event struct{ about, sentence string }

// tellStory prints the story of a slot. Only days are looked at on which something can change.
func tellStory(w io.Writer, g *synthhub.Generator, slot int, from, to schema.Date) error {
	if to.Before(from) {
		return usagef("--from %v is after --to %v: want the earlier day first", from, to)
	}
	on, err := g.On(from)
	if err != nil {
		return err
	}
	s := story{w: w, before: on.Record(slot)}
	fmt.Fprintf(w, "Record %s of %s, dataset %s, seed %d, from %v to %v\n\n%v  %s\n", grouped(int64(slot)), grouped(int64(g.Len())),
		synthhub.Version, g.Settings().Seed, from, to, from, s.before.Profile.Narrative())
	for _, day := range g.Days(slot, from, to) {
		if on, err = g.On(day); err != nil {
			return err
		}
		s.tell(day, on.Record(slot))
	}
	_, err = fmt.Fprintf(w, "\n%v  %s\n", to, s.before.Profile.Narrative())
	return err
}

// tell prints what a day changes.
func (s *story) tell(day schema.Date, r synthhub.Record) {
	s.events = s.events[:0]
	if r.Key != s.before.Key {
		s.add(s.before.Profile.FullName, "leaves the book")
		s.add("", "%s", r.Profile.Narrative())
	} else {
		s.person(day, &s.before.Person, &r.Person)
		s.vehicles(&r)
	}
	for i, e := range s.events {
		date := day.String()
		if i > 0 {
			date = strings.Repeat(" ", len(date))
		}
		fmt.Fprintf(s.w, "%s  %s\n", date, strings.TrimSpace(e.about+" "+e.sentence))
	}
	s.before = r
}

func (s *story) add(about, format string, args ...any) {
	s.events = append(s.events, event{about, fmt.Sprintf(format, args...)})
}

// person adds what is new about a person.
func (s *story) person(day schema.Date, a, b *synthhub.Person) {
	name := b.FirstName
	if age := day.YearsSince(b.DateOfBirth); day.AddDays(-1).YearsSince(b.DateOfBirth) < age && age%10 == 0 {
		s.add(name, "turns %d", age)
	}
	if a.State != b.State || a.AddressLine1 != b.AddressLine1 || a.City != b.City {
		s.add(name, "moves from %s, %v to %s, %v %s", a.City, a.State, b.City, b.State, b.PostalCode)
	}
	if a.DriverLicenseNumber != b.DriverLicenseNumber {
		s.add(name, "gets a license of %v, number %s", b.DriverLicenseState, b.DriverLicenseNumber)
	} else if a.LicenseExpiresOn != b.LicenseExpiresOn && !a.LicenseExpiresOn.IsZero() {
		s.add(name, "renews the license until %v", b.LicenseExpiresOn)
	}
	if a.FirstLicensedOn != b.FirstLicensedOn {
		s.add(name, "may drive alone: the permit becomes a license")
	}
	if a.MaritalStatus != b.MaritalStatus {
		s.add(name, "is now %s", strings.ToLower(b.MaritalStatus.String()))
	}
	if a.Occupation != b.Occupation {
		s.add(name, "%s", occupationChange(a.Occupation, b.Occupation))
	}
	if n := b.Violations3Yr - a.Violations3Yr; n > 0 {
		s.add(name, "commits a violation, %s", nth(b.Violations3Yr))
	}
	if n := b.Accidents3Yr - a.Accidents3Yr; n > 0 {
		s.add(name, "causes an accident, %s", nth(b.Accidents3Yr))
	}
}

// occupationChange says from what to what somebody changes.
func occupationChange(from, to string) string {
	switch {
	case to == "Retired":
		return "retires after work as " + article(from)
	case to == "Student":
		return "becomes a student"
	}
	return "starts work as " + article(to)
}

// article returns an occupation, with "a" or "an", in lower case.
func article(noun string) string {
	noun = strings.ToLower(noun)
	if strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// nth returns "the 2nd in three years".
func nth(n int) string {
	suffix := "th"
	if n < 4 {
		suffix = []string{"", "st", "nd", "rd"}[n]
	}
	return fmt.Sprintf("the %d%s in three years", n, suffix)
}

// direction says where a rating goes.
func direction(up bool) string {
	if up {
		return "rises"
	}
	return "falls"
}

// uses says what a vehicle is used for.
var uses = map[synthhub.Usage]string{
	synthhub.UsagePleasure: "for pleasure", synthhub.UsageCommute: "for commuting", synthhub.UsageBusiness: "for business", synthhub.UsageFarm: "on a farm",
}

// ownershipChange says how a vehicle passes from one kind of ownership to another.
func ownershipChange(from, to synthhub.Ownership) string {
	switch {
	case from == synthhub.OwnershipLeased && to == synthhub.OwnershipFinanced:
		return "is bought from the lessor with a loan"
	case from == synthhub.OwnershipLeased:
		return "is bought from the lessor"
	}
	return "is paid off"
}

// vehicles adds what is new about the vehicles of a person.
func (s *story) vehicles(r *synthhub.Record) {
	name := r.Person.FirstName
	for i := range r.Vehicles {
		b := &r.Vehicles[i]
		if i >= len(s.before.Vehicles) {
			s.add(name, "buys a %s", vehicleName(b))
			continue
		}
		a := &s.before.Vehicles[i]
		if a.ID != b.ID {
			s.add(name, "replaces the %s with a %s", vehicleName(a), vehicleName(b))
			continue
		}
		what := "the " + vehicleName(b)
		if a.RegistrationPlate != b.RegistrationPlate {
			s.add(what, "gets the plate %s of %v", b.RegistrationPlate, b.RegistrationState)
		}
		if a.Ownership != b.Ownership {
			s.add(what, "%s", ownershipChange(a.Ownership, b.Ownership))
		}
		if a.Usage != b.Usage {
			s.add(what, "is now used %s", uses[b.Usage])
		}
		if a.RiskRating != b.RiskRating {
			s.add("the risk rating of "+what, "%s from %v to %v", direction(b.RiskRating > a.RiskRating), a.RiskRating, b.RiskRating)
		}
	}
}

// vehicleName returns year, make and model.
func vehicleName(v *synthhub.Vehicle) string {
	return fmt.Sprintf("%d %s %s", v.ModelYear, v.Make, v.Model)
}
