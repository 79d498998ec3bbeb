package draw

import (
	"testing"

	"github.com/gofrs/uuid/v5"
)

func TestIDsMisuse(t *testing.T) {
	ids := NewLabel(0, "policies", "policy_id").NewIDs()
	for _, c := range []struct {
		key     uint64
		ordinal int
	}{{MaxKeys, 0}, {1<<64 - 1, 0}, {0, -1}, {0, OrdinalsPerRecord}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("row %d of record %d: no panic", c.ordinal, c.key)
				}
			}()
			ids.ID(c.key, c.ordinal)
		}()
	}
}

// FuzzIDs holds both laws: what ID makes is found, and what is found is what ID makes.
func FuzzIDs(f *testing.F) {
	ids := NewLabel(7, "policies", "policy_id").NewIDs()
	f.Add(uint64(3), 2, make([]byte, 16))
	f.Fuzz(func(t *testing.T, index uint64, ordinal int, text []byte) {
		index, ordinal = index%MaxKeys, ordinal&(OrdinalsPerRecord-1)
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
