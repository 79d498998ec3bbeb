package vocab

// Neighbors lists, for each jurisdiction, those with which it shares a border on
// land or along a river, as ascending indexes into States. A vehicle that is not
// garaged at home, or a license from elsewhere, is likely to be from one of these.
//
// A border in a lake or the sea does not count (Michigan and Minnesota, New York
// and Rhode Island), nor does a single point (Arizona and Colorado). Alaska and
// Hawaii border no other state. They list the state from which most people move
// there, Washington and California, from general knowledge of the Census Bureau's
// state-to-state migration tables, which were not consulted. These two entries
// have no counterpart in the other direction.
//
// Source: general geography. The 48 contiguous states have 105 borders, and the
// District of Columbia adds two. A test counts the borders and checks that each is
// in the lists of both sides.
var Neighbors = [StateCount + 1][]uint8{
	1:  {48},                            // AK: WA
	2:  {10, 11, 26, 43},                // AL: FL GA MS TN
	3:  {19, 25, 26, 37, 43, 44},        // AR: LA MO MS OK TN TX
	4:  {5, 33, 34, 45},                 // AZ: CA NM NV UT
	5:  {4, 34, 38},                     // CA: AZ NV OR
	6:  {17, 30, 33, 37, 45, 51},        // CO: KS NE NM OK UT WY
	7:  {20, 35, 40},                    // CT: MA NY RI
	8:  {21, 46},                        // DC: MD VA
	9:  {21, 32, 39},                    // DE: MD NJ PA
	10: {2, 11},                         // FL: AL GA
	11: {2, 10, 28, 41, 43},             // GA: AL FL NC SC TN
	12: {5},                             // HI: CA
	13: {15, 24, 25, 30, 42, 49},        // IA: IL MN MO NE SD WI
	14: {27, 34, 38, 45, 48, 51},        // ID: MT NV OR UT WA WY
	15: {13, 16, 18, 25, 49},            // IL: IA IN KY MO WI
	16: {15, 18, 23, 36},                // IN: IL KY MI OH
	17: {6, 25, 30, 37},                 // KS: CO MO NE OK
	18: {15, 16, 25, 36, 43, 46, 50},    // KY: IL IN MO OH TN VA WV
	19: {3, 26, 44},                     // LA: AR MS TX
	20: {7, 31, 35, 40, 47},             // MA: CT NH NY RI VT
	21: {8, 9, 39, 46, 50},              // MD: DC DE PA VA WV
	22: {31},                            // ME: NH
	23: {16, 36, 49},                    // MI: IN OH WI
	24: {13, 29, 42, 49},                // MN: IA ND SD WI
	25: {3, 13, 15, 17, 18, 30, 37, 43}, // MO: AR IA IL KS KY NE OK TN
	26: {2, 3, 19, 43},                  // MS: AL AR LA TN
	27: {14, 29, 42, 51},                // MT: ID ND SD WY
	28: {11, 41, 43, 46},                // NC: GA SC TN VA
	29: {24, 27, 42},                    // ND: MN MT SD
	30: {6, 13, 17, 25, 42, 51},         // NE: CO IA KS MO SD WY
	31: {20, 22, 47},                    // NH: MA ME VT
	32: {9, 35, 39},                     // NJ: DE NY PA
	33: {4, 6, 37, 44},                  // NM: AZ CO OK TX
	34: {4, 5, 14, 38, 45},              // NV: AZ CA ID OR UT
	35: {7, 20, 32, 39, 47},             // NY: CT MA NJ PA VT
	36: {16, 18, 23, 39, 50},            // OH: IN KY MI PA WV
	37: {3, 6, 17, 25, 33, 44},          // OK: AR CO KS MO NM TX
	38: {5, 14, 34, 48},                 // OR: CA ID NV WA
	39: {9, 21, 32, 35, 36, 50},         // PA: DE MD NJ NY OH WV
	40: {7, 20},                         // RI: CT MA
	41: {11, 28},                        // SC: GA NC
	42: {13, 24, 27, 29, 30, 51},        // SD: IA MN MT ND NE WY
	43: {2, 3, 11, 18, 25, 26, 28, 46},  // TN: AL AR GA KY MO MS NC VA
	44: {3, 19, 33, 37},                 // TX: AR LA NM OK
	45: {4, 6, 14, 34, 51},              // UT: AZ CO ID NV WY
	46: {8, 18, 21, 28, 43, 50},         // VA: DC KY MD NC TN WV
	47: {20, 31, 35},                    // VT: MA NH NY
	48: {14, 38},                        // WA: ID OR
	49: {13, 15, 23, 24},                // WI: IA IL MI MN
	50: {18, 21, 36, 39, 46},            // WV: KY MD OH PA VA
	51: {6, 14, 27, 30, 42, 45},         // WY: CO ID MT NE SD UT
}
