package vocab

import (
	"cmp"
	"slices"
	"strings"
	"testing"
)

// vehiclesPlain reports whether s is text that no format has to escape.
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

// vehiclesWMI returns the entry of code, or nil.
func vehiclesWMI(code string) *WMI {
	i, ok := slices.BinarySearchFunc(WMIs[:], code, func(w WMI, c string) int { return strings.Compare(w.Code, c) })
	if !ok {
		return nil
	}
	return &WMIs[i]
}

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

func TestModels(t *testing.T) {
	makes := map[string]bool{}
	for i := range Models {
		m := &Models[i]
		makes[m.Make] = true
		if !vehiclesPlain(m.Make) || !vehiclesPlain(m.Name) {
			t.Errorf("%q %q: not plain text", m.Make, m.Name)
		}
		if m.First < 1985 || m.First > m.Last || m.Last > 2026 {
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

// TestModelSpans asserts that every model year of every model has a fuel and
// one manufacturer identifier that is listed for its era.
func TestModelSpans(t *testing.T) {
	used := map[string][2]bool{}
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
		for _, w := range m.WMIs {
			if w.First < m.First || w.First > w.Last || w.Last > m.Last {
				t.Errorf("%s %s: span %v", m.Make, m.Name, w)
			}
		}
		for y := m.First; y <= m.Last; y++ {
			fuels, ids, total := 0, 0, 0
			for j, f := range m.Fuels {
				if f.First <= y && y <= f.Last {
					fuels++
					total += int(f.Share)
					for _, g := range m.Fuels[:j] {
						if g.Fuel == f.Fuel && g.First <= y && y <= g.Last {
							t.Errorf("%s %s: %s twice in %d", m.Make, m.Name, FuelNames[f.Fuel], y)
						}
					}
				}
			}
			for _, s := range m.WMIs {
				if s.First > y || y > s.Last {
					continue
				}
				ids++
				w := vehiclesWMI(s.WMI)
				if w == nil {
					t.Fatalf("%s %s: WMI %s is not listed", m.Make, m.Name, s.WMI)
				}
				u := used[s.WMI]
				if y <= 2009 {
					u[0] = true
				} else {
					u[1] = true
				}
				used[s.WMI] = u
			}
			if fuels == 0 || ids != 1 || total > 255 {
				t.Errorf("%s %s %d: %d fuels of weight %d, %d manufacturer identifiers", m.Make, m.Name, y, fuels, total, ids)
			}
		}
	}
	for _, w := range WMIs {
		u := used[w.Code]
		if u != [2]bool{w.Old != [5]string{}, w.New != [5]string{}} {
			t.Errorf("WMI %s: used in the eras %v, sets for %v and %v", w.Code, u, w.Old, w.New)
		}
	}
}

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

// TestModelMix asserts that both lines have a choice in every model year, and
// that the personal line follows the market from cars to light trucks.
func TestModelMix(t *testing.T) {
	for y := uint16(1985); y <= 2026; y++ {
		var personal, commercial, heavy int
		var total, cars, electric float64
		for i := range Models {
			m := &Models[i]
			if y < m.First || y > m.Last {
				continue
			}
			if m.Work > 0 {
				commercial++
			}
			if m.Class > 2 {
				heavy++
			}
			if m.Sales == 0 {
				continue
			}
			personal++
			total += float64(m.Sales)
			if m.Body <= Wagon {
				cars += float64(m.Sales)
			}
			var all, plug float64
			for _, f := range m.Fuels {
				if f.First <= y && y <= f.Last {
					all += float64(f.Share)
					if f.Fuel == Electric {
						plug += float64(f.Share)
					}
				}
			}
			electric += float64(m.Sales) * plug / all
		}
		if personal < 25 || commercial < 25 || heavy < 6 {
			t.Errorf("%d: %d personal models, %d commercial, %d of these medium and heavy", y, personal, commercial, heavy)
		}
		lo, hi := 0.15, 0.80
		switch {
		case y < 1995:
			lo = 0.60
		case y <= 2000:
			lo, hi = 0.53, 0.67
		case y >= 2024:
			hi = 0.25
		}
		if share := cars / total; share < lo || share > hi {
			t.Errorf("%d: cars are %.3f of the personal line", y, share)
		}
		lo, hi = 0, 0.10
		switch {
		case y < 2008:
			hi = 0
		case y < 2016:
			hi = 0.01
		case y >= 2024:
			lo = 0.06
		}
		if share := electric / total; share < lo || share > hi {
			t.Errorf("%d: electric vehicles are %.4f of the personal line", y, share)
		}
	}
}

// TestModelShares asserts the makers' shares of 2024 within 2 points, as the
// fact sheets give them.
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
		if share := 100 * float64(s) / float64(total); share < groups[g].want-2 || share > groups[g].want+2 {
			t.Errorf("%s: %.1f percent of 2024, want about %v", groups[g].makes, share, groups[g].want)
		}
	}
}

// TestModelFacts spot-checks what is known to everybody.
func TestModelFacts(t *testing.T) {
	sold := func(make, name string, year uint16, fuel Fuel) bool {
		for i := range Models {
			m := &Models[i]
			if m.Make != make || m.Name != name || year < m.First || year > m.Last {
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
	for _, c := range []struct {
		make, name string
		year       uint16
		fuel       Fuel
		want       bool
		reason     string
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
		if got := sold(c.make, c.name, c.year, c.fuel); got != c.want {
			t.Errorf("%d %s %s %s sold: %v (%s)", c.year, c.make, c.name, FuelNames[c.fuel], got, c.reason)
		}
	}
}

func TestFleetAges(t *testing.T) {
	var sum, mean uint64
	for a, n := range FleetAges {
		sum += uint64(n)
		mean += uint64(a) * uint64(n)
		if n == 0 || a > 0 && n > FleetAges[a-1] {
			t.Errorf("age %d: %d is not below the age before", a, n)
		}
	}
	if len(FleetAges) != 41 || sum != 100_000 {
		t.Errorf("%d ages add up to %d", len(FleetAges), sum)
	}
	if m := float64(mean) / float64(sum); m < 12.5 || m > 13.1 {
		t.Errorf("mean age %.3f", m)
	}
}
