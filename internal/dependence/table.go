package dependence

// Nodes has every column of persons and vehicles, and what they depend on, in the order in which
// a record is built: each node stands after those that it depends on. Keys are named where a value
// depends on nothing else.
var Nodes = []Node{
	{Section: "Who", Name: "slot", Kind: Key, Why: "The number of a record in the dataset."},
	{Name: "occupant", Kind: Key, Parents: []string{"slot"}, Why: "The number of the person who fills the slot on the day."},
	{Name: "lob_type", Parents: []string{"slot"}, Why: "A share of the slots is commercial, 30 of 100 or as the settings say.", Test: "TestPersons"},
	{Name: "day of entry", Kind: Hidden, Parents: []string{"occupant", "lob_type"}, Why: "People enter when the slot changes hands, or when the one before them leaves by age.", Source: "illustrative", Test: "TestYearlyRates"},
	{Name: "person_id", Parents: []string{"occupant"}, Why: "A permutation of the number of the occupant."},
	{Name: "date_of_birth", Parents: []string{"lob_type", "day of entry"}, Why: "Ages are those of licensed drivers, in the commercial line of the ages at which people have a business; those who came long ago are not young.", Source: "Federal Highway Administration", Test: "TestSharesOnEveryDate"},
	{Name: "gender", Parents: []string{"lob_type"}, Why: "47.5 percent are women: 55 in the personal line and 30 in the commercial line, as their occupations lead to.", Source: "BLS, Current Population Survey 2022", Test: "TestWomenByOccupation"},

	{Section: "Home", Name: "state", Parents: []string{"slot"}, Why: "Every state has exactly its share of the population, and people move between states.", Source: "Census 2020", Test: "TestSharesOnEveryDate"},
	{Name: "postal_code", Parents: []string{"state"}, Why: "A ZIP code of the state, by the adults whom it stands for: 28 to 36 percent live where there are under 200 people per square kilometer.", Source: "Census 2020", Test: "TestPlacesOfCensus"},
	{Name: "city", Parents: []string{"postal_code"}, Why: "That of the ZIP code.", Test: "TestMillionHoldEveryRule"},
	{Name: "county", Parents: []string{"postal_code"}, Why: "That in which most people of the ZIP code live.", Source: "Census", Test: "TestPlacesOfCensus"},
	{Name: "county_fips", Parents: []string{"postal_code"}, Why: "That in which most people of the ZIP code live.", Source: "Census", Test: "TestPlacesOfCensus"},
	{Name: "country", Why: "Always US."},
	{Name: "phone", Parents: []string{"city", "state"}, Why: "An area code of the city, and a line from 555-0100 to 555-0199.", Test: "TestMillionHoldEveryRule"},
	{Name: "address_line_1", Parents: []string{"occupant"}, Why: "A number and a street of invented names, drawn for the occupant and the number of moves."},
	{Name: "address_line_2", Parents: []string{"lob_type"}, Why: "Apartments in the personal line, suites in the commercial line.", Test: "TestUnitShares"},

	{Section: "Name, work and marriage", Name: "origin group", Kind: Hidden, Parents: []string{"state"}, Why: "The shares of the adults of the state on the day of entry; it decides about names and nothing else.", Source: "Census 2020", Test: "TestNamesTogether"},
	{Name: "last_name", Parents: []string{"origin group", "gender", "date_of_birth"}, Why: "A surname of the origin; more women have a hyphen, some men have a suffix, and those who are called Sr. are not young.", Source: "Census 2010", Test: "TestNamesTogether"},
	{Name: "first_name", Parents: []string{"gender", "date_of_birth", "origin group", "last_name"}, Why: "A name that was given to the gender about the year of birth, and that goes with the origin and the surname.", Source: "Tzioumis 2018", Test: "TestNamesFollowAge, TestNamesTogether"},
	{Name: "email", Parents: []string{"first_name", "last_name", "day of entry"}, Why: "The names and a number; those who were not the first in the slot have one more number.", Test: "TestMillionHoldEveryRule"},
	{Name: "career", Kind: Hidden, Parents: []string{"lob_type", "gender"}, Why: "An occupation of the line, with its share of women: on average within five points of the source.", Source: "BLS, Current Population Survey 2022", Test: "TestWomenByOccupation"},
	{Name: "occupation", Parents: []string{"career", "lob_type", "date_of_birth", "day of entry"}, Why: "In the personal line people are students, then have the career, then are retired; nobody has one before its youngest age, which in the commercial line counts on the day of entry.", Test: "TestOccupationsByAge, TestSharesOnEveryDate"},
	{Name: "business_name", Parents: []string{"lob_type", "occupation"}, Why: "In the commercial line the name of a business of the trade.", Test: "TestMillionHoldEveryRule"},
	{Name: "marital_status", Parents: []string{"date_of_birth", "gender"}, Why: "The shares of the age and the sex.", Source: "Census, ACS 2018", Test: "TestSharesOnEveryDate"},

	{Section: "License and record", Name: "driver_license_state", Parents: []string{"state"}, Why: "The state of residence for all but 2 to 3 of 100, who have a license of a neighboring state; it follows a move after 10 to 90 days.", Source: "illustrative", Test: "TestPersons"},
	{Name: "driver_license_number", Parents: []string{"driver_license_state", "last_name"}, Why: "The format of the state, with the initial of the last name where that format has one.", Test: "TestMillionHoldEveryRule"},
	{Name: "first_licensed_on", Parents: []string{"date_of_birth", "day of entry", "lob_type", "state"}, Why: "Most get the license young, before they enter; minors not before the youngest age of their state; nobody on a Sunday or a federal holiday.", Test: "TestMillionHoldEveryRule"},
	{Name: "risk level", Kind: Hidden, Parents: []string{"occupant"}, Why: "A level for life: of drivers from 30 to 65 those with violations have 1.8 to 2.3 times the accidents of those without.", Source: "IIHS Advisory 6, California DMV", Test: "TestDriving"},
	{Name: "exposure", Kind: Hidden, Parents: []string{"occupant"}, Why: "How much somebody drives, a level for life: the fifth that drives most has 1.3 to 1.5 times the accidents of the fifth that drives least.", Source: "illustrative", Test: "TestDriving"},
	{Name: "violations_3yr", Parents: []string{"date_of_birth", "gender", "lob_type", "risk level", "exposure", "first_licensed_on"}, Why: "More among the young and, a little, among those who drive much; men have 1.3 to 1.6 times those of women; none before the license.", Source: "Bureau of Justice Statistics 2002", Test: "TestDriving"},
	{Name: "accidents_3yr", Parents: []string{"date_of_birth", "gender", "lob_type", "risk level", "exposure", "first_licensed_on"}, Why: "More among the young and those who drive much; men have 1.02 to 1.2 times those of women; none before the license.", Source: "IIHS Advisory 6, illustrative", Test: "TestDriving"},
	{Name: "license_class", Parents: []string{"driver_license_state", "occupation", "lob_type"}, Why: "That of a car in the issuing state, or A or B for those who drive trucks and buses for work: 3 to 6 percent, all who haul freight or work with heavy trucks.", Source: "49 CFR 383.91, illustrative", Test: "TestLicenses"},
	{Name: "license_expires_on", Parents: []string{"first_licensed_on", "date_of_birth", "driver_license_state", "state", "day of entry"}, Why: "A birthday: terms of the state follow each other from the first license, or from the move to the state; for older drivers they are shorter.", Source: "NHTSA, illustrative", Test: "TestLicenseTerms, TestTermsOfOlderDrivers"},
	{Name: "license_status", Parents: []string{"first_licensed_on", "date_of_birth", "license_expires_on", "violations_3yr", "risk level"}, Why: "Permit until the first license; 1 to 2 percent are suspended, with two violations five times as often as without; 1 percent have expired: the day of expiry is past.", Source: "illustrative", Test: "TestLicenseStatus"},
	{Name: "synthetic_source", Why: "The same in every row."},

	{Section: "Vehicles", Name: "vehicle_count", Kind: Profile, Parents: []string{"slot", "lob_type", "date_of_birth"}, Why: "The shares of households or of fleets, drawn for the slot; minors have the minimum.", Test: "TestFleets"},
	{Name: "ordinal", Kind: Hidden, Parents: []string{"vehicle_count"}, Why: "The first vehicle, the second, and so on."},
	{Name: "vehicle_id", Kind: Vehicle, Parents: []string{"occupant"}, Why: "A permutation of the number of the occupant, with the ordinal and how many vehicles came before."},
	{Name: "vehicles.person_id", Kind: Vehicle, Parents: []string{"person_id"}, Why: "That of the owner."},
	{Name: "vehicles.lob_type", Kind: Vehicle, Parents: []string{"lob_type"}, Why: "That of the owner."},
	{Name: "means", Kind: Hidden, Parents: []string{"career"}, Why: "The quartile of the median pay of the career.", Source: "BLS, Occupational Employment and Wage Statistics 2021", Test: "TestPayGroups"},
	{Name: "household class", Kind: Hidden, Parents: []string{"means", "lob_type"}, Why: "Half of all people keep newer vehicles and half keep older ones, and the better paid more often newer ones: the model years of two vehicles have a correlation of 0.17 to 0.28.", Source: "illustrative", Test: "TestWhoDrivesWhat"},
	{Name: "day built", Kind: Hidden, Parents: []string{"household class", "date_of_birth", "lob_type"}, Why: "The ages of vehicles are those of the fleet, newer or older by the class of the household; those of teenagers are 1.6 to 2.8 years older than those of people from 35 to 54.", Source: "S&P, EPA, IIHS", Test: "TestFleets, TestWhoDrivesWhat"},
	{Name: "model_year", Kind: Vehicle, Parents: []string{"day built"}, Why: "Vehicles of a model year are built from August of the year before."},
	{Name: "day of purchase", Kind: Hidden, Parents: []string{"day built", "day of entry", "ordinal", "date_of_birth", "lob_type", "household class"}, Why: "After the day on which the vehicle was built, and not before the owner came; second vehicles come with the 18th birthday."},
	{Name: "kind", Kind: Hidden, Parents: []string{"model_year", "state", "lob_type", "occupation", "date_of_birth", "gender", "marital_status", "day of purchase"}, Why: "A vehicle with a plug, a pickup, a car, a sporty car, an SUV, a van or a truck, by the trade, or by state, age, sex and family on the day of purchase: the states rank as in the sources, men have 1.7 to 2.3 times the pickups of women, and the married of 35 to 54 at least 1.5 times the minivans of the single.", Source: "Department of Energy 2023, iSeeCars, FHWA 2008, IIHS 2014", Test: "TestWhoDrivesWhat"},
	{Name: "catalog model", Kind: Hidden, Parents: []string{"kind", "model_year", "lob_type", "occupation", "means", "date_of_birth", "day of purchase", "vehicle_count"}, Why: "A make, a model and a body of the kind that were sold in that year, dearer for higher means: the vehicles of the best paid are worth 1.55 to 2 times those of the least paid. Fewer than 1 in 1,000 households of up to eight vehicles have one model twice.", Source: "illustrative", Test: "TestWhoDrivesWhat"},
	{Name: "make", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "model", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "body_style", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "fuel_type", Kind: Vehicle, Parents: []string{"catalog model", "model_year", "kind"}, Why: "One that the model was sold with in that year, with a plug or without.", Test: "TestMillionHoldEveryRule"},
	{Name: "vin", Kind: Vehicle, Parents: []string{"catalog model", "model_year"}, Why: "The prefix of the manufacturer, the code of the year, and a serial number.", Test: "TestMillionHoldEveryRule"},

	{Section: "Registration, use and value", Name: "registration_state", Kind: Vehicle, Parents: []string{"state"}, Why: "Where the owner lives."},
	{Name: "registration_plate", Kind: Vehicle, Parents: []string{"registration_state", "lob_type"}, Why: "A format of the state for the line.", Test: "TestMillionHoldEveryRule"},
	{Name: "registration_expires_on", Kind: Vehicle, Parents: []string{"day of purchase", "day of entry"}, Why: "A term of one or two years that begins with the purchase, or for the vehicles that the owner came with on any day.", Source: "illustrative", Test: "TestMillionHoldEveryRule"},
	{Name: "usage", Kind: Vehicle, Parents: []string{"lob_type", "occupation", "ordinal", "body_style", "marital_status"}, Why: "Only those with a job commute, couples in two vehicles and others in one; farms are for pickups, and the commercial line is for business.", Source: "illustrative", Test: "TestDriving"},
	{Name: "annual_mileage", Kind: Vehicle, Parents: []string{"usage", "lob_type", "gender", "date_of_birth", "exposure", "ordinal", "catalog model", "day built"}, Why: "Men and the ages from 35 to 54 drive most; a car of ten years runs 0.73 of a new one, a second vehicle half of the first; heavy trucks that work run further.", Source: "FHWA 2018, NHTSA, NHTS 2017", Test: "TestDriving"},
	{Name: "ownership", Kind: Vehicle, Parents: []string{"day built", "date_of_birth", "day of purchase"}, Why: "New vehicles are leased or financed, old ones owned; what a minor bought is owned.", Source: "illustrative", Test: "TestSharesOnEveryDate"},
	{Name: "value_usd", Kind: Vehicle, Parents: []string{"catalog model", "model_year", "day built", "annual_mileage"}, Why: "List price less depreciation by age and mileage.", Source: "illustrative", Test: "TestMillionHoldEveryRule"},
	{Name: "garaging_state", Kind: Vehicle, Parents: []string{"state", "lob_type"}, Why: "The residence, for a few vehicles a neighboring state.", Source: "illustrative"},
	{Name: "garaging_postal_code", Kind: Vehicle, Parents: []string{"garaging_state", "postal_code", "lob_type"}, Why: "The residence, for a few vehicles another ZIP code.", Source: "illustrative", Test: "TestMillionHoldEveryRule"},
	{Name: "risk_rating", Kind: Vehicle, Parents: []string{"date_of_birth", "first_licensed_on", "violations_3yr", "accidents_3yr", "usage", "annual_mileage", "body_style", "value_usd"}, Why: "The sum of the published points.", Test: "TestRatings"},
	{Name: "vehicles.synthetic_source", Kind: Vehicle, Why: "The same in every row."},
}

