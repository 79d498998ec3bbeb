package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/registration"
	"github.com/synthhub/synthhub/internal/strata"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
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

// A keeper is what decides about all vehicles of an occupant.
type keeper struct {
	career   uint8 // index of the occupation for life
	pay      uint8 // group of pay of the career: see vocab.PayGroup
	newer    uint8 // 1 if the occupant keeps newer vehicles than others, else 0
	personal bool
}

// keeperOf returns the keeper of an occupant. Those of higher pay are more likely to keep newer
// vehicles.
func (g *Generator) keeperOf(o *timeline.Occupant, lob LineOfBusiness, gender Gender) keeper {
	drawn := g.person.career.Draw(o.Key)
	career := uint8(g.tables.careers[lob][gender-GenderFemale].Pick(draw.Nth(drawn, 1))) // that of the oldest
	pay := vocab.PayGroup[career]
	newer := choice.Less(drawn&0xffff, uint64(g.tables.newerCars[lob][pay])) // no other draw looks at these bits
	return keeper{career, pay, uint8(newer), lob == LinePersonal}
}

// carChain returns the vehicles that an occupant has with an ordinal, one after the other. Young
// people begin with vehicles of teenagers.
func (g *Generator) carChain(o *timeline.Occupant, k keeper, ordinal int) (chain timeline.Chain) {
	start := o.From
	if ordinal >= g.settings.Vehicles.Min {
		start = max(start, adultOn(o))
	}
	drawn := g.vehicle.lives.Draw(o.Key | uint64(ordinal)<<timeline.KeyBits)
	pattern := drawn % uint64(len(vocab.CarCuts)) // no other draw looks at the lowest bits
	chain = timeline.NewChain(drawn, g.tables.cars[k.newer][pattern], start)
	if start < o.Born+timeline.DaysOfYears(vocab.MaxTeenCarEnd) && k.personal {
		chain.BeginWith(g.tables.teenCars[pattern], g.grownOn(o, ordinal))
	}
	return chain
}

// grownOn returns the day from which on an occupant has no more vehicles of teenagers.
func (g *Generator) grownOn(o *timeline.Occupant, ordinal int) timeline.Day {
	const days = (vocab.MaxTeenCarEnd - vocab.MinTeenCarEnd) * 365
	drawn := g.vehicle.grown.Draw(o.Key | uint64(ordinal)<<timeline.KeyBits)
	return o.Born + timeline.DaysOfYears(vocab.MinTeenCarEnd) + timeline.Day(draw.Bounded(drawn, days))
}

// possessionOn returns the vehicle of an occupant with an ordinal on a day.
func (g *Generator) possessionOn(o *timeline.Occupant, k keeper, ordinal int, day timeline.Day) possession {
	chain := g.carChain(o, k, ordinal)
	n, life := chain.On(day)
	return g.possession(o.Key, ordinal, n, life)
}

// possession returns the nth vehicle.
func (g *Generator) possession(key uint64, ordinal, n int, life timeline.Life) possession {
	return possession{life, key | uint64(ordinal)<<timeline.KeyBits | uint64(n)<<(timeline.KeyBits+ordinalBits), ordinal | n<<ordinalBits}
}

// Model years begin in August.
const daysBeforeYear = 153

// builtIn returns the days on which vehicles of a model year are built.
func builtIn(modelYear int) (first, last timeline.Day) {
	return dayOf(schema.NewDate(modelYear, 1, 1)) - daysBeforeYear, dayOf(schema.NewDate(modelYear+1, 1, 1)) - daysBeforeYear - 1
}

// firstBuilt is the first day on which vehicles of the catalog were built.
var firstBuilt, _ = builtIn(catalog.FirstYear)

// firstHeld is the first model year whose purchases are drawn. Who came before has had a vehicle since then, or
// since it was built, that is there on the first day of that year.
const firstHeld = 2006

// stockOf returns the vehicles of each model year over time, with a tilt of vocab.FleetByYear.
func stockOf(tilt int) *timeline.Stock {
	counts := vocab.FleetByYear(firstHeld-1, catalog.LastYear+vocab.OldestVehicle, tilt)
	return timeline.NewStock(firstBuilt, firstHeld-catalog.FirstYear, catalog.LastYear-catalog.FirstYear, counts)
}

// modelYear returns the model year of a vehicle that was built on a day. Leap years end periods of 1,461 days.
func modelYear(built timeline.Day) int {
	return catalog.FirstYear - 1 + int(uint32(4*(built-firstBuilt+365)+3)/1461)
}

