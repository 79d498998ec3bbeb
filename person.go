package synthhub

import (
	"log/slog"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/choice"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Marker is what the column synthetic_source of every governed row holds.
const Marker = "enterprise-synthetic-data-hub " + Version

// A Person is the policyholder and the driver of the vehicles of a record. [PersonTable] has the
// sentence and the rules of each column: person_id, first_name, last_name, date_of_birth,
// gender, marital_status, occupation, email, phone, driver_license_number, driver_license_state,
// first_licensed_on, license_status, license_class, license_expires_on, violations_3yr, accidents_3yr,
// address_line_1, address_line_2, city, state, postal_code, county, county_fips, country, lob_type, business_name, synthetic_source.
type Person struct {
	ID                  uuid.UUID      `csv:"person_id" json:"person_id" db:"person_id"`
	FirstName           string         `csv:"first_name" json:"first_name" db:"first_name"`
	LastName            string         `csv:"last_name" json:"last_name" db:"last_name"`
	DateOfBirth         Date           `csv:"date_of_birth" json:"date_of_birth" db:"date_of_birth"`
	Gender              Gender         `csv:"gender" json:"gender" db:"gender"`
	MaritalStatus       MaritalStatus  `csv:"marital_status" json:"marital_status" db:"marital_status"`
	Occupation          string         `csv:"occupation" json:"occupation" db:"occupation"`
	Email               string         `csv:"email" json:"email" db:"email"`
	Phone               string         `csv:"phone" json:"phone" db:"phone"`
	DriverLicenseNumber string         `csv:"driver_license_number" json:"driver_license_number" db:"driver_license_number"`
	DriverLicenseState  State          `csv:"driver_license_state" json:"driver_license_state" db:"driver_license_state"`
	FirstLicensedOn     Date           `csv:"first_licensed_on" json:"first_licensed_on" db:"first_licensed_on"`
	LicenseStatus       LicenseStatus  `csv:"license_status" json:"license_status" db:"license_status"`
	LicenseClass        string         `csv:"license_class" json:"license_class" db:"license_class"`
	LicenseExpiresOn    Date           `csv:"license_expires_on" json:"license_expires_on" db:"license_expires_on"`
	Violations3Yr       int            `csv:"violations_3yr" json:"violations_3yr" db:"violations_3yr"`
	Accidents3Yr        int            `csv:"accidents_3yr" json:"accidents_3yr" db:"accidents_3yr"`
	AddressLine1        string         `csv:"address_line_1" json:"address_line_1" db:"address_line_1"`
	AddressLine2        string         `csv:"address_line_2" json:"address_line_2" db:"address_line_2"`
	City                string         `csv:"city" json:"city" db:"city"`
	State               State          `csv:"state" json:"state" db:"state"`
	PostalCode          string         `csv:"postal_code" json:"postal_code" db:"postal_code"`
	County              string         `csv:"county" json:"county" db:"county"`
	CountyFIPS          string         `csv:"county_fips" json:"county_fips" db:"county_fips"`
	Country             Country        `csv:"country" json:"country" db:"country"`
	LOBType             LineOfBusiness `csv:"lob_type" json:"lob_type" db:"lob_type"`
	BusinessName        string         `csv:"business_name" json:"business_name" db:"business_name"`
	SyntheticSource     string         `csv:"synthetic_source" json:"synthetic_source" db:"synthetic_source"`
}

// The ages of the persons in a dataset, in whole years on the as-of date.
const (
	MinAge = 16
	MaxAge = 95
)

// PersonTable has the description, the class and the rules of each column of [Person].
var PersonTable = schema.New("persons", "People who can hold a policy, one per record.", personColumns, personRules...)

func personColumns(p *Person) []schema.Column {
	return []schema.Column{
		schema.Field(&p.ID, "person_id", "Identifier of the person.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&p.FirstName, "first_name", "Given name that is in use for the person's gender.", schema.DirectIdentifier, schema.Len(2, 40)),
		schema.Field(&p.LastName, "last_name", "Family name. Double names have a hyphen. Jr., Sr., II or III may follow.", schema.DirectIdentifier, schema.Len(2, 40)),
		schema.Field(&p.DateOfBirth, "date_of_birth", "Date of birth. The person is 16 to 95 years old on the as-of date.", schema.QuasiIdentifier),
		schema.Field(&p.Gender, "gender", "Gender as printed on the driver license: F, M or X.", schema.QuasiIdentifier),
		schema.Field(&p.MaritalStatus, "marital_status", "Marital status on the as-of date.", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&p.Occupation, "occupation", "Occupation, from the vocabulary of the line of business.", schema.AsOf, schema.QuasiIdentifier, schema.Len(2, 60)),
		schema.Field(&p.Email, "email", "E-mail address built from the name, in a domain reserved for examples (RFC 2606).", schema.DirectIdentifier, schema.Unique,
			schema.Shape(emailShapes()...)),
		schema.Field(&p.Phone, "phone", "Telephone number with an area code of the city and a line number reserved for fiction, 555-0100 to 555-0199. Numbers repeat, so they cannot serve as a match key.", schema.AsOf, schema.DirectIdentifier, schema.Shape("ddd-555-01dd")),
		schema.Field(&p.DriverLicenseNumber, "driver_license_number", "Number of the driver license, in the current format of the issuing state. Some states encode the name, the date of birth or the sex in the number. Here it encodes at most the initial of the last name.", schema.AsOf, schema.DirectIdentifier, schema.UniqueIn("driver_license_state"), schema.Len(4, 25)),
		schema.Field(&p.DriverLicenseState, "driver_license_state", "State that issued the driver license: nearly always the state of residence, otherwise mostly a neighboring state.", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&p.FirstLicensedOn, "first_licensed_on", "Date on which the person was first licensed to drive alone. Empty while the status is Permit.", schema.AsOf, schema.QuasiIdentifier, schema.Optional),
		schema.Field(&p.LicenseStatus, "license_status", "Status of the driver license: Valid, Permit (may not drive alone yet), Suspended, or Expired (until a late renewal).", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&p.LicenseClass, "license_class", "Class of the driver license, as the issuing state prints it: that of a car license, or the commercial class A or B of people who drive heavy trucks or buses at work.", schema.AsOf, schema.QuasiIdentifier, schema.Len(1, 8)),
		schema.Field(&p.LicenseExpiresOn, "license_expires_on", "Date on which the driver license expires, a birthday. Where a license was not renewed in time, it is before the as-of date. Empty while the status is Permit.", schema.AsOf, schema.QuasiIdentifier, schema.Optional),
		schema.Field(&p.Violations3Yr, "violations_3yr", "Moving violations in the three years before the as-of date.", schema.AsOf, schema.Range(0, 5)),
		schema.Field(&p.Accidents3Yr, "accidents_3yr", "At-fault accidents in the three years before the as-of date.", schema.AsOf, schema.Range(0, 3)),
		schema.Field(&p.AddressLine1, "address_line_1", "House number and street, some with a direction. The street is fictitious, and a word in its name says so.", schema.AsOf, schema.DirectIdentifier, schema.Len(6, 60)),
		schema.Field(&p.AddressLine2, "address_line_2", "Apartment, unit or suite. May be empty.", schema.AsOf, schema.DirectIdentifier, schema.Optional, schema.Len(5, 20)),
		schema.Field(&p.City, "city", "City that the Postal Service names for the ZIP code.", schema.AsOf, schema.QuasiIdentifier, schema.Len(2, 40)),
		schema.Field(&p.State, "state", "State of residence, as a USPS code.", schema.AsOf, schema.QuasiIdentifier),
		schema.Field(&p.PostalCode, "postal_code", "ZIP code of the city.", schema.AsOf, schema.QuasiIdentifier, schema.Shape("d{5}")),
		schema.Field(&p.County, "county", "County, or its equivalent, where most residents of the ZIP code live, as the Census Bureau names it. Connecticut has its eight former counties.", schema.AsOf, schema.QuasiIdentifier, schema.Len(8, 50)),
		schema.Field(&p.CountyFIPS, "county_fips", "FIPS code of the county: two digits for the state, three for the county.", schema.AsOf, schema.QuasiIdentifier, schema.Shape("d{5}")),
		schema.Field(&p.Country, "country", "Country. Always US.", schema.QuasiIdentifier),
		schema.Field(&p.LOBType, "lob_type", "Line of business: Personal or Commercial."),
		schema.Field(&p.BusinessName, "business_name", "Name of the business, in the commercial line only. Some contain the last name of the person. The business is fictitious, and a word in its name says so.", schema.DirectIdentifier, schema.Optional, schema.Len(4, 60)),
		schema.Field(&p.SyntheticSource, "synthetic_source", "Source of the row. The same in every row.", schema.GovernanceInfo, schema.Shape("'"+Marker+"'")),
	}
}

func newPersons() Entity {
	return entityOf(PersonTable, oneRow(func(r *Record) *Person { return &r.Person }))
}

// LogValue returns id, name and state, for log/slog.
func (p Person) LogValue() slog.Value {
	return logValue(p.ID, "name", p.FirstName+" "+p.LastName, p.State)
}

// personLabels are the sources of randomness of a person's attributes.
type personLabels struct {
	given, last, domain, gender, marital, occupation, career,
	area, line, licensed, licensedDay, status, suspension, incidents,
	moves, house, street, unit, zip, lob, business draw.Label
}

func newPersonLabels(label func(attribute string) draw.Label) personLabels {
	return personLabels{
		given: label("first_name"), last: label("last_name"), domain: label("email.domain"), gender: label("gender"),
		marital: label("marital_status"), occupation: label("occupation"), career: label("occupation.career"),
		area: label("phone.area"), line: label("phone.line"),
		licensed: label("first_licensed_on.age"), licensedDay: label("first_licensed_on.day"),
		status: label("license_status"), suspension: label("license_status.suspension"),
		incidents: label("incidents"),
		moves:     label("address.moves"), house: label("address_line_1.number"), street: label("address_line_1.street"), unit: label("address_line_2"),
		zip: label("postal_code"), lob: label("lob_type"), business: label("business_name"),
	}
}

// lineOf returns the line of business of the record in a slot.
func (g *Generator) lineOf(slot int) LineOfBusiness {
	percent := draw.Bounded(g.person.lob.Draw(uint64(slot)), 100)
	return LinePersonal + LineOfBusiness(choice.Less(percent, g.commercialShare))
}

// findPlace finds where somebody lives on the day, and whose license they have.
func (g *Generator) findPlace(r *recordBuild) {
	g.quotas.SetPlace(&r.home, r.slot, g.day)
	if r.issued = r.home; r.home.Moves > 0 && g.day-r.home.Since <= vocab.MaxLicenseDelay {
		g.quotas.SetLicensePlace(&r.issued, r.slot, g.day)
	}
	local, _ := timeline.LastEvent(g.person.moves.Draw(r.Key), vocab.LocalMoveDays, g.day)
	r.address = r.Key | uint64(local<<3|int(r.home.Moves))<<timeline.KeyBits
}

// stateOn returns the state where somebody lived on a day, which is not after the day of g.
func (g *Generator) stateOn(r *recordBuild, day timeline.Day) uint8 {
	switch {
	case r.home.Moves == 0 || r.home.Since <= day:
		return r.home.State
	case day == r.From:
		return r.entered
	}
	return g.formerState(r, day)
}

// formerState is stateOn for those who have moved since.
func (g *Generator) formerState(r *recordBuild, day timeline.Day) uint8 {
	return g.quotas.PlaceOn(r.slot, day).State
}

// drawPerson draws what decides where other draws and numbers are looked up.
func (g *Generator) drawPerson(r *recordBuild) {
	t, l, key := g.tables, &g.person, r.Key
	born := dateOf(r.Born)
	r.born, r.age = born, g.calendar.YearsSince(born)
	r.gender = g.genderOf(key, r.lob)
	r.married, r.working = l.marital.Draw(key), timeline.NewReading(l.occupation.Draw(key))
	r.keeper = g.keeperOf(&r.Occupant, r.lob, r.gender)
	r.job = g.jobOf(r)
	r.zip = g.zipOf(r)
	if r.entered = r.home.State; r.home.Moves > 0 && r.home.Since > r.From {
		r.entered = g.formerState(r, r.From)
	}
	t.names.DrawOrigin(&r.name, r.entered, uint8(r.gender-GenderFemale), born.Year(), l.given.Draw(key), l.last.Draw(key))
}

// zipOf returns the index of the ZIP code where somebody lives: farmers, and those who were, live in
// the country.
func (g *Generator) zipOf(r *recordBuild) uint16 {
	drawn := g.person.zip.Draw(r.address)
	if r.work() == vocab.FarmerOccupation {
		rural := choice.Chance(drawn, vocab.RuralFarmers, 100)
		if drawn = draw.Nth(drawn, 1); rural {
			return uint16(g.tables.farms[r.home.State].Pick(drawn))
		}
	}
	return uint16(g.tables.zips[r.home.State].Index(drawn))
}

// work returns the index of the occupation that decides for life where somebody lives and what vehicles they buy.
func (r *recordBuild) work() uint8 {
	if r.personal {
		return r.career
	}
	return r.job
}

// lookUp looks up the places and the names of records. Each loop is one step: see
// [vocab.Names.DrawOrigin].
func (g *Generator) lookUp(records []recordBuild) {
	names := g.tables.names
	for i := range records {
		r := &records[i]
		r.place = vocab.ZIPs[r.zip]
		names.DrawLast(&r.name)
	}
	for i := range records {
		names.DrawClass(&records[i].name)
	}
	for i := range records {
		names.DrawFirst(&records[i].name)
	}
}

// genderOf returns the gender of the occupant with a key.
func (g *Generator) genderOf(key uint64, lob LineOfBusiness) Gender {
	return GenderFemale + Gender(g.tables.genders[lob].Pick(g.person.gender.Draw(key)))
}

// jobOf returns the index of the occupation on the day. In the personal line people are students,
// then have a career, then are retired, and a draw for life says when; the career is drawn once.
// Those who are too young for it have others before. In the commercial line it never changes.
func (g *Generator) jobOf(r *recordBuild) uint8 {
	t, age := g.tables, r.age
	if r.personal {
		phases := t.phasesAt(r.working.Age(r.Born, g.day))
		switch {
		case r.working.Share < phases.student:
			return vocab.StudentOccupation
		case r.working.Share >= phases.retired && age >= int(vocab.Occupations[vocab.RetiredOccupation].MinAge):
			return vocab.RetiredOccupation
		}
	} else {
		age = timeline.Years(r.From - r.Born)
	}
	if t.jobs[r.career].allows(age) {
		return r.career
	}
	return t.otherCareer(r.lob, r.gender, age, g.person.career.Draw(r.Key))
}

// numberPerson numbers the e-mail address and the license. Later holders, and moves, get another of
// the numbers of the rank: the factors keep apart those that are near each other in time.
func (g *Generator) numberPerson(r *recordBuild) {
	r.email = g.numbers.emails.Number(r.slot)
	series := &g.numbers.licenses[r.issued.Issuer]
	issue := uint32(r.Tenure) + 2*uint32(r.Heir) + 3*uint32(r.issued.Moves)
	r.license = series.Number(r.issued.LicenseRank, issue)
}

// fillPerson builds the row of a person. The order is that of dependence: each line may depend
// on those above it.
func (g *Generator) fillPerson(r *recordBuild, texts *text.Arena) {
	p, t, key := r.person, g.tables, r.Key
	city, county, job := &vocab.Cities[r.place.City], &vocab.Counties[r.place.County], &t.jobs[r.job]

	g.numbers.personIDs.Put(&p.ID, key, 0)
	p.LOBType, p.Gender, p.Occupation, p.DateOfBirth = r.lob, r.gender, job.Name, r.born
	p.State, p.DriverLicenseState = State(r.home.State), State(r.issued.Issuer) // one of 40 is from elsewhere: package strata
	p.City, p.PostalCode, p.County, p.CountyFIPS, p.Country = city.Name, city.ZIPCode(int(r.zip)), county.Name, county.FIPS, CountryUS
	p.SyntheticSource = Marker
	p.MaritalStatus = g.maritalOn(r, g.day)
	g.fillTexts(r, city, job, texts)
	g.fillDrivingRecord(r)
	r.exposure = exposureOf(g.person.incidents.Draw(key))
	r.driven = t.miles.Person(int(r.lob-LinePersonal), int(r.gender-GenderFemale), r.age)
}

// maritalOn returns the marital status on a day.
func (g *Generator) maritalOn(r *recordBuild, day timeline.Day) MaritalStatus {
	age := timeline.NewReading(r.married).Age(r.Born, day)
	return MaritalSingle + MaritalStatus(g.tables.marital.Status(int(r.gender-GenderFemale), age, r.married))
}
