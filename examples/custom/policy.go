package main

import (
	"strconv"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/schema"
)

// A Policy insures all vehicles of a person. It is renewed at the end of each term, until it ends.
type Policy struct {
	ID, PersonID, VehicleID                   uuid.UUID
	Number                                    string
	EffectiveOn, Begins, Expires, EndedOn     synthhub.Date // Begins and Expires are those of the term
	TermMonths, LimitUSD, Renewal, PremiumUSD int           // the premium is in cents
	Status                                    PolicyStatus
}

// PolicyStatus says whether a policy is in force. One that lapsed was not renewed; one that was
// cancelled ended within a term.
type PolicyStatus uint8

const PolicyActive, PolicyLapsed, PolicyCancelled PolicyStatus = 1, 2, 3

// Names returns the words by value.
func (PolicyStatus) Names() []string { return []string{"", "Active", "Lapsed", "Cancelled"} }

var policyTable = schema.New("policies", "The latest policy of each person.", func(p *Policy) []schema.Column {
	return []schema.Column{
		schema.Field(&p.ID, "policy_id", "Identifier of the policy.", schema.Key, schema.UUIDVersion(4)),
		schema.Field(&p.Number, "policy_number", "Number on the papers.", schema.DirectIdentifier, schema.Unique, schema.Shape("'PA'd{14}")),
		schema.Field(&p.PersonID, "person_id", "Who holds it.", schema.Ref("persons.person_id"), schema.Unique),
		schema.Field(&p.VehicleID, "vehicle_id", "The primary vehicle that it insures.", schema.AsOf, schema.Ref("vehicles.vehicle_id"), schema.Unique),
		schema.Field(&p.EffectiveOn, "effective_on", "First day of the first term."),
		schema.Field(&p.TermMonths, "term_months", "Length of a term: 6 or 12 months.", schema.Range(6, 12)),
		schema.Field(&p.LimitUSD, "limit_usd", "The most that is paid for one loss.", schema.Range(50_000, 800_000)),
		schema.Field(&p.Renewal, "renewal", "How often it has been renewed.", schema.AsOf, schema.Range(0, 100)),
		schema.Field(&p.Begins, "term_begins_on", "First day of the latest term.", schema.AsOf),
		schema.Field(&p.Expires, "term_expires_on", "Day after that term.", schema.AsOf),
		schema.Field(&p.PremiumUSD, "premium_usd", "Price of that term.", schema.AsOf, schema.Scale(2), schema.Range(100_00, 10_000_00)),
		schema.Field(&p.Status, "status", "Whether it is in force.", schema.AsOf),
		schema.Field(&p.EndedOn, "ended_on", "First day on which it was not in force any more.", schema.AsOf, schema.Optional),
	}
}, schema.Rule[Policy]{Column: "term_expires_on", Name: "in_order", Doc: "Is after the first day of the term, which is not before that of the first term.",
	Holds: func(p *Policy) bool { return !p.Begins.Before(p.EffectiveOn) && p.Expires.After(p.Begins) },
}, schema.Rule[Policy]{Column: "term_begins_on", Name: "latest", Doc: "Is the first day of a term that includes the as-of date, or the last day in force.",
	HoldsOn: func(p *Policy, asOf synthhub.Date) bool {
		return !p.Begins.After(asOf) && (p.Status != PolicyActive || p.Expires.After(asOf))
	},
}, schema.Rule[Policy]{Column: "ended_on", Name: "of_status", Doc: "Is empty for an active policy; otherwise a day up to the as-of date, within the latest term or right after it.",
	HoldsOn: func(p *Policy, asOf synthhub.Date) bool {
		return p.EndedOn.IsZero() == (p.Status == PolicyActive) && !p.EndedOn.After(asOf) && !p.EndedOn.After(p.Expires)
	}})

// Policies has a row for each person.
var Policies = synthhub.NewEntityWithSettings(policyTable, func(s synthhub.Settings) (func(*synthhub.Record, []Policy) []Policy, error) {
	policy := policyOf(s)
	return func(r *synthhub.Record, dst []Policy) []Policy { return append(dst, policy(r)) }, nil
})

// policyOf returns a function that generates the policy of a record. Once in six years a person takes
// out another one; n numbers them. What is fixed follows from the key, n, and columns that are fixed
// themselves, such as the date of birth. What is as of the day follows from these and the day.
func policyOf(s synthhub.Settings) func(r *synthhub.Record) Policy {
	const maxPolicies = 16 // of one key
	label := func(attribute string) draw.Label { return s.Label("policies", attribute) }
	starts := Events{label("effective_on"), 6 * 365}
	ids, numbers := label("policy_id").NewIDs(), label("policy_number").NewPermutation(draw.MaxKeys*maxPolicies)
	months, limits, ends, prices := label("term_months"), label("limit_usd"), label("ended_on"), label("premium_usd")
	return func(r *synthhub.Record) Policy {
		n, start := starts.Last(r.Key, s.AsOf)
		p := Policy{ID: ids.ID(r.Key, n), PersonID: r.Person.ID, VehicleID: r.Vehicles[0].ID, EffectiveOn: start, Status: PolicyActive}
		if adult := r.Person.DateOfBirth.AddYears(synthhub.MinAge); start.Before(adult) {
			p.EffectiveOn = adult
		}
		p.Number = "PA" + strconv.FormatUint(10_000_000_000_000+numbers.At(r.Key*maxPolicies+uint64(n)), 10)
		p.TermMonths, p.LimitUSD = 6+6*months.IntNAt(r.Key, n, 2), 50_000<<limits.IntNAt(r.Key, n, 5)

		end, day := ends.At(r.Key, n), s.AsOf
		lastDay, status := p.EffectiveOn.AddDays(end.IntN(10_000)), PolicyLapsed+PolicyStatus(end.IntN(2))
		if _, _, expires := p.term(lastDay); status == PolicyLapsed {
			lastDay = expires.AddDays(-1)
		}
		if lastDay.Before(s.AsOf) {
			day, p.Status, p.EndedOn = lastDay, status, lastDay.AddDays(1)
		}
		p.Renewal, p.Begins, p.Expires = p.term(day)
		young := max(0, 28-p.Begins.YearsSince(r.Person.DateOfBirth)) // years, on the first day of the term
		p.PremiumUSD = (50_000 + prices.IntNAt(r.Key, n, 20_000) + 6_000*young + p.LimitUSD/10) * p.TermMonths / 12
		return p
	}
}

// term returns the term of a day: how many there were before, its first day and the day after it.
func (p *Policy) term(day synthhub.Date) (renewal int, begins, expires synthhub.Date) {
	years := day.YearsSince(p.EffectiveOn)
	begins, expires = p.EffectiveOn.AddYears(years), p.EffectiveOn.AddYears(years+1)
	if p.TermMonths == 12 {
		return years, begins, expires
	}
	if half := begins.AddDays(183); !day.Before(half) {
		return 2*years + 1, half, expires
	}
	return 2 * years, begins, begins.AddDays(183)
}
