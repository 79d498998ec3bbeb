package synthhub

import (
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// Usage is what a vehicle is mainly used for: Pleasure, Commute, Business or Farm.
type Usage = Enum[usagesWords]

const (
	UsagePleasure Usage = iota + 1
	UsageCommute
	UsageBusiness
	UsageFarm
	usageEnd // sizes tables by usage
)

var usages = enum.Vocabulary{Name: "usage", Words: []string{"", "Pleasure", "Commute", "Business", "Farm"}}

// ParseUsage reads a word: see [Enum].
func ParseUsage(word string) (Usage, error) { return parseEnum[usagesWords](word) }

// usagePoints holds the risk points of each usage.
var usagePoints = []int{UsagePleasure: 0, UsageCommute: 5, UsageBusiness: 10, UsageFarm: 2}

// A mileageRange is the range of miles driven in a year, and the base that vocab.Miles multiplies:
// the miles of a new car that somebody who drives as much as the mean has alone.
type mileageRange struct{ min, max, base int }

// mileageStep is what all mileages are multiples of.
const mileageStep = 50

// mileages holds the ranges by usage; trucks of the classes 7 and 8 that work run much further. The
// bases are chosen so that a first vehicle in the personal line runs 10,300 miles a year on
// average: the National Household Travel Survey of 2017 has 10,200 for all vehicles. That one which
// commutes runs further by this much, the ranges, and the commercial line are illustrative.
var mileages = [usageEnd]mileageRange{
	UsagePleasure: {500, 30_000, 10_500}, UsageCommute: {1500, 50_000, 17_500}, UsageBusiness: {3000, 60_000, 17_500}, UsageFarm: {1000, 30_000, 11_500},
}

// The miles of heavy trucks that work.
const (
	maxHeavyMiles  = 120_000
	baseHeavyMiles = 63_000
)

// mileageOf returns the range for a usage and weight class, zero for no usage.
func mileageOf(lob LineOfBusiness, u Usage, class uint8) (r mileageRange) {
	if int(u) < len(mileages) {
		r = mileages[u]
	}
	if class >= catalog.HeavyClass && lob == LineCommercial && u == UsageBusiness {
		r.max, r.base = maxHeavyMiles, baseHeavyMiles
	}
	return r
}

// round returns the miles in whole steps, within the range.
func (r *mileageRange) round(miles int) int {
	return min(max((miles+mileageStep/2)/mileageStep*mileageStep, r.min), r.max)
}

// milesDriven returns how much somebody drives, as vocab.Miles has it.
func (g *Generator) milesDriven(r *recordBuild) uint32 {
	r.exposure = exposureOf(g.person.incidents.Draw(r.Key))
	return g.tables.miles.Driven(int(r.lob-LinePersonal), int(r.gender-GenderFemale), r.age, r.exposure)
}

// milesOf returns the miles of a vehicle of an age on the day. In a household each of several
// vehicles has its part; in a fleet each runs as far.
func (g *Generator) milesOf(b *vehicleBuild, u Usage, line *catalog.Line, age int) int {
	r, share := mileageOf(b.lob, u, line.Class), vocab.MilesShare(int(b.lob-LinePersonal), b.ordinal)
	b.milesDrawn = g.vehicle.mileage.Draw(b.key)
	return r.round(g.tables.miles.Of(r.base, b.driven, vocab.Body(line.Body), age, share, b.milesDrawn))
}

// A usageKind says by which weights the usage of a vehicle is drawn.
type usageKind uint8

const (
	firstUsage usageKind = iota
	otherUsage
	studentUsage
	homeUsage
	farmerUsage
	businessUsage // in the commercial line
	farmUsage
)

// usageWeights holds the weights of pleasure, commute, business and farm. Illustrative;
// in the personal line farm use is for pickups alone.
var usageWeights = [...][usageEnd - 1]uint8{
	firstUsage:    {26, 68, 4, 2},
	otherUsage:    {54, 40, 3, 3},
	studentUsage:  {45, 55, 0, 0},
	homeUsage:     {96, 0, 1, 3},
	farmerUsage:   {30, 0, 0, 70},
	businessUsage: {0, 0, 1, 0},
	farmUsage:     {0, 0, 0, 1},
}

// personalUsage tells how people of an occupation use their first vehicle, and others.
func personalUsage(o *vocab.Occupation, other bool) usageKind {
	switch o {
	case &vocab.Occupations[vocab.RetiredOccupation], &vocab.Occupations[vocab.HomemakerOccupation], &vocab.Occupations[vocab.NotEmployedOccupation]:
		return homeUsage
	case &vocab.Occupations[vocab.StudentOccupation]:
		return studentUsage
	case &vocab.Occupations[vocab.FarmerOccupation]:
		return farmerUsage
	}
	if other {
		return otherUsage
	}
	return firstUsage
}

// usage draws what a vehicle is used for. Somebody who is not married commutes in the first
// vehicle alone, and a couple in the first two.
func (g *Generator) usage(v *vehicleBuild, body BodyStyle) Usage {
	return g.usageOf(v, v.job, v.person.MaritalStatus, body)
}

// usageOf is usage for somebody with a job and a marital status.
func (g *Generator) usageOf(v *vehicleBuild, job uint8, marital MaritalStatus, body BodyStyle) Usage {
	kind := g.tables.jobs[job].usage[v.lob][min(v.ordinal, 1)]
	u := UsagePleasure + Usage(g.tables.usages[kind].Pick(g.vehicle.usage.Draw(v.key)))
	if u == UsageFarm && v.lob == LinePersonal && body != BodyPickup ||
		v.ordinal > 0 && u == UsageCommute && (v.ordinal > 1 || marital != MaritalMarried) {
		return UsagePleasure
	}
	return u
}
