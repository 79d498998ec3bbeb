package synthhub

import (
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// What a vehicle has run: the miles of former owners up to the purchase, and those of its owner year by
// year since then. The odometer is read on the purchase and once a year, on the day on which the vehicle
// loses value. The miles follow from the usage on the day of the purchase and the age of the owner in each
// year, and from nothing that changes later: so a reading never falls.

// The maximum of the column, and of the class of gross weight in the personal line.
const (
	maxOdometer      = 2_000_000
	maxPersonalClass = 2
)

// fillHistory fills what depends on the past of a vehicle: odometer and title.
func (g *Generator) fillHistory(b *vehicleBuild, v *Vehicle, line *catalog.Line, age int) {
	drawn, p := g.vehicle.odometer.Draw(b.key), &b.possession
	built := p.From - p.Born + valueShift
	first := timeline.Years(built) // age at the purchase
	since := built - timeline.DaysOfYears(first)
	v.TitleStatus = g.titleOf(b, first, drawn)
	lob, base := int(b.lob-LinePersonal), int(line.UsualMiles) // of former owners
	if b.lob == LineCommercial {
		base = max(base, vocab.FormerWorkMiles)
	}
	v.Odometer = g.tables.miles.Former(base, lob, vocab.Body(line.Body), first, int(since), drawn)
	if first < age {
		v.Odometer += g.milesSince(b, v, line, first, age, since, drawn)
	}
	v.Odometer = min(v.Odometer, maxOdometer)
}

// milesSince returns the miles from the purchase, so many days after the start of a year of age, to the
// start of a later one.
func (g *Generator) milesSince(b *vehicleBuild, v *Vehicle, line *catalog.Line, first, age int, since timeline.Day, drawn uint64) int {
	lob, driver, years := int(b.lob-LinePersonal), timeline.Years(b.possession.From-b.recordBuild.Born), age-first
	body := vocab.Body(line.Body)
	r := mileageOf(b.lob, g.usageAtPurchase(b, v.Usage, line, driver), line.Class, body)
	rate := g.tables.miles.Rate(lob, b.exposure, r.base, vocab.MilesShare(lob, b.ordinal), b.milesDrawn)
	rest := timeline.DaysOfYears(first+1) - timeline.DaysOfYears(first) - since
	run := g.tables.miles.Run(rate, lob, int(b.gender-GenderFemale), body, driver, first, years, int(rest), drawn)
	return min(max(run, r.min*(years-1)), r.max*years)
}

// usageAtPurchase returns the usage of a vehicle as it was on the day of its purchase, at the age of the
// owner on that day. It is that of today for most. A farm counts for farmers alone, because the others may move.
func (g *Generator) usageAtPurchase(b *vehicleBuild, u Usage, line *catalog.Line, driver int) Usage {
	if b.lob == LineCommercial {
		return u
	}
	job, marital, from := b.job, b.person.MaritalStatus, b.possession.From
	// Who has a career today had the same on that day, if old enough for it, not too old for another, and no student.
	if job == vocab.RetiredOccupation || int(g.tables.jobs[job].MinAge) > driver || b.age > vocab.FirstLastAge || job != vocab.StudentOccupation && g.isStudent(b, driver) {
		job = g.jobOn(&b.Occupant, b.lob, b.gender, driver, from)
	}
	if b.ordinal == 1 { // it matters for no other
		marital = g.maritalOn(b.recordBuild, from)
	}
	if job == b.job && marital == b.person.MaritalStatus && u != UsageFarm {
		return u
	}
	return g.usageOf(b, &g.tables.jobs[job], marital, BodyStyle(line.Body), false)
}

// isStudent reports whether the owner of a vehicle was a student on the day of its purchase, at an age.
func (g *Generator) isStudent(b *vehicleBuild, age int) bool {
	if g.tables.byAge[max(age-1, MinAge)].student == 0 {
		return false // a reading is at most a year earlier
	}
	reading := timeline.NewReading(g.person.occupation.Draw(b.Key))
	return reading.Share < g.tables.byAge[max(reading.Age(b.recordBuild.Born, b.possession.From), MinAge)].student
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

// titlePercent holds what is left of the value with each title.
var titlePercent = [titleEnd]int{TitleClean: 100, TitleRebuilt: vocab.RebuiltPercent, TitleSalvage: vocab.SalvagePercent}

// titleOf returns the title of a vehicle that its owner bought at an age. It stays as long as they have
// it. Nobody leases a vehicle with a branded title, and no bank lends on Salvage.
func (g *Generator) titleOf(b *vehicleBuild, age int, drawn uint64) TitleStatus {
	if drawn&0xffff >= uint64(vocab.BrandedShares[min(age, len(vocab.BrandedShares)-1)]) {
		return TitleClean
	}
	switch owned := g.ownershipOn(b, b.possession.From); {
	case owned == OwnershipLeased:
		return TitleClean
	case owned == OwnershipOwned && drawn>>16&0xff < vocab.SalvagePart:
		return TitleSalvage
	}
	return TitleRebuilt
}

// valueShift makes a vehicle lose value half a year after it was built, and then every year.
const valueShift = 182

// valueAge returns the position in vocab.ValueLeft of a vehicle that was built on a day.
func valueAge(built, day timeline.Day) int { return timeline.Years(max(0, day-built+valueShift)) }

// valueOf returns the value of a vehicle of a model: see [catalog.Catalog.Value].
func (t *factTables) valueOf(m *catalog.ModelYear, v *Vehicle, age int) int {
	return t.Value(t.miles, m, vocab.Fuel(v.FuelType), age, v.Odometer, titlePercent[v.TitleStatus])
}
