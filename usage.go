package synthhub

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/choice"
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

// A mileageRange is the range of miles driven in a year.
type mileageRange struct{ min, max int }

// mileageStep is what all mileages are multiples of.
const mileageStep = 50

// mileages holds the ranges by usage; trucks of the classes 7 and 8 that work run much further.
// Illustrative, around the 13,500 miles a year that the Federal Highway Administration gives for
// the average driver.
var mileages = [usageEnd]mileageRange{
	UsagePleasure: {1000, 11_000}, UsageCommute: {5000, 23_000}, UsageBusiness: {8000, 40_000}, UsageFarm: {2000, 18_000},
}

const maxHeavyMiles = 120_000

// mileageOf returns the range for a usage and weight class, zero for no usage.
func mileageOf(lob LineOfBusiness, u Usage, class uint8) (r mileageRange) {
	if int(u) < len(mileages) {
		r = mileages[u]
	}
	if class >= catalog.HeavyClass && lob == LineCommercial && u == UsageBusiness {
		r.max = maxHeavyMiles
	}
	return r
}

// draw returns the miles that a draw chooses: the sum of two equal parts, so that the middle of
// the range is the likeliest.
func (r mileageRange) draw(drawn uint64) int {
	half := uint64(r.max-r.min)/(2*mileageStep) + 1
	first, drawn := choice.Split(drawn, half)
	return r.min + mileageStep*int(first+draw.Bounded(drawn, half))
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

// usage draws what a vehicle is used for.
func (g *Generator) usage(v *vehicleBuild, body BodyStyle) Usage {
	kind := g.tables.jobs[v.job].usage[v.lob][min(v.ordinal, 1)]
	u := UsagePleasure + Usage(g.tables.usages[kind].Pick(g.vehicle.usage.Draw(v.key)))
	if u == UsageFarm && v.lob == LinePersonal && body != BodyPickup {
		return UsagePleasure
	}
	return u
}
