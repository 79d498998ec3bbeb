// Package claims adds a user-defined entity to a synthhub dataset: the claims that persons
// report on their primary vehicle.
package claims

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"

	"github.com/gofrs/uuid/v5"
	guuid "github.com/google/uuid"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// Extension is the name of the parameters in Settings.Extensions.
const Extension = "claims"

// Parameters are the settings of the claims.
type Parameters struct {
	Percent   int `json:"percent"`    // share of persons with claims, 0 to 100
	MaxClaims int `json:"max_claims"` // maximum number per person, 1 to 10
	MaxLoss   int `json:"max_loss"`   // maximum loss in dollars, 500 to 1,000,000
}

// DefaultParameters are the parameters of a dataset without this extension.
var DefaultParameters = Parameters{Percent: 30, MaxClaims: 3, MaxLoss: 40_000}

// validate reports the first parameter that is not allowed.
func (p Parameters) validate() error {
	for _, c := range []struct {
		name             string
		value, low, high int
	}{
		{"percent", p.Percent, 0, 100},
		{"max_claims", p.MaxClaims, 1, 10},
		{"max_loss", p.MaxLoss, 500, 1_000_000},
	} {
		if c.value < c.low || c.value > c.high {
			return &synthhub.SettingError{
				Field: "Extensions." + Extension + "." + c.name,
				Value: fmt.Sprint(c.value),
				Want:  fmt.Sprintf("%d to %d", c.low, c.high),
			}
		}
	}
	return nil
}

// A Cause is the cause of a loss.
type Cause uint8

// The causes.
const (
	Collision Cause = iota + 1
	Theft
	Weather
	Glass
)

// Names returns the words by value, as package schema requires.
func (Cause) Names() []string { return []string{"", "Collision", "Theft", "Weather", "Glass"} }

func (c Cause) String() string { return c.Names()[c] }

// Value implements driver.Valuer.
func (c Cause) Value() (driver.Value, error) { return c.String(), nil }

// Scan implements sql.Scanner.
func (c *Cause) Scan(src any) error {
	word, _ := src.(string)
	i := slices.Index(c.Names(), word)
	if i <= 0 {
		return fmt.Errorf("claims: %v is not a cause", src)
	}
	*c = Cause(i)
	return nil
}

var causes = draw.NewWeighted([]int{0, 50, 8, 22, 20}) // by Cause

// A Claim is a loss that a person has reported.
type Claim struct {
	ID         uuid.UUID       `db:"claim_id"`
	PersonID   uuid.UUID       `db:"person_id"`
	VehicleID  guuid.UUID      `db:"vehicle_id"`
	Cause      Cause           `db:"cause"`
	ReportedAt time.Time       `db:"reported_at"`
	Reserve    Money           `db:"reserve_usd"`
	FaultShare float64         `db:"fault_share"`
	SettledOn  *schema.Date    `db:"settled_on"`
	Paid       sql.Null[Money] `db:"paid_usd"`
	Litigated  bool            `db:"litigated"`
	Notes      string          `db:"notes"`
}

