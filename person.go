package synthhub

import (
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Marker is what the column synthetic_source of every governed row holds.
const Marker = "enterprise-synthetic-data-hub " + Version

// A Person can hold a policy. The rules of its attributes stand in PersonTable.
type Person struct {
	ID                  uuid.UUID      `csv:"person_id" json:"person_id"`
	FirstName           string         `csv:"first_name" json:"first_name"`
	LastName            string         `csv:"last_name" json:"last_name"`
	DateOfBirth         Date           `csv:"date_of_birth" json:"date_of_birth"`
	Gender              Gender         `csv:"gender" json:"gender"`
	MaritalStatus       MaritalStatus  `csv:"marital_status" json:"marital_status"`
	Occupation          string         `csv:"occupation" json:"occupation"`
	Email               string         `csv:"email" json:"email"`
	Phone               string         `csv:"phone" json:"phone"`
	DriverLicenseNumber string         `csv:"driver_license_number" json:"driver_license_number"`
	DriverLicenseState  State          `csv:"driver_license_state" json:"driver_license_state"`
	LicenseIssuedOn     Date           `csv:"license_issued_on" json:"license_issued_on"`
	Violations3Yr       int            `csv:"violations_3yr" json:"violations_3yr"`
	Accidents3Yr        int            `csv:"accidents_3yr" json:"accidents_3yr"`
	AddressLine1        string         `csv:"address_line_1" json:"address_line_1"`
	AddressLine2        string         `csv:"address_line_2" json:"address_line_2"`
	City                string         `csv:"city" json:"city"`
	State               State          `csv:"state" json:"state"`
	PostalCode          string         `csv:"postal_code" json:"postal_code"`
	Country             Country        `csv:"country" json:"country"`
	LOBType             LineOfBusiness `csv:"lob_type" json:"lob_type"`
	BusinessName        string         `csv:"business_name" json:"business_name"`
	SyntheticSource     string         `csv:"synthetic_source" json:"synthetic_source"`
}

// The ages of the persons in a dataset, in whole years on the as-of date.
const (
	MinAge = 16
	MaxAge = 95
)

// PersonTable describes persons.
var PersonTable = schema.New("persons", "People who can hold a policy, one per record.",
	func(p *Person) []schema.Column {
		return []schema.Column{
			schema.Field(&p.ID, "person_id", "Identifier of the person.", schema.Key, schema.Version(4)),
			schema.Field(&p.FirstName, "first_name", "Given name, one that is given to the person's gender.", schema.DirectID, schema.Len(2, 40)),
			schema.Field(&p.LastName, "last_name", "Family name.", schema.DirectID, schema.Len(2, 40)),
			schema.Field(&p.DateOfBirth, "date_of_birth", "Day of birth; 16 to 95 years before the as-of date.", schema.QuasiID),
			schema.Field(&p.Gender, "gender", "Gender as on the driver licence: F, M or X.", schema.QuasiID),
			schema.Field(&p.MaritalStatus, "marital_status", "Marital status on the as-of date.", schema.QuasiID),
			schema.Field(&p.Occupation, "occupation", "Occupation, one of the line of business.", schema.QuasiID, schema.Len(2, 60)),
			schema.Field(&p.Email, "email", "E-mail address made from the name, in a domain reserved for examples (RFC 2606).", schema.DirectID, schema.Unique,
				schema.Mask("l+.l+d+@'example.com'", "l+.l+d+@'example.net'", "l+.l+d+@'example.org'")),
			schema.Field(&p.Phone, "phone", "Telephone number with an area code of the place, of the range reserved for fiction, 555-0100 to 555-0199.", schema.DirectID, schema.Mask("ddd-555-01dd")),
			schema.Field(&p.DriverLicenseNumber, "driver_license_number", "Number of the driver licence, in the current form of the state that issued it.", schema.DirectID, schema.UniqueIn("driver_license_state"), schema.Len(4, 25)),
			schema.Field(&p.DriverLicenseState, "driver_license_state", "State that issued the driver licence; nearly always the state of residence.", schema.QuasiID),
			schema.Field(&p.LicenseIssuedOn, "license_issued_on", "Day on which the person was first licensed to drive.", schema.QuasiID),
			schema.Field(&p.Violations3Yr, "violations_3yr", "Moving violations in the three years before the as-of date.", schema.Range(0, 5)),
			schema.Field(&p.Accidents3Yr, "accidents_3yr", "At-fault accidents in the three years before the as-of date.", schema.Range(0, 3)),
			schema.Field(&p.AddressLine1, "address_line_1", "House number and street; the street is made up and marked so.", schema.DirectID, schema.Len(6, 60)),
			schema.Field(&p.AddressLine2, "address_line_2", "Apartment, unit or suite; may be empty.", schema.DirectID, schema.Optional, schema.Len(5, 20)),
			schema.Field(&p.City, "city", "City that the post office names for the ZIP code.", schema.QuasiID, schema.Len(2, 40)),
			schema.Field(&p.State, "state", "State of residence, as a USPS code.", schema.QuasiID),
			schema.Field(&p.PostalCode, "postal_code", "ZIP code of the city.", schema.QuasiID, schema.Mask("d{5}")),
			schema.Field(&p.Country, "country", "Country, always US.", schema.QuasiID),
			schema.Field(&p.LOBType, "lob_type", "Line of business: Personal or Commercial."),
			schema.Field(&p.BusinessName, "business_name", "Name of the business in the commercial line, marked as fictitious; otherwise empty.", schema.Optional, schema.Len(4, 60)),
			schema.Field(&p.SyntheticSource, "synthetic_source", "What made the row; the same in every row.", schema.Governed, schema.Mask("'"+Marker+"'")),
		}
	},
	schema.Rule[Person]{Column: "first_name", Name: "of_gender", Doc: "Is a given name of the person's gender in the governed vocabulary.",
		Holds: func(p *Person) bool {
			return p.Gender != Male && isFemaleName(p.FirstName) || p.Gender != Female && isMaleName(p.FirstName)
		}},
	schema.Rule[Person]{Column: "date_of_birth", Name: "driving_age", Doc: "Makes the person 16 to 95 years old on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			age := asOf.YearsSince(p.DateOfBirth)
			return age >= MinAge && age <= MaxAge
		}},
	schema.Rule[Person]{Column: "marital_status", Name: "of_age", Doc: "Is Single for those under 18 on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			return p.MaritalStatus == Single || asOf.YearsSince(p.DateOfBirth) >= 18
		}},
	schema.Rule[Person]{Column: "occupation", Name: "of_line", Doc: "Is in the governed vocabulary for the line of business.",
		Holds: func(p *Person) bool {
			o := findOccupation(p.Occupation)
			return o != nil && (p.LOBType == Personal && o.Personal > 0 || p.LOBType == Commercial && o.Commercial > 0)
		}},
	schema.Rule[Person]{Column: "occupation", Name: "of_age", Doc: "Is one that a person of that age can have on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			o := findOccupation(p.Occupation)
			return o == nil || asOf.YearsSince(p.DateOfBirth) >= int(o.MinAge)
		}},
	schema.Rule[Person]{Column: "email", Name: "of_name", Doc: "Begins with the first and last name in lower case.",
		Holds: func(p *Person) bool {
			rest, ok1 := cutFold(p.Email, p.FirstName)
			rest, ok2 := strings.CutPrefix(rest, ".")
			rest, ok3 := cutFold(rest, p.LastName)
			return ok1 && ok2 && ok3 && rest != "" && rest[0]-'0' <= 9
		}},
	schema.Rule[Person]{Column: "phone", Name: "of_city", Doc: "Has an area code that serves the city.",
		Holds: func(p *Person) bool {
			c := findCity(p.State, p.City)
			return c == nil || len(p.Phone) >= 3 && hasCode(c.Areas, p.Phone[:3])
		}},
	schema.Rule[Person]{Column: "driver_license_number", Name: "of_state", Doc: "Has the current form of the issuing state, with the initial of the last name where that form has one.",
		Holds: func(p *Person) bool {
			m := licenceMask(p.DriverLicenseState)
			if m == nil || !m.Match(p.DriverLicenseNumber) {
				return m == nil
			}
			at := m.InitialAt()
			return at < 0 || p.DriverLicenseNumber[at] == initial(p.LastName)
		}},
	schema.Rule[Person]{Column: "license_issued_on", Name: "after_16", Doc: "Is not before the 16th birthday.",
		Holds: func(p *Person) bool { return !p.LicenseIssuedOn.Before(p.DateOfBirth.AddYears(MinAge)) }},
	schema.Rule[Person]{Column: "license_issued_on", Name: "not_future", Doc: "Is not after the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool { return !p.LicenseIssuedOn.After(asOf) }},
	schema.Rule[Person]{Column: "violations_3yr", Name: "after_license", Doc: "Is 0 on the day of the licence.",
		HoldsOn: func(p *Person, asOf Date) bool { return p.Violations3Yr == 0 || p.LicenseIssuedOn.Before(asOf) }},
	schema.Rule[Person]{Column: "accidents_3yr", Name: "after_license", Doc: "Is 0 on the day of the licence.",
		HoldsOn: func(p *Person, asOf Date) bool { return p.Accidents3Yr == 0 || p.LicenseIssuedOn.Before(asOf) }},
	schema.Rule[Person]{Column: "address_line_1", Name: "made_up", Doc: "Holds one of the words that mark a street as made up.",
		Holds: func(p *Person) bool { return hasWord(p.AddressLine1, vocab.StreetMarks[:]) }},
	schema.Rule[Person]{Column: "postal_code", Name: "of_city", Doc: "Is a ZIP code that serves the city in that state.",
		Holds: func(p *Person) bool {
			c := findCity(p.State, p.City)
			return c != nil && hasCode(c.ZIPs, p.PostalCode)
		}},
	schema.Rule[Person]{Column: "business_name", Name: "of_line", Doc: "Is there in the commercial line, and only there.",
		Holds: func(p *Person) bool { return (p.LOBType == Commercial) == (p.BusinessName != "") }},
	schema.Rule[Person]{Column: "business_name", Name: "made_up", Doc: "Holds one of the words that mark a business as fictitious.",
		Holds: func(p *Person) bool { return p.BusinessName == "" || hasWord(p.BusinessName, vocab.BusinessMarks[:]) }},
)

