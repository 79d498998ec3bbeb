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
var usagePoints = []int{UsagePleasure: 0, UsageCommute: 3, UsageBusiness: 6, UsageFarm: 2}

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
	UsagePleasure: {500, 30_000, 10_000}, UsageCommute: {1500, 50_000, 16_400}, UsageBusiness: {3000, 60_000, 17_500}, UsageFarm: {1000, 30_000, 11_500},
}

// The miles of heavy trucks that work. Those that are no tractors, such as dump trucks, stay near their
// yard.
const (
	maxHeavyMiles  = 150_000
	baseHeavyMiles = 95_000
	baseLocalMiles = 40_000
)

// The ranges of trucks of the classes 7 and 8 that work.
var (
	localMileage = mileageRange{mileages[UsageBusiness].min, maxHeavyMiles, baseLocalMiles}
	heavyMileage = mileageRange{mileages[UsageBusiness].min, maxHeavyMiles, baseHeavyMiles}
)

// mileageOf returns the range for a usage, weight class and body. The usage must be one of the vocabulary.
func mileageOf(lob LineOfBusiness, u Usage, class uint8, body vocab.Body) *mileageRange {
	if class >= vocab.HeavyClass && lob == LineCommercial && u == UsageBusiness {
		if body == vocab.Tractor {
			return &heavyMileage
		}
		return &localMileage
	}
	return &mileages[u]
}

// round returns the miles in whole steps, within the range.
func (r *mileageRange) round(miles int) int {
	return min(max((miles+mileageStep/2)/mileageStep*mileageStep, r.min), r.max)
}

// fillMiles fills the miles of a vehicle of an age on the day. In a household each of several
// vehicles has its part; in a fleet each runs as far.
func (g *Generator) fillMiles(b *vehicleBuild, v *Vehicle, line *catalog.Line, age int) {
	body := vocab.Body(line.Body)
	r := mileageOf(b.lob, v.Usage, line.Class, body)
	b.milesBase, b.milesRate = r.base, g.milesRate(b, r.base)
	v.AnnualMileage = r.round(g.tables.miles.Of(b.milesRate, b.driven, body, age))
}

// milesRate returns the rate of vocab.Miles for a vehicle, with the base of a usage.
func (g *Generator) milesRate(b *vehicleBuild, base int) uint64 {
	lob := int(b.lob - LinePersonal)
	return g.tables.miles.Rate(lob, b.exposure, base, vocab.MilesShare(lob, b.ordinal), g.vehicle.mileage.Draw(b.key))
}

// usage draws what a vehicle is used for: see vocab.FirstUsages. Somebody who is not married commutes
// in the first vehicle alone, and a couple in the first two.
func (g *Generator) usage(v *vehicleBuild, body BodyStyle) Usage {
	job := &g.tables.jobs[v.job]
	if v.lob == LineCommercial {
		if job.farm {
			return UsageFarm
		}
		return UsageBusiness
	}
	return g.usageOf(v, job.Work, v.person.MaritalStatus, body, job.farm || vocab.IsRural(int(v.zip)))
}

// usageOf is usage in the personal line for some work and marital status. Only who may use a vehicle on a
// farm does.
func (g *Generator) usageOf(v *vehicleBuild, work vocab.Work, marital MaritalStatus, body BodyStyle, mayFarm bool) Usage {
	u := UsagePleasure + Usage(g.tables.usages[work][min(v.ordinal, 1)].Pick(g.vehicle.usage.Draw(v.key)))
	if u == UsageFarm && (body != BodyPickup || !mayFarm) ||
		v.ordinal > 0 && u == UsageCommute && (v.ordinal > 1 || marital != MaritalMarried) {
		return UsagePleasure
	}
	return u
}
