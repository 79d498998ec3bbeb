package vocab

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// Draws from the names.

// A givenChoice is the choice of a given name of one gender, by year of birth and origin.
type givenChoice struct {
	words   []text.Word // the names of the list, then their other spellings
	plain   int         // the number of names in the list
	cohorts [8]cohortChoice
}

// A cohortChoice is the choice of a given name in a cohort: first a class, by origin, then a name of the class.
type cohortChoice struct {
	byOrigin [2][originCount]draw.Weighted // of those whose surname is not of their origin, and of all others
	byClass  [len(NameClasses)]draw.Weighted
}

func newGivenChoice(list []GivenName, spellings []Spelling) (c givenChoice) {
	spelled := map[string]int{}
	c.plain = len(list)
	c.words = make([]text.Word, 0, len(list)+len(spellings))
	for i := range list {
		c.words = append(c.words, text.NewWord(list[i].Name))
	}
	for i, s := range spellings {
		spelled[s.Name] = len(list) + i
		c.words = append(c.words, text.NewWord(s.Spelled))
	}
	for i := range c.cohorts {
		c.cohorts[i] = newCohortChoice(list, i, spelled)
	}
	return c
}

func newCohortChoice(list []GivenName, cohort int, spelled map[string]int) (c cohortChoice) {
	var positions [len(NameClasses)][]uint16
	var weights [len(NameClasses)][]uint64
	var births [len(NameClasses)]uint64
	for i := range list {
		n, w := &list[i], uint64(list[i].Cohorts[cohort])
		if w == 0 {
			continue
		}
		births[n.Class] += w
		whole := uint64(100)
		if k, ok := spelled[n.Name]; ok {
			whole -= accentPercent
			positions[n.Class], weights[n.Class] = append(positions[n.Class], uint16(k)), append(weights[n.Class], w*accentPercent)
		}
		positions[n.Class], weights[n.Class] = append(positions[n.Class], uint16(i)), append(weights[n.Class], w*whole)
	}
	for class := range c.byClass {
		if births[class] > 0 {
			c.byClass[class] = draw.NewSparse(positions[class], weights[class])
		}
	}
	for o := range originCount {
		var w [len(NameClasses)]uint64
		for class := range w {
			w[class] = births[class] * uint64(NameClasses[class][o])
		}
		c.byOrigin[1][o] = draw.NewWeighted(w[:])
		c.byOrigin[0][o] = c.byOrigin[1][o]
		if o == Hispanic || o == Asian {
			for class := range w {
				if NameClasses[class][o] > 5000 {
					w[class] /= otherSurnames
				}
			}
			c.byOrigin[0][o] = draw.NewWeighted(w[:])
		}
	}
	return c
}

// otherSurnames is how much rarer given names of their origin are among Hispanic and Asian people whose surname is not of their
// origin: names of one language go together (illustrative).
const otherSurnames = 4

// pick returns the position of a name in the words. It does not use the lowest 16 bits of the draw for the
// class, so that what they decide is independent of the name.
func (c *givenChoice) pick(cohort int, o Origin, own uint8, drawn uint64) uint16 {
	by := &c.cohorts[cohort]
	return uint16(by.byClass[by.byOrigin[own][o].Pick(drawn)].Pick(draw.Nth(drawn, 1)))
}

// WeightedBy returns the choice of the positions of a list by the weight of each element.
func WeightedBy[T any, W ~uint16 | ~uint32 | ~uint64](list []T, weight func(*T) W) draw.Weighted {
	weights := make([]W, len(list))
	for i := range list {
		weights[i] = weight(&list[i])
	}
	return draw.NewWeighted(weights)
}

// EmailDomains are the domains that are reserved for examples (RFC 2606).
var EmailDomains = []string{"example.com", "example.net", "example.org"}

// WordLists are the words of built texts. Those that follow another word begin with a space.
type WordLists struct {
	EmailDomains                                []text.Word
	StreetMarks, StreetNames, StreetTypes       []text.Word
	BusinessNames, BusinessMarks, BusinessForms []text.Word
}

// NewWordLists returns the words.
func NewWordLists() WordLists {
	return WordLists{
		EmailDomains: text.NewWords("@", EmailDomains),
		StreetMarks:  text.NewWords(" ", StreetMarks), StreetNames: text.NewWords(" ", StreetWords), StreetTypes: text.NewWords(" ", StreetTypes),
		BusinessNames: text.NewWords("", BusinessWords), BusinessMarks: text.NewWords(" ", BusinessMarks), BusinessForms: text.NewWords(" ", BusinessForms),
	}
}

// NewVehicleCounts returns the choices of the number of vehicles of a household and of a fleet,
// from one number to another: position 0 is the first.
func NewVehicleCounts(from, to int) (households, fleets draw.Weighted) {
	home, fleet := make([]uint16, to-from+1), make([]uint16, to-from+1)
	for i := range home {
		if n := from + i; n <= len(HouseholdVehicles) {
			home[i] = HouseholdVehicles[n-1]
		}
		fleet[i] = FleetVehicles[from+i-1]
	}
	if from > len(HouseholdVehicles) {
		home[0] = 1 // larger than any household: the minimum
	}
	return draw.NewWeighted(home), draw.NewWeighted(fleet)
}
