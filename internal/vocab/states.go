package vocab

// StateCount is the number of jurisdictions: the 50 states and the District
// of Columbia.
const StateCount = 51

// States holds the USPS codes in alphabetical order. A jurisdiction is
// referred to by its index here; index 0 means none.
var States = [StateCount + 1]string{
	"",
	"AK", "AL", "AR", "AZ", "CA", "CO", "CT", "DC", "DE", "FL", "GA", "HI", "IA",
	"ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS",
	"MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY", "OH", "OK", "OR", "PA",
	"RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY",
}

// StateNames holds the names of the jurisdictions, by index in States. They are for
// suggestions where somebody writes a name in place of a code. Source: USPS Publication 28,
// appendix B, from general knowledge.
var StateNames = [StateCount + 1]string{
	"", "Alaska", "Alabama", "Arkansas", "Arizona", "California", "Colorado", "Connecticut",
	"District of Columbia", "Delaware", "Florida", "Georgia", "Hawaii", "Iowa", "Idaho",
	"Illinois", "Indiana", "Kansas", "Kentucky", "Louisiana", "Massachusetts", "Maryland", "Maine",
	"Michigan", "Minnesota", "Missouri", "Mississippi", "Montana", "North Carolina",
	"North Dakota", "Nebraska", "New Hampshire", "New Jersey", "New Mexico", "Nevada", "New York",
	"Ohio", "Oklahoma", "Oregon", "Pennsylvania", "Rhode Island", "South Carolina", "South Dakota",
	"Tennessee", "Texas", "Utah", "Virginia", "Vermont", "Washington", "Wisconsin",
	"West Virginia", "Wyoming",
}

// Population is the sum of Populations.
const Population = 331_449_281

// Populations holds the resident population of each jurisdiction, by index in
// States. It is the weight of the state of residence. Source: United States
// Census of 2020, apportionment release. A test checks that the 51 values add up
// to its published total of 331,449,281.
var Populations = [StateCount + 1]uint32{
	0,
	733391, 5024279, 3011524, 7151502, 39538223, 5773714, 3605944, 689545, 989948, 21538187, 10711908, 1455271, 3190369,
	1839106, 12812508, 6785528, 2937880, 4505836, 4657757, 7029917, 6177224, 1362359, 10077331, 5706494, 6154913, 2961279,
	1084225, 10439388, 779094, 1961504, 1377529, 9288994, 2117522, 3104614, 20201249, 11799448, 3959353, 4237256, 13002700,
	1097379, 5118425, 886667, 6910840, 29145505, 3271616, 8631393, 643077, 7705281, 5893718, 1793716, 576851,
}
