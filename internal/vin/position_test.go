package vin

import "testing"

// slots is the number of slots that Position takes.
const slots = 1 << 30

// TestPosition: no two vehicles share a position, for any holders. Each slot and ordinal has an
// interval of positions for all holders; the intervals of one ordinal follow each other without a
// gap, and those of the next ordinal begin after the last.
func TestPosition(t *testing.T) {
	t.Parallel()
	const ordinals = 64
	end := uint64(0) // of the positions of the ordinals before
	for ordinal := range ordinals {
		each := uint64(1)
		if ordinal == 0 {
			each = 16
		} else if ordinal < 4 {
			each = 4
		}
		for _, slot := range []int{0, 1, 2, 999, 1 << 16, slots/2 - 1, slots - 2, slots - 1} {
			seen := map[uint64]bool{}
			for holder := range uint32(400) {
				p := Position(slot, ordinal, holder)
				if from := end + each*uint64(slot); p < from || p >= from+each {
					t.Fatalf("slot %d, ordinal %d, holder %d: position %d is not one of the %d from %d", slot, ordinal, holder, p, each, from)
				}
				seen[p] = true
				if holder < uint32(each) && len(seen) != int(holder)+1 {
					t.Fatalf("slot %d, ordinal %d: holder %d has the position of another", slot, ordinal, holder)
				}
			}
		}
		end += each * slots
	}
	if want := uint64(88 * slots); end != want {
		t.Errorf("the positions end at %d, want %d", end, want)
	}
	forms := NewForms()
	for i := range forms {
		if n := forms[i].Size(); n > 0 && n < end {
			t.Errorf("form %d has %d VINs in a model year, fewer than the %d positions", i, n, end)
		}
	}
}
