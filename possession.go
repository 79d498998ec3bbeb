package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/schema"
)

// Who has which vehicle when.

// A possession is a vehicle that somebody has from one day on: the nth of those that took the
// place of the first.
type possession struct {
	timeline.Life
	key uint64 // of draws: that of the occupant, with ordinal and number
	row int    // in ids: the ordinal and the number
}

// ordinalBits is the number of bits of a vehicle's ordinal. The bits after them have its number
// among the vehicles of that ordinal.
const ordinalBits = 6

// A carChain is what decides the vehicles that an occupant has with an ordinal, one after the other.
type carChain struct {
	drawn uint64
	cars  *timeline.Entries
	start timeline.Day // of the first
}

// carChain returns the chain of an ordinal.
func (g *Generator) carChain(o *timeline.Occupant, ordinal int) carChain {
	start := o.From
	if ordinal >= g.settings.Vehicles.Min {
		start = max(start, adultOn(o))
	}
	drawn := g.vehicle.lives.Draw(o.Key | uint64(ordinal)<<timeline.KeyBits)
	return carChain{drawn, g.tables.cars[drawn%uint64(len(g.tables.cars))], start} // no other draw looks at the lowest bits
}

// on returns the vehicle of a day, and its number in the chain.
func (c *carChain) on(day timeline.Day) (n int, life timeline.Life) {
	return c.cars.At(c.drawn, c.start, day)
}

// possessionOn returns the vehicle of an occupant with an ordinal on a day.
func (g *Generator) possessionOn(o *timeline.Occupant, ordinal int, day timeline.Day) possession {
	chain := g.carChain(o, ordinal)
	n, life := chain.on(day)
	return g.possession(o.Key, ordinal, n, life)
}

// possession returns the nth vehicle. One that is older than the catalog is of one of its first
// years instead.
func (g *Generator) possession(key uint64, ordinal, n int, life timeline.Life) possession {
	const oldYears = 12
	p := possession{life, key | uint64(ordinal)<<timeline.KeyBits | uint64(n)<<(timeline.KeyBits+ordinalBits), ordinal | n<<ordinalBits}
	if p.Born < firstBuilt {
		p.Born = firstBuilt + timeline.Day(draw.Bounded(g.vehicle.built.Draw(p.key), oldYears*365))
		p.From = max(p.From, p.Born)
	}
	return p
}

// Model years begin in August.
const daysBeforeYear = 153

// builtIn returns the days on which vehicles of a model year are built.
func builtIn(modelYear int) (first, last timeline.Day) {
	return dayOf(schema.NewDate(modelYear, 1, 1)) - daysBeforeYear, dayOf(schema.NewDate(modelYear+1, 1, 1)) - daysBeforeYear - 1
}

// firstBuilt is the first day on which vehicles of the catalog were built.
var firstBuilt, _ = builtIn(catalog.FirstYear)

// modelYear returns the model year of a vehicle that was built on a day.
func modelYear(built timeline.Day) int { return dateOf(built + daysBeforeYear).Year() }

// vehicleTenure returns from when to when an occupant has the vehicle of a row of ids, and its
// ordinal.
func (g *Generator) vehicleTenure(o *timeline.Occupant, lob LineOfBusiness, row int) (from, to timeline.Day, ordinal int, ok bool) {
	ordinal = row & (1<<ordinalBits - 1)
	if ordinal >= g.maxVehicles(o, lob) {
		return 0, 0, 0, false
	}
	chain := g.carChain(o, ordinal)
	life := chain.cars.Number(chain.drawn, chain.start, row>>ordinalBits)
	return life.From, min(life.End, o.To), ordinal, life.From < o.To
}

// vehicleChanges appends the days after one day, up to and with another, on which a row of the
// vehicles of an occupant can change.
func (g *Generator) vehicleChanges(days []timeline.Day, o *timeline.Occupant, lob LineOfBusiness, after, upTo timeline.Day) []timeline.Day {
	if adult := adultOn(o); adult > after && adult <= upTo {
		days = append(days, adult)
	}
	for ordinal := range g.maxVehicles(o, lob) {
		chain := g.carChain(o, ordinal)
		if chain.start > upTo {
			continue
		}
		from := max(after, chain.start)
		n, life := chain.on(from)
		for {
			p, until := g.possession(o.Key, ordinal, n, life), min(upTo, life.End-1)
			days = timeline.AppendAnniversaries(days, p.Born-valueShift, from, until)
			days = timeline.NewReading(g.vehicle.ownership.Draw(p.key)).AppendDays(days, p.Born, from, until)
			days = g.registrationOf(&p).AppendDays(days, lateRenewals, from, until)
			if life.End > upTo {
				break
			}
			days, from = append(days, life.End), life.End
			n, life = chain.on(from)
		}
	}
	return days
}
