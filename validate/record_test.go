package validate_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestRecord: what is wrong within one record is found in it alone, by the rules of the
// whole dataset, and nothing is found in a good record.
func TestRecord(t *testing.T) {
	t.Parallel()
	g := generatorOf(t, synthhub.Settings{Records: 50, Seed: 5, Vehicles: synthhub.VehicleRange{Min: 2, Max: 3}})
	asOf := g.Settings().AsOf
	for r := range g.All() {
		if list := validate.Record(r, asOf); len(list) > 0 {
			t.Fatalf("record %d: %v", r.Slot, list)
		}
	}
	var codes []string
	for rule := range validate.Rules() {
		codes = append(codes, rule.Code)
	}
	for _, c := range []struct {
		reason string
		change func(r *synthhub.Record)
		want   []string
	}{
		{"a column of the person", func(r *synthhub.Record) { r.Person.Email = "jane@company.com" }, []string{"persons.email.of_name", "persons.email.shape"}},
		{"a column of the second vehicle", func(r *synthhub.Record) { r.Vehicles[1].VIN = "1" }, []string{"vehicles.vin.shape"}},
		{"a vehicle of somebody else", func(r *synthhub.Record) { r.Vehicles[1].PersonID = g.Record(9).Person.ID }, []string{"vehicles.person_id.reference"}},
		{"a vehicle of another line", func(r *synthhub.Record) {
			r.Vehicles[1].LOBType = synthhub.LinePersonal + synthhub.LineCommercial - r.Vehicles[1].LOBType
		}, []string{"vehicles.lob_type.of_person"}},
		{"a rating that does not follow", func(r *synthhub.Record) { r.Vehicles[1].RiskRating = r.Vehicles[1].RiskRating%3 + 1 }, []string{"vehicles.risk_rating.of_score"}},
		{"a name that does not follow", func(r *synthhub.Record) { r.Profile.FullName = "Jane Roe" }, []string{"profiles.full_name.derived"}},
		{"another last name", func(r *synthhub.Record) { r.Profile.FullName += "x" }, []string{"profiles.full_name.derived"}},
		{"a rating and a name", func(r *synthhub.Record) {
			r.Vehicles[1].RiskRating, r.Profile.FullName = r.Vehicles[1].RiskRating%3+1, "Jane Roe"
		}, []string{"profiles.full_name.derived", "vehicles.risk_rating.of_score"}},
		{"a summary that does not follow", func(r *synthhub.Record) { r.Profile.VehicleSummary = "1999 Made Up" }, []string{"profiles.vehicle_summary.derived"}},
		{"a count that does not follow", func(r *synthhub.Record) { r.Profile.VehicleCount = 9 }, []string{"profiles.vehicle_count.derived"}},
		{"the profile of another vehicle", func(r *synthhub.Record) { r.Profile.VehicleID = r.Vehicles[1].ID }, []string{"vehicles.vehicle_id.primary_first"}},
		{"the profile of somebody else's vehicle", func(r *synthhub.Record) { r.Profile.VehicleID = g.Record(9).Vehicles[0].ID }, []string{"profiles.vehicle_id.of_person"}},
		{"the profile of somebody else", func(r *synthhub.Record) { r.Profile.PersonID = g.Record(9).Person.ID }, []string{"profiles.person_id.reference"}},
		{"no vehicle", func(r *synthhub.Record) { r.Vehicles = nil }, []string{"persons.person_id.has_vehicle"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			r := g.Record(4)
			c.change(&r)
			before := r.Clone()
			var got []string
			for _, v := range validate.Record(&r, asOf) {
				if got = append(got, v.Code()); !slices.Contains(codes, v.Code()) {
					t.Errorf("%s is not a rule", v.Code())
				}
				if !strings.Contains(v.Error(), "breaks the rule: ") {
					t.Errorf("%q does not say that a rule is broken", v)
				}
			}
			slices.Sort(got)
			for _, want := range c.want {
				if !slices.Contains(got, want) {
					t.Errorf("%s was not found; found were %v", want, got)
				}
			}
			if c.reason != "a vehicle of another line" && len(got) != len(c.want) {
				t.Errorf("found were %v, want %v", got, c.want)
			}
			if diff := cmp.Diff(before, r); diff != "" {
				t.Errorf("the check changes the record:\n%s", diff)
			}
		})
	}
	r := g.Record(4)
	r.Person.State = 0
	if list := fmt.Sprint(validate.Record(&r, asOf)); !strings.Contains(list, "It must be empty.") {
		t.Errorf("for an unset state: %s", list)
	}
	r = g.Record(4)
	r.Profile.Age++
	if list := validate.Record(&r, schema.Date{}); len(list) > 0 {
		t.Errorf("without an as-of date: %v", list)
	}
}

// TestOptionErrors: a wrong option is an error of every function that takes it, and all of
// them are reported at once.
func TestOptionErrors(t *testing.T) {
	t.Parallel()
	b := bundle(t, 3)
	wrong := []validate.Option{
		validate.Workers(-1), validate.Workers(1025), validate.Limit(-2), validate.Memory(-3), validate.With(synthhub.Persons), validate.Faulty(synthhub.NewEntity(oddTable, func(*synthhub.Record, []odd) []odd { return nil })),
	}
	_, ofBundle := validate.Bundle(t.Context(), b, wrong...)
	_, ofSource := validate.Source(t.Context(), b, wrong...)
	_, ofSnapshot := validate.Snapshot(t.Context(), fstest.MapFS{}, wrong...)
	for name, err := range map[string]error{"Bundle": ofBundle, "Source": ofSource, "Snapshot": ofSnapshot} {
		for _, part := range []string{"-1 workers", "1025 workers: want 0 for GOMAXPROCS, or 1 to 1024", "limit of -2", "-3 bytes", "two tables are called persons; to replace the governed one use Faulty", "faulty odds: no governed table"} {
			if !errors.Is(err, validate.ErrOption) || !strings.Contains(err.Error(), part) {
				t.Errorf("%s: %v does not say %q", name, err, part)
			}
		}
	}
}

type odd struct{ ID int }

var oddTable = schema.New("odds", "Odd numbers.", func(o *odd) []schema.Column {
	return []schema.Column{schema.Field(&o.ID, "odd_id", "A number.", schema.Key)}
})

// TestFaultPlan: a plan that cannot be carried out is an error that says what to do.
func TestFaultPlan(t *testing.T) {
	t.Parallel()
	b := bundle(t, 30)
	for _, c := range []struct {
		reason string
		plan   fault.Plan
		want   error
		says   string
	}{
		{"a negative number", fault.Plan{"persons.email.required": -1}, fault.ErrPlan, "-1 for persons.email.required"},
		{"a misspelled rule", fault.Plan{"persons.emial.required": 1}, fault.ErrRule, "did you mean persons.email.required?"},
		{"a rule like no other", fault.Plan{"weather": 1}, fault.ErrRule, "Codes lists those"},
		{"too many", fault.Plan{"persons.email.required": 10}, fault.ErrRecords, "persons.email.required"},
		{"none", fault.Plan{"persons.email.required": 0}, nil, ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			if _, err := fault.New(t.Context(), b, c.plan); !errors.Is(err, c.want) || c.want != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v that says %q", err, c.want, c.says)
			}
		})
	}
}
