package validate_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/gofrs/uuid/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// vehicleOf returns the index of the first vehicle of a person who has n.
func vehicleOf(t *testing.T, b *synthhub.Bundle, n int) (first int) {
	t.Helper()
	for r := range b.All() {
		if r.Slot > 3 && len(r.Vehicles) == n {
			return first
		}
		first += len(r.Vehicles)
	}
	t.Fatalf("nobody has %d vehicles", n)
	return 0
}

// nobody is the id of no person.
var nobody = uuid.Must(uuid.FromString("00000000-0000-4000-8000-000000000001"))

// incoherent are changes of a good bundle by hand, so that what must be found is known
// without any help of the code under test.
var incoherent = []struct {
	name   string
	reason string
	change func(t *testing.T, b *synthhub.Bundle)
	want   map[string]int
}{
	{"nothing", "generated data are good", func(*testing.T, *synthhub.Bundle) {}, map[string]int{}},
	{
		"orphan of a person with one vehicle", "the person is left without any; what the profile says of the vehicle cannot be told wrong",
		func(t *testing.T, b *synthhub.Bundle) { v := vehicleOf(t, b, 1); b.Vehicles[v].PersonID = nobody },
		map[string]int{"vehicles.person_id.reference": 1, "persons.person_id.has_vehicle": 1},
	},
	{
		"orphan of a person with three", "the count does not fit any more",
		func(t *testing.T, b *synthhub.Bundle) { v := vehicleOf(t, b, 3); b.Vehicles[v+2].PersonID = nobody },
		map[string]int{"vehicles.person_id.reference": 1, "profiles.vehicle_count.derived": 1},
	},
	{
		"orphaned primary vehicle", "the profile names a vehicle that is not the person's",
		func(t *testing.T, b *synthhub.Bundle) { v := vehicleOf(t, b, 3); b.Vehicles[v].PersonID = nobody },
		map[string]int{"vehicles.person_id.reference": 1, "profiles.vehicle_id.of_person": 1},
	},
	{
		"primary vehicle not first", "order alone is wrong: all else still follows from the primary vehicle",
		func(t *testing.T, b *synthhub.Bundle) {
			v := vehicleOf(t, b, 3)
			b.Vehicles[v], b.Vehicles[v+1] = b.Vehicles[v+1], b.Vehicles[v]
		},
		map[string]int{"vehicles.vehicle_id.primary_first": 1},
	},
	{
		"vehicles of two persons swapped", "one of the two is out of order",
		func(t *testing.T, b *synthhub.Bundle) {
			v := vehicleOf(t, b, 1)
			b.Vehicles[v], b.Vehicles[v-1] = b.Vehicles[v-1], b.Vehicles[v]
		},
		map[string]int{"vehicles.person_id.order": 1},
	},
	{
		"a vehicle two persons early", "it is out of order, and not those that it passed",
		func(t *testing.T, b *synthhub.Bundle) {
			v := vehicleOf(t, b, 1)
			for b.Vehicles[v+1].PersonID == b.Vehicles[v+2].PersonID || b.Vehicles[v+2].PersonID == b.Vehicles[v+3].PersonID {
				v++
			}
			b.Vehicles[v], b.Vehicles[v+1], b.Vehicles[v+2] = b.Vehicles[v+2], b.Vehicles[v], b.Vehicles[v+1]
		},
		map[string]int{"vehicles.person_id.order": 1},
	},
	{
		"profiles far apart swapped", "both are out of order",
		func(_ *testing.T, b *synthhub.Bundle) {
			b.Profiles[10], b.Profiles[290] = b.Profiles[290], b.Profiles[10]
		},
		map[string]int{"profiles.person_id.order": 2},
	},
	{
		"e-mail address of another", "it comes twice, and is not made of the name",
		func(_ *testing.T, b *synthhub.Bundle) { b.Persons[200].Email = b.Persons[3].Email },
		map[string]int{"persons.email.unique": 1, "persons.email.of_name": 1},
	},
	{
		"a value three times", "each but the first is one too many",
		func(_ *testing.T, b *synthhub.Bundle) {
			b.Profiles[7].ID, b.Profiles[9].ID = b.Profiles[5].ID, b.Profiles[5].ID
		},
		map[string]int{"profiles.profile_id.unique": 2},
	},
	{
		"a plate of another state", "plates are unique within a state only",
		func(_ *testing.T, b *synthhub.Bundle) {
			for i := range b.Vehicles {
				if len(b.Vehicles[i].RegistrationPlate) != len(b.Vehicles[0].RegistrationPlate) {
					b.Vehicles[i].RegistrationPlate = b.Vehicles[0].RegistrationPlate
					return
				}
			}
		},
		map[string]int{"vehicles.registration_plate.of_state": 1},
	},
	{
		"profile of a stranger", "the person is left without one",
		func(_ *testing.T, b *synthhub.Bundle) { b.Profiles[30].PersonID = nobody },
		map[string]int{"profiles.person_id.reference": 1, "persons.person_id.has_profile": 1},
	},
	{
		"keys that are not set", "an empty value is neither unique nor repeated",
		func(_ *testing.T, b *synthhub.Bundle) {
			b.Profiles[30].ID, b.Profiles[31].ID = uuid.UUID{}, uuid.UUID{}
		},
		map[string]int{"profiles.profile_id.required": 2},
	},
	{
		"another age", "it follows from the date of birth",
		func(_ *testing.T, b *synthhub.Bundle) { b.Profiles[30].Age ^= 1 },
		map[string]int{"profiles.age.derived": 1},
	},
	{
		"another line of business of the vehicle", "it is the person's",
		func(_ *testing.T, b *synthhub.Bundle) {
			for i := range b.Vehicles {
				if b.Vehicles[i].LOBType == synthhub.LineCommercial && b.Vehicles[i].Usage == synthhub.UsageFarm {
					b.Vehicles[i].LOBType = synthhub.LinePersonal
					return
				}
			}
		},
		nil,
	},
}

