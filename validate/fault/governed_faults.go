package fault

import (
	"strconv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// governedFaults completes, by code, the faults for the rules of the governed tables that do
// not follow from a column. A new rule there needs an entry here, which a test checks.
var governedFaults = map[string]func(*fault){
	"persons.first_name.of_gender":      put("first_name", "Zyzzyva"),
	"persons.last_name.known":           put("last_name", "Zyzzyva"),
	"persons.date_of_birth.driving_age": putDate("date_of_birth", func(asOf schema.Date) schema.Date { return asOf.AddYears(1 - synthhub.MinAge) }),
	"persons.marital_status.of_age": both(
		putDate("date_of_birth", func(asOf schema.Date) schema.Date { return asOf.AddYears(-synthhub.MinAge) }), put("marital_status", "Widowed")),
	"persons.occupation.of_line":                 put("occupation", "Alchemist"),
	"persons.occupation.of_age":                  putDate("date_of_birth", func(asOf schema.Date) schema.Date { return asOf.AddYears(-synthhub.MinAge) }),
	"persons.email.of_name":                      edit("email", func(v string) string { return "x" + v }),
	"persons.phone.of_city":                      put("phone", "000-555-0100"),
	"persons.driver_license_number.of_state":     put("driver_license_number", "Z0Z0Z0Z0Z0Z0Z0Z0Z0"),
	"persons.driver_license_number.not_withheld": edit("driver_license_number", func(v string) string { return "1DMV" + lastDigits(v) }),
	"persons.first_licensed_on.of_age": do("the license was issued on the 12th birthday", func(x *target) {
		born, _ := schema.ParseDate(x.get("date_of_birth"))
		x.set("first_licensed_on", born.AddYears(12).String())
	}),
	"persons.first_licensed_on.not_future": putDate("first_licensed_on", func(asOf schema.Date) schema.Date { return asOf.AddDays(1) }),
	"persons.first_licensed_on.of_status":  put("license_status", "Permit"),
	"persons.first_licensed_on.open":       putDate("first_licensed_on", func(asOf schema.Date) schema.Date { return schema.NewDate(asOf.Year()-1, 12, 25) }),
	"persons.license_status.of_age":        put("license_status", "Permit"),
	"persons.license_status.of_expiry":     put("license_status", "Expired"),
	"persons.license_class.of_state":       put("license_class", "Z"),
	"persons.license_class.of_age": both(
		putDate("date_of_birth", func(asOf schema.Date) schema.Date { return asOf.AddYears(-synthhub.MinAge) }), put("license_class", "B")),
	"persons.license_expires_on.of_status": put("license_expires_on", ""),
	"persons.license_expires_on.birthday": do("the day of expiry was moved", func(x *target) {
		day, _ := schema.ParseDate(x.get("license_expires_on"))
		x.set("license_expires_on", day.AddDays(1).String())
	}),
	"persons.license_expires_on.after_license": do("the license expires on the 10th birthday", func(x *target) {
		born, _ := schema.ParseDate(x.get("date_of_birth"))
		x.set("license_expires_on", born.AddYears(10).String())
	}),
	"persons.license_expires_on.of_term": do("the license expires on the 120th birthday", func(x *target) {
		born, _ := schema.ParseDate(x.get("date_of_birth"))
		x.set("license_expires_on", born.AddYears(120).String())
	}),
	"persons.violations_3yr.after_license": both(
		putDate("first_licensed_on", func(asOf schema.Date) schema.Date { return asOf }), put("violations_3yr", "1")),
	"persons.accidents_3yr.after_license": both(
		putDate("first_licensed_on", func(asOf schema.Date) schema.Date { return asOf }), put("accidents_3yr", "1")),
	"persons.address_line_1.marked": put("address_line_1", "12 Main St"),
	"persons.postal_code.of_city":   put("postal_code", "00000"),
	"persons.county.of_fips":        put("county", "Nowhere County"),
	"persons.county_fips.of_zip":    put("county_fips", "00000"),
	"persons.business_name.of_line": do("a name was added, or removed", func(x *target) {
		if x.get("business_name") == "" {
			x.set("business_name", "Smith LLC")
		} else {
			x.set("business_name", "")
		}
	}),
	"persons.business_name.marked":   put("business_name", "Cedar Plumbing LLC"),
	"persons.business_name.of_owner": put("business_name", "Nobody Example Plumbing LLC"),
	"persons.person_id.has_vehicle":  removeRowsOf(synthhub.Vehicles),
	"persons.person_id.has_profile":  removeRowsOf(synthhub.Profiles),

	"vehicles.vin.check_digit": edit("vin", func(v string) string { return v[:8] + digitAfter(v[8]) + v[9:] }),
	"vehicles.vin.model_year":  edit("vin", func(v string) string { return v[:9] + "0" + v[10:] }),
	"vehicles.vin.unregistered": edit("vin", func(v string) string {
		return "000" + v[3:]
	}),
	"vehicles.make.known": put("make", "Wright Brothers"),
	"vehicles.model.sold": put("model", "Flying Carpet"),
	"vehicles.model_year.not_future": do("the model year was set to one in the future", func(x *target) {
		x.set("model_year", strconv.Itoa(x.asOf().Year()+2))
	}),
	"vehicles.registration_plate.of_state":      put("registration_plate", "Z9Z9Z9Z9Z9"),
	"vehicles.registration_plate.not_withheld":  edit("registration_plate", func(v string) string { return "1DMV" + lastDigits(v) }),
	"vehicles.registration_expires_on.valid":    putDate("registration_expires_on", func(asOf schema.Date) schema.Date { return asOf.AddYears(-2) }),
	"vehicles.registration_expires_on.of_state": putDate("registration_expires_on", func(asOf schema.Date) schema.Date { return schema.NewDate(asOf.Year()+1, 1, 15) }),
	"vehicles.usage.of_line":                    put("usage", "Pleasure"),
	"vehicles.usage.of_body":                    put("usage", "Farm"),
	"vehicles.annual_mileage.of_usage":          put("annual_mileage", "150000"),
	"vehicles.gvwr_class.of_model":              edit("gvwr_class", func(v string) string { return digitAfter(v[0]) }),
	"vehicles.gvwr_class.of_line":               put("gvwr_class", "3"),
	"vehicles.odometer.of_age":                  put("odometer", "999999"),
	"vehicles.title_status.of_age":              both(put("title_status", "Salvage"), yearAfter),
	"vehicles.title_status.of_ownership":        both(put("title_status", "Salvage"), put("ownership", "Leased")),
	"vehicles.title_status.of_usage":            both(put("title_status", "Salvage"), put("usage", "Commute")),
	"vehicles.ownership.of_age":                 put("ownership", "Leased"),
	"vehicles.value_usd.derived": edit("value_usd", func(v string) string {
		n, _ := strconv.Atoi(v)
		return strconv.Itoa(n + 1)
	}),
	"vehicles.garaging_postal_code.of_state": put("garaging_postal_code", "00000"),
	"vehicles.person_id.order":               moveRows,
	"vehicles.vehicle_id.primary_first":      primaryLast,
	"vehicles.registration_state.of_person":  alter("registration_state"),
	"vehicles.registration_expires_on.of_owner": edit("registration_expires_on", func(v string) string {
		day, _ := schema.ParseDate(v)
		return day.AddDays(1).String()
	}),
	"vehicles.gvwr_class.of_license": both(put("gvwr_class", "8"), put("body_style", "Truck Tractor")),
	"vehicles.ownership.of_person":   minor,
	"vehicles.risk_rating.of_score":  alter("risk_rating"),
	"vehicles.lob_type.of_person":    alter("lob_type"),

	"profiles.risk_rating.of_score": alter("risk_rating"),
	"profiles.person_id.order":      moveRows,
	"profiles.vehicle_id.of_person": do("the vehicle was changed to that of the record before", func(x *target) {
		x.set("vehicle_id", x.fromRecordBefore("vehicle_id"))
	}),
}

// do completes a fault that changes the rows of one record.
func do(what string, apply func(*target)) func(*fault) {
	return func(f *fault) { f.what, f.apply = what, apply }
}

// put sets a column to a constant.
func put(column, value string) func(*fault) {
	return do(column+" was set to "+value, func(x *target) { x.set(column, value) })
}

// putDate sets a column to a day that depends on the as-of date.
func putDate(column string, day func(asOf schema.Date) schema.Date) func(*fault) {
	return do(column+" was set to another day", func(x *target) { x.set(column, day(x.asOf()).String()) })
}

// edit changes the text of a column.
func edit(column string, change func(string) string) func(*fault) {
	return do(column+" was changed", func(x *target) { x.set(column, change(x.get(column))) })
}

// alter sets a column to another value that is allowed.
func alter(column string) func(*fault) {
	return do(column+" was changed to another value", func(x *target) {
		c := x.entity.Table().Columns()[x.column(column)]
		x.set(column, another(&c, x.get(column)))
	})
}

// both does one thing after the other.
func both(a, b func(*fault)) func(*fault) {
	return func(f *fault) {
		var one, two fault
		a(&one)
		b(&two)
		f.what, f.apply = one.what+", "+two.what, func(x *target) { one.apply(x); two.apply(x) }
	}
}

// yearAfter sets the model year to the year after the as-of date's.
func yearAfter(f *fault) {
	do("model_year was set to the year after", func(x *target) { x.set("model_year", strconv.Itoa(x.asOf().Year()+1)) })(f)
}

// minor sets the birth of the person to 16 years before the as-of date.
func minor(f *fault) {
	putDate("date_of_birth", func(asOf schema.Date) schema.Date { return asOf.AddYears(-synthhub.MinAge) })(f)
	f.entity = synthhub.Persons
}

// primaryLast moves the first vehicle of a person to after the others.
func primaryLast(f *fault) {
	f.what, f.structural, f.apply = "the primary vehicle was moved to the end", true, func(x *target) {
		before := x.entity.NewRowList()
		for i := range x.rows.Len() {
			before.AddRow(x.rows, i)
		}
		x.rows.Reset()
		for i := range before.Len() {
			x.rows.AddRow(before, (i+1)%before.Len())
		}
	}
}

// moveRows moves the rows of the record to after those of the next.
func moveRows(f *fault) {
	f.what, f.structural, f.moves = "the rows were moved to after those of the next record", true, true
	f.apply = func(x *target) {
		if !x.next {
			x.rows.Reset()
			return
		}
		rows := x.of(x.planned)
		for i := range rows.Len() {
			x.rows.AddRow(rows, i)
		}
	}
}

// removeRowsOf removes the rows of another table than that of the rule.
func removeRowsOf(e synthhub.Entity) func(*fault) {
	return func(f *fault) {
		f.entity = e
		f.removeRows("the rows were left out")
	}
}

// removeRows completes a fault that removes the rows of the record.
func (f *fault) removeRows(what string) {
	f.what, f.structural, f.apply = what, true, func(x *target) { x.rows.Reset() }
}

// digitAfter returns the next of the digits that a check digit may be.
func digitAfter(c byte) string {
	if c < '0' || c >= '9' {
		return "0"
	}
	return string(c + 1)
}

// lastDigits returns three digits that depend on a text, so that two rows with the same fault differ.
func lastDigits(v string) string {
	n := 0
	for i := range len(v) {
		n = (31*n + int(v[i])) % 1000
	}
	return strconv.Itoa(1000 + n)[1:]
}
