package synthhub_test

import (
	"math"
	"slices"
	"sync"
	"testing"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// eachValueDate runs a test on the first day, the default one and the last, each with a seed of its own.
func eachValueDate(t *testing.T, test func(t *testing.T, g *synthhub.Generator)) {
	for i, day := range []synthhub.Date{firstDay, schema.NewDate(2025, 11, 1), lastDay} {
		t.Run(day.String(), func(t *testing.T) {
			t.Parallel()
			test(t, generator(t, synthhub.Settings{Records: testenv.Scale(40_000, 200_000), Seed: uint64(i + 1), AsOf: day}))
		})
	}
}

// lossOf returns the kind of depreciation that a source has a number for.
func lossOf(v *synthhub.Vehicle) string {
	switch {
	case v.GVWRClass > 2 || v.FuelType == synthhub.FuelPlugInHybrid:
		return "other"
	case v.FuelType == synthhub.FuelElectric:
		return "electric"
	case v.FuelType == synthhub.FuelHybrid:
		return "hybrid"
	case v.BodyStyle == synthhub.BodyPickup:
		return "pickup"
	case v.BodyStyle == synthhub.BodySUV:
		return "SUV"
	}
	return "car"
}

// TestDepreciation: vehicles of the personal line lose in five years what the source says for their
// kind, within five points, whether they are five model years old or closest to five years.
func TestDepreciation(t *testing.T) {
	t.Parallel()
	want := map[string]float64{"all": 45.6, "hybrid": 40.7, "electric": 58.8, "SUV": 48.9, "pickup": 40.4, "car": 42.5}
	var asserted sync.Map
	t.Cleanup(func() { // after the dates, which run in parallel
		for kind := range want {
			if _, ok := asserted.Load(kind); !ok {
				t.Errorf("too few vehicles of the kind %s", kind)
			}
		}
	})
	eachValueDate(t, func(t *testing.T, g *synthhub.Generator) {
		year := g.Settings().AsOf.Year()
		var lost, list [2]map[string]float64
		for i := range lost {
			lost[i], list[i] = map[string]float64{}, map[string]float64{}
		}
		add := func(i int, v *synthhub.Vehicle) {
			price := float64(synthhub.ListPriceForTest(v))
			for _, kind := range []string{"all", lossOf(v)} {
				lost[i][kind] += 100 * (price - float64(v.ValueUSD)) / price
				list[i][kind]++
			}
		}
		for r := range g.All() {
			v := &r.Vehicles[0]
			if v.LOBType != synthhub.LinePersonal {
				continue
			}
			if v.ModelYear == year-5 {
				add(0, v)
			}
			if _, age := synthhub.AgesForTest(r, g); age == 5 {
				add(1, v)
			}
		}
		for kind, percent := range want {
			for i, name := range []string{"five model years", "five years"} {
				if n := list[i][kind]; n >= 50 {
					asserted.Store(kind, true)
					got := lost[i][kind] / n
					t.Logf("%s, %s: %.1f percent lost, %.1f in the source, %.0f vehicles", kind, name, got, percent, n)
					if math.Abs(got-percent) > 5 {
						t.Errorf("%s of %s have lost %.1f percent, want %.1f", kind, name, got, percent)
					}
				}
			}
		}
	})
}

// TestOdometers: on every date odometers grow with age, with the level of the survey and a wide spread;
// new vehicles have run little, and heavy trucks several 100,000 miles.
func TestOdometers(t *testing.T) {
	t.Parallel()
	eachValueDate(t, func(t *testing.T, g *synthhub.Generator) {
		day := g.Settings().AsOf
		byAge, ages, miles := map[int][]int{}, []float64{}, []float64{}
		heavy, trucks, news, run := 0, 0, 0, 0
		var old, below, above float64
		for r := range g.All() {
			v := &r.Vehicles[0]
			age := day.Year() - v.ModelYear
			if v.LOBType == synthhub.LinePersonal {
				byAge[age] = append(byAge[age], v.Odometer)
				ages, miles = append(ages, float64(age)), append(miles, float64(v.Odometer))
			}
			if v.GVWRClass >= 7 && age >= 5 && age <= 15 {
				heavy, trucks = heavy+v.Odometer, trucks+1
			}
			if age < 0 {
				news, run = news+1, run+v.Odometer
			}
			if age >= 25 && v.LOBType == synthhub.LinePersonal {
				old++
				if v.Odometer < 100_000 {
					below++
				}
				if v.Odometer > 300_000 {
					above++
				}
			}
		}
		if mean := heavy / trucks; mean < 300_000 || mean > 800_000 {
			t.Errorf("%d heavy trucks of 5 to 15 years have run %d miles on average", trucks, mean)
		}
		if mean := run / max(news, 1); news > 200 && (mean < 1000 || mean > 6000) {
			t.Errorf("%d vehicles of the next model year have run %d miles on average", news, mean)
		}
		t.Logf("of 25 years and more: %.1f percent have run less than 100,000 miles, %.1f more than 300,000", 100*below/old, 100*above/old)
		if below < 0.06*old || below > 0.25*old || above > 0.05*old {
			t.Errorf("of %.0f vehicles of 25 years and more %.0f have run less than 100,000 miles and %.0f more than 300,000", old, below, above)
		}
		// The model year ends in the middle of the year, so the mean age on a day is one half more or less.
		within := float64(day.DaysSince(schema.NewDate(day.Year(), 2, 1))) / 365
		for _, want := range []struct {
			age                        int
			least, most                float64 // of the mean
			lowest, low, high, highest int     // of the 10th and 90th percentile
		}{{5, 50_000, 90_000, 25_000, 50_000, 75_000, 130_000}, {10, 95_000, 140_000, 55_000, 80_000, 145_000, 200_000}, {20, 135_000, 190_000, 75_000, 115_000, 190_000, 260_000}} {
			list := byAge[want.age]
			slices.Sort(list)
			sum := 0
			for _, m := range list {
				sum += m
			}
			mean, p10, p90 := float64(sum)/float64(len(list)), list[len(list)/10], list[len(list)*9/10]
			t.Logf("age %d.%02.0f: mean %.0f, 10th percentile %d, 90th %d of %d", want.age, 100*within, mean, p10, p90, len(list))
			if mean < want.least || mean > want.most || p10 < want.lowest || p10 > want.low || p90 < want.high || p90 > want.highest {
				t.Errorf("vehicles of %d years have run %.0f miles, from %d to %d in the middle 80 percent", want.age, mean, p10, p90)
			}
		}
		if c := correlation(ages, miles); c < 0.7 || c > 0.9 {
			t.Errorf("age and odometer have a correlation of %.2f", c)
		} else {
			t.Logf("age and odometer have a correlation of %.2f", c)
		}
	})
}

// TestMilesOfYear: what an odometer grows by in a year is the annual mileage of that year, in the mean
// and for nearly every vehicle.
func TestMilesOfYear(t *testing.T) {
	t.Parallel()
	g := generator(t, synthhub.Settings{Records: testenv.Scale(20_000, 200_000), Seed: 2, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	for _, from := range []synthhub.Date{firstDay, schema.NewDate(2020, 6, 15), schema.NewDate(2026, 12, 31)} {
		before, now := onDay(t, g, from), onDay(t, g, from.AddYears(1))
		var grown, annual, ratios, n, near float64
		for slot := range g.Len() {
			a := before.Record(slot)
			vehicles := map[uuid.UUID]synthhub.Vehicle{}
			for _, v := range a.Vehicles {
				vehicles[v.ID] = v
			}
			for _, v := range now.Record(slot).Vehicles {
				old, ok := vehicles[v.ID]
				if tenure, _ := g.Tenure(v.ID); !ok || tenure.From.After(from.AddYears(-1)) {
					continue // the first reading after the purchase is not of a year
				}
				ratio := float64(v.Odometer-old.Odometer) / float64(old.AnnualMileage)
				grown, annual, ratios, n = grown+float64(v.Odometer-old.Odometer), annual+float64(old.AnnualMileage), ratios+ratio, n+1
				if ratio > 0.85 && ratio < 1.15 {
					near++
				}
			}
		}
		t.Logf("from %v: %.3f of the miles, mean of ratios %.3f, %.3f of the vehicles within 15 percent, %.0f vehicles", from, grown/annual, ratios/n, near/n, n)
		if r := grown / annual; r < 0.95 || r > 1.05 {
			t.Errorf("from %v odometers grow by %.3f of the annual mileage", from, r)
		}
		if near < 0.85*n {
			t.Errorf("from %v only %.3f of the vehicles run their annual mileage", from, near/n)
		}
	}
}

// TestOdometersOverTime: on no day of the window does the odometer of a vehicle fall, it rises only on its
// yearly day, title and weight class stay, and the value never rises.
func TestOdometersOverTime(t *testing.T) {
	t.Parallel()
	const slots = 40
	g := generator(t, synthhub.Settings{Records: 4000, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	step := testenv.Scale(3, 1)
	last, rises, same := map[uuid.UUID]synthhub.Vehicle{}, map[uuid.UUID]synthhub.Date{}, 0
	for day := firstDay; !day.After(lastDay); day = day.AddDays(step) {
		at := onDay(t, g, day)
		for i := range slots {
			for _, v := range at.Record(100 * i).Vehicles {
				before, ok := last[v.ID]
				last[v.ID] = v
				if !ok {
					continue
				}
				same++
				if v.Odometer < before.Odometer || v.TitleStatus != before.TitleStatus || v.GVWRClass != before.GVWRClass || v.ValueUSD > before.ValueUSD {
					t.Fatalf("slot %d on %v: odometer %d after %d, %v after %v, class %d after %d, value %d after %d", 100*i, day,
						v.Odometer, before.Odometer, v.TitleStatus, before.TitleStatus, v.GVWRClass, before.GVWRClass, v.ValueUSD, before.ValueUSD)
				}
				if v.Odometer > before.Odometer {
					if at, ok := rises[v.ID]; ok && day.DaysSince(at) < 360 {
						t.Fatalf("slot %d: the odometer rises on %v and on %v", 100*i, at, day)
					}
					rises[v.ID] = day
				}
			}
		}
	}
	if same == 0 || len(rises) == 0 {
		t.Error("no vehicle is seen twice, or none runs")
	}
}

// TestTitles: the shares of branded titles rise with the age at the purchase as the table says, less those of
// leased vehicles, and vehicles that were bought new have none.
func TestTitles(t *testing.T) {
	t.Parallel()
	eachValueDate(t, func(t *testing.T, g *synthhub.Generator) {
		var branded, expected, vehicles, old, oldBranded float64
		for r := range g.All() {
			v := &r.Vehicles[0]
			bought, _ := synthhub.AgesForTest(r, g)
			if v.TitleStatus != synthhub.TitleClean {
				if branded++; bought == 0 || v.Ownership == synthhub.OwnershipLeased {
					t.Fatalf("slot %d: %v, bought at %d years, %v", r.Slot, v.TitleStatus, bought, v.Ownership)
				}
			}
			if v.TitleStatus == synthhub.TitleSalvage {
				t.Fatalf("slot %d: the first vehicle is Salvage", r.Slot)
			}
			vehicles++
			if bought > 7 { // nothing is leased
				old++
				expected += float64(vocab.BrandedShares[min(bought, len(vocab.BrandedShares)-1)]) / (1 << 16)
				if v.TitleStatus != synthhub.TitleClean {
					oldBranded++
				}
			}
		}
		t.Logf("%.2f percent are branded; bought over seven years old: %.2f, want %.2f", 100*branded/vehicles, 100*oldBranded/old, 100*expected/old)
		if math.Abs(oldBranded-expected) > 4*math.Sqrt(expected) {
			t.Errorf("%.0f of %.0f vehicles that were bought over seven years old are branded, want %.0f", oldBranded, old, expected)
		}
		if p := 100 * branded / vehicles; p < 3 || p > 7 {
			t.Errorf("%.2f percent are branded", p)
		}
	})
	var salvage, later float64
	for r := range generator(t, synthhub.Settings{Records: 20_000, Seed: 3, Vehicles: synthhub.VehicleRange{Min: 2, Max: 2}}).All() {
		if v := &r.Vehicles[1]; v.LOBType == synthhub.LinePersonal {
			if later++; v.TitleStatus == synthhub.TitleSalvage {
				salvage++
			}
		}
	}
	if p := 100 * salvage / later; p < 0.5 || p > 1.5 {
		t.Errorf("%.2f percent of the second vehicles are Salvage", p)
	}
}
