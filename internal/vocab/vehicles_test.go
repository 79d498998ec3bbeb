package vocab

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// vehiclesPlain reports whether s is text that needs no escaping in any format.
func vehiclesPlain(s string) bool {
	if s == "" || strings.TrimSpace(s) != s {
		return false
	}
	for _, c := range []byte(s) {
		switch {
		case c < ' ', c > '~', c == ',', c == '"', c == '\\', c == '<', c == '>', c == '&':
			return false
		}
	}
	return !strings.ContainsRune("=+-@", rune(s[0]))
}

// vehiclesWMI returns the WMI of a code, or nil.
func vehiclesWMI(code string) *WMI {
	i, ok := slices.BinarySearchFunc(WMIs[:], code, func(w WMI, c string) int { return strings.Compare(w.Code, c) })
	if !ok {
		return nil
	}
	return &WMIs[i]
}

// TestVehicleNames: the names of bodies and fuels are plain and unique.
func TestVehicleNames(t *testing.T) {
	if len(BodyNames) != int(HeavyTruck)+1 || len(FuelNames) != int(Electric)+1 {
		t.Fatalf("%d body names and %d fuel names", len(BodyNames), len(FuelNames))
	}
	for _, names := range [][]string{BodyNames[:], FuelNames[:]} {
		for i, s := range names {
			if (i == 0) != (s == "") || i > 0 && !vehiclesPlain(s) || slices.Index(names, s) != i {
				t.Errorf("name %d: %q", i, s)
			}
		}
	}
}

// TestModels: the table is sorted, and the fields of each model agree.
func TestModels(t *testing.T) {
	makes := map[string]bool{}
	for i := range Models {
		m := &Models[i]
		makes[m.Make] = true
		if !vehiclesPlain(m.Make) || !vehiclesPlain(m.Name) {
			t.Errorf("%q %q: not plain text", m.Make, m.Name)
		}
		if m.First < 1985 || m.First > m.Last || m.Last > StillSold {
			t.Errorf("%s %s: years %d to %d", m.Make, m.Name, m.First, m.Last)
		}
		if m.Body == NoBody || int(m.Body) >= len(BodyNames) || m.Class < 1 || m.Class > 8 {
			t.Errorf("%s %s: body %d, class %d", m.Make, m.Name, m.Body, m.Class)
		}
		if m.Sales == 0 && m.Work == 0 || m.Sales > 0 && m.Class > 2 {
			t.Errorf("%s %s: class %d, weights %d and %d", m.Make, m.Name, m.Class, m.Sales, m.Work)
		}
		if (m.Body >= BoxTruck) != (m.Class > 2 && m.Body != Pickup && m.Body != StepVan) {
			t.Errorf("%s %s: %s of class %d", m.Make, m.Name, BodyNames[m.Body], m.Class)
		}
		if m.Price < 7000 || m.Price > 200000 {
			t.Errorf("%s %s: price %d", m.Make, m.Name, m.Price)
		}
		if i == 0 {
			continue
		}
		p := &Models[i-1]
		switch c := cmp.Or(strings.Compare(p.Make, m.Make), strings.Compare(p.Name, m.Name)); {
		case c > 0:
			t.Errorf("%s %s is not sorted", m.Make, m.Name)
		case c == 0 && p.Last >= m.First:
			t.Errorf("%s %s: %d to %d overlaps the row before", m.Make, m.Name, m.First, m.Last)
		}
	}
	if len(Models) < 220 || len(makes) < 32 {
		t.Errorf("%d models of %d makes", len(Models), len(makes))
	}
}

// TestFuelSpans: every model year has a fuel, and none has a fuel twice.
func TestFuelSpans(t *testing.T) {
	for i := range Models {
		m := &Models[i]
		for _, f := range m.Fuels {
			if f.Fuel == NoFuel || int(f.Fuel) >= len(FuelNames) || f.Share == 0 || f.First < m.First || f.First > f.Last || f.Last > m.Last {
				t.Errorf("%s %s: fuel span %v", m.Make, m.Name, f)
			}
			if f.Fuel == Electric && f.First < 2008 {
				t.Errorf("%s %s: electric in %d", m.Make, m.Name, f.First)
			}
			if (f.Fuel == Hybrid || f.Fuel == PlugInHybrid) && f.First < 2000 {
				t.Errorf("%s %s: %s in %d", m.Make, m.Name, FuelNames[f.Fuel], f.First)
			}
		}
		for y := m.First; y <= m.Last; y++ {
			total, seen := 0, map[Fuel]bool{}
			for _, f := range m.Fuels {
				if y < f.First || y > f.Last {
					continue
				}
				if seen[f.Fuel] {
					t.Errorf("%s %s: %s twice in %d", m.Make, m.Name, FuelNames[f.Fuel], y)
				}
				seen[f.Fuel] = true
				total += int(f.Share)
			}
			if len(seen) == 0 || total > 255 {
				t.Errorf("%s %s %d: %d fuels of weight %d", m.Make, m.Name, y, len(seen), total)
			}
		}
	}
}

