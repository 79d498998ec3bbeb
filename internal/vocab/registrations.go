package vocab

// A RegistrationBasis is what fixes the day on which the registration of a vehicle expires.
type RegistrationBasis uint8

const (
	// IssueMonth is the last day of the term's last month; the month of issue is the first. Some
	// states give a month more.
	IssueMonth RegistrationBasis = iota + 1
	// IssueDate is the anniversary of the day of issue.
	IssueDate
	// Birthday is the birthday of the owner.
	Birthday
	// BirthMonth is the last day of the month of the owner's birth.
	BirthMonth
	// SurnameMonth is the last day of the month that SurnameMonths has for the owner.
	SurnameMonth
)

// A Registration says how a state registers vehicles.
type Registration struct {
	Basis RegistrationBasis
	// Years has the usual term and two others that the state offers, which may be the same.
	Years [3]uint8
}

// YearsOf returns one of the terms for a draw: of 32 vehicles one has the second term, and one the
// third. Illustrative.
func (r *Registration) YearsOf(drawn uint64) int { return int(r.Years[max(0, int(drawn>>59)-29)]) }

// Registrations holds how each jurisdiction registers cars. The index is that of States.
//
// All are from general knowledge and illustrative, but for the lines that name a law or a page. The
// terms of AZ, CA, FL, IL, NY, PA, TX and VA agree with a page of us.ok.com. Not modeled: terms of more
// than three years, longer terms for new cars alone, and fixed days for the vehicles of businesses.
var Registrations = [StateCount + 1]Registration{
	{},
	{IssueMonth, [3]uint8{2, 2, 2}},   // AK
	{SurnameMonth, [3]uint8{1, 1, 1}}, // AL
	{IssueMonth, [3]uint8{1, 1, 1}},   // AR
	{IssueMonth, [3]uint8{1, 2, 2}},   // AZ: Arizona Administrative Code R17-4-304, which has the 15th too; also 5 years
	{IssueDate, [3]uint8{1, 1, 1}},    // CA
	{IssueMonth, [3]uint8{1, 1, 1}},   // CO
	{IssueDate, [3]uint8{3, 3, 3}},    // CT
	{IssueDate, [3]uint8{1, 2, 2}},    // DC
	{IssueDate, [3]uint8{1, 2, 2}},    // DE
	{Birthday, [3]uint8{1, 2, 2}},     // FL
	{Birthday, [3]uint8{1, 1, 1}},     // GA
	{IssueMonth, [3]uint8{1, 1, 1}},   // HI
	{BirthMonth, [3]uint8{1, 1, 1}},   // IA
	{IssueMonth, [3]uint8{1, 2, 2}},   // ID
	{IssueMonth, [3]uint8{1, 2, 2}},   // IL
	{SurnameMonth, [3]uint8{1, 1, 1}}, // IN
	{SurnameMonth, [3]uint8{1, 1, 1}}, // KS
	{BirthMonth, [3]uint8{1, 1, 1}},   // KY
	{IssueMonth, [3]uint8{2, 1, 1}},   // LA
	{IssueMonth, [3]uint8{2, 2, 2}},   // MA
	{IssueMonth, [3]uint8{2, 1, 3}},   // MD
	{IssueMonth, [3]uint8{1, 1, 1}},   // ME
	{Birthday, [3]uint8{1, 2, 2}},     // MI
	{IssueMonth, [3]uint8{1, 1, 1}},   // MN
	{IssueMonth, [3]uint8{2, 1, 1}},   // MO
	{IssueMonth, [3]uint8{1, 1, 1}},   // MS
	{IssueMonth, [3]uint8{1, 2, 2}},   // MT: also without end
	{IssueMonth, [3]uint8{1, 1, 1}},   // NC
	{IssueMonth, [3]uint8{1, 1, 1}},   // ND
	{IssueMonth, [3]uint8{1, 1, 1}},   // NE
	{BirthMonth, [3]uint8{1, 1, 1}},   // NH
	{IssueMonth, [3]uint8{1, 1, 1}},   // NJ: 4 years for a new car
	{IssueMonth, [3]uint8{1, 2, 2}},   // NM: manual of the Motor Vehicle Division, 2009
	{IssueDate, [3]uint8{1, 1, 1}},    // NV
	{IssueDate, [3]uint8{2, 2, 2}},    // NY: any day: sponsor's memorandum of Senate bill S6242 of 2025
	{Birthday, [3]uint8{1, 2, 3}},     // OH: up to 5 years
	{IssueMonth, [3]uint8{1, 1, 1}},   // OK
	{IssueMonth, [3]uint8{2, 2, 2}},   // OR: 4 years for a new car
	{IssueMonth, [3]uint8{1, 2, 2}},   // PA
	{SurnameMonth, [3]uint8{2, 2, 2}}, // RI
	{IssueMonth, [3]uint8{2, 2, 2}},   // SC
	{SurnameMonth, [3]uint8{1, 1, 1}}, // SD
	{IssueMonth, [3]uint8{1, 1, 1}},   // TN: Tennessee Code 55-4-104
	{IssueMonth, [3]uint8{1, 2, 2}},   // TX: 2 years for a new car
	{IssueMonth, [3]uint8{1, 1, 1}},   // UT: Utah Code 41-1a-215
	{IssueMonth, [3]uint8{1, 2, 3}},   // VA
	{IssueMonth, [3]uint8{1, 2, 2}},   // VT
	{IssueDate, [3]uint8{1, 1, 1}},    // WA
	{IssueDate, [3]uint8{1, 1, 1}},    // WI
	{IssueMonth, [3]uint8{1, 2, 3}},   // WV
	{IssueMonth, [3]uint8{1, 1, 1}},   // WY
}

// TemporaryDays is the length of the temporary registration after a purchase or a move, in the states
// whose registrations can expire on any day. Illustrative: states give 30 to 90 days. That of Maryland
// ends after 60 days (Maryland Transportation Code 13-605).
const TemporaryDays = 30

// SurnameMonths holds the month of each initial, from A to Z: 1 is January. The letters are divided
// evenly. Illustrative: states divide them by how many owners there are.
var SurnameMonths = [26]uint8{1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 10, 11, 11, 12}

// HeavyMonth is the month at whose end the registrations of trucks above 26,000 lb expire, every
// year. Illustrative: under the International Registration Plan states have fixed months.
const HeavyMonth = 12
