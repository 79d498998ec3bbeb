package stats

import (
	"math"
	"testing"
)

// add adds counts by row and column as a stratum.
func add(c *Contingency, counts [][]int) {
	var rows, columns []uint16
	for row, list := range counts {
		for column, n := range list {
			for range n {
				rows, columns = append(rows, uint16(row)), append(columns, uint16(column))
			}
		}
	}
	c.Add(rows, columns)
}

// TestContingency compares associations with those that are known.
func TestContingency(t *testing.T) {
	for _, test := range []struct {
		name   string
		strata [][][]int
		v      float64
		min    float64 // deviations
		max    float64
	}{
		{"independent", [][][]int{{{40, 60}, {80, 120}}}, 0, -5, 1},
		{"one decides the other", [][][]int{{{50, 0, 0}, {0, 50, 0}, {0, 0, 50}}}, 1, 10, 40},
		// V of four cells is |ad-bc| / √(product of the four sums).
		{"a table of four", [][][]int{{{30, 20}, {15, 35}}}, 750 / math.Sqrt(50*50*45*55), 2, 4},
		{"together only because of what is alike", [][][]int{{{90, 10}, {9, 1}}, {{1, 9}, {10, 90}}}, 0, -5, 1},
		{"a stratum that does not vary tells nothing", [][][]int{{{30, 20}, {15, 35}}, {{1000, 0}, {0, 0}}}, 750 / math.Sqrt(50*50*45*55), 2, 4},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := NewContingency(len(test.strata[0]), len(test.strata[0][0]))
			for _, counts := range test.strata {
				add(c, counts)
			}
			if a := c.Association(); math.Abs(a.V-test.v) > 1e-9 || a.Deviations < test.min || a.Deviations > test.max {
				t.Errorf("V %.4f, %.2f deviations, want V %.4f and %v to %v", a.V, a.Deviations, test.v, test.min, test.max)
			}
		})
	}
}
