package catalog

import (
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
