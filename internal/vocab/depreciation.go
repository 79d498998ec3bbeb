package vocab

import "slices"

// A Depreciation says how a vehicle loses value, an index into ValueLeft.
type Depreciation uint8

// The kinds of depreciation. Cars include vans.
const (
	CarLoss Depreciation = iota
	LuxuryCarLoss
	SUVLoss
	PickupLoss
	SmallLoss // models that hold their value
	HybridLoss
	ElectricLoss
	MediumTruckLoss
	HeavyTruckLoss
	depreciationCount
)

// The classes of gross weight of the Federal Highway Administration from which on trucks are medium and heavy, and
// the maximum, of trucks above 33,000 lb. Those from HeavyClass on are above 26,000 lb.
const (
	MediumClass = 3
	HeavyClass  = 7
	MaxClass    = 8
)

// steadyModels are models that lose little, by make and name. Source: iSeeCars, "cars that hold their
// value", edition of 2025, which names the Porsche 911, the Corvette, the RAV4, the Tacoma and the Civic
// among the models that lose 20 to 31 percent in five years, and editions of 2020 and 2021, which
// name the Wrangler, the 4Runner and the Tundra; read from pages that quote them.
var steadyModels = [...][2]string{
	{"Chevrolet", "Corvette"}, {"Honda", "Civic"}, {"Jeep", "Wrangler"}, {"Porsche", "911"},
	{"Toyota", "4Runner"}, {"Toyota", "RAV4"}, {"Toyota", "Tacoma"}, {"Toyota", "Tundra"},
}

// DepreciationOf returns how a model loses value with a fuel other than those of [Depreciation.With].
func DepreciationOf(m *Model) Depreciation {
	switch {
	case m.Body == Pickup && slices.Contains(steadyModels[:], [2]string{m.Make, m.Name}):
		return SmallLoss
	case m.Body == Pickup:
		return PickupLoss
	case m.Class >= HeavyClass:
		return HeavyTruckLoss
	case m.Class >= MediumClass:
		return MediumTruckLoss
	case slices.Contains(steadyModels[:], [2]string{m.Make, m.Name}):
		return SmallLoss
	case m.Body == SUV:
		return SUVLoss
	case IsLuxury(m.Make) && (m.Body == Sedan || m.Body == Wagon || m.Body == Coupe || m.Body == Convertible):
		return LuxuryCarLoss
	}
	return CarLoss
}

// With returns how a vehicle of a model loses value with a fuel: light vehicles that are hybrid or
// electric in their own way. A plug-in hybrid loses what its body loses.
func (d Depreciation) With(f Fuel) Depreciation {
	switch {
	case d >= MediumTruckLoss:
		return d
	case f == Hybrid:
		return HybridLoss
	case f == Electric:
		return ElectricLoss
	}
	return d
}

