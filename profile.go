package synthhub

import (
	"fmt"
	"log/slog"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/catalog"
	"github.com/synthhub/synthhub/schema"
)

// A Profile joins a person and their primary vehicle for people to read. Every column except
// the key follows from the two. [ProfileTable] has the sentence and the rules of each
// column: profile_id, person_id, vehicle_id, full_name, age, lob_type, residence_state,
// city, postal_code, garaging_state, primary_vehicle_vin, vehicle_summary, vehicle_count,
// risk_score, risk_rating, synthetic_source.
type Profile struct {
	ID                uuid.UUID      `csv:"profile_id" json:"profile_id" db:"profile_id"`
	PersonID          uuid.UUID      `csv:"person_id" json:"person_id" db:"person_id"`
	VehicleID         uuid.UUID      `csv:"vehicle_id" json:"vehicle_id" db:"vehicle_id"`
	FullName          string         `csv:"full_name" json:"full_name" db:"full_name"`
	Age               int            `csv:"age" json:"age" db:"age"`
	LOBType           LineOfBusiness `csv:"lob_type" json:"lob_type" db:"lob_type"`
	ResidenceState    State          `csv:"residence_state" json:"residence_state" db:"residence_state"`
	City              string         `csv:"city" json:"city" db:"city"`
	PostalCode        string         `csv:"postal_code" json:"postal_code" db:"postal_code"`
	GaragingState     State          `csv:"garaging_state" json:"garaging_state" db:"garaging_state"`
	PrimaryVehicleVIN string         `csv:"primary_vehicle_vin" json:"primary_vehicle_vin" db:"primary_vehicle_vin"`
	VehicleSummary    string         `csv:"vehicle_summary" json:"vehicle_summary" db:"vehicle_summary"`
	VehicleCount      int            `csv:"vehicle_count" json:"vehicle_count" db:"vehicle_count"`
	RiskScore         int            `csv:"risk_score" json:"risk_score" db:"risk_score"`
	RiskRating        RiskRating     `csv:"risk_rating" json:"risk_rating" db:"risk_rating"`
	SyntheticSource   string         `csv:"synthetic_source" json:"synthetic_source" db:"synthetic_source"`
}

// ProfileTable has the description, the class and the rules of each column of [Profile].
var ProfileTable = newProfileTable()

func newProfileTable() *schema.Table[Profile] {
	return schema.New("profiles", "A person joined with the primary vehicle, one per record. Every attribute is derived.",
		func(p *Profile) []schema.Column {
			return []schema.Column{
				schema.Field(&p.ID, "profile_id", "Identifier of the profile.", schema.Key, schema.UUIDVersion(4)),
				schema.Field(&p.PersonID, "person_id", "Person of the profile.", schema.Ref("persons.person_id"), schema.UUIDVersion(4), schema.Unique),
				schema.Field(&p.VehicleID, "vehicle_id", "Primary vehicle: the first one of the person.", schema.AsOf, schema.Ref("vehicles.vehicle_id"), schema.UUIDVersion(4), schema.Unique),
				schema.Field(&p.FullName, "full_name", "First and last name.", schema.DirectIdentifier, schema.Len(5, 81)),
				schema.Field(&p.Age, "age", "Age in whole years on the as-of date.", schema.AsOf, schema.QuasiIdentifier, schema.Range(MinAge, MaxAge)),
				schema.Field(&p.LOBType, "lob_type", "Line of business of the person."),
				schema.Field(&p.ResidenceState, "residence_state", "State of residence.", schema.AsOf, schema.QuasiIdentifier),
				schema.Field(&p.City, "city", "City of residence.", schema.AsOf, schema.QuasiIdentifier, schema.Len(2, 40)),
				schema.Field(&p.PostalCode, "postal_code", "ZIP code of residence.", schema.AsOf, schema.QuasiIdentifier, schema.Shape("d{5}")),
				schema.Field(&p.GaragingState, "garaging_state", "State where the primary vehicle is kept.", schema.AsOf, schema.QuasiIdentifier),
				schema.Field(&p.PrimaryVehicleVIN, "primary_vehicle_vin", "VIN of the primary vehicle.", schema.AsOf, schema.DirectIdentifier, schema.Unique, schema.Shape("v{17}")),
				schema.Field(&p.VehicleSummary, "vehicle_summary", "Model year, make and model of the primary vehicle.", schema.AsOf, schema.Len(8, 90)),
				schema.Field(&p.VehicleCount, "vehicle_count", "Number of vehicles of the person.", schema.AsOf, schema.Range(1, MaxVehicles)),
				schema.Field(&p.RiskScore, "risk_score", "Points of the risk table for the primary vehicle. The score is a label for routing test cases. It is not an actuarial score.", schema.AsOf, schema.Range(0, 100)),
				schema.Field(&p.RiskRating, "risk_rating", "Rating of the risk score: Low, Medium or High.", schema.AsOf),
				schema.Field(&p.SyntheticSource, "synthetic_source", "Source of the row. The same in every row.", schema.GovernanceInfo, schema.Shape("'"+Marker+"'")),
			}
		},
		schema.Rule[Profile]{Column: "risk_rating", Name: "of_score", Doc: "Follows from the risk score: Medium from 13, High from 24.",
			Holds: func(p *Profile) bool { return p.RiskRating == ratingOf(p.RiskScore) }},
	)
}

