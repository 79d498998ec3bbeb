package synthhub_test

import (
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
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
	for _, index := range []uint64{0, 1, 2, 1 << 20, synthhub.MaxRecords - 1} {
		for _, ordinal := range []int{0, 1, 255, 256, synthhub.OrdinalsPerRecord - 1} {
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

func TestIDsMisuse(t *testing.T) {
	ids := synthhub.Settings{}.Label("policies", "policy_id").NewIDs()
	for _, c := range [][2]int{{synthhub.MaxRecords, 0}, {0, -1}, {0, synthhub.OrdinalsPerRecord}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("row %d of record %d: no panic", c[1], c[0])
				}
			}()
			ids.ID(uint64(c[0]), c[1])
		}()
	}
}

// FuzzIDs holds both laws: what ID makes is found, and what is found is what ID makes.
func FuzzIDs(f *testing.F) {
	ids := synthhub.Settings{Seed: 7}.Label("policies", "policy_id").NewIDs()
	f.Add(uint64(3), 2, make([]byte, 16))
	f.Fuzz(func(t *testing.T, index uint64, ordinal int, text []byte) {
		index, ordinal = index&(synthhub.MaxRecords-1), ordinal&(synthhub.OrdinalsPerRecord-1)
		if i, k, ok := ids.Position(ids.ID(index, ordinal)); i != index || k != ordinal || !ok {
			t.Errorf("%d, %d is found at %d, %d, %t", index, ordinal, i, k, ok)
		}
		id, err := uuid.FromBytes(text)
		if err != nil {
			return
		}
		if i, k, ok := ids.Position(id); ok && ids.ID(i, k) != id {
			t.Errorf("%v is found at %d, %d, whose id is %v", id, i, k, ids.ID(i, k))
		}
	})
}
