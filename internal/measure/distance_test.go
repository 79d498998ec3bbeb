package measure

import (
	"math"
	"testing"
)

// near reports whether two numbers differ by rounding only.
func near(got, want float64) bool { return math.Abs(got-want) <= 1e-9 }

// TestDistances compares the distances of samples with those that follow from the definitions.
func TestDistances(t *testing.T) {
	const huge, rare = math.MaxUint64, 1 / 100_001.0
	ln, log2 := math.Log, math.Log2
	for _, test := range []struct {
		name                          string
		a, b                          []uint64
		psi, jensenShannon, total, ks float64
	}{
		{"identical", []uint64{3, 5, 8}, []uint64{3, 5, 8}, 0, 0, 0, 0},
		{"proportional", []uint64{1, 2, 4}, []uint64{3, 6, 12}, 0, 0, 0, 0},
		{"a third and two thirds", []uint64{1, 2}, []uint64{2, 1}, 2 * (1.0 / 3) * ln(2), math.Sqrt(1 - (log2(3) - 2.0/3)), 1.0 / 3, 1.0 / 3},
		{"a class that one side has not", []uint64{50, 50}, []uint64{100, 0}, 0.5*ln(2) + 0.495*ln(100), math.Sqrt(1.5 - 0.75*log2(3)), 0.5, 0.5},
		{"no class in common", []uint64{100, 0}, []uint64{0, 50}, 0.99*ln(100) + 0.995*ln(200), 1, 1, 1},
		{"not found where none is expected", []uint64{10, 0}, []uint64{100_000, 1}, 0,
			math.Sqrt((rare + ((1-rare)*math.Log1p(-rare)-(2-rare)*math.Log1p(-rare/2))/math.Ln2) / 2), rare, rare},
		{"order matters to the distance of Kolmogorov alone", []uint64{1, 0, 1, 0}, []uint64{0, 1, 0, 1}, 4 * 0.25 * ln(2), 1, 1, 0.5},
		{"nearly alike", []uint64{1e8 + 1, 1e8}, []uint64{1e8, 1e8 + 1}, 0, 4.24661e-9, 5e-9, 5e-9},
		{"a shorter list", []uint64{4}, []uint64{2, 2}, 0.5*ln(2) + 0.375*ln(4), math.Sqrt(1.5 - 0.75*log2(3)), 0.5, 0.5},
		{"no counts", nil, nil, 0, 0, 0, 0},
		{"no counts on one side", []uint64{0, 0}, []uint64{1, 2}, 0, 0, 0, 0},
		{"a sum above 64 bits", []uint64{huge, huge, huge}, []uint64{1, 1, 1}, 0, 0, 0, 0},
		{"a sum above 64 bits that differs", []uint64{huge, huge}, []uint64{1, 3}, 0.25 * ln(3),
			math.Sqrt((log2(4.0/3)/2 + log2(4.0/5)/2 + log2(2.0/3)/4 + log2(6.0/5)*3/4) / 2), 0.25, 0.25},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := PSI(test.a, test.b); !near(got, test.psi) {
				t.Errorf("PSI %v, want %v", got, test.psi)
			}
			if got := JensenShannon(test.a, test.b); !near(got, test.jensenShannon) {
				t.Errorf("Jensen-Shannon %v, want %v", got, test.jensenShannon)
			}
			if got := TotalVariation(test.a, test.b); !near(got, test.total) {
				t.Errorf("total variation %v, want %v", got, test.total)
			}
			if got := KS(test.a, test.b); !near(got, test.ks) {
				t.Errorf("Kolmogorov-Smirnov %v, want %v", got, test.ks)
			}
		})
	}
}
