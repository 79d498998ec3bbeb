package synthhub

import (
	"cmp"
	"slices"
	"sync"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The facts of internal/vocab, prepared for drawing and for looking up: whatever can be
// worked out beforehand is, so that making a record is picking. That takes a few
// milliseconds, so it is done at the first use and not at start-up. The result depends
// on nothing and never changes.

type tables struct {
	cities      [vocab.StateCount + 1]cityPick
	genders     draw.Weighted
	ages        [lineEnd]draw.Weighted // from MinAge on, by line of business
	given       [2]givenNames
	surnames    draw.Weighted
	lastNames   []token       // as in vocab.Surnames
	licenceAges draw.Weighted // from MinAge on
	byAge       [MaxAge + 1]ageFacts
	jobs        [len(vocab.Occupations)]job
	licences    [vocab.StateCount + 1]*mask.Codes
	plates      [vocab.StateCount + 1][2]*mask.Codes // passenger, commercial
	texts       texts
	units       units
	usages      [len(usageWeights)]draw.Weighted
	ownership   [len(vocab.FleetAges)]*draw.Weighted // by age of the vehicle
	catalogue
	points
}

type cityPick struct {
	first int // place in vocab.Cities of the state's first
	alias draw.Weighted
}

// givenNames are those of one gender.
type givenNames struct {
	byCohort [8]draw.Weighted
	names    []token
}

// ageFacts are what depends on the age of a person. Ages share tables, so that a few are
// at hand instead of one for each age.
type ageFacts struct {
	marital, violations, accidents *draw.Weighted
	jobs                           [lineEnd]*draw.Weighted // by line of business
	points                         uint8                   // of risk, for youth and seniority
}

// A job is an occupation with what follows from it for the vehicles, by line of
// business.
type job struct {
	vocab.Occupation
	use   [lineEnd]use
	usage [lineEnd][2]usageKind // of the first vehicle and of others
}

// texts are the words that built texts consist of; those that follow another word
// begin with a space.
type texts struct {
	domains                 []token
	marks, streets, types   []token
	firms, firmMarks, forms []token
}

var facts = sync.OnceValue(func() *tables {
	t := &tables{catalogue: newCatalogue(), points: newPoints()}
	for s := 1; s <= vocab.StateCount; s++ {
		first, _ := slices.BinarySearchFunc(vocab.Cities[:], uint8(s), func(c vocab.City, s uint8) int { return cmp.Compare(c.State, s) })
		var people []uint32
		for i := first; i < len(vocab.Cities) && int(vocab.Cities[i].State) == s; i++ {
			people = append(people, vocab.Cities[i].People)
		}
		t.cities[s] = cityPick{first, draw.NewWeighted(people)}
		t.licences[s] = mask.MustParse(vocab.Licences[s]).Codes()
		t.plates[s] = [2]*mask.Codes{mask.MustParse(vocab.Plates[s].Passenger).Codes(), mask.MustParse(vocab.Plates[s].Commercial).Codes()}
	}
	t.given = [2]givenNames{givenNamesOf(vocab.FemaleNames[:]), givenNamesOf(vocab.MaleNames[:])}
	t.surnames = aliasOf(vocab.Surnames[:], func(n *vocab.Surname) uint32 { return n.Weight })
	for i := range vocab.Surnames {
		t.lastNames = append(t.lastNames, tokenOf(vocab.Surnames[i].Name))
	}
	for i := range t.usages {
		t.usages[i] = draw.NewWeighted(usageWeights[i][:])
	}
	var byBand [len(ownershipByAge)]draw.Weighted
	for i, weights := range ownershipByAge {
		byBand[i] = draw.NewWeighted(weights[:])
	}
	for age := range t.ownership {
		t.ownership[age] = &byBand[band(ownershipFrom[:], age)]
	}
	t.genders = draw.NewWeighted(vocab.GenderWeights[:])
	t.licenceAges = draw.NewWeighted(vocab.LicenceAges[:])
	for i := range t.jobs {
		t.jobs[i] = jobOf(&vocab.Occupations[i])
	}
	ages := vocab.DriverAges
	t.ages[LinePersonal] = draw.NewWeighted(ages[:])
	for age := MinAge; age <= MaxAge; age++ {
		if age < minBusinessAge || age > maxBusinessAge {
			ages[age-MinAge] = 0
		}
	}
	t.ages[LineCommercial] = draw.NewWeighted(ages[:])
	for age := MinAge; age <= MaxAge; age++ {
		t.byAge[age] = factsOfAge(age, &t.byAge[age-1])
	}
	t.texts = texts{
		domains: tokensOf("", emailDomains[:]),
		marks:   tokensOf(" ", vocab.StreetMarks), streets: tokensOf(" ", vocab.StreetWords), types: tokensOf(" ", vocab.StreetTypes),
		firms: tokensOf("", vocab.BusinessWords), firmMarks: tokensOf(" ", vocab.BusinessMarks), forms: tokensOf(" ", vocab.BusinessForms),
	}
	t.units = newUnits()
	return t
})

func aliasOf[T any, W ~uint16 | ~uint32](list []T, weight func(*T) W) draw.Weighted {
	weights := make([]W, len(list))
	for i := range list {
		weights[i] = weight(&list[i])
	}
	return draw.NewWeighted(weights)
}

func givenNamesOf(list []vocab.GivenName) (g givenNames) {
	for cohort := range g.byCohort {
		g.byCohort[cohort] = aliasOf(list, func(n *vocab.GivenName) uint16 { return n.Cohorts[cohort] })
	}
	for i := range list {
		g.names = append(g.names, tokenOf(list[i].Name))
	}
	return g
}

func jobOf(o *vocab.Occupation) job {
	j := job{Occupation: *o, use: [lineEnd]use{LinePersonal: usePersonal, LineCommercial: useOf[o.Fleet]}}
	for other := range 2 {
		j.usage[LinePersonal][other] = personalUsage(o, other > 0)
		j.usage[LineCommercial][other] = businessUsage
		if o == &vocab.Occupations[vocab.FarmerOccupation] {
			j.usage[LineCommercial][other] = farmUsage
		}
	}
	return j
}

// factsOfAge works out the facts of an age. Where they are those of the year before,
// the tables of weights are the same ones.
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
	if age == minBusinessAge || slices.Contains(careerFrom[:], uint8(age)) || slices.ContainsFunc(vocab.Occupations[:], func(o vocab.Occupation) bool { return int(o.MinAge) == age }) {
		f.jobs[LinePersonal] = new(draw.NewWeighted(personalJobs(age)))
		if age >= minBusinessAge {
			f.jobs[LineCommercial] = new(aliasOf(vocab.Occupations[:], func(o *vocab.Occupation) uint16 {
				if int(o.MinAge) > age {
					return 0
				}
				return o.Commercial
			}))
		}
	}
	f.points = uint8(riskTable[riskYouth].points(age) + riskTable[riskSeniority].points(age))
	return f
}

