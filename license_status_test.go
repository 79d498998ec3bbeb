package synthhub_test

import (
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// licenseDates are the ends of the window and a day between.
var licenseDates = []synthhub.Date{firstDay, schema.NewDate(2025, 11, 1), lastDay}

// TestLicenseStatus: on each of three days 1 to 2 percent of the licensed are suspended and about 1
// percent have a license that has expired; with two violations or more at least five times as many
// are suspended as without any.
func TestLicenseStatus(t *testing.T) {
	t.Parallel()
	records := testenv.Scale(200_000, 1_000_000)
	for seed := uint64(1); seed <= 3; seed++ {
		g := generator(t, synthhub.Settings{Records: records, Seed: seed})
		for _, day := range licenseDates {
			var count [synthhub.LicenseExpired + 1]int
			var suspended, all [6]int // by violations
			for r := range onDay(t, g, day).Range(0, records) {
				p := &r.Person
				count[p.LicenseStatus]++
				all[p.Violations3Yr]++
				if p.LicenseStatus == synthhub.LicenseSuspended {
					suspended[p.Violations3Yr]++
				}
			}
			percent := func(n, of int) float64 { return 100 * float64(n) / float64(of) }
			status := func(s synthhub.LicenseStatus) float64 { return percent(count[s], records) }
			none, many := percent(suspended[0], all[0]), percent(suspended[2]+suspended[3]+suspended[4]+suspended[5], all[2]+all[3]+all[4]+all[5])
			t.Logf("seed %d, %v: %.2f %% Valid, %.2f Permit, %.2f Suspended, %.2f Expired; suspended are %.2f %% without violations, %.2f with one, %.1f with more, %.1f with three, %.1f with four",
				seed, day, status(synthhub.LicenseValid), status(synthhub.LicensePermit), status(synthhub.LicenseSuspended), status(synthhub.LicenseExpired), none, percent(suspended[1], all[1]), many, percent(suspended[3], all[3]), percent(suspended[4], all[4]))
			if s := status(synthhub.LicenseSuspended); s < 1 || s > 2 {
				t.Errorf("seed %d, %v: %.2f %% are suspended", seed, day, s)
			}
			if s := status(synthhub.LicenseExpired); s < 0.8 || s > 1.2 {
				t.Errorf("seed %d, %v: the license of %.2f %% has expired", seed, day, s)
			}
			if s := status(synthhub.LicensePermit); s <= 0 || s > 0.5 {
				t.Errorf("seed %d, %v: %.2f %% have a permit", seed, day, s)
			}
			if many < 5*none {
				t.Errorf("seed %d, %v: %.2f %% of those with two violations or more are suspended, %.2f of those without", seed, day, many, none)
			}
		}
	}
}

// TestLicenseRules has licenses that the law allows and such that it does not.
func TestLicenseRules(t *testing.T) {
	t.Parallel()
	asOf := schema.NewDate(2025, 11, 1)
	good := generator(t, synthhub.Settings{Records: 1, Seed: 3, CommercialShare: synthhub.NoCommercial}).Record(0).Person
	good.MaritalStatus, good.Occupation, good.Violations3Yr, good.Accidents3Yr = synthhub.MaritalSingle, "Student", 0, 0
	for _, c := range []struct {
		name           string
		state          synthhub.State
		born, licensed string // YYYY-MM-DD
		status         synthhub.LicenseStatus
		want           string // the rule that is broken, if any
	}{
		{"a minor on the day", synthhub.StateNY, "2008-11-30", "2025-05-30", synthhub.LicenseValid, ""},
		{"a minor a day early", synthhub.StateNY, "2008-11-30", "2025-05-29", synthhub.LicenseValid, "first_licensed_on.of_age"},
		{"a minor of a state that begins at 16", synthhub.StateCA, "2008-11-30", "2025-05-29", synthhub.LicenseValid, ""},
		{"a minor of a state that begins at 14 and a half", synthhub.StateSD, "2008-11-30", "2023-05-30", synthhub.LicenseSuspended, ""},
		{"an adult who lived elsewhere", synthhub.StateNJ, "2007-10-26", "2022-04-26", synthhub.LicenseExpired, ""},
		{"an adult before the age of any state", synthhub.StateNJ, "2007-10-26", "2022-04-25", synthhub.LicenseValid, "first_licensed_on.of_age"},
		{"a minor with a permit", synthhub.StateNJ, "2007-11-02", "", synthhub.LicensePermit, ""},
		{"an adult with a permit", synthhub.StateNJ, "2007-11-01", "", synthhub.LicensePermit, "license_status.of_age"},
		{"a permit with a date", synthhub.StateNJ, "2008-11-02", "2025-11-01", synthhub.LicensePermit, "first_licensed_on.of_age first_licensed_on.of_status"},
		{"licensed on a Sunday", synthhub.StateNJ, "2000-01-01", "2019-05-05", synthhub.LicenseValid, "first_licensed_on.open"},
		{"licensed on Thanksgiving Day", synthhub.StateNJ, "2000-01-01", "2018-11-22", synthhub.LicenseValid, "first_licensed_on.open"},
		{"licensed on a Thursday before that", synthhub.StateNJ, "2000-01-01", "2018-11-15", synthhub.LicenseValid, ""},
		{"licensed on a Saturday", synthhub.StateNJ, "2000-01-01", "2019-05-04", synthhub.LicenseValid, ""},
		{"suspended without a license", synthhub.StateNJ, "2000-01-01", "", synthhub.LicenseSuspended, "first_licensed_on.of_status"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := good
			p.DriverLicenseState, p.LicenseStatus, p.LicenseClass = c.state, c.status, vocab.CarLicenses[c.state]
			p.DateOfBirth, p.FirstLicensedOn = dayOfText(t, c.born), dayOfText(t, c.licensed)
			p.LicenseExpiresOn = synthhub.Date{}
			if c.status != synthhub.LicensePermit {
				years := asOf.YearsSince(p.DateOfBirth)
				if c.status != synthhub.LicenseExpired {
					years++
				}
				p.LicenseExpiresOn = p.DateOfBirth.AddYears(years)
			}
			if got := brokenLicenseRules(&p, asOf); got != c.want {
				t.Errorf("breaks %q, want %q", got, c.want)
			}
		})
	}
}

// dayOfText returns the day of a text, no day for an empty one.
func dayOfText(t *testing.T, text string) (day synthhub.Date) {
	t.Helper()
	if text != "" {
		if err := day.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	return day
}

// brokenLicenseRules returns the rules of a person that are broken, apart from those of the number.
func brokenLicenseRules(p *synthhub.Person, asOf synthhub.Date) string {
	var codes []string
	for _, broken := range validate.Person(p, asOf) {
		if column, ok := strings.CutPrefix(broken.Code(), "persons."); ok && !strings.HasPrefix(column, "driver_license_number") {
			codes = append(codes, column)
		}
	}
	return strings.Join(codes, " ")
}
