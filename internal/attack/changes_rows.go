package main

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/vin"
)

// rowChanges are changes of values after which a record keeps every rule.
func rowChanges() []change {
	type (
		forged = *forgery
		P      = *synthhub.Person
		V      = *synthhub.Vehicle
	)
	return []change{
		{name: "another first name", apply: person(func(f forged, p, d P) { rename(p, d, p) })},
		{name: "another last name", apply: person(func(f forged, p, d P) { rename(p, p, d) })},
		{name: "another day of birth", apply: person(func(f forged, p, d P) {
			days := 1 - 2*f.IntN(2)
			p.DateOfBirth, p.LicenseExpiresOn = p.DateOfBirth.AddDays(days), p.LicenseExpiresOn.AddDays(days)
		})},
		{name: "another gender", apply: person(func(f forged, p, d P) { p.Gender = d.Gender })},
		{name: "another marital status", apply: person(func(f forged, p, d P) { p.MaritalStatus = d.MaritalStatus })},
		{name: "another occupation", apply: person(func(f forged, p, d P) { p.Occupation = d.Occupation })},
		{name: "another number in the e-mail", apply: person(func(f forged, p, d P) { p.Email = otherDigit(f.Rand, p.Email) })},
		{name: "another domain of the e-mail", apply: person(func(f forged, p, d P) {
			p.Email = p.Email[:strings.Index(p.Email, "@")] + d.Email[strings.Index(d.Email, "@"):]
		})},
		{name: "another phone line", apply: person(func(f forged, p, d P) { p.Phone = p.Phone[:10] + d.Phone[10:] })},
		{name: "another house number", apply: person(func(f forged, p, d P) { p.AddressLine1 = otherDigit(f.Rand, p.AddressLine1) })},
		{name: "another address", apply: person(func(f forged, p, d P) { p.AddressLine1, p.AddressLine2 = d.AddressLine1, d.AddressLine2 })},
		{name: "no second address line", apply: person(func(f forged, p, d P) { p.AddressLine2 = "" })},
		{name: "another ZIP code in the same city", apply: person(func(f forged, p, d P) {
			if p.State == d.State && p.City == d.City {
				p.PostalCode, p.County, p.CountyFIPS = d.PostalCode, d.County, d.CountyFIPS
			}
		})},
		{name: "another city", apply: person(func(f forged, p, d P) {
			p.State, p.City, p.PostalCode, p.County, p.CountyFIPS, p.Phone = d.State, d.City, d.PostalCode, d.County, d.CountyFIPS, d.Phone
		})},
		{name: "another business", apply: person(func(f forged, p, d P) { p.BusinessName = d.BusinessName })},
		{name: "a VIN with another sequence and the right check digit", apply: vehicle(func(f forged, v, d V) {
			number := otherDigit(f.Rand, v.VIN[12:])
			v.VIN = v.VIN[:12] + number
			v.VIN = v.VIN[:8] + string(vin.CheckDigit(v.VIN)) + v.VIN[9:]
		})},
		{name: "the VIN of another vehicle of that model", apply: vehicle(func(f forged, v, d V) { v.VIN = d.VIN })},
		{name: "another plate", apply: vehicle(func(f forged, v, d V) { v.RegistrationPlate = d.RegistrationPlate })},
		{name: "a registration that expires a day later", apply: vehicle(func(f forged, v, d V) { v.RegistrationExpiresOn = v.RegistrationExpiresOn.AddDays(1) })},
		{name: "another usage", apply: vehicle(func(f forged, v, d V) { v.Usage = d.Usage })},
		{name: "other miles of the same value", apply: vehicle(func(f forged, v, d V) { v.AnnualMileage += f.IntN(201) - 100 })},
		{name: "another ownership", apply: vehicle(func(f forged, v, d V) { v.Ownership = d.Ownership })},
		{name: "another ZIP code of the garage", apply: vehicle(func(f forged, v, d V) {
			v.GaragingState, v.GaragingPostalCode = d.GaragingState, d.GaragingPostalCode
		})},
		{name: "another vehicle under the same id", apply: vehicle(func(f forged, v, d V) {
			d.ID, d.PersonID = v.ID, v.PersonID
			*v = *d
		})},
		{name: "another record under the same ids", apply: tweak(func(f forged, r, d *synthhub.Record) {
			if len(r.Vehicles) == len(d.Vehicles) {
				setIDs(d, r)
				r.Person, r.Vehicles, r.Profile = d.Person, d.Vehicles, d.Profile
			}
		})},
	}
}

// licenseChanges are changes of the driver license and the driving record.
func licenseChanges() []change {
	type (
		forged = *forgery
		P      = *synthhub.Person
	)
	return []change{
		{name: "another license number", apply: person(func(f forged, p, d P) { p.DriverLicenseNumber = d.DriverLicenseNumber })},
		{name: "a license a day earlier", apply: person(func(f forged, p, d P) { p.FirstLicensedOn = p.FirstLicensedOn.AddDays(-1) })},
		{name: "another class of license", apply: person(func(f forged, p, d P) { p.LicenseClass = d.LicenseClass })},
		{name: "a license that expires a year later", apply: person(func(f forged, p, d P) { p.LicenseExpiresOn = p.LicenseExpiresOn.AddYears(1) })},
		{name: "one more violation", apply: person(func(f forged, p, d P) { p.Violations3Yr++ })},
		{name: "one more accident", apply: person(func(f forged, p, d P) { p.Accidents3Yr++ })},
	}
}

// otherDigit returns a text with another digit in place of one.
func otherDigit(r *rand.Rand, s string) string {
	var digits []int
	for i := range s {
		if s[i] >= '0' && s[i] <= '9' {
			digits = append(digits, i)
		}
	}
	if digits == nil {
		return s
	}
	i := digits[r.IntN(len(digits))]
	return s[:i] + string('0'+(s[i]-'0'+1+byte(r.IntN(9)))%10) + s[i+1:]
}

// swap exchanges or copies values of a column between rows, at random, and says which column. As
// often as not it derives what follows from them, as somebody would who knows the rules.
func (f *forgery) swap() string {
	tables := []string{"persons", "vehicles", "profiles"}
	table := tables[f.IntN(len(tables))]
	first, second := f.two()
	a, b := f.row(table, first), f.row(table, second)
	if f.IntN(4) == 0 {
		b = f.row(table, new(f.donors[f.IntN(len(f.donors))].Clone()))
	}
	column := f.IntN(a.NumField())
	name := table + "." + a.Type().Field(column).Tag.Get("csv")
	x, y := a.Field(column), b.Field(column)
	old := reflect.New(x.Type()).Elem()
	old.Set(x)
	x.Set(y)
	if how := f.IntN(3); how > 0 {
		y.Set(old)
	}
	if table != "profiles" && f.IntN(2) == 0 {
		first.Derive(f.honest.AsOf)
		second.Derive(f.honest.AsOf)
		return fmt.Sprint("a swap in ", name, ", derived")
	}
	return "a swap in " + name
}

// row returns a row of a record that can be changed, of the vehicles a random one.
func (f *forgery) row(table string, r *synthhub.Record) reflect.Value {
	switch table {
	case "persons":
		return reflect.ValueOf(&r.Person).Elem()
	case "vehicles":
		return reflect.ValueOf(&r.Vehicles[f.IntN(len(r.Vehicles))]).Elem()
	default:
		return reflect.ValueOf(&r.Profile).Elem()
	}
}
