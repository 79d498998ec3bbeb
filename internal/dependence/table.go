package dependence

// Nodes has every column of persons and vehicles, and what they depend on, in the order in which
// a record is built: each node stands after those that it depends on. Keys are named where a value
// depends on nothing else.
var Nodes = []Node{
	{Section: "Who", Name: "slot", Kind: Key, Why: "The number of a record in the dataset."},
	{Name: "occupant", Kind: Key, Parents: []string{"slot"}, Why: "The number of the person who fills the slot on the day."},
	{Name: "lob_type", Parents: []string{"slot"}, Why: "A share of the slots, drawn for the slot, is commercial, as the settings say.", Source: "settings", Test: "TestPersons"},
	{Name: "day of entry", Kind: Hidden, Parents: []string{"occupant", "lob_type"}, Why: "People enter when the slot changes hands, or when the one before them leaves by age.", Source: "illustrative rates", Test: "TestYearlyRates"},
	{Name: "person_id", Parents: []string{"occupant"}, Why: "A permutation of the number of the occupant."},
	{Name: "date_of_birth", Parents: []string{"lob_type", "day of entry"}, Why: "Ages are those of licensed drivers, in the commercial line from 18 to 75; who came long ago is not young.", Source: "FHWA", Test: "TestSharesOnEveryDate"},
	{Name: "gender", Parents: []string{"occupant"}, Why: "Women and men are in the shares of drivers.", Source: "FHWA", Test: "TestPersons"},

	{Section: "Home", Name: "state", Parents: []string{"slot"}, Why: "Every state has its share of the population in each block of slots, and people move between states.", Source: "Census 2020", Test: "TestSharesOnEveryDate"},
	{Name: "city", Parents: []string{"state"}, Why: "A city of the state."},
	{Name: "postal_code", Parents: []string{"city", "state"}, Why: "A ZIP code of the city."},
	{Name: "country", Why: "Always US."},
	{Name: "phone", Parents: []string{"city", "state"}, Why: "An area code of the city, and a line from 555-0100 to 555-0199."},
	{Name: "address_line_1", Parents: []string{"occupant"}, Why: "A number and a street of invented names, drawn for the occupant and the number of moves."},
	{Name: "address_line_2", Parents: []string{"lob_type"}, Why: "Apartments in the personal line, suites in the commercial line."},

	{Section: "Name, work and marriage", Name: "first_name", Parents: []string{"gender", "date_of_birth"}, Why: "A name that was given to the gender about the year of birth.", Test: "TestNamesFollowAge"},
	{Name: "last_name", Parents: []string{"occupant"}, Why: "A surname in its share of the population."},
	{Name: "email", Parents: []string{"first_name", "last_name", "day of entry"}, Why: "The names and a number; those who were not the first in the slot have one more number."},
	{Name: "career", Kind: Hidden, Parents: []string{"lob_type", "date_of_birth", "day of entry"}, Why: "An occupation of the line for which the person is old enough."},
	{Name: "occupation", Parents: []string{"career", "lob_type", "date_of_birth"}, Why: "In the personal line people are students, then have the career, then are retired.", Test: "TestSharesOnEveryDate"},
	{Name: "business_name", Parents: []string{"lob_type", "occupation"}, Why: "In the commercial line the name of a business of the trade."},
	{Name: "marital_status", Parents: []string{"date_of_birth", "gender"}, Why: "The shares of the age and the sex.", Source: "Census, ACS 2018", Test: "TestSharesOnEveryDate"},

	{Section: "License and record", Name: "driver_license_state", Parents: []string{"state"}, Why: "The state of residence for all but one in forty; it follows a move after 10 to 90 days.", Test: "TestPersons"},
	{Name: "driver_license_number", Parents: []string{"driver_license_state", "last_name"}, Why: "The format of the state, with the initial of the last name where that format has one."},
	{Name: "first_licensed_on", Parents: []string{"date_of_birth", "day of entry", "lob_type", "state"}, Why: "Most get the license young, before they enter; minors not before the youngest age of their state."},
	{Name: "license_status", Parents: []string{"first_licensed_on"}, Why: "Permit until the first license, then Valid."},
	{Name: "risk level", Kind: Hidden, Parents: []string{"occupant"}, Why: "A level for life, so that those who have violations also have more accidents."},
	{Name: "violations_3yr", Parents: []string{"date_of_birth", "gender", "risk level", "first_licensed_on"}, Why: "More among the young and among men, none before the license."},
	{Name: "accidents_3yr", Parents: []string{"date_of_birth", "gender", "risk level", "first_licensed_on"}, Why: "More among the young and among those who have violations, none before the license."},
	{Name: "synthetic_source", Why: "The same in every row."},

	{Section: "Vehicles", Name: "vehicle_count", Kind: Profile, Parents: []string{"slot", "lob_type", "date_of_birth"}, Why: "The shares of households or of fleets, drawn for the slot; minors have the minimum.", Test: "TestFleets"},
	{Name: "ordinal", Kind: Hidden, Parents: []string{"vehicle_count"}, Why: "The first vehicle, the second, and so on."},
	{Name: "vehicle_id", Kind: Vehicle, Parents: []string{"occupant"}, Why: "A permutation of the number of the occupant, with the ordinal and how many vehicles came before."},
	{Name: "vehicles.person_id", Kind: Vehicle, Parents: []string{"person_id"}, Why: "The owner's."},
	{Name: "vehicles.lob_type", Kind: Vehicle, Parents: []string{"lob_type"}, Why: "The owner's."},
	{Name: "day built", Kind: Hidden, Parents: []string{"occupant"}, Why: "The ages of vehicles are those of the fleet.", Test: "TestFleets"},
	{Name: "model_year", Kind: Vehicle, Parents: []string{"day built"}, Why: "Vehicles of a model year are built from August of the year before."},
	{Name: "day of purchase", Kind: Hidden, Parents: []string{"day built", "day of entry", "ordinal", "date_of_birth"}, Why: "After the day on which the vehicle was built, and not before the owner came; second vehicles come with the 18th birthday."},
	{Name: "catalog model", Kind: Hidden, Parents: []string{"model_year", "lob_type", "occupation", "vehicle_count"}, Why: "A make, a model and a body that were sold in that year, for the line and the trade; no household buys one model twice."},
	{Name: "make", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model."},
	{Name: "model", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model."},
	{Name: "body_style", Kind: Vehicle, Parents: []string{"catalog model"}, Why: "That of the catalog model."},
	{Name: "fuel_type", Kind: Vehicle, Parents: []string{"catalog model", "model_year"}, Why: "One that the model was sold with in that year."},
	{Name: "vin", Kind: Vehicle, Parents: []string{"catalog model", "model_year"}, Why: "The prefix of the manufacturer, the code of the year, and a serial number."},

	{Section: "Registration, use and value", Name: "registration_state", Kind: Vehicle, Parents: []string{"state"}, Why: "Where the owner lives."},
	{Name: "registration_plate", Kind: Vehicle, Parents: []string{"registration_state", "lob_type"}, Why: "A format of the state for the line."},
	{Name: "registration_expires_on", Kind: Vehicle, Parents: []string{"day of purchase", "day of entry"}, Why: "A term of one or two years that begins with the purchase, or for the vehicles that the owner came with on any day.", Source: "illustrative"},
	{Name: "usage", Kind: Vehicle, Parents: []string{"lob_type", "occupation", "ordinal", "body_style"}, Why: "Only those with a job commute, farms are for pickups, and the commercial line is for business.", Source: "illustrative"},
	{Name: "annual_mileage", Kind: Vehicle, Parents: []string{"usage", "lob_type", "catalog model"}, Why: "The range of the usage; heavy trucks that work run further.", Source: "FHWA, illustrative ranges"},
	{Name: "ownership", Kind: Vehicle, Parents: []string{"day built", "date_of_birth", "day of purchase"}, Why: "New vehicles are leased or financed, old ones owned; what a minor bought is owned.", Source: "illustrative", Test: "TestSharesOnEveryDate"},
	{Name: "value_usd", Kind: Vehicle, Parents: []string{"catalog model", "model_year", "day built", "annual_mileage"}, Why: "List price less depreciation by age and mileage."},
	{Name: "garaging_state", Kind: Vehicle, Parents: []string{"state", "lob_type"}, Why: "The residence, for a few vehicles a neighboring state.", Source: "illustrative"},
	{Name: "garaging_postal_code", Kind: Vehicle, Parents: []string{"garaging_state", "postal_code", "lob_type"}, Why: "The residence, for a few vehicles another ZIP code.", Source: "illustrative"},
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
	{"phone", "last_name", nil, "The 100 numbers from 555-0100 to 555-0199 are for fiction; the last digits say nothing."},
	{"address_line_1", "state", nil, "Streets are invented, and no invented name is typical of a place."},
	{"marital_status", "occupation", []string{"date_of_birth", "gender", "lob_type"}, "Among people of one age and sex no table says both."},
}

// Unmeasured has the dependences that classes of values do not show, with the reason.
var Unmeasured = []struct{ From, To, Reason string }{
	{"lob_type", "day of entry", "Few enter by age, and those at 18 and not at 16 are fewer still."},
	{"first_licensed_on", "license_status", "Fewer than 4 of 1,000 have a permit; a rule of validation has every one."},
	{"gender", "accidents_3yr", "Men have 1.1 times the accidents of women, and 92 of 100 have none: 200,000 records show it in 4 deviations."},
	{"vehicle_count", "catalog model", "A second choice is needed for few vehicles, and it is from the same table."},
}
