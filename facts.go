package synthhub

import (
	"sync"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/numbers"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The facts of internal/vocab, prepared for drawing: what can be computed before the first
// record is, so that most attributes are one look-up. That takes a few milliseconds, so it is
// done at the first use and not at start-up. The result depends on nothing and never changes.

type factTables struct {
	zips        [vocab.StateCount + 1]vocab.ZIPChoice
	genders     [lineEnd]draw.Weighted
	drivers     [lineEnd]*timeline.Entries                // by months of age
	cars        [2][len(vocab.CarCuts)]*timeline.Holdings // older and newer ones, by how vehicles change hands
	teenCars    [len(vocab.CarCuts)]*timeline.Holdings
	newerCars   [lineEnd][vocab.PayGroups + 1]uint32 // of 2^16, those who keep newer ones, by group of pay
	marital     *vocab.MaritalTable
	incidents   *vocab.Incidents
	miles       *vocab.Miles
	careers     [lineEnd][3]draw.Weighted // of the indexes of jobs, for women, men and others
	firstJobs   [lineEnd][3]draw.Weighted // of those for the youngest
	names       *vocab.Names
	licenseAges draw.Weighted // from MinAge on
	byAge       [MaxAge + 1]ageFacts
	jobs        [len(vocab.Occupations)]job
	words       vocab.WordLists
	units       [lineEnd]vocab.UnitChoice
	usages      [len(usageWeights)]draw.Weighted
	ownership   [len(vocab.FleetAges)]ownershipShares // by age of the vehicle
	risk        riskPoints
	numbers.Forms
	catalog.Catalog
}

// ageFacts are what depends on the age of a person.
type ageFacts struct {
	student, retired uint32 // draws of 2^16 below student are students, from retired on retired
	riskPoints       uint8  // for youth and seniority
}

// ownershipShares divide draws of 2^16: below leased is leased, below financed is financed.
type ownershipShares struct{ leased, financed uint32 }

// A job is an occupation with what follows from it for the vehicles, by line of business.
type job struct {
	vocab.Occupation
	use   [lineEnd]catalog.Use
	usage [lineEnd][2]usageKind // of the first vehicle, and of the others

	licenses [lineEnd]licenseShares
}

var facts = sync.OnceValue(func() *factTables {
	t := &factTables{
		zips:        vocab.NewZIPChoices(),
		genders:     [lineEnd]draw.Weighted{LinePersonal: draw.NewWeighted(vocab.PersonalGenders[:]), LineCommercial: draw.NewWeighted(vocab.CommercialGenders[:])},
		names:       vocab.NewNames(),
		licenseAges: draw.NewWeighted(vocab.LicenseAges[:]),
		marital:     vocab.NewMaritalTable(),
		incidents:   vocab.NewIncidents(),
		miles:       vocab.NewMiles(),
		words:       vocab.NewWordLists(),
		units:       [lineEnd]vocab.UnitChoice{LinePersonal: vocab.NewHomeUnits(), LineCommercial: vocab.NewOfficeUnits()},
		risk:        newRiskPoints(),
		Forms:       numbers.NewForms(),
		Catalog:     catalog.New(),
	}
	t.prepareAges()
	t.prepareVehicles()
	return t
})

// prepareAges prepares what depends on the age or the occupation of a person.
func (t *factTables) prepareAges() {
	var all, business [MaxAge + 1]uint32
	copy(all[MinAge:], vocab.DriverAges[:])
	copy(business[vocab.MinBusinessAge:vocab.MaxBusinessAge+1], all[vocab.MinBusinessAge:])
	t.drivers[LinePersonal] = timeline.NewEntries(timeline.NewMonthlyCurve(all[:]))
	t.drivers[LineCommercial] = timeline.NewEntries(timeline.NewMonthlyCurve(business[:]))
	for age := MinAge; age <= MaxAge; age++ {
		i := vocab.Bucket(vocab.CareerFrom[:], age)
		t.byAge[age] = ageFacts{
			student:    uint32(vocab.StudentShare[i]) << 16 / 100,
			retired:    1<<16 - uint32(vocab.RetiredShare[i])<<16/100,
			riskPoints: uint8(riskTable[riskYouth].points(age) + riskTable[riskSeniority].points(age)),
		}
	}
	for sex := range t.careers[0] {
		t.careers[LinePersonal][sex], t.firstJobs[LinePersonal][sex] = vocab.PersonalCareers(MaxAge, sex), vocab.PersonalCareers(MinAge, sex)
		t.careers[LineCommercial][sex], t.firstJobs[LineCommercial][sex] = vocab.CommercialCareers(MaxAge, sex), vocab.CommercialCareers(MinAge, sex)
	}
	for i := range t.jobs {
		t.jobs[i] = jobOf(&vocab.Occupations[i])
	}
}

// prepareVehicles prepares what depends on the usage or the age of a vehicle.
func (t *factTables) prepareVehicles() {
	for i := range t.usages {
		t.usages[i] = draw.NewWeighted(usageWeights[i][:])
	}
	curve := func(tilt int) *timeline.Curve { return timeline.NewCurve(vocab.TiltedFleetAges(tilt), 1) }
	older, newer, teen := curve(-vocab.CarAgeTilt), curve(vocab.CarAgeTilt), curve(-vocab.TeenCarAgeTilt)
	for i, cuts := range vocab.CarCuts {
		t.cars[0][i], t.cars[1][i] = timeline.NewHoldings(older, cuts...), timeline.NewHoldings(newer, cuts...)
		t.teenCars[i] = timeline.NewHoldings(teen, cuts...)
	}
	t.newerCars[LinePersonal] = vocab.NewerCarShares(vocab.CareerWeight)
	t.newerCars[LineCommercial] = vocab.NewerCarShares(func(i int) uint16 { return vocab.Occupations[i].Commercial })
	for age := range t.ownership {
		w := ownershipByAge[vocab.Bucket(ownershipFrom[:], age)]
		leased, financed := uint32(w[OwnershipLeased-1]), uint32(w[OwnershipFinanced-1])
		t.ownership[age] = ownershipShares{leased << 16 / 100, (leased + financed) << 16 / 100}
	}
}

// career returns the index of the occupation of those of a gender who have a draw at an age: the
// first of a sequence for which they are old enough. So at each age the occupations have the
// weights of those which that age can have, and somebody's occupation changes only where one drawn
// earlier becomes possible.
func (t *factTables) career(lob LineOfBusiness, gender Gender, age int, drawn uint64) uint8 {
	const maxTries = 8
	careers := &t.careers[lob][gender-GenderFemale]
	for try := range uint64(maxTries) {
		job := careers.Pick(draw.Nth(drawn, try+1))
		if int(t.jobs[job].MinAge) <= age {
			return uint8(job)
		}
	}
	return uint8(t.firstJobs[lob][gender-GenderFemale].Pick(drawn))
}

func jobOf(o *vocab.Occupation) job {
	j := job{Occupation: *o, use: [lineEnd]catalog.Use{LinePersonal: catalog.Personal, LineCommercial: catalog.UseOf(o.Fleet)}}
	j.licenses = [lineEnd]licenseShares{LinePersonal: licenseSharesOf(o, LinePersonal), LineCommercial: licenseSharesOf(o, LineCommercial)}
	for other := range 2 {
		j.usage[LinePersonal][other] = personalUsage(o, other > 0)
		j.usage[LineCommercial][other] = businessUsage
		if o == &vocab.Occupations[vocab.FarmerOccupation] {
			j.usage[LineCommercial][other] = farmUsage
		}
	}
	return j
}

// model returns the model and year that the vehicle says it is, nil if no such combination of
// make, model, year, body style and fuel was sold.
func (t *factTables) model(v *Vehicle) *catalog.ModelYear {
	return t.Find(v.Make, v.Model, v.ModelYear, vocab.Body(v.BodyStyle), vocab.Fuel(v.FuelType))
}
