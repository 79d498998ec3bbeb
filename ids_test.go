package synthhub_test

import (
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
)

// TestIDs: the label of a key column returns the ids of the dataset, and ids of a user-defined
// entity are distinct and lead back to their records too.
func TestIDs(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 100, Seed: 42, Vehicles: synthhub.VehicleRange{Max: 3}})
	persons, vehicles := g.Label("persons", "person_id").NewIDs(), g.Label("vehicles", "vehicle_id").NewIDs()
	for r := range g.All() {
		if id := persons.ID(r.Key, 0); id != r.Person.ID {
			t.Fatalf("record %d: the label of the key returns %v, want %v", r.Slot, id, r.Person.ID)
		}
		for k := range r.Vehicles {
			key, row, ok := vehicles.Position(r.Vehicles[k].ID)
			if key != r.Key || row%synthhub.MaxVehicles != k || !ok { // the rest numbers the vehicles that the person had before
				t.Fatalf("vehicle %d of record %d is at %d, %d, %t", k, r.Slot, key, row, ok)
			}
		}
	}

	policies := g.Label("policies", "policy_id").NewIDs()
	seen := map[uuid.UUID]bool{}
	for _, key := range []uint64{0, 1, 2, 1 << 20, draw.MaxKeys - 1} {
		for _, ordinal := range []int{0, 1, 255, 256, draw.OrdinalsPerRecord - 1} {
			id := policies.ID(key, ordinal)
			if seen[id] || id.Version() != uuid.V4 || id.Variant() != uuid.VariantRFC9562 {
				t.Errorf("%d, %d: %v occurs twice or is not of version 4", key, ordinal, id)
			}
			seen[id] = true
			if i, k, ok := policies.Position(id); i != key || k != ordinal || !ok {
				t.Errorf("%v is at %d, %d, %t, want %d, %d", id, i, k, ok, key, ordinal)
			}
			if _, _, ok := persons.Position(id); ok {
				t.Errorf("another label finds %v", id)
			}
		}
	}
}

// TestFind: Find returns the location of the ids of all three entities, and false for ids that are
// not in the dataset.
func TestFind(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: 3000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 8}})
	for r := range g.All() {
		ids := map[synthhub.Location]uuid.UUID{
			{Table: "persons", Slot: r.Slot, Key: r.Key}:  r.Person.ID,
			{Table: "profiles", Slot: r.Slot, Key: r.Key}: r.Profile.ID,
		}
		for k := range r.Vehicles {
			ids[synthhub.Location{Table: "vehicles", Slot: r.Slot, Key: r.Key, Ordinal: k}] = r.Vehicles[k].ID
		}
		for want, id := range ids {
			if got, ok := g.Find(id); !ok || got != want {
				t.Fatalf("Find(%v) = %+v, %v, want %+v", id, got, ok, want)
			}
			if id.Version() != uuid.V4 || id.Variant() != uuid.VariantRFC9562 {
				t.Fatalf("%v is not of version 4", id)
			}
		}
	}
	other := generator(t, synthhub.Settings{Records: 3000, Seed: 43}).Record(5)
	longer := generator(t, synthhub.Settings{Records: 3001, Seed: 42}).Record(3000)
	single := generator(t, synthhub.Settings{Records: 3000, Seed: 42})
	for _, c := range []struct {
		name string
		g    *synthhub.Generator
		id   uuid.UUID
	}{
		{"of another seed", g, other.Person.ID},
		{"beyond the last record", g, longer.Person.ID},
		{"nil", g, uuid.Nil},
		{"of version 5", g, uuid.Must(uuid.FromString("74738ff5-5367-5958-9aee-98fffdcd1876"))},
		{"of a vehicle that these settings do not have", single, firstWithTwo(g).Vehicles[1].ID},
	} {
		t.Run(c.name, func(t *testing.T) {
			if found, ok := c.g.Find(c.id); ok {
				t.Errorf("it is found at %+v", found)
			}
		})
	}
}

// firstWithTwo returns the first record with two vehicles.
func firstWithTwo(g *synthhub.Generator) synthhub.Record {
	for r := range g.All() {
		if len(r.Vehicles) > 1 {
			return *r
		}
	}
	panic("no record has two vehicles")
}
