package measure

import (
	"math"
	"testing"
)

// TestAssociate compares associations with published ones and with those that follow from the
// definitions.
func TestAssociate(t *testing.T) {
	const huge = math.MaxUint64
	// Hair (black, brown, red, blond) by eyes (brown, blue, hazel, green) of 592 students, Snee,
	// 1974: chi-square is 138.29 with 9 degrees of freedom, and V 0.279.
	hair := []uint64{68, 20, 15, 5, 119, 84, 54, 29, 26, 17, 14, 14, 7, 94, 10, 16}
	for _, test := range []struct {
		name          string
		cells         []uint64
		rows, columns int
		want          Association
	}{
		{"hair and eyes", hair, 4, 4, Association{0.279, 0.2705, 138.29, 9}},
		// φ² is 0.25, and n - 1 is 999.
		{"a table of four", []uint64{375, 125, 125, 375}, 2, 2, Association{0.5, math.Sqrt((0.25 - 1.0/999) / (1 - 1.0/999)), 250, 1}},
		{"a table of six", []uint64{375, 125, 125, 375, 250, 250}, 3, 2, Association{math.Sqrt(1.0 / 6), math.Sqrt((1.0/6 - 2.0/1499) / (1 - 1.0/1499)), 250, 2}},
		{"independent", []uint64{40, 60, 80, 120}, 2, 2, Association{DF: 1}},
		{"one decides the other", []uint64{50, 0, 0, 0, 50, 0, 0, 0, 50}, 3, 3, Association{1, 1, 300, 4}},
		{"rows and columns without counts", []uint64{50, 0, 0, 0, 0, 0, 0, 0, 50}, 3, 3, Association{1, 1, 100, 1}},
		{"one row", []uint64{5, 6, 7}, 1, 3, Association{}},
		{"one column has counts", []uint64{5, 0, 7, 0}, 2, 2, Association{}},
		{"no counts", make([]uint64, 4), 2, 2, Association{}},
		{"no cells", nil, 2, 2, Association{}},
		{"no rows", []uint64{1, 2}, 0, 2, Association{}},
		{"negative columns", []uint64{1, 2}, 2, -1, Association{}},
		{"cells that are missing", []uint64{50, 0, 0}, 2, 2, Association{}},
		{"cells that are missing, of which one matters", []uint64{0, 50, 50}, 2, 2, Association{1, 1, 100, 1}},
		{"cells after the last row", []uint64{40, 60, 80, 120, 1000, 0}, 2, 2, Association{DF: 1}},
		{"more rows and columns than there could be", []uint64{1, 2}, math.MaxInt, math.MaxInt, Association{}},
		{"two records", []uint64{1, 0, 0, 1}, 2, 2, Association{1, 0, 2, 1}},
		{"sums above 64 bits", []uint64{huge, 0, 0, huge}, 2, 2, Association{1, 1, 0x1p65, 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, tolerance := Associate(test.cells, test.rows, test.columns), 1e-9
			if test.name == "hair and eyes" {
				tolerance = 5e-4 // published with three digits; the corrected V is computed by hand
			}
			if !(math.Abs(got.V-test.want.V) <= tolerance) || !(math.Abs(got.Corrected-test.want.Corrected) <= tolerance) ||
				!(relative(got.X, test.want.X) <= tolerance) || got.DF != test.want.DF {
				t.Errorf("%+v, want %+v", got, test.want)
			}
		})
	}
}

// TestCramersV: V has a value for every input.
func TestCramersV(t *testing.T) {
	for _, test := range []struct {
		name          string
		x             float64
		n             uint64
		rows, columns int
		want          float64
	}{
		{"two samples", 25, 100, 2, 7, 0.5},
		{"the shorter side counts", 50, 100, 7, 3, 0.5},
		{"no counts", 5, 0, 2, 2, 0},
		{"one row", 5, 10, 1, 2, 0},
		{"more than there can be", 500, 10, 2, 2, 1},
		{"infinite", math.Inf(1), 10, 2, 2, 1},
		{"negative", -1, 10, 2, 2, 0},
		{"not a number", math.NaN(), 10, 2, 2, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := CramersV(test.x, test.n, test.rows, test.columns); got != test.want {
				t.Errorf("%v, want %v", got, test.want)
			}
		})
	}
}
