package report_test

import (
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/validate/fault"
)

// Why a comparison of counts cannot find some faults, in 2 of 100 records.
const (
	ofID       = "of an id and of a unique text only the length and the emptiness are compared"
	ofRareText = "a word that is misspelled is one of the rare words, which are one class"
	ofTwins    = "so few values that occur twice are within the error of the number of different values"
	ofRelation = "it is about the relation of rows, or about their order"
	ofRows     = "the numbers of rows are there to be compared, but any two are fine"
	asLikely   = "the value is another one that is as likely, and near the right one"
)

// unseen are the faults that are not found, each with the reason. A code that begins with a dot is of any
// column.
var unseen = map[string]string{
	"persons.person_id.shape": ofID, "persons.email.text": ofID, "persons.email.shape": ofID, "persons.email.of_name": ofID,
	"vehicles.vehicle_id.shape": ofID, "vehicles.person_id.shape": ofID, "profiles.profile_id.shape": ofID,
	"profiles.person_id.shape": ofID, "profiles.vehicle_id.shape": ofID, "profiles.primary_vehicle_vin.derived": ofID,
	"vehicles.vin.check_digit": ofID, "vehicles.vin.model_year": ofID, "vehicles.vin.unregistered": ofID,
	"vehicles.registration_plate.not_withheld": ofID,
	"persons.address_line_1.text":              ofRareText, "persons.first_name.text": ofRareText, "persons.last_name.text": ofRareText, "persons.city.text": ofRareText,
	"persons.postal_code.text": ofRareText, "persons.postal_code.shape": ofRareText, "persons.county.text": ofRareText, "persons.county_fips.text": ofRareText, "persons.county_fips.shape": ofRareText, "vehicles.model.text": ofRareText,
	"vehicles.garaging_postal_code.text": ofRareText, "vehicles.garaging_postal_code.shape": ofRareText, "profiles.full_name.text": ofRareText, "profiles.full_name.derived": ofRareText,
	"profiles.city.text": ofRareText, "profiles.postal_code.text": ofRareText, "profiles.postal_code.shape": ofRareText, "profiles.vehicle_summary.text": ofRareText,
	"profiles.city.derived": ofRareText, "profiles.postal_code.derived": ofRareText, "profiles.vehicle_summary.derived": ofRareText,
	".unique": ofTwins, ".reference": ofRelation, ".order": ofRelation, ".has_vehicle": ofRelation, ".has_profile": ofRelation,
	".primary_first": ofRelation, "profiles.vehicle_id.of_person": ofRelation, ".count": ofRows,
	"persons.license_expires_on.birthday": asLikely, "vehicles.value_usd.derived": asLikely, "vehicles.risk_rating.of_score": asLikely,
	"vehicles.registration_state.of_person": asLikely, "vehicles.registration_expires_on.of_state": asLikely,
	"vehicles.registration_expires_on.of_owner": asLikely, "profiles.age.derived": asLikely, "profiles.lob_type.derived": asLikely,
	"profiles.risk_score.derived": asLikely,
}

// some are the faults that the short form of the test tries.
var some = []string{
	"persons.gender.required", "persons.occupation.text", "persons.city.length", "persons.first_licensed_on.of_age", "vehicles.annual_mileage.range", "vehicles.usage.of_line",
}

// TestFaults breaks each rule of package validate in 2 of 100 records, and holds that the comparison with
// another seed finds it, except where it cannot.
func TestFaults(t *testing.T) {
	statistical(t)
	before := profileOf(t, generatorOf(t, shares(30, 42)))
	after := generatorOf(t, shares(30, 43))
	try := func(code string) {
		t.Run(code, func(t *testing.T) {
			bad, err := fault.New(t.Context(), after, fault.Plan{code: powerRecords / 50})
			if err != nil {
				t.Skip(err)
			}
			d := compared(t, before, profileOf(t, after, report.Replacing(bad.Governed()...)))
			var found []string
			for _, c := range d.Columns {
				if c.Verdict > report.None {
					found = append(found, c.Table+"."+c.Column+" "+c.Verdict.String())
				}
			}
			for _, p := range d.Pairs {
				found = append(found, p.Table+"."+p.A+" with "+p.B+" "+p.Verdict.String())
			}
			why := unseen[code]
			if why == "" {
				why = unseen[code[strings.LastIndex(code, "."):]]
			}
			t.Logf("%s: %d findings, such as %s; %s", d.Verdict, len(found), strings.Join(found[:min(3, len(found))], ", "), why)
			if d.Verdict == report.None && why == "" {
				t.Error("it is not found")
			}
		})
	}
	if !testenv.Long() {
		for i, code := range some {
			if i%3 == 1 || !quick() {
				try(code)
			}
		}
		return
	}
	for code := range fault.Codes() {
		try(code)
	}
}