// Table describes the claims.
var Table = schema.New("claims", "Losses that persons have reported.", func(c *Claim) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "claim_id", "Identifier of the claim.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&c.PersonID, "person_id", "The person who reported it.", schema.Ref("persons.person_id")),
		schema.Field(&c.VehicleID, "vehicle_id", "The damaged vehicle.", schema.Ref("vehicles.vehicle_id"), schema.AsOf),
		schema.Field(&c.Cause, "cause", "What caused the loss."),
		schema.Field(&c.ReportedAt, "reported_at", "When it was reported.", schema.AsOf),
		schema.Field(&c.Reserve, "reserve_usd", "Estimate of the loss.", schema.Scale(2), schema.Range(1, 1_000_000_00)),
		schema.Field(&c.FaultShare, "fault_share", "Share of the fault, 0 to 1.", schema.Range(0, 1)),
		schema.Field(&c.SettledOn, "settled_on", "Day of the settlement, none while open.", schema.AsOf),
		schema.Field(&c.Paid, "paid_usd", "Amount paid, none while open.", schema.Scale(2), schema.Range(0, 1_000_000_00), schema.AsOf),
		schema.Field(&c.Litigated, "litigated", "Whether it went to court."),
		schema.Field(&c.Notes, "notes", "Remark of the adjuster.", schema.Optional, schema.Len(1, 80), schema.AsOf),
	}
},
	schema.Rule[Claim]{
		Column: "paid_usd", Name: "when_settled", Doc: "A claim has an amount paid if, and only if, it is settled.",
		Holds: func(c *Claim) bool { return c.Paid.Valid == (c.SettledOn != nil) },
	},
	schema.Rule[Claim]{
		Column: "settled_on", Name: "after_report", Doc: "A claim is not settled before it is reported.",
		Holds: func(c *Claim) bool {
			return c.SettledOn == nil || !c.SettledOn.Before(schema.DateOf(c.ReportedAt))
		},
	},
	schema.Rule[Claim]{
		Column: "reported_at", Name: "by_as_of", Doc: "A claim is reported by the as-of date.",
		HoldsOn: func(c *Claim, asOf schema.Date) bool { return !schema.DateOf(c.ReportedAt).After(asOf) },
	},
)

// Claims is the entity, for export.With and validate.With.
var Claims = synthhub.NewEntityWithSettings(Table, bind)

// bind prepares the draws of the claims of one dataset.
func bind(s synthhub.Settings) (func(*synthhub.Record, []Claim) []Claim, error) {
	p := DefaultParameters
	if err := s.DecodeExtension(Extension, &p); err != nil {
		return nil, err
	}
	if err := p.validate(); err != nil {
		return nil, err
	}
	var (
		ids      = s.Label("claims", "claim_id").NewIDs()
		count    = s.Label("claims", "count")
		cause    = s.Label("claims", "cause")
		reported = s.Label("claims", "reported_at")
		reserve  = s.Label("claims", "reserve_usd")
		fault    = s.Label("claims", "fault_share")
		settled  = s.Label("claims", "settled_on")
		paid     = s.Label("claims", "paid_usd")
		asOf     = s.AsOf
	)
	return func(r *synthhub.Record, dst []Claim) []Claim {
		draws := count.At(r.Key, 0)
		if !draws.Chance(p.Percent, 100) {
			return dst
		}
		for i := range draws.Between(1, p.MaxClaims) {
			days := 1 + reported.IntNAt(r.Key, i, 3*365)
			c := Claim{
				ID:         ids.ID(r.Key, i),
				PersonID:   r.Person.ID,
				VehicleID:  guuid.UUID(r.Vehicles[0].ID),
				Cause:      Cause(causes.Pick(cause.DrawAt(r.Key, i))),
				ReportedAt: asOf.AddDays(-days).Time().Add(timeOfDay(reported.Sub(1).DrawAt(r.Key, i))),
				Reserve:    Money(100_00 + reserve.IntNAt(r.Key, i, p.MaxLoss*100-100_00+1)),
			}
			if c.Cause == Collision {
				c.FaultShare = float64(fault.IntNAt(r.Key, i, 21)) / 20
				c.Litigated = c.FaultShare > 0.3 && c.FaultShare < 0.7
			}
			if wait := settled.IntNAt(r.Key, i, 400); wait < days {
				day := asOf.AddDays(wait - days)
				c.SettledOn = &day
				c.Paid = sql.Null[Money]{V: c.Reserve * Money(paid.IntNAt(r.Key, i, 101)) / 100, Valid: true}
			}
			if c.Litigated && c.SettledOn == nil {
				c.Notes = `Pending, "see file"`
			}
			dst = append(dst, c)
		}
		return dst
	}, nil
}

// timeOfDay turns a draw into a time within a day, to the microsecond.
func timeOfDay(d uint64) time.Duration {
	const micros = uint64(24 * time.Hour / time.Microsecond)
	return time.Duration(draw.Bounded(d, micros)) * time.Microsecond
}
