package main

import (
	"strconv"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// A Claim is a loss that a policy covers. It is there from the day on which it is reported.
type Claim struct {
	ID, PolicyID, PersonID           uuid.UUID
	OccurredOn, ReportedOn, ClosedOn synthhub.Date
	Peril                            Peril
	Status                           ClaimStatus
	PaidUSD, ReserveUSD              int // in cents
}

// A Peril is the cause of a claim.
type Peril uint8

// Names returns the words by value; the first stands for no peril.
func (Peril) Names() []string { return []string{"", "Liability", "Collision", "Theft", "Glass"} }

// ClaimStatus is how far a claim has come. When it is open, its amount is known.
type ClaimStatus uint8

const ClaimReported, ClaimOpen, ClaimPaid, ClaimClosed ClaimStatus = 1, 2, 3, 4

// Names returns the words by value.
func (ClaimStatus) Names() []string { return []string{"", "Reported", "Open", "Paid", "Closed"} }

var claimTable = schema.New("claims", "Claims on the policies.", func(c *Claim) []schema.Column {
	return []schema.Column{
		schema.Field(&c.ID, "claim_id", "Identifier of the claim.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&c.PolicyID, "policy_id", "The policy.", schema.Ref("policies.policy_id")),
		schema.Field(&c.PersonID, "person_id", "Who drove.", schema.Ref("persons.person_id")),
		schema.Field(&c.OccurredOn, "occurred_on", "Day of the loss, on which the policy was in force."),
		schema.Field(&c.ReportedOn, "reported_on", "Day on which it was reported."),
		schema.Field(&c.Peril, "peril", "What caused it."),
		schema.Field(&c.Status, "status", "How far it has come: Reported, Open, Paid, Closed.", schema.AsOf),
		schema.Field(&c.PaidUSD, "paid_usd", "What has been paid.", schema.AsOf, schema.Scale(2), schema.Range(0, 800_000_00)),
		schema.Field(&c.ReserveUSD, "reserve_usd", "What will probably be paid besides.", schema.AsOf, schema.Scale(2), schema.Range(0, 800_000_00)),
		schema.Field(&c.ClosedOn, "closed_on", "Day on which it was closed.", schema.AsOf, schema.Optional),
	}
}, schema.Rule[Claim]{Column: "reported_on", Name: "in_order", Doc: "Is not before the loss.",
	Holds: func(c *Claim) bool { return !c.ReportedOn.Before(c.OccurredOn) },
}, schema.Rule[Claim]{Column: "reported_on", Name: "not_future", Doc: "Is not after the as-of date.",
	HoldsOn: func(c *Claim, asOf synthhub.Date) bool { return !c.ReportedOn.After(asOf) },
}, schema.Rule[Claim]{Column: "paid_usd", Name: "of_status", Doc: "Is above 0 from the status Paid on, and only then.",
	Holds: func(c *Claim) bool { return (c.PaidUSD > 0) == (c.Status >= ClaimPaid) },
}, schema.Rule[Claim]{Column: "reserve_usd", Name: "of_status", Doc: "Is 0 for a closed claim, and only for one.",
	Holds: func(c *Claim) bool { return (c.ReserveUSD == 0) == (c.Status == ClaimClosed) },
}, schema.Rule[Claim]{Column: "closed_on", Name: "of_status", Doc: "Is empty unless the claim is closed; then a day from its report to the as-of date.",
	HoldsOn: func(c *Claim, asOf synthhub.Date) bool {
		return c.ClosedOn.IsZero() == (c.Status != ClaimClosed) && !c.ClosedOn.After(asOf) && (c.ClosedOn.IsZero() || !c.ClosedOn.Before(c.ReportedOn))
	}})

// Parameters are the settings of this extension. The metadata of a dataset hold them.
type Parameters struct {
	ClaimsPerThousand int `json:"claims_per_thousand"` // policies, in a year
}

// Claims has a row for each claim. It generates the policy again to know what it covers.
var Claims = synthhub.NewEntityWithSettings(claimTable, func(s synthhub.Settings) (func(*synthhub.Record, []Claim) []Claim, error) {
	parameters := Parameters{ClaimsPerThousand: 60}
	err := s.DecodeExtension("claims", &parameters)
	if n := parameters.ClaimsPerThousand; err == nil && (n < 1 || n > 1000) {
		err = &synthhub.SettingError{Field: "Extensions.claims", Value: strconv.Itoa(n), Want: "claims_per_thousand from 1 to 1000"}
	}
	label := func(attribute string) draw.Label { return s.Label("claims", attribute) }
	losses := Events{label("occurred_on"), 365_000 / max(1, parameters.ClaimsPerThousand)}
	policy, ids, perils := policyOf(s), label("claim_id").NewIDs(), draw.NewWeighted([]int{0, 30, 40, 5, 25})
	kinds, amounts, delays := label("peril"), label("paid_usd"), label("status")
	return func(r *synthhub.Record, dst []Claim) []Claim {
		p := policy(r)
		for n, on := losses.Last(r.Key, s.AsOf); !on.Before(p.EffectiveOn); n, on = n-1, losses.On(r.Key, n-1) {
			days, size := delays.At(r.Key, n), amounts.IntNAt(r.Key, n, 12_000)
			reported := on.AddDays(days.IntN(30) * days.IntN(30) / 30) // mostly soon
			opened := reported.AddDays(days.IntN(10))
			paid := opened.AddDays(days.Between(5, 120))
			closed := paid.AddDays(days.IntN(90))
			if reported.After(s.AsOf) || !p.EndedOn.IsZero() && !on.Before(p.EndedOn) {
				continue
			}
			c := Claim{ID: ids.ID(r.Key, n), PolicyID: p.ID, PersonID: r.Person.ID, OccurredOn: on, ReportedOn: reported}
			c.Peril = Peril(perils.Pick(kinds.DrawAt(r.Key, n)))
			cost := min(100*p.LimitUSD, 100_00+size*size/100) // small losses are more common
			switch {
			case !closed.After(s.AsOf):
				c.Status, c.PaidUSD, c.ClosedOn = ClaimClosed, cost, closed
			case !paid.After(s.AsOf):
				c.Status, c.PaidUSD, c.ReserveUSD = ClaimPaid, cost-cost/10, cost/10
			case !opened.After(s.AsOf):
				c.Status, c.ReserveUSD = ClaimOpen, cost
			default:
				c.Status, c.ReserveUSD = ClaimReported, 5_000_00 // for all, until somebody has looked
			}
			dst = append(dst, c)
		}
		return dst
	}, err
})
