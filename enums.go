package synthhub

import "github.com/synthhub/synthhub/internal/vocab"

// The vocabularies of the enum columns. A new value is a constant and, at the same position,
// a word; a test tells which tables of weights, points or ranges lack it.

// Gender is the gender that a driver license states: F, M or X.
type Gender = Enum[gendersWords]

const (
	GenderFemale Gender = iota + 1
	GenderMale
	GenderUnspecified
)

var genders = vocabulary{"gender", []string{"", "F", "M", "X"}, nil}

type gendersWords struct{}

func (gendersWords) vocabulary() *vocabulary { return &genders }

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

var maritalStatuses = vocabulary{"marital status", []string{"", "Single", "Married", "Divorced", "Widowed"}, nil}

type maritalStatusesWords struct{}

func (maritalStatusesWords) vocabulary() *vocabulary { return &maritalStatuses }

// ParseMaritalStatus reads a word: see [Enum].
func ParseMaritalStatus(word string) (MaritalStatus, error) {
	return parseEnum[maritalStatusesWords](word)
}

// LineOfBusiness is the line that a person and their vehicles are written in: Personal or Commercial.
type LineOfBusiness = Enum[linesOfBusinessWords]

const (
	LinePersonal LineOfBusiness = iota + 1
	LineCommercial
	lineEnd // sizes tables by line of business
)

var linesOfBusiness = vocabulary{"line of business", []string{"", "Personal", "Commercial"}, nil}

type linesOfBusinessWords struct{}

func (linesOfBusinessWords) vocabulary() *vocabulary { return &linesOfBusiness }

// ParseLineOfBusiness reads a word: see [Enum].
func ParseLineOfBusiness(word string) (LineOfBusiness, error) {
	return parseEnum[linesOfBusinessWords](word)
}

// Country is the country of an address, as an ISO 3166-1 code: US.
type Country = Enum[countriesWords]

const (
	CountryUS Country = iota + 1
)

var countries = vocabulary{"country", []string{"", "US"}, nil}

type countriesWords struct{}

func (countriesWords) vocabulary() *vocabulary { return &countries }

// ParseCountry reads a word: see [Enum].
func ParseCountry(word string) (Country, error) { return parseEnum[countriesWords](word) }

// Usage is what a vehicle is mainly used for: Pleasure, Commute, Business or Farm.
type Usage = Enum[usagesWords]

const (
	UsagePleasure Usage = iota + 1
	UsageCommute
	UsageBusiness
	UsageFarm
	usageEnd // sizes tables by usage
)

var usages = vocabulary{"usage", []string{"", "Pleasure", "Commute", "Business", "Farm"}, nil}

type usagesWords struct{}

func (usagesWords) vocabulary() *vocabulary { return &usages }

// ParseUsage reads a word: see [Enum].
func ParseUsage(word string) (Usage, error) { return parseEnum[usagesWords](word) }

// Ownership is how a vehicle is owned: Owned, Financed or Leased.
type Ownership = Enum[ownershipsWords]

const (
	OwnershipOwned Ownership = iota + 1
	OwnershipFinanced
	OwnershipLeased
	ownershipEnd // sizes tables by ownership
)

var ownerships = vocabulary{"ownership", []string{"", "Owned", "Financed", "Leased"}, nil}

type ownershipsWords struct{}

func (ownershipsWords) vocabulary() *vocabulary { return &ownerships }

// ParseOwnership reads a word: see [Enum].
func ParseOwnership(word string) (Ownership, error) { return parseEnum[ownershipsWords](word) }

// RiskRating is the risk score in three steps: Low, Medium or High. It is a label for
// routing test cases, not an actuarial statement.
type RiskRating = Enum[riskRatingsWords]

const (
	RiskLow RiskRating = iota + 1
	RiskMedium
	RiskHigh
)

var riskRatings = vocabulary{"risk rating", []string{"", "Low", "Medium", "High"}, nil}

type riskRatingsWords struct{}

func (riskRatingsWords) vocabulary() *vocabulary { return &riskRatings }

// ParseRiskRating reads a word: see [Enum].
func ParseRiskRating(word string) (RiskRating, error) { return parseEnum[riskRatingsWords](word) }

// BodyStyle is the body style of a vehicle: Convertible, Coupe, Hatchback, Sedan, Wagon, SUV,
// Minivan, Pickup, Passenger Van, Cargo Van, Step Van, Box Truck, Truck Tractor or Heavy Truck.
type BodyStyle = Enum[bodyStylesWords]

const (
	BodyConvertible BodyStyle = iota + 1
	BodyCoupe
	BodyHatchback
	BodySedan
	BodyWagon
	BodySUV
	BodyMinivan
	BodyPickup
	BodyPassengerVan
	BodyCargoVan
	BodyStepVan
	BodyBoxTruck
	BodyTractor
	BodyHeavyTruck
)

var bodyStyles = vocabulary{"body style", vocab.BodyNames[:], nil}

type bodyStylesWords struct{}

func (bodyStylesWords) vocabulary() *vocabulary { return &bodyStyles }

// ParseBodyStyle reads a word: see [Enum].
func ParseBodyStyle(word string) (BodyStyle, error) { return parseEnum[bodyStylesWords](word) }

// FuelType is the energy that drives a vehicle: Gasoline, Diesel, Hybrid, Plug-in Hybrid or Electric.
type FuelType = Enum[fuelTypesWords]

const (
	FuelGasoline FuelType = iota + 1
	FuelDiesel
	FuelHybrid
	FuelPlugInHybrid
	FuelElectric
)

var fuelTypes = vocabulary{"fuel type", vocab.FuelNames[:], nil}

type fuelTypesWords struct{}

func (fuelTypesWords) vocabulary() *vocabulary { return &fuelTypes }

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

var stateCodes = vocabulary{"state", vocab.States[:], vocab.StateNames[:]}

type statesWords struct{}

func (statesWords) vocabulary() *vocabulary { return &stateCodes }

// ParseState reads a word: see [Enum].
func ParseState(word string) (State, error) { return parseEnum[statesWords](word) }
