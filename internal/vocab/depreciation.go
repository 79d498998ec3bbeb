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

// heavyClass is the class of gross weight from which on trucks are heavy, mediumClass that from which on
// they are medium. Pickups are pickups in every class.
const (
	mediumClass = 3
	heavyClass  = 7
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
	case m.Class >= heavyClass:
		return HeavyTruckLoss
	case m.Class >= mediumClass:
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
// percent, pickups 40.4, hybrids 40.7, electric vehicles 58.8, all 45.6. It has no number for cars; with the
// vehicles of five years of the personal line here they lose 42 to 43 percent, if all lose 45.6. Heavy
// trucks follow the retail prices of sleeper tractors of two to six years in August 2023 (J.D. Power
// Valuation Services, jdpowervalues.com), over the list prices of Models. Illustrative: the other ages,
// luxury cars, the models that hold their value, medium trucks, and that a number of the country holds
// for every model of a kind.
var ValueLeft = [depreciationCount][44]uint16{
	CarLoss: {
		9500, 8600, 7860, 7183, 6565, 6000, 5310, 4699, 4159, 3681, 3257,
		2883, 2551, 2277, 2049, 1860, 1702, 1557, 1425, 1304, 1193, 1091,
		999, 914, 836, 765, 731, 698, 666, 636, 608, 580, 554,
		529, 505, 483, 461, 440, 420, 402, 383, 366, 350, 334,
	},
	LuxuryCarLoss: {
		9300, 8000, 6850, 5865, 5022, 4300, 3698, 3180, 2735, 2352, 2023,
		1740, 1496, 1307, 1160, 1046, 957, 875, 801, 733, 671, 614,
		561, 514, 470, 430, 411, 392, 375, 358, 342, 326, 312,
		298, 284, 271, 259, 248, 236, 226, 216, 206, 197, 188,
	},
	SUVLoss: {
		9400, 8400, 7378, 6481, 5692, 5000, 4400, 3872, 3407, 2998, 2639,
		2322, 2043, 1816, 1630, 1477, 1352, 1237, 1132, 1035, 947, 867,
		793, 726, 664, 608, 580, 554, 529, 505, 483, 461, 440,
		420, 401, 383, 366, 350, 334, 319, 305, 291, 278, 265,
	},
	PickupLoss: {
		9550, 8750, 7929, 7185, 6511, 5900, 5222, 4621, 4090, 3619, 3203,
		2835, 2509, 2239, 2015, 1829, 1673, 1531, 1401, 1282, 1173, 1073,
		982, 899, 822, 752, 718, 686, 655, 626, 598, 571, 545,
		520, 497, 475, 453, 433, 413, 395, 377, 360, 344, 328,
	},
	SmallLoss: {
		9700, 9250, 8658, 8104, 7585, 7100, 6319, 5624, 5005, 4455, 3965,
		3529, 3140, 2815, 2540, 2308, 2112, 1933, 1768, 1618, 1481, 1355,
		1240, 1134, 1038, 950, 907, 866, 827, 790, 754, 720, 688,
		657, 627, 599, 572, 546, 522, 498, 476, 455, 434, 415,
	},
	HybridLoss: {
		9500, 8650, 7878, 7174, 6533, 5950, 5236, 4608, 4055, 3568, 3140,
		2763, 2432, 2161, 1940, 1758, 1608, 1472, 1347, 1232, 1127, 1032,
		944, 864, 790, 723, 691, 659, 630, 601, 574, 549, 524,
		500, 478, 456, 436, 416, 397, 380, 362, 346, 331, 316,
	},
	ElectricLoss: {
		9200, 7400, 6392, 5522, 4770, 4120, 3543, 3047, 2621, 2254, 1938,
		1667, 1433, 1252, 1112, 1002, 917, 839, 767, 702, 643, 588,
		538, 492, 450, 412, 394, 376, 359, 343, 327, 313, 299,
		285, 272, 260, 248, 237, 226, 216, 207, 197, 188, 180,
	},
	MediumTruckLoss: {
		9300, 8300, 7312, 6442, 5675, 5000, 4350, 3784, 3293, 2864, 2492,
		2168, 1886, 1662, 1484, 1341, 1227, 1123, 1027, 940, 860, 787,
		720, 659, 603, 552, 527, 503, 480, 459, 438, 418, 400,
		382, 364, 348, 332, 317, 303, 289, 276, 264, 252, 241,
	},
	HeavyTruckLoss: {
		9300, 7800, 6338, 5150, 4184, 3400, 2890, 2456, 2088, 1775, 1509,
		1282, 1090, 944, 833, 749, 685, 627, 574, 525, 480, 439,
		402, 368, 337, 308, 294, 281, 268, 256, 245, 234, 223,
		213, 204, 194, 186, 177, 169, 162, 154, 147, 141, 134,
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

// SalvagePart says how many branded titles are Salvage, of 2^8: those of vehicles that were not repaired
// and inspected. The others are Rebuilt. Illustrative.
const SalvagePart = 40

// What is left of the value with a branded title, in percent. Kelley Blue Book deducts 20 to 40 percent as
// a rule of thumb, and the trade says 20 to 50 (carinsurance.com, second hand). Illustrative within.
const (
	RebuiltPercent = 70
	SalvagePercent = 50
)
