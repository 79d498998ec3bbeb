package validate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestHashLists compares the repeated and missing hashes of the lists with those that maps
// find, with a window of all hashes and with smaller ones.
func TestHashLists(t *testing.T) {
	t.Parallel()
	for _, maximum := range []int{1 << 20, 1000, 50, 1} {
		t.Run(fmt.Sprint(maximum), func(t *testing.T) {
			t.Parallel()
			a, b := hashesOf(rand.New(rand.NewPCG(3, 4)))
			w := &window{high: buckets, width: buckets, maximum: maximum}
			la, lb := w.newList(nil, 0, -1), w.newList(nil, 0, -1)
			var missing []uint64
			passes := 0
			for {
				w.add(la, a)
				w.add(lb, b)
				w.sort()
				la.repeated, _ = keep(la.repeated, w.repeated(la))
				missing, _ = keep(missing, w.missing(la, lb))
				if passes++; !w.next() {
					break
				}
			}
			wantRepeated, wantMissing := slowSearch(a, b)
			if diff := cmp.Diff(wantRepeated, la.repeated); diff != "" {
				t.Errorf("repeated (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(wantMissing, missing); diff != "" {
				t.Errorf("missing (-want +got):\n%s", diff)
			}
			if (passes > 1) != (maximum < len(a)+len(b)) {
				t.Errorf("%d hashes in %d passes", len(a)+len(b), passes)
			}
		})
	}
}

// hashesOf returns random hashes, some of them repeated, and nine tenths of them again.
func hashesOf(r *rand.Rand) (a, b []uint64) {
	for range 2000 {
		h := r.Uint64() | 1
		a = append(a, h)
		if r.IntN(10) > 0 {
			b = append(b, h)
		}
		if r.IntN(20) == 0 {
			a = append(a, h, h)
		}
	}
	return a, b
}

// slowSearch returns the hashes that a holds more than once, and those that b does not hold.
func slowSearch(a, b []uint64) (repeated, missing []uint64) {
	count := map[uint64]int{}
	for _, h := range a {
		if count[h]++; count[h] == 2 {
			repeated = append(repeated, h)
		} else if count[h] == 1 && !slices.Contains(b, h) {
			missing = append(missing, h)
		}
	}
	slices.Sort(repeated)
	slices.Sort(missing)
	return repeated, missing
}
