package vocab

// How the vehicles of the states differ. All tables are by index in States. Only the order and the
// ratios of the states are used; the level is that of Models and of PlugInShares.

// PickupsByState holds the pickups of 1,000 light vehicles.
//
// Source: iSeeCars, pickups among the used cars sold, the mean of three editions of its study
// (the second covers June 2021 to May 2022; the other two do not say), read from news pages: second
// hand. The three agree within one to three points. They were compared with the registered
// pickups of 2008 (Federal Highway Administration, tables MV-1 and MV-9): the correlation of 36 states is 0.88,
// and that of their ranks 0.90. Sales are few in Alaska, Hawaii and Vermont. The District of
// Columbia is in no edition; its value is illustrative.
var PickupsByState = [StateCount + 1]uint16{
	0,
	289, 201, 240, 154, 112, 185, 101, 50, 128, 132, 158, 152, 231,
	307, 122, 161, 203, 214, 232, 118, 108, 239, 187, 196, 188, 223,
	345, 160, 305, 237, 184, 80, 234, 139, 117, 155, 229, 176, 145,
	140, 184, 297, 186, 193, 197, 134, 243, 177, 205, 254, 373,
}

// PlugInsByState holds the vehicles with a plug, electric and plug-in hybrid, of 10,000 light
// vehicles.
//
// Source: Department of Energy, Alternative Fuels Data Center, light-duty registrations by fuel and
// state, from a copy in the public repository folkwinr/US-EV-Market-Analysis. The copy does not
// print its year; its national sums are those that the center published for the end of 2023. The
// table has those shares times the national growth to the end of 2024, of electric vehicles and of
// plug-in hybrids. The counts are in hundreds, so the smallest states are exact to a twentieth.
var PlugInsByState = [StateCount + 1]uint16{
	0,
	79, 48, 47, 218, 558, 288, 207, 464, 164, 208, 148, 377, 58,
	81, 163, 78, 79, 52, 40, 262, 251, 146, 114, 128, 89, 25,
	85, 127, 27, 66, 145, 296, 96, 281, 240, 88, 156, 298, 131,
	159, 73, 40, 83, 137, 213, 178, 277, 351, 83, 37, 35,
}

// SUVsByState holds the sport utility vehicles of 1,000 light vehicles that are no pickups; 0 where
// the state is not known to differ from the country.
//
// Source: Federal Highway Administration, Highway Statistics 2008, tables MV-1 and MV-9, as table
// 5-1 of State Transportation Statistics 2009 of the Bureau of Transportation Statistics. The
// readable copy ends with Pennsylvania. Colorado and Delaware are left out, because their counts
// contradict those of earlier years, and New York, which counts many light trucks as cars. The
// level has more than doubled since.
var SUVsByState = [StateCount + 1]uint16{
	0,
	364, 245, 245, 248, 195, 0, 188, 116, 0, 236, 246, 239, 163,
	264, 202, 188, 241, 182, 232, 216, 219, 209, 213, 191, 197, 172,
	248, 189, 178, 225, 230, 217, 260, 266, 0, 180, 188, 245, 204,
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
}

// FirstPlugInYear is the first model year of PlugInShares.
const FirstPlugInYear = 2011

// PlugInShares holds the vehicles with a plug of 10,000 light vehicles of a model year, from
// FirstPlugInYear on. The Sales of Models are those of a typical year, so they do not show how the
// sales of vehicles with a plug grew.
//
// Illustrative: the shape is that of the share of new sales, from general knowledge (about 0.4
// percent in 2012, 2 in 2018, 9 in 2023 and 10 since). The level is 5 percent higher, so that
// with the ages of FleetByYear about 2.5 percent of the vehicles of the personal line have a plug at
// the end of 2025: the source of PlugInsByState has 1.7 percent at the end of 2023 and 2.1 a year later.
var PlugInShares = [...]uint16{
	16, 42, 62, 73, 73, 94, 125, 209, 209, 209, // 2011 to 2020
	418, 685, 940, 1045, 1045, 1045, 1045, 1045, // 2021 to 2028
}

// luxuryMakes are the makes that trades do not buy for work, apart from their vans. Illustrative.
var luxuryMakes = [...]string{
	"Acura", "Audi", "BMW", "Cadillac", "Genesis", "Infiniti", "Jaguar", "Land Rover", "Lexus", "Lincoln", "Lucid",
	"Mercedes-Benz", "Polestar", "Porsche", "Rivian", "SAAB", "Tesla", "Volvo",
}

// IsLuxury reports whether a make sells mostly luxury vehicles.
func IsLuxury(make string) bool {
	for _, m := range luxuryMakes {
		if m == make {
			return true
		}
	}
	return false
}
