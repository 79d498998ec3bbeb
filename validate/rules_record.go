package validate

import (
	"slices"
	"strconv"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/license"
	"github.com/synthhub/synthhub/internal/registration"
	"github.com/synthhub/synthhub/schema"
)

// Rules between the governed tables: those that follow neither from the options of a column
// nor from one row. All but the order and the profile of a person hold within one record, so
// that Record finds them broken too.
var (
	ruleHasVehicle     = newRule(Coherent, "persons", "person_id", "has_vehicle", "Has at least one vehicle.")
	ruleHasProfile     = newRule(Coherent, "persons", "person_id", "has_profile", "Has a profile.")
	ruleVehicleOrder   = newRule(Coherent, "vehicles", "person_id", "order", "Follows the order of the persons. The vehicles of a person are adjacent.")
	rulePrimaryFirst   = newRule(Coherent, "vehicles", "vehicle_id", "primary_first", "The vehicle in the profile is the first one of the person.")
	ruleVehicleState   = newRule(Coherent, "vehicles", "registration_state", "of_person", "Is the state where the person lives.")
	ruleVehicleExpiry  = newRule(Coherent, "vehicles", "registration_expires_on", "of_owner", "In states that register by the owner, is the person's birthday, or the last day of the month of the birthday or of the last name.")
	ruleVehicleRating  = newRule(Coherent, "vehicles", "risk_rating", "of_score", "Follows from the risk score of the person in this vehicle.")
	ruleVehicleLicense = newRule(Coherent, "vehicles", "gvwr_class", "of_license", "Is 7 or 8 only if the person has a commercial license, of class A or B. A truck tractor needs class A.")
	ruleVehicleOwner   = newRule(Coherent, "vehicles", "ownership", "of_person", "Is Owned for a person under 18 on the as-of date, because minors cannot sign a loan or a lease.")
	ruleVehicleLine    = newRule(Coherent, "vehicles", "lob_type", "of_person", "Is the line of business of the person.")
	ruleProfileOrder   = newRule(Coherent, "profiles", "person_id", "order", "Follows the order of the persons.")
	ruleProfileVehicle = newRule(Coherent, "profiles", "vehicle_id", "of_person", "Is a vehicle of the person.")

	// That ids lead back to their rows: see row_ids.go.
	rulePersonID         = newRule(Coherent, "persons", "person_id", "of_row", "Is the id that the settings lead to for this row.")
	ruleVehicleID        = newRule(Coherent, "vehicles", "vehicle_id", "of_row", "Is the id that the settings lead to for this row.")
	ruleVehiclePersonID  = newRule(Coherent, "vehicles", "person_id", "of_row", "Is the id of the person that the settings lead to. Checked where the persons are absent.")
	ruleProfileID        = newRule(Coherent, "profiles", "profile_id", "of_row", "Is the id that the settings lead to for this row.")
	ruleProfilePersonID  = newRule(Coherent, "profiles", "person_id", "of_row", "Is the id of the person that the settings lead to. Checked where the persons are absent.")
	ruleProfileVehicleID = newRule(Coherent, "profiles", "vehicle_id", "of_row", "Is the id of the first vehicle that the settings lead to. Checked where the vehicles are absent.")

	// profileDerived holds, by column of a profile, the rule that it follows from the person
	// and the vehicles; see derivedRules.
	profileDerived = derivedRules()

	// The references between rows of one record, which the columns declare.
	ruleVehiclePerson = referenceRule(synthhub.VehicleTable, "person_id")
	ruleProfilePerson = referenceRule(synthhub.ProfileTable, "person_id")
)

// recordRules lists the rules above by table, in the order of reports.
var recordRules = map[string][]Rule{
	"persons":  {rulePersonID, ruleHasVehicle, ruleHasProfile},
	"vehicles": {ruleVehicleID, ruleVehiclePersonID, ruleVehicleOrder, rulePrimaryFirst, ruleVehicleState, ruleVehicleExpiry, ruleVehicleLicense, ruleVehicleOwner, ruleVehicleRating, ruleVehicleLine},
	"profiles": append([]Rule{ruleProfileID, ruleProfilePersonID, ruleProfileVehicleID, ruleProfileOrder, ruleProfileVehicle}, slices.DeleteFunc(slices.Clone(profileDerived), func(r Rule) bool { return r.Code == "" })...),
}

// derivedRules returns, by column of a profile, the rule that it follows from the person and
// the vehicles, and the zero Rule for columns that have rules of their own: the keys, the
// rating and the marker.
func derivedRules() []Rule {
	columns := synthhub.ProfileTable.Columns()
	rules := make([]Rule, len(columns))
	for i, c := range columns {
		if !c.Key && c.Ref == "" && c.Class != schema.GovernanceInfo && c.Name != "risk_rating" {
			rules[i] = newRule(Coherent, "profiles", c.Name, "derived", "Follows from the person and the vehicles.")
		}
	}
	return rules
}

// referenceRule returns the rule that a column refers to a row that is there.
func referenceRule(d schema.Describer, column string) Rule {
	return rulesOf(d).reference[columnIndex(d.Columns(), column)]
}

// A breach is a broken rule across the rows of one record.
type breach struct {
	rule       Rule
	value, why string
}

// fitsOwner reports whether the registration of a vehicle expires on a day that its owner fixes, where the
// state registers so. Trucks above 26,000 lb have a day of their own.
func fitsOwner(p *synthhub.Person, v *synthhub.Vehicle) bool {
	state, day := v.RegistrationState, v.RegistrationExpiresOn
	if state > synthhub.StateWY || !p.DateOfBirth.IsValid() || !day.IsValid() || p.LastName == "" {
		return true // another rule says so
	}
	return registration.Fits(uint8(state), p.DateOfBirth, p.LastName, day) ||
		v.GVWRClass >= license.HeavyClass && registration.IsHeavyEnd(day)
}

// vehicleBreaches returns the rules that a vehicle breaks against its person: what it must
// take over, and its rating.
func vehicleBreaches(p *synthhub.Person, v *synthhub.Vehicle, asOf schema.Date) (list []breach) {
	if v.RegistrationState != p.State {
		list = append(list, breach{ruleVehicleState, v.RegistrationState.String(), "the person lives in " + p.State.String()})
	}
	if !license.Allows(p.LicenseClass, v.GVWRClass, v.BodyStyle == synthhub.BodyTractor) {
		list = append(list, breach{ruleVehicleLicense, strconv.Itoa(v.GVWRClass), "the license of the person has the class " + p.LicenseClass})
	}
	if v.LOBType != p.LOBType {
		list = append(list, breach{ruleVehicleLine, v.LOBType.String(), "that of the person is " + p.LOBType.String()})
	}
	if !fitsOwner(p, v) {
		list = append(list, breach{ruleVehicleExpiry, v.RegistrationExpiresOn.String(), "the person is " + p.LastName + ", born on " + p.DateOfBirth.String()})
	}
	if !asOf.IsValid() {
		return list
	}
	if v.Ownership != synthhub.OwnershipOwned && asOf.YearsSince(p.DateOfBirth) < license.AgeOfMajority {
		list = append(list, breach{ruleVehicleOwner, v.Ownership.String(), "the person was born on " + p.DateOfBirth.String()})
	}
	if score := synthhub.Risk(p, v, asOf); v.RiskRating != score.Rating() {
		list = append(list, breach{ruleVehicleRating, v.RiskRating.String(), "the score makes it " + score.Rating().String()})
	}
	return list
}
