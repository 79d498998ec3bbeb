package synthhub

import (
	"github.com/synthhub/synthhub/internal/enum"
	"github.com/synthhub/synthhub/internal/vocab"
)

// BodyStyle is the body style of a vehicle: Convertible, Coupe, Hatchback, Sedan, Wagon, SUV,
// Minivan, Pickup, Passenger Van, Cargo Van, Step Van, Box Truck, Chassis Cab, Truck Tractor or Heavy Truck.
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
	BodyChassisCab
	BodyTractor
	BodyHeavyTruck
)

// bodyStyles has its words in vocab/vehicles.go, where the models need them. A new body style is
// a constant and a name there, a constant at the same position here, points below, and a model
// in vocab/zmodels.go.
var bodyStyles = enum.Vocabulary{Name: "body style", Words: vocab.BodyNames[:]}

// ParseBodyStyle reads a word: see [Enum].
func ParseBodyStyle(word string) (BodyStyle, error) { return parseEnum[bodyStylesWords](word) }

// bodyPoints holds the points of the body styles by value.
var bodyPoints = []int{
	BodyConvertible: 3, BodyCoupe: 3, BodyHatchback: 2, BodySedan: 2, BodyWagon: 1, BodySUV: 2, BodyMinivan: 1,
	BodyPickup: 2, BodyPassengerVan: 3, BodyCargoVan: 2, BodyStepVan: 3, BodyBoxTruck: 3, BodyTractor: 5, BodyHeavyTruck: 4, BodyChassisCab: 3,
}
