package synthhub

import (
	"sync"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/numbers"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The facts of internal/vocab, prepared for drawing: what can be computed before the first
// record is, so that most attributes are one look-up. That takes a few milliseconds, so it is
// done at the first use and not at start-up. The result depends on nothing and never changes.

type factTables struct {
	zips        [vocab.StateCount + 1]vocab.ZIPChoice
	farms       [vocab.StateCount + 1]draw.Weighted // of indexes of ZIP codes
	genders     [lineEnd]draw.Weighted
	drivers     [lineEnd]*timeline.Entries                // by months of age
	oldDrivers  *timeline.Entries                         // of timeline.IsOldSlot
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
	domains     []text.Word // of e-mail addresses
	garages     *vocab.Garages
	streets     *vocab.Streets
	businesses  *vocab.Businesses
	units       [lineEnd]vocab.UnitChoice
	usages      [vocab.WorkEnd][2]draw.Weighted              // of the first vehicle, and of the others
	ownership   [len(vocab.FinanceByAge) + 1]ownershipShares // by age of the vehicle
	finance     [len(vocab.FinanceFrom)]uint64               // vocab.FinanceScales
	risk        riskPoints
	numbers.Forms
	catalog.Catalog
}

// ageFacts are what depends on the age of a person.
type ageFacts struct {
	student, retired uint32 // draws of 2^16 below student are students, from retired on retired
	riskPoints       uint8  // for youth and seniority
}

// phasesAt returns the facts of the age that a timeline.Reading has.
func (t *factTables) phasesAt(age int) *ageFacts { return &t.byAge[min(max(age, MinAge), MaxAge)] }

// A job is an occupation with what follows from it for the vehicles, by line of business.
type job struct {
	vocab.Occupation
	trade vocab.Trade
	use   [lineEnd][2]catalog.Use // of the first vehicle, and of the others
	farm  bool

	lastAge uint8

	licenses [lineEnd]licenseShares
}

var facts = sync.OnceValue(func() *factTables {
	miles := vocab.NewMiles()
	t := &factTables{
		zips:        vocab.NewZIPChoices(),
		farms:       vocab.NewRuralChoices(),
		genders:     [lineEnd]draw.Weighted{LinePersonal: draw.NewWeighted(vocab.PersonalGenders[:]), LineCommercial: draw.NewWeighted(vocab.CommercialGenders[:])},
		names:       vocab.NewNames(),
		licenseAges: draw.NewWeighted(vocab.LicenseAges[:]),
		marital:     vocab.NewMaritalTable(),
		incidents:   vocab.NewIncidents(),
		miles:       miles,
		domains:     text.NewWords("@", vocab.EmailDomains),
		streets:     vocab.NewStreets(),
		businesses:  vocab.NewBusinesses(),
		units:       [lineEnd]vocab.UnitChoice{LinePersonal: vocab.NewHomeUnits(), LineCommercial: vocab.NewOfficeUnits()},
		risk:        newRiskPoints(),
		Forms:       numbers.NewForms(),
		Catalog:     catalog.New(miles),
	}
	t.garages = vocab.NewGarages(&t.zips)
	t.prepareAges()
	t.prepareVehicles()
	return t
})

// prepareAges prepares what depends on the age or the occupation of a person.
func (t *factTables) prepareAges() {
	entries := func(from int, weights []uint32) *timeline.Entries {
		var ages [MaxAge + 1]uint32
		copy(ages[from:], weights)
		return timeline.NewEntries(timeline.NewMonthlyCurve(ages[:]))
	}
	t.drivers[LinePersonal] = entries(MinAge, vocab.OtherDriverAges())
	t.drivers[LineCommercial] = entries(vocab.MinBusinessAge, vocab.DriverAges[vocab.MinBusinessAge-MinAge:vocab.MaxBusinessAge+1-MinAge])
	t.oldDrivers = entries(vocab.OldAge, vocab.OldWeights[:])
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
	for work := vocab.SiteWork; work < vocab.WorkEnd; work++ {
		t.usages[work] = [2]draw.Weighted{draw.NewWeighted(vocab.FirstUsages[work][:]), draw.NewWeighted(vocab.OtherUsages[work][:])}
	}
	older, newer, teen := stockOf(-vocab.CarAgeTilt), stockOf(vocab.CarAgeTilt), stockOf(-vocab.TeenCarAgeTilt)
	for i, cuts := range vocab.CarCuts {
		t.cars[0][i], t.cars[1][i] = timeline.NewHoldings(older, cuts...), timeline.NewHoldings(newer, cuts...)
		t.teenCars[i] = timeline.NewHoldings(teen, cuts...)
	}
	t.newerCars[LinePersonal] = vocab.NewerCarShares(vocab.CareerWeight)
	t.newerCars[LineCommercial] = vocab.NewerCarShares(func(i int) uint16 { return vocab.Occupations[i].Commercial })
	t.ownership, t.finance = newOwnershipShares(), vocab.FinanceScales()
}

// driversOf returns the ages of those who fill a slot.
func (t *factTables) driversOf(slot int, lob LineOfBusiness) *timeline.Entries {
	if timeline.IsOldSlot(slot) && lob == LinePersonal {
		return t.oldDrivers
	}
	return t.drivers[lob]
}

// otherCareer returns the index of the occupation of those of a gender who have a draw, at an age that the
// career of keeperOf does not have: the next one of a sequence that has it. So at each age the occupations have the
// weights of those which that age can have, and somebody's occupation changes only where one drawn
// earlier becomes possible, or one ends.
func (t *factTables) otherCareer(lob LineOfBusiness, gender Gender, age int, drawn uint64) uint8 {
	const maxTries = 8
	careers := &t.careers[lob][gender-GenderFemale]
	for try := uint64(2); try <= maxTries; try++ {
		if job := careers.Pick(draw.Nth(drawn, try)); t.jobs[job].allows(age) {
			return uint8(job)
		}
	}
	return uint8(t.firstJobs[lob][gender-GenderFemale].Pick(drawn))
}

// allows reports whether an age can have the occupation.
func (j *job) allows(age int) bool { return int(j.MinAge) <= age && age <= int(j.lastAge) }

func jobOf(o *vocab.Occupation) job {
	j := job{Occupation: *o, trade: vocab.TradeOf(o), farm: o == &vocab.Occupations[vocab.FarmerOccupation], lastAge: uint8(o.LastAge())}
	j.licenses = [lineEnd]licenseShares{LinePersonal: licenseSharesOf(o, LinePersonal), LineCommercial: licenseSharesOf(o, LineCommercial)}
	for other := range 2 {
		j.use[LineCommercial][other] = catalog.UseOf(o.Fleet, other > 0)
		if j.farm {
			j.use[LinePersonal][other] = catalog.FarmHome
		}
	}
	return j
}

// model returns the model and year that the vehicle says it is, nil if no such combination of
// make, model, year, body style and fuel was sold.
func (t *factTables) model(v *Vehicle) *catalog.ModelYear {
	return t.Find(v.Make, v.Model, v.ModelYear, vocab.Body(v.BodyStyle), vocab.Fuel(v.FuelType))
}
