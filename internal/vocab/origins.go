package vocab

// An Origin is a group of persons whose names are often alike. No column has it: it only decides which
// given names and surnames go together, and how common they are in a state.
type Origin uint8

// The origins: those of the Census. White, black and Asian persons are not Hispanic here. Asian has the
// Pacific Islanders too, and OtherOrigin American Indians and persons of two or more races.
const (
	White Origin = iota
	Black
	Hispanic
	Asian
	OtherOrigin
	originCount
)

// OriginShares holds the origins of the adults of each jurisdiction, of 10,000, by index in States. Source:
// Census of 2020, Demographic and Housing Characteristics, adults (18 and over) by ZIP code area, in the
// public repository cfpb/proxy-methodology. The areas were added up by the state of their main county, so an
// area across a state line counts for one state only. Checked: the five shares of each state add
// up to 10,000, and those of all states are 60.8, 11.7, 16.8, 6.3 and 4.4 percent, weighted by Populations.
var OriginShares = [StateCount + 1][originCount]uint16{
	{},                            // none
	{6149, 299, 603, 781, 2168},   // AK
	{6547, 2493, 426, 159, 375},   // AL
	{7153, 1432, 700, 209, 506},   // AR
	{5803, 427, 2686, 385, 699},   // AZ
	{3787, 550, 3595, 1639, 429},  // CA
	{6864, 373, 1917, 365, 481},   // CO
	{6670, 973, 1501, 467, 389},   // CT
	{4082, 3887, 1050, 543, 438},  // DC
	{6247, 2059, 867, 428, 399},   // DE
	{5465, 1352, 2499, 302, 382},  // FL
	{5282, 2996, 904, 454, 364},   // GA
	{2385, 156, 805, 5305, 1349},  // HI
	{8546, 354, 547, 253, 300},    // IA
	{8144, 72, 1102, 173, 509},    // ID
	{6124, 1356, 1620, 601, 299},  // IL
	{7830, 891, 676, 251, 352},    // IN
	{7554, 550, 1084, 307, 505},   // KS
	{8337, 764, 384, 168, 347},    // KY
	{5831, 2987, 626, 195, 361},   // LA
	{7043, 621, 1097, 724, 515},   // MA
	{4986, 2885, 1022, 697, 410},  // MD
	{9166, 149, 159, 124, 402},    // ME
	{7491, 1291, 465, 331, 422},   // MI
	{7995, 586, 499, 496, 424},    // MN
	{7797, 1077, 413, 234, 479},   // MO
	{5779, 3507, 301, 117, 296},   // MS
	{8559, 44, 352, 88, 957},      // MT
	{6364, 1987, 888, 324, 437},   // NC
	{8440, 295, 363, 185, 717},    // ND
	{7919, 449, 986, 272, 374},    // NE
	{8885, 124, 355, 254, 382},    // NH
	{5447, 1232, 1972, 1022, 327}, // NJ
	{4058, 188, 4443, 187, 1124},  // NM
	{4997, 909, 2526, 1023, 545},  // NV
	{5446, 1353, 1819, 971, 411},  // NY
	{7840, 1166, 365, 253, 376},   // OH
	{6523, 708, 981, 249, 1539},   // OK
	{7495, 178, 1155, 512, 660},   // OR
	{7615, 1004, 680, 388, 313},   // PA
	{7238, 472, 1419, 358, 513},   // RI
	{6486, 2403, 576, 182, 353},   // SC
	{8311, 170, 355, 155, 1009},   // SD
	{7352, 1509, 567, 199, 373},   // TN
	{4316, 1178, 3616, 564, 326},  // TX
	{7742, 109, 1363, 378, 408},   // UT
	{6133, 1816, 911, 720, 420},   // VA
	{9040, 117, 212, 177, 454},    // VT
	{6737, 372, 1146, 1056, 689},  // WA
	{8183, 561, 616, 278, 362},    // WI
	{9024, 363, 164, 89, 360},     // WV
	{8385, 83, 865, 104, 563},     // WY
}

// An OriginTable holds, by index in States, the four bounds that divide numbers of 15 bits among the origins: one
// in each 16 bits, the first in the lowest.
type OriginTable [StateCount + 1]uint64

// NewOriginTable returns the table of OriginShares.
func NewOriginTable() *OriginTable {
	t := new(OriginTable)
	for state := 1; state <= StateCount; state++ {
		sum := uint64(0)
		for i, share := range OriginShares[state][:OtherOrigin] {
			sum += uint64(share)
			t[state] |= (sum << 15 / 10_000) << (16 * i)
		}
	}
	return t
}

// Pick returns the origin of somebody in a state. It uses the lowest 15 bits of the draw, and compares them with all bounds
// at once: the highest of each 16 bits stays set if the draw is not below the bound.
func (t *OriginTable) Pick(state uint8, drawn uint64) Origin {
	const ones = 0x0001_0001_0001_0001
	reached := ((drawn&0x7fff*ones | 0x8000*ones) - t[state]) >> 15 & ones
	return Origin(reached * ones >> 48)
}
