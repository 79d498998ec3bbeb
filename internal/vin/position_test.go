package vin

import (
	"cmp"
	"slices"
	"testing"
)

// slots is the number of slots that Position takes.
const slots = 1 << 30

// TestPosition: no two vehicles share a position, for any holders. Each slot and ordinal has an
// interval of positions for all holders, no two intervals meet, and holders after each other have
// different positions until the interval is used.
func TestPosition(t *testing.T) {
	t.Parallel()
	type interval struct {
		from, end     uint64
		slot, ordinal int
	}
	var intervals []interval
	for ordinal := range 64 {
		for _, slot := range []int{0, 1, 2, 999, 1 << 16, 1<<20 - 1, 1 << 20, 1<<20 + 1, slots/2 - 1, slots - 2, slots - 1} {
			each := uint64(64)
			switch {
			case slot < 1<<20:
			case ordinal == 0:
				each = 16
			case ordinal < 4:
				each = 4
			default:
				each = 1
			}
			first := Position(slot, ordinal, 0)
			for holder := range uint64(400) {
				if p, want := Position(slot, ordinal, uint32(holder)), first+holder%each; p != want {
					t.Fatalf("slot %d, ordinal %d, holder %d: position %d, want %d", slot, ordinal, holder, p, want)
				}
			}
			intervals = append(intervals, interval{first, first + each, slot, ordinal})
		}
	}
	slices.SortFunc(intervals, func(a, b interval) int { return cmp.Compare(a.from, b.from) })
	for i, v := range intervals[1:] {
		if v.from < intervals[i].end {
			t.Errorf("%v and %v share positions", intervals[i], v)
		}
	}
	forms, last := NewForms(), intervals[len(intervals)-1].end
	for i := range forms {
		if n := forms[i].Size(); n > 0 && n < last {
			t.Errorf("form %d has %d VINs in a model year, fewer than the %d positions", i, n, last)
		}
	}
}
