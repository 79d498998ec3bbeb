package synthhub

import (
	"fmt"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// A hardValue is one that is rare, or hard for programs, and that every dataset of some thousand
// records should have.
type hardValue struct {
	name     string
	perMille float64 // of the records that have it at least, on every date
	is       func(r *Record) bool
}

var hardValues = []hardValue{
	{"a birth on February 29", 1.2, func(r *Record) bool { return bornOnLeapDay(&r.Person) }},
	{"the age of 16", 2.3, func(r *Record) bool { return r.Profile.Age == MinAge }},
	{"an age of 90 or more", 2.3, func(r *Record) bool { return r.Profile.Age >= vocab.OldAge }},
	{"a direction before the street", 210, inAddress(func(a *address) bool { return a.before != "" })},
	{"a direction after the street", 8, inAddress(func(a *address) bool { return a.after != "" })},
	{"a numbered street", 110, inAddress(func(a *address) bool { return a.numbered })},
	{"a street without a type", 18, inAddress(func(a *address) bool { return vocab.StreetTypes[a.kind].Name == "" })},
	{"a house number of one digit", 17, inAddress(func(a *address) bool { return a.house < 10 })},
	{"a house number of five digits", 70, inAddress(func(a *address) bool { return a.house >= 10_000 })},
	{"a garage in another state", 12, func(r *Record) bool { return r.Vehicles[0].GaragingState != r.Person.State }},
	{"a business without a legal form", 24, func(r *Record) bool {
		p := &r.Person
		return p.LOBType == LineCommercial && strings.HasSuffix(p.BusinessName, vocab.FindOccupation(p.Occupation).Trade)
	}},
	{"a business with the name of its owner", 35, func(r *Record) bool {
		return strings.HasPrefix(r.Person.BusinessName, vocab.CutSuffix(r.Person.LastName)+" ")
	}},
	{"a license from another state", 18, func(r *Record) bool { return r.Person.DriverLicenseState != r.Person.State }},
	{"a suspended license", 8, func(r *Record) bool { return r.Person.LicenseStatus == LicenseSuspended }},
	{"a license that has expired", 6, func(r *Record) bool { return r.Person.LicenseStatus == LicenseExpired }},
	{"a commercial license", 40, func(r *Record) bool {
		return r.Person.LicenseClass == vocab.ClassA || r.Person.LicenseClass == vocab.ClassB
	}},
	{"a rebuilt title", 30, func(r *Record) bool { return r.Vehicles[0].TitleStatus == TitleRebuilt }},
}

// leapSlot is the first of timeline.IsLeapSlot.
const leapSlot = 129

func bornOnLeapDay(p *Person) bool { return strings.HasSuffix(p.DateOfBirth.String(), "-02-29") }

// inAddress returns a condition for the address line of a record.
func inAddress(is func(a *address) bool) func(r *Record) bool {
	return func(r *Record) bool {
		a, err := parseAddress(r.Person.AddressLine1)
		return err == nil && is(&a)
	}
}

// TestHardValues: on three dates, with all states and with one, datasets have all hard values. Those
// of slots are there in the first slots already.
func TestHardValues(t *testing.T) {
	t.Parallel()
	california, _ := ParseState("CA")
	for _, states := range [][]State{nil, {california}} {
		for seed := range uint64(3) {
			for _, day := range jointDates {
				t.Run(fmt.Sprint(len(states), " chosen, seed ", seed+1, " on ", day), func(t *testing.T) {
					t.Parallel()
					wantHardValues(t, generator(t, Settings{Records: 20_000, Seed: seed + 1, AsOf: day, States: states}))
				})
			}
		}
	}
}

func wantHardValues(t *testing.T, g *Generator) {
	counts := make([]int, len(hardValues))
	for r := range g.Range(0, g.Len()) {
		for i := range hardValues {
			if hardValues[i].is(r) {
				counts[i]++
			}
		}
		p := &r.Person
		if timeline.IsLeapSlot(r.Slot) && !bornOnLeapDay(p) {
			t.Errorf("slot %d: born on %v, want a February 29", r.Slot, p.DateOfBirth)
		}
		if timeline.IsOldSlot(r.Slot) && p.LOBType == LinePersonal && r.Profile.Age < vocab.OldAge {
			t.Errorf("slot %d: somebody of %d years, want %d or more", r.Slot, r.Profile.Age, vocab.OldAge)
		}
	}
	for i, h := range hardValues {
		got := 1000 * float64(counts[i]) / float64(g.Len())
		if t.Logf("%.2f of 1,000 have %s", got, h.name); got < h.perMille {
			t.Errorf("%.2f of 1,000 have %s, want %.1f", got, h.name, h.perMille)
		}
	}
}

// TestHardSlots: a dataset of the default size has the slots of hard values, and so it has their
// values on every day of its window.
func TestHardSlots(t *testing.T) {
	t.Parallel()
	g := generator(t, DefaultSettings())
	for day := earliest; !day.After(latest); day = day.AddDays(13) {
		on, err := g.On(day)
		if err != nil {
			t.Fatal(err)
		}
		leap, old := on.Record(leapSlot), 0
		if !bornOnLeapDay(&leap.Person) {
			t.Errorf("%v: nobody in slot %d is born on February 29", day, leapSlot)
		}
		for slot := range g.Len() {
			if timeline.IsOldSlot(slot) && g.lineOf(slot) == LinePersonal {
				if r := on.Record(slot); r.Profile.Age >= vocab.OldAge {
					old++
				}
			}
		}
		if old != 2 {
			t.Errorf("%v: %d are old, want 2", day, old)
		}
	}
}