// ValueLeft holds what is left of the list price, of 10,000. The first number is that of the first half
// year after the vehicle was built, and each later one of a year: number 5 of the year about the fifth
// birthday. After the last it stays.
//
// Source: iSeeCars, "cars that hold their value", edition of 2025, value lost by vehicles of five
// years that were sold from March 2024 to February 2025, read from the page of the study: SUVs 48.9
// percent, pickups 40.4, hybrids 40.7, electric vehicles 58.8, all 45.6. The study counts by model year, so these
// are the losses a little after the fifth birthday, between numbers 5 and 6. It has no number for cars: they lose
// 42 to 43 percent if all vehicles of the personal line here lose 45.6. Heavy trucks follow the
// retail prices of sleeper tractors of model years 2018 to 2022 in August 2023 (J.D. Power Valuation
// Services, jdpowervalues.com), over the list prices of Models. Illustrative: the other ages, luxury cars (the
// study has 67 percent for the BMW 7 Series), the models that hold their value, medium trucks, and that
// all other models of a kind lose the same.
var ValueLeft = [depreciationCount][44]uint16{
	CarLoss: {
		9500, 8650, 7933, 7276, 6673, 6120, 5539, 4957, 4387, 3882, 3436,
		3041, 2691, 2402, 2162, 1962, 1795, 1642, 1503, 1375, 1258, 1151,
		1053, 964, 882, 807, 771, 736, 703, 671, 641, 612, 585,
		558, 533, 509, 486, 464, 443, 424, 404, 386, 369, 352,
	},
	LuxuryCarLoss: {
		9300, 8050, 6976, 6045, 5239, 4540, 3995, 3476, 2989, 2571, 2211,
		1901, 1635, 1429, 1268, 1143, 1046, 957, 875, 801, 733, 671,
		614, 561, 514, 470, 449, 429, 409, 391, 373, 357, 341,
		325, 311, 297, 283, 271, 258, 247, 236, 225, 215, 205,
	},
	SUVLoss: {
		9400, 8350, 7407, 6570, 5828, 5170, 4653, 4141, 3644, 3207, 2822,
		2483, 2185, 1942, 1743, 1580, 1446, 1323, 1210, 1107, 1013, 927,
		848, 776, 710, 650, 621, 593, 566, 541, 516, 493, 471,
		450, 429, 410, 392, 374, 357, 341, 326, 311, 297, 284,
	},
	PickupLoss: {
		9550, 8750, 7999, 7312, 6684, 6110, 5530, 4949, 4380, 3876, 3430,
		3036, 2687, 2398, 2158, 1959, 1792, 1640, 1500, 1373, 1256, 1149,
		1052, 962, 880, 806, 769, 735, 702, 670, 640, 611, 584,
		557, 532, 508, 485, 464, 443, 423, 404, 386, 368, 352,
	},
	SmallLoss: {
		9700, 9250, 8763, 8301, 7864, 7450, 6780, 6102, 5430, 4833, 4301,
		3828, 3407, 3054, 2756, 2504, 2292, 2097, 1919, 1755, 1606, 1470,
		1345, 1230, 1126, 1030, 984, 940, 897, 857, 818, 782, 746,
		713, 681, 650, 621, 593, 566, 541, 516, 493, 471, 450,
	},
	HybridLoss: {
		9500, 8700, 8013, 7380, 6797, 6260, 5634, 5014, 4413, 3883, 3417,
		3007, 2646, 2352, 2111, 1913, 1750, 1601, 1465, 1341, 1227, 1123,
		1027, 940, 860, 787, 751, 718, 685, 654, 625, 597, 570,
		544, 520, 497, 474, 453, 432, 413, 394, 377, 360, 344,
	},
	ElectricLoss: {
		9200, 7450, 6512, 5693, 4976, 4350, 3828, 3330, 2864, 2463, 2118,
		1822, 1567, 1369, 1215, 1095, 1002, 917, 839, 767, 702, 643,
		588, 538, 492, 450, 430, 411, 392, 375, 358, 342, 326,
		312, 298, 284, 271, 259, 248, 236, 226, 216, 206, 197,
	},
	MediumTruckLoss: {
		9300, 8300, 7312, 6442, 5675, 5000, 4450, 3916, 3407, 2964, 2579,
		2243, 1952, 1720, 1535, 1387, 1269, 1162, 1063, 972, 890, 814,
		745, 682, 624, 571, 545, 520, 497, 475, 453, 433, 413,
		395, 377, 360, 344, 328, 314, 300, 286, 273, 261, 249,
	},
	HeavyTruckLoss: {
		9300, 7800, 6338, 5150, 4184, 3400, 2958, 2544, 2162, 1838, 1562,
		1328, 1129, 978, 863, 776, 710, 649, 594, 544, 497, 455,
		416, 381, 349, 319, 305, 291, 278, 265, 253, 242, 231,
		221, 211, 201, 192, 184, 175, 167, 160, 153, 146, 139,
	},
}

// BrandedShares holds the vehicles with a branded title, of 2^16 that are bought, by age in years on the
// day of the purchase. New vehicles have none. The last number is that of all older ones.
//
// Illustrative: from 1 percent at one year to 8 percent. The one number that was found is of the Senate
// Insurance Committee of California, January 2002: 8 percent of the registered vehicles of that state
// have the brand salvaged.
var BrandedShares = [...]uint16{
	0, 655, 983, 1311, 1704, 2097, 2490, 2884, 3277, 3604, 3932, 4194, 4456, 4653, 4850, 5046, 5243,
}

// SalvagePart says how many branded titles are Salvage, of 2^8, among the vehicles after the first that people own in the
// personal line: those that are not repaired and inspected yet. All others are Rebuilt, because states register
// no vehicle with the brand Salvage for the road. Illustrative.
const SalvagePart = 64

// What is left of the value with a branded title, in percent. Kelley Blue Book deducts 20 to 40 percent as
// a rule of thumb, and the trade says 20 to 50 (carinsurance.com, second hand). Illustrative within.
const (
	RebuiltPercent = 70
	SalvagePercent = 50
)
