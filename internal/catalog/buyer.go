package catalog

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Buyers choose a kind of vehicles first, and then a model of that kind. The state and the stage of
// life decide how often each kind is chosen. Means decide which of the models: somebody looks at two,
// and takes the dearer one, or the cheaper one.

// A Buyer is what decides which models somebody buys.
type Buyer struct {
	Stage int
	Dear  uint32 // of 2^16 purchases, those of the dearer of two models
	State uint8
	Used  uint8 // age of the vehicle in years, 0 for a business
}

// The stages of life.
const (
	genders = len(vocab.GenderTastes)
	// BusinessStage is the Stage of a business.
	BusinessStage = len(vocab.BuyerFrom) * 2 * genders
	stageCount    = BusinessStage + 1
)

// BusinessDear is the Dear of a business.
const BusinessDear = 1 << 15

// maxBuyerAge is the highest age of a buyer.
const maxBuyerAge = 127

// buyers has what depends on the buyer.
type buyers struct {
	bands  [maxBuyerAge + 1]uint8                            // by age, the position in vocab.Buyers
	dear   [len(vocab.BuyerFrom)][vocab.PayGroups + 1]uint32 // by band and group of pay
	states [vocab.StateCount + 1]stateFactors
	stages [stageCount][vocab.KindCount]uint32 // factors in 1/stageUnit
	aged   [vocab.OldestVehicle + 1]uint32     // of 2^16 cars for each light truck, those left by age of the vehicle
}

// stateFactors are those of a state, in 1/stateUnit.
type stateFactors struct{ plugIn, pickup, suv uint32 }

const (
	stateUnit = 256
	stageUnit = 100
)

// Person returns the Buyer of a group of pay, age and gender in a state. Gender is a position in
// vocab.PersonalGenders; family is 1 for those who have married, else 0.
func (b *buyers) Person(state, payGroup uint8, age, family, gender int) Buyer {
	band := int(b.bands[age&maxBuyerAge])
	return Buyer{State: state, Stage: (2*band+family)*genders + gender, Dear: b.dear[band][payGroup]}
}

// Or returns a business in the state of a Buyer if there is one, and else the Buyer.
func (b Buyer) Or(business bool) Buyer {
	if business {
		b.Stage, b.Dear = BusinessStage, BusinessDear
	}
	return b
}

func newBuyers() (b buyers) {
	for age := range b.bands {
		b.bands[age] = uint8(vocab.Bucket(vocab.BuyerFrom[:], age))
	}
	for band := range vocab.Buyers {
		group := &vocab.Buyers[band]
		for pay := 1; pay <= vocab.PayGroups; pay++ {
			level := min(max(pay+int(group.MoreMeans), 0), len(vocab.DearerCarPercent)-1)
			b.dear[band][pay] = uint32(vocab.DearerCarPercent[level]) << 16 / 100
		}
		for family, taste := range group.Tastes {
			for gender, factors := range vocab.GenderTastes {
				for kind, percent := range taste {
					b.stages[(2*band+family)*genders+gender][kind] = uint32(percent) * uint32(factors[kind]) / 100
				}
			}
		}
	}
	for kind, percent := range vocab.BusinessTaste {
		b.stages[BusinessStage][kind] = uint32(percent)
	}
	plugIns, pickups, suvs := ratios(&vocab.PlugInsByState, 10_000), ratios(&vocab.PickupsByState, 1000), ratios(&vocab.SUVsByState, 1000)
	for age := range b.aged {
		b.aged[age] = carsLeft(age)
	}
	for state := range b.states {
		b.states[state] = stateFactors{plugIns[state], pickups[state], suvs[state]}
	}
	return b
}

// carsLeft returns the cars that are left, over the light trucks that are left, of 2^16, among those that are bought at an
// age. Cars are scrapped sooner. Somebody who buys one of an age has it for some years, so the age is that in
// the middle of these.
func carsLeft(age int) uint32 {
	const later = 5
	return uint32(uint64(vocab.Surviving(vocab.PlainCar, age+later)) << 16 / uint64(vocab.Surviving(vocab.LightTruck, age+later)))
}

