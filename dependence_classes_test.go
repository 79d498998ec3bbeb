package synthhub_test

import (
	"strconv"
	"strings"

	"github.com/synthhub/synthhub"
)

// A draft is a record with one of its vehicles, which is chosen at random: so that rows are as
// independent as records, and show second vehicles too.
type draft struct {
	*synthhub.Record
	vehicle         *synthhub.Vehicle
	ordinal         int
	entered, bought synthhub.Date
	today           synthhub.Date
}

// A view turns an attribute into a word, so that its values fall into classes. A text has several views,
// because what shows in its length may not show in its first letter.
type view struct {
	name string
	of   func(d *draft) string
}

// views has the views of every column, and of hidden nodes that records show after all: by
// package dependence's names. Columns that are the same in every row have none.
var views = map[string][]view{
	"person_id":      {{"first digit", func(d *draft) string { return d.Person.ID.String()[:1] }}},
	"vehicle_id":     {{"first digit", func(d *draft) string { return d.vehicle.ID.String()[:1] }}},
	"first_name":     textViews(func(d *draft) string { return d.Person.FirstName }),
	"last_name":      append(textViews(func(d *draft) string { return d.Person.LastName }), view{"form", lastNameForm}),
	"date_of_birth":  {{"age", func(d *draft) string { return band(age(d), 5) }}, {"month", func(d *draft) string { return month(d.Person.DateOfBirth) }}},
	"gender":         {{"gender", func(d *draft) string { return d.Person.Gender.String() }}},
	"marital_status": {{"status", func(d *draft) string { return d.Person.MaritalStatus.String() }}},
	"occupation":     {{"occupation", func(d *draft) string { return d.Person.Occupation }}, {"phase", phase}},
	"email":          {{"domain", func(d *draft) string { return after(d.Person.Email, "@") }}, {"later holder", laterHolder}, {"initial", func(d *draft) string { return d.Person.Email[:1] }}, {"name", mailName}},
	"phone":          {{"area", func(d *draft) string { return d.Person.Phone[:3] }}, {"line", func(d *draft) string { return d.Person.Phone[len(d.Person.Phone)-2:] }}},
	"lob_type":       {{"line", func(d *draft) string { return d.Person.LOBType.String() }}},
	"business_name":  {{"first word", func(d *draft) string { return before(d.Person.BusinessName, " ") }}, {"last word", func(d *draft) string { return lastWord(d.Person.BusinessName) }}, {"trade", trade}},
	"address_line_1": {{"digits", func(d *draft) string { return strconv.Itoa(len(before(d.Person.AddressLine1, " "))) }}, {"name", func(d *draft) string { return streetName(d.Person.AddressLine1) }}, {"type", func(d *draft) string { return lastWord(d.Person.AddressLine1) }}},
	"address_line_2": {{"kind", func(d *draft) string { return before(d.Person.AddressLine2, " ") }}},
	"city":           {{"city", func(d *draft) string { return d.Person.City }}, {"initial", func(d *draft) string { return d.Person.City[:1] }}},
	"county":         {{"county", func(d *draft) string { return d.Person.County }}},
	"county_fips":    {{"county", func(d *draft) string { return d.Person.CountyFIPS }}},
	"state":          {{"state", func(d *draft) string { return d.Person.State.String() }}},
	"postal_code":    {{"area", func(d *draft) string { return d.Person.PostalCode[:2] }}, {"code", func(d *draft) string { return d.Person.PostalCode }}},
	"violations_3yr": {{"number", func(d *draft) string { return strconv.Itoa(d.Person.Violations3Yr) }}},
	"accidents_3yr":  {{"number", func(d *draft) string { return strconv.Itoa(d.Person.Accidents3Yr) }}},
	"first_licensed_on": {{"years", func(d *draft) string { return yearsSince(d, d.Person.FirstLicensedOn, 5) }}, {"month", func(d *draft) string { return month(d.Person.FirstLicensedOn) }},
		{"quarters of age", licensedAt}},
	"license_status":     {{"status", func(d *draft) string { return d.Person.LicenseStatus.String() }}},
	"license_class":      {{"class", func(d *draft) string { return d.Person.LicenseClass }}},
	"license_expires_on": {{"years ahead", func(d *draft) string { return yearsAhead(d, d.Person.LicenseExpiresOn) }}, {"month", func(d *draft) string { return month(d.Person.LicenseExpiresOn) }}},
	"driver_license_state": {{"state", func(d *draft) string { return d.Person.DriverLicenseState.String() }},
		{"of residence", func(d *draft) string { return strconv.FormatBool(d.Person.DriverLicenseState == d.Person.State) }}},
	"driver_license_number": {{"shape", func(d *draft) string { return shape(d.Person.DriverLicenseNumber) }}, {"first", func(d *draft) string { return d.Person.DriverLicenseNumber[:1] }},
		{"last", func(d *draft) string { return last(d.Person.DriverLicenseNumber) }}},

	"vehicles.person_id": {{"first digit", func(d *draft) string { return d.vehicle.PersonID.String()[:1] }}},
	"vehicles.lob_type":  {{"line", func(d *draft) string { return d.vehicle.LOBType.String() }}},
	"vin":                {{"manufacturer", func(d *draft) string { return d.vehicle.VIN[:3] }}, {"year", func(d *draft) string { return d.vehicle.VIN[9:10] }}, {"last", func(d *draft) string { return last(d.vehicle.VIN) }}},
	"catalog model":      {{"model", catalogModel}},
	"kind":               {{"kind", kind}},
	"make":               {{"make", func(d *draft) string { return d.vehicle.Make }}},
	"model":              {{"model", func(d *draft) string { return d.vehicle.Model }}},
	"model_year":         {{"year", func(d *draft) string { return strconv.Itoa(max(2000, d.vehicle.ModelYear)) }}},
	"body_style":         {{"body", func(d *draft) string { return d.vehicle.BodyStyle.String() }}},
	"fuel_type":          {{"fuel", func(d *draft) string { return d.vehicle.FuelType.String() }}},
	"gvwr_class":         {{"class", func(d *draft) string { return strconv.Itoa(d.vehicle.GVWRClass) }}},
	"registration_plate": {{"shape", func(d *draft) string { return shape(d.vehicle.RegistrationPlate) }}, {"first", func(d *draft) string { return d.vehicle.RegistrationPlate[:1] }}, {"last", func(d *draft) string { return last(d.vehicle.RegistrationPlate) }}},
	"registration_state": {{"state", func(d *draft) string { return d.vehicle.RegistrationState.String() }}},
	"registration_expires_on": {{"quarters ahead", func(d *draft) string { return band(d.vehicle.RegistrationExpiresOn.DaysSince(d.today)+366, 91) }},
		{"month", func(d *draft) string { return month(d.vehicle.RegistrationExpiresOn) }}, {"day of the month", func(d *draft) string { return d.vehicle.RegistrationExpiresOn.String()[8:] }}},
	"usage":          {{"usage", func(d *draft) string { return d.vehicle.Usage.String() }}},
	"annual_mileage": {{"miles", func(d *draft) string { return band(min(d.vehicle.AnnualMileage, 40_000), 2500) }}},
	"odometer":       {{"miles", func(d *draft) string { return band(min(d.vehicle.Odometer, 400_000), 20_000) }}},
	"title_status":   {{"title", func(d *draft) string { return d.vehicle.TitleStatus.String() }}},
	"ownership":      {{"ownership", func(d *draft) string { return d.vehicle.Ownership.String() }}},
	"value_usd":      {{"value", func(d *draft) string { return doublings(d.vehicle.ValueUSD) }}},
	"garaging_state": {{"state", func(d *draft) string { return d.vehicle.GaragingState.String() }},
		{"of residence", func(d *draft) string { return strconv.FormatBool(d.vehicle.GaragingState == d.Person.State) }}},
	"garaging_postal_code": {{"area", func(d *draft) string { return d.vehicle.GaragingPostalCode[:2] }}, {"code", func(d *draft) string { return d.vehicle.GaragingPostalCode }},
		{"of residence", func(d *draft) string { return strconv.FormatBool(d.vehicle.GaragingPostalCode == d.Person.PostalCode) }}},
	"risk_rating": {{"rating", func(d *draft) string { return d.vehicle.RiskRating.String() }}},

	"vehicle_count": {{"number", func(d *draft) string { return strconv.Itoa(len(d.Vehicles)) }}},
	"ordinal":       {{"number", func(d *draft) string { return strconv.Itoa(d.ordinal) }}},
	"day of entry":  {{"years", func(d *draft) string { return yearsSince(d, d.entered, 1) }}, {"month", func(d *draft) string { return month(d.entered) }}},
	"day of purchase": {{"years", func(d *draft) string { return yearsSince(d, d.bought, 1) }}, {"month", func(d *draft) string { return month(d.bought) }},
		{"owner's age", func(d *draft) string { return band(d.bought.YearsSince(d.Person.DateOfBirth)+1, 2) }}},
}

