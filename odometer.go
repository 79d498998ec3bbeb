package synthhub

import (
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// What a vehicle has run: the miles of former owners up to the purchase, and those of its owner year by
// year since then. The odometer is read on the purchase and once a year, on the day on which the vehicle
// loses value. The miles of a year depend only on what was known when it began, so a reading never falls.

// maxOdometer is the maximum of the column.
const maxOdometer = 2_000_000

// maxPersonalClass is the maximum class of gross weight in the personal line.
const maxPersonalClass = 2

// fillHistory fills what depends on the past of a vehicle: odometer and title.
func (g *Generator) fillHistory(b *vehicleBuild, v *Vehicle, line *catalog.Line, age int) {
	drawn, p := g.vehicle.odometer.Draw(b.key), &b.possession
	built := p.From - p.Born + valueShift
	first := timeline.Years(built) // age at the purchase
	since := built - timeline.DaysOfYears(first)
	v.TitleStatus = g.titleOf(b, first, drawn)
	lob, body := int(b.lob-LinePersonal), vocab.Body(line.Body)
	v.Odometer = g.tables.miles.Former(formerMiles(b.lob, line.Class), lob, body, first, int(since), drawn)
	if first < age {
		v.Odometer += g.milesSince(b, v, line, first, age, since, drawn)
	}
	v.Odometer = min(v.Odometer, maxOdometer)
}

// formerMiles returns the base of the miles of former owners.
func formerMiles(lob LineOfBusiness, class uint8) int {
	switch {
	case lob == LinePersonal:
		return vocab.FormerMiles
	case class >= catalog.HeavyClass:
		return vocab.FormerHeavyMiles
	}
	return vocab.FormerWorkMiles
}

// milesSince returns the miles from the purchase, so many days after the start of a year of age, to the
// start of a later one.
func (g *Generator) milesSince(b *vehicleBuild, v *Vehicle, line *catalog.Line, first, age int, since timeline.Day, drawn uint64) (miles int) {
	lob, driver := int(b.lob-LinePersonal), timeline.Years(b.possession.From-b.recordBuild.Born)
	body := vocab.Body(line.Body)
	r, share := mileageOf(b.lob, g.usageAtPurchase(b, v, driver), line.Class, body), vocab.MilesShare(lob, b.ordinal)
	driving := g.tables.miles.Driving(lob, int(b.gender-GenderFemale), b.exposure, r.base, body, share, g.vehicle.mileage.Draw(b.key), drawn)
	for year := first; year < age; year++ {
		run := min(max(driving.Year(driver+year-first, year), r.min), r.max)
		if year == first {
			run = run * int(timeline.DaysOfYears(first+1)-timeline.DaysOfYears(first)-since) / 365
		}
		miles += run
	}
	return miles
}

// settledAge is an age from which on nobody in the personal line is too young for an occupation that they
// have later, other than to be retired.
const settledAge = 35

// usageAtPurchase returns the usage of a vehicle as it was on the day of its purchase, at the age of the
// owner on that day. It is that of today for most. A farm counts for farmers alone, because the others may move.
func (g *Generator) usageAtPurchase(b *vehicleBuild, v *Vehicle, driver int) Usage {
	if b.lob == LineCommercial {
		return v.Usage
	}
	job, marital, from := b.job, b.person.MaritalStatus, b.possession.From
	if driver < settledAge || b.age > vocab.FirstLastAge || job == vocab.RetiredOccupation || g.isStudent(b, from) {
		job = g.jobOn(&b.Occupant, b.lob, b.gender, driver, from)
	}
	if b.ordinal == 1 { // it matters for no other
		marital = g.maritalOn(b.recordBuild, from)
	}
	if job == b.job && marital == b.person.MaritalStatus && v.Usage != UsageFarm {
		return v.Usage
	}
	return g.usageOf(b, &g.tables.jobs[job], marital, v.BodyStyle, false)
}

// isStudent reports whether the owner of a vehicle is a student on a day.
func (g *Generator) isStudent(b *vehicleBuild, day timeline.Day) bool {
	reading := timeline.NewReading(g.person.occupation.Draw(b.Key))
	return reading.Share < g.tables.byAge[min(max(reading.Age(b.recordBuild.Born, day), MinAge), MaxAge)].student
}

// odometerRange returns the least and the most miles that a vehicle can have run, by what is published
// for a year.
func odometerRange(v *Vehicle, day timeline.Day) (least, most int) {
	const maxDelivery = 70
	top := mileages[UsageBusiness].max
	if v.GVWRClass >= catalog.HeavyClass {
		top = maxHeavyMiles
	}
	first, last := builtIn(v.ModelYear)
	return mileages[UsagePleasure].min * max(0, valueAge(last, day)-1), min(maxDelivery+top*(valueAge(first, day)+1), maxOdometer)
}
