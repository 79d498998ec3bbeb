package synthhub_test

import (
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
)

// TestIDs: ids of own entities come as those of the governed ones do.
func TestIDs(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 100, Seed: 42, Vehicles: synthhub.VehicleRange{Max: 3}})
	persons, vehicles := g.Label("persons", "person_id").NewIDs(), g.Label("vehicles", "vehicle_id").NewIDs()
	for r := range g.All() {
		i := r.Slot
		if id := persons.ID(r.Key, 0); id != r.Person.ID {
			t.Fatalf("record %d: the label of the key gives %v, want %v", i, id, r.Person.ID)
		}
		for k := range r.Vehicles {
			if index, ordinal, ok := vehicles.Position(r.Vehicles[k].ID); index != r.Key || ordinal != k || !ok {
				t.Fatalf("vehicle %d of record %d is at %d, %d, %t", k, i, index, ordinal, ok)
			}
		}
	}

	policies := g.Label("policies", "policy_id").NewIDs()
	seen := map[uuid.UUID]bool{}
	for _, index := range []uint64{0, 1, 2, 1 << 20, draw.MaxKeys - 1} {
		for _, ordinal := range []int{0, 1, 255, 256, draw.OrdinalsPerRecord - 1} {
			id := policies.ID(index, ordinal)
			if seen[id] || id.Version() != uuid.V4 || id.Variant() != uuid.VariantRFC9562 {
				t.Errorf("%d, %d: %v comes twice or is not of version 4", index, ordinal, id)
			}
			seen[id] = true
			if i, k, ok := policies.Position(id); i != index || k != ordinal || !ok {
				t.Errorf("%v is at %d, %d, %t, want %d, %d", id, i, k, ok, index, ordinal)
			}
			if _, _, ok := persons.Position(id); ok {
				t.Errorf("%v of one label is found with another", id)
			}
		}
	}
}
