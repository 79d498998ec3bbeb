package synthhub

import (
	"slices"
	"sync"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/internal/numbers"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The facts of internal/vocab, prepared for drawing: what can be computed before the first
// record is, so that most attributes are one look-up. That takes a few milliseconds, so it is
// done at the first use and not at start-up. The result depends on nothing and never changes.

type factTables struct {
	cities      [vocab.StateCount + 1]vocab.CityChoice
	genders     draw.Weighted
	ages        [lineEnd]draw.Weighted // from MinAge on
	givenNames  [2]vocab.NameChoice    // of women, of men
	surnames    draw.Weighted
	names       [3][]text.Word // given names of women, of men, surnames
	licenseAges draw.Weighted  // from MinAge on
	byAge       [MaxAge + 1]ageFacts
	jobs        [len(vocab.Occupations)]job
	words       vocab.WordLists
	units       [lineEnd]vocab.UnitChoice
	usages      [len(usageWeights)]draw.Weighted
	ownership   [len(vocab.FleetAges)]*draw.Weighted // by age of the vehicle
	risk        riskPoints
	numbers.Forms
	catalog.Catalog
}

// ageFacts are what depends on the age of a person. Ages with the same weights share them: a
// few tables stay in the cache where one for each age would not.
type ageFacts struct {
	marital, violations, accidents *draw.Weighted
	jobs                           [lineEnd]*draw.Weighted
	riskPoints                     uint8 // for youth and seniority
}

// A job is an occupation with what follows from it for the vehicles, by line of business.
type job struct {
	vocab.Occupation
	use   [lineEnd]catalog.Use
	usage [lineEnd][2]usageKind // of the first vehicle, and of the others
}

var facts = sync.OnceValue(func() *factTables {
	t := &factTables{
		cities:      vocab.NewCityChoices(),
		genders:     draw.NewWeighted(vocab.GenderWeights[:]),
		givenNames:  [2]vocab.NameChoice{vocab.NewNameChoice(vocab.FemaleNames[:]), vocab.NewNameChoice(vocab.MaleNames[:])},
		surnames:    vocab.WeightedBy(vocab.Surnames[:], func(n *vocab.Surname) uint32 { return n.Weight }),
		names:       [3][]text.Word{vocab.GivenNameWords(vocab.FemaleNames[:]), vocab.GivenNameWords(vocab.MaleNames[:]), vocab.SurnameWords()},
		licenseAges: draw.NewWeighted(vocab.LicenseAges[:]),
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
	ages := vocab.DriverAges
	t.ages[LinePersonal] = draw.NewWeighted(ages[:])
	for age := MinAge; age <= MaxAge; age++ {
		if age < vocab.MinBusinessAge || age > vocab.MaxBusinessAge {
			ages[age-MinAge] = 0
		}
	}
	t.ages[LineCommercial] = draw.NewWeighted(ages[:])
	for age := MinAge; age <= MaxAge; age++ {
		t.byAge[age] = factsOfAge(age, &t.byAge[age-1])
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
	var buckets [len(ownershipByAge)]draw.Weighted
	for i, weights := range ownershipByAge {
		buckets[i] = draw.NewWeighted(weights[:])
	}
	for age := range t.ownership {
		t.ownership[age] = &buckets[vocab.Bucket(ownershipFrom[:], age)]
	}
}

func jobOf(o *vocab.Occupation) job {
	j := job{Occupation: *o, use: [lineEnd]catalog.Use{LinePersonal: catalog.Personal, LineCommercial: catalog.UseOf(o.Fleet)}}
	for other := range 2 {
		j.usage[LinePersonal][other] = personalUsage(o, other > 0)
		j.usage[LineCommercial][other] = businessUsage
		if o == &vocab.Occupations[vocab.FarmerOccupation] {
			j.usage[LineCommercial][other] = farmUsage
		}
	}
	return j
}

// factsOfAge returns the facts of an age. Where they are those of the age before, it shares the
// weights with that one.
func factsOfAge(age int, before *ageFacts) (f ageFacts) {
	if age > MinAge {
		f = *before
	}
	if i := slices.Index(vocab.MaritalFrom[:], uint8(age)); i >= 0 {
		f.marital = new(draw.NewWeighted(vocab.Marital[i][:]))
	}
	if i := slices.Index(vocab.IncidentFrom[:], uint8(age)); i >= 0 {
		f.violations, f.accidents = new(draw.NewWeighted(vocab.Violations[i][:])), new(draw.NewWeighted(vocab.Accidents[i][:]))
	}
	if vocab.NewJobsAt(age) {
		f.jobs[LinePersonal] = new(vocab.PersonalJobs(age))
		if age >= vocab.MinBusinessAge {
			f.jobs[LineCommercial] = new(vocab.CommercialJobs(age))
		}
	}
	f.riskPoints = uint8(riskTable[riskYouth].points(age) + riskTable[riskSeniority].points(age))
	return f
}

// givenName picks a name that was given to the gender about the year of birth. Persons of
// unspecified gender have a name of either.
func (t *factTables) givenName(gender Gender, born int, drawn uint64) name {
	of := gender - GenderFemale
	if gender == GenderUnspecified {
		of = Gender(draw.Bounded(draw.Nth(drawn, 1), 2))
	}
	return name{uint8(of), uint16(t.givenNames[of].Pick(born, drawn))}
}

func (t *factTables) surname(drawn uint64) name { return name{2, uint16(t.surnames.Pick(drawn))} }

// A name is the position of a name in the lists of factTables.names.
type name struct {
	list  uint8
	index uint16
}

func (t *factTables) word(n name) *text.Word { return &t.names[n.list][n.index] }

// model returns the model and year that the vehicle says it is, nil if no such combination of
// make, model, year, body style and fuel was sold.
func (t *factTables) model(v *Vehicle) *catalog.ModelYear {
	return t.Find(v.Make, v.Model, v.ModelYear, vocab.Body(v.BodyStyle), vocab.Fuel(v.FuelType))
}