// exact has views with all values, or nearly all, where the first view has bands. They say which
// records are alike.
var exact = map[string]view{
	"date_of_birth":        {"months of age", func(d *draft) string { return band(d.today.DaysSince(d.Person.DateOfBirth), 61) }},
	"first_licensed_on":    {"month", func(d *draft) string { return yearMonth(d.Person.FirstLicensedOn) }},
	"day of entry":         {"month", func(d *draft) string { return yearMonth(d.entered) }},
	"day of purchase":      {"month", func(d *draft) string { return yearMonth(d.bought) }},
	"postal_code":          {"code", func(d *draft) string { return d.Person.PostalCode }},
	"garaging_postal_code": {"code", func(d *draft) string { return d.vehicle.GaragingPostalCode }},
	"model_year":           {"year", func(d *draft) string { return strconv.Itoa(d.vehicle.ModelYear) }},
	"annual_mileage":       {"miles", func(d *draft) string { return strconv.Itoa(d.vehicle.AnnualMileage) }},
	"odometer":             {"miles", func(d *draft) string { return band(d.vehicle.Odometer, 2000) }},
	"value_usd":            {"value", func(d *draft) string { return band(d.vehicle.ValueUSD, 500) }},
}

// textViews are the views of names.
func textViews(of func(d *draft) string) []view {
	return []view{
		{"text", of},
		{"initial", func(d *draft) string { return of(d)[:1] }},
		{"length", func(d *draft) string { return strconv.Itoa(len(of(d))) }},
		{"last letter", func(d *draft) string { return last(of(d)) }},
	}
}