// TestWMISpans: every model year has one manufacturer identifier, which has sets for its era. No
// identifier has sets for an era without models.
func TestWMISpans(t *testing.T) {
	used := map[string][2]bool{} // by era: to 2009, and from 2010
	for i := range Models {
		m := &Models[i]
		for _, s := range m.WMIs {
			if s.First < m.First || s.First > s.Last || s.Last > m.Last {
				t.Errorf("%s %s: span %v", m.Make, m.Name, s)
			}
			if vehiclesWMI(s.WMI) == nil {
				t.Fatalf("%s %s: WMI %s is not in the table", m.Make, m.Name, s.WMI)
			}
			u := used[s.WMI]
			used[s.WMI] = [2]bool{u[0] || s.First <= 2009, u[1] || s.Last > 2009}
		}
		for y := m.First; y <= m.Last; y++ {
			ids := 0
			for _, s := range m.WMIs {
				if s.First <= y && y <= s.Last {
					ids++
				}
			}
			if ids != 1 {
				t.Errorf("%s %s %d: %d manufacturer identifiers", m.Make, m.Name, y, ids)
			}
		}
	}
	for _, w := range WMIs {
		if u := used[w.Code]; u != [2]bool{w.Old != [5]string{}, w.New != [5]string{}} {
			t.Errorf("WMI %s: used in the eras %v, sets for %v and %v", w.Code, u, w.Old, w.New)
		}
	}
}

// TestWMIs: the table is sorted, and its sets have valid characters and are large enough.
func TestWMIs(t *testing.T) {
	const chars, digits = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"
	for i, w := range WMIs {
		if len(w.Code) != 3 || strings.Trim(w.Code, chars) != "" || w.Code[2] == '9' || w.Code[0] == '0' {
			t.Errorf("WMI %q is malformed", w.Code)
		}
		if i > 0 && WMIs[i-1].Code >= w.Code {
			t.Errorf("WMI %s is not sorted", w.Code)
		}
		for era, sets := range [][5]string{w.Old, w.New} {
			if sets == [5]string{} {
				continue
			}
			product := 1
			for j, s := range sets {
				product *= len(s)
				for k := range len(s) {
					if !strings.Contains(chars, s[k:k+1]) || k > 0 && s[k-1] >= s[k] {
						t.Errorf("WMI %s position %d: %q", w.Code, j+4, s)
					}
					if j == 3 && strings.Contains(digits, s[k:k+1]) != (era == 0) {
						t.Errorf("WMI %s position 7 of era %d: %q", w.Code, era, s)
					}
				}
			}
			if product < 5000 {
				t.Errorf("WMI %s era %d: only %d attribute sections", w.Code, era, product)
			}
		}
	}
}

// A modelMix has the models of one year: their numbers, and shares of the personal line.
type modelMix struct {
	personal, commercial, heavy int
	cars, electric              float64
}

// mixOf returns the models of a year.
func mixOf(y uint16) (mix modelMix) {
	var total float64
	for i := range Models {
		m := &Models[i]
		if y < m.First || y > m.Last {
			continue
		}
		if m.Work > 0 {
			mix.commercial++
		}
		if m.Class > 2 {
			mix.heavy++
		}
		if m.Sales == 0 {
			continue
		}
		mix.personal++
		total += float64(m.Sales)
		if m.Body <= Wagon {
			mix.cars += float64(m.Sales)
		}
		mix.electric += float64(m.Sales) * electricShare(m, y)
	}
	mix.cars /= total
	mix.electric /= total
	return mix
}

// electricShare returns the share of electric vehicles of a model in a year.
func electricShare(m *Model, y uint16) float64 {
	var all, electric float64
	for _, f := range m.Fuels {
		if f.First <= y && y <= f.Last {
			all += float64(f.Share)
			if f.Fuel == Electric {
				electric += float64(f.Share)
			}
		}
	}
	return electric / all
}

// TestModelMix: both lines have enough models in every year, and the personal line follows the
// market from cars to light trucks.
func TestModelMix(t *testing.T) {
	for y := uint16(1985); y <= StillSold; y++ {
		t.Run(fmt.Sprint(y), func(t *testing.T) {
			mix := mixOf(y)
			if mix.personal < 25 || mix.commercial < 25 || mix.heavy < 6 {
				t.Errorf("%d personal models, %d commercial, %d of these medium and heavy", mix.personal, mix.commercial, mix.heavy)
			}
			low, high := 0.15, 0.80
			switch {
			case y < 1995:
				low = 0.60
			case y <= 2000:
				low, high = 0.53, 0.67
			case y >= 2024:
				high = 0.25
			}
			if mix.cars < low || mix.cars > high {
				t.Errorf("cars are %.3f of the personal line", mix.cars)
			}
			low, high = 0, 0.10
			switch {
			case y < 2008:
				high = 0
			case y < 2016:
				high = 0.01
			case y >= 2024:
				low = 0.06
			}
			if mix.electric < low || mix.electric > high {
				t.Errorf("electric vehicles are %.4f of the personal line", mix.electric)
			}
		})
	}
}

