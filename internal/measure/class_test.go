package measure

import (
	"fmt"
	"math"
	"math/big"
	"testing"
)

// TestClassP compares the bound with the exact probability of two classes: it is not less, and not much more.
func TestClassP(t *testing.T) {
	for _, n := range []int64{10, 100, 1000} {
		for _, k := range []int64{0, 1, n / 10, n / 4, n / 2} {
			t.Run(fmt.Sprintf("%d of %d", k, n), func(t *testing.T) {
				// Of n counts of a class, k are on a side that has half of all counts: at most k heads.
				sum := new(big.Int)
				for i := range k + 1 {
					sum.Add(sum, new(big.Int).Binomial(n, i))
				}
				share, _ := new(big.Rat).SetFrac(sum, new(big.Int).Lsh(big.NewInt(1), uint(n))).Float64()
				exact := min(1, 4*share) // on either side, in one of two classes
				got := ClassP([]uint64{uint64(k), 1e12}, []uint64{uint64(n - k), 1e12}, 1)
				if got < exact*(1-1e-6) || got > 40*exact {
					t.Errorf("%g, want %g or a bit more", got, exact)
				}
			})
		}
	}
	for _, c := range []struct {
		name   string
		a, b   []uint64
		design float64
		want   float64
	}{
		{"nothing to compare", []uint64{1, 2}, nil, 1, 1},
		{"equal", []uint64{5, 500}, []uint64{5, 500}, 1, 1},
		{"proportional", []uint64{5, 500}, []uint64{10, 1000}, 1, 1},
		{"a shorter list", []uint64{0, 1e15}, []uint64{20, 1e15}, 1, 4 * math.Pow(0.5, 20)},
		{"rows in clusters of two", []uint64{0, 1e15}, []uint64{40, 1e15}, 2, 4 * math.Pow(0.5, 20)},
		{"another size", []uint64{0, 1e15}, []uint64{20, 3e15}, 1, 4 * math.Pow(0.75, 20)},
		{"sums above 64 bits", []uint64{math.MaxUint64, math.MaxUint64}, []uint64{math.MaxUint64, 1}, 1, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, got := range []float64{ClassP(c.a, c.b, c.design), ClassP(c.b, c.a, c.design)} {
				if math.Abs(got-c.want) > 1e-9*c.want {
					t.Errorf("%g, want %g", got, c.want)
				}
			}
		})
	}
}