// personLabels are the sources of randomness of a person's attributes.
type personLabels struct {
	given, last, domain, gender, age, birthday, marital, occupation, career,
	area, line, licensed, licensedDay, violations, accidents,
	house, street, unit, city, zip, lob, business Label
}

func newPersonLabels(label func(attribute string) Label) personLabels {
	return personLabels{
		given: label("first_name"), last: label("last_name"), domain: label("email.domain"),
		gender: label("gender"), age: label("date_of_birth.age"), birthday: label("date_of_birth.day"),
		marital: label("marital_status"), occupation: label("occupation"), career: label("occupation.career"),
		area: label("phone.area"), line: label("phone.line"),
		licensed: label("license_issued_on.age"), licensedDay: label("license_issued_on.day"),
		violations: label("violations_3yr"), accidents: label("accidents_3yr"),
		house: label("address_line_1.number"), street: label("address_line_1.street"), unit: label("address_line_2"),
		city: label("city"), zip: label("postal_code"), lob: label("lob_type"), business: label("business_name"),
	}
}

// lineOf returns the line of business of record i.
func (g *Generator) lineOf(i int) LineOfBusiness {
	if chance(g.person.lob.first(i), uint64(g.settings.CommercialShare), 100) {
		return Commercial
	}
	return Personal
}

