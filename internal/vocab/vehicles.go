package vocab

type Body uint8

const (
	NoBody Body = iota
	Convertible
	Coupe
	Hatchback
	Sedan
	Wagon
	SUV
	Minivan
	Pickup
	PassengerVan
	CargoVan
	StepVan
	BoxTruck
	Tractor
	HeavyTruck
)

var BodyNames = [...]string{"", "Convertible", "Coupe", "Hatchback", "Sedan", "Wagon", "SUV", "Minivan", "Pickup", "Passenger Van", "Cargo Van", "Step Van", "Box Truck", "Truck Tractor", "Heavy Truck"}

type Fuel uint8

const (
	NoFuel Fuel = iota
	Gasoline
	Diesel
	Hybrid
	PlugInHybrid
	Electric
)

var FuelNames = [...]string{"", "Gasoline", "Diesel", "Hybrid", "Plug-in Hybrid", "Electric"}

type Model struct {
	Make, Name  string
	First, Last uint16
	Body        Body
	Class       uint8
	Price       uint32
	Sales       uint32
	Work        uint32
	Fuels       []FuelSpan
	WMIs        []WMISpan
}
type FuelSpan struct {
	Fuel        Fuel
	First, Last uint16
	Share       uint8
}
type WMISpan struct {
	WMI         string
	First, Last uint16
}
type WMI struct {
	Code     string
	Old, New [5]string
}
