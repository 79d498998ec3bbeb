package synthhub

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// TestIncidents: the counts of a day are those of the incidents of the three years up to it, which
// are the same whatever day one looks from: the past never changes. They change on Days alone.
func TestIncidents(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(400, 10_000), Seed: 51})
	last := dayOf(latest)
	type incident struct {
		kind int
		day  timeline.Day
	}
	for slot := range g.Len() {
		lob := g.lineOf(slot)
		o := g.slots.At(slot, g.tables.driversOf(slot, lob), 2500)
		licensed := g.licensedOn(&o, lob, g.quotas.PlaceOn(slot, o.From).State)
		gender := g.genderOf(o.Key, lob)
		var all []incident
		g.incidents(&o, lob, gender, licensed, last, func(kind int, at timeline.Day) { all = append(all, incident{kind, at}) })
		days := map[Date]bool{}
		for _, day := range g.Days(slot, earliest, latest) {
			days[day] = true
		}
		var before [incidentKinds]int
		for day := max(o.From, 0); day < min(o.To, last+1); day += 1 + timeline.Day(slot%3) {
			var want [incidentKinds]int
			for _, i := range all {
				if i.day > day-lookBack && i.day <= day {
					want[i.kind]++
				}
			}
			want[violation], want[accident] = min(want[violation], maxViolations), min(want[accident], maxAccidents)
			if slot%3 == 0 && day > max(o.From, 0) && want != before && !days[dateOf(day)] {
				t.Fatalf("slot %d: the counts change on %v, which Days does not have", slot, dateOf(day))
			}
			changed := want != before
			before = want
			if !changed && day%97 != 0 {
				continue // a record on each of some days, and on all on which the counts change
			}
			on, err := g.On(dateOf(day))
			if err != nil {
				t.Fatal(err)
			}
			if p := on.Record(slot).Person; p.Violations3Yr != want[violation] || p.Accidents3Yr != want[accident] {
				t.Fatalf("slot %d, %v: %d violations and %d accidents, want %v of %v", slot, dateOf(day), p.Violations3Yr, p.Accidents3Yr, want, all)
			}
		}
	}
}

// TestIncidentShares: over several days, violations and accidents have the shares of their tables
// by age, also those of the youngest, who have not driven for three years.
func TestIncidentShares(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(100_000, 400_000), Seed: 52, CommercialShare: NoCommercial})
	var persons [len(vocab.IncidentFrom)]float64
	var counts [incidentKinds][len(vocab.IncidentFrom)][4]float64 // with 0, 1, 2, and 3 or more
	for _, day := range shareDates {
		on, err := g.On(day)
		if err != nil {
			t.Fatal(err)
		}
		for r := range on.Range(0, g.Len()) {
			i := vocab.Bucket(vocab.IncidentFrom[:], r.Profile.Age)
			persons[i]++
			counts[violation][i][min(r.Person.Violations3Yr, 3)]++
			counts[accident][i][min(r.Person.Accidents3Yr, 3)]++
		}
	}
	for i, n := range persons {
		want := [incidentKinds][]uint16{vocab.Violations[i][:], vocab.Accidents[i][:]}
		for kind, name := range []string{"violations", "accidents"} {
			var got, governed [4]float64
			for k, w := range want[kind] {
				governed[min(k, 3)] += float64(w) / 10
			}
			limit := 0.5
			if n < 50_000 {
				limit = 1 // chance alone makes half a point here
			}
			for k := range got {
				if got[k] = 100 * counts[kind][i][k] / n; math.Abs(got[k]-governed[k]) > limit {
					t.Errorf("%.2f %% of those from %d have %d %s, want %.1f", got[k], vocab.IncidentFrom[i], k, name, governed[k])
				}
			}
			t.Logf("%s from %d: %.2f, want %.1f", name, vocab.IncidentFrom[i], got, governed)
		}
	}
}

// monthsOf returns the whole months between two days.
func monthsOf(from, to Date) int {
	y1, m1, d1 := from.Civil()
	y2, m2, d2 := to.Civil()
	months := 12*(y2-y1) + m2 - m1
	if d2 < d1 {
		months--
	}
	return months
}

// TestFirstLicenses: no minor is licensed before the youngest age of the state that issued the
// license, nobody before that of any state, and adults have no permit. Some are licensed before 16,
// and of each age a plausible share has little experience.
func TestFirstLicenses(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(200_000, 1_000_000), Seed: 53})
	dates := append([]Date{schema.NewDate(2023, 10, 1)}, shareDates...)
	var years [lineEnd][21][5]int // by age: permits, and those licensed for less than one year, two, three, and longer
	minors, early := 0, 0
	for _, day := range dates {
		on, err := g.On(day)
		if err != nil {
			t.Fatal(err)
		}
		for r := range on.Range(0, g.Len()) {
			p, age := &r.Person, r.Profile.Age
			if age < len(years[0]) {
				if p.LicenseStatus == LicensePermit {
					years[p.LOBType][age][0]++
				} else {
					years[p.LOBType][age][1+min(day.YearsSince(p.FirstLicensedOn), 3)]++
				}
			}
			if p.LicenseStatus == LicensePermit {
				if age >= ageOfMajority {
					t.Fatalf("record %d on %v: a permit at %d years", r.Slot, day, age)
				}
				continue
			}
			months, youngest := monthsOf(p.DateOfBirth, p.FirstLicensedOn), 174
			if age < ageOfMajority {
				minors, youngest = minors+1, int(vocab.YoungestAlone[p.DriverLicenseState])
			}
			if months < 12*MinAge {
				early++
			}
			if months < youngest {
				t.Fatalf("record %d on %v: born on %v, first licensed on %v, at %d years with a license of %v", r.Slot, day, p.DateOfBirth, p.FirstLicensedOn, age, p.DriverLicenseState)
			}
		}
	}
	for line := LinePersonal; line < lineEnd; line++ {
		for age := MinAge; age < len(years[line]); age++ {
			n, sum := years[line][age], 0
			for _, n := range n {
				sum += n
			}
			if sum == 0 {
				continue // the commercial line begins at 18
			}
			t.Logf("%v, %d people of %d years: %.1f %% have a permit; licensed for 0, 1, 2 and more years are %.1f, %.1f, %.1f and %.1f %%",
				line, sum, age, percent(n[0], sum), percent(n[1], sum), percent(n[2], sum), percent(n[3], sum), percent(n[4], sum))
			if novices := percent(n[1], sum); age > 17 && (novices < 1 || novices > 45) {
				t.Errorf("%.1f %% of those of %d years are in their first year", novices, age)
			}
		}
	}
	t.Logf("%d licensed minors, %d people licensed before 16", minors, early)
	if minors == 0 || early == 0 || early > minors/20 {
		t.Errorf("%d licensed minors, %d people licensed before 16", minors, early)
	}
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }
