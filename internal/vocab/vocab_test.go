package vocab

import (
	"flag"
	"slices"
	"testing"
)

// update rewrites the generated tables instead of comparing them.
var update = flag.Bool("update", false, "rewrite generated tables")

// TestStates: the codes are sorted, and the populations add up to the total of the census.
func TestStates(t *testing.T) {
	if !slices.IsSorted(States[:]) {
		t.Error("States is not sorted")
	}
	sum := uint64(0)
	for _, p := range Populations {
		sum += uint64(p)
	}
	if sum != 331_449_281 {
		t.Errorf("Populations add up to %d, the census total is 331449281", sum)
	}
	for i, s := range States[1:] {
		if len(s) != 2 || Populations[i+1] == 0 {
			t.Errorf("state %d: code %q, population %d", i+1, s, Populations[i+1])
		}
	}
}
