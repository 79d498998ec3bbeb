package synthhub_test

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/validate"
)

// TestVariantsHoldEveryRule: no record breaks a rule for any kind of settings, such as leap days
// and the first and last as-of dates, and ratings and profile are those that Risk and
// Record.Derive return.
func TestVariantsHoldEveryRule(t *testing.T) {
	t.Parallel()
	for _, v := range variants {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			g := generator(t, v.s)
			asOf := g.Settings().AsOf
			for r := range g.Range(0, testenv.Scale(200, g.Len())) {
				for _, broken := range validate.Record(r, asOf) {
					t.Errorf("record %d: %v", r.Slot, broken)
				}
				for k := range r.Vehicles {
					if want := synthhub.Risk(&r.Person, &r.Vehicles[k], asOf).Rating(); r.Vehicles[k].RiskRating != want {
						t.Errorf("record %d: vehicle %d is rated %v, want %v", r.Slot, k, r.Vehicles[k].RiskRating, want)
					}
				}
				derived := r.Clone()
				derived.Derive(asOf)
				if diff := cmp.Diff(derived, *r); diff != "" || !r.Profile.Follows(&r.Person, r.Vehicles, asOf) {
					t.Errorf("record %d: Derive changes it, or its profile does not follow (-want +got):\n%s", r.Slot, diff)
				}
				if t.Failed() {
					return
				}
			}
		})
	}
}

// TestMillionHoldEveryRule: no record of a million breaks a rule of a column, a row or the record.
func TestMillionHoldEveryRule(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(30_000, 1_000_000)
	g := generator(t, synthhub.Settings{Records: records, Seed: 20251101, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	asOf := g.Settings().AsOf
	var count atomic.Int64
	const part = 10_000
	err := pipe.Each(t.Context(), 2, records/part, func(c int) error {
		for r := range g.Range(c*part, (c+1)*part) {
			for _, broken := range validate.Record(r, asOf) {
				t.Errorf("record %d: %v", r.Slot, broken)
				count.Add(1)
			}
			if count.Load() > 10 {
				return errors.New("more than ten rules are broken")
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// TestUniqueColumns counts the duplicates in every unique column. It compares hashes of 64 bits:
// two of two million different values share one in fewer than one of a million runs.
func TestUniqueColumns(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(50_000, 2_000_000)
	g := generator(t, synthhub.Settings{Records: records, Seed: 6})
	hashes := make([][]uint64, len(uniqueColumns))
	var mu sync.Mutex
	const part = 50_000
	if err := pipe.Each(t.Context(), 2, records/part, func(c int) error {
		of := make([][]uint64, len(uniqueColumns))
		for r := range g.Range(c*part, (c+1)*part) {
			for i, column := range uniqueColumns {
				sum := sha256.Sum256([]byte(column.value(r)))
				of[i] = append(of[i], binary.BigEndian.Uint64(sum[:]))
			}
		}
		mu.Lock()
		defer mu.Unlock()
		for i := range of {
			hashes[i] = append(hashes[i], of[i]...)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for i, list := range hashes {
		t.Run(uniqueColumns[i].name, func(t *testing.T) {
			slices.Sort(list)
			if n := len(list) - len(slices.Compact(list)); len(list) != records || n > 0 {
				t.Errorf("%d duplicates among %d", n, len(list))
			}
		})
	}
}

// uniqueColumns are the values of a record that no other record may have.
var uniqueColumns = []struct {
	name  string
	value func(r *synthhub.Record) string
}{
	{"email", func(r *synthhub.Record) string { return r.Person.Email }},
	{"license", func(r *synthhub.Record) string {
		return r.Person.DriverLicenseState.String() + r.Person.DriverLicenseNumber
	}},
	{"vin", func(r *synthhub.Record) string { return r.Vehicles[0].VIN }},
	{"plate", func(r *synthhub.Record) string {
		return r.Vehicles[0].RegistrationState.String() + r.Vehicles[0].RegistrationPlate
	}},
	{"person", func(r *synthhub.Record) string { return string(r.Person.ID[:]) }},
	{"vehicle", func(r *synthhub.Record) string { return string(r.Vehicles[0].ID[:]) }},
	{"profile", func(r *synthhub.Record) string { return string(r.Profile.ID[:]) }},
}

// TestDistantSlots: the unique columns are unique between slots around 10^8 and the first too.
func TestDistantSlots(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 100_000_000, Seed: 4})
	seen := map[string]int{}
	for _, from := range []int{0, 99_000, 9_999_000, 99_990_000} {
		for r := range g.Range(from, from+5000) {
			for _, column := range uniqueColumns {
				key := column.name + " " + column.value(r)
				if slot, ok := seen[key]; ok {
					t.Fatalf("%s is in the slots %d and %d", key, slot, r.Slot)
				}
				seen[key] = r.Slot
			}
		}
	}
}