// lastNameForm returns what a last name has besides letters: a hyphen, a suffix.
func lastNameForm(d *draft) string {
	form := lastWord(d.Person.LastName)
	if form != "Jr." && form != "Sr." && form != "II" && form != "III" {
		form = ""
	}
	return strconv.FormatBool(strings.Contains(d.Person.LastName, "-")) + form
}

func catalogModel(d *draft) string {
	v := d.vehicle
	return v.Make + " " + v.Model + " " + v.BodyStyle.String()
}

// kind returns what somebody chooses before the model: whether the vehicle has a plug, and else its
// kind of body.
func kind(d *draft) string {
	if f := d.vehicle.FuelType.String(); strings.Contains(f, "Electric") || strings.Contains(f, "Plug") {
		return "plug"
	}
	switch b := d.vehicle.BodyStyle.String(); b {
	case "Convertible", "Coupe":
		return "sporty"
	case "Minivan", "Passenger Van", "Cargo Van":
		return "van"
	case "SUV", "Pickup":
		return b
	case "Step Van", "Box Truck", "Chassis Cab", "Truck Tractor", "Heavy Truck":
		return "truck"
	}
	return "car"
}

func age(d *draft) int { return d.Profile.Age }

// band returns the multiple of a width that is at or below a number, as a word.
func band(n, width int) string { return strconv.Itoa(n / width * width) }

// doublings returns how often a number can be halved, in halves.
func doublings(n int) string {
	k := 0
	for ; n > 1000; n = n * 7 / 10 {
		k++
	}
	return strconv.Itoa(k)
}

func month(day synthhub.Date) string {
	if day.IsZero() {
		return ""
	}
	return day.String()[5:7]
}

func yearMonth(day synthhub.Date) string {
	if day.IsZero() {
		return ""
	}
	return day.String()[:7]
}

func yearsSince(d *draft, day synthhub.Date, width int) string {
	if day.IsZero() {
		return ""
	}
	return band(d.today.YearsSince(day), width)
}

// yearsAhead returns the whole years to a day, or "past".
func yearsAhead(d *draft, day synthhub.Date) string {
	if day.IsZero() {
		return ""
	} else if day.Before(d.today) {
		return "past"
	}
	return strconv.Itoa(day.YearsSince(d.today))
}

// licensedAt returns the age at the first license in quarters of a year, up to 20 years.
func licensedAt(d *draft) string {
	if d.Person.FirstLicensedOn.IsZero() {
		return ""
	}
	return band(min(d.Person.FirstLicensedOn.DaysSince(d.Person.DateOfBirth), 20*365), 91)
}

func phase(d *draft) string {
	if o := d.Person.Occupation; o == "Student" || o == "Retired" || o == "Homemaker" || o == "Not Employed" {
		return o
	}
	return "at work"
}

// trade returns the third word of the name of a business, with which the trade begins.
func trade(d *draft) string {
	if words := strings.Fields(d.Person.BusinessName); len(words) > 2 {
		return words[2]
	}
	return ""
}

// laterHolder says whether somebody else had the number of the e-mail address before: it ends with
// one more number.
func laterHolder(d *draft) string {
	rest, ok := strings.CutSuffix(strings.TrimRight(before(d.Person.Email, "@"), "0123456789"), ".")
	return strconv.FormatBool(ok && rest[len(rest)-1]-'0' <= 9)
}

// mailName returns what stands between the first dot of an e-mail address and its number.
func mailName(d *draft) string {
	return strings.TrimRight(before(after(d.Person.Email, "."), "@"), "0123456789.")
}

func before(s, cut string) string { s, _, _ = strings.Cut(s, cut); return s }

func after(s, cut string) string { _, s, _ = strings.Cut(s, cut); return s }

func last(s string) string { return s[len(s)-1:] }

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// shape returns a text with all digits replaced by 9 and all letters by A.
func shape(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9'
		} else if r >= 'A' && r <= 'Z' {
			return 'A'
		}
		return r
	}, s)
}

// streetName returns the mark and the word or number of an address line, which stand after the number
// and perhaps a direction.
func streetName(line string) string {
	words := strings.Fields(line)[1:]
	if len(words[0]) <= 2 { // no mark is as short
		words = words[1:]
	}
	return words[0] + " " + words[1]
}
