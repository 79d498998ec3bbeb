package synthhub

import "github.com/synthhub/synthhub/internal/vocab"

// The vocabularies of the enum columns: each a small number whose zero value means unset
// and has the empty word. A new value is a constant and, at the same position, a word; a
// test tells which tables of weights, points or ranges lack it.

// Gender is the gender that a driver license states: F, M or X.
type Gender uint8

// The values of Gender.
const (
	GenderFemale Gender = iota + 1
	GenderMale
	GenderUnspecified
)

var genders = vocabulary{"gender", []string{"", "F", "M", "X"}}

// MaritalStatus is the marital status that insurers ask for: Single, Married, Divorced or Widowed.
type MaritalStatus uint8

// The values of MaritalStatus.
const (
	MaritalSingle MaritalStatus = iota + 1
	MaritalMarried
	MaritalDivorced
	MaritalWidowed
)

var maritalStatuses = vocabulary{"marital status", []string{"", "Single", "Married", "Divorced", "Widowed"}}

// LineOfBusiness is the line that a person and their vehicles are written in: Personal or Commercial.
type LineOfBusiness uint8

// The values of LineOfBusiness.
const (
	LinePersonal LineOfBusiness = iota + 1
	LineCommercial
	lineEnd // sizes tables by line of business
)

var linesOfBusiness = vocabulary{"line of business", []string{"", "Personal", "Commercial"}}

// Country is the country of an address, as an ISO 3166-1 code: US.
type Country uint8

// The values of Country.
const (
	CountryUS Country = iota + 1
)

var countries = vocabulary{"country", []string{"", "US"}}

// Usage is what a vehicle is mainly used for: Pleasure, Commute, Business or Farm.
type Usage uint8

// The values of Usage.
const (
	UsagePleasure Usage = iota + 1
	UsageCommute
	UsageBusiness
	UsageFarm
	usageEnd // sizes tables by usage
)

var usages = vocabulary{"usage", []string{"", "Pleasure", "Commute", "Business", "Farm"}}

// Ownership is how a vehicle is owned: Owned, Financed or Leased.
type Ownership uint8

// The values of Ownership.
const (
	OwnershipOwned Ownership = iota + 1
	OwnershipFinanced
	OwnershipLeased
)

var ownerships = vocabulary{"ownership", []string{"", "Owned", "Financed", "Leased"}}

// RiskRating is the risk score in three steps: Low, Medium or High. It is a label for
// routing test cases, not an actuarial statement.
type RiskRating uint8

// The values of RiskRating.
const (
	RiskLow RiskRating = iota + 1
	RiskMedium
	RiskHigh
)

var riskRatings = vocabulary{"risk rating", []string{"", "Low", "Medium", "High"}}

// BodyStyle is the body style of a vehicle: Convertible, Coupe, Hatchback, Sedan, Wagon, SUV,
// Minivan, Pickup, Passenger Van, Cargo Van, Step Van, Box Truck, Truck Tractor or Heavy Truck.
type BodyStyle uint8

// The values of BodyStyle.
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

var bodyStyles = vocabulary{"body style", vocab.BodyNames[:]}

// FuelType is the energy that drives a vehicle: Gasoline, Diesel, Hybrid, Plug-in Hybrid or Electric.
type FuelType uint8

// The values of FuelType.
const (
	FuelGasoline FuelType = iota + 1
	FuelDiesel
	FuelHybrid
	FuelPlugInHybrid
	FuelElectric
)

var fuelTypes = vocabulary{"fuel type", vocab.FuelNames[:]}

// State is one of the 50 states or the District of Columbia, as a USPS code: AK, AL, …, WY.
type State uint8

// The values of State.
const (
	StateAK State = iota + 1
	StateAL
	StateAR
	StateAZ
	StateCA
	StateCO
	StateCT
	StateDC
	StateDE
	StateFL
	StateGA
	StateHI
	StateIA
	StateID
	StateIL
	StateIN
	StateKS
	StateKY
	StateLA
	StateMA
	StateMD
	StateME
	StateMI
	StateMN
	StateMO
	StateMS
	StateMT
	StateNC
	StateND
	StateNE
	StateNH
	StateNJ
	StateNM
	StateNV
	StateNY
	StateOH
	StateOK
	StateOR
	StatePA
	StateRI
	StateSC
	StateSD
	StateTN
	StateTX
	StateUT
	StateVA
	StateVT
	StateWA
	StateWI
	StateWV
	StateWY
	stateEnd // one more than the last state
)

var stateCodes = vocabulary{"state", vocab.States[:]}
