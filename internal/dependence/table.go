package dependence

// Nodes has every column of persons and vehicles, and what they depend on, in the order in which
// a record is built: each node stands after those that it depends on. Keys are named where a value
// depends on nothing else.
var Nodes = []Node{
	{Section: "Who, and what work", Name: "slot", Kind: Key, Why: "The number of a record in the dataset."},
	{Name: "occupant", Kind: Key, Parents: []string{"slot"}, Why: "The number of the person who fills the slot on the day."},
	{Name: "lob_type", Parents: []string{"slot"}, Why: "A share of the slots is commercial, 30 of 100 or as the settings say.", Test: "TestPersons"},
	{Name: "day of entry", Kind: Hidden, Parents: []string{"occupant", "lob_type"}, Why: "People enter when the slot changes hands, or when the one before them leaves by age.", Source: "illustrative", Test: "TestYearlyRates"},
	{Name: "person_id", Parents: []string{"occupant"}, Why: "A permutation of the number of the occupant."},
	{Name: "date_of_birth", Parents: []string{"lob_type", "day of entry"}, Why: "Ages are those of licensed drivers, in the commercial line of the ages at which people have a business; those who came long ago are not young.", Source: "Federal Highway Administration", Test: "TestSharesOnEveryDate"},
	{Name: "gender", Parents: []string{"lob_type"}, Why: "47.5 percent are women: 55 in the personal line and 30 in the commercial line, as their occupations lead to.", Source: "BLS, Current Population Survey 2022", Test: "TestWomenByOccupation"},
	{Name: "career", Kind: Hidden, Parents: []string{"lob_type", "gender"}, Why: "An occupation of the line, with its share of women: on average within five points of the source.", Source: "BLS, Current Population Survey 2022", Test: "TestWomenByOccupation"},
	{Name: "occupation", Parents: []string{"career", "lob_type", "date_of_birth", "day of entry"}, Why: "In the personal line people are students, then have the career, then are retired; nobody has one before its youngest age, which in the commercial line counts on the day of entry, and nobody is a soldier, an officer of the police or an airline pilot after the last age of it.", Test: "TestOccupationsByAge, TestSharesOnEveryDate"},

	{Section: "Home", Name: "state", Parents: []string{"slot"}, Why: "Every state has exactly its share of the population, and people move between states.", Source: "Census 2020", Test: "TestSharesOnEveryDate"},
	{Name: "postal_code", Parents: []string{"state", "career", "occupation"}, Why: "A ZIP code of the state, by the adults whom it stands for: 28 to 36 percent live where there are under 200 people per square kilometer. Of farmers, in the personal line those by career, 80 to 92 percent do, where their state has such places.", Source: "Census 2020; farmers illustrative", Test: "TestPlacesOfCensus, TestTrades"},
	{Name: "city", Parents: []string{"postal_code"}, Why: "That of the ZIP code.", Test: "TestMillionHoldEveryRule"},
	{Name: "county", Parents: []string{"postal_code"}, Why: "That in which most people of the ZIP code live.", Source: "Census", Test: "TestPlacesOfCensus"},
	{Name: "county_fips", Parents: []string{"postal_code"}, Why: "That in which most people of the ZIP code live.", Source: "Census", Test: "TestPlacesOfCensus"},
	{Name: "country", Why: "Always US."},
	{Name: "phone", Parents: []string{"city", "state"}, Why: "An area code of the city, and a line from 555-0100 to 555-0199.", Test: "TestMillionHoldEveryRule"},
	{Name: "address_line_1", Parents: []string{"state"}, Why: "A number, a direction, a street of invented names and a type with the shares of real addresses; those of the District of Columbia have types and quadrants of their own.", Source: "OpenAddresses", Test: "TestAddresses"},
	{Name: "address_line_2", Parents: []string{"lob_type"}, Why: "Apartments in the personal line, suites in the commercial line.", Test: "TestUnitShares"},

	{Section: "Name and marriage", Name: "origin group", Kind: Hidden, Parents: []string{"state"}, Why: "The shares of the adults of the state on the day of entry; it decides about names and nothing else.", Source: "Census 2020", Test: "TestNamesTogether"},
	{Name: "last_name", Parents: []string{"origin group", "gender", "date_of_birth"}, Why: "A surname of the origin; more women have a hyphen, some men have a suffix, and those who are called Sr. are not young.", Source: "Census 2010", Test: "TestNamesTogether"},
	{Name: "first_name", Parents: []string{"gender", "date_of_birth", "origin group", "last_name"}, Why: "A name that was given to the gender about the year of birth, and that goes with the origin and the surname.", Source: "Tzioumis 2018", Test: "TestNamesFollowAge, TestNamesTogether"},
	{Name: "email", Parents: []string{"first_name", "last_name", "day of entry"}, Why: "The names and a number; those who were not the first in the slot have one more number.", Test: "TestMillionHoldEveryRule"},
	{Name: "business_name", Parents: []string{"lob_type", "occupation", "last_name"}, Why: "In the commercial line the name of a business of the trade, 15 of 100 with the last name of the owner; licensed professions have legal forms of their own.", Source: "Chrisman 2010", Test: "TestBusinessNames"},
	{Name: "marital_status", Parents: []string{"date_of_birth", "gender"}, Why: "The shares of the age and the sex.", Source: "Census, ACS 2018", Test: "TestSharesOnEveryDate"},

	{Section: "License and record", Name: "driver_license_state", Parents: []string{"state"}, Why: "The state of residence for all but 2 to 3 of 100, who have a license of a neighboring state; it follows a move after 10 to 90 days.", Source: "illustrative", Test: "TestPersons"},
	{Name: "driver_license_number", Parents: []string{"driver_license_state", "last_name"}, Why: "The format of the state, with the initial of the last name where that format has one.", Test: "TestMillionHoldEveryRule"},
	{Name: "first_licensed_on", Parents: []string{"date_of_birth", "day of entry", "lob_type", "state"}, Why: "Most get the license young, before they enter; minors not before the youngest age of their state; nobody on a Sunday or a federal holiday, and few on a Saturday; in a state whose youngest age is above 16, nobody who entered there before it.", Test: "TestMillionHoldEveryRule"},
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
	{Name: "day built", Kind: Hidden, Parents: []string{"household class", "date_of_birth", "lob_type"}, Why: "On every day the model years are what was sold of them, less what was scrapped since, newer or older by the class of the household; those of teenagers are 1.6 to 2.8 years older than those of people from 35 to 54.", Source: "BEA, S&P, IIHS", Test: "TestModelYearsOnEveryDate, TestFleetOverTime, TestWhoDrivesWhat"},
	{Name: "model_year", Kind: Vehicle, Parents: []string{"day built"}, Why: "Vehicles of a model year are built from August of the year before."},
	{Name: "day of purchase", Kind: Hidden, Parents: []string{"day built", "day of entry", "ordinal", "date_of_birth", "lob_type", "household class"}, Why: "After the day on which the vehicle was built, and not before the owner came; second vehicles come with the 18th birthday."},
	{Name: "kind", Kind: Hidden, Parents: []string{"model_year", "state", "lob_type", "occupation", "career", "ordinal", "date_of_birth", "gender", "marital_status", "day of purchase", "day built"}, Why: "A vehicle with a plug, a pickup, a car, a sporty car, an SUV, a van or a truck, in the commercial line by the trade, or by the sales of the model year, the age of the vehicle, and state, age, sex and family on the day of purchase: the mean age is 14.4 years for cars and 11.5 for light trucks, 65 to 80 percent of the first vehicles of farmers and landscapers are pickups, most plumbers have vans, and trades with heavy trucks have some pickups after the first vehicle. The states rank as in the sources, men have 1.7 to 2.3 times the pickups of women, and the married of 35 to 54 at least 1.5 times the minivans of the single.", Source: "Department of Energy 2023, iSeeCars, FHWA 2008, IIHS 2014; trades illustrative", Test: "TestWhoDrivesWhat, TestTrades"},
	{Name: "catalog model", Kind: Hidden, Parents: []string{"kind", "model_year", "lob_type", "occupation", "means", "date_of_birth", "day of purchase", "vehicle_count"}, Why: "A make, a model and a body of the kind that were sold in that year, dearer for higher means: the vehicles of the best paid are worth 1.55 to 2 times those of the least paid. Fewer than 1 in 1,000 households of up to eight vehicles have one model twice.", Source: "illustrative", Test: "TestWhoDrivesWhat"},
	{Name: "make", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "model", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "body_style", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model.", Test: "TestMillionHoldEveryRule"},
	{Name: "fuel_type", Kind: Vehicle, Parents: []string{"catalog model", "model_year", "kind"}, Why: "One that the model was sold with in that year, with a plug or without.", Test: "TestMillionHoldEveryRule"},
	{Name: "gvwr_class", Kind: Vehicle, Parents: []string{"catalog model", "model_year"}, Why: "That of the catalog model, which a few names changed over the years.", Source: "NHTSA, vPIC", Test: "TestMillionHoldEveryRule"},
	{Name: "vin", Kind: Vehicle, Parents: []string{"catalog model", "model_year"}, Why: "The prefix of the manufacturer, the code of the year, and a serial number.", Test: "TestMillionHoldEveryRule"},

	{Section: "Registration, use and value", Name: "registration_state", Kind: Vehicle, Parents: []string{"state"}, Why: "Where the owner lives."},
	{Name: "registration_plate", Kind: Vehicle, Parents: []string{"registration_state", "lob_type"}, Why: "A format of the state for the line.", Test: "TestMillionHoldEveryRule"},
	{Name: "registration_expires_on", Kind: Vehicle, Parents: []string{"registration_state", "day of purchase", "day of entry", "date_of_birth", "last_name", "catalog model", "lob_type"}, Why: "A term of one to three years of the state, up to the end of a month, the day of issue, or a day that the owner's birth or surname fixes; trucks above 26,000 lb have December 31st.", Source: "illustrative", Test: "TestRegistrations"},
	{Name: "ownership", Kind: Vehicle, Parents: []string{"day built", "date_of_birth", "day of purchase"}, Why: "A third has a loan or a lease, four of five of the new ones and none of the oldest; those who bought at 65 or later have fewer, and what a minor bought is owned.", Source: "Experian 2025, illustrative", Test: "TestOwnership, TestSharesOnEveryDate"},
	{Name: "title_status", Kind: Vehicle, Parents: []string{"day built", "day of purchase", "ownership", "ordinal", "lob_type"}, Why: "More brands on vehicles that were bought old; none on new and on leased ones. Salvage is not for the road: only later vehicles that people own outright have it.", Source: "illustrative", Test: "TestTitles"},
	{Name: "usage", Kind: Vehicle, Parents: []string{"lob_type", "occupation", "ordinal", "body_style", "marital_status", "postal_code", "title_status"}, Why: "In the personal line 74 to 82 percent of the single vehicles of the employed commute; delivery drivers use most for business, and those who visit customers or have tools more than others. Students commute, and those who do not work do not. Couples commute in two vehicles and others in one. Farm use is for pickups of farmers and, rarely, of others in the country. The commercial line is for business, and of farmers for the farm.", Source: "Census, ACS 2013; by work illustrative", Test: "TestTrades, TestDriving"},
	{Name: "annual_mileage", Kind: Vehicle, Parents: []string{"usage", "lob_type", "gender", "date_of_birth", "exposure", "ordinal", "catalog model", "day built"}, Why: "Men and the ages from 35 to 54 drive most; a car of ten years runs 0.73 of a new one, a second vehicle half of the first; heavy trucks that work run further.", Source: "FHWA 2018, NHTSA, NHTS 2017", Test: "TestDriving"},
	{Name: "odometer", Kind: Vehicle, Parents: []string{"day built", "day of purchase", "catalog model", "usage", "occupation", "marital_status", "lob_type", "gender", "date_of_birth", "exposure", "ordinal", "annual_mileage"}, Why: "The miles of former owners, fewer for those who drive little, and since the purchase those of the owner year by year: it grows by 0.95 to 1.05 of the annual mileage.", Source: "NHTSA, NHTS 2017", Test: "TestOdometers, TestMilesOfYear"},
	{Name: "value_usd", Kind: Vehicle, Parents: []string{"catalog model", "model_year", "fuel_type", "day built", "odometer", "title_status", "vin"}, Why: "List price less depreciation by body and fuel, age, odometer and title, for a trim that the last digit of the VIN stands for: in five years electric vehicles lose 58.8 percent, pickups 40.4.", Source: "iSeeCars 2025", Test: "TestDepreciation"},
	{Name: "garaging_state", Kind: Vehicle, Parents: []string{"state", "lob_type"}, Why: "The residence, for 1 percent of the vehicles of the personal line and 3 of the commercial line a state that borders on it.", Source: "illustrative", Test: "TestGaraging"},
	{Name: "garaging_postal_code", Kind: Vehicle, Parents: []string{"garaging_state", "postal_code", "lob_type"}, Why: "The residence, for 3 percent of the vehicles of the personal line and 9 of the commercial line another ZIP code nearby; in another state any.", Source: "illustrative", Test: "TestGaraging"},
	{Name: "risk_rating", Kind: Vehicle, Parents: []string{"date_of_birth", "first_licensed_on", "violations_3yr", "accidents_3yr", "license_status", "usage", "annual_mileage", "body_style", "value_usd"}, Why: "The sum of the points of the risk table. On every date each rating has at least 13 percent of each line, and the fifth with the highest scores has at least twice the accidents of the lowest in the three years after.", Test: "TestRatings, TestLaterAccidents"},
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
	{"marital_status", "postal_code", []string{"date_of_birth", "gender"}, "The table of marital status is for the whole country."},
	{"occupation", "state", nil, "The weights of occupations are for the whole country, so that each state has all test cases."},
	{"occupation", "last_name", []string{"date_of_birth", "gender"}, "A name or an origin decides about nothing that is insured."},
	{"violations_3yr", "last_name", []string{"date_of_birth", "gender", "lob_type", "first_licensed_on"}, "A name or an origin decides about nothing that is insured."},
	{"catalog model", "last_name", []string{"date_of_birth", "gender", "state"}, "A name or an origin decides about nothing that is insured."},
	{"violations_3yr", "state", []string{"date_of_birth", "lob_type", "first_licensed_on"}, "The rates of violations are for the whole country."},
	{"accidents_3yr", "make", []string{"date_of_birth", "gender", "lob_type", "first_licensed_on"}, "Incidents are those of the person, in any vehicle."},
	{"gender", "date_of_birth", []string{"lob_type"}, "Each line of business has one share of women for all ages."},
	{"phone", "last_name", []string{"state", "city"}, "Only the area code says something; the lines from 555-0100 to 555-0199 are for fiction."},
	{"vehicle_count", "state", nil, "The number of vehicles is that of the slot; who fills it, and where they live, changes over the years."},
}

// Unmeasured has the dependences that classes of values do not show, with the reason.
var Unmeasured = []struct{ From, To, Reason string }{
	{"career", "postal_code", "Farmers are 1 in 100 people, and nearly all have the occupation of their career. `TestTrades` has them."},
	{"postal_code", "usage", "People who are no farmers have 1 in 500 vehicles for a farm. `TestTrades` has them."},
	{"lob_type", "day of entry", "Few enter by age, and those at 18 and not at 16 are fewer still."},
	{"date_of_birth", "last_name", "Fewer than 1 in 100 men are called Sr."},
	{"lob_type", "violations_3yr", "The factors of the sexes differ by line, so that both lines have the same rates."},
	{"lob_type", "accidents_3yr", "The factors of the sexes differ by line, so that both lines have the same rates."},
	{"gender", "accidents_3yr", "Men have 1.1 times the accidents of women, and 92 of 100 have none: 200,000 records show it in 4 deviations."},
	{"date_of_birth", "accidents_3yr", "People who got their license in the same years are of nearly the same age."},
	{"first_licensed_on", "violations_3yr", "It matters to those who got their license in the last three years, and they are of nearly the same age."},
	{"first_licensed_on", "accidents_3yr", "It matters to those who got their license in the last three years, and they are of nearly the same age."},
	{"risk level", "license_status", "It matters through violations that are older than three years."},
	{"marital_status", "odometer", "It matters for a second vehicle alone that its owner had before they married: 4 deviations."},
	{"ordinal", "kind", "Only the trades with heavy trucks have other kinds after the first vehicle. `TestTrades` has it."},
	{"ordinal", "title_status", "Only Salvage, which one in 300 vehicles has, is for later vehicles. `TestTitles` has it."},
	{"lob_type", "title_status", "Only Salvage, which one in 300 vehicles has, is for the personal line. `TestTitles` has it."},
	{"title_status", "usage", "Only Salvage, which one in 300 vehicles has, decides about the usage."},
	{"day of purchase", "title_status", "Vehicles of one model year that were bought on other days are of nearly the same age then: 4 deviations. `TestTitles` has it."},
	{"date_of_birth", "catalog model", "Age moves the means by one step of six, which few models show: 3 deviations."},
	{"day of purchase", "catalog model", "The age on that day moves the means by one step of six, which few models show."},
	{"vehicle_count", "catalog model", "A second choice is needed for few vehicles, and it is from the same table."},
}
