package synthhub

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"github.com/synthhub/synthhub/internal/mask"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The facts of internal/vocab, prepared for drawing and for looking up. That
// takes a few milliseconds, so it is done at the first use and not at start-up.
// The result depends on nothing and never changes.

// A use is what vehicles are drawn for; each has its own mix of models.
type use int

const (
	usePersonal use = iota
	useWork         // cars, vans, pickups
	useTrade        // these and medium trucks
	useHaul         // medium and heavy trucks
	useCount
)

// The model years that the catalogue covers.
const (
	firstModelYear = 1986
	lastModelYear  = 2026
)

type tables struct {
	cities      [vocab.StateCount + 1]cityPick
	given       [2][8]Alias // by gender, female first, and decade of birth
	surnames    Alias
	ages        Alias
	licenceAges Alias
	occupations [3]Alias // by line of business
	firstJob    [3]int   // an occupation for the youngest, by line of business
	models      [useCount][lastModelYear - firstModelYear + 1]modelPick
	catalogue   [len(vocab.Models)]modelFacts
	agePoints   [MaxAge + 1]uint8 // risk points of youth and seniority
	yearPoints  [MaxAge + 1]uint8 // risk points of experience
	milePoints  [32]uint8         // risk points of mileage, by 5,000 miles
	costPoints  [16]uint8         // risk points of value, by 5,000 dollars
	licences    [vocab.StateCount + 1]*mask.Mask
	plates      [vocab.StateCount + 1][2]*mask.Mask // passenger, commercial
	texts       texts
}

// texts are the words that built texts consist of; those that follow another word
// begin with a space.
type texts struct {
	given                   [2][]token // as in e-mail addresses, by gender and place in the vocabulary
	surnames                []token    // likewise
	marks, streets, types   []token
	firms, firmMarks, forms []token
}

type cityPick struct {
	first int // place in vocab.Cities of the state's first
	alias Alias
}

type modelPick struct {
	index []uint16 // places in vocab.Models
	alias Alias
}

// modelFacts is a model with what would have to be computed for each vehicle.
type modelFacts struct {
	*vocab.Model
	wmis   []uint16 // places in vocab.WMIs of Model.WMIs
	prices []uint32 // list price by model year sold, in dollars of then
}

var facts = sync.OnceValue(func() *tables {
	t := new(tables)
	for s := 1; s <= vocab.StateCount; s++ {
		first, _ := slices.BinarySearchFunc(vocab.Cities[:], uint8(s), func(c vocab.City, s uint8) int { return cmp.Compare(c.State, s) })
		var people []uint32
		for i := first; i < len(vocab.Cities) && int(vocab.Cities[i].State) == s; i++ {
			people = append(people, vocab.Cities[i].People)
		}
		t.cities[s] = cityPick{first, NewAlias(people)}
		t.licences[s] = mask.MustParse(vocab.Licences[s])
		t.plates[s] = [2]*mask.Mask{mask.MustParse(vocab.Plates[s].Passenger), mask.MustParse(vocab.Plates[s].Commercial)}
	}
	for decade := range 8 {
		t.given[0][decade] = aliasOf(vocab.FemaleNames[:], func(n *vocab.GivenName) uint16 { return n.Cohorts[decade] })
		t.given[1][decade] = aliasOf(vocab.MaleNames[:], func(n *vocab.GivenName) uint16 { return n.Cohorts[decade] })
	}
	t.surnames = aliasOf(vocab.Surnames[:], func(n *vocab.Surname) uint32 { return n.Weight })
	t.ages = NewAlias(vocab.DriverAges[:])
	t.licenceAges = NewAlias(vocab.LicenceAges[:])
	t.occupations[Personal] = aliasOf(vocab.Occupations[:], func(o *vocab.Occupation) uint16 {
		if o == &vocab.Occupations[vocab.StudentOccupation] || o == &vocab.Occupations[vocab.RetiredOccupation] {
			return 0 // a matter of age
		}
		return o.Personal
	})
	t.occupations[Commercial] = aliasOf(vocab.Occupations[:], func(o *vocab.Occupation) uint16 { return o.Commercial })
	for i := range vocab.Occupations {
		o := &vocab.Occupations[i]
		if o.MinAge <= MinAge && o.Personal > vocab.Occupations[t.firstJob[Personal]].Personal {
			t.firstJob[Personal] = i
		}
		if o.MinAge <= 18 && o.Commercial > vocab.Occupations[t.firstJob[Commercial]].Commercial {
			t.firstJob[Commercial] = i
		}
	}
	for i := range t.milePoints {
		t.milePoints[i] = uint8(riskTable[riskMileage].points(5000 * i))
	}
	for i := range t.costPoints {
		t.costPoints[i] = uint8(riskTable[riskValue].points(5000 * i))
	}
	for i := range vocab.FemaleNames {
		t.texts.given[0] = append(t.texts.given[0], tokenOf(strings.ToLower(vocab.FemaleNames[i].Name)))
	}
	for i := range vocab.MaleNames {
		t.texts.given[1] = append(t.texts.given[1], tokenOf(strings.ToLower(vocab.MaleNames[i].Name)))
	}
	for i := range vocab.Surnames {
		t.texts.surnames = append(t.texts.surnames, tokenOf(strings.ToLower(vocab.Surnames[i].Name)))
	}
	t.texts.marks, t.texts.streets, t.texts.types = tokensOf(" ", vocab.StreetMarks), tokensOf(" ", vocab.StreetWords), tokensOf(" ", vocab.StreetTypes)
	t.texts.firms, t.texts.firmMarks, t.texts.forms = tokensOf("", vocab.BusinessWords), tokensOf(" ", vocab.BusinessMarks), tokensOf(" ", vocab.BusinessForms)
	for years := range t.agePoints {
		t.agePoints[years] = uint8(riskTable[riskYouth].points(years) + riskTable[riskSeniority].points(years))
		t.yearPoints[years] = uint8(riskTable[riskExperience].points(years))
	}
	for i := range t.catalogue {
		t.catalogue[i] = factsOf(&vocab.Models[i])
	}
	for u := range useCount {
		for y := range t.models[u] {
			t.models[u][y] = modelsOf(u, firstModelYear+y)
		}
	}
	return t
})

