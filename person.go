package synthhub

import (
	"fmt"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// Marker is what the column synthetic_source of every governed row holds.
const Marker = "enterprise-synthetic-data-hub " + Version

// A Person is the policyholder and the driver of the vehicles of a record. [PersonTable] has the sentence and the rules of each column:
// person_id, first_name, last_name, date_of_birth, gender, marital_status, occupation,
// email, phone, driver_license_number, driver_license_state, license_issued_on,
// violations_3yr, accidents_3yr, address_line_1, address_line_2, city, state, postal_code,
// country, lob_type, business_name, synthetic_source.
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
	LicenseIssuedOn     Date           `csv:"license_issued_on" json:"license_issued_on" db:"license_issued_on"`
	Violations3Yr       int            `csv:"violations_3yr" json:"violations_3yr" db:"violations_3yr"`
	Accidents3Yr        int            `csv:"accidents_3yr" json:"accidents_3yr" db:"accidents_3yr"`
	AddressLine1        string         `csv:"address_line_1" json:"address_line_1" db:"address_line_1"`
	AddressLine2        string         `csv:"address_line_2" json:"address_line_2" db:"address_line_2"`
	City                string         `csv:"city" json:"city" db:"city"`
	State               State          `csv:"state" json:"state" db:"state"`
	PostalCode          string         `csv:"postal_code" json:"postal_code" db:"postal_code"`
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
var PersonTable = newPersonTable()

func newPersonTable() *schema.Table[Person] {
	return schema.New("persons", "People who can hold a policy, one per record.",
		func(p *Person) []schema.Column {
			return []schema.Column{
				schema.Field(&p.ID, "person_id", "Identifier of the person.", schema.Key, schema.UUIDVersion(4)),
				schema.Field(&p.FirstName, "first_name", "Given name, one that is given to the person's gender.", schema.DirectIdentifier, schema.Len(2, 40)),
				schema.Field(&p.LastName, "last_name", "Family name.", schema.DirectIdentifier, schema.Len(2, 40)),
				schema.Field(&p.DateOfBirth, "date_of_birth", "Day of birth; 16 to 95 years before the as-of date.", schema.QuasiIdentifier),
				schema.Field(&p.Gender, "gender", "Gender as on the driver licence: F, M or X.", schema.QuasiIdentifier),
				schema.Field(&p.MaritalStatus, "marital_status", "Marital status on the as-of date.", schema.QuasiIdentifier),
				schema.Field(&p.Occupation, "occupation", "Occupation, one of the line of business.", schema.QuasiIdentifier, schema.Len(2, 60)),
				schema.Field(&p.Email, "email", "E-mail address made from the name, in a domain reserved for examples (RFC 2606).", schema.DirectIdentifier, schema.Unique,
					schema.Shape("l+.l+d+@'example.com'", "l+.l+d+@'example.net'", "l+.l+d+@'example.org'")),
				schema.Field(&p.Phone, "phone", "Telephone number with an area code of the place, of the range reserved for fiction, 555-0100 to 555-0199.", schema.DirectIdentifier, schema.Shape("ddd-555-01dd")),
				schema.Field(&p.DriverLicenseNumber, "driver_license_number", "Number of the driver licence, in the current form of the state that issued it.", schema.DirectIdentifier, schema.UniqueIn("driver_license_state"), schema.Len(4, 25)),
				schema.Field(&p.DriverLicenseState, "driver_license_state", "State that issued the driver licence; nearly always the state of residence.", schema.QuasiIdentifier),
				schema.Field(&p.LicenseIssuedOn, "license_issued_on", "Day on which the person was first licensed to drive.", schema.QuasiIdentifier),
				schema.Field(&p.Violations3Yr, "violations_3yr", "Moving violations in the three years before the as-of date.", schema.Range(0, 5)),
				schema.Field(&p.Accidents3Yr, "accidents_3yr", "At-fault accidents in the three years before the as-of date.", schema.Range(0, 3)),
				schema.Field(&p.AddressLine1, "address_line_1", "House number and street; the street is made up and marked so.", schema.DirectIdentifier, schema.Len(6, 60)),
				schema.Field(&p.AddressLine2, "address_line_2", "Apartment, unit or suite; may be empty.", schema.DirectIdentifier, schema.Optional, schema.Len(5, 20)),
				schema.Field(&p.City, "city", "City that the post office names for the ZIP code.", schema.QuasiIdentifier, schema.Len(2, 40)),
				schema.Field(&p.State, "state", "State of residence, as a USPS code.", schema.QuasiIdentifier),
				schema.Field(&p.PostalCode, "postal_code", "ZIP code of the city.", schema.QuasiIdentifier, schema.Shape("d{5}")),
				schema.Field(&p.Country, "country", "Country, always US.", schema.QuasiIdentifier),
				schema.Field(&p.LOBType, "lob_type", "Line of business: Personal or Commercial."),
				schema.Field(&p.BusinessName, "business_name", "Name of the business in the commercial line, marked as fictitious; otherwise empty.", schema.Optional, schema.Len(4, 60)),
				schema.Field(&p.SyntheticSource, "synthetic_source", "What made the row; the same in every row.", schema.GovernanceInfo, schema.Shape("'"+Marker+"'")),
			}
		},
		schema.Rule[Person]{Column: "first_name", Name: "of_gender", Doc: "Is a given name of the person's gender in the governed vocabulary.",
			Holds: func(p *Person) bool {
				return p.Gender != GenderMale && isFemaleName(p.FirstName) || p.Gender != GenderFemale && isMaleName(p.FirstName)
			}},
		schema.Rule[Person]{Column: "date_of_birth", Name: "driving_age", Doc: "Makes the person 16 to 95 years old on the as-of date.",
			HoldsOn: func(p *Person, asOf Date) bool {
				age := asOf.YearsSince(p.DateOfBirth)
				return age >= MinAge && age <= MaxAge
			}},
		schema.Rule[Person]{Column: "marital_status", Name: "of_age", Doc: "Is Single for those under 18 on the as-of date.",
			HoldsOn: func(p *Person, asOf Date) bool {
				return p.MaritalStatus == MaritalSingle || asOf.YearsSince(p.DateOfBirth) >= 18
			}},
		schema.Rule[Person]{Column: "occupation", Name: "of_line", Doc: "Is in the governed vocabulary for the line of business.",
			Holds: func(p *Person) bool {
				o := findOccupation(p.Occupation)
				return o != nil && (p.LOBType == LinePersonal && o.Personal > 0 || p.LOBType == LineCommercial && o.Commercial > 0)
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
				m := licenceForm(p.DriverLicenseState)
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
			Holds: func(p *Person) bool { return (p.LOBType == LineCommercial) == (p.BusinessName != "") }},
		schema.Rule[Person]{Column: "business_name", Name: "made_up", Doc: "Holds one of the words that mark a business as fictitious.",
			Holds: func(p *Person) bool { return p.BusinessName == "" || hasWord(p.BusinessName, vocab.BusinessMarks[:]) }},
	)
}

// personLabels are the sources of randomness of a person's attributes.
type personLabels struct {
	given, last, domain, gender, age, birthday, marital, occupation,
	area, line, licensed, licensedDay, violations, accidents,
	house, street, unit, city, zip, lob, business draw.Label
}

func newPersonLabels(label func(attribute string) draw.Label) personLabels {
	return personLabels{
		given: label("first_name"), last: label("last_name"), domain: label("email.domain"),
		gender: label("gender"), age: label("date_of_birth.age"), birthday: label("date_of_birth.day"),
		marital: label("marital_status"), occupation: label("occupation"),
		area: label("phone.area"), line: label("phone.line"),
		licensed: label("license_issued_on.age"), licensedDay: label("license_issued_on.day"),
		violations: label("violations_3yr"), accidents: label("accidents_3yr"),
		house: label("address_line_1.number"), street: label("address_line_1.street"), unit: label("address_line_2"),
		city: label("city"), zip: label("postal_code"), lob: label("lob_type"), business: label("business_name"),
	}
}

// lineOf returns the line of business of the record in a slot.
func (g *Generator) lineOf(slot int) LineOfBusiness {
	// No branch, which would be guessed wrongly: the sign of a difference tells the line.
	percent := draw.Bounded(g.person.lob.Draw(uint64(slot)), 100)
	return LinePersonal + LineOfBusiness((percent-g.commercialShare)>>63)
}

// drawPerson draws what decides where other draws and numbers are looked up.
func (g *Generator) drawPerson(d *draft) {
	t, l, i := g.tables, &g.person, d.key
	d.lob = g.lineOf(d.slot)
	d.city = t.city(d.seat.state, l.city.Draw(i))
	d.gender = Gender(1 + t.genders.Pick(l.gender.Draw(i)))
	d.age = MinAge + t.ages[d.lob].Pick(l.age.Draw(i))
	d.job = &t.jobs[t.byAge[d.age].jobs[d.lob].Pick(l.occupation.Draw(i))]
	d.first, d.last = t.givenName(d.gender, g.asOfYear-d.age, l.given.Draw(i)), t.surname(l.last.Draw(i))
}

// numberPerson numbers the e-mail address and the licence.
func (g *Generator) numberPerson(d *draft) {
	d.email = g.emailNumber(d.slot)
	d.licence = around(&g.licenceOrder[d.seat.issuer], d.seat.licenceRank)
}

// fillPerson makes the person of a draft. The order is that of dependence: what
// stands below may rest on what stands above.
func (g *Generator) fillPerson(d *draft, a *text.Arena) {
	p, t, l, i := d.person, g.tables, &g.person, d.key

	g.personID.Put(&p.ID, i, 0)
	p.LOBType, p.Gender, p.Occupation = d.lob, d.gender, d.job.Name
	p.Country = CountryUS
	p.SyntheticSource = Marker

	p.State, p.DriverLicenseState = State(d.seat.state), State(d.seat.issuer)
	p.City = d.city.Name
	p.PostalCode = pickZIP(d.city.ZIPs, l.zip.Draw(i))

	of := &t.byAge[d.age]
	p.MaritalStatus = MaritalStatus(1 + of.marital.Pick(l.marital.Draw(i)))
	// The latest day of birth for that age, and how many days earlier the person was born.
	latest := g.birthdays[d.age]
	earlier := int(draw.Bounded(l.birthday.Draw(i), uint64(latest.DaysSince(g.birthdays[d.age+1]))))
	p.DateOfBirth = latest.AddDays(-earlier)

	// The built texts are put together in one piece, and cut apart once it is kept. Words are
	// written sixteen bytes at a time.
	b := d.first.append(a.Room(roomText))
	firstEnd := len(b)
	b = d.last.append(append(b, ' '))
	name := len(b)
	b = d.last.appendLower(append(d.first.appendLower(b), '.'))
	b, _ = appendOneOf(text.AppendUint(b, d.email), t.texts.domains, l.domain.Draw(i))
	email := len(b)
	area := pickArea(d.city.Areas, l.area.Draw(i))
	b = append(b, area[0], area[1], area[2], '-', '5', '5', '5', '-', '0', '1')
	b = text.AppendPair(b, uint32(draw.Bounded(l.line.Draw(i), 100)))
	phone := len(b)
	b = t.licences[d.seat.issuer].Append(b, d.licence, d.last[0])
	licence := len(b)
	b = g.appendStreet(b, i)
	street := len(b)
	b = t.units.pick(d.lob, l.unit.Draw(i)).append(b)
	unit := len(b)
	if d.lob == LineCommercial {
		b = g.appendBusiness(b, d)
	}
	kept := a.Keep(b)
	p.FirstName, p.LastName, d.fullName = kept[:firstEnd], kept[firstEnd+1:name], kept[:name]
	p.Email, p.Phone, p.DriverLicenseNumber = kept[name:email], kept[email:phone], kept[phone:licence]
	p.AddressLine1, p.AddressLine2, p.BusinessName = kept[licence:street], kept[street:unit], kept[unit:]

	// The driving record.
	drawn := l.licensed.Draw(i)
	at := MinAge + t.licenceAges.Pick(drawn)
	if at > d.age {
		at = MinAge + int(draw.Bounded(draw.Nth(drawn, 1), uint64(d.age-MinAge+1)))
	}
	asOf := g.settings.AsOf
	from := g.birthday(at, d.age, earlier)
	to := sooner(from.AddDays(364), asOf)
	p.LicenseIssuedOn = from.AddDays(int(draw.Bounded(l.licensedDay.Draw(i), uint64(to.DaysSince(from)+1))))
	d.experience = g.yearsSince(p.LicenseIssuedOn)

	driven := min(asOf.DaysSince(p.LicenseIssuedOn), lookBack)
	drawn = l.violations.Draw(i)
	p.Violations3Yr = thinned(drawn, of.violations.Pick(drawn), driven, lookBack)
	drawn = l.accidents.Draw(i)
	p.Accidents3Yr = thinned(drawn, of.accidents.Pick(drawn), driven, lookBack)
}

// lookBack is the time in which violations and accidents count, in days.
const lookBack = 3 * 365

// Ages of those who run a business: they are of age, and few drive for it at a great age.
const (
	minBusinessAge = 18
	maxBusinessAge = 79
)

// Shares of students and of the retired in the personal line, in percent, by age. Rough
// shapes of the enrolment and labour-force tables of the Census Bureau and the Bureau of
// Labor Statistics; the numbers are illustrative, not copied from a release.
var (
	careerFrom   = [...]uint8{16, 19, 23, 27, 55, 62, 65, 70, 75}
	studentShare = [...]uint8{85, 45, 12, 1, 0, 0, 0, 0, 0}
	retiredShare = [...]uint8{0, 0, 0, 0, 6, 28, 64, 82, 94}
)

// emailNumber returns the number in an e-mail address, which no other record has. Within
// each decade of positions (0 to 999, 1,000 to 9,999, and so on) the numbers are a
// permutation of the positions, so that small datasets have short ones. Names hold no
// digits, so the number tells addresses apart.
func (g *Generator) emailNumber(i int) uint64 {
	decade, start := 0, uint64(0)
	for end := uint64(1000); uint64(i) >= end; end *= 10 {
		decade, start = decade+1, end
	}
	return start + g.emailOrder[decade].At(uint64(i)-start)
}

var emailDomains = [...]string{"@example.com", "@example.net", "@example.org"}

func newEmailOrder(l draw.Label) (order [8]draw.Permutation) {
	start, end := uint64(0), uint64(1000)
	for i := range order {
		order[i] = l.Sub(uint64(i)).NewPermutation(end - start)
		start, end = end, end*10
	}
	return order
}

// appendStreet writes the first address line: a number and a street marked as
// made up.
func (g *Generator) appendStreet(b []byte, i uint64) []byte {
	b = text.AppendUint(b, 100+draw.Bounded(g.person.house.Draw(i), 9890))
	drawn, t := g.person.street.Draw(i), &g.tables.texts
	b, drawn = appendOneOf(b, t.marks, drawn)
	b, drawn = appendOneOf(b, t.streets, drawn)
	b, _ = appendOneOf(b, t.types, drawn)
	return b
}

// units are the second address lines, all of them, and by line of business and percent
// the kind of line: there are count texts of that kind from place first on. Branches
// between the kinds would be guessed wrongly; the look-up takes a hundredth less time a record.
type units struct {
	texts []token // first of all, none
	kinds [lineEnd][100]struct{ first, count uint16 }
}

// newUnits makes an apartment for 18 percent of the personal line and a unit for 7, and a
// suite for 45 percent of the businesses. Illustrative.
func newUnits() (u units) {
	u.texts = []token{tokenOf("")}
	add := func(lob LineOfBusiness, from, to, count int, line func(n int) string) {
		for percent := from; percent < to; percent++ {
			kind := &u.kinds[lob][percent]
			kind.first, kind.count = uint16(len(u.texts)), uint16(count)
		}
		for n := range count {
			u.texts = append(u.texts, tokenOf(line(n)))
		}
	}
	add(LinePersonal, 0, 18, 24*8, func(n int) string { return fmt.Sprintf("Apt %d%c", 1+n/8, 'A'+n%8) })
	add(LinePersonal, 18, 25, 320, func(n int) string { return fmt.Sprint("Unit ", 1+n) })
	add(LineCommercial, 0, 45, 9*40, func(n int) string { return fmt.Sprint("Ste ", 100+n/40*100+n%40) })
	return u
}

// pick picks the second address line, which may be empty.
func (u *units) pick(lob LineOfBusiness, drawn uint64) *token {
	percent, drawn := choose(drawn, uint64(len(u.kinds[lob])))
	kind := &u.kinds[lob][percent]
	at, _ := choose(drawn, uint64(kind.count))
	return &u.texts[uint64(kind.first)+at]
}

// appendBusiness writes the name of a business, marked as made up.
func (g *Generator) appendBusiness(b []byte, d *draft) []byte {
	drawn, t := g.person.business.Draw(d.key), &g.tables.texts
	b, drawn = appendOneOf(b, t.firms, drawn)
	b, drawn = appendOneOf(b, t.firmMarks, drawn)
	b = append(append(b, ' '), d.job.Trade...)
	b, _ = appendOneOf(b, t.forms, drawn)
	return b
}

// birthday returns the birthday at some age of somebody who is now of an age, and was born
// so many days earlier than the youngest of that age: as many days before the birthday of
// the youngest, leap days not counted. Who is born on a leap day has it on March 1st. No
// calendar is needed.
func (g *Generator) birthday(at, age, earlier int) Date {
	if g.sinceLeapDay[age] <= earlier {
		earlier--
	}
	if g.sinceLeapDay[age-at] <= earlier {
		earlier++
	}
	return sooner(g.birthdays[age-at].AddDays(-earlier), g.settings.AsOf)
}

// yearsSince is AsOf.YearsSince by the table of birthdays: the years that the days make
// at least, or one more.
func (g *Generator) yearsSince(day Date) int {
	years := max(0, g.settings.AsOf.DaysSince(day)-2) * 400 / 146097
	if !day.After(g.birthdays[years+1]) {
		years++
	}
	return years
}
