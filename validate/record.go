package validate

import (
	"cmp"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// Person returns what is wrong with one person, as far as it can be told from the
// row alone: its columns, then its rules. Rules that depend on the as-of date are
// left out if that is not valid.
func Person(p *synthhub.Person, asOf schema.Date) []schema.Violation {
	return slices.Collect(synthhub.PersonTable.Check(p, asOf))
}

// Vehicle returns what is wrong with one vehicle, like [Person].
func Vehicle(v *synthhub.Vehicle, asOf schema.Date) []schema.Violation {
	return slices.Collect(synthhub.VehicleTable.Check(v, asOf))
}

// Profile returns what is wrong with one profile, like [Person].
func Profile(p *synthhub.Profile, asOf schema.Date) []schema.Violation {
	return slices.Collect(synthhub.ProfileTable.Check(p, asOf))
}

// Record returns what is wrong with one record, as far as it can be told from the record
// alone: with the person, with the vehicles and what they must take over from the person,
// and with the profile, which must follow from both. Where the as-of date is not valid, what
// depends on it is left out, as in [Person]. Use the as-of date of the dataset that the record
// is from: on another day the ages of the profile differ.
func Record(r *synthhub.Record, asOf schema.Date) []schema.Violation {
	list := Person(&r.Person, asOf)
	if len(r.Vehicles) == 0 {
		list = append(list, ruleHasVehicle.violation(r.Person.ID.String()))
	}
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		list = append(list, Vehicle(v, asOf)...)
		if v.PersonID != r.Person.ID {
			list = append(list, ruleVehiclePerson.violation(v.PersonID.String()))
		}
		for _, b := range vehicleBreaches(&r.Person, v, asOf) {
			list = append(list, b.rule.violation(b.value))
		}
	}
	return append(append(list, Profile(&r.Profile, asOf)...), profileViolations(r, asOf)...)
}

// profileViolations returns what a profile should take over from the rest of its record, and
// does not.
func profileViolations(r *synthhub.Record, asOf schema.Date) (list []schema.Violation) {
	p := &r.Profile
	if len(r.Vehicles) == 0 || !asOf.IsValid() || p.Follows(&r.Person, r.Vehicles, asOf) {
		return nil
	}
	if p.PersonID != r.Person.ID {
		list = append(list, ruleProfilePerson.violation(p.PersonID.String()))
	}
	if i := slices.IndexFunc(r.Vehicles, func(v synthhub.Vehicle) bool { return v.ID == p.VehicleID }); i < 0 {
		list = append(list, ruleProfileVehicle.violation(p.VehicleID.String()))
	} else if i > 0 {
		list = append(list, rulePrimaryFirst.violation(p.VehicleID.String()))
	}
	want := *r
	want.Vehicles = slices.Clone(r.Vehicles) // Derive changes them
	want.Derive(asOf)
	for i, c := range synthhub.ProfileTable.Columns() {
		is, must := synthhub.ProfileTable.Text(p, c.Name), synthhub.ProfileTable.Text(&want.Profile, c.Name)
		if profileDerived[i].Code != "" && is != must {
			v := profileDerived[i].violation(is)
			v.Doc += " It must be " + cmp.Or(must, "empty") + "."
			list = append(list, v)
		}
	}
	return list
}