// vehicleTenure returns from when to when an occupant has the vehicle of a row of ids, and its
// ordinal.
func (g *Generator) vehicleTenure(o *timeline.Occupant, lob LineOfBusiness, row int) (from, to timeline.Day, ordinal int, ok bool) {
	ordinal = row & (1<<ordinalBits - 1)
	if ordinal >= g.maxVehicles(o, lob) {
		return 0, 0, 0, false
	}
	chain := g.carChain(o, g.keeperOf(o, lob, g.genderOf(o.Key, lob)), ordinal)
	life := chain.Number(row >> ordinalBits)
	return life.From, min(life.End, o.To), ordinal, life.From < o.To
}

// A home is where an occupant lives from one day up to, but without, another.
type home struct {
	strata.Place
	surname  string // of the occupant, if registrations of the state depend on it
	from, to timeline.Day
}

// homes appends the homes of an occupant from one day up to, and with, another.
func (g *Generator) homes(list []home, o *timeline.Occupant, gender Gender, from, upTo timeline.Day) []home {
	slot, _, _ := timeline.SplitKey(o.Key)
	var buffer [strata.Periods]timeline.Day
	for _, moved := range append(g.quotas.AppendMoves(buffer[:0], slot, from, upTo), upTo+1) {
		h := home{Place: g.quotas.PlaceOn(slot, from), from: from, to: moved}
		if registration.HasSurnameMonths(h.State) {
			h.surname = g.surnameOf(o, slot, gender)
		}
		list, from = append(list, h), moved
	}
	return list
}

// surnameOf returns the first surname of an occupant.
func (g *Generator) surnameOf(o *timeline.Occupant, slot int, gender Gender) string {
	var n vocab.Name
	state := g.quotas.PlaceOn(slot, o.From).State
	g.tables.names.DrawOrigin(&n, state, uint8(gender-GenderFemale), dateOf(o.Born).Year(), g.person.given.Draw(o.Key), g.person.last.Draw(o.Key))
	g.tables.names.DrawLast(&n)
	g.tables.names.DrawClass(&n)
	return n.LastWord.String()
}

// registrationChanges appends the days after one day, up to and with another, on which the registration of a
// vehicle can change. In the commercial line they are those of a heavy truck and of any other vehicle: the
// model would take long to find.
func (g *Generator) registrationChanges(days []timeline.Day, o *timeline.Occupant, p *possession, lob LineOfBusiness, homes []home, after, upTo timeline.Day) []timeline.Day {
	for i := range homes {
		h := &homes[i]
		from, until := max(after, h.from), min(upTo, h.to-1)
		if from > until {
			continue
		}
		since, isIssue := registeredOn(p, &h.Place)
		for heavy := range 1 + int(lob-LinePersonal) {
			terms := registration.Terms(h.State, heavy > 0, g.vehicle.expires.Draw(p.key), since, isIssue, o.Born, h.surname)
			days = terms.AppendDays(days, registration.Late, from, until)
		}
	}
	return days
}

// vehicleChanges appends the days after one day, up to and with another, on which a row of the
// vehicles of an occupant can change.
func (g *Generator) vehicleChanges(days []timeline.Day, o *timeline.Occupant, lob LineOfBusiness, after, upTo timeline.Day) []timeline.Day {
	if adult := adultOn(o); adult > after && adult <= upTo {
		days = append(days, adult)
	}
	gender := g.genderOf(o.Key, lob)
	k := g.keeperOf(o, lob, gender)
	var buffer [strata.Periods + 1]home
	homes := g.homes(buffer[:0], o, gender, after, upTo)
	for ordinal := range g.maxVehicles(o, lob) {
		chain := g.carChain(o, k, ordinal)
		if chain.Start() > upTo {
			continue
		}
		from := max(after, chain.Start())
		n, life := chain.On(from)
		for {
			p, until := g.possession(o.Key, ordinal, n, life), min(upTo, life.End-1)
			days = timeline.AppendAnniversaries(days, p.Born-valueShift, from, until)
			days = timeline.NewReading(g.vehicle.ownership.Draw(p.key)).AppendDays(days, p.Born, from, until)
			days = g.registrationChanges(days, o, &p, lob, homes, from, until)
			if life.End > upTo {
				break
			}
			days, from = append(days, life.End), life.End
			n, life = chain.On(from)
		}
	}
	return days
}
