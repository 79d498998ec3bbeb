package synthhub_test

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// registrationDates are the ends of the window, a day on which no month ends, and a last day of a month.
var registrationDates = []synthhub.Date{firstDay, schema.NewDate(2025, 11, 1), schema.NewDate(2025, 11, 30), lastDay}

// isTruck reports whether a registration may be that of a truck above 26,000 lb.
func isTruck(v *synthhub.Vehicle) bool {
	return v.LOBType == synthhub.LineCommercial && v.BodyStyle >= synthhub.BodyStepVan && v.RegistrationExpiresOn.String()[5:] == "12-31"
}

// endsMonth reports whether a day is the last of a month.
func endsMonth(day synthhub.Date) bool { return day.AddDays(1).String()[8:] == "01" }

// wantDay wants a day of expiry that the state, and in some states the owner, fixes.
func wantDay(t *testing.T, p *synthhub.Person, v *synthhub.Vehicle) {
	t.Helper()
	day, born := v.RegistrationExpiresOn, p.DateOfBirth.String()
	_, month, _ := day.Civil()
	ok, end := true, endsMonth(day)
	switch vocab.Registrations[v.RegistrationState].Basis {
	case vocab.IssueMonth:
		ok = end
	case vocab.Birthday:
		ok = day.String()[5:] == born[5:] || born[5:] == "02-29" && day.String()[5:] == "03-01"
	case vocab.BirthMonth:
		ok = end && day.String()[5:7] == born[5:7]
	case vocab.SurnameMonth:
		ok = end && month == int(vocab.SurnameMonths[text.Initial(p.LastName)-'A'])
	}
	if !ok && !isTruck(v) {
		t.Fatalf("in %v a registration of %s, born on %s, expires on %v", v.RegistrationState, p.LastName, born, day)
	}
}

// A registrationCount counts the vehicles of a dataset.
type registrationCount struct {
	vehicles, lapsed, today int
	later                   [4]int     // by usual term: those that expire in more than a year
	all                     [4]int     // by usual term
	months                  [4][36]int // by usual term, in states of months: the months ahead
}

func countRegistrations(t *testing.T, g *synthhub.Generator) (c registrationCount) {
	today := g.Settings().AsOf
	year, month, _ := today.Civil()
	for r := range g.Range(0, g.Len()) {
		for i := range r.Vehicles {
			v := &r.Vehicles[i]
			day := v.RegistrationExpiresOn
			wantDay(t, &r.Person, v)
			c.vehicles++
			if day == today {
				c.today++
			}
			if day.Before(today) {
				if c.lapsed++; today.DaysSince(day) > vocab.LateRenewalDays {
					t.Fatalf("a registration has lapsed on %v", day)
				}
				continue
			}
			state := &vocab.Registrations[v.RegistrationState]
			usual := state.Years[0]
			if day.After(today.AddYears(int(max(usual, state.Years[1], state.Years[2])))) {
				t.Fatalf("in %v a registration expires on %v", v.RegistrationState, day)
			}
			if isTruck(v) {
				continue
			}
			if c.all[usual]++; day.After(today.AddYears(1)) {
				c.later[usual]++
			}
			if state.Basis == vocab.IssueMonth && state.Years[1] == usual {
				y, m, _ := day.Civil()
				c.months[usual][12*(y-year)+m-month]++
			}
		}
	}
	return c
}

// TestRegistrations: on each of several days a registration expires on a day that the state allows, within its
// term, any month ahead about as often as another; fewer in the last months, because some are renewed late. 1
// to 3 percent have lapsed, by half a year at most. 1 of 1,000 expires on the day.
func TestRegistrations(t *testing.T) {
	t.Parallel()
	records, margin := testenv.Scale(200_000, 1_000_000), 25.0
	if testing.Short() {
		records, margin = 20_000, 50
	}
	today, vehicles := 0, 0
	for seed := uint64(1); seed <= 3; seed++ {
		g := generator(t, synthhub.Settings{Records: records, Seed: seed})
		for _, day := range registrationDates {
			c := countRegistrations(t, onDay(t, g, day))
			percent := func(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }
			lapsed, other, second, third := percent(c.lapsed, c.vehicles), percent(c.later[1], c.all[1]), percent(c.later[2], c.all[2]), percent(c.later[3], c.all[3])
			t.Logf("seed %d, %v: %.2f %% have lapsed, %.2f expire today; in more than a year %.1f %% where the term is a year, %.1f where it is two, %.1f where it is three",
				seed, day, lapsed, percent(c.today, c.vehicles), other, second, third)
			if lapsed < 1 || lapsed > 3 {
				t.Errorf("seed %d, %v: %.2f %% have lapsed", seed, day, lapsed)
			}
			if ends := endsMonth(day); c.today == 0 || ends && percent(c.today, c.vehicles) < 3 {
				t.Errorf("seed %d, %v: %d registrations expire today", seed, day, c.today)
			} else if !ends {
				today, vehicles = today+c.today, vehicles+c.vehicles
			}
			if other < 0.5 || other > 2.5 || second < 45 || second > 60 || third < 60 || third > 80 {
				t.Errorf("seed %d, %v: in more than a year %.2f %%, %.1f %% and %.1f %% expire", seed, day, other, second, third)
			}
			for ahead, n := range c.months[1][:12] {
				all := 0
				for _, n := range c.months[1] {
					all += n
				}
				if share := percent(12*n, all); share < 100-margin || share > 100+margin {
					t.Errorf("seed %d, %v: %.0f %% of a twelfth expire %d months ahead", seed, day, share, ahead)
				}
			}
		}
	}
	t.Logf("%.3f of 1,000 registrations expire today where no month ends", 1000*float64(today)/float64(vehicles))
	if !testing.Short() && today*1000 < vehicles {
		t.Errorf("%d of %d registrations expire today, fewer than 1 in 1,000", today, vehicles)
	}
}

// TestRegistrationsOfOwner: two vehicles of one owner expire on the same day of the year where the birth or the
// surname fixes it.
func TestRegistrationsOfOwner(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: testenv.Scale(4000, 40_000), Seed: 4, Vehicles: synthhub.VehicleRange{Min: 2, Max: 4}, CommercialShare: synthhub.NoCommercial})
	same := 0
	for r := range g.Range(0, g.Len()) {
		if b := vocab.Registrations[r.Person.State].Basis; b == vocab.IssueMonth || b == vocab.IssueDate {
			continue
		}
		first := r.Vehicles[0].RegistrationExpiresOn.AddDays(1).String()[5:] // leap days too end a month
		for i := range r.Vehicles {
			if day := r.Vehicles[i].RegistrationExpiresOn; day.AddDays(1).String()[5:] != first && r.Person.DateOfBirth.String()[5:] != "02-29" && first != "02-29" {
				t.Fatalf("in %v the vehicles of slot %d expire on %v and %v", r.Person.State, r.Slot, r.Vehicles[0].RegistrationExpiresOn, day)
			}
			same++
		}
	}
	if same < g.Len()/4 {
		t.Errorf("%d vehicles are of such states", same)
	}
}
