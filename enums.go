package synthhub

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub/internal/vocab"
)

// The vocabularies of the enum columns. Each type is a small number whose Names
// lists the words by value; the zero value has the empty name and means unset.

// Gender is the gender that a driver licence states.
type Gender uint8

// The values of Gender.
const (
	GenderFemale Gender = iota + 1
	GenderMale
	GenderUnspecified
)

var genderNames = []string{"", "F", "M", "X"}

// Names returns the words of the vocabulary by value.
func (g Gender) Names() []string { return genderNames }

// String returns the word, "" for a value without one.
func (g Gender) String() string { return word(genderNames, uint8(g)) }

// MarshalText returns the word.
func (g Gender) MarshalText() ([]byte, error) { return []byte(g.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (g *Gender) UnmarshalText(b []byte) error { return setWord((*uint8)(g), genderNames, b) }

// MaritalStatus is the marital status, as insurers ask for it.
type MaritalStatus uint8

// The values of MaritalStatus.
const (
	MaritalSingle MaritalStatus = iota + 1
	MaritalMarried
	MaritalDivorced
	MaritalWidowed
)

var maritalNames = []string{"", "Single", "Married", "Divorced", "Widowed"}

// Names returns the words of the vocabulary by value.
func (m MaritalStatus) Names() []string { return maritalNames }

// String returns the word, "" for a value without one.
func (m MaritalStatus) String() string { return word(maritalNames, uint8(m)) }

// MarshalText returns the word.
func (m MaritalStatus) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (m *MaritalStatus) UnmarshalText(b []byte) error { return setWord((*uint8)(m), maritalNames, b) }

// LineOfBusiness is the line of business that a person and their vehicles are written in.
type LineOfBusiness uint8

// The values of LineOfBusiness.
const (
	LinePersonal LineOfBusiness = iota + 1
	LineCommercial
)

var lineNames = []string{"", "Personal", "Commercial"}

// Names returns the words of the vocabulary by value.
func (l LineOfBusiness) Names() []string { return lineNames }

// String returns the word, "" for a value without one.
func (l LineOfBusiness) String() string { return word(lineNames, uint8(l)) }

// MarshalText returns the word.
func (l LineOfBusiness) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (l *LineOfBusiness) UnmarshalText(b []byte) error { return setWord((*uint8)(l), lineNames, b) }

// Country is the country of an address, as an ISO 3166-1 code.
type Country uint8

// The values of Country.
const (
	CountryUS Country = iota + 1
)

var countryNames = []string{"", "US"}

// Names returns the words of the vocabulary by value.
func (c Country) Names() []string { return countryNames }

// String returns the word, "" for a value without one.
func (c Country) String() string { return word(countryNames, uint8(c)) }

// MarshalText returns the word.
func (c Country) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (c *Country) UnmarshalText(b []byte) error { return setWord((*uint8)(c), countryNames, b) }

// Usage is what a vehicle is mainly used for.
type Usage uint8

// The values of Usage.
const (
	UsagePleasure Usage = iota + 1
	UsageCommute
	UsageBusiness
	UsageFarm
)

var usageNames = []string{"", "Pleasure", "Commute", "Business", "Farm"}

// Names returns the words of the vocabulary by value.
func (u Usage) Names() []string { return usageNames }

// String returns the word, "" for a value without one.
func (u Usage) String() string { return word(usageNames, uint8(u)) }

// MarshalText returns the word.
func (u Usage) MarshalText() ([]byte, error) { return []byte(u.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (u *Usage) UnmarshalText(b []byte) error { return setWord((*uint8)(u), usageNames, b) }

// Ownership is who owns a vehicle.
type Ownership uint8

// The values of Ownership.
const (
	OwnershipOwned Ownership = iota + 1
	OwnershipFinanced
	OwnershipLeased
)

var ownershipNames = []string{"", "Owned", "Financed", "Leased"}

// Names returns the words of the vocabulary by value.
func (o Ownership) Names() []string { return ownershipNames }

// String returns the word, "" for a value without one.
func (o Ownership) String() string { return word(ownershipNames, uint8(o)) }

// MarshalText returns the word.
func (o Ownership) MarshalText() ([]byte, error) { return []byte(o.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (o *Ownership) UnmarshalText(b []byte) error { return setWord((*uint8)(o), ownershipNames, b) }

// RiskRating is the risk score in three steps. It routes test cases and is no actuarial statement.
type RiskRating uint8

// The values of RiskRating.
const (
	RiskLow RiskRating = iota + 1
	RiskMedium
	RiskHigh
)

var ratingNames = []string{"", "Low", "Medium", "High"}

// Names returns the words of the vocabulary by value.
func (r RiskRating) Names() []string { return ratingNames }

// String returns the word, "" for a value without one.
func (r RiskRating) String() string { return word(ratingNames, uint8(r)) }

// MarshalText returns the word.
func (r RiskRating) MarshalText() ([]byte, error) { return []byte(r.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (r *RiskRating) UnmarshalText(b []byte) error { return setWord((*uint8)(r), ratingNames, b) }

// State is a state of the United States or the District of Columbia, named by its USPS code. ParseState makes one.
type State uint8

// Names returns the words of the vocabulary by value.
func (s State) Names() []string { return vocab.States[:] }

// String returns the word, "" for a value without one.
func (s State) String() string { return word(vocab.States[:], uint8(s)) }

// MarshalText returns the word.
func (s State) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (s *State) UnmarshalText(b []byte) error { return setWord((*uint8)(s), vocab.States[:], b) }

// BodyStyle is the body style of a vehicle.
type BodyStyle uint8

// Names returns the words of the vocabulary by value.
func (s BodyStyle) Names() []string { return vocab.BodyNames[:] }

// String returns the word, "" for a value without one.
func (s BodyStyle) String() string { return word(vocab.BodyNames[:], uint8(s)) }

// MarshalText returns the word.
func (s BodyStyle) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (s *BodyStyle) UnmarshalText(b []byte) error { return setWord((*uint8)(s), vocab.BodyNames[:], b) }

// FuelType is what drives a vehicle.
type FuelType uint8

// Names returns the words of the vocabulary by value.
func (f FuelType) Names() []string { return vocab.FuelNames[:] }

// String returns the word, "" for a value without one.
func (f FuelType) String() string { return word(vocab.FuelNames[:], uint8(f)) }

// MarshalText returns the word.
func (f FuelType) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a word of the vocabulary.
func (f *FuelType) UnmarshalText(b []byte) error { return setWord((*uint8)(f), vocab.FuelNames[:], b) }

// ParseState returns the state with the given USPS code, such as "CA".
func ParseState(code string) (State, error) {
	if i := stateIndex(code); i > 0 {
		return State(i), nil
	}
	return 0, fmt.Errorf("state %.20q: want a USPS code of the 50 states or DC, such as CA", code)
}

func word(names []string, v uint8) string {
	if int(v) < len(names) {
		return names[v]
	}
	return ""
}

func setWord(v *uint8, names []string, b []byte) error {
	i := slices.Index(names, string(b))
	if i < 0 {
		return fmt.Errorf("%.40q is not one of %.400q", b, names[1:])
	}
	*v = uint8(i)
	return nil
}
