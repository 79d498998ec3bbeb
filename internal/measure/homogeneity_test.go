package measure

import (
	"math"
	"slices"
	"testing"
)

// TestPool: rare classes are put together, in few and many ways.
func TestPool(t *testing.T) {
	for _, test := range []struct {
		name         string
		a, b         []uint64
		design       float64
		wantA, wantB []uint64
	}{
		{"none is rare", []uint64{5, 9}, []uint64{5, 9}, 1, []uint64{5, 9}, []uint64{5, 9}},
		{"4.5 are expected", []uint64{4, 10}, []uint64{5, 9}, 1, []uint64{14}, []uint64{14}},
		{"two rare ones are a class", []uint64{2, 10, 3}, []uint64{3, 10, 2}, 1, []uint64{10, 5}, []uint64{10, 5}},
		{"all are rare, and together they are not", []uint64{4, 0, 4}, []uint64{0, 4, 4}, 1, []uint64{8}, []uint64{8}},
		{"all together are rare", []uint64{1, 0}, []uint64{0, 1}, 1, []uint64{1}, []uint64{1}},
		{"the rest goes to the rarest", []uint64{20, 10, 1}, []uint64{20, 10, 0}, 1, []uint64{20, 11}, []uint64{20, 10}},
		{"the rest goes to the class that it makes most alike", []uint64{12, 8, 1}, []uint64{8, 12, 0}, 1, []uint64{12, 9}, []uint64{8, 12}},
		{"then to the class that is most alike", []uint64{9, 10, 1, 30}, []uint64{11, 10, 0, 29}, 1, []uint64{9, 11, 30}, []uint64{11, 10, 29}},
		{"then to the class that is most alike, in another order", []uint64{10, 9, 1, 30}, []uint64{10, 11, 0, 29}, 1, []uint64{11, 9, 30}, []uint64{10, 11, 29}},
		{"the smaller sample decides", []uint64{1, 9}, []uint64{100, 900}, 1, []uint64{10}, []uint64{1000}},
		{"fewer clusters than rows", []uint64{8, 30}, []uint64{8, 30}, 2.2, []uint64{38}, []uint64{38}},
		{"no counts on one side", []uint64{8, 30}, []uint64{0, 0}, 1, nil, nil},
		{"a class without counts", []uint64{8, 0, 30}, []uint64{8, 0, 30}, 1, []uint64{8, 30}, []uint64{8, 30}},
		{"a shorter list", []uint64{30}, []uint64{20, 10}, 1, []uint64{30, 0}, []uint64{20, 10}},
		{"a sum above 64 bits", []uint64{math.MaxUint64, math.MaxUint64}, []uint64{4, 4}, 1, []uint64{math.MaxUint64}, []uint64{8}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if a, b := Pool(test.a, test.b, test.design); !slices.Equal(a, test.wantA) || !slices.Equal(b, test.wantB) {
				t.Errorf("%v and %v, want %v and %v", a, b, test.wantA, test.wantB)
			}
		})
	}
}

// TestPoolOrdered: rare classes are put together with those beside them.
func TestPoolOrdered(t *testing.T) {
	for _, test := range []struct {
		name         string
		a, b         []uint64
		design       float64
		wantA, wantB []uint64
	}{
		{"none is rare", []uint64{5, 9}, []uint64{5, 9}, 1, []uint64{5, 9}, []uint64{5, 9}},
		{"with those that follow", []uint64{1, 4, 9}, []uint64{4, 1, 9}, 1, []uint64{5, 9}, []uint64{5, 9}},
		{"the last ones with those before", []uint64{9, 5, 4, 0}, []uint64{9, 5, 3, 1}, 1, []uint64{9, 9}, []uint64{9, 9}},
		{"all together are rare", []uint64{1, 0}, []uint64{0, 1}, 1, []uint64{1}, []uint64{1}},
		{"fewer clusters than rows", []uint64{6, 6, 20}, []uint64{6, 6, 20}, 2.2, []uint64{12, 20}, []uint64{12, 20}},
		{"no counts on one side", []uint64{8, 30}, nil, 1, nil, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if a, b := PoolOrdered(test.a, test.b, test.design); !slices.Equal(a, test.wantA) || !slices.Equal(b, test.wantB) {
				t.Errorf("%v and %v, want %v and %v", a, b, test.wantA, test.wantB)
			}
		})
	}
}

// TestChiSquare compares statistics with those that follow from the definition.
func TestChiSquare(t *testing.T) {
	const huge = math.MaxUint64
	const of4 = 100 * (30*35 - 20*15) * (30*35 - 20*15) / (50.0 * 50 * 45 * 55) // n·(ad-bc)² / the product of the four sums
	for _, test := range []struct {
		name      string
		a, b      []uint64
		design    float64
		x         float64
		df        int
		xOrdered  float64
		dfOrdered int
	}{
		{"identical", []uint64{10, 20, 30}, []uint64{10, 20, 30}, 1, 0, 2, 0, 2},
		{"proportional", []uint64{10, 20, 30}, []uint64{70, 140, 210}, 1, 0, 2, 0, 2},
		{"a table of four", []uint64{30, 20}, []uint64{15, 35}, 1, of4, 1, of4, 1},
		{"divided by the design effect", []uint64{30, 20}, []uint64{15, 35}, 2.5, of4 / 2.5, 1, of4 / 2.5, 1},
		{"a design effect below 1 counts as 1", []uint64{100, 0}, []uint64{0, 100}, 0.1, 200, 1, 200, 1},
		{"a design effect that is not a number counts as 1", []uint64{100, 0}, []uint64{0, 100}, math.NaN(), 200, 1, 200, 1},
		{"an infinite design effect", []uint64{100, 0}, []uint64{0, 100}, math.Inf(1), 0, 0, 0, 0},
		{"no class in common", []uint64{100, 0}, []uint64{0, 300}, 1, 400, 1, 400, 1},
		// 10 and 10, 10 and 14, 8 and 4 of 28 and 28. In order: 14 and 12, 14 and 16.
		{"rare ones, together or beside", []uint64{4, 10, 4, 10}, []uint64{2, 10, 2, 14}, 1, 16.0/24 + 16.0/12, 2, 4.0/26 + 4.0/30, 1},
		{"one class", []uint64{100}, []uint64{300}, 1, 0, 0, 0, 0},
		{"too few", []uint64{3, 0}, []uint64{0, 3}, 1, 0, 0, 0, 0},
		{"no counts", nil, nil, 1, 0, 0, 0, 0},
		{"sums above 64 bits", []uint64{huge, huge}, []uint64{huge, huge}, 1, 0, 1, 0, 1},
		{"sums above 64 bits that differ", []uint64{huge, 0}, []uint64{0, huge}, 1, 0x1p65, 1, 0x1p65, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			x, df := ChiSquare(test.a, test.b, test.design)
			ordered, dfOrdered := ChiSquareOrdered(test.a, test.b, test.design)
			if !(relative(x, test.x) <= 1e-9) || df != test.df {
				t.Errorf("x %v, df %d, want %v, %d", x, df, test.x, test.df)
			}
			if !(relative(ordered, test.xOrdered) <= 1e-9) || dfOrdered != test.dfOrdered {
				t.Errorf("ordered: x %v, df %d, want %v, %d", ordered, dfOrdered, test.xOrdered, test.dfOrdered)
			}
		})
	}
}
