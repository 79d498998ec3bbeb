package synthhub

import (
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The enums whose facts are in internal/vocab; usage.go, ownership.go, body_style.go and risk.go
// have the others. A new value is a constant and, at the same position, a word; a test tells
// which tables of weights, points or ranges lack it.

// Gender is the gender that a driver license states: F, M or X.
type Gender = Enum[gendersWords]

const (
	GenderFemale Gender = iota + 1
	GenderMale
	GenderUnspecified
)

var genders = enum.Vocabulary{Name: "gender", Words: []string{"", "F", "M", "X"}}

// ParseGender reads a word: see [Enum].
func ParseGender(word string) (Gender, error) { return parseEnum[gendersWords](word) }

// MaritalStatus is the marital status that insurers ask for: Single, Married, Divorced or Widowed.
type MaritalStatus = Enum[maritalStatusesWords]

const (
	MaritalSingle MaritalStatus = iota + 1
	MaritalMarried
	MaritalDivorced
	MaritalWidowed
)

var maritalStatuses = enum.Vocabulary{Name: "marital status", Words: []string{"", "Single", "Married", "Divorced", "Widowed"}}

// ParseMaritalStatus reads a word: see [Enum].
func ParseMaritalStatus(word string) (MaritalStatus, error) {
	return parseEnum[maritalStatusesWords](word)
}

// LicenseStatus is the status of a driver license: Valid, Permit, Suspended or Expired.
type LicenseStatus = Enum[licenseStatusesWords]

const (
	LicenseValid LicenseStatus = iota + 1
	LicensePermit
	LicenseSuspended
	LicenseExpired
)

var licenseStatuses = enum.Vocabulary{Name: "license status", Words: []string{"", "Valid", "Permit", "Suspended", "Expired"}}

// ParseLicenseStatus reads a word: see [Enum].
func ParseLicenseStatus(word string) (LicenseStatus, error) {
	return parseEnum[licenseStatusesWords](word)
}

// LineOfBusiness is the line that a person and their vehicles are written in: Personal or Commercial.
type LineOfBusiness = Enum[linesOfBusinessWords]

const (
	LinePersonal LineOfBusiness = iota + 1
	LineCommercial
	lineEnd // sizes tables by line of business
)

var linesOfBusiness = enum.Vocabulary{Name: "line of business", Words: []string{"", "Personal", "Commercial"}}

// ParseLineOfBusiness reads a word: see [Enum].
func ParseLineOfBusiness(word string) (LineOfBusiness, error) {
	return parseEnum[linesOfBusinessWords](word)
}

// Country is the country of an address, as an ISO 3166-1 code: US.
type Country = Enum[countriesWords]

const (
	CountryUS Country = iota + 1
)

var countries = enum.Vocabulary{Name: "country", Words: []string{"", "US"}}

// ParseCountry reads a word: see [Enum].
func ParseCountry(word string) (Country, error) { return parseEnum[countriesWords](word) }

// TitleStatus is what the title of a vehicle says of its past: Clean, Rebuilt or Salvage.
type TitleStatus = Enum[titleStatusesWords]

const (
	TitleClean TitleStatus = iota + 1
	TitleRebuilt
	TitleSalvage
	titleEnd // sizes tables by title status
)

var titleStatuses = enum.Vocabulary{Name: "title status", Words: []string{"", "Clean", "Rebuilt", "Salvage"}}

// ParseTitleStatus reads a word: see [Enum].
func ParseTitleStatus(word string) (TitleStatus, error) { return parseEnum[titleStatusesWords](word) }

// FuelType is the energy that drives a vehicle: Gasoline, Diesel, Hybrid, Plug-in Hybrid or Electric.
type FuelType = Enum[fuelTypesWords]

const (
	FuelGasoline FuelType = iota + 1
	FuelDiesel
	FuelHybrid
	FuelPlugInHybrid
	FuelElectric
)

var fuelTypes = enum.Vocabulary{Name: "fuel type", Words: vocab.FuelNames[:]}

// ParseFuelType reads a word: see [Enum].
func ParseFuelType(word string) (FuelType, error) { return parseEnum[fuelTypesWords](word) }

// State is one of the 50 states or the District of Columbia, as a USPS code: AK, AL, …, WY.
type State = Enum[statesWords]

const (
	StateAK, StateAL, StateAR State = 3*iota + 1, 3*iota + 2, 3*iota + 3
	StateAZ, StateCA, StateCO
	StateCT, StateDC, StateDE
	StateFL, StateGA, StateHI
	StateIA, StateID, StateIL
	StateIN, StateKS, StateKY
	StateLA, StateMA, StateMD
	StateME, StateMI, StateMN
	StateMO, StateMS, StateMT
	StateNC, StateND, StateNE
	StateNH, StateNJ, StateNM
	StateNV, StateNY, StateOH
	StateOK, StateOR, StatePA
	StateRI, StateSC, StateSD
	StateTN, StateTX, StateUT
	StateVA, StateVT, StateWA
	StateWI, StateWV, StateWY
)

const stateEnd = StateWY + 1

var stateCodes = enum.Vocabulary{Name: "state", Words: vocab.States[:], OtherNames: vocab.StateNames[:]}

// ParseState reads a word: see [Enum].
func ParseState(word string) (State, error) { return parseEnum[statesWords](word) }

// The types that tell the enums apart.

type (
	gendersWords         struct{}
	maritalStatusesWords struct{}
	licenseStatusesWords struct{}
	linesOfBusinessWords struct{}
	countriesWords       struct{}
	usagesWords          struct{}
	ownershipsWords      struct{}
	titleStatusesWords   struct{}
	riskRatingsWords     struct{}
	bodyStylesWords      struct{}
	fuelTypesWords       struct{}
	statesWords          struct{}
)

func (gendersWords) vocabulary() *enum.Vocabulary         { return &genders }
func (maritalStatusesWords) vocabulary() *enum.Vocabulary { return &maritalStatuses }
func (licenseStatusesWords) vocabulary() *enum.Vocabulary { return &licenseStatuses }
func (linesOfBusinessWords) vocabulary() *enum.Vocabulary { return &linesOfBusiness }
func (countriesWords) vocabulary() *enum.Vocabulary       { return &countries }
func (usagesWords) vocabulary() *enum.Vocabulary          { return &usages }
func (ownershipsWords) vocabulary() *enum.Vocabulary      { return &ownerships }
func (titleStatusesWords) vocabulary() *enum.Vocabulary   { return &titleStatuses }
func (riskRatingsWords) vocabulary() *enum.Vocabulary     { return &riskRatings }
func (bodyStylesWords) vocabulary() *enum.Vocabulary      { return &bodyStyles }
func (fuelTypesWords) vocabulary() *enum.Vocabulary       { return &fuelTypes }
func (statesWords) vocabulary() *enum.Vocabulary          { return &stateCodes }