func newProfiles() Entity {
	return entityOf(ProfileTable, oneRow(func(r *Record) *Profile { return &r.Profile }))
}

// LogValue returns id, name and state, for log/slog.
func (p Profile) LogValue() slog.Value {
	return logValue(p.ID, "name", p.FullName, p.ResidenceState)
}

// deriveProfile returns the profile, with a given key, of a person and their vehicles, of which
// the first is the primary one. It panics if there is no vehicle.
func deriveProfile(id uuid.UUID, p *Person, vs []Vehicle, asOf Date) Profile {
	v := &vs[0]
	pr := Profile{ID: id, FullName: p.FirstName + " " + p.LastName, VehicleSummary: string(catalog.AppendSummary(nil, v.ModelYear, v.Make, v.Model))}
	derive(&pr, p, vs, derived{age: asOf.YearsSince(p.DateOfBirth), score: Risk(p, v, asOf).Total})
	return pr
}

// Follows reports whether every column of the profile except its key is what [Record.Derive]
// would set for a person and their vehicles, of which the first is the primary one. It panics
// if there is no vehicle.
func (p *Profile) Follows(person *Person, vehicles []Vehicle, asOf Date) bool {
	v, want := &vehicles[0], Profile{ID: p.ID, FullName: p.FullName, VehicleSummary: p.VehicleSummary}
	derive(&want, person, vehicles, derived{age: asOf.YearsSince(person.DateOfBirth), score: Risk(person, v, asOf).Total})
	last, ok := strings.CutPrefix(p.FullName, person.FirstName)
	if !ok || last == "" || last[0] != ' ' || last[1:] != person.LastName || want != *p {
		return false
	}
	var buf [128]byte
	return p.VehicleSummary == string(catalog.AppendSummary(buf[:0], v.ModelYear, v.Make, v.Model))
}

// derived holds the values of a profile that are not in the rows it is derived from.
type derived struct {
	age   int // on the as-of date
	score int // risk score of the primary vehicle
}

// derive sets every attribute of a profile except its key and the texts that are built: the full
// name and the summary of the vehicle.
func derive(pr *Profile, p *Person, vs []Vehicle, d derived) {
	v := &vs[0]
	pr.PersonID, pr.VehicleID = p.ID, v.ID
	pr.Age = d.age
	pr.LOBType = p.LOBType
	pr.ResidenceState, pr.City, pr.PostalCode = p.State, p.City, p.PostalCode
	pr.GaragingState = v.GaragingState
	pr.PrimaryVehicleVIN = v.VIN
	pr.VehicleCount = len(vs)
	pr.RiskScore = d.score
	pr.RiskRating = ratingOf(d.score)
	pr.SyntheticSource = Marker
}

// Narrative tells the profile in one sentence, for people.
func (p *Profile) Narrative() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %d, of %s, %v %s, insures a %s", p.FullName, p.Age, p.City, p.ResidenceState, p.PostalCode, p.VehicleSummary)
	if more := p.VehicleCount - 1; more == 1 {
		b.WriteString(" and one more vehicle")
	} else if more > 1 {
		fmt.Fprintf(&b, " and %d more vehicles", more)
	}
	if p.GaragingState != p.ResidenceState {
		fmt.Fprintf(&b, ", garaged in %v,", p.GaragingState)
	}
	fmt.Fprintf(&b, " in the %s line: risk %s, %d of 100 points.", strings.ToLower(p.LOBType.String()), strings.ToLower(p.RiskRating.String()), p.RiskScore)
	return b.String()
}
