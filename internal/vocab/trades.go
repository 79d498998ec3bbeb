package vocab

// What trades drive, and what people use their own vehicles for at work.

// A Fleet is the kind of vehicles that a trade uses. The assignment is
// illustrative.
type Fleet uint8

const (
	LightFleet     Fleet = iota + 1 // vans and pickups: trades that carry tools to customers
	ServiceFleet                    // cars, SUVs and vans: trades that carry little
	YardFleet                       // mostly pickups, some truck chassis: trades that work outdoors and pull trailers
	CrewFleet                       // pickups, vans and medium trucks: building trades
	FarmFleet                       // mostly pickups, some truck chassis
	DeliveryFleet                   // cargo vans, step vans and small box trucks
	BoxFleet                        // mostly box trucks: trades that carry bulky goods
	TowFleet                        // truck chassis of the classes 4 to 6
	HeavyFleet                      // heavy trucks, no tractors: trades that dig, dump and mix
	TractorFleet                    // tractors, and some heavy trucks: trades that haul freight
	CarFleet                        // cars of all kinds: trades that carry no tools
	LimousineFleet                  // large and luxury cars
	fleetEnd
)

// Trucks above 26,000 lb, of the classes 7 and 8, occur only in a HeavyFleet and in a TractorFleet: their
// drivers need a commercial license.

// FleetKinds holds, for each Fleet, the vehicles of each kind in percent of those without a
// plug. PlugInKind has no share but 1 if vehicles with a plug are among them, as often as among
// those of people. The vehicles of a LimousineFleet have the weights of Models. The share of
// pickups is that of a state with the mean of PickupsByState: other states have more or fewer.
//
// Illustrative, from no table: the order of the kinds is what the work of each trade asks for.
var FleetKinds = [fleetEnd]Taste{
	//              plug pickup car sporty SUV van truck
	LightFleet:    {1, 26, 4, 0, 7, 63, 0},
	ServiceFleet:  {1, 9, 34, 0, 27, 30, 0},
	YardFleet:     {1, 73, 2, 0, 6, 6, 13},
	CrewFleet:     {1, 52, 2, 0, 7, 16, 23},
	FarmFleet:     {1, 73, 4, 0, 8, 2, 13},
	DeliveryFleet: {1, 4, 7, 0, 4, 62, 23},
	BoxFleet:      {0, 9, 0, 0, 0, 13, 78},
	TowFleet:      {0, 12, 0, 0, 0, 0, 88},
	HeavyFleet:    {0, 0, 0, 0, 0, 0, 100},
	TractorFleet:  {0, 0, 0, 0, 0, 0, 100},
	CarFleet:      {1, 7, 41, 7, 41, 4, 0},
}

// LaterFleetKinds is FleetKinds for the vehicles after the first: of those with heavy trucks, some
// later ones are pickups for the crew and cars for the office. The other trades have more of the same.
// Illustrative.
var LaterFleetKinds = [fleetEnd]Taste{
	HeavyFleet:   {0, 34, 0, 0, 4, 2, 60},
	TractorFleet: {0, 16, 0, 0, 3, 1, 80},
}

// FarmerPickups is the share of pickups among the vehicles without a plug of farmers in the
// personal line, in percent, in a state with the mean of PickupsByState. Illustrative.
const FarmerPickups = 70

// Work says what people use their own vehicles for at work.
type Work uint8

const (
	SiteWork   Work = iota + 1 // they go to a place of work
	OfficeWork                 // they go to an office, and many work at home
	DriveWork                  // driving is their work
	VisitWork                  // they visit customers
	ToolWork                   // they go to a site, and some with their tools to customers
	FarmWork                   // they work where they live
	StudyWork                  // they go to a school
	NoWork                     // they do not work
	WorkEnd                    // sizes tables by work
)

// FirstUsages and OtherUsages hold, by Work, the weights of pleasure, commuting, business and farm among the first
// vehicles in the personal line, and among later ones. Farm use that a vehicle cannot have counts as
// pleasure: people who are no farmers use on a farm only a pickup, and only where there are under 200
// people per square kilometer. A later vehicle does not always commute either.
//
// Source: American Community Survey of 2013, table S0801, in a copy of the report ACS-32 (McKenzie, Who
// Drives to Work?, Census Bureau, 2015). Of all workers 76.4 percent drove to work alone and 9.4 percent
// with others, 4.4 percent worked at home, and the others went by other means. The Bureau of
// Transportation Statistics has 76.6 percent alone and 4.6 at home for 2015. Here 85 percent of the first vehicles of workers go to work or are used for it.
// Since 2021 more people work at home, from general knowledge 14 to 17 percent: OfficeWork stands
// between the years before and since, and has the same share on every date. How the
// kinds of work differ, business and farm use are illustrative.
var (
	FirstUsages = [WorkEnd][4]uint8{
		SiteWork: {6, 88, 3, 3}, OfficeWork: {20, 74, 4, 2}, DriveWork: {8, 12, 80, 0}, VisitWork: {8, 44, 46, 2}, ToolWork: {5, 66, 25, 4},
		FarmWork: {12, 0, 3, 85}, StudyWork: {45, 55, 0, 0}, NoWork: {97, 0, 0, 3},
	}
	OtherUsages = [WorkEnd][4]uint8{
		SiteWork: {50, 44, 2, 4}, OfficeWork: {58, 37, 2, 3}, DriveWork: {50, 30, 20, 0}, VisitWork: {52, 35, 10, 3}, ToolWork: {45, 38, 12, 5},
		FarmWork: {40, 0, 1, 59}, StudyWork: {45, 55, 0, 0}, NoWork: {96, 0, 0, 4},
	}
)