// A Pair is two attributes that are independent on purpose.
type Pair struct {
	A, B   string
	Given  []string // among records with the same values of these
	Reason string
}

// Independent has the pairs that are independent on purpose, where a reader might expect otherwise.
var Independent = []Pair{
	{"marital_status", "occupation", []string{"date_of_birth", "gender"}, "The table of marital status is by age and sex, for all occupations."},
	{"marital_status", "postal_code", nil, "The table of marital status is for the whole country."},
	{"occupation", "state", nil, "The weights of occupations are for the whole country, so that each state has all test cases."},
	{"occupation", "last_name", []string{"date_of_birth", "gender"}, "A name or an origin decides about nothing that is insured."},
	{"violations_3yr", "last_name", []string{"date_of_birth", "gender", "lob_type", "first_licensed_on"}, "A name or an origin decides about nothing that is insured."},
	{"catalog model", "last_name", []string{"date_of_birth", "gender", "state"}, "A name or an origin decides about nothing that is insured."},
	{"violations_3yr", "state", []string{"date_of_birth", "lob_type", "first_licensed_on"}, "The rates of violations are for the whole country."},
	{"accidents_3yr", "make", []string{"date_of_birth", "gender", "lob_type", "first_licensed_on"}, "Incidents are those of the person, in any vehicle."},
	{"gender", "date_of_birth", []string{"lob_type"}, "Each line of business has one share of women for all ages."},
	{"phone", "last_name", []string{"state", "city"}, "Only the area code says something; the lines from 555-0100 to 555-0199 are for fiction."},
	{"address_line_1", "state", nil, "Streets are invented, and no invented name is typical of a place."},
	{"vehicle_count", "state", nil, "The number of vehicles is that of the slot; who fills it, and where they live, changes over the years."},
}

