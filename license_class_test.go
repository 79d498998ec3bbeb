package synthhub_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// TestLicenseClassRules has classes and days of expiry that the law allows and such that it does not,
// for somebody who was born on February 29th.
func TestLicenseClassRules(t *testing.T) {
	t.Parallel()
	asOf := schema.NewDate(2025, 11, 1)
	good := generator(t, synthhub.Settings{Records: 1, Seed: 3, CommercialShare: synthhub.NoCommercial}).Record(0).Person
	good.MaritalStatus, good.Occupation, good.Violations3Yr, good.Accidents3Yr = synthhub.MaritalSingle, "Cashier", 0, 0
	good.FirstLicensedOn = schema.NewDate(1980, 3, 3)
	for _, c := range []struct {
		name          string
		state         synthhub.State
		class         string
		born, expires string
		status        synthhub.LicenseStatus
		want          string
	}{
		{"a class of the state", synthhub.StateTX, "C", "1960-02-29", "2028-02-29", synthhub.LicenseValid, ""},
		{"a class of another state", synthhub.StateTX, "D", "1960-02-29", "2028-02-29", synthhub.LicenseValid, "license_class.of_state"},
		{"a commercial class", synthhub.StateTX, "A", "1960-02-29", "2028-02-29", synthhub.LicenseValid, ""},
		{"a word", synthhub.StateIN, "Operator", "1960-02-29", "2028-02-29", synthhub.LicenseValid, ""},
		{"March 1st in a common year", synthhub.StateTX, "B", "1960-02-29", "2027-03-01", synthhub.LicenseValid, ""},
		{"February 28th in a common year", synthhub.StateTX, "B", "1960-02-29", "2027-02-28", synthhub.LicenseValid, "license_expires_on.birthday"},
		{"Texas gives eight years", synthhub.StateTX, "C", "1960-02-29", "2033-03-01", synthhub.LicenseValid, ""},
		{"and not nine", synthhub.StateTX, "C", "1960-02-29", "2034-03-01", synthhub.LicenseValid, "license_expires_on.of_term"},
		{"Arizona gives five years from 65 on, and eight at 64", synthhub.StateAZ, "D", "1960-02-29", "2032-02-29", synthhub.LicenseValid, ""},
		{"and not more", synthhub.StateAZ, "D", "1960-02-29", "2033-03-01", synthhub.LicenseValid, "license_expires_on.of_term"},
		{"Montana not beyond the 75th birthday", synthhub.StateMT, "D", "1953-10-01", "2028-10-01", synthhub.LicenseValid, ""},
		{"and not further", synthhub.StateMT, "D", "1953-10-01", "2029-10-01", synthhub.LicenseValid, "license_expires_on.of_term"},
		{"expires today", synthhub.StateTX, "C", "1960-11-01", "2025-11-01", synthhub.LicenseValid, ""},
		{"expires today and is Expired", synthhub.StateTX, "C", "1960-11-01", "2025-11-01", synthhub.LicenseExpired, "license_status.of_expiry"},
		{"has expired", synthhub.StateTX, "C", "1960-10-31", "2025-10-31", synthhub.LicenseExpired, ""},
		{"has expired and is Valid", synthhub.StateTX, "C", "1960-10-31", "2025-10-31", synthhub.LicenseValid, "license_status.of_expiry"},
		{"has expired and is Suspended", synthhub.StateTX, "C", "1960-10-31", "2025-10-31", synthhub.LicenseSuspended, ""},
		{"has expired 300 days ago", synthhub.StateTX, "C", "1960-01-05", "2025-01-05", synthhub.LicenseExpired, ""},
		{"has expired 301 days ago", synthhub.StateTX, "C", "1960-01-04", "2025-01-04", synthhub.LicenseExpired, "license_expires_on.of_term"},
		{"expires never", synthhub.StateTX, "C", "1960-01-04", "", synthhub.LicenseValid, "license_expires_on.of_status"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := good
			p.DriverLicenseState, p.LicenseClass, p.LicenseStatus = c.state, c.class, c.status
			p.DateOfBirth, p.LicenseExpiresOn = dayOfText(t, c.born), dayOfText(t, c.expires)
			if got := brokenLicenseRules(&p, asOf); got != c.want {
				t.Errorf("breaks %q, want %q", got, c.want)
			}
		})
	}
	minor := good
	minor.DriverLicenseState, minor.LicenseClass, minor.LicenseStatus = synthhub.StateTX, "B", synthhub.LicenseValid
	minor.DateOfBirth, minor.FirstLicensedOn, minor.LicenseExpiresOn = schema.NewDate(2007, 11, 2), schema.NewDate(2025, 3, 3), schema.NewDate(2025, 11, 2)
	if got := brokenLicenseRules(&minor, asOf); got != "license_class.of_age" {
		t.Errorf("a commercial license at 17 breaks %q", got)
	}
}

// TestTruckLicense: who insures a truck of weight class 7 or 8 has a commercial license, and who
// insures a truck tractor one of class A.
func TestTruckLicense(t *testing.T) {
	t.Parallel()
	asOf := schema.NewDate(2025, 11, 1)
	r := generator(t, synthhub.Settings{Records: 1, Seed: 3}).Record(0)
	for _, c := range []struct {
		class, make, model string
		year, weight       int
		body               synthhub.BodyStyle
		broken             bool
	}{
		{"C", "Kenworth", "T680", 2020, 8, synthhub.BodyTractor, true},
		{"B", "Kenworth", "T680", 2020, 8, synthhub.BodyTractor, true},
		{"A", "Kenworth", "T680", 2020, 8, synthhub.BodyTractor, false},
		{"C", "Kenworth", "T880", 2020, 8, synthhub.BodyHeavyTruck, true},
		{"B", "Kenworth", "T880", 2020, 8, synthhub.BodyHeavyTruck, false},
		{"C", "Hino", "338", 2015, 7, synthhub.BodyBoxTruck, true},
		{"B", "Hino", "338", 2015, 7, synthhub.BodyBoxTruck, false},
		{"C", "Hino", "L6", 2022, 6, synthhub.BodyBoxTruck, false},
		{"C", "Ford", "F-150", 2015, 1, synthhub.BodyPickup, false},
	} {
		t.Run(fmt.Sprint(c.class, " ", c.model), func(t *testing.T) {
			r := r.Clone()
			v := &r.Vehicles[0]
			r.Person.LicenseClass, v.Make, v.Model, v.ModelYear, v.GVWRClass, v.BodyStyle = c.class, c.make, c.model, c.year, c.weight, c.body
			found := slices.ContainsFunc(validate.Record(&r, asOf), func(b schema.Violation) bool { return b.Code() == "vehicles.gvwr_class.of_license" })
			if found != c.broken {
				t.Errorf("the rule is broken: %t, want %t", found, c.broken)
			}
		})
	}
}