// fillPerson makes the person of record i. The order is that of dependence: what
// stands below may rest on what stands above.
func (g *Generator) fillPerson(p *Person, d *draft) {
	t, l, i, a := g.tables, &g.person, d.index, d.text

	p.ID = g.personID.id(i, 0)
	p.LOBType = g.lineOf(i)
	p.Country = UnitedStates
	p.SyntheticSource = Marker

	p.State = State(d.seat.state)
	city := t.city(d.seat.state, l.city.first(i))
	p.City = city.Name
	p.PostalCode = pickZIP(city.ZIPs, l.zip.first(i))

	p.Gender = Gender(1 + pickFew(l.gender.first(i), vocab.GenderWeights[:]))
	d.age = g.age(i, p.LOBType)
	born := g.birthdays[d.age] // the latest for that age
	span := uint64(born.DaysSince(g.birthdays[d.age+1]))
	p.DateOfBirth = born.AddDays(-int(bounded(l.birthday.first(i), span)))
	given := l.given.At(i, 0)
	last := t.surnames.pick(l.last.first(i))
	name, first := t.givenName(p.Gender, p.DateOfBirth.Year(), &given)
	p.FirstName, p.LastName = name, vocab.Surnames[last].Name
	p.MaritalStatus = MaritalStatus(1 + pickFew(l.marital.first(i), vocab.Marital[band(vocab.MaritalFrom[:], d.age)][:]))

	d.occupation = g.occupation(i, d.age, p.LOBType)
	p.Occupation = d.occupation.Name
	p.DriverLicenseState = State(d.seat.issuer)

	// The built texts are put together in one piece, and cut apart once it is kept.
	b := t.texts.surnames[last].append(append(first.append(a.scratch()), '.'))
	b = g.appendEmail(b, i)
	email := len(b)
	b = append(append(b, pickArea(city.Areas, l.area.first(i))...), "-555-01"...)
	b = text.AppendPair(b, uint32(bounded(l.line.first(i), 100)))
	phone := len(b)
	number := g.licenceOrder[d.seat.issuer].At(d.seat.licenceRank)
	b = t.licences[d.seat.issuer].Append(b, number, initial(p.LastName))
	licence := len(b)
	b = g.appendStreet(b, i)
	street := len(b)
	b = g.appendUnit(b, p.LOBType, i)
	unit := len(b)
	if p.LOBType == Commercial {
		b = g.appendBusiness(b, d)
	}
	kept := a.keep(b)
	p.Email, p.Phone, p.DriverLicenseNumber = kept[:email], kept[email:phone], kept[phone:licence]
	p.AddressLine1, p.AddressLine2, p.BusinessName = kept[licence:street], kept[street:unit], kept[unit:]
	g.fillRecord(p, d)
}

