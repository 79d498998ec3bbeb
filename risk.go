package synthhub

import (
	"slices"

	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The risk score is a sum of whole points from the table below. It is a label for routing test
// cases, in the shape of a rating plan but not taken from any. It is not an actuarial score.

// A RiskFactor is one line of the risk table: buckets of a quantity and the points of each.
// Where Words is empty, bucket i holds the numbers from From[i] up to the next bound.
type RiskFactor struct {
	Name   string
	Doc    string
	From   []int
	Words  []string
	Points []int
}

// The factors of the risk table, by index in RiskTable and RiskScore.Points.
const (
	riskYouth = iota
	riskSeniority
	riskExperience
	riskLicense
	riskViolations
	riskAccidents
	riskUsage
	riskMileage
	riskBody
	riskValue
	riskFactors
)

// A RiskScore has points for each factor.
var _ [riskFactors]int = RiskScore{}.Points

// riskTable follows the accidents that people of this book have in the three years after a date:
// four accidents more among 1,000 people are about one and a half points. So youth, a new license and incidents count
// most, miles a little, and the vehicle hardly. A test compares the score with later
// accidents. What the values mean for real drivers is not said: the table is illustrative.
var riskTable = [riskFactors]RiskFactor{
	riskYouth:      {Name: "youth", Doc: "Age, for the young: fewer points with every year.", From: []int{0, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30}, Points: []int{48, 36, 24, 18, 16, 14, 13, 12, 11, 9, 7, 5, 3, 1, 0}},
	riskSeniority:  {Name: "seniority", Doc: "Age, for the old: more points with the years.", From: []int{0, 70, 76, 82}, Points: []int{0, 2, 3, 5}},
	riskExperience: {Name: "experience", Doc: "Whole years since the first license.", From: []int{0, 1, 3, 6, 10}, Points: []int{18, 12, 7, 4, 0}},
	riskLicense:    {Name: "license_status", Doc: "Status of the driver license.", Words: licenseStatuses.Words[1:], Points: []int{LicenseValid - 1: 0, LicensePermit - 1: 6, LicenseSuspended - 1: 24, LicenseExpired - 1: 6}},
	riskViolations: {Name: "violations", Doc: "Moving violations in three years.", From: []int{0, 1, 2, 3, 4, 5}, Points: []int{0, 14, 24, 33, 40, 46}},
	riskAccidents:  {Name: "accidents", Doc: "At-fault accidents in three years.", From: []int{0, 1, 2, 3}, Points: []int{0, 18, 36, 54}},
	riskUsage:      {Name: "usage", Doc: "Main use of the vehicle.", Words: usages.Words[1:], Points: usagePoints[1:]},
	riskMileage:    {Name: "mileage", Doc: "Miles driven in a year.", From: []int{0, 5000, 10000, 15000, 25000}, Points: []int{0, 2, 4, 6, 8}},
	riskBody:       {Name: "body", Doc: "Body style of the vehicle.", Words: vocab.BodyNames[1:], Points: bodyPoints[1:]},
	riskValue:      {Name: "value", Doc: "Value of the vehicle in US dollars.", From: []int{0, 5000, 15000, 30000, 60000}, Points: []int{0, 1, 2, 3, 4}},
}

// RiskTable returns the published table: the factors of the score in order.
func RiskTable() []RiskFactor {
	table := slices.Clone(riskTable[:])
	for i := range table {
		f := &table[i]
		f.From, f.Words, f.Points = slices.Clone(f.From), slices.Clone(f.Words), slices.Clone(f.Points)
	}
	return table
}

// RiskRating is the risk score in three steps: Low, Medium or High. It is a label for
// routing test cases, not an actuarial statement.
type RiskRating = Enum[riskRatingsWords]

const (
	RiskLow RiskRating = iota + 1
	RiskMedium
	RiskHigh
)

var riskRatings = enum.Vocabulary{Name: "risk rating", Words: []string{"", "Low", "Medium", "High"}}

// ParseRiskRating reads a word: see [Enum].
func ParseRiskRating(word string) (RiskRating, error) { return parseEnum[riskRatingsWords](word) }

// The minimum scores of the ratings Medium and High. They are the same for both lines, so that a rating means the same in both, and each rating has at least 13 percent
// of each line on every date. TestRatings logs the shares for other minimums.
const (
	RiskMediumFrom = 13
	RiskHighFrom   = 24
)

const maxScore = 100

// A RiskScore is the points of one person in one vehicle, by factor of the
// RiskTable, and their sum, at most 100.
type RiskScore struct {
	Points [10]int
	Total  int
}

// Rating returns the score in three steps.
func (s RiskScore) Rating() RiskRating { return ratingOf(s.Total) }

func ratingOf(score int) RiskRating {
	s := uint64(min(max(score, 0), maxScore))
	return RiskLow + RiskRating(choice.Less(RiskMediumFrom-1, s)+choice.Less(RiskHighFrom-1, s))
}

// Risk scores a person in a vehicle on the as-of date.
func Risk(p *Person, v *Vehicle, asOf Date) RiskScore {
	return riskOf(asOf.YearsSince(p.DateOfBirth), p.yearsLicensed(asOf), p, v)
}

// riskOf is Risk for an age and an experience already known, in whole years.
func riskOf(age, experience int, p *Person, v *Vehicle) RiskScore {
	var s RiskScore
	for f, value := range [riskFactors]int{
		riskYouth: age, riskSeniority: age, riskExperience: experience, riskLicense: int(p.LicenseStatus) - 1,
		riskViolations: p.Violations3Yr, riskAccidents: p.Accidents3Yr,
		riskUsage: int(v.Usage) - 1, riskMileage: v.AnnualMileage, riskBody: int(v.BodyStyle) - 1, riskValue: v.ValueUSD,
	} {
		s.Points[f] = riskTable[f].points(value)
		s.Total += s.Points[f]
	}
	s.Total = min(s.Total, maxScore)
	return s
}

// points returns the points of a number, or of the number of a word.
func (f *RiskFactor) points(value int) int {
	if len(f.Words) > 0 {
		if value < 0 || value >= len(f.Points) {
			return 0
		}
		return f.Points[value]
	}
	i := 0
	for i+1 < len(f.From) && f.From[i+1] <= value {
		i++
	}
	return f.Points[i]
}

// riskPoints are the risk table, laid out so that a score is a sum of look-ups: a tenth of the
// work of riskOf. A test compares the two.
type riskPoints struct {
	byExperience [MaxAge + 1]uint8
	byLicense    [LicenseExpired + 1]uint8
	byUsage      [usageEnd]uint8
	byBody       [len(vocab.BodyNames)]uint8
	byViolations [6]uint8
	byAccidents  [4]uint8
	byMiles      [32]uint8 // in steps of riskStep
	byValue      [16]uint8 // in steps of riskStep
}

// riskStep divides all bounds of the risk table for miles and dollars.
const riskStep = 5000

func newRiskPoints() (p riskPoints) {
	for f, list := range map[int][]uint8{
		riskExperience: p.byExperience[:], riskViolations: p.byViolations[:], riskAccidents: p.byAccidents[:],
		riskLicense: p.byLicense[1:], riskUsage: p.byUsage[1:], riskBody: p.byBody[1:], riskMileage: p.byMiles[:], riskValue: p.byValue[:],
	} {
		for i := range list {
			value := i
			if f == riskMileage || f == riskValue {
				value *= riskStep
			}
			list[i] = uint8(riskTable[f].points(value))
		}
	}
	return p
}

// total is the total of riskOf for values that generation builds.
func (t *riskPoints) total(age *ageFacts, experience int, p *Person, v *Vehicle) int {
	return min(maxScore, int(age.riskPoints)+int(t.byExperience[experience])+int(t.byLicense[p.LicenseStatus])+
		int(t.byViolations[p.Violations3Yr])+int(t.byAccidents[p.Accidents3Yr])+int(t.byUsage[v.Usage])+int(t.byBody[v.BodyStyle])+
		int(t.byMiles[min(v.AnnualMileage/riskStep, len(t.byMiles)-1)])+int(t.byValue[min(v.ValueUSD/riskStep, len(t.byValue)-1)]))
}
