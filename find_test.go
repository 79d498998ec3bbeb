package synthhub_test

import (
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
)

// TestFind holds D7 for ids of all three entities, and for ids that are not ours.
func TestFind(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 3000, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 8}})
	for r := range g.All() {
		i := r.Slot
		ids := []uuid.UUID{r.Person.ID, r.Profile.ID}
		for k := range r.Vehicles {
			ids = append(ids, r.Vehicles[k].ID)
		}
		for _, id := range ids {
			if got, ok := g.Find(id); !ok || got.Slot != i || got.Key != r.Key {
				t.Fatalf("Find(%v) = %+v, %v, want slot %d", id, got, ok, i)
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
		if i, ok := c.g.Find(c.id); ok {
			t.Errorf("an id %s is found at %+v", c.name, i)
		}
	}
}

func firstWithTwo(g *synthhub.Generator) synthhub.Record {
	for r := range g.All() {
		i := r.Slot
		if len(r.Vehicles) > 1 {
			return g.Record(i)
		}
	}
	panic("no record has two vehicles")
}
