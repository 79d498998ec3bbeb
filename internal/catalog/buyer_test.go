package catalog

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The middle of life: the tastes of those of 30 to 49 who never married.
const middleAge, single = 40, 0

// buy counts what buyers buy in a model year: the kinds without a plug, those with a plug, and the sum of the prices.
func (c *Catalog) buy(use Use, year int, b Buyer) (bodies map[vocab.Kind]int, plugs, price float64) {
	const draws = 60_000
	label := draw.NewLabel(1, "buy")
	bodies = map[vocab.Kind]int{}
	for i := range uint64(draws) {
		model, plug := c.buyOne(use, year, b, label.Draw(i))
		m := &c.Years[model]
		if plug == 0 {
			bodies[vocab.KindOf(vocab.Models[m.Line].Body)]++
		}
		plugs += float64(plug)
		price += float64(m.Price)
	}
	return bodies, plugs / draws, price / draws
}

// TestBuyByState: in each model year the states stand in the order of their tables, and a state with
// the odds of the mean has the share of the year.
func TestBuyByState(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	for _, year := range []int{2013, 2024} {
		t.Run(fmt.Sprint(year), func(t *testing.T) {
			t.Parallel()
			mix := &c.mixes[Personal][year-FirstYear]
			var order []int
			for state := 1; state <= vocab.StateCount; state++ {
				order = append(order, state)
			}
			slices.SortFunc(order, func(a, b int) int { return int(c.states[a].plugIn) - int(c.states[b].plugIn) })
			for i := 1; i < len(order); i++ {
				if vocab.PlugInsByState[order[i]] < vocab.PlugInsByState[order[i-1]] {
					t.Errorf("%s comes after %s", vocab.States[order[i]], vocab.States[order[i-1]])
				}
			}
			// Of the share p of the country a state with the odds ratio r has p*r of p*r + 1-p.
			for _, name := range []string{"CA", "MS", "WY"} {
				state := slices.Index(vocab.States[:], name)
				b := Buyer{Stage: BusinessStage, Dear: 1 << 15, State: uint8(state)}
				bodies, plugs, _ := c.buy(Personal, year, b)
				f, taste := &c.states[state], &vocab.BusinessTaste
				plugIn := float64(mix.plugIn) * float64(f.plugIn) / stateUnit
				pickup := float64(mix.pickup) * float64(f.pickup) / stateUnit * float64(taste[vocab.PickupKind]) / 100
				all := plugIn + pickup + float64(mix.other)
				if want := plugIn / all; math.Abs(plugs-want) > 0.004 {
					t.Errorf("%s: %.4f have a plug, want %.4f", name, plugs, want)
				}
				if got, want := float64(bodies[vocab.PickupKind])/60_000, pickup/all; math.Abs(got-want) > 0.01 {
					t.Errorf("%s: %.4f are pickups, want %.4f", name, got, want)
				}
			}
		})
	}
}

// TestRatios: multiplied by the ratio of a state, the odds of the mean are those of the state. Wyoming has
// 37.3 percent pickups, the mean of the people is 16.0.
func TestRatios(t *testing.T) {
	t.Parallel()
	odds := func(share float64) float64 { return share / (1 - share) }
	mean, people := 0.0, 0.0
	for state, share := range vocab.PickupsByState {
		mean, people = mean+float64(share)/1000*float64(vocab.Populations[state]), people+float64(vocab.Populations[state])
	}
	mean /= people
	if math.Abs(mean-0.16) > 0.001 {
		t.Errorf("the mean is %.4f, want 0.160", mean)
	}
	got := ratios(&vocab.PickupsByState, 1000)
	for state, share := range vocab.PickupsByState {
		want := odds(float64(share)/1000) / odds(mean) * stateUnit
		if share == 0 {
			want = stateUnit
		}
		if math.Abs(float64(got[state])-want) > 1 {
			t.Errorf("%s: %d, want %.1f", vocab.States[state], got[state], want)
		}
	}
	if suvs := ratios(&vocab.SUVsByState, 1000); suvs[slices.Index(vocab.States[:], "TX")] != stateUnit {
		t.Error("a state that the table does not have is not the mean")
	}
}

// TestPlugInShares: a model year of the personal line has the share of its table, and none has a plug
// before.
func TestPlugInShares(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	for year := FirstYear; year <= LastYear; year++ {
		want := 0
		if year >= vocab.FirstPlugInYear {
			want = int(vocab.PlugInShares[year-vocab.FirstPlugInYear])
		}
		for _, use := range []Use{Personal, useOf(vocab.LightFleet), useOf(vocab.CarFleet)} {
			m := &c.mixes[use][year-FirstYear]
			all := m.plugIn + m.pickup + m.other
			if got := int(10_000 * float64(m.plugIn) / float64(all)); all != 1<<16 || math.Abs(float64(got-want)) > 1 && (use == Personal || got != 0 || year >= 2022) {
				t.Errorf("use %d, %d: %d of 10,000 have a plug, want %d; all are %d", use, year, got, want, all)
			}
		}
	}
}

