package catalog

import (
	"fmt"
	"math"
	"testing"

	"github.com/synthhub/synthhub/internal/vocab"
)

// useOf returns the Use of the first vehicle of a fleet.
func useOf(fleet vocab.Fleet) Use { return UseOf(fleet, false) }

// TestFleetKinds: what a trade buys has the shares of its table, in every model year in which all its
// kinds are sold, in a state with the odds of the mean.
func TestFleetKinds(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	for u := fleetUses + 1; u < useCount; u++ {
		m := mixOf(u)
		if m.kinds == (vocab.Taste{}) {
			continue
		}
		for _, year := range []int{1986, 1999, 2010, 2020, 2026} {
			t.Run(fmt.Sprint("use ", u, " in ", year), func(t *testing.T) {
				mix := &c.mixes[u][year-FirstYear]
				all := float64(mix.pickup + mix.other)
				got := [vocab.KindCount]float64{vocab.PickupKind: float64(mix.pickup) / all}
				for kind := vocab.CarKind; kind < vocab.KindCount; kind++ {
					got[kind] = float64(mix.other) / all * float64(mix.kinds[kind]) / (1 << 16)
				}
				sum := 0
				for kind := vocab.PickupKind; kind < vocab.KindCount; kind++ {
					sum += int(m.kinds[kind])
					if want := float64(m.kinds[kind]) / 100; math.Abs(got[kind]-want) > 0.01 {
						t.Errorf("%.3f are of kind %d, want %.2f", got[kind], kind, want)
					}
				}
				if sum != 100 {
					t.Errorf("the kinds have %d percent in all", sum)
				}
			})
		}
	}
}

// TestHeavyClasses: trucks that need a commercial license are bought by trades with heavy trucks and
// tractors alone.
func TestHeavyClasses(t *testing.T) {
	t.Parallel()
	heavy := map[Use]bool{useOf(vocab.HeavyFleet): true, useOf(vocab.TractorFleet): true, laterHeavy: true, laterHaul: true}
	for u := range useCount {
		m, found := mixOf(u), false
		for i := range vocab.Models {
			model := &vocab.Models[i]
			weight := weightOf(model, m.light)
			if m.trucks != homeStock {
				weight += weightOf(model, m.trucks)
			}
			found = found || weight > 0 && model.Class >= vocab.HeavyClass
		}
		if found != heavy[u] {
			t.Errorf("use %d has trucks of the classes 7 and 8: %t, want %t", u, found, heavy[u])
		}
	}
}

// TestToolTrades: what carries tools is a van, a pickup, a truck or a plain car, in every year.
func TestToolTrades(t *testing.T) {
	t.Parallel()
	for i := range vocab.Models {
		m := &vocab.Models[i]
		sporty := m.Body == vocab.Coupe || m.Body == vocab.Convertible
		for s := range stockCount {
			tools := s != homeStock && s != errandStock && s != limousineStock
			if tools && weightOf(m, s) > 0 && (sporty || vocab.IsLuxury(m.Make) && m.Body != vocab.CargoVan) {
				t.Errorf("stock %d: %s %s", s, m.Make, m.Name)
			}
		}
		if weightOf(m, limousineStock) > 0 && (m.Body == vocab.Pickup || sporty || m.Body == vocab.CargoVan) {
			t.Errorf("for passengers: %s %s", m.Make, m.Name)
		}
	}
	for name, stock := range map[string]stock{"Electrician": toolStock, "Real Estate Agent": errandStock, "Limousine Operator": limousineStock} {
		if got := mixOf(useOf(vocab.FindOccupation(name).Fleet)).light; got != stock {
			t.Errorf("%s: stock %d, want %d", name, got, stock)
		}
	}
	for name, stock := range map[string]stock{"Roofer": mediumStock, "Courier": parcelStock, "Mover": boxStock, "Tow Truck Operator": chassisStock, "Dump Truck Operator": heavyStock, "Long-Haul Truck Driver": haulStock} {
		if got := mixOf(useOf(vocab.FindOccupation(name).Fleet)).trucks; got != stock {
			t.Errorf("%s: trucks of stock %d, want %d", name, got, stock)
		}
	}
}
