package strata

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vocab"
)

// codes returns the indexes of USPS codes, of all states without any.
func codes(t *testing.T, names ...string) (states []uint8) {
	t.Helper()
	if len(names) == 0 {
		names = vocab.States[1:]
	}
	for _, name := range names {
		i := slices.Index(vocab.States[:], name)
		if i < 0 {
			t.Fatalf("no state %s", name)
		}
		states = append(states, uint8(i))
	}
	return states
}

func newQuotas(t *testing.T, names ...string) *Quotas {
	t.Helper()
	return New(draw.NewLabel(42, "v0.1", "persons", "state"), codes(t, names...))
}

// TestBlocks looks at whole blocks, the small ones at the beginning and one far out: every
// state has its quota, and the ranks of residents and of licenses continue those of the blocks
// before, without gap or repetition. Neighbors that are not chosen issue licenses and have no residents.
func TestBlocks(t *testing.T) {
	for _, states := range [][]string{nil, {"CA", "NV"}, {"WY"}, {"AK", "HI", "VT"}} {
		q := newQuotas(t, states...)
		for _, b := range [][2]int{{0, 1024}, {1024, 4096}, {4096, 16384}, {16384, 65536}, {65536, 131072}, {131072, 196608}, {99_942_400, 100_007_936}} {
			t.Run(fmt.Sprint(states, b), func(t *testing.T) {
				residents, licenses := map[uint8][]uint64{}, map[uint8][]uint64{}
				elsewhere := 0
				for slot := b[0]; slot < b[1]; slot++ {
					p := q.At(slot)
					residents[p.State] = append(residents[p.State], p.Rank)
					licenses[p.Issuer] = append(licenses[p.Issuer], p.LicenseRank)
					if p.Issuer != p.State {
						elsewhere++
						if !slices.Contains(vocab.Neighbors[p.State], p.Issuer) {
							t.Fatalf("slot %d: a license of %s in %s", slot, vocab.States[p.Issuer], vocab.States[p.State])
						}
					}
				}
				for _, state := range q.Issuers() {
					r0, l0 := q.Ranks(state, b[0])
					r1, l1 := q.Ranks(state, b[1])
					wantRun(t, vocab.States[state]+" residents", residents[state], r0, r1)
					wantRun(t, vocab.States[state]+" licenses", licenses[state], l0, l1)
				}
				if share := float64(elsewhere) / float64(b[1]-b[0]); share < 0.014 || share > 0.026 {
					t.Errorf("%.2f %% have a license from elsewhere", 100*share)
				}
			})
		}
	}
}

// wantRun wants the numbers from lo up to, but without, hi, in any order.
func wantRun(t *testing.T, name string, numbers []uint64, lo, hi uint64) {
	t.Helper()
	slices.Sort(numbers)
	if uint64(len(numbers)) != hi-lo {
		t.Fatalf("%s: %d numbers, want %d to %d", name, len(numbers), lo, hi)
	}
	for i, n := range numbers {
		if n != lo+uint64(i) {
			t.Fatalf("%s: number %d is %d, want %d", name, i, n, lo+uint64(i))
		}
	}
}

// TestQuotas: the quotas are the populations, to one slot of the block.
func TestQuotas(t *testing.T) {
	const population = 331_449_281 // of all states in 2020
	q := newQuotas(t)
	if len(q.Issuers()) != vocab.StateCount {
		t.Errorf("%d states issue licenses", len(q.Issuers()))
	}
	for i := range q.kinds {
		sum, size := 0, float64(q.kinds[i].size)
		for _, p := range q.kinds[i].quotas {
			exact := float64(vocab.Populations[p.state]) / population * size
			if d := float64(p.residents) - exact; d < -1 || d > 1 {
				t.Errorf("%s: quota %d, share %.1f", vocab.States[p.state], p.residents, exact)
			}
			sum += int(p.residents)
		}
		if sum != int(size) {
			t.Errorf("the quotas of %.0f slots add up to %d", size, sum)
		}
	}
}

// TestShuffle: the shuffle of a block is one to one, and differs between blocks.
func TestShuffle(t *testing.T) {
	seen, moved := make([]bool, BlockSize), 0
	one, other := draw.NewLabel(1), draw.NewLabel(2)
	for slot := range BlockSize {
		s := shuffle(one, uint16(slot))
		if seen[s] {
			t.Fatalf("slot %d occurs twice", s)
		}
		seen[s] = true
		if shuffle(other, uint16(slot)) != s {
			moved++
		}
	}
	if moved < BlockSize*99/100 {
		t.Errorf("another key moves only %d slots", moved)
	}
}

// TestStatesIndependent: the state of a record says nothing about that of another, not even
// where their slots share a byte.
func TestStatesIndependent(t *testing.T) {
	const records = 4 << 20
	q := New(draw.NewLabel(1, "v0.1", "persons", "state"), codes(t))
	low, n := make([]bool, records), 0.0
	for i := range low {
		if low[i] = q.At(BlockSize+i).State < 25; low[i] {
			n++
		}
	}
	share := n / records
	for _, lag := range []int{1, 2, 255, 256, 257, 512, 768, 1024, 2048, 4096} {
		both := 0.0
		for i := range records - lag {
			if low[i] && low[i+lag] {
				both++
			}
		}
		pairs := float64(records - lag)
		if z := (both - pairs*share*share) / math.Sqrt(pairs) / (share * (1 - share)); math.Abs(z) > 4.5 {
			t.Errorf("records %d apart: %.1f deviations from independence", lag, z)
		}
	}
}
