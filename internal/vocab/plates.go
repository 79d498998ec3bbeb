package vocab

// A Plate is the registration plate format of a jurisdiction.
type Plate struct {
	Passenger  string // mask of the current passenger series
	Commercial string // mask of the truck or commercial series where it differs, else equal to Passenger
}

// Plates holds the plate formats in use on 2025-11-01. The index is that of
// States. The comment on each line shows the passenger serial as printed. The
// masks do not have what is not part of the number: space, hyphen, dot, emblem.
// Letters are of class p, without I O Q: most states do not use these, and so a
// plate whose 0 is read as O is not that of another vehicle. If Passenger and
// Commercial differ, no code matches both. If they are equal, they are one
// series, which must be numbered once.
//
// A test checks that both masks have 30 % more numbers than two vehicles for each
// of 100 million drivers need, distributed by Populations. If the current series
// is too small, the line says so and has an older or larger series that exists.
//
// Sources: Wikipedia, "United States license plate designs and serial formats"
// and the articles on AZ CA DE FL KY LA MD ME MI NE NJ NM RI SD TX WA WV; the
// repository vehiclesdb, plates/us-*.yml of August 2026, for AL AZ ID IN KY LA
// MO MT NV NY UT WA WV WY; state officials as reported in the press for AR and
// CA, and the Rhode Island DMV's column; licenseplates.cc for trucks of MI, MN
// and TX, nmplates.com for those of NM.
//
// Checked: 2,000 serials of each jurisdiction from npm
// license-plate-serial-generator 1.1.0, which is of 2019 to 2021. All match
// Passenger in 32 jurisdictions, and some in 7 that issue several forms (DE ID IN
// NE UT WV WY). None match in AL AR AZ FL KS KY ME NM NV RI SD TN, where the form
// has changed since, or where the package has another of several forms; the
// masks of these are from the sources above. No public list of truck series was
// found. If Commercial differs and the line does not say illustrative, it is from
// one source. If it is equal, it is known to be, or more likely than another.
//
// No plate has a group of WithheldGroups, which leaves 98 to 99 % of the numbers
// of masks with three or four letters in a row.
//
// Not modeled: U, which KY, MA and MD do not use either; agreement of county and
// month codes with the vehicle.
var Plates = [StateCount + 1]Plate{
	{},
	{"pppddd", "pppddd"},   // AK: ABC 123
	{"npddddp", "npddddp"}, // AL: 1A2345B: county code 1 to 9; the codes 10 to 67 give 10A123B
	{"pppddp", "pppddp"},   // AR: ABC 12D since 2021
	{"pppdpp", "pppdpp"},   // AZ: ABC 1DE: since 2021 every place but the fourth may be a letter or a digit
	{"npppddd", "npppddd"}, // CA: 1ABC234: series 9 was running, the others are on the road; trucks (12345A6) have too few
	{"ppppdd", "ppppdd"},   // CO: ABC-D12
	{"ppddddd", "ppddddd"}, // CT: AB 12345
	{"ppdddd", "ppdddd"},   // DC: AB-1234
	{"nddddd", "nddddd"},   // DE: 123456
	{"ppppdd", "ppppdd"},   // FL: ABC D12: the commonest of seven forms
	{"pppdddd", "pppdddd"}, // GA: ABC1234
	{"pppddd", "pppddd"},   // HI: ABC 123: the first letter stands for the county
	{"pppddd", "pppddd"},   // IA: ABC 123
	{"nBddddp", "nBddddp"}, // ID: 1B 1234A: county codes 1B to 9B, Bannock to Boundary
	{"ppddddd", "ppddddd"}, // IL: AB 12345
	{"dddppp", "TKdddppp"}, // IN: 123ABC; trucks TK123ABC (TK is known; the rest is illustrative)
	{"ddddppp", "ddddppp"}, // KS: 1234ABC since 2024
	{"pdpddd", "pdpddd"},   // KY: A1B234 since 2021
	{"dddppp", "dddppp"},   // LA: 123 ABC
	{"npppdd", "npppdd"},   // MA: 1ABC 23
	{"nppdddd", "nppdddd"}, // MD: 1AB2345, for trucks too
	{"dddppp", "dddppp"},   // ME: 123 ABC since 2025-05-01
	{"pppdddd", "ppddddd"}, // MI: ABC 1234; light commercial AB 12345
	{"pppddd", "Yppdddd"},  // MN: ABC-123; trucks YAB 1234
	{"ppdpdp", "ppdpdp"},   // MO: AB1 C2D: the first letter stands for the month
	{"pppdddd", "pppdddd"}, // MS: ABC 1234
	{"ndddddp", "ndddddp"}, // MT: 1-12345A: county code 1 to 9; the codes 10 to 56 give 12-3456A
	{"pppdddd", "pppdddd"}, // NC: ABC-1234
	{"dddppp", "dddppp"},   // ND: 123 ABC
	{"pppddd", "pppddd"},   // NE: ABC 123: Douglas, Lancaster and Sarpy counties; the others have a county code
	{"nd{6}", "nd{6}"},     // NH: 123 4567
	{"pddppp", "pddppp"},   // NJ: A12-BCD; trucks, which begin with X, have too few
	{"ppppdd", "ppppdd"},   // NM: ABCD12: the chile plate, one of three standard ones; for trucks too
	{"dddppp", "dddppp"},   // NV: 123 ABC: still orderable; 123 4A5 and 12A 345 of 2024 have too few
	{"pppdddd", "dddddpp"}, // NY: ABC-1234; commercial 12345-AB (illustrative)
	{"pppdddd", "pppdddd"}, // OH: ABC 1234
	{"pppddd", "pppddd"},   // OK: ABC-123
	{"dddppp", "dddppp"},   // OR: 123 ABC
	{"pppdddd", "pppdddd"}, // PA: ABC-1234
	{"nppddd", "nppddd"},   // RI: 1AB 234 since 2020, for commercial plates too
	{"pppddd", "pppddd"},   // SC: ABC 123
	{"nppddd", "nppddd"},   // SD: 1AB 123: county code 1 to 9; the codes 10 to 67 give 12A 123
	{"pppdddd", "pppdddd"}, // TN: ABC 1234 since 2022
	{"pppdddd", "pppdddd"}, // TX: ABC-1234, for trucks too
	{"pdddpp", "pdddpp"},   // UT: A12 3BC
	{"pppdddd", "pppdddd"}, // VA: ABC-1234
	{"pppddd", "pppddd"},   // VT: ABC 123
	{"pppdddd", "pppdddd"}, // WA: ABC1234
	{"pppdddd", "pppdddd"}, // WI: ABC-1234
	{"nppddd", "nppddd"},   // WV: 1AB 234 of 2006: the first digit stands for the month; sources differ on the series of 2023
	{"nddddd", "nddddd"},   // WY: 1-12345: county code 1 to 9; the codes 10 to 23 give 12-12345
}
