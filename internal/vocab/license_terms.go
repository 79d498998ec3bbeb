package vocab

// LicenseYears holds for how many years a driver license of each jurisdiction is valid: the
// standard card of somebody under about 65, of two terms on sale the usual or longer one. The index
// is that of States. OlderLicenses has shorter terms. Commercial licenses have the same terms.
//
// Second hand where a line names a web page or a law; all others are from general knowledge. The
// Countermeasures That Work of the National Highway Traffic Safety Administration agree: most
// states have 4 to 8 years.
var LicenseYears = [StateCount + 1]uint8{
	0,
	5, // AK
	4, // AL
	8, // AR
	8, // AZ: Arizona Revised Statutes 28-3171, at second hand
	5, // CA: zaro.info
	5, // CO: zaro.info
	8, // CT: zaro.info: 8 or 6
	8, // DC
	8, // DE
	8, // FL
	8, // GA: cars.com, 2015
	8, // HI: afods.org
	8, // IA: 5 at afods.org in 2013, now 8 from general knowledge
	4, // ID
	4, // IL: afods.org
	6, // IN
	6, // KS
	8, // KY
	6, // LA
	5, // MA
	8, // MD: afods.org
	6, // ME
	4, // MI
	4, // MN
	6, // MO
	4, // MS
	8, // MT
	8, // NC
	6, // ND
	5, // NE
	5, // NH
	4, // NJ
	4, // NM
	8, // NV
	8, // NY: afods.org
	4, // OH
	4, // OK
	8, // OR
	4, // PA
	5, // RI
	8, // SC
	5, // SD
	8, // TN
	8, // TX
	8, // UT
	8, // VA
	4, // VT
	6, // WA
	8, // WI: afods.org
	8, // WV
	5, // WY
}

// An OlderLicense says that from an age on licenses of a state are valid for fewer years.
type OlderLicense struct {
	State       string
	From, Years uint8
}

// OlderLicenses has the shorter terms for older drivers, by state and age. They hold for a license that
// is issued or renewed at the age or later.
//
// That 20 states have some is from the Countermeasures That Work of the National Highway Traffic Safety
// Administration. The list has 18 of them: Idaho's term is 4 years for all, and Connecticut leaves the
// choice of a shorter one to the driver. Ages and years are from general knowledge, except those of Arizona (Arizona Revised Statutes
// 28-3171, at second hand) and Georgia (cars.com, 2015, with the age of 59 that then held).
var OlderLicenses = [...]OlderLicense{
	{"AZ", 65, 5},
	{"FL", 80, 6},
	{"GA", 64, 5},
	{"HI", 72, 2},
	{"IA", 72, 2},
	{"IL", 81, 2}, {"IL", 87, 1},
	{"IN", 75, 3}, {"IN", 85, 2},
	{"KS", 65, 4},
	{"ME", 65, 4},
	{"MO", 70, 3},
	{"MT", LastMontanaAge, 4},
	{"NC", 66, 5},
	{"ND", 78, 4},
	{"NM", 79, 1},
	{"RI", 75, 2},
	{"SC", 65, 5},
	{"TX", 85, 2},
	{"VA", 75, 5},
}

// LastMontanaAge is the birthday on which a license of Montana expires at the latest, if it was
// issued before: those of drivers from 68 on are for less than 8 years. General knowledge.
const LastMontanaAge = 75

const (
	// LateLicensePercent of the licenses are renewed late, by up to LateLicenseDays. So about 1
	// percent have run out on a day. Illustrative.
	LateLicensePercent = 15
	// LateLicenseDays is the maximum number of days by which a license is renewed late, less than
	// a year.
	LateLicenseDays = 300
)

// SuspendedPercent is the percentage of the violations after which a license is suspended: of the
// first, the second, and any further one within IncidentDays. The suspension begins with the
// violation and lasts MinSuspension to MaxSuspension days.
//
// About 7 percent of all drivers are suspended or revoked at a time, 5 to 17 by state (second hand).
// Those who are insured are fewer, 1 to 3 percent: an estimate. These numbers, and those of other
// suspensions, lead to somewhat more than 1 percent. Illustrative: that most states count points
// in such a way, and all numbers.
var SuspendedPercent = [3]uint64{6, 35, 100}

const (
	// MinSuspension and MaxSuspension bound the days of a suspension for violations.
	MinSuspension = 30
	// MaxSuspension is the maximum.
	MaxSuspension = 365

	// OtherSuspended is the number of drivers of whom one has, once in OtherSuspensionDays, a
	// suspension for other reasons than violations, such as fines that were not paid. It lasts
	// MinSuspension to MaxOtherSuspension days. Illustrative.
	OtherSuspended = 10
	// OtherSuspensionDays is the length of the intervals in which they have one.
	OtherSuspensionDays = 1461
	// MaxOtherSuspension is the maximum number of days.
	MaxOtherSuspension = 180
)
