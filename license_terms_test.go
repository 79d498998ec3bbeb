package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// TestLicenseTerms looks at every fifth day: a license expires on a birthday, at most as many years
// ahead as the state says, and at most LateLicenseDays ago. It is Expired exactly if that is before the
// day and it is not suspended. In one state the day of expiry never goes back.
func TestLicenseTerms(t *testing.T) {
	t.Parallel()
	g := generator(t, Settings{Records: testenv.Scale(400, 5000), Seed: 54})
	var statuses [LicenseExpired + 1]int
	var before [1 << 13]timeline.Day // by slot: the expiry, in the state of the license
	var states [1 << 13]State
	var keys [1 << 13]uint64
	for day := timeline.Day(0); day <= dayOf(latest); day += 5 {
		on, err := g.On(dateOf(day))
		if err != nil {
			t.Fatal(err)
		}
		for r := range on.Range(0, g.Len()) {
			p, slot := &r.Person, r.Slot
			statuses[p.LicenseStatus]++
			if p.LicenseStatus == LicensePermit {
				continue
			}
			o, place := g.slots.At(slot, g.tables.drivers[p.LOBType], day), g.quotas.LicensePlaceOn(slot, day)
			term := licenseTermOn(&o, &place, dayOf(p.FirstLicensedOn), g.person.status.Draw(o.Key))
			age := r.Profile.Age
			at := term.expiresAt(age, day)
			expires := dayOf(p.DateOfBirth.AddYears(at))
			if ahead := dayOf(p.DateOfBirth.AddYears(at - int(vocab.LicenseYears[p.DriverLicenseState]))); ahead > day || expires < day-vocab.LateLicenseDays {
				t.Fatalf("slot %d, %v: the license in %v expires on %v", slot, dateOf(day), p.DriverLicenseState, dateOf(expires))
			}
			if expired := expires < day; p.LicenseStatus != LicenseSuspended && expired != (p.LicenseStatus == LicenseExpired) {
				t.Fatalf("slot %d, %v: %v, and the license expires on %v", slot, dateOf(day), p.LicenseStatus, dateOf(expires))
			}
			if keys[slot] == o.Key && states[slot] == p.DriverLicenseState && expires < before[slot] {
				t.Fatalf("slot %d, %v: the license expires on %v, before it was %v", slot, dateOf(day), dateOf(expires), dateOf(before[slot]))
			}
			keys[slot], states[slot], before[slot] = o.Key, p.DriverLicenseState, expires
		}
	}
	if statuses[LicenseSuspended] == 0 || statuses[LicenseExpired] == 0 {
		t.Errorf("%v statuses, of which some never occur", statuses)
	}
	t.Logf("%v statuses", statuses)
}

// TestOtherSuspensions: a suspension without violations lasts from MinSuspension to
// MaxOtherSuspension days, once in OtherSuspensionDays, for one of OtherSuspended drivers.
func TestOtherSuspensions(t *testing.T) {
	const persons = 20_000
	with, days := 0, 0
	g := generator(t, Settings{Seed: 55})
	for key := range uint64(persons) {
		drawn := g.person.status.Draw(key)
		from, until := otherSuspension(drawn, 2000)
		if until < 0 {
			continue
		}
		with++
		if length := until - from; from > 2000 || from <= 2000-2*vocab.OtherSuspensionDays || length < vocab.MinSuspension || length > vocab.MaxOtherSuspension {
			t.Fatalf("key %d: from %d to %d", key, from, until)
		}
		if again, _ := otherSuspension(drawn, from); again != from {
			t.Fatalf("key %d: from %d to %d, on the first day from %d", key, from, until, again)
		}
		if 2000 < until {
			days++
		}
	}
	if want := persons / vocab.OtherSuspended; with < want*9/10 || with > want*11/10 {
		t.Errorf("%d of %d can be suspended, want about %d", with, persons, want)
	}
	if want := with * (vocab.MinSuspension + vocab.MaxOtherSuspension) / 2 / vocab.OtherSuspensionDays; days < want/2 || days > want*2 {
		t.Errorf("%d of %d are suspended, want about %d", days, with, want)
	}
}
