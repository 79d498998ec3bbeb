package synthhub_test

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// fleetDates are days of the window, with the first and the last, at all times of the year.
var fleetDates = []synthhub.Date{
	schema.NewDate(2015, 1, 1), schema.NewDate(2016, 8, 1), schema.NewDate(2018, 6, 30), schema.NewDate(2019, 12, 31),
	schema.NewDate(2021, 1, 1), schema.NewDate(2023, 4, 15), schema.NewDate(2025, 11, 1), schema.NewDate(2027, 1, 1), schema.NewDate(2027, 12, 31),
}

// A fleetAges is what the test of the ages counts. The vehicles of both lines are in everybody, all others are of
// the personal line.
type fleetAges struct {
	everybody, all, cars, trucks   share // years since February 1 of the model year, when half of it are built
	allYears, carYears, truckYears share // year of the date less the model year
	years                          map[int]int
}

func isPlainCar(b synthhub.BodyStyle) bool {
	switch b {
	case synthhub.BodySedan, synthhub.BodyHatchback, synthhub.BodyWagon, synthhub.BodyCoupe, synthhub.BodyConvertible:
		return true
	}
	return false
}

func agesOn(g *synthhub.Generator) fleetAges {
	f := fleetAges{years: map[int]int{}}
	day := g.Settings().AsOf
	for r := range g.Range(0, g.Len()) {
		for i := range r.Vehicles {
			v := &r.Vehicles[i]
			age := float64(day.DaysSince(schema.NewDate(v.ModelYear, 2, 1))) / 365.25
			if f.everybody.add(age); r.Person.LOBType != synthhub.LinePersonal {
				continue
			}
			years := float64(day.Year() - v.ModelYear)
			f.years[v.ModelYear]++
			f.all.add(age)
			f.allYears.add(years)
			if isPlainCar(v.BodyStyle) {
				f.cars.add(age)
				f.carYears.add(years)
			} else {
				f.trucks.add(age)
				f.truckYears.add(years)
			}
		}
	}
	return f
}

// wantAges wants the fleet to be about as old as was published, on the default date by class too. S&P Global Mobility has
// 12.8 years for all, 14.5 for cars and 11.9 for light trucks in May 2025, and 34.6 percent cars follow from these.
func (f *fleetAges) wantAges(t *testing.T, day synthhub.Date) {
	want(t, "mean age of all vehicles", f.everybody.mean(), 11.5, 13.5)
	want(t, "mean age in the personal line", f.all.mean(), 11.5, 13.5)
	want(t, "years by which cars are older than light trucks", f.cars.mean()-f.trucks.mean(), 0.3, 4)
	t.Logf("year of the date less model year: all %.2f, cars %.2f, light trucks %.2f; ages %.2f and %.2f; %.1f %% are cars",
		f.allYears.mean(), f.carYears.mean(), f.truckYears.mean(), f.cars.mean(), f.trucks.mean(), 100*f.cars.all/f.all.all)
	if day != synthhub.DefaultSettings().AsOf {
		return
	}
	want(t, "2025 less the model year", f.allYears.mean(), 12.3, 13.3)
	want(t, "2025 less the model year, cars", f.carYears.mean(), 14, 15)
	want(t, "2025 less the model year, light trucks", f.truckYears.mean(), 11.3, 12.5)
	want(t, "percent of cars", 100*f.cars.all/f.all.all, 32.6, 36.6)
}

// sum returns the vehicles of some model years.
func (f *fleetAges) sum(first, last int) (n int) {
	for year := first; year <= last; year++ {
		n += f.years[year]
	}
	return n
}

// soldAndLeft returns how many vehicles of some model years are there on a day: what was sold, less what was scrapped.
func soldAndLeft(day synthhub.Date, first, last int) (sum float64) {
	for year := first; year <= last; year++ {
		years := float64(day.DaysSince(schema.NewDate(year, 8, 1))) / 365.25
		for class := range vocab.CarClasses {
			before, after := vocab.Surviving(class, int(years)), vocab.Surviving(class, int(years)+1)
			left := float64(before) + (years-float64(int(years)))*float64(after-before)
			sum += float64(vocab.Sold(class, year)) * left
		}
	}
	return sum
}

// TestFleetOverTime: on every date the model years have the dents of sales, the mean age is near the published one,
// cars are older than light trucks, and there are vehicles of the newest model year.
func TestFleetOverTime(t *testing.T) {
	t.Parallel()
	records, seeds := 200_000, []uint64{1, 2, 3}
	if testing.Short() {
		records, seeds = 30_000, seeds[:1]
	}
	for _, seed := range seeds {
		g := generator(t, synthhub.Settings{Records: records, Seed: seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
		for _, day := range fleetDates {
			t.Run(fmt.Sprint("seed ", seed, " on ", day), func(t *testing.T) {
				t.Parallel()
				g, err := g.On(day)
				if err != nil {
					t.Fatal(err)
				}
				f := agesOn(g)
				target := soldAndLeft(day, 2009, 2011) / soldAndLeft(day, 2005, 2007)
				ratio := float64(f.sum(2009, 2011)) / float64(f.sum(2005, 2007))
				t.Logf("the target of the model years 2009 to 2011 over 2005 to 2007 is %.3f", target)
				want(t, "model years 2009 to 2011 over 2005 to 2007", ratio, target-0.06, target+0.06)
				// The sales of calendar years and a schedule fitted apart have 0.82 in 2015 and 0.94 in 2025.
				switch day {
				case fleetDates[0]:
					want(t, "the ratio in 2015", ratio, 0.76, 0.88)
				case synthhub.DefaultSettings().AsOf:
					want(t, "the ratio in 2025", ratio, 0.88, 1)
				}
				f.wantAges(t, day)
				newest := day.Year()
				if !day.Before(schema.NewDate(newest, 8, 1)) {
					newest++
				}
				if f.sum(newest+1, newest+9) > 0 || f.years[newest] == 0 {
					t.Errorf("%d vehicles of model year %d, %d of later ones", f.years[newest], newest, f.sum(newest+1, newest+9))
				}
			})
		}
	}
}
