package catalog

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/vocab"
)

// What is sold in a model year for each use.

// A candidate is a model of a year with its weight among those of its kind.
type candidate struct {
	index  uint16 // in Catalog.Years
	weight uint64
}

// A yearModels is what is sold in a model year, by kind.
type yearModels [vocab.KindCount][]candidate

// A yearStock is what a stock has of a model year: the sum of the weights of each kind, and the
// choice as in yearMix.
type yearStock struct {
	sums       kindSums
	first      [vocab.KindCount]uint16
	plugInCars uint64 // the sum of the weights of the cars with a plug
}

// addMixes adds the mixes of all uses.
func (c *Catalog) addMixes() {
	var stocks [stockCount][LastYear - FirstYear + 1]yearStock
	for s := range stocks {
		c.addStock(stock(s), &stocks[s])
	}
	for u := range useCount {
		m := mixOf(u)
		for i := range c.mixes[u] {
			mix, year := &c.mixes[u][i], stocks[m.light][i]
			if m.trucks != homeStock {
				trucks := &stocks[m.trucks][i]
				year.sums[vocab.TruckKind], year.first[vocab.TruckKind] = trucks.sums[vocab.TruckKind], trucks.first[vocab.TruckKind]
			}
			mix.first = year.first
			plugIns := plugInShare(u, FirstYear+i)
			if m.light == homeStock {
				year.sums.sellCars(FirstYear+i, plugIns, year.plugInCars)
			}
			m.share(u, &year.sums)
			mix.setShares(&year.sums, plugIns)
		}
	}
}

// addStock adds the choices of a stock.
func (c *Catalog) addStock(s stock, stocks *[LastYear - FirstYear + 1]yearStock) {
	var years [LastYear - FirstYear + 1]yearModels
	for i := range vocab.Models {
		m := &vocab.Models[i]
		weight := weightOf(m, s)
		if weight == 0 {
			continue
		}
		kind, index := vocab.KindOf(m.Body), c.Lines[i].index
		for year := int(m.First); year <= lastYear(m.Last); year, index = year+1, index+1 {
			if year < FirstYear {
				continue
			}
			models := &years[year-FirstYear]
			with, without := plugWeights(m, year, weight)
			if with > 0 {
				models[vocab.PlugInKind] = append(models[vocab.PlugInKind], candidate{index, with})
			}
			if without > 0 {
				models[kind] = append(models[kind], candidate{index, without})
			}
		}
	}
	for i := range years {
		for kind, models := range years[i] {
			if len(models) > 0 {
				stocks[i].first[kind] = uint16(len(c.choices))
				stocks[i].sums[kind] = c.addChoices(models, s == homeStock)
			}
		}
		for _, m := range years[i][vocab.PlugInKind] {
			if isCar(vocab.KindOf(vocab.Models[c.Years[m.index].Line].Body)) {
				stocks[i].plugInCars += m.weight
			}
		}
	}
}

// kindSums are the weights of the models of each kind.
type kindSums [vocab.KindCount]uint64

func isCar(kind vocab.Kind) bool { return kind == vocab.CarKind || kind == vocab.SportyKind }

// sellCars changes the weights of SUVs and vans, and of cars, so that as many cars and light trucks are sold of a model
// year as vocab.Sold says. Of the vehicles with a plug, of which so many of 10,000 are sold, those that are cars have
// the weight plugInCars.
func (k *kindSums) sellCars(year, plugIns int, plugInCars uint64) {
	const all, pickupPercent = 1 << 16, 93
	// Light trucks are scrapped later than cars. With so many fewer pickups sold, their share of the fleet is 17 percent.
	k[vocab.PickupKind] = k[vocab.PickupKind] * pickupPercent / 100
	cars, trucks := uint64(vocab.Sold(vocab.PlainCar, year)), uint64(vocab.Sold(vocab.LightTruck, year))
	plain, plainCars, plugged := uint64(0), uint64(0), uint64(0)
	for kind := vocab.PickupKind; kind < vocab.KindCount; kind++ {
		if plain += k[kind]; isCar(kind) {
			plainCars += k[kind]
		}
	}
	want := cars * all / (cars + trucks)
	if k[vocab.PlugInKind] > 0 {
		plugged = uint64(plugIns) * all / 10_000
		want = (want - plugged*plugInCars/k[vocab.PlugInKind]) * all / (all - plugged)
	}
	rest := plain - k[vocab.PickupKind] - plain*want>>16
	others := plain - k[vocab.PickupKind] - plainCars
	for kind := vocab.CarKind; kind < vocab.KindCount; kind++ {
		if isCar(kind) {
			k[kind] = k[kind] * (plain * want >> 16) / plainCars
		} else {
			k[kind] = k[kind] * rest / others
		}
	}
}