// age draws the age of record i. Those who run a business are of age, and few
// of them drive for it at a great age.
func (g *Generator) age(i int, lob LineOfBusiness) int {
	if lob == Personal {
		return MinAge + g.tables.ages.pick(g.person.age.first(i))
	}
	r := g.person.age.At(i, 0)
	for range 8 {
		age := MinAge + r.Pick(&g.tables.ages)
		if age >= 18 && age <= 79 {
			return age
		}
	}
	return 40
}

// occupation draws the occupation of record i: by age the students and the
// retired of the personal line, for all others by weight.
func (g *Generator) occupation(i, age int, lob LineOfBusiness) *vocab.Occupation {
	if lob == Personal {
		switch b, at := band(careerFrom[:], age), bounded(g.person.career.first(i), 100); {
		case at < uint64(studentShare[b]):
			return &vocab.Occupations[vocab.StudentOccupation]
		case at >= 100-uint64(retiredShare[b]):
			return &vocab.Occupations[vocab.RetiredOccupation]
		}
	}
	r := g.person.occupation.At(i, 0)
	weights := &g.tables.occupations[lob]
	for range 16 {
		o := &vocab.Occupations[r.Pick(weights)]
		if age >= int(o.MinAge) {
			return o
		}
	}
	return &vocab.Occupations[g.tables.firstJob[lob]]
}

// Shares of students and of the retired, in percent, by age. Rough shapes of the
// enrolment and labour-force tables of the Census Bureau and the Bureau of Labor
// Statistics; the numbers are illustrative, not copied from a release.
var (
	careerFrom   = [...]uint8{16, 19, 23, 27, 55, 62, 65, 70, 75}
	studentShare = [...]uint8{85, 45, 12, 1, 0, 0, 0, 0, 0}
	retiredShare = [...]uint8{0, 0, 0, 0, 6, 28, 64, 82, 94}
)

