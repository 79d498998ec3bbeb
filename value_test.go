package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// middleTrim is a VIN whose last digit stands for a trim of nearly the list price.
const middleTrim = "11111111111111114"

// TestValueFalls: the value of a vehicle never rises with age or miles, whatever its fuel and title, is
// less with a worse title, and never falls below the scrap value of its class.
func TestValueFalls(t *testing.T) {
	const ages, step = 48, 5000
	for i := range facts().Years {
		m := &facts().Years[i]
		class := facts().Lines[m.Line].Class
		scrap, most := 500, 500_000
		if class >= 7 {
			scrap, most = 4000, maxOdometer
		} else if class >= 3 {
			scrap = 1500
		}
		if i%3 != 0 && testing.Short() {
			continue
		}
		for fuel := FuelGasoline; fuel <= FuelElectric; fuel += FuelElectric - FuelHybrid {
			for age := range ages {
				last := 1 << 30
				for miles := 0; miles <= most; miles += 10 * step {
					clean := Vehicle{FuelType: fuel, Odometer: miles, TitleStatus: TitleClean, VIN: middleTrim}
					v, older := facts().valueOf(m, &clean, age), facts().valueOf(m, &clean, age+1)
					if v > last || v < scrap || older > v {
						t.Fatalf("%s, %v: value %d at age %d with %d miles, %d with fewer, %d a year later; scrap value %d", facts().Summary(m), fuel, v, age, miles, last, older, scrap)
					}
					rebuilt, salvage := clean, clean
					rebuilt.TitleStatus, salvage.TitleStatus = TitleRebuilt, TitleSalvage
					if r, s := facts().valueOf(m, &rebuilt, age), facts().valueOf(m, &salvage, age); r > v || s > r || v > 2*scrap && (r == v || s == r) {
						t.Fatalf("%s at age %d: value %d clean, %d rebuilt, %d salvage", facts().Summary(m), age, v, r, s)
					}
					last = v
				}
			}
		}
	}
}

// TestValueOf has values computed by hand.
func TestValueOf(t *testing.T) {
	car := facts().Years[0] // an Acura ILX, whose base is 13,500 miles
	car.Price, car.Year = 31_990, 2020
	byAge := facts().miles.Usual(vocab.FormerMiles, vocab.Sedan)
	usual := func(age int) int { return int(byAge[age]) }
	tests := []struct {
		name       string
		age, miles int
		fuel       FuelType
		title      TitleStatus
		trim       string
		want       int
	}{
		{"the first half-year keeps 93 %", 0, usual(0), FuelGasoline, TitleClean, "4", 29_350},
		{"the year after it keeps 80.5 %", 1, usual(1), FuelGasoline, TitleClean, "4", 25_400},
		{"five years on it keeps 45.4 %", 5, usual(5), FuelGasoline, TitleClean, "4", 14_300},
		{"a hybrid keeps 62.6 %", 5, usual(5), FuelHybrid, TitleClean, "4", 19_750},
		{"an electric one 43.5 %", 5, usual(5), FuelElectric, TitleClean, "4", 13_700},
		{"the miles of a first year more cost 3.2 %", 5, usual(5) + vocab.FormerMiles, FuelGasoline, TitleClean, "4", 13_900},
		{"many more cost 30 % at most", 5, usual(5) + 20*vocab.FormerMiles, FuelGasoline, TitleClean, "4", 10_000},
		{"the miles of two years less give 6.4 %", 5, usual(5) - 2*vocab.FormerMiles, FuelGasoline, TitleClean, "4", 15_250},
		{"a rebuilt title costs 30 %", 5, usual(5), FuelGasoline, TitleRebuilt, "4", 10_000},
		{"the least trim costs 12 %", 5, usual(5), FuelGasoline, TitleClean, "0", 12_750},
		{"the highest trim costs 12.3 % more", 5, usual(5), FuelGasoline, TitleClean, "9", 16_300},
		{"salvage costs half", 5, usual(5), FuelGasoline, TitleSalvage, "4", 7150},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			v := Vehicle{FuelType: tt.fuel, Odometer: tt.miles, TitleStatus: tt.title, VIN: middleTrim[:16] + tt.trim}
			if got := facts().valueOf(&car, &v, tt.age); got != tt.want {
				t.Errorf("a car of %d dollars with %d miles is worth %d at age %d, want %d", car.Price, tt.miles, got, tt.age, tt.want)
			}
		})
	}
}
