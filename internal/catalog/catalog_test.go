package catalog

import (
	"fmt"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// TestFind: Find returns every model year by each of its fuels, and nil for what was not sold.
func TestFind(t *testing.T) {
	c := New()
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

// TestSummaries: the summary of a model year has its year, make and model.
func TestSummaries(t *testing.T) {
	c := New()
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
	c := New()
	for y := range c.Models[Personal] {
		for use, class := range map[Use][2]uint8{Personal: {1, 3}, Work: {1, 3}, Trade: {1, 6}, Haul: {MediumClass, MaxClass}} {
			for draw := range uint64(1000) {
				m := &c.Years[c.Models[use][y].Pick(draw<<54)]
				if int(m.Year) != FirstYear+y {
					t.Fatalf("%s is drawn for %d", c.Summary(m), FirstYear+y)
				}
				if got := c.Lines[m.Line].Class; got < class[0] || got > class[1] {
					t.Fatalf("%s of class %d is drawn for use %d", c.Summary(m), got, use)
				}
			}
		}
	}
}

// TestModelsEveryYear: for every year and use, a few thousand draws find a minimum number of
// models.
func TestModelsEveryYear(t *testing.T) {
	c := New()
	minimum := [useCount]int{Personal: 25, Work: 3, Trade: 4, Haul: 2}
	for u := range useCount {
		for y := FirstYear; y <= LastYear; y++ {
			models, picked := &c.Models[u][y-FirstYear], map[int]bool{}
			for n := range uint64(4096) {
				picked[models.Pick(n<<52)] = true
			}
			if n := len(picked); n < minimum[u] {
				t.Errorf("use %d, model year %d: %d models, want %d", u, y, n, minimum[u])
			}
		}
	}
}