// appendEmail writes what follows the name in an e-mail address: a number that no
// other record has, and a domain. Within each decade of positions (0 to 999, 1,000 to 9,999, ...) the numbers are a
// permutation of the positions, so that small datasets have short ones. Names
// hold no digits, so the number tells addresses apart.
func (g *Generator) appendEmail(b []byte, i int) []byte {
	decade, start := 0, uint64(0)
	for end := uint64(1000); uint64(i) >= end; end *= 10 {
		decade, start = decade+1, end
	}
	b = text.AppendUint(b, start+g.emailOrder[decade].At(uint64(i)-start))
	return append(b, emailDomains[bounded(g.person.domain.first(i), 3)]...)
}

var emailDomains = [...]string{"@example.com", "@example.net", "@example.org"}

func newEmailOrder(l Label) (order [8]Permutation) {
	start, end := uint64(0), uint64(1000)
	for i := range order {
		order[i] = l.sub(uint64(i)).NewPermutation(end - start)
		start, end = end, end*10
	}
	return order
}

// appendStreet writes the first address line: a number and a street marked as
// made up.
func (g *Generator) appendStreet(b []byte, i int) []byte {
	b = text.AppendUint(b, 100+bounded(g.person.house.first(i), 9890))
	street := g.person.street.At(i, 0)
	b = oneOf(g.tables.texts.marks, street.Uint64()).append(b)
	b = oneOf(g.tables.texts.streets, street.Uint64()).append(b)
	return oneOf(g.tables.texts.types, street.Uint64()).append(b)
}

// appendUnit writes the second address line, if there is one: apartments and units
// at home, suites for businesses.
func (g *Generator) appendUnit(b []byte, lob LineOfBusiness, i int) []byte {
	unit := g.person.unit.At(i, 0)
	switch {
	case lob == Commercial && unit.Chance(45, 100):
		return text.AppendUint(append(b, "Ste "...), uint64(unit.Between(1, 9)*100+unit.IntN(40)))
	case lob == Personal && unit.Chance(18, 100):
		b = text.AppendUint(append(b, "Apt "...), uint64(unit.Between(1, 24)))
		return append(b, 'A'+byte(unit.IntN(8)))
	case lob == Personal && unit.Chance(7, 100):
		return text.AppendUint(append(b, "Unit "...), uint64(unit.Between(1, 320)))
	}
	return b
}

// appendBusiness writes the name of a business, marked as made up.
func (g *Generator) appendBusiness(b []byte, d *draft) []byte {
	r := g.person.business.At(d.index, 0)
	b = oneOf(g.tables.texts.firms, r.Uint64()).append(b)
	b = oneOf(g.tables.texts.firmMarks, r.Uint64()).append(b)
	b = append(append(b, ' '), d.occupation.Trade...)
	return oneOf(g.tables.texts.forms, r.Uint64()).append(b)
}

// fillRecord makes the driving record: first licence, violations, accidents.
func (g *Generator) fillRecord(p *Person, d *draft) {
	l, asOf, i, age := &g.person, g.settings.AsOf, d.index, d.age
	r := l.licensed.At(i, 0)
	at := MinAge + r.Pick(&g.tables.licenceAges)
	if at > age {
		at = r.Between(MinAge, age)
	}
	from := p.DateOfBirth.AddYears(at)
	to := from.AddDays(364)
	if to.After(asOf) {
		to = asOf
	}
	p.LicenseIssuedOn = from.AddDays(int(bounded(l.licensedDay.first(i), uint64(to.DaysSince(from)+1))))
	d.experience = g.yearsSince(p.LicenseIssuedOn)

	const lookBack = 3 * 365
	driven := min(asOf.DaysSince(p.LicenseIssuedOn), lookBack)
	b := band(vocab.IncidentFrom[:], age)
	violations, accidents := l.violations.At(i, 0), l.accidents.At(i, 0)
	p.Violations3Yr = thinned(&violations, pickFew(violations.Uint64(), vocab.Violations[b][:]), driven, lookBack)
	p.Accidents3Yr = thinned(&accidents, pickFew(accidents.Uint64(), vocab.Accidents[b][:]), driven, lookBack)
}

// yearsSince is AsOf.YearsSince by the table of birthdays.
func (g *Generator) yearsSince(day Date) int {
	years := max(0, g.settings.AsOf.DaysSince(day)*400/146097-1)
	for !day.After(g.birthdays[years+1]) {
		years++
	}
	return years
}