// personalJobs weighs the occupations of the personal line at an age: students and the
// retired by their shares, all others by how common they are.
func personalJobs(age int) []uint64 {
	i := band(careerFrom[:], age)
	student, retired := uint64(studentShare[i]), uint64(retiredShare[i])
	weights, all := make([]uint64, len(vocab.Occupations)), uint64(0)
	for i := range vocab.Occupations {
		o := &vocab.Occupations[i]
		if i != vocab.StudentOccupation && i != vocab.RetiredOccupation && int(o.MinAge) <= age {
			all += uint64(o.Personal)
			weights[i] = uint64(o.Personal) * (100 - student - retired)
		}
	}
	weights[vocab.StudentOccupation], weights[vocab.RetiredOccupation] = all*student, all*retired
	return weights
}

// city picks a city of the state by population.
func (t *tables) city(state uint8, drawn uint64) *vocab.City {
	p := &t.cities[state]
	return &vocab.Cities[p.first+p.alias.Pick(drawn)]
}

// givenName picks a name that was given to the gender about the year of birth. Those
// of unspecified gender have a name of either.
func (t *tables) givenName(gender Gender, born int, drawn uint64) *token {
	of := gender - GenderFemale
	if gender == GenderUnspecified {
		of = Gender(draw.Bounded(draw.Nth(drawn, 1), 2))
	}
	g := &t.given[of]
	return &g.names[g.byCohort[vocab.NameCohort(born)].Pick(drawn)]
}

// surname picks a family name.
func (t *tables) surname(drawn uint64) *token { return &t.lastNames[t.surnames.Pick(drawn)] }

func isFemaleName(name string) bool { return hasName(vocab.FemaleNames[:], name) }
func isMaleName(name string) bool   { return hasName(vocab.MaleNames[:], name) }

func hasName(list []vocab.GivenName, name string) bool {
	_, ok := slices.BinarySearchFunc(list, name, func(n vocab.GivenName, name string) int { return cmp.Compare(n.Name, name) })
	return ok
}

func findOccupation(name string) *vocab.Occupation {
	i, ok := slices.BinarySearchFunc(vocab.Occupations[:], name, func(o vocab.Occupation, name string) int { return cmp.Compare(o.Name, name) })
	if !ok {
		return nil
	}
	return &vocab.Occupations[i]
}

// findCity returns the city of that name in the state, nil if it is not in the table.
func findCity(s State, name string) *vocab.City {
	i, ok := slices.BinarySearchFunc(vocab.Cities[:], vocab.City{State: uint8(s), Name: name}, func(a, b vocab.City) int {
		return cmp.Or(cmp.Compare(a.State, b.State), cmp.Compare(a.Name, b.Name))
	})
	if !ok {
		return nil
	}
	return &vocab.Cities[i]
}

// isZIP reports whether the table has the ZIP code in the state.
func isZIP(s State, zip string) bool {
	if s == 0 || int(s) > vocab.StateCount || len(zip) != 5 {
		return false
	}
	for i := facts().cities[s].first; i < len(vocab.Cities) && vocab.Cities[i].State == uint8(s); i++ {
		if hasCode(vocab.Cities[i].ZIPs, zip) {
			return true
		}
	}
	return false
}

// licenceForm returns the form of the state's licences, nil for no state.
func licenceForm(s State) *mask.Codes {
	if int(s) > vocab.StateCount {
		return nil
	}
	return facts().licences[s]
}

// plateForm returns the form of the state's plates, nil for no state.
func plateForm(s State, lob LineOfBusiness) *mask.Codes {
	if int(s) > vocab.StateCount {
		return nil
	}
	return facts().plates[s][plateSeries(lob)]
}
