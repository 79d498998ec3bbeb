package consumer_test

import (
	"iter"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/conformance/consumer/claims"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
)

// fleets returns settings with several vehicles a person, and more claims than usual.
func fleets(t *testing.T, records int) synthhub.Settings {
	t.Helper()
	s := synthhub.Settings{Records: records, Seed: synthhub.DefaultSeed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}
	if err := s.SetExtension(claims.Extension, claims.Parameters{Percent: 60, MaxClaims: 3, MaxLoss: 20_000}); err != nil {
		t.Fatal(err)
	}
	return s
}

// generate returns the dataset in memory.
func generate(t *testing.T, s synthhub.Settings) *synthhub.Bundle {
	t.Helper()
	b, err := synthhub.Generate(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestParallelFixtures shares one generator among parallel tests with different conditions.
func TestParallelFixtures(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	for _, tc := range []struct {
		name    string
		matches func(r *synthhub.Record) bool
	}{
		{"high risk", func(r *synthhub.Record) bool { return r.Profile.RiskRating == synthhub.RiskHigh }},
		{"commercial fleet", func(r *synthhub.Record) bool {
			return r.Person.LOBType == synthhub.LineCommercial && len(r.Vehicles) == 3
		}},
		{"electric in Texas", func(r *synthhub.Record) bool {
			return r.Person.State == synthhub.StateTX && r.Vehicles[0].FuelType == synthhub.FuelElectric
		}},
		{"young driver", func(r *synthhub.Record) bool { return r.Profile.Age < 21 }},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			n := 0
			for r := range g.Where(tc.matches) {
				if !tc.matches(r) {
					t.Errorf("slot %d does not match: %s", r.Slot, r.Profile.Narrative())
				}
				if v := validate.Record(r, g.Settings().AsOf); v != nil {
					t.Error(v)
				}
				if n++; n == 5 {
					break
				}
			}
			if n == 0 {
				t.Error("no record matches")
			}
		})
	}
}

// TestChangedRecord changes a record by hand and makes it coherent again.
func TestChangedRecord(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	asOf := g.Settings().AsOf
	several := func(r *synthhub.Record) bool { return len(r.Vehicles) > 1 }
	for name, records := range map[string]iter.Seq[*synthhub.Record]{"All": g.All(), "Where": g.Where(several)} {
		t.Run(name, func(t *testing.T) {
			var original *synthhub.Record
			for original = range records {
				break
			}
			changed := original.Clone()
			changed.Person.LastName = "Young"
			first, rest, _ := strings.Cut(original.Person.Email, ".")
			changed.Person.Email = first + ".young" + rest[strings.IndexAny(rest, "0123456789"):]
			changed.Person.DateOfBirth = asOf.AddYears(-40)
			changed.Person.FirstLicensedOn = asOf.AddYears(-2)
			changed.Person.LicenseExpiresOn = asOf.AddYears(1)
			changed.Person.Accidents3Yr = 2
			if v := validate.Record(&changed, asOf); len(v) == 0 {
				t.Error("no violation, although the profile is not derived again")
			}
			changed.Derive(asOf)
			for _, v := range validate.Record(&changed, asOf) {
				t.Error(v)
			}
			if changed.Profile.Age != 40 || !changed.Profile.Follows(&changed.Person, changed.Vehicles, asOf) {
				t.Errorf("got age %d: %s", changed.Profile.Age, changed.Profile.Narrative())
			}
			if diff := cmp.Diff(g.Record(original.Slot), *original); diff != "" {
				t.Error("the original has changed:", diff)
			}
		})
	}
}

// TestFind finds the record of every id.
func TestFind(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	record := g.Record(42)
	last := len(record.Vehicles) - 1
	for _, tc := range []struct {
		name string
		id   uuid.UUID
		want synthhub.Location
	}{
		{"person", record.Person.ID, synthhub.Location{Table: "persons", Slot: 42, Key: record.Key}},
		{"last vehicle", record.Vehicles[last].ID, synthhub.Location{Table: "vehicles", Slot: 42, Key: record.Key, Ordinal: last}},
		{"profile", record.Profile.ID, synthhub.Location{Table: "profiles", Slot: 42, Key: record.Key}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, ok := g.Find(uuid.Must(uuid.FromString(tc.id.String())))
			if got != tc.want || !ok {
				t.Errorf("got %+v, %t; want %+v", got, ok, tc.want)
			}
			if diff := cmp.Diff(record, g.Record(got.Slot)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("unknown id", func(t *testing.T) {
		if got, ok := g.Find(uuid.Must(uuid.NewV4())); ok {
			t.Errorf("found %+v", got)
		}
	})
}

// TestSelectedRecords builds a Bundle of selected records.
func TestSelectedRecords(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	var selected []synthhub.Record
	for r := range g.Where(func(r *synthhub.Record) bool { return r.Person.LOBType == synthhub.LineCommercial }) {
		if selected = append(selected, *r); len(selected) == 4 {
			break
		}
	}
	metadata, err := g.Metadata(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := synthhub.NewBundle(metadata, selected)
	report, err := validate.Bundle(t.Context(), b, validate.With(claims.Claims))
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Err(); err != nil || b.Len() != 4 {
		t.Error(b.Len(), err)
	}
	t.Run("claims are those of the dataset", func(t *testing.T) {
		got := claimsOf(t, b)
		var want []claims.Claim
		for _, c := range claimsOf(t, generate(t, fleets(t, selected[3].Slot+1))) {
			if location, _ := g.Find(c.PersonID); g.Record(location.Slot).Person.LOBType == synthhub.LineCommercial {
				want = append(want, c)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || len(got) == 0 {
			t.Errorf("%d claims: %s", len(got), diff)
		}
	})
}

// TestBooks draws two books from one seed, which share no id.
func TestBooks(t *testing.T) {
	t.Parallel()
	north, south := fleets(t, 300), fleets(t, 300)
	north.Book, south.Book = "north", "south"
	ids := map[uuid.UUID]string{}
	for _, s := range []synthhub.Settings{north, south} {
		add := func(id uuid.UUID) {
			if book, taken := ids[id]; taken {
				t.Errorf("%s is in %s and %s", id, book, s.Book)
			}
			ids[id] = s.Book
		}
		b := generate(t, s)
		for r := range b.All() {
			add(r.Person.ID)
			add(r.Profile.ID)
			for _, v := range r.Vehicles {
				add(v.ID)
			}
		}
		for _, c := range claimsOf(t, b) {
			add(c.ID)
		}
	}
	g := synthtest.Generator(t, north)
	for id, book := range ids {
		if _, ok := g.Find(id); ok && book != "north" {
			t.Errorf("book north finds id %s of book %s", id, book)
		}
	}
}