func TestCoherent(t *testing.T) {
	t.Parallel()
	for _, tt := range incoherent {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			b := bundle(t, 300)
			tt.change(t, b)
			r := bundleReport(t, b)
			checkReport(t, r)
			if diff := cmp.Diff(tt.want, totals(r)); tt.want != nil && diff != "" {
				t.Errorf("%s (-want +got):\n%s\n%s", tt.reason, diff, text(r))
			}
		})
	}
}

func TestOneRow(t *testing.T) {
	t.Parallel()
	b := bundle(t, 20)
	asOf := b.Settings().AsOf
	if v := validate.Person(&b.Persons[3], asOf); len(v) > 0 {
		t.Errorf("a good person: %v", v)
	}
	p := b.Persons[3]
	p.FirstLicensedOn, p.Violations3Yr, p.Accidents3Yr = asOf.AddDays(2), 0, 0 // tomorrow is a Sunday
	if v := validate.Person(&p, asOf); len(v) != 1 || v[0].Code() != "persons.first_licensed_on.not_future" {
		t.Errorf("a license of the day after tomorrow: %v", v)
	}
	if v := validate.Person(&p, schema.Date{}); len(v) != 0 {
		t.Errorf("without a date nothing is in the future: %v", v)
	}
	p.FirstLicensedOn = schema.NewDate(2020, 2, 30)
	if v := validate.Person(&p, asOf); len(v) == 0 || v[0].Code() != "persons.first_licensed_on.required" {
		t.Errorf("a license of February 30th: %v", v)
	}
	p = b.Persons[3]
	p.LicenseExpiresOn = schema.NewDate(2026, 2, 30)
	if v := validate.Person(&p, asOf); len(v) == 0 || v[0].Code() != "persons.license_expires_on.required" {
		t.Errorf("a license until February 30th: %v", v)
	}
	v := b.Vehicles[3]
	v.VIN = v.VIN[:16]
	if list := validate.Vehicle(&v, asOf); len(list) != 1 || list[0].Code() != "vehicles.vin.shape" {
		t.Errorf("a short VIN: %v", list)
	}
	pr := b.Profiles[3]
	pr.RiskScore = 101
	if list := validate.Profile(&pr, asOf); len(list) == 0 || list[0].Code() != "profiles.risk_score.range" {
		t.Errorf("a score above all: %v", list)
	}
}

// TestSameReport wants the same report however the work is divided.
func TestSameReport(t *testing.T) {
	t.Parallel()
	records := 1000
	if testenv.Long() {
		records = 3000
	}
	g := generator(t, records)
	plan := fault.Plan{}
	for code := range fault.Codes() {
		plan[code] = 1
	}
	in, err := fault.New(t.Context(), g, plan)
	if err != nil {
		t.Fatal(err)
	}
	report := func(t *testing.T, opts ...validate.Option) string {
		r, err := validate.Source(t.Context(), g, append(opts, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...))...)
		if err != nil {
			t.Fatal(err)
		}
		checkReport(t, r)
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := report(t, validate.Workers(1))
	for name, opts := range map[string][]validate.Option{
		"workers":                   {validate.Workers(7)},
		"hardly any memory":         {validate.Memory(0)},
		"half of the memory":        {validate.Memory(8 * 5 * records), validate.Workers(2)},
		"workers and little memory": {validate.Memory(8 * records * 2 / 3), validate.Workers(3)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := report(t, opts...); got != want {
				t.Errorf("another report (-want +got):\n%s", cmp.Diff(want, got))
			}
		})
	}
}

