package synthhub

import (
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// The vocabularies of the enum columns. A new value is a constant and, at the same position,
// a word; a test tells which tables of weights, points or ranges lack it.

// Gender is the gender that a driver license states: F, M or X.
type Gender = Enum[gendersWords]

const (
	GenderFemale Gender = iota + 1
	GenderMale
	GenderUnspecified
)

var genders = enum.Vocabulary{Name: "gender", Words: []string{"", "F", "M", "X"}}

type gendersWords struct{}

func (gendersWords) vocabulary() *enum.Vocabulary { return &genders }

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

type maritalStatusesWords struct{}

func (maritalStatusesWords) vocabulary() *enum.Vocabulary { return &maritalStatuses }

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

var linesOfBusiness = enum.Vocabulary{Name: "line of business", Words: []string{"", "Personal", "Commercial"}}

type linesOfBusinessWords struct{}

func (linesOfBusinessWords) vocabulary() *enum.Vocabulary { return &linesOfBusiness }

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

type countriesWords struct{}

func (countriesWords) vocabulary() *enum.Vocabulary { return &countries }

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

var usages = enum.Vocabulary{Name: "usage", Words: []string{"", "Pleasure", "Commute", "Business", "Farm"}}

type usagesWords struct{}

func (usagesWords) vocabulary() *enum.Vocabulary { return &usages }

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

var ownerships = enum.Vocabulary{Name: "ownership", Words: []string{"", "Owned", "Financed", "Leased"}}

type ownershipsWords struct{}

func (ownershipsWords) vocabulary() *enum.Vocabulary { return &ownerships }

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

var riskRatings = enum.Vocabulary{Name: "risk rating", Words: []string{"", "Low", "Medium", "High"}}

type riskRatingsWords struct{}

func (riskRatingsWords) vocabulary() *enum.Vocabulary { return &riskRatings }

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

var bodyStyles = enum.Vocabulary{Name: "body style", Words: vocab.BodyNames[:]}

type bodyStylesWords struct{}

func (bodyStylesWords) vocabulary() *enum.Vocabulary { return &bodyStyles }

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

var fuelTypes = enum.Vocabulary{Name: "fuel type", Words: vocab.FuelNames[:]}

type fuelTypesWords struct{}

func (fuelTypesWords) vocabulary() *enum.Vocabulary { return &fuelTypes }

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

type statesWords struct{}

func (statesWords) vocabulary() *enum.Vocabulary { return &stateCodes }

// ParseState reads a word: see [Enum].
func ParseState(word string) (State, error) { return parseEnum[statesWords](word) }
