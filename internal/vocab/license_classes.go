package vocab

// CarLicenses holds the class that each jurisdiction prints on a license for a car. The index is that
// of States.
//
// D in 24 jurisdictions, C in 12 and E in 3; the others have another letter, a number or a word.
// Virginia and Washington print no class; their licenses for cars are called operator's licenses, as
// those of Indiana and New Hampshire. Second hand where a line names a web site; all others are from
// general knowledge.
var CarLicenses = [StateCount + 1]string{
	"",
	"D",        // AK
	"D",        // AL
	"D",        // AR
	"D",        // AZ
	"C",        // CA: engineerfix
	"R",        // CO
	"D",        // CT
	"D",        // DC
	"D",        // DE
	"E",        // FL: k12academics
	"C",        // GA
	"3",        // HI
	"C",        // IA
	"D",        // ID
	"D",        // IL
	"Operator", // IN
	"C",        // KS
	"D",        // KY
	"E",        // LA: k12academics
	"D",        // MA
	"C",        // MD
	"C",        // ME
	"O",        // MI
	"D",        // MN: engineerfix
	"F",        // MO: k12academics
	"R",        // MS: k12academics
	"D",        // MT
	"C",        // NC
	"D",        // ND
	"O",        // NE
	"Operator", // NH
	"D",        // NJ
	"D",        // NM
	"C",        // NV
	"D",        // NY
	"D",        // OH
	"D",        // OK
	"C",        // OR
	"C",        // PA: engineerfix
	"10",       // RI: k12academics
	"D",        // SC
	"1",        // SD
	"D",        // TN
	"C",        // TX
	"D",        // UT: engineerfix
	"Operator", // VA: prints none
	"D",        // VT
	"Operator", // WA: prints none
	"D",        // WI
	"E",        // WV
	"C",        // WY
}

// The classes of commercial licenses, the same everywhere: 49 CFR 383.91. B is for vehicles of a gross
// weight from 26,001 pounds on, the weight classes 7 and 8. A is for those that tow more than 10,000
// pounds besides, such as truck tractors. C, for passengers and hazardous goods in smaller vehicles, is
// not modeled.
const (
	ClassA = "A"
	ClassB = "B"
)

// MinCommercialAge is the youngest age for a commercial license, in years: 49 CFR 383.71. For trips
// from state to state it is 21: 49 CFR 391.11. Both from general knowledge.
const MinCommercialAge = 18

// A LicenseShare says how many of 100 drivers have a commercial license of class A, and of class B.
type LicenseShare struct{ A, B uint8 }

// commercialLicenses holds the shares of the occupations in which some drive trucks or buses. With
// them, and with the trades that drive heavy trucks, 3 to 6 percent of all drivers in a dataset with 30
// percent in the commercial line have a commercial license. The Commercial Driver's License
// Information System had 14.6 million records in 2014 (Federal Register), 6 percent of all drivers; 3 to
// 4 percent are active, by general knowledge. Shares by occupation are illustrative.
var commercialLicenses = map[string]LicenseShare{
	"Arborist":                {3, 12},
	"Auto Mechanic":           {2, 8},
	"Bus Driver":              {0, 100},
	"Construction Laborer":    {2, 6},
	"Courier":                 {0, 4},
	"Delivery Driver":         {8, 12},
	"Equipment Rental Owner":  {20, 20},
	"Farmer":                  {20, 10},
	"Firefighter":             {0, 20},
	"General Contractor":      {3, 5},
	"Maintenance Worker":      {0, 3},
	"Mason":                   {2, 6},
	"Mover":                   {10, 25},
	"Nursery Owner":           {5, 15},
	"School Bus Driver":       {0, 100},
	"Septic Service Operator": {5, 60},
	"Tow Truck Operator":      {10, 25},
	"Welder":                  {3, 2},
	"Well Driller":            {20, 50},
	"Wholesale Distributor":   {5, 15},
}

// LicenseShareOf returns the share for an occupation in one of the lines. Trades that haul freight
// drive tractors, so all have class A. Those that work with heavy trucks have B, and 40 of 100 have A: they
// tow trailers with machines. That number is illustrative.
func LicenseShareOf(o *Occupation, commercial bool) LicenseShare {
	if commercial {
		switch o.Fleet {
		case TractorFleet:
			return LicenseShare{100, 0}
		case HeavyFleet:
			return LicenseShare{40, 60}
		}
	}
	return commercialLicenses[o.Name]
}
