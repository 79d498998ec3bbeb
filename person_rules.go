package synthhub

import (
	"strings"

	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// personRules are the rules of rows, in the order of reports.
var personRules = []schema.Rule[Person]{
	{Column: "first_name", Name: "of_gender", Doc: "Is a given name of the person's gender in the governed vocabulary.",
		Holds: func(p *Person) bool {
			return p.Gender != GenderMale && vocab.IsFemaleName(p.FirstName) || p.Gender != GenderFemale && vocab.IsMaleName(p.FirstName)
		}},
	{Column: "last_name", Name: "known", Doc: "Is a family name in the governed vocabulary, or two different ones joined by a hyphen. Jr., Sr., II or III may follow.",
		Holds: func(p *Person) bool { return vocab.IsLastName(p.LastName) }},
	{Column: "date_of_birth", Name: "driving_age", Doc: "Makes the person 16 to 95 years old on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			age := asOf.YearsSince(p.DateOfBirth)
			return age >= MinAge && age <= MaxAge
		}},
	{Column: "marital_status", Name: "of_age", Doc: "Is Single for a person under 18 on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			return p.MaritalStatus == MaritalSingle || asOf.YearsSince(p.DateOfBirth) >= 18
		}},
	{Column: "occupation", Name: "of_line", Doc: "Is in the governed vocabulary for the line of business.",
		Holds: func(p *Person) bool {
			o := vocab.FindOccupation(p.Occupation)
			return o != nil && (p.LOBType == LinePersonal && o.Personal > 0 || p.LOBType == LineCommercial && o.Commercial > 0)
		}},
	{Column: "occupation", Name: "of_age", Doc: "Is possible at the person's age on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			o := vocab.FindOccupation(p.Occupation)
			age := asOf.YearsSince(p.DateOfBirth)
			return o == nil || age >= int(o.MinAge) && age <= o.LastAge()
		}},
	{Column: "email", Name: "of_name", Doc: "Begins with the letters of the first and last name, in lower case, without accents and suffixes.",
		Holds: func(p *Person) bool {
			rest, ok1 := text.CutFolded(p.Email, p.FirstName)
			rest, ok2 := strings.CutPrefix(rest, ".")
			rest, ok3 := text.CutFolded(rest, vocab.CutSuffix(p.LastName))
			return ok1 && ok2 && ok3 && rest != "" && rest[0]-'0' <= 9
		}},
	{Column: "phone", Name: "of_city", Doc: "Has an area code that serves the city.",
		Holds: func(p *Person) bool {
			c := vocab.FindCity(uint8(p.State), p.City)
			return c == nil || len(p.Phone) >= 3 && c.HasArea(p.Phone[:3])
		}},
	{Column: "driver_license_number", Name: "of_state", Doc: "Has the current format of the issuing state, with the initial of the last name where the format has one.",
		Holds: func(p *Person) bool {
			if p.DriverLicenseState < 1 || p.DriverLicenseState >= stateEnd {
				return true // another rule says so
			}
			form := facts().Licenses[p.DriverLicenseState]
			if !form.Match(p.DriverLicenseNumber) {
				return false
			}
			i := form.InitialAt()
			return i < 0 || p.DriverLicenseNumber[i] == text.Initial(p.LastName)
		}},
	{Column: "driver_license_number", Name: "not_withheld", Doc: "Contains no group of three letters that states withhold as offensive.",
		Holds: func(p *Person) bool { return !vocab.HasWithheldGroup(p.DriverLicenseNumber) }},
	{Column: "first_licensed_on", Name: "of_age", Doc: "Is not before the age of 14 and a half. For a person under 18 on the as-of date, it is not before the youngest age at which the issuing state allows driving alone.",
		HoldsOn: func(p *Person, asOf Date) bool {
			state := p.DriverLicenseState // if it is none, another rule says so
			return p.FirstLicensedOn.IsZero() || state >= stateEnd || license.OldEnough(p.DateOfBirth, p.FirstLicensedOn, asOf, uint8(state))
		}},
	{Column: "first_licensed_on", Name: "not_future", Doc: "Is not after the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool { return !p.FirstLicensedOn.After(asOf) }},
	{Column: "first_licensed_on", Name: "of_status", Doc: "Is empty if and only if the status is Permit.",
		Holds: func(p *Person) bool { return p.FirstLicensedOn.IsZero() == (p.LicenseStatus == LicensePermit) }},
	{Column: "first_licensed_on", Name: "open", Doc: "Is not a Sunday or a federal holiday, when offices are closed.",
		Holds: func(p *Person) bool { return p.FirstLicensedOn.IsZero() || license.IsOpen(dayOf(p.FirstLicensedOn)) }},
	{Column: "license_status", Name: "of_age", Doc: "Is Permit only for a person under 18 on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			return p.LicenseStatus != LicensePermit || asOf.YearsSince(p.DateOfBirth) < license.AgeOfMajority
		}},
	{Column: "license_status", Name: "of_expiry", Doc: "Is Expired if and only if license_expires_on is before the as-of date, unless it is Suspended.", HoldsOn: (*Person).hasStatusOfExpiry},
	{Column: "license_class", Name: "of_state", Doc: "Is the class of a car license in the issuing state, or the commercial class A or B.", Holds: (*Person).hasClass},
	{Column: "license_class", Name: "of_age", Doc: "Is the commercial class A or B only for a person of 18 or more on the as-of date.",
		HoldsOn: func(p *Person, asOf Date) bool {
			return !p.hasCommercialClass() || asOf.YearsSince(p.DateOfBirth) >= vocab.MinCommercialAge
		}},
	{Column: "license_expires_on", Name: "of_status", Doc: "Is empty if and only if the status is Permit.",
		Holds: func(p *Person) bool { return p.LicenseExpiresOn.IsZero() == (p.LicenseStatus == LicensePermit) }},
	{Column: "license_expires_on", Name: "birthday", Doc: "Is a birthday of the person. For a birth on February 29, that is March 1 in common years.", Holds: (*Person).expiresOnBirthday},
	{Column: "license_expires_on", Name: "after_license", Doc: "Is after first_licensed_on.",
		Holds: func(p *Person) bool {
			return p.LicenseExpiresOn.IsZero() || p.LicenseExpiresOn.After(p.FirstLicensedOn)
		}},
	{Column: "license_expires_on", Name: "of_term", Doc: "Is at most 300 days before the as-of date, and at most one term of the issuing state for the person's age after it.", HoldsOn: (*Person).expiresInTerm},
	{Column: "violations_3yr", Name: "after_license", Doc: "Is 0 up to and on the day of the first license.",
		HoldsOn: func(p *Person, asOf Date) bool { return p.Violations3Yr == 0 || p.licensedBefore(asOf) }},
	{Column: "accidents_3yr", Name: "after_license", Doc: "Is 0 up to and on the day of the first license.",
		HoldsOn: func(p *Person, asOf Date) bool { return p.Accidents3Yr == 0 || p.licensedBefore(asOf) }},
	{Column: "address_line_1", Name: "marked", Doc: "Contains a word that marks the street as fictitious.",
		Holds: func(p *Person) bool { return vocab.HasStreetMark(p.AddressLine1) }},
	{Column: "postal_code", Name: "of_city", Doc: "Is a ZIP code that serves the city in that state.",
		Holds: func(p *Person) bool {
			z := vocab.FindZIP(uint8(p.State), p.PostalCode)
			return z != nil && vocab.Cities[z.City].Name == p.City
		}},
	{Column: "county", Name: "of_fips", Doc: "Is the name of the county with that FIPS code.",
		Holds: func(p *Person) bool {
			c := vocab.FindCounty(p.CountyFIPS) // if there is none, another rule says so
			return c == nil || c.Name == p.County
		}},
	{Column: "county_fips", Name: "of_zip", Doc: "Is the FIPS code of the county of the ZIP code.",
		Holds: func(p *Person) bool {
			z := vocab.FindZIP(uint8(p.State), p.PostalCode) // if there is none, another rule says so
			return z == nil || vocab.Counties[z.County].FIPS == p.CountyFIPS
		}},
	{Column: "business_name", Name: "of_line", Doc: "Is present in the commercial line and empty in the personal line.",
		Holds: func(p *Person) bool { return (p.LOBType == LineCommercial) == (p.BusinessName != "") }},
	{Column: "business_name", Name: "marked", Doc: "Contains a word that marks the business as fictitious.",
		Holds: func(p *Person) bool { return p.BusinessName == "" || vocab.HasBusinessMark(p.BusinessName) }},
	{Column: "business_name", Name: "of_owner", Doc: "Begins with a word of the governed vocabulary, or with the last name of the person without its suffix.",
		Holds: func(p *Person) bool { return p.BusinessName == "" || vocab.BeginsBusiness(p.BusinessName, p.LastName) }},
}

// licensedBefore reports whether the first license is of a day before the given one.
func (p *Person) licensedBefore(day Date) bool {
	return !p.FirstLicensedOn.IsZero() && p.FirstLicensedOn.Before(day)
}

// yearsLicensed returns the whole years since the first license.
func (p *Person) yearsLicensed(asOf Date) int {
	if p.FirstLicensedOn.IsZero() {
		return 0
	}
	return asOf.YearsSince(p.FirstLicensedOn)
}
