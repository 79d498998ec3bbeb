package synthhub

import (
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// What a vehicle has run: the miles of former owners up to the purchase, and those of its owner year by
// year since then. The odometer is read once a year, on the day on which the vehicle loses value. Before the first of
// these days the reading has a part of the miles up to it. The miles follow from the usage on the day of the purchase and the age of the owner in each
// year, and from nothing that changes later: so a reading never falls.

// maxOdometer is the maximum of the column: odometers have six digits.
const maxOdometer = 999_999

// fillTitle fills the title of a vehicle, and returns the draw for its past and how many days it was old when
// its owner bought it, counted as for its value.
func (g *Generator) fillTitle(b *vehicleBuild, v *Vehicle) (drawn uint64, built timeline.Day) {
	drawn, built = g.vehicle.odometer.Draw(b.key), b.possession.From-b.possession.Born+valueShift
	v.TitleStatus = g.titleOf(b, timeline.Years(built), drawn)
	return drawn, built
}

// formerBase holds the least base of the miles of former owners by line of business.
var formerBase = [lineEnd]int{LineCommercial: vocab.FormerWorkMiles}

// fillOdometer fills the odometer of a vehicle that was so many days old when its owner bought it.
func (g *Generator) fillOdometer(b *vehicleBuild, v *Vehicle, line *catalog.Line, age int, built timeline.Day, drawn uint64) {
	first, body := timeline.Years(built), vocab.Body(line.Body)
	r, rate := mileageOf(b.lob, g.usageAtPurchase(b, v), line.Class, body), b.milesRate
	if r.base != b.milesBase {
		rate = g.milesRate(b, r.base)
	}
	v.Odometer = min(maxOdometer, g.tables.miles.Odometer(&vocab.Past{
		Rate: rate, Drawn: drawn, Base: max(int(line.UsualMiles), formerBase[b.lob]),
		First: first, Days: int(built - timeline.DaysOfYears(first)), Age: age,
		Driver: timeline.Years(b.possession.From - b.recordBuild.Born), Min: r.min, Max: r.max,
		Exposure: b.exposure, Line: uint8(b.lob - LinePersonal), Sex: uint8(b.gender - GenderFemale), Body: body,
	}))
}

// usageAtPurchase returns the usage that counts for the odometer: that of somebody who is a student or retired
// on the day of the purchase, or has the career for life. It is that of today for most. A farm counts for
// farmers alone, because the others may move.
func (g *Generator) usageAtPurchase(b *vehicleBuild, v *Vehicle) Usage {
	if b.lob == LineCommercial || v.TitleStatus == TitleSalvage {
		return v.Usage
	}
	from, marital := b.possession.From, b.person.MaritalStatus
	if b.ordinal == 1 { // it matters for no other
		marital = g.maritalOn(b.recordBuild, from)
	}
	career, phases := &g.tables.jobs[b.career], g.tables.phasesAt(b.working.Age(b.Occupant.Born, from))
	work := career.Work
	switch {
	case b.working.Share < phases.student:
		work = vocab.StudyWork
	case b.working.Share >= phases.retired:
		work = vocab.NoWork
	}
	if work == g.tables.jobs[b.job].Work && marital == b.person.MaritalStatus && v.Usage != UsageFarm {
		return v.Usage
	}
	return g.usageOf(b, work, marital, v.BodyStyle, career.farm)
}

// odometerRange returns the minimum and the maximum of the odometer of a vehicle on a day. They follow from the ranges
// of miles a year in mileages.
func odometerRange(v *Vehicle, day timeline.Day) (least, most int) {
	const maxDelivery = 70
	top := mileages[UsageBusiness].max
	if v.GVWRClass >= vocab.HeavyClass {
		top = maxHeavyMiles
	}
	first, last := builtIn(v.ModelYear)
	return mileages[UsagePleasure].min * max(0, valueAge(last, day)-1), min(maxDelivery+top*(valueAge(first, day)+1), maxOdometer)
}

// titlePercent holds what is left of the value with each title.
var titlePercent = [titleEnd]int{TitleClean: 100, TitleRebuilt: vocab.RebuiltPercent, TitleSalvage: vocab.SalvagePercent}

// titleOf returns the title of a vehicle that its owner bought at an age. It stays as long as they have
// it. Nobody leases a vehicle with a branded title, and no bank lends on Salvage. People have one with Salvage, which they
// may not drive yet, beside another.
func (g *Generator) titleOf(b *vehicleBuild, age int, drawn uint64) TitleStatus {
	if drawn&0xffff >= uint64(vocab.BrandedShares[min(age, len(vocab.BrandedShares)-1)]) {
		return TitleClean
	}
	switch owned := g.ownershipOn(b, b.possession.From); {
	case owned == OwnershipLeased:
		return TitleClean
	case owned == OwnershipOwned && b.ordinal > 0 && b.lob == LinePersonal && drawn>>16&0xff < vocab.SalvagePart:
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
	return t.Value(m, vocab.Fuel(v.FuelType), age, v.Odometer, titlePercent[v.TitleStatus], v.VIN[len(v.VIN)-1])
}
