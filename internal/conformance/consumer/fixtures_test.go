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

// TestParallelFixtures shares one generator among tests that choose what they need.
func TestParallelFixtures(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	for _, tc := range []struct {
		name string
		keep func(r *synthhub.Record) bool
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
			for r := range g.Where(tc.keep) {
				if !tc.keep(r) {
					t.Errorf("slot %d: %s", r.Slot, r.Profile.Narrative())
				}
				if v := validate.Record(r, g.Settings().AsOf); v != nil {
					t.Error(v)
				}
				if n++; n == 5 {
					break
				}
			}
			if n == 0 {
				t.Error("no record")
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
			var kept *synthhub.Record
			for kept = range records {
				break
			}
			changed := kept.Clone()
			changed.Person.LastName = "Young"
			changed.Person.Email = strings.Replace(kept.Person.Email, "."+strings.ToLower(kept.Person.LastName), ".young", 1)
			changed.Person.DateOfBirth = asOf.AddYears(-40)
			changed.Person.LicenseIssuedOn = asOf.AddYears(-2)
			changed.Person.Accidents3Yr = 2
			if v := validate.Record(&changed, asOf); len(v) == 0 {
				t.Error("the profile does not follow yet, and nothing is found")
			}
			changed.Derive(asOf)
			for _, v := range validate.Record(&changed, asOf) {
				t.Error(v)
			}
			if changed.Profile.Age != 40 || !changed.Profile.Follows(&changed.Person, changed.Vehicles, asOf) {
				t.Errorf("got age %d: %s", changed.Profile.Age, changed.Profile.Narrative())
			}
			if diff := cmp.Diff(g.Record(kept.Slot), *kept); diff != "" {
				t.Error("the original has changed:", diff)
			}
		})
	}
}

// TestFind leads from every id back to its record.
func TestFind(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	want := g.Record(42)
	last := len(want.Vehicles) - 1
	for _, tc := range []struct {
		name string
		id   uuid.UUID
		at   synthhub.Location
	}{
		{"person", want.Person.ID, synthhub.Location{Table: "persons", Slot: 42, Key: 42}},
		{"last vehicle", want.Vehicles[last].ID, synthhub.Location{Table: "vehicles", Slot: 42, Key: 42, Ordinal: last}},
		{"profile", want.Profile.ID, synthhub.Location{Table: "profiles", Slot: 42, Key: 42}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			at, ok := g.Find(uuid.Must(uuid.FromString(tc.id.String())))
			if at != tc.at || !ok {
				t.Errorf("got %+v, %t; want %+v", at, ok, tc.at)
			}
			if diff := cmp.Diff(want, g.Record(at.Slot)); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("nobody", func(t *testing.T) {
		if at, ok := g.Find(uuid.Must(uuid.NewV4())); ok {
			t.Errorf("found at %+v", at)
		}
	})
}

// TestChosenRecords builds a Bundle of records that a test has chosen.
func TestChosenRecords(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, fleets(t, 100))
	var chosen []synthhub.Record
	for r := range g.Where(func(r *synthhub.Record) bool { return r.Person.LOBType == synthhub.LineCommercial }) {
		if chosen = append(chosen, *r); len(chosen) == 4 {
			break
		}
	}
	metadata, err := g.Metadata(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b := synthhub.NewBundle(metadata, chosen)
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
		for _, c := range claimsOf(t, generate(t, fleets(t, chosen[3].Slot+1))) {
			if at, _ := g.Find(c.PersonID); g.Record(at.Slot).Person.LOBType == synthhub.LineCommercial {
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
			t.Errorf("north has found %s of %s", id, book)
		}
	}
}
