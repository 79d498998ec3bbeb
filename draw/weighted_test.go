package draw

import (
	"testing"

	"github.com/synthhub/synthhub/internal/stats"
)

// TestWeighted compares picks, and the shares of the alias table, with the weights.
func TestWeighted(t *testing.T) {
	weights := []int{5, 0, 1, 700, 44, 250, 3, 3, 3, 1}
	const total = 1010
	w := NewWeighted(weights)
	counts := make([]int, len(weights))
	l := NewLabel(3, "v0.1", "a", "alias")
	for i := range 1 << 20 {
		r := l.At(uint64(i), 0)
		counts[r.Pick(&w)]++
	}
	if x := stats.ChiSquare(counts, weights); x > 28 { // exceeded with probability 0.05 % at 8 degrees of freedom
		t.Errorf("chi-square %.1f for counts %v", x, counts)
	}
	probabilities := make([]float64, len(weights))
	for _, b := range w.buckets {
		own := float64(b>>32) / (1 << 32)
		probabilities[uint16(b>>16)] += own / float64(len(w.buckets))
		probabilities[uint16(b)] += (1 - own) / float64(len(w.buckets))
	}
	for i, weight := range weights {
		want := float64(weight) / total
		if d := probabilities[i] - want; d > 1e-8 || d < -1e-8 {
			t.Errorf("position %d has the probability %v, want %v", i, probabilities[i], want)
		}
	}
}

// TestWeightedOfOne: a single position is always picked.
func TestWeightedOfOne(t *testing.T) {
	w := NewWeighted([]int{9})
	for _, draw := range []uint64{0, 1 << 63, 1<<64 - 1} {
		if got := w.Pick(draw); got != 0 {
			t.Errorf("Pick(%#x) = %d", draw, got)
		}
	}
}