// ratios returns for each state the odds of its share, over those of the mean of the population, in
// 1/stateUnit. A state without a share has the mean. Multiplied by them, a share that is the mean becomes
// that of the state.
func ratios(shares *[vocab.StateCount + 1]uint16, all uint64) (odds [vocab.StateCount + 1]uint32) {
	sum, people := uint64(0), uint64(0)
	for state, share := range shares {
		if share > 0 {
			sum += uint64(share) * uint64(vocab.Populations[state])
			people += uint64(vocab.Populations[state])
		}
	}
	rest := all*people - sum
	for state, share := range shares {
		odds[state] = stateUnit
		if share > 0 {
			// Both products of the fraction are below 2^64: shares and all below 2^14, people below 2^29.
			odds[state] = uint32((uint64(share)*(rest/stateUnit)*stateUnit/(all-uint64(share)) + sum/stateUnit/2) / (sum / stateUnit))
		}
	}
	return odds
}

// A yearMix is what is sold in a model year for a use.
type yearMix struct {
	plugIn, pickup, other uint32                  // of 2^16
	kinds                 [vocab.KindCount]uint32 // of 2^16 others
	first                 [vocab.KindCount]uint16 // index in Catalog.choices: of the cheaper models, and the next of the dearer
}

// Choose returns the choice of models, for Pick, that a draw leads to among those of a model year,
// and 1 if they have a plug, else 0.
func (c *Catalog) Choose(u Use, year int, b Buyer, drawn uint64) (models uint16, plug uint8) {
	mix := &c.mixes[u][year-FirstYear]
	kind := c.kind(mix, b, drawn)
	dearer := choice.Less(drawn&0xffff, uint64(b.Dear)) // the kind hardly depends on the lowest bits
	return mix.first[kind] + uint16(dearer), uint8(choice.Less(uint64(kind), uint64(vocab.PickupKind)))
}

// Pick returns the index in Years of a model that Choose led to with a draw. Further tries are other
// models of the kind.
func (c *Catalog) Pick(models uint16, drawn, try uint64) uint16 {
	return uint16(c.choices[models].Pick(draw.Nth(drawn, 1+try)))
}

// kind returns the kind that a draw chooses. SUVs have their factor of the state among the others
// alone, so that it does not change the share of pickups. Branches would often be mispredicted.
func (c *Catalog) kind(mix *yearMix, b Buyer, drawn uint64) vocab.Kind {
	state, stage, aged := &c.states[b.State], &c.stages[b.Stage], uint64(c.aged[b.Used])
	cars := uint64(mix.kinds[vocab.CarKind]) + uint64(mix.kinds[vocab.SportyKind])
	others := uint64(mix.other) * (1<<32 - cars*(1<<16-aged)) >> 32 // fewer cars are left
	plugIn := uint64(mix.plugIn) * uint64(state.plugIn) * uint64(stage[vocab.PlugInKind])
	pickup := plugIn + uint64(mix.pickup)*uint64(state.pickup)*uint64(stage[vocab.PickupKind])
	first, drawn := choice.Split(drawn, pickup+others*stateUnit*stageUnit)
	plain, other := 1-choice.Less(first, plugIn), 1-choice.Less(first, pickup)

	aged = aged * stateUnit >> 16
	car := uint64(mix.kinds[vocab.CarKind]) * uint64(stage[vocab.CarKind]) * aged
	sporty := car + uint64(mix.kinds[vocab.SportyKind])*uint64(stage[vocab.SportyKind])*aged
	suv := sporty + uint64(mix.kinds[vocab.SUVKind])*uint64(stage[vocab.SUVKind])*uint64(state.suv)
	van := suv + uint64(mix.kinds[vocab.VanKind])*uint64(stage[vocab.VanKind])*stateUnit
	second := draw.Bounded(drawn, van+uint64(mix.kinds[vocab.TruckKind])*uint64(stage[vocab.TruckKind])*stateUnit)
	after := 5 - choice.Less(second, car) - choice.Less(second, sporty) - choice.Less(second, suv) - choice.Less(second, van)
	return vocab.Kind(plain + other*after) // in the order of the kinds
}

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