// Unmeasured has the dependences that classes of values do not show, with the reason.
var Unmeasured = []struct{ From, To, Reason string }{
	{"lob_type", "day of entry", "Few enter by age, and those at 18 and not at 16 are fewer still."},
	{"date_of_birth", "last_name", "Fewer than 1 in 100 men are called Sr."},
	{"lob_type", "violations_3yr", "The factors of the sexes differ by line, so that both lines have the same rates."},
	{"lob_type", "accidents_3yr", "The factors of the sexes differ by line, so that both lines have the same rates."},
	{"gender", "accidents_3yr", "Men have 1.1 times the accidents of women, and 92 of 100 have none: 200,000 records show it in 4 deviations."},
	{"date_of_birth", "accidents_3yr", "People who got their license in the same years are of nearly the same age."},
	{"first_licensed_on", "violations_3yr", "It matters to those who got their license in the last three years, and they are of nearly the same age."},
	{"first_licensed_on", "accidents_3yr", "It matters to those who got their license in the last three years, and they are of nearly the same age."},
	{"risk level", "license_status", "It matters through violations that are older than three years."},
	{"exposure", "annual_mileage", "No column shows the exposure, and accidents are rare: 4 deviations. `TestDriving` has it."},
	{"date_of_birth", "catalog model", "Age moves the means by one step of six, which few models show: 3 deviations."},
	{"day of purchase", "catalog model", "The age on that day moves the means by one step of six, which few models show."},
	{"vehicle_count", "catalog model", "A second choice is needed for few vehicles, and it is from the same table."},
}
