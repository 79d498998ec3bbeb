package synthhub

import (
	"github.com/synthhub/synthhub/internal/registration"
	"github.com/synthhub/synthhub/internal/timeline"
	"github.com/synthhub/synthhub/internal/vin"
	"github.com/synthhub/synthhub/internal/vocab"
	"github.com/synthhub/synthhub/schema"
)

// vehicleRules are the rules of rows, in the order of reports.
var vehicleRules = []schema.Rule[Vehicle]{
	{Column: "vin", Name: "check_digit", Doc: "Has the check digit of 49 CFR 565 at position 9.",
		Holds: func(v *Vehicle) bool { return len(v.VIN) != vin.Len || v.VIN[8] == vin.CheckDigit(v.VIN) }},
	{Column: "vin", Name: "model_year", Doc: "Has the code of the model year at position 10. Position 7 is a letter from model year 2010 on, and a digit before.",
		Holds: func(v *Vehicle) bool { return len(v.VIN) != vin.Len || vin.HasYear(v.VIN, v.ModelYear) }},
	{Column: "vin", Name: "unregistered", Doc: "Begins with a manufacturer prefix of the make, followed by attributes that the manufacturer has not registered.",
		Holds: func(v *Vehicle) bool {
			m := facts().model(v) // if there is none, another rule says so
			return len(v.VIN) != vin.Len || m == nil || facts().VINs[m.VIN].Match(v.VIN)
		}},
	{Column: "make", Name: "known", Doc: "Is a make in the governed vocabulary.",
		Holds: func(v *Vehicle) bool { return vocab.IsMake(v.Make) }},
	{Column: "model", Name: "sold", Doc: "Make, model, year, body style and fuel are a combination that was sold.",
		Holds: func(v *Vehicle) bool { return facts().model(v) != nil }},
	{Column: "model_year", Name: "not_future", Doc: "Is at most one year after the year of the as-of date.",
		HoldsOn: func(v *Vehicle, asOf Date) bool { return v.ModelYear <= asOf.Year()+1 }},
	{Column: "registration_plate", Name: "of_state", Doc: "Has a format that the state issues for the line of business.",
		Holds: func(v *Vehicle) bool {
			if v.RegistrationState < 1 || v.RegistrationState >= stateEnd {
				return true // another rule says so
			}
			return facts().Plates[v.RegistrationState][plateSeries(v.LOBType)].Match(v.RegistrationPlate)
		}},
	{Column: "registration_plate", Name: "not_withheld", Doc: "Contains no group of three letters that states withhold as offensive.",
		Holds: func(v *Vehicle) bool { return !vocab.HasWithheldGroup(v.RegistrationPlate) }},
	{Column: "registration_expires_on", Name: "valid", Doc: "Is at most 12 months before the as-of date and at most 36 months after it.",
		HoldsOn: func(v *Vehicle, asOf Date) bool {
			return !v.RegistrationExpiresOn.Before(asOf.AddYears(-1)) && !v.RegistrationExpiresOn.After(asOf.AddYears(3))
		}},
	{Column: "registration_expires_on", Name: "of_state", Doc: "Is December 31 for a truck of class 7 or 8. For others it is the last day of a month in states that register by months.",
		Holds: func(v *Vehicle) bool {
			if v.RegistrationState < 1 || v.RegistrationState >= stateEnd || !v.RegistrationExpiresOn.IsValid() {
				return true // another rule says so
			}
			if v.GVWRClass >= vocab.HeavyClass {
				return registration.IsHeavyEnd(v.RegistrationExpiresOn)
			}
			return !registration.EndsMonth(uint8(v.RegistrationState)) || registration.IsMonthEnd(v.RegistrationExpiresOn)
		}},
	{Column: "usage", Name: "of_line", Doc: "Is Business or Farm in the commercial line.",
		Holds: func(v *Vehicle) bool {
			return v.LOBType != LineCommercial || v.Usage == UsageBusiness || v.Usage == UsageFarm
		}},
	{Column: "usage", Name: "of_body", Doc: "Is Farm only for a pickup, in the personal line.",
		Holds: func(v *Vehicle) bool {
			return v.LOBType != LinePersonal || v.Usage != UsageFarm || v.BodyStyle == BodyPickup
		}},
	{Column: "annual_mileage", Name: "of_usage", Doc: "Is within the range of the usage: 500 to 30,000 for Pleasure, 1,500 to 50,000 for Commute, 3,000 to 60,000 for Business, 1,000 to 30,000 for Farm, and up to 150,000 for Business with a truck of class 7 or 8.",
		Holds: func(v *Vehicle) bool {
			if v.Usage < 1 || v.Usage >= usageEnd {
				return true // another rule says so
			}
			r := mileageOf(v.LOBType, v.Usage, uint8(min(max(v.GVWRClass, 0), vocab.MaxClass)), vocab.Body(v.BodyStyle))
			return v.AnnualMileage >= r.min && v.AnnualMileage <= r.max
		}},
	{Column: "gvwr_class", Name: "of_model", Doc: "Is the class of the model.",
		Holds: func(v *Vehicle) bool {
			m := facts().model(v) // if there is none, another rule says so
			return m == nil || v.GVWRClass == int(facts().Lines[m.Line].Class)
		}},
	{Column: "gvwr_class", Name: "of_line", Doc: "Is 1 or 2 in the personal line.",
		Holds: func(v *Vehicle) bool { return v.LOBType != LinePersonal || v.GVWRClass < vocab.MediumClass }},
	{Column: "odometer", Name: "of_age", Doc: "Is at least 500 miles for each whole year since the model year ended, and at most 60,000 for each year since it began, the current one included, or 150,000 for a truck of class 7 or 8.",
		HoldsOn: func(v *Vehicle, asOf Date) bool {
			least, most := odometerRange(v, dayOf(asOf))
			return v.Odometer >= least && v.Odometer <= most
		}},
	{Column: "title_status", Name: "of_age", Doc: "Is Clean if the model year is later than the year of the as-of date.",
		HoldsOn: func(v *Vehicle, asOf Date) bool { return v.TitleStatus <= TitleClean || v.ModelYear <= asOf.Year() }},
	{Column: "title_status", Name: "of_ownership", Doc: "Is Clean for a leased vehicle, and not Salvage for a financed one.",
		Holds: func(v *Vehicle) bool {
			return v.TitleStatus <= TitleClean || v.Ownership != OwnershipLeased && (v.Ownership != OwnershipFinanced || v.TitleStatus != TitleSalvage)
		}},
	{Column: "title_status", Name: "of_usage", Doc: "Is Salvage only for a vehicle with the usage Pleasure in the personal line.",
		Holds: func(v *Vehicle) bool {
			return v.TitleStatus != TitleSalvage || v.Usage == UsagePleasure && v.LOBType == LinePersonal
		}},
	{Column: "ownership", Name: "of_age", Doc: "Is Leased at most 8 years after the model year, and Financed at most 27 years after it.",
		HoldsOn: func(v *Vehicle, asOf Date) bool {
			age := asOf.Year() - v.ModelYear
			return (v.Ownership != OwnershipLeased || age <= maxLeaseAge) && (v.Ownership != OwnershipFinanced || age <= maxLoanAge)
		}},
	{Column: "value_usd", Name: "derived", Doc: "Follows from list price, trim, body and fuel, age, odometer and title. No column says on which day of the year a vehicle ages, so two ages are possible.",
		HoldsOn: func(v *Vehicle, asOf Date) bool {
			m := facts().model(v)
			if m == nil || len(v.VIN) != vin.Len || v.TitleStatus >= titleEnd {
				return true // another rule says so
			}
			first, last := builtIn(v.ModelYear)
			for _, built := range [...]timeline.Day{last, first} {
				if v.ValueUSD == facts().valueOf(m, v, valueAge(built, dayOf(asOf))) {
					return true
				}
			}
			return false
		}},
	{Column: "garaging_postal_code", Name: "of_state", Doc: "Is a ZIP code of the garaging state.",
		Holds: func(v *Vehicle) bool { return vocab.FindZIP(uint8(v.GaragingState), v.GaragingPostalCode) != nil }},
}