// TestModelShares compares the shares of makers in 2024 with those of published fact sheets,
// within 2 points.
func TestModelShares(t *testing.T) {
	groups := []struct {
		makes string
		want  float64
	}{
		{"Buick Cadillac Chevrolet GMC", 17},
		{"Lexus Toyota", 15},
		{"Ford Lincoln", 13},
		{"Genesis Hyundai Kia", 11},
		{"Acura Honda", 9},
		{"Chrysler Dodge Fiat Jeep Ram", 8},
		{"Infiniti Mitsubishi Nissan", 7},
		{"Audi Porsche Volkswagen", 4},
		{"Subaru", 4},
		{"Tesla", 4},
	}
	sums := make([]uint32, len(groups))
	var total uint32
	for i := range Models {
		m := &Models[i]
		if m.First > 2024 || m.Last < 2024 {
			continue
		}
		total += m.Sales
		for g := range groups {
			if slices.Contains(strings.Fields(groups[g].makes), m.Make) {
				sums[g] += m.Sales
			}
		}
	}
	for g, s := range sums {
		t.Run(groups[g].makes, func(t *testing.T) {
			if share := 100 * float64(s) / float64(total); share < groups[g].want-2 || share > groups[g].want+2 {
				t.Errorf("%.1f percent of 2024, want about %v", share, groups[g].want)
			}
		})
	}
}

// wasSold reports whether a model was sold in a year with a fuel, or with any fuel.
func wasSold(maker, name string, year uint16, fuel Fuel) bool {
	for i := range Models {
		m := &Models[i]
		if m.Make != maker || m.Name != name || year < m.First || year > m.Last {
			continue
		}
		for _, f := range m.Fuels {
			if (fuel == NoFuel || f.Fuel == fuel) && f.First <= year && year <= f.Last {
				return true
			}
		}
	}
	return false
}

// TestModelFacts compares the table with well-known facts.
func TestModelFacts(t *testing.T) {
	for _, c := range []struct {
		maker, name string
		year        uint16
		fuel        Fuel
		want        bool
		reason      string
	}{
		{"Nissan", "Leaf", 2010, NoFuel, false, "the first was of 2011"},
		{"Nissan", "Leaf", 2011, Electric, true, ""},
		{"Nissan", "Leaf", 2018, Gasoline, false, "never had an engine"},
		{"Tesla", "Model 3", 2016, NoFuel, false, "began in 2017"},
		{"Tesla", "Model Y", 2020, Electric, true, ""},
		{"Ford", "Bronco", 1996, Gasoline, true, ""},
		{"Ford", "Bronco", 2005, NoFuel, false, "not sold from 1997 to 2020"},
		{"Ford", "Bronco", 2021, Gasoline, true, ""},
		{"Ford", "Focus", 1999, NoFuel, false, "began in 2000"},
		{"Ford", "Focus", 2019, NoFuel, false, "ended in 2018"},
		{"Ford", "F-150", 2022, Electric, true, "the Lightning"},
		{"Ford", "Ranger", 2015, NoFuel, false, "not sold from 2012 to 2018"},
		{"Dodge", "Ram 1500", 2008, Gasoline, true, "Ram was a model of Dodge"},
		{"Ram", "1500", 2012, NoFuel, false, "vPIC has it under Dodge until 2012"},
		{"Ram", "1500", 2020, Gasoline, true, ""},
		{"Toyota", "Camry", 2025, Gasoline, false, "only a hybrid since 2025"},
		{"Toyota", "Camry", 2025, Hybrid, true, ""},
		{"Toyota", "Prius", 2000, NoFuel, false, "began in 2001"},
		{"Toyota", "Prius", 2001, Hybrid, true, ""},
		{"Honda", "CR-V", 1996, NoFuel, false, "began in 1997"},
		{"Chevrolet", "Volt", 2011, PlugInHybrid, true, ""},
		{"Chevrolet", "Silverado 1500", 1998, NoFuel, false, "began in 1999"},
		{"Volkswagen", "Jetta", 2016, Diesel, false, "sales were stopped in 2015"},
		{"Freightliner", "Cascadia", 2020, Diesel, true, ""},
	} {
		t.Run(fmt.Sprintf("%d %s %s %s", c.year, c.maker, c.name, FuelNames[c.fuel]), func(t *testing.T) {
			if got := wasSold(c.maker, c.name, c.year, c.fuel); got != c.want {
				t.Errorf("sold: %v (%s)", got, c.reason)
			}
		})
	}
}
