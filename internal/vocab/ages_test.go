package vocab

import (
	"math"
	"testing"
)

const firstFleetYear, lastFleetYear = 2006, 2070

// fleetOn returns the shares of the model years of the light vehicles on a day, given as a year with its fraction.
func fleetOn(fleet [][]uint16, day float64) []float64 {
	years := day - (FirstSold - 5.0/12)
	year := int(years)
	shares := make([]float64, len(fleet[year]))
	for i, n := range fleet[year] {
		shares[i] = (years - float64(year)) * float64(n) / FleetTotal
	}
	for i, n := range fleet[year-1] {
		shares[i] += (float64(year) + 1 - years) * float64(n) / FleetTotal
	}
	return shares
}

// TestFleetByYear: each year has the same sum; a model year has none before it and fewer each year after it, none at
// the end of the last year, and the mean age is the published one.
func TestFleetByYear(t *testing.T) {
	for _, tilt := range []int{0, CarAgeTilt, -CarAgeTilt, -TeenCarAgeTilt} {
		fleet := FleetByYear(firstFleetYear, lastFleetYear, tilt)
		if len(fleet) != lastFleetYear-FirstSold+1 || len(fleet[firstFleetYear-FirstSold-1]) != 0 || len(fleet[len(fleet)-1]) != 0 {
			t.Fatalf("%d years, the last has %d model years", len(fleet), len(fleet[len(fleet)-1]))
		}
		for year := firstFleetYear - FirstSold; year < len(fleet)-1; year++ {
			shares, sum := fleet[year], 0
			for i, n := range shares {
				sum += int(n)
				if before := fleet[year-1]; i < len(before) && tilt >= 0 && n > before[i] {
					t.Errorf("%d: %d of model year %d, and %d the year before", FirstSold+year, n, FirstSold+i, fleet[year-1][i])
				}
			}
			if sum != FleetTotal || len(shares) != year+1 {
				t.Errorf("tilt %d, %d: %d model years have the sum %d", tilt, FirstSold+year, len(shares), sum)
			}
		}
	}
	fleet := FleetByYear(firstFleetYear, lastFleetYear, 0)
	for _, c := range []struct{ day, year, least, most float64 }{
		{2015, 2015, 11.5, 12.5}, {2018.5, 2018, 11.5, 12.5}, {2021, 2021, 12.3, 13.3}, {2025.83, 2025, 12.1, 13}, {2027.99, 2027, 12, 13.3},
	} {
		mean := 0.0
		for i, share := range fleetOn(fleet, c.day) {
			mean += share * (c.year - FirstSold - float64(i))
		}
		if t.Logf("%.2f: the mean age is %.2f years", c.day, mean); mean < c.least || mean > c.most {
			t.Errorf("%.2f: the mean age is %.2f years, want %.1f to %.1f", c.day, mean, c.least, c.most)
		}
	}
}

// TestTilts: the newer and the older vehicles together are all, and their mean ages are years apart.
func TestTilts(t *testing.T) {
	all, newer, older := FleetByYear(firstFleetYear, lastFleetYear, 0), FleetByYear(firstFleetYear, lastFleetYear, CarAgeTilt), FleetByYear(firstFleetYear, lastFleetYear, -CarAgeTilt)
	for year := 20; year <= 42; year++ {
		apart := 0.0
		for i, n := range all[year] {
			if off := int(newer[year][i]) + int(older[year][i]) - 2*int(n); off < -3 || off > 3 {
				t.Errorf("year %d, model year %d: %d and %d, together want %d", year, FirstSold+i, newer[year][i], older[year][i], 2*n)
			}
			apart += float64(i) * (float64(newer[year][i]) - float64(older[year][i])) / FleetTotal
		}
		if apart < 4.5 || apart > 10 {
			t.Errorf("year %d: the mean ages are %.2f years apart", year, apart)
		}
	}
}

// TestSurviving: the schedules fall, cars faster than light trucks, and have some values computed apart.
func TestSurviving(t *testing.T) {
	for class := range CarClasses {
		left := 1.0
		for years := range 60 {
			if got := float64(Surviving(class, years)) / survivalUnit; math.Abs(got-left) > 6e-4 {
				t.Errorf("class %d, %d years: %.5f, want %.5f", class, years, got, left)
			}
			last := map[CarClass]float64{PlainCar: 0.104, LightTruck: 0.060}[class]
			left *= 1 - 0.028 - (last-0.028)*min(1, max(0, float64(years-4)/16))
		}
	}
}

// TestSold: model years have two thirds of their own year and one of the year before; sales fell by a third in the
// recession, and light trucks passed cars.
func TestSold(t *testing.T) {
	for _, c := range []struct {
		class      CarClass
		year, want int
	}{
		{PlainCar, 1986, (2*11406 + 10978) / 3}, {LightTruck, 2009, (2*5001 + 6426) / 3}, {PlainCar, 2025, (2*2800 + 3000) / 3}, {LightTruck, 2026, 13400}, {LightTruck, 2028, 13400},
	} {
		if got := Sold(c.class, c.year); got != c.want {
			t.Errorf("%d thousands of class %d, %d; want %d", got, c.class, c.year, c.want)
		}
	}
}