func aliasOf[T any, W ~uint16 | ~uint32](list []T, weight func(*T) W) Alias {
	weights := make([]W, len(list))
	for i := range list {
		weights[i] = weight(&list[i])
	}
	return NewAlias(weights)
}

// factsOf looks up the prefixes of a model and works out its list prices. The
// table has the price of the last year sold; earlier ones are 2 percent less a
// year, about what the consumer price index for new vehicles made of the forty
// years since 1985.
func factsOf(m *vocab.Model) modelFacts {
	f := modelFacts{Model: m}
	for _, w := range m.WMIs {
		f.wmis = append(f.wmis, uint16(findWMI(w.WMI)))
	}
	f.prices = make([]uint32, m.Last-m.First+1)
	price := m.Price
	for y := len(f.prices) - 1; y >= 0; y-- {
		f.prices[y] = price
		price = price * 98 / 100
	}
	return f
}

// modelsOf lists the models sold in a model year for a use, with their weights.
func modelsOf(u use, year int) (p modelPick) {
	var weights []uint32
	for i := range vocab.Models {
		m := &vocab.Models[i]
		w := m.Work
		switch {
		case u == usePersonal:
			w = m.Sales
		case u == useWork && m.Class > 3, u == useTrade && m.Class > 6, u == useHaul && m.Class < 4:
			w = 0
		case u == useTrade && m.Class > 3:
			w *= 4 // the trades that need a truck have one
		case u == useTrade && m.Body != vocab.Pickup && m.Body != vocab.CargoVan:
			w = (w + 3) / 8 // and few cars besides
		}
		if w > 0 && covers(m.First, m.Last, year) {
			p.index, weights = append(p.index, uint16(i)), append(weights, w)
		}
	}
	p.alias = NewAlias(weights)
	return p
}

// riskTotal is Risk's total without its parts: for generation, where it is a tenth
// of the work. A test compares the two.
func (t *tables) riskTotal(age, experience int, p *Person, v *Vehicle) int {
	return min(100, int(t.agePoints[age])+int(t.yearPoints[experience])+
		riskTable[riskViolations].Points[p.Violations3Yr]+riskTable[riskAccidents].Points[p.Accidents3Yr]+
		riskTable[riskUsage].Points[v.Usage-1]+riskTable[riskBody].Points[v.BodyStyle-1]+
		int(t.milePoints[min(v.AnnualMileage/5000, len(t.milePoints)-1)])+int(t.costPoints[min(v.ValueUSD/5000, len(t.costPoints)-1)]))
}

// city picks a city of the state by population.
func (t *tables) city(state uint8, draw uint64) *vocab.City {
	p := &t.cities[state]
	return &vocab.Cities[p.first+p.alias.pick(draw)]
}

// givenName picks a name that was given to the gender in the year of birth, and
// returns its form in an e-mail address too.
func (t *tables) givenName(gender Gender, born int, r *Rand) (string, *token) {
	decade := vocab.NameCohort(born)
	list := 0
	if gender == Male || gender == Unspecified && r.Chance(1, 2) {
		list = 1
	}
	at := r.Pick(&t.given[list][decade])
	if list == 1 {
		return vocab.MaleNames[at].Name, &t.texts.given[1][at]
	}
	return vocab.FemaleNames[at].Name, &t.texts.given[0][at]
}

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

// findModel returns the model that the vehicle says it is, nil if no such
// combination of make, model, year, body style and fuel was sold.
func findModel(v *Vehicle) *modelFacts {
	i, _ := slices.BinarySearchFunc(vocab.Models[:], v, func(m vocab.Model, v *Vehicle) int {
		return cmp.Or(cmp.Compare(m.Make, v.Make), cmp.Compare(m.Name, v.Model))
	})
	for ; i < len(vocab.Models); i++ {
		m := &vocab.Models[i]
		if m.Make != v.Make || m.Name != v.Model {
			break
		}
		if covers(m.First, m.Last, v.ModelYear) && BodyStyle(m.Body) == v.BodyStyle && slices.ContainsFunc(m.Fuels, func(f vocab.FuelSpan) bool {
			return FuelType(f.Fuel) == v.FuelType && covers(f.First, f.Last, v.ModelYear)
		}) {
			return &facts().catalogue[i]
		}
	}
	return nil
}

// findWMI returns the place of a manufacturer prefix in the table.
func findWMI(code string) int {
	i, ok := slices.BinarySearchFunc(vocab.WMIs[:], code, func(w vocab.WMI, code string) int { return cmp.Compare(w.Code, code) })
	if !ok {
		panic("synthhub: the manufacturer prefix " + code + " is not in the table")
	}
	return i
}

// licenceMask returns the form of the state's licences, nil for no state.
func licenceMask(s State) *mask.Mask {
	if int(s) > vocab.StateCount {
		return nil
	}
	return facts().licences[s]
}

// plateMask returns the form of the state's plates, nil for no state.
func plateMask(s State, lob LineOfBusiness) *mask.Mask {
	if int(s) > vocab.StateCount {
		return nil
	}
	return facts().plates[s][plateSeries(lob)]
}