// TestSoldCars: of each model year as many cars and light trucks are sold as vocab.Sold says, and of those that are
// bought used fewer are cars.
func TestSoldCars(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	for year := FirstYear; year <= LastYear; year++ {
		mix := &c.mixes[Personal][year-FirstYear]
		cars := float64(mix.other) * float64(mix.kinds[vocab.CarKind]+mix.kinds[vocab.SportyKind]) / (1 << 16)
		if mix.plugIn > 0 {
			plugs, all := 0.0, 0.0
			for i := range vocab.Models {
				if m := &vocab.Models[i]; covers(m.First, m.Last, year) && m.Sales > 0 {
					with, _ := plugWeights(m, year, m.Sales)
					if all += float64(with); isCar(vocab.KindOf(m.Body)) {
						plugs += float64(with)
					}
				}
			}
			cars += float64(mix.plugIn) * plugs / all
		}
		sold, trucks := float64(vocab.Sold(vocab.PlainCar, year)), float64(vocab.Sold(vocab.LightTruck, year))
		if got, want := cars/(1<<16), sold/(sold+trucks); math.Abs(got-want) > 0.001 {
			t.Errorf("%d: %.4f are cars, want %.4f", year, got, want)
		}
	}
	b := Buyer{Stage: BusinessStage, Dear: BusinessDear, State: uint8(slices.Index(vocab.States[:], "TX"))}
	before := 1.0
	for _, b.Used = range []uint8{0, 5, 10, 15, 20} {
		kinds, _, _ := c.buy(Personal, 2005, b)
		cars := float64(kinds[vocab.CarKind]+kinds[vocab.SportyKind]) / 60_000
		if t.Logf("bought after %d years: %.3f are cars", b.Used, cars); cars >= before-0.003 {
			t.Errorf("bought after %d years %.3f are cars, before it %.3f", b.Used, cars, before)
		}
		before = cars
	}
}

// TestBuyByMeans: half of the dearer and half of the cheaper models give each model its weight; those
// who always take the dearer one pay more.
func TestBuyByMeans(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	for _, year := range []int{1990, 2005, 2025} {
		mix := &c.mixes[Personal][year-FirstYear]
		for kind := vocab.PickupKind; kind < vocab.KindCount; kind++ {
			weights, counts := make([]int, len(c.Years)), make([]int, len(c.Years))
			for i := range vocab.Models {
				if m := &vocab.Models[i]; covers(m.First, m.Last, year) && vocab.KindOf(m.Body) == kind && m.Sales > 0 {
					_, without := plugWeights(m, year, m.Sales)
					weights[int(c.Lines[i].index)+year-int(m.First)] = int(without)
				}
			}
			label, models := draw.NewLabel(2, "means"), 0
			if mix.kinds[kind] == 0 && kind != vocab.PickupKind {
				continue
			}
			for i := range uint64(60_000) {
				counts[c.choices[uint64(mix.first[kind])+i%2].Pick(label.Draw(i))]++
			}
			for _, w := range weights {
				models += min(w, 1)
			}
			if x, df := stats.ChiSquare(counts, weights), float64(models); x > df+5*math.Sqrt(2*df)+10 {
				t.Errorf("%d, kind %d: chi-square %.0f of %d models", year, kind, x, models)
			}
		}
		_, _, cheap := c.buy(Personal, year, Buyer{Stage: BusinessStage, Dear: 0, State: 1})
		_, _, dear := c.buy(Personal, year, Buyer{Stage: BusinessStage, Dear: 1 << 16, State: 1})
		if t.Logf("%d: %.0f and %.0f dollars", year, cheap, dear); dear < 1.2*cheap {
			t.Errorf("%d: the dearer models cost %.0f dollars, the cheaper ones %.0f", year, dear, cheap)
		}
	}
}

// TestStages: each stage of life differs from the others in what it buys, as its Taste says.
func TestStages(t *testing.T) {
	t.Parallel()
	c := New(vocab.NewMiles())
	const women, men = 0, 1
	state := uint8(slices.Index(vocab.States[:], "OH"))
	kinds := func(age, family, gender int) map[vocab.Kind]int {
		bodies, _, _ := c.buy(Personal, 2015, c.Person(state, 2, age, family, gender))
		return bodies
	}
	teen, family, alone, man, woman := kinds(17, single, women), kinds(40, 1, women), kinds(40, single, women), kinds(40, 1, men), kinds(40, 1, women)
	for _, want := range []struct {
		name       string
		more, less int
	}{
		{"cars of teenagers", teen[vocab.CarKind], family[vocab.CarKind]},
		{"vans of families", family[vocab.VanKind], 2 * alone[vocab.VanKind]},
		{"sporty cars of those alone", alone[vocab.SportyKind], family[vocab.SportyKind]},
		{"pickups of men", man[vocab.PickupKind], woman[vocab.PickupKind]},
	} {
		if want.more <= want.less {
			t.Errorf("%s: %d, want more than %d", want.name, want.more, want.less)
		}
	}
	if got, want := c.Person(state, 4, middleAge, single, men).Dear, c.Person(state, 1, middleAge, single, men).Dear; got <= want {
		t.Errorf("those of high pay take the dearer model in %d of 65,536 purchases, those of low pay in %d", got, want)
	}
	for pay := uint8(1); pay <= vocab.PayGroups; pay++ {
		if got := c.Person(state, pay, 17, single, men).Dear; got != uint32(vocab.DearerCarPercent[0])<<16/100 {
			t.Errorf("teenagers of group %d take the dearer model in %d of 65,536 purchases", pay, got)
		}
	}
}
