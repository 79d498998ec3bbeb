package vocab

// DriverAges[a-16] is the weight of licensed drivers aged a, 16 to 95, of
// 100,000 in all.
//
// Source: Federal Highway Administration, Highway Statistics, table DL-220 for
// 2023 (thousands by single year to 24, then by five years), from a transcript
// in the public repository edensdu/Tableau_Projects. Drivers under 16 are left
// out. A test compares the counts of that table with these weights. Within five
// years the weights are interpolated by the smoothest curve that preserves the
// total of each group. In the last group, "85 and over", they fall to 0 at 96;
// the split of this group is illustrative.
var DriverAges = [80]uint32{
	474, 815, 1107, 1263, 1387, 1434, 1489, 1556, 1597, 1620,
	1638, 1660, 1690, 1726, 1764, 1795, 1811, 1812, 1799, 1777,
	1755, 1741, 1734, 1734, 1734, 1726, 1705, 1669, 1624, 1576,
	1539, 1520, 1521, 1541, 1572, 1601, 1621, 1628, 1622, 1610,
	1601, 1600, 1610, 1630, 1653, 1671, 1678, 1669, 1643, 1604,
	1555, 1500, 1442, 1384, 1325, 1265, 1205, 1144, 1080, 1014,
	945, 873, 797, 721, 645, 573, 506, 446, 393, 346,
	304, 266, 231, 197, 164, 132, 99, 67, 34, 1,
}

// PersonalGenders and CommercialGenders hold the weights of F, M and X per 10,000 drivers of a
// line of business.
//
// The shares of F are those which the occupations of the line lead to: their weights with
// OccupationWomen, at the odds of PersonalWomenOdds and CommercialWomenOdds. A test computes them.
// So at the ages that can have every occupation, the occupations of women and men together have
// their weights. With 30 percent in the commercial line 47.5 percent are women. Licensed drivers
// are women more often: 120,029 and 117,510 thousand women and men, 50.5 percent, in table DL-220
// for 2023 (see DriverAges). A dataset cannot have both this share and the shares of women by
// occupation while 30 percent work in the trades of the commercial line.
//
// X is illustrative: California had issued fewer than 16,000 licenses and identity cards with an X
// by 2022, less than 10 in 10,000. The weight is 20, so that a dataset of a few thousand rows has
// some.
var (
	PersonalGenders   = [sexes]uint16{5503, 4477, 20}
	CommercialGenders = [sexes]uint16{2976, 7004, 20}
)

const sexes = 3 // F, M, X

// LicenseAges[k] is the weight, per thousand, of the first license at age 16+k. The
// caller must reduce an age above that of the driver.
//
// Source for the ages 16, 17 and "18 or later": survey of the AAA Foundation for
// Traffic Safety of 2019. Of those aged 18 to 24, 41, 19 and 28 percent had a
// license from these ages; the weights are shares of the 88 percent who had one.
// The split from 18 on is illustrative. It falls towards those who get a license
// late, such as immigrants.
var LicenseAges = [...]uint16{
	466, 216, 120, 60, 32, // 16 to 20
	24, 16, 12, 9, 8, // 21 to 25
	5, 4, 4, 3, 3, // 26 to 30
	2, 2, 2, 1, 1, 1, 1, 1, 1, 1, // 31 to 40
	1, 1, 1, 1, 1, // 41 to 45
}

// IncidentFrom holds the first age of each age group of Violations and Accidents.
var IncidentFrom = [...]uint8{16, 20, 25, 35, 55, 70}

// Violations holds, per thousand drivers of each age group, the weights of 0, 1,
// 2, 3, 4 and 5 moving violations in three years.
//
// Source of the mean: 23.83 percent of insurance applicants reported a violation
// within seven years (Insurify, 2020). With a constant yearly rate r this is
// 1-exp(-7r), so r is 0.0389, and 1-exp(-3r) is 11.0 percent in three years. The
// age groups, weighted with DriverAges, have that mean. It is uncertain: applicants
// report less than records show, and they apply more often after an incident. The
// split by age and number is illustrative, with the most among the young.
var Violations = [...][6]uint16{
	{830, 125, 32, 9, 3, 1},
	{790, 150, 42, 12, 4, 2},
	{845, 115, 29, 8, 2, 1},
	{885, 91, 18, 4, 1, 1},
	{930, 58, 9, 2, 1, 0},
	{955, 39, 5, 1, 0, 0},
}

// Accidents holds, per thousand drivers of each age group, the weights of 0, 1, 2
// and 3 accidents at fault in three years.
//
// Same source and method as Violations: 12.46 percent in seven years are 5.5 percent
// in three. The split by age and number is illustrative, with more among the young
// and the old, as in accident statistics.
var Accidents = [...][4]uint16{
	{870, 115, 13, 2},
	{895, 93, 10, 2},
	{932, 61, 6, 1},
	{952, 44, 3, 1},
	{964, 33, 3, 0},
	{957, 39, 4, 0},
}

// HouseholdVehicles[n-1] is the weight, per thousand insured households, of n
// vehicles.
//
// Source: the American Community Survey of about 2022 (1, 2, and 3 or more
// vehicles: 33, 37 and 22 percent of all households), for households with at
// least one. The source was available only at second hand. The split from three
// on is illustrative.
var HouseholdVehicles = [8]uint16{360, 400, 160, 53, 17, 6, 3, 1}

// FleetVehicles[n-1] is the weight of n vehicles on a commercial policy.
//
// Illustrative: 10,000 over n to the power 1.8, rounded, so that most
// (78 percent) have one to three vehicles, 18 percent are fleets (five or more,
// the usual rating rule), and 4 percent have twenty or more.
var FleetVehicles = [64]uint16{
	10000, 2872, 1384, 825, 552, 397, 301, 237, 192, 158, 134, 114, 99, 86, 76, 68,
	61, 55, 50, 46, 42, 38, 35, 33, 30, 28, 27, 25, 23, 22, 21, 20,
	18, 18, 17, 16, 15, 14, 14, 13, 13, 12, 11, 11, 11, 10, 10, 9,
	9, 9, 8, 8, 8, 8, 7, 7, 7, 7, 6, 6, 6, 6, 6, 6,
}