// plugWeights divides a weight, times a scale, among the fuels with a plug and those without.
func plugWeights(m *vocab.Model, year int, weight uint32) (with, without uint64) {
	const scale = 40 // so that the squares of sums fit in draw.Weighted
	total, plugs := uint64(0), uint64(0)
	for i := range m.Fuels {
		if f := &m.Fuels[i]; covers(f.First, f.Last, year) {
			if total += uint64(f.Share); hasPlug(f.Fuel) {
				plugs += uint64(f.Share)
			}
		}
	}
	with = (scale*uint64(weight)*plugs + total/2) / total
	return with, scale*uint64(weight) - with
}

func hasPlug(f vocab.Fuel) bool { return f == vocab.PlugInHybrid || f == vocab.Electric }

// plugInShare returns how many of 10,000 vehicles of a model year have a plug; below 0 it is for the
// weights of the models to say. Light vehicles at work have plugs as often as those of people.
func plugInShare(u Use, year int) int {
	if u == UseOf(vocab.LimousineFleet, false) {
		return -1
	}
	if year < vocab.FirstPlugInYear {
		return 0
	}
	return int(vocab.PlugInShares[min(year-vocab.FirstPlugInYear, len(vocab.PlugInShares)-1)])
}

// setShares divides a model year among the kinds. Plug-ins have their share if there are any.
func (m *yearMix) setShares(sums *kindSums, plugIns int) {
	const all = 1 << 16
	plain, other := uint64(0), uint64(0)
	for kind := vocab.PickupKind; kind < vocab.KindCount; kind++ {
		if plain += sums[kind]; kind != vocab.PickupKind {
			other += sums[kind]
		}
	}
	switch {
	case sums[vocab.PlugInKind] == 0:
	case plain == 0:
		m.plugIn = all
	case plugIns < 0:
		m.plugIn = uint32(all * sums[vocab.PlugInKind] / (plain + sums[vocab.PlugInKind]))
	default:
		m.plugIn = uint32(all * plugIns / 10_000)
	}
	if plain > 0 {
		m.pickup = uint32(uint64(all-m.plugIn) * sums[vocab.PickupKind] / plain)
	}
	if m.other = all - m.plugIn - m.pickup; other == 0 {
		m.pickup, m.other = m.pickup+m.other, 0
		return
	}
	for kind := vocab.CarKind; kind < vocab.KindCount; kind++ {
		m.kinds[kind] = uint32(all * sums[kind] / other)
	}
}

// addChoices adds the choices of the cheaper and of the dearer of two models, each drawn by weight.
// If half of the buyers take each, every model has its weight. It returns the sum of the weights. Without tilt both
// choices are by weight.
func (c *Catalog) addChoices(models []candidate, tilt bool) (sum uint64) {
	indexes, weights := make([]uint16, len(models)), make([]uint64, len(models))
	if tilt {
		slices.SortStableFunc(models, func(a, b candidate) int { return cmp.Compare(c.Years[a.index].Price, c.Years[b.index].Price) })
	}
	for i, m := range models {
		indexes[i], weights[i] = m.index, m.weight
		sum += m.weight
	}
	if !tilt {
		both := draw.NewSparse(indexes, weights)
		c.choices = append(c.choices, both, both)
		return sum
	}
	// Both are the model, or one is and the other is cheaper, or dearer.
	dearer, below := make([]uint64, len(models)), uint64(0)
	for i, m := range models {
		dearer[i] = m.weight * (2*below + m.weight)
		weights[i] = m.weight * (2*(sum-below) - m.weight)
		below += m.weight
	}
	c.choices = append(c.choices, draw.NewSparse(indexes, weights), draw.NewSparse(indexes, dearer))
	return sum
}
