package vocab

import (
	"slices"
	"testing"
)

// TestNeighbors: every border is in the lists of both sides.
func TestNeighbors(t *testing.T) {
	ak, hi := placesState(t, "AK"), placesState(t, "HI")
	borders := 0
	for s := uint8(1); s <= StateCount; s++ {
		list := Neighbors[s]
		if len(list) == 0 || !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
			t.Errorf("%s: neighbors %v are not ascending, or none", States[s], list)
		}
		for _, n := range list {
			if n < 1 || n > StateCount || n == s || n == ak || n == hi {
				t.Errorf("%s: neighbor %d", States[s], n)
				continue
			}
			if s == ak || s == hi {
				continue
			}
			borders++
			if !slices.Contains(Neighbors[n], s) {
				t.Errorf("%s has the neighbor %s, but not the reverse", States[s], States[n])
			}
		}
	}
	if len(Neighbors[0]) != 0 {
		t.Errorf("index 0 has neighbors: %v", Neighbors[0])
	}
	if borders != 2*107 {
		t.Errorf("%d ends of borders, want two for each of 107", borders)
	}
	for code, want := range map[string]int{"AK": 1, "HI": 1, "DC": 2, "ME": 1, "MO": 8, "TN": 8} {
		if n := len(Neighbors[placesState(t, code)]); n != want {
			t.Errorf("%s has %d neighbors, want %d", code, n, want)
		}
	}
}