// TestManyFindings breaks ten rules in every row: the totals are exact, and the
// report does not grow.
func TestManyFindings(t *testing.T) {
	t.Parallel()
	records := 5_000
	if testenv.Long() {
		records = 100_000
	}
	g := generatorOf(t, synthhub.Settings{Records: records})
	columns := []string{"first_name", "last_name", "occupation", "email", "phone", "address_line_1", "city", "postal_code", "synthetic_source", "driver_license_number"}
	empty := synthhub.NewEntity(synthhub.PersonTable, func(r *synthhub.Record, dst []synthhub.Person) []synthhub.Person {
		p := r.Person
		p.FirstName, p.LastName, p.Occupation, p.Email, p.Phone = "", "", "", "", ""
		p.AddressLine1, p.City, p.PostalCode, p.SyntheticSource, p.DriverLicenseNumber = "", "", "", "", ""
		return append(dst, p)
	})
	r, err := validate.Source(t.Context(), g, validate.Faulty(empty), validate.Limit(3))
	if err != nil {
		t.Fatal(err)
	}
	checkReport(t, r)
	sum := 0
	for _, column := range columns {
		n := r.Count("persons." + column + ".required")
		sum += n
		if n != records {
			t.Errorf("%s: %d findings, want %d", column, n, records)
		}
	}
	if len(r.Findings) != 3*len(r.Totals) {
		t.Errorf("%d findings of %d rules are listed, want 3 of each", len(r.Findings), len(r.Totals))
	}
	var reportError *validate.ReportError
	if !errors.As(r.Err(), &reportError) || reportError.Report != r || !strings.Contains(reportError.Error(), "findings, first: ") {
		t.Errorf("the error is %v", r.Err())
	}
}

// TestTooManyVehicles gives one person all vehicles: they are checked up to the number that a
// person may have, since comparing each with all others would take too long for a hostile file.
func TestTooManyVehicles(t *testing.T) {
	t.Parallel()
	b := bundle(t, 300)
	for i := range b.Vehicles {
		b.Vehicles[i].PersonID = b.Persons[5].ID
	}
	r := bundleReport(t, b)
	checkReport(t, r)
	if n := r.Count("vehicles.registration_state.of_person"); n == 0 || n > synthhub.MaxVehicles+1 {
		t.Errorf("%d of %d vehicles are found in another state than their person, want up to %d", n, len(b.Vehicles), synthhub.MaxVehicles+1)
	}
}

type claim struct {
	ID       string
	PersonID uuid.UUID
	Amount   int
}

var claimTable = schema.New("claims", "Claims.", func(c *claim) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "claim_id", "Key.", schema.Key, schema.Shape("'C'd{6}")),
		schema.Field(&c.PersonID, "person_id", "Claimant.", schema.Ref("persons.person_id")),
		schema.Field(&c.Amount, "amount", "Dollars.", schema.Range(1, 100)),
	}
})

// claims returns an entity with a claim for each record, changed.
func claims(change func(c *claim, slot int)) synthhub.Entity {
	return synthhub.NewEntity(claimTable, func(r *synthhub.Record, dst []claim) []claim {
		c := claim{ID: fmt.Sprintf("C%06d", r.Slot), PersonID: r.Person.ID, Amount: 7}
		change(&c, r.Slot)
		return append(dst, c)
	})
}

// TestUserDefinedEntity checks a user-defined entity beside the governed ones.
func TestUserDefinedEntity(t *testing.T) {
	t.Parallel()
	good := claims(func(*claim, int) {})
	b := bundle(t, 300)
	if r := bundleReport(t, b, validate.With(good)); r.Err() != nil {
		t.Errorf("good claims: %v", r.Err())
	}
	bad := claims(func(c *claim, i int) {
		switch i {
		case 5:
			c.ID = "C000004"
		case 6:
			c.PersonID[0] ^= 1
		case 7:
			c.Amount = 0
		}
	})
	r := bundleReport(t, b, validate.With(bad))
	want := map[string]int{"claims.claim_id.unique": 1, "claims.person_id.reference": 1, "claims.amount.range": 1}
	if diff := cmp.Diff(want, totals(r)); diff != "" {
		t.Errorf("bad claims (-want +got):\n%s", diff)
	}
	in, err := fault.New(t.Context(), b, fault.Plan{"claims.claim_id.unique": 2, "claims.person_id.reference": 1, "claims.amount.range": 1, "claims.claim_id.shape": 1}, good)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(in.Totals(), totals(bundleReport(t, b, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...)))); diff != "" {
		t.Errorf("faulty claims (-want +got):\n%s", diff)
	}
}

func TestContextEnds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("enough")
	cancel(cause)
	if _, err := validate.Source(ctx, generator(t, 3000)); !errors.Is(err, cause) {
		t.Errorf("the error is %v, want %v", err, cause)
	}
	if _, err := validate.Snapshot(ctx, exported(t, generator(t, 20)).fs()); !errors.Is(err, cause) {
		t.Errorf("the error is %v, want %v", err, cause)
	}
}
