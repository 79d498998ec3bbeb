package synthhub_test

import (
	"cmp"
	"hash/maphash"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
)

// A held is the hash of a value, with that of the id of the person who holds it.
type held struct{ value, holder uint64 }

func compareHeld(a, b held) int {
	return cmp.Or(cmp.Compare(a.value, b.value), cmp.Compare(a.holder, b.holder))
}

// The columns whose values nobody shares on a day. Those before lastingColumns never pass to
// others.
const (
	emailColumn = iota
	vehicleColumn
	profileColumn
	lastingColumns
	personColumn = iota - 1
	licenseColumn
	vinColumn
	plateColumn
)

var uniqueOnEveryDay = [...]string{"email", "vehicle_id", "profile_id", "person_id", "driver_license_number", "vin", "registration_plate"}

// emailNumber returns the part of an e-mail address that nobody else has, even of the same name:
// the number after the names, with what tells the holders of a slot apart.
func emailNumber(address string) string {
	local, _, _ := strings.Cut(address, "@")
	return local[strings.IndexAny(local, "0123456789"):]
}

// TestUniqueOnEveryDay counts the values that occur twice on a day, and over the years those of
// ids and e-mail addresses that two people have had. It compares hashes of 64 bits.
func TestUniqueOnEveryDay(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(100_000, 1_000_000)
	g := generator(t, synthhub.Settings{Records: records, Seed: 22, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	seed := maphash.MakeSeed()
	hash := func(state, value string) uint64 {
		h := maphash.String(seed, value)
		if state != "" {
			h ^= 3 * maphash.String(seed, state)
		}
		return h
	}
	var ever [lastingColumns][]held
	for _, day := range timelineDates {
		var on [len(uniqueOnEveryDay)][]held
		for r := range onDay(t, g, day).Range(0, records) {
			p := &r.Person
			holder := maphash.Bytes(seed, p.ID[:])
			add := func(column int, value uint64) { on[column] = append(on[column], held{value, holder}) }
			add(emailColumn, hash("", emailNumber(p.Email)))
			add(licenseColumn, hash(p.DriverLicenseState.String(), p.DriverLicenseNumber))
			add(personColumn, holder)
			add(profileColumn, maphash.Bytes(seed, r.Profile.ID[:]))
			for k := range r.Vehicles {
				v := &r.Vehicles[k]
				add(vinColumn, hash("", v.VIN))
				add(plateColumn, hash(v.RegistrationState.String(), v.RegistrationPlate))
				add(vehicleColumn, maphash.Bytes(seed, v.ID[:]))
			}
		}
		for i := range on {
			slices.SortFunc(on[i], compareHeld)
			n := len(on[i])
			if i < lastingColumns {
				ever[i] = append(ever[i], on[i]...)
			}
			if n < records || len(slices.CompactFunc(on[i], func(a, b held) bool { return a.value == b.value })) != n {
				t.Errorf("%v: of %d values of %s some occur twice", day, n, uniqueOnEveryDay[i])
			}
		}
	}
	for i, all := range ever {
		slices.SortFunc(all, compareHeld)
		all = slices.Compact(all)
		if n := len(all); len(slices.CompactFunc(all, func(a, b held) bool { return a.value == b.value })) != n {
			t.Errorf("of %d values of %s some have had two holders", n, uniqueOnEveryDay[i])
		}
		t.Logf("%d of %s over the years", len(all), uniqueOnEveryDay[i])
	}
}
