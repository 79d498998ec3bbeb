package main

import (
	"strconv"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// A Policy insures one vehicle on the as-of date.
type Policy struct {
	ID, PersonID, VehicleID             uuid.UUID
	Number                              string
	EffectiveOn, ExpiresOn              synthhub.Date
	LimitUSD, DeductibleUSD, PremiumUSD int
}

var policyTable = schema.New("policies", "Policies in force on the as-of date, one per vehicle.", func(p *Policy) []schema.Column {
	return []schema.Column{
		schema.Field(&p.ID, "policy_id", "Identifier of the policy.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&p.Number, "policy_number", "Number on the papers.", schema.DirectIdentifier, schema.Unique, schema.Shape("'PA'd{12}")),
		schema.Field(&p.PersonID, "person_id", "Who holds it.", schema.Ref("persons.person_id")),
		schema.Field(&p.VehicleID, "vehicle_id", "What it insures.", schema.Ref("vehicles.vehicle_id"), schema.Unique),
		schema.Field(&p.EffectiveOn, "effective_on", "First day of the term."),
		schema.Field(&p.ExpiresOn, "expires_on", "Day after the term."),
		schema.Field(&p.LimitUSD, "limit_usd", "Liability: the most that is paid to others.", schema.Range(50_000, 800_000)),
		schema.Field(&p.DeductibleUSD, "deductible_usd", "What the holder pays first of a loss of the vehicle; 0 if that is not covered.", schema.Range(0, 2000)),
		schema.Field(&p.PremiumUSD, "premium_usd", "Price of the term, from the risk score.", schema.Range(100, 100_000)),
	}
}, schema.Rule[Policy]{Column: "expires_on", Name: "in_force", Doc: "Is after the as-of date.",
	HoldsOn: func(p *Policy, asOf synthhub.Date) bool { return p.ExpiresOn.After(asOf) }})

// Policies has a row for each vehicle.
var Policies = synthhub.NewEntityWithSettings(policyTable, func(s synthhub.Settings) (func(*synthhub.Record, []Policy) []Policy, error) {
	policy := policyOf(s)
	return func(r *synthhub.Record, dst []Policy) []Policy {
		for k := range r.Vehicles {
			dst = append(dst, policy(r, k))
		}
		return dst
	}, nil
})

// policyOf returns a function that generates the policy of a record's vehicle k.
func policyOf(s synthhub.Settings) func(r *synthhub.Record, k int) Policy {
	label := func(attribute string) draw.Label { return s.Label("policies", attribute) }
	ids, numbers := label("policy_id").NewIDs(), label("policy_number").NewPermutation(synthhub.MaxRecords*synthhub.MaxVehicles)
	terms, starts, limits, covers, deductibles := label("expires_on"), label("effective_on"), label("limit_usd"), label("covered"), label("deductible_usd")
	return func(r *synthhub.Record, k int) Policy {
		v, risk := &r.Vehicles[k], synthhub.Risk(&r.Person, &r.Vehicles[k], s.AsOf).Total
		p := Policy{ID: ids.ID(r.Key, k), PersonID: r.Person.ID, VehicleID: v.ID, LimitUSD: 50_000 << limits.IntNAt(r.Key, k, 5)}
		p.Number = "PA" + strconv.FormatUint(100_000_000_000+numbers.At(uint64(r.Slot)*synthhub.MaxVehicles+uint64(k)), 10)
		term := 182 * (1 + terms.IntNAt(r.Key, k, 2))
		p.EffectiveOn = s.AsOf.AddDays(-starts.IntNAt(r.Key, k, term))
		p.ExpiresOn = p.EffectiveOn.AddDays(term)
		yearlyUSD := 300 + 12*risk + p.LimitUSD/2000
		if v.Ownership != synthhub.OwnershipOwned || covers.IntNAt(r.Key, k, 20_000) < v.ValueUSD {
			p.DeductibleUSD = 250 << deductibles.IntNAt(r.Key, k, 4)
			yearlyUSD += 100 + v.ValueUSD*(20+risk)/2000 - p.DeductibleUSD/20
		}
		p.PremiumUSD = yearlyUSD * term / 364
		return p
	}
}

// A Claim is a loss within the term of a policy, up to the as-of date.
type Claim struct {
	ID, PolicyID           uuid.UUID
	OccurredOn, ReportedOn synthhub.Date
	Peril                  Peril
	LossUSD                int
}

// A Peril is the cause of a claim. All perils but Liability damage the insured vehicle.
type Peril uint8

// Names returns the words by value; the first stands for no peril.
func (Peril) Names() []string { return []string{"", "Liability", "Collision", "Theft", "Glass"} }

var claimTable = schema.New("claims", "Claims on the policies, up to the as-of date.", func(c *Claim) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "claim_id", "Identifier of the claim.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&c.PolicyID, "policy_id", "The policy.", schema.Ref("policies.policy_id")),
		schema.Field(&c.OccurredOn, "occurred_on", "Day of the loss, within the term."),
		schema.Field(&c.ReportedOn, "reported_on", "Day on which it was told."),
		schema.Field(&c.Peril, "peril", "What caused it."),
		schema.Field(&c.LossUSD, "loss_usd", "What it costs.", schema.Range(100, 100_000)),
	}
}, schema.Rule[Claim]{Column: "reported_on", Name: "in_order", Doc: "Is not before the loss.",
	Holds: func(c *Claim) bool { return !c.ReportedOn.Before(c.OccurredOn) }})

// Parameters are the settings of this extension. The metadata of a dataset hold them.
type Parameters struct {
	ClaimsPerThousand int `json:"claims_per_thousand"` // of policies with 20 points of risk
}

// Claims has a row for each claim. It generates the policies again to find their terms.
var Claims = synthhub.NewEntityWithSettings(claimTable, func(s synthhub.Settings) (func(*synthhub.Record, []Claim) []Claim, error) {
	label := func(attribute string) draw.Label { return s.Label("claims", attribute) }
	policy, ids := policyOf(s), label("claim_id").NewIDs()
	chances, days, delays, perils, losses := label("chance"), label("occurred_on"), label("reported_on"), label("peril"), label("loss_usd")
	parameters := Parameters{ClaimsPerThousand: 60}
	err := s.DecodeExtension("claims", &parameters)
	return func(r *synthhub.Record, dst []Claim) []Claim {
		for k := range r.Vehicles {
			risk := synthhub.Risk(&r.Person, &r.Vehicles[k], s.AsOf).Total
			if chances.IntNAt(r.Key, k, 20_000) >= parameters.ClaimsPerThousand*risk {
				continue
			}
			p, size := policy(r, k), losses.IntNAt(r.Key, k, 300)
			c := Claim{ID: ids.ID(r.Key, k), PolicyID: p.ID, Peril: 1, LossUSD: 100 + size*size} // small losses are more common
			c.OccurredOn = p.EffectiveOn.AddDays(days.IntNAt(r.Key, k, 1+s.AsOf.DaysSince(p.EffectiveOn)))
			c.ReportedOn = c.OccurredOn.AddDays(delays.IntNAt(r.Key, k, 1+min(14, s.AsOf.DaysSince(c.OccurredOn))))
			if p.DeductibleUSD > 0 {
				c.Peril += Peril(perils.IntNAt(r.Key, k, 4))
			}
			dst = append(dst, c)
		}
		return dst
	}, err
})
