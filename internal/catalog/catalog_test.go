package catalog

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// business is a Buyer for tests.
var business = Buyer{State: 1, Stage: BusinessStage, Dear: BusinessDear}

// buyOne returns the index of the model that a draw leads to, and whether it has a plug.
func (c *Catalog) buyOne(u Use, year int, b Buyer, drawn uint64) (model uint16, plug uint8) {
	models, plug := c.Choose(u, year, b, drawn)
	return c.Pick(models, drawn, 0), plug
}

// TestFind: Find returns every model year by each of its fuels, and nil for what was not sold.
func TestFind(t *testing.T) {
	c := New(vocab.NewMiles())
	for i := range c.Years {
		year := &c.Years[i]
		m := &vocab.Models[year.Line]
		mix := fuelsOf(m, int(year.Year))
		for fuel := range mix {
			got := c.Find(m.Make, m.Name, int(year.Year), m.Body, vocab.Fuel(fuel))
			if sold := mix[fuel] > 0; sold != (got == year) || !sold && got != nil {
				t.Fatalf("%s with fuel %s: found %v, sold %t", c.Summary(year), vocab.FuelNames[fuel], got, sold)
			}
		}
	}
	m := &c.Years[len(c.Years)/2]
	line := &vocab.Models[m.Line]
	fuel := line.Fuels[0].Fuel
	for name, found := range map[string]*ModelYear{
		"another make":  c.Find("No"+line.Make, line.Name, int(m.Year), line.Body, fuel),
		"another model": c.Find(line.Make, line.Name+"X", int(m.Year), line.Body, fuel),
		"another year":  c.Find(line.Make, line.Name, 1900, line.Body, fuel),
		"no body":       c.Find(line.Make, line.Name, int(m.Year), vocab.NoBody, fuel),
	} {
		t.Run(name, func(t *testing.T) {
			if found != nil {
				t.Errorf("found %s", c.Summary(found))
			}
		})
	}
}

// TestYearsAfterTable: a model that is still sold goes on to LastYear with the fuels, the prefix
// and the weights of the table's last year, at 2 percent more a year. The others have ended.
func TestYearsAfterTable(t *testing.T) {
	c := New(vocab.NewMiles())
	for i := range vocab.Models {
		m, line := &vocab.Models[i], &c.Lines[i]
		fuel, last := m.Fuels[0].Fuel, int(m.Last)
		for _, f := range m.Fuels {
			if f.Last == m.Last {
				fuel = f.Fuel
			}
		}
		want := c.Years[int(line.index)+last-int(m.First)]
		if want.Price != m.Price {
			t.Fatalf("%s costs %d, want the price of the table, %d", c.Summary(&want), want.Price, m.Price)
		}
		for year := last + 1; year <= LastYear+1; year++ {
			got := c.Find(m.Make, m.Name, year, m.Body, fuel)
			if got != nil && int(got.Line) != i {
				break // another line of the name
			}
			if m.Last != vocab.StillSold || year > LastYear {
				if got != nil {
					t.Fatalf("%s is sold, want the last in %d", c.Summary(got), last)
				}
				continue
			}
			want.Year, want.Price = uint16(year), want.Price*102/100
			if got == nil || *got != want {
				t.Fatalf("%d %s %s is %+v, want %+v", year, m.Make, m.Name, got, want)
			}
		}
	}
	for u := range useCount {
		for year := vocab.StillSold + 1; year <= LastYear; year++ {
			for n := range uint64(4096) {
				got, _ := c.buyOne(u, year, business, n<<52)
				want, _ := c.buyOne(u, vocab.StillSold, business, n<<52)
				if int(got) != int(want)+year-vocab.StillSold {
					t.Fatalf("use %d: draw %d is %s, want the model of %s", u, n, c.Summary(&c.Years[got]), c.Summary(&c.Years[want]))
				}
			}
		}
	}
}

// TestSummaries: the summary of a model year has its year, make and model.
func TestSummaries(t *testing.T) {
	c := New(vocab.NewMiles())
	for i := range c.Years {
		y := &c.Years[i]
		m := &vocab.Models[y.Line]
		if got, want := c.Summary(y), fmt.Sprint(y.Year, " ", m.Make, " ", m.Name); got != want {
			t.Fatalf("the summary is %q, want %q", got, want)
		}
	}
}

// TestUses: in every year each use has models, and only of its classes.
func TestUses(t *testing.T) {
	c := New(vocab.NewMiles())
	classes := [useCount][2]uint8{Personal: {1, 2}, FarmHome: {1, 2}, laterHeavy: {1, vocab.MaxClass}, laterHaul: {1, vocab.MaxClass}}
	for fleet, class := range [...][2]uint8{
		vocab.LightFleet: {1, 3}, vocab.ServiceFleet: {1, 3}, vocab.YardFleet: {1, 6}, vocab.CrewFleet: {1, 6}, vocab.FarmFleet: {1, 6}, vocab.DeliveryFleet: {1, 5},
		vocab.BoxFleet: {1, 6}, vocab.TowFleet: {1, 6}, vocab.HeavyFleet: {6, vocab.MaxClass}, vocab.TractorFleet: {vocab.HeavyClass, vocab.MaxClass}, vocab.CarFleet: {1, 2}, vocab.LimousineFleet: {1, 2},
	} {
		if fleet > 0 {
			classes[useOf(vocab.Fleet(fleet))] = class
		}
	}
	for year := FirstYear; year <= LastYear; year++ {
		for use, class := range classes {
			for draw := range uint64(1000) {
				i, plug := c.buyOne(Use(use), year, business, draw<<54|draw)
				m := &c.Years[i]
				if int(m.Year) != year {
					t.Fatalf("%s is drawn for %d", c.Summary(m), year)
				}
				if got := c.Lines[m.Line].Class; got < class[0] || got > class[1] {
					t.Fatalf("%s of class %d is drawn for use %d", c.Summary(m), got, use)
				}
				if fuels := fuelsOf(&vocab.Models[m.Line], year); fuels.has(plug > 0) == false {
					t.Fatalf("%s is drawn with plug %d", c.Summary(m), plug)
				}
			}
		}
	}
}

// has reports whether a mix has fuels with a plug, or without one.
func (m mix) has(plug bool) bool {
	for fuel, share := range m {
		if share > 0 && hasPlug(vocab.Fuel(fuel)) == plug {
			return true
		}
	}
	return false
}

// TestModelsEveryYear: for every year and use, a few thousand draws find a minimum number of
// models.
func TestModelsEveryYear(t *testing.T) {
	c := New(vocab.NewMiles())
	minimum := [useCount]int{Personal: 25, FarmHome: 25}
	for u := FarmHome + 1; u < useCount; u++ {
		minimum[u] = 2
	}
	for u := range useCount {
		for y := FirstYear; y <= LastYear; y++ {
			picked := map[uint16]bool{}
			for n := range uint64(4096) {
				model, _ := c.buyOne(u, y, business, n<<52)
				picked[model] = true
			}
			if n := len(picked); n < minimum[u] {
				t.Errorf("use %d, model year %d: %d models, want %d", u, y, n, minimum[u])
			}
		}
	}
}
