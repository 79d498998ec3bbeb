package main

import (
	"fmt"
	"time"

	"github.com/brianvoe/gofakeit/v7"
	"github.com/go-faker/faker/v4"

	"github.com/synthhub/synthhub"
)

// The other libraries fill a person and a vehicle with the columns of synthhub, each with
// the function or tag that is most similar. Their values do not agree with each other and
// are not unique. The record of synthhub has a profile too, and obeys all rules.

// A fakePerson has the columns of synthhub.Person.
type fakePerson struct {
	ID            string `fake:"{uuid}" faker:"uuid_hyphenated"`
	FirstName     string `fake:"{firstname}" faker:"first_name"`
	LastName      string `fake:"{lastname}" faker:"last_name"`
	DateOfBirth   string `fake:"{number:1930,2009}-{number:10,12}-{number:10,28}" faker:"date"`
	Gender        string `fake:"{randomstring:[F,M,X]}" faker:"oneof: F, M, X"`
	Marital       string `fake:"{randomstring:[Single,Married,Divorced,Widowed]}" faker:"oneof: Single, Married, Divorced, Widowed"`
	Occupation    string `fake:"{jobtitle}" faker:"oneof: Clerk, Nurse, Driver, Teacher, Farmer"`
	Email         string `fake:"{email}" faker:"email"`
	Phone         string `fake:"{phone}" faker:"phone_number"`
	License       string `fake:"{regex:[A-Z][0-9]{7}}" faker:"cc_number"`
	LicenseState  string `fake:"{stateabr}" faker:"oneof: CA, NV, TX, NY, FL"`
	LicensedOn    string `fake:"{number:1950,2025}-{number:10,12}-{number:10,28}" faker:"date"`
	Violations    int    `fake:"{number:0,5}" faker:"boundary_start=0, boundary_end=5"`
	Accidents     int    `fake:"{number:0,3}" faker:"boundary_start=0, boundary_end=3"`
	Street        string `fake:"{street}" faker:"sentence"`
	Unit          string `fake:"Apt {number:1,99}" faker:"oneof: Apt 1, Apt 2, Unit 3"`
	City          string `fake:"{city}" faker:"word"`
	State         string `fake:"{stateabr}" faker:"oneof: CA, NV, TX, NY, FL"`
	PostalCode    string `fake:"{zip}" faker:"oneof: 94110, 89101, 73301, 10001, 33101"`
	County        string `fake:"{city} County" faker:"word"`
	CountyFIPS    string `fake:"{number:10001,56045}" faker:"oneof: 06075, 32003, 48453, 36061, 12086"`
	Country       string `fake:"US" faker:"oneof: US"`
	Line          string `fake:"{randomstring:[Personal,Commercial]}" faker:"oneof: Personal, Commercial"`
	Business      string `fake:"{company}" faker:"username"`
	SyntheticMark string `fake:"synthetic" faker:"oneof: synthetic"`
}

// A fakeVehicle has the columns of synthhub.Vehicle.
type fakeVehicle struct {
	ID            string `fake:"{uuid}" faker:"uuid_hyphenated"`
	PersonID      string `fake:"{uuid}" faker:"uuid_hyphenated"`
	VIN           string `fake:"{regex:[A-HJ-NPR-Z0-9]{17}}" faker:"cc_number"`
	Make          string `fake:"{carmaker}" faker:"oneof: Ford, Toyota, Honda, Kia, Ram"`
	Model         string `fake:"{carmodel}" faker:"oneof: F-150, Camry, Civic, Rio, 1500"`
	Year          int    `fake:"{number:1986,2026}" faker:"boundary_start=1986, boundary_end=2026"`
	Body          string `fake:"{cartype}" faker:"oneof: Sedan, SUV, Pickup"`
	Fuel          string `fake:"{carfueltype}" faker:"oneof: Gasoline, Diesel, Electric"`
	Plate         string `fake:"{regex:[0-9][A-Z]{3}[0-9]{3}}" faker:"timestamp"`
	PlateState    string `fake:"{stateabr}" faker:"oneof: CA, NV, TX, NY, FL"`
	ExpiresOn     string `fake:"{number:2025,2027}-{number:10,12}-{number:10,28}" faker:"date"`
	Usage         string `fake:"{randomstring:[Pleasure,Commute,Business,Farm]}" faker:"oneof: Pleasure, Commute, Business, Farm"`
	Mileage       int    `fake:"{number:500,40000}" faker:"boundary_start=500, boundary_end=40000"`
	Ownership     string `fake:"{randomstring:[Owned,Financed,Leased]}" faker:"oneof: Owned, Financed, Leased"`
	Value         int    `fake:"{number:500,90000}" faker:"boundary_start=500, boundary_end=90000"`
	Risk          string `fake:"{randomstring:[Low,Medium,High]}" faker:"oneof: Low, Medium, High"`
	Line          string `fake:"{randomstring:[Personal,Commercial]}" faker:"oneof: Personal, Commercial"`
	GaragedIn     string `fake:"{stateabr}" faker:"oneof: CA, NV, TX, NY, FL"`
	GaragedAt     string `fake:"{zip}" faker:"oneof: 94110, 89101, 73301, 10001, 33101"`
	SyntheticMark string `fake:"synthetic" faker:"oneof: synthetic"`
}

