package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/timeline"
)

// TestLicenseTerms looks at every fifth day: a license expires on a birthday, at most as many years
// ahead as the state says for the age, and at most LateLicenseDays ago. It is Expired exactly if that is before the
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
			o, place := g.slots.At(slot, g.tables.driversOf(slot, p.LOBType), day), g.quotas.LicensePlaceOn(slot, day)
			h := license.Holder{Occupant: &o, Licensed: dayOf(p.FirstLicensedOn), Drawn: g.person.status.Draw(o.Key)}
			expires := dayOf(p.LicenseExpiresOn)
			if want := h.Expiry(&place, r.Profile.Age, day); expires != want || !p.expiresOnBirthday() || !p.expiresInTerm(on.settings.AsOf) {
				t.Fatalf("slot %d, %v: the license in %v expires on %v, and by its place on %v", slot, dateOf(day), p.DriverLicenseState, dateOf(expires), dateOf(want))
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
