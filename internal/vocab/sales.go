package vocab

// How many light vehicles were sold, from year to year.

// FirstSold is the first model year of the sales, and of Models.
const FirstSold = 1986

// sales holds the new light vehicles sold in the United States in a calendar year, in thousands, from the year before
// FirstSold on: cars, then light trucks, which are pickups, vans and SUVs. The last row stands for all later years, which is
// illustrative.
//
// Source: Bureau of Economic Analysis, series LAUTOSA (cars) and LTOTALNSA (all) of the Federal Reserve Bank
// of St. Louis, to 2020, from copies in the public repositories kylewu12/PSTAT-174 and
// better-data-science/Time-Series-From-Scratch. For 2021 and 2022 all are TOTALNSA less the heavy trucks, which are from
// memory. 2023 and 2024 are rounded and second hand. 2025 is an estimate from the sales up to November, which
// were 2.4 percent above those of the year before, and its split is illustrative.
var sales = [...][CarClasses]uint16{
	{10978, 4447}, // 1985
	{11406, 4639}, {10171, 4704}, {10546, 4898}, {9777, 4744}, {9300, 4560},
	{8175, 4134}, {8214, 4643}, {8518, 5365}, {8990, 6054}, {8620, 6108},
	{8479, 6618}, {8218, 6904}, {8085, 7458}, {8638, 8256}, {8778, 8572}, // 1996 to 2000
	{8352, 8770}, {8042, 8774}, {7556, 9084}, {7482, 9384}, {7661, 9288},
	{7761, 8743}, {7562, 8527}, {6769, 6426}, {5402, 5001}, {5636, 5919}, // 2006 to 2010
	{6093, 6649}, {7246, 7187}, {7586, 7944}, {7708, 8744}, {7528, 9879},
	{6883, 10594}, {6089, 11061}, {5310, 11915}, {4720, 12241}, {3402, 11070}, // 2016 to 2020
	{3350, 11599}, {2866, 10884}, {3120, 12380}, {3000, 12900}, {2800, 13400},
}

// A CarClass is one of the two classes of light vehicles that sales and ages are published for.
type CarClass uint8

// The classes. Crossovers are light trucks, like all SUVs.
const (
	PlainCar CarClass = iota
	LightTruck
	CarClasses
)

// Sold returns how many thousands of a class were sold of a model year from FirstSold on. Two of three are sold in
// the year itself, and one in the year before.
func Sold(class CarClass, modelYear int) int {
	i := min(modelYear-FirstSold+1, len(sales)-1)
	before := min(modelYear-FirstSold, len(sales)-1)
	return (2*int(sales[i][class]) + int(sales[before][class])) / 3
}
