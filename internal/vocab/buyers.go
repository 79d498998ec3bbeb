package vocab

// Which kinds of vehicles people buy, by age, family and gender.

// A Kind is a kind of vehicles that people choose before the model.
type Kind uint8

// The kinds. A PlugInKind has a plug, whatever its body. The other kinds have none: cars are
// sedans, hatchbacks and wagons; sporty are coupes and convertibles; vans are those for people
// and for cargo; trucks are all that is heavier.
const (
	PlugInKind Kind = iota
	PickupKind
	CarKind
	SportyKind
	SUVKind
	VanKind
	TruckKind
	KindCount
)

// KindOf returns the kind of a body without a plug.
func KindOf(b Body) Kind {
	switch b {
	case Pickup:
		return PickupKind
	case Convertible, Coupe:
		return SportyKind
	case SUV:
		return SUVKind
	case Minivan, PassengerVan, CargoVan:
		return VanKind
	case StepVan, BoxTruck, ChassisCab, Tractor, HeavyTruck:
		return TruckKind
	}
	return CarKind
}

// A Taste says how much more or less often than others somebody buys the kinds, in percent.
type Taste [KindCount]uint8

// BuyerFrom holds the first ages of the groups in Buyers.
var BuyerFrom = [...]uint8{16, 20, 30, 50, 65}

// Buyers holds the tastes of buyers by group of age: of those who never married, then of those who have. The groups are those of
// teenagers, of young adults, of the ages at which most have children at home, of those whose children leave, and
// of the old. MoreMeans is what the age adds to the pay for the level of DearerCarPercent; teenagers have the lowest
// whatever the pay.
//
// Illustrative. The teenagers follow a survey of parents in 2014 (Insurance Institute for Highway
// Safety), which has 47 percent cars, 22 percent SUVs, 14 percent pickups, 6 percent minivans and
// 1 percent sports cars.
var Buyers = [len(BuyerFrom)]struct {
	Tastes    [2]Taste
	MoreMeans int8
}{
	//            plug pickup car sporty SUV van truck
	{[2]Taste{{30, 83, 125, 55, 85, 90, 100}, {30, 83, 125, 55, 85, 90, 100}}, -PayGroups},
	{[2]Taste{{85, 95, 117, 150, 88, 30, 100}, {95, 102, 105, 100, 105, 100, 100}}, -1},
	{[2]Taste{{110, 92, 108, 110, 95, 50, 100}, {125, 105, 81, 70, 116, 185, 100}}, 0},
	{[2]Taste{{100, 97, 105, 120, 95, 70, 100}, {105, 107, 95, 120, 103, 85, 100}}, 1},
	{[2]Taste{{75, 78, 123, 80, 90, 80, 100}, {85, 92, 114, 100, 95, 95, 100}}, 0},
}

// GenderTastes holds what multiplies the tastes, in the order of PersonalGenders. Illustrative: most
// pickups are bought by men.
var GenderTastes = [sexes]Taste{
	{100, 62, 100, 90, 110, 110, 100},
	{100, 138, 100, 110, 90, 90, 100},
	{100, 100, 100, 100, 100, 100, 100},
}

// BusinessTaste is the Taste of the commercial line: FleetKinds has what trades buy.
var BusinessTaste = Taste{100, 100, 100, 100, 100, 100, 100}