// A fakeRecord is a record of the other libraries.
type fakeRecord struct {
	Person  fakePerson
	Vehicle fakeVehicle
}

// generation returns the contenders that generate a record.
func generation() group {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1 << 24, Seed: 42})
	must(err)
	next, total := 0, 0 // the total keeps the compiler from removing work
	f := gofakeit.New(42)
	return group{
		name: "generation", unit: "record", doc: "Generating a record: a person and a vehicle.",
		contenders: []contender{
			{"synthhub, and the profile", func(n int) {
				next = (next + n) & (1<<23 - 1)
				for r := range g.Range(next, next+n) {
					total += len(r.Person.Email)
				}
			}},
			{"gofakeit, functions", func(n int) {
				for range n {
					r := byFunctions(f)
					total += len(r.Person.Email)
				}
			}},
			{"gofakeit, struct tags", func(n int) {
				for range n {
					var r fakeRecord
					must(f.Struct(&r))
					total += len(r.Person.Email)
				}
			}},
			{"go-faker, struct tags", func(n int) {
				for range n {
					var r fakeRecord
					must(faker.FakeData(&r))
					total += len(r.Person.Email)
				}
			}},
		},
	}
}

// byFunctions fills a record with the functions of gofakeit.
func byFunctions(f *gofakeit.Faker) (r fakeRecord) {
	const day = "2006-01-02"
	line := f.RandomString(lines)
	r.Person = fakePerson{
		ID: f.UUID(), FirstName: f.FirstName(), LastName: f.LastName(), DateOfBirth: f.DateRange(firstBirth, lastBirth).Format(day),
		Gender: f.RandomString(genders), Marital: f.RandomString(marital), Occupation: f.JobTitle(), Email: f.Email(), Phone: f.Phone(),
		License: f.Lexify("?") + f.Numerify("#######"), LicenseState: f.StateAbr(), LicensedOn: f.DateRange(lastBirth, today).Format(day),
		Violations: f.Number(0, 5), Accidents: f.Number(0, 3), Street: f.Street(), Unit: "Apt " + f.Numerify("##"),
		City: f.City(), State: f.StateAbr(), PostalCode: f.Zip(), County: f.City() + " County", CountyFIPS: f.Numerify("#####"), Country: "US", Line: line, Business: f.Company(), SyntheticMark: "synthetic",
	}
	r.Vehicle = fakeVehicle{
		ID: f.UUID(), PersonID: r.Person.ID, VIN: f.Lexify("1FT??") + f.Numerify("############"), Make: f.CarMaker(), Model: f.CarModel(),
		Year: f.Number(1986, 2026), Body: f.CarType(), Fuel: f.CarFuelType(), Plate: f.Numerify("#") + f.Lexify("???") + f.Numerify("###"),
		PlateState: f.StateAbr(), ExpiresOn: f.DateRange(today, today.AddDate(2, 0, 0)).Format(day), Usage: f.RandomString(usages),
		Mileage: f.Number(500, 40000), Ownership: f.RandomString(ownerships), Value: f.Number(500, 90000), Risk: f.RandomString(risks),
		Line: line, GaragedIn: r.Person.State, GaragedAt: r.Person.PostalCode, SyntheticMark: "synthetic",
	}
	return r
}

var (
	genders    = []string{"F", "M", "X"}
	marital    = []string{"Single", "Married", "Divorced", "Widowed"}
	lines      = []string{"Personal", "Commercial"}
	usages     = []string{"Pleasure", "Commute", "Business", "Farm"}
	ownerships = []string{"Owned", "Financed", "Leased"}
	risks      = []string{"Low", "Medium", "High"}

	firstBirth = time.Date(1930, 1, 1, 0, 0, 0, 0, time.UTC)
	lastBirth  = time.Date(2009, 1, 1, 0, 0, 0, 0, time.UTC)
	today      = time.Date(2025, 11, 1, 0, 0, 0, 0, time.UTC)
)

// must panics if a contender fails.
func must(err error) {
	if err != nil {
		panic(fmt.Sprintf("benchmarks: %v", err))
	}
}
