package vocab

// How often something happens in the book from day to day. What has no source is illustrative. A
// test in the root package measures what the table leads to.

// Turnover holds the lengths, in days, of the intervals in which a slot of the book changes hands
// once. A slot has one of the sixteen at random: 3, 7, 12 or 20 years. That is 11.7 percent of
// the slots a year. With those who leave and enter by age it is about 13.5 percent. Illustrative:
// insurers report that about one customer in eight leaves in a year.
var Turnover = [16]uint16{
	1096, 1096,
	2557, 2557, 2557, 2557,
	4383, 4383, 4383, 4383,
	7305, 7305, 7305, 7305, 7305, 7305,
}

const (
	// StateMovePercent is the percentage of the pairs of residents of different states that
	// swap states in four years: 2.1 percent of the people move to another state in a year.
	// The American Community Survey has about 2.5 percent.
	StateMovePercent = 9

	// LocalMoveDays is the length of the intervals in which people move once within their
	// state: nine years, so 11 percent in a year. With those who move to another state it is
	// about one in eight, as in the American Community Survey (12.6 percent).
	LocalMoveDays = 3287

	// MinLicenseDelay and MaxLicenseDelay bound the days after a move to another state until
	// the license is one of that state: states give new residents 10 to 90 days. Illustrative.
	MinLicenseDelay = 10
	// MaxLicenseDelay is the maximum.
	MaxLicenseDelay = 90

	// LateRenewalPercent of the registrations are renewed late, by up to LateRenewalDays. So
	// about 2 percent have lapsed on a day: most where many terms end on the last day of a month
	// or year, on the days after it. Illustrative.
	LateRenewalPercent = 10
	// LateRenewalDays is the maximum number of days by which a registration is renewed late.
	LateRenewalDays = 180

	// MaxNoviceAge is the maximum age, in years, at which those who enter the personal line by
	// age are licensed on the day of entry. Illustrative.
	MaxNoviceAge = 25
)

// CarCuts are the ages, in years, at which vehicles change hands: four patterns that are equally
// common. With FleetByYear, and the tilts of CarAgeTilt, 19 to 20 percent of the vehicles are replaced in a year, 26 to
// 32 percent of these by a new one: most in the years in which most were sold. Illustrative.
var CarCuts = [4][]int{{3, 6, 11, 17}, {4, 9, 15}, {7, 14, 21}, {5, 12, 19}}
