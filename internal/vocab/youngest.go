package vocab

// YoungestAlone holds the youngest age, in months, at which each jurisdiction lets a person
// drive alone: that of the intermediate license, with driver education where the law
// distinguishes. The index is that of States. Who is 18 needs no intermediate license.
//
// Second hand: the lists of 1800lionlaw.com, yourteenmag.com and verywell.com, each readable
// only in part. At least one of them has the jurisdictions up to NC in the order of their
// names. Where they differ (IN, KY, ME, MI, NH), and from ND on, the value is that of the table
// of the Insurance Institute for Highway Safety from general knowledge. That table could not be
// read. The counts agree with those of the Traffic Injury Research Foundation: 6 under 16
// years, 33 at 16, 12 above, and only NJ at 17. A test holds them.
// The least of them is YoungestAnywhere.
var YoungestAlone = [StateCount + 1]uint8{
	0,
	192, // AK
	192, // AL
	192, // AR
	192, // AZ
	192, // CA
	192, // CO
	196, // CT
	198, // DC
	198, // DE
	192, // FL
	192, // GA
	192, // HI
	192, // IA
	180, // ID
	192, // IL
	195, // IN: with driver education, else 201
	192, // KS
	198, // KY
	192, // LA
	198, // MA
	198, // MD
	192, // ME
	192, // MI
	192, // MN
	192, // MO
	192, // MS
	180, // MT
	192, // NC
	180, // ND
	192, // NE
	192, // NH
	204, // NJ
	186, // NM
	192, // NV
	198, // NY
	192, // OH
	192, // OK
	192, // OR
	198, // PA
	198, // RI
	186, // SC
	174, // SD
	192, // TN
	192, // TX
	192, // UT
	195, // VA
	192, // VT
	192, // WA
	192, // WI
	192, // WV
	192, // WY
}

// YoungestAnywhere is the youngest age, in months, at which any jurisdiction lets a person drive
// alone: that of South Dakota.
const YoungestAnywhere = 174
