package synthhub

import "testing"

// TestValueFalls: the value of a vehicle never rises with age or mileage, and never falls below
// the scrap value of its class.
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
		for age := range 42 {
			v := facts().valueOf(m, age, 12000)
			if v > last || v < scrap {
				t.Fatalf("%s: value %d at age %d, %d the year before, scrap value %d", facts().Summary(m), v, age, last, scrap)
			}
			last = v
		}
		last = 1 << 30
		for miles := 500; miles <= 150_000; miles += 500 {
			v := facts().valueOf(m, 4, miles)
			if v > last || v < scrap {
				t.Fatalf("%s: value %d with %d miles a year, %d with fewer, scrap value %d", facts().Summary(m), v, miles, last, scrap)
			}
			last = v
		}
	}
}

// TestValueOf has values computed by hand.
func TestValueOf(t *testing.T) {
	car := facts().Years[0]
	usual := int(facts().Lines[car.Line].UsualMiles)
	car.Price, car.Year = 31_990, 2020
	tests := []struct {
		name       string
		age, miles int
		want       int
	}{
		{"the first half-year keeps 96 %", 0, usual, 30_700},
		{"the year after it keeps 90 %", 1, usual, 28_750},
		{"five years on it keeps 49.5 %", 6, usual - 20, 15_800},
		{"ten thousand miles more cost 4 %", 1, usual + 10_000, 27_600},
		{"many miles more cost 30 % at most", 1, usual + 120_000, 20_150},
		{"ten thousand miles less give 4 %", 1, usual - 10_000, 29_900},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := facts().valueOf(&car, tt.age, tt.miles); got != tt.want {
				t.Errorf("a car of %d dollars with %d miles a year is worth %d at age %d, want %d", car.Price, tt.miles, got, tt.age, tt.want)
			}
		})
	}
}

// TestGaragingIndependent: where one vehicle is garaged does not depend on where the other is.
func TestGaragingIndependent(t *testing.T) {
	t.Parallel()
	var records, first, second, both float64
	for r := range sampleOf(t, Settings{Seed: 5, Vehicles: VehicleRange{2, 2}, CommercialShare: NoCommercial}) {
		a, b := r.Vehicles[0].GaragingPostalCode != r.Person.PostalCode, r.Vehicles[1].GaragingPostalCode != r.Person.PostalCode
		records++
		if a {
			first++
		}
		if b {
			second++
		}
		if a && b {
			both++
		}
	}
	wantAbout(t, "both vehicles garaged elsewhere", both, first*second/records, 5)
}
