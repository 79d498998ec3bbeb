package synthhub

import "testing"

// TestValueFalls: value never rises with age or mileage, and never falls below scrap.
func TestValueFalls(t *testing.T) {
	for i := range facts().Years {
		m := &facts().Years[i]
		class := facts().Lines[m.Line].Class
		scrap := 500
		if class >= 7 {
			scrap = 4000
		} else if class >= 3 {
			scrap = 1500
		}
		last := 1 << 30
		for asOf := int(m.Year) - 1; asOf < 2040; asOf++ {
			v := facts().valueOf(m, asOf, 12000)
			if v > last || v < scrap {
				t.Fatalf("%s in %d is worth %d, the year before %d, scrap is %d", facts().Summary(m), asOf, v, last, scrap)
			}
			last = v
		}
		last = 1 << 30
		for miles := 500; miles <= 150_000; miles += 500 {
			v := facts().valueOf(m, 2025, miles)
			if v > last || v < scrap {
				t.Fatalf("%s with %d miles a year is worth %d, with less %d", facts().Summary(m), miles, v, last)
			}
			last = v
		}
	}
}
