package synthhub

import "testing"

// TestValueFalls: value never rises with age or mileage, and never falls below scrap.
func TestValueFalls(t *testing.T) {
	for i := range facts().modelYears {
		m := &facts().modelYears[i]
		class := facts().lines[m.line].class
		scrap := 500
		if class >= 7 {
			scrap = 4000
		} else if class >= 3 {
			scrap = 1500
		}
		last := 1 << 30
		for asOf := int(m.year) - 1; asOf < 2040; asOf++ {
			v := facts().valueOf(m, asOf, 12000)
			if v > last || v < scrap {
				t.Fatalf("%s in %d is worth %d, the year before %d, scrap is %d", facts().summary(m), asOf, v, last, scrap)
			}
			last = v
		}
		last = 1 << 30
		for miles := 500; miles <= 150_000; miles += 500 {
			v := facts().valueOf(m, 2025, miles)
			if v > last || v < scrap {
				t.Fatalf("%s with %d miles a year is worth %d, with less %d", facts().summary(m), miles, v, last)
			}
			last = v
		}
	}
}

// TestModelsEveryYear: whatever the year and use, there is a choice of models, the minimum
// of which is found within a few thousand draws.
func TestModelsEveryYear(t *testing.T) {
	least := [useCount]int{usePersonal: 25, useWork: 3, useTrade: 4, useHaul: 2}
	for u := range useCount {
		for y := firstModelYear; y <= lastModelYear; y++ {
			models, picked := &facts().models[u][y-firstModelYear], map[int]bool{}
			for n := range uint64(4096) {
				picked[models.Pick(n<<52)] = true
			}
			if n := len(picked); n < least[u] {
				t.Errorf("use %d, model year %d: %d models, want %d", u, y, n, least[u])
			}
		}
	}
}
