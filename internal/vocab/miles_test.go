package vocab

import (
	"math"
	"testing"
)

// TestMilesTables: the mean exposure is 1, people drive less when old, and vehicles run less every
// year, as much as their source says.
func TestMilesTables(t *testing.T) {
	sum, logs, squares := 0, 0.0, 0.0
	for i, e := range exposures {
		if sum += int(e); i > 0 && e <= exposures[i-1] {
			t.Errorf("exposure %d is not above the one before", i)
		}
		logs += math.Log(float64(e)) / ExposureLevels
		squares += math.Log(float64(e)) * math.Log(float64(e)) / ExposureLevels
	}
	if deviation := math.Sqrt(squares - logs*logs); sum != 1000*ExposureLevels || math.Abs(deviation-0.34) > 0.01 {
		t.Errorf("the exposures have the sum %d and the deviation %.3f, want %d and 0.34", sum, deviation, 1000*ExposureLevels)
	}
	for sex := range personMiles {
		for i, miles := range personMiles[sex] {
			age := int(milesAges[i])
			if got := personMilesAt(sex, age); got != int(miles) {
				t.Errorf("sex %d at %d: %d, want %d", sex, age, got, miles)
			}
			if i > 0 && (age <= 30) != (miles > personMiles[sex][i-1]) {
				t.Errorf("sex %d: %d at %d after %d", sex, miles, age, personMiles[sex][i-1])
			}
		}
	}
	for kind, want := range []float64{0.73, 0.63, 0.75} { // after ten years
		curve := &vehicleMiles[kind]
		if got := float64(curve[10]) / float64(curve[0]); math.Abs(got-want) > 0.01 {
			t.Errorf("kind %d: %.3f of the miles after ten years, want %.2f", kind, got, want)
		}
		for age := 1; age < len(curve); age++ {
			if curve[age] >= curve[age-1] {
				t.Errorf("kind %d: %d at %d years after %d", kind, curve[age], age, curve[age-1])
			}
		}
	}
	for i := 1; i < len(ordinalShares[0]); i++ {
		if MilesShare(0, i) >= MilesShare(0, i-1) {
			t.Errorf("share %d is %d after %d", i, MilesShare(0, i), MilesShare(0, i-1))
		}
	}
	for line := range 2 {
		if MilesShare(line, 0) != 1024 || MilesShare(line, 63) != MilesShare(line, len(ordinalShares[line])-1) {
			t.Errorf("the first share of line %d is %d and the 64th %d", line, MilesShare(line, 0), MilesShare(line, 63))
		}
	}
}

// TestMilesOf compares the miles of vehicles with the product of the tables, at the ends of all of
// them.
func TestMilesOf(t *testing.T) {
	m := NewMiles()
	for _, c := range []struct {
		name          string
		sex, age, lvl int
		body          Body
		years         int
		ordinal       int
	}{
		{"the most: a man of 30 with a new pickup", 1, 30, ExposureLevels - 1, Pickup, 0, 0},
		{"the least: a woman of 95 with an old car", 0, 95, 0, Sedan, 41, 9},
		{"between", 2, 33, 7, SUV, 10, 1},
		{"older than the table", 1, 60, 3, Hatchback, 200, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			person := float64(personMilesAt(min(c.sex, 1), c.age)) / 1000
			if c.sex == 2 {
				person = float64(personMilesAt(0, c.age)+personMilesAt(1, c.age)) / 2000
			}
			kind := map[Body]int{Pickup: 1, SUV: 2}[c.body]
			vehicle := float64(vehicleMiles[kind][min(c.years, len(vehicleMiles[0])-1)]) / 1000
			want := 20_000 * person * float64(exposures[c.lvl]) / 1000 * vehicle * float64(MilesShare(0, c.ordinal)) / 1024
			const steps = 1 << 12
			sum, low, high := 0.0, math.Inf(1), 0.0
			for i := range uint64(steps) {
				drawn := i*(1<<52) | i*0x9e3779b1&(1<<32-1)
				got := float64(m.Of(m.Rate(0, c.lvl, 20_000, MilesShare(0, c.ordinal), drawn), m.Person(0, c.sex, c.age), c.body, c.years))
				sum, low, high = sum+got, min(low, got), max(high, got)
			}
			if mean := sum / steps; math.Abs(mean-want) > 0.01*want+1 {
				t.Errorf("%.0f miles on average, want %.0f", mean, want)
			}
			if low < 0.69*want-1 || low > 0.8*want || high > 1.31*want || high < 1.2*want {
				t.Errorf("%.0f to %.0f miles, want about %.0f to %.0f", low, high, 0.7*want, 1.3*want)
			}
		})
	}
	if got, want := m.Rate(1, ExposureLevels-1, 100_000, MilesShare(1, 0), 1<<63), 1.407*100_000; math.Abs(float64(got)-want) > 0.2*want {
		t.Errorf("in the commercial line the most is %d, want %.0f", got, want)
	}
}
