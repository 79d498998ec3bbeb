package vocab

import (
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
)

// Draws from the names.

// A NameChoice is the choice of a given name of one gender, by year of birth.
type NameChoice struct {
	byCohort [8]draw.Weighted
}

// NewNameChoice returns the choice of the names of a list.
func NewNameChoice(list []GivenName) (c NameChoice) {
	for cohort := range c.byCohort {
		c.byCohort[cohort] = WeightedBy(list, func(n *GivenName) uint16 { return n.Cohorts[cohort] })
	}
	return c
}

// Pick returns the position of a name that was given about the year of birth.
func (c *NameChoice) Pick(born int, drawn uint64) int {
	return c.byCohort[NameCohort(born)].Pick(drawn)
}

// GivenNameWords returns the names of a list.
func GivenNameWords(list []GivenName) (words []text.Word) {
	for i := range list {
		words = append(words, text.NewWord(list[i].Name))
	}
	return words
}

// SurnameWords returns the names of Surnames.
func SurnameWords() (words []text.Word) {
	for i := range Surnames {
		words = append(words, text.NewWord(Surnames[i].Name))
	}
	return words
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
