package draw

import (
	"fmt"
	"testing"

	"github.com/gofrs/uuid/v5"
)

func TestIDsPanic(t *testing.T) {
	ids := NewLabel(0, "policies", "policy_id").NewIDs()
	for _, c := range []struct {
		key     uint64
		ordinal int
	}{{MaxKeys, 0}, {1<<64 - 1, 0}, {0, -1}, {0, OrdinalsPerRecord}} {
		t.Run(fmt.Sprintf("row %d of key %d", c.ordinal, c.key), func(t *testing.T) {
			mustPanic(t, func() { ids.ID(c.key, c.ordinal) })
		})
	}
}

// TestPositionOutOfRange has UUIDs that ID does not return.
func TestPositionOutOfRange(t *testing.T) {
	ids := NewLabel(7, "policies", "policy_id").NewIDs()
	put := func(key uint64, ordinal int) (id uuid.UUID) {
		ids.Put(&id, key, ordinal)
		return id
	}
	version, variant := put(3, 2), put(3, 2)
	version[6] ^= 0x10
	variant[8] ^= 0x40
	for name, id := range map[string]uuid.UUID{
		"nil": {}, "version": version, "variant": variant,
		"key": put(MaxKeys, 0), "ordinal": put(0, OrdinalsPerRecord),
	} {
		t.Run(name, func(t *testing.T) {
			if key, ordinal, ok := ids.Position(id); ok {
				t.Errorf("the position of %v is row %d of key %d", id, ordinal, key)
			}
		})
	}
}

// FuzzIDs tests that Position is the inverse of ID, and ID the inverse of Position.
func FuzzIDs(f *testing.F) {
	ids := NewLabel(7, "policies", "policy_id").NewIDs()
	f.Add(uint64(3), 2, make([]byte, 16))
	f.Add(MaxKeys-1, OrdinalsPerRecord-1, make([]byte, 16))
	f.Fuzz(func(t *testing.T, key uint64, ordinal int, b []byte) {
		key, ordinal = key%MaxKeys, ordinal&(OrdinalsPerRecord-1)
		id := ids.ID(key, ordinal)
		if k, o, ok := ids.Position(id); k != key || o != ordinal || !ok {
			t.Errorf("the position of row %d of key %d is row %d of key %d, %t", ordinal, key, o, k, ok)
		}
		if id.Version() != uuid.V4 || id.Variant() != uuid.VariantRFC9562 {
			t.Errorf("%v has version %d and variant %d", id, id.Version(), id.Variant())
		}
		other, err := uuid.FromBytes(b)
		if err != nil {
			return
		}
		if k, o, ok := ids.Position(other); ok && ids.ID(k, o) != other {
			t.Errorf("the position of %v is row %d of key %d, whose id is %v", other, o, k, ids.ID(k, o))
		}
	})
}
