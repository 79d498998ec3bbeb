package consumer_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/conformance/consumer/claims"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// claimsOf returns the claims of a dataset.
func claimsOf(t *testing.T, src synthhub.Source) []claims.Claim {
	t.Helper()
	rows, err := synthhub.RowsOf[claims.Claim](src, claims.Claims)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Collect(rows)
}

// totals returns the number of findings of each rule.
func totals(r *validate.Report) map[string]int {
	m := map[string]int{}
	for _, t := range r.Totals {
		m[t.Code] = t.Count
	}
	return m
}

// TestSnapshot writes a snapshot with claims, validates it and reproduces it.
func TestSnapshot(t *testing.T) {
	t.Parallel()
	b := generate(t, fleets(t, 200))
	folder := synthtest.Snapshot(t, b, export.With(claims.Claims), export.Formats(export.FormatCSV, export.FormatNDJSON))
	report, err := validate.Snapshot(t.Context(), folder, validate.With(claims.Claims), validate.Reproduce())
	if err != nil {
		t.Fatal(err)
	}
	if err := report.Err(); err != nil {
		t.Error(err)
	}
	for _, a := range report.Answers {
		if !a.Checked || a.Findings > 0 {
			t.Errorf("%s: checked %t, %d findings; %v", a.Question, a.Checked, a.Findings, report.Notes)
		}
	}
	digests, err := export.TableDigests(t.Context(), b, export.With(claims.Claims))
	if err != nil {
		t.Fatal(err)
	}
	want := []validate.TableCount{
		{Table: "persons", Rows: 200},
		{Table: "vehicles", Rows: len(b.Vehicles)},
		{Table: "profiles", Rows: 200},
		{Table: "claims", Rows: len(claimsOf(t, b))},
	}
	for i, d := range digests {
		want[i].Digest = d.Digest
	}
	if diff := cmp.Diff(want, report.Tables); diff != "" {
		t.Error(diff)
	}
}

// TestFaults breaks rules on purpose, and checks that validation finds every breach.
func TestFaults(t *testing.T) {
	t.Parallel()
	plan := fault.Plan{
		"persons.email.unique":                 2,
		"persons.first_licensed_on.not_future": 1,
		"vehicles.vin.check_digit":             3,
		"profiles.risk_score.derived":          1,
		"claims.vehicle_id.reference":          1,
		"claims.reserve_usd.range":             2,
		"claims.cause.required":                1,
	}
	b := generate(t, fleets(t, 200))
	faulty, err := fault.New(t.Context(), b, plan, claims.Claims)
	if err != nil {
		t.Fatal(err)
	}
	t.Run("ledger", func(t *testing.T) {
		planted := fault.Plan{}
		for _, e := range faulty.Ledger() {
			planted[e.Rule]++
		}
		if diff := cmp.Diff(plan, planted); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("in memory", func(t *testing.T) {
		report, err := validate.Bundle(t.Context(), b, validate.Faulty(faulty.Governed()...), validate.With(faulty.UserDefined()...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(faulty.Totals(), totals(report)); diff != "" {
			t.Error(diff)
		}
		if _, ok := errors.AsType[*validate.ReportError](report.Err()); !ok {
			t.Errorf("got %v, want a ReportError", report.Err())
		}
	})
	t.Run("snapshot", func(t *testing.T) {
		folder := synthtest.Snapshot(t, b, export.Faulty(faulty.Governed()...), export.With(faulty.UserDefined()...))
		report, err := validate.Snapshot(t.Context(), folder, validate.With(claims.Claims))
		if err != nil {
			t.Fatal(err)
		}
		want := faulty.Totals()
		want["snapshot.manifest.faulty"] = 1
		if diff := cmp.Diff(want, totals(report)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("unknown rule", func(t *testing.T) {
		if _, err := fault.New(t.Context(), b, fault.Plan{"persons.email.funny": 1}); !errors.Is(err, fault.ErrRule) {
			t.Errorf("got %v, want ErrRule", err)
		}
	})
}

// TestUserDefinedFault breaks a rule of the claims that package fault cannot break.
func TestUserDefinedFault(t *testing.T) {
	t.Parallel()
	b := generate(t, fleets(t, 200))
	settled := 0
	for _, c := range claimsOf(t, b) {
		if c.SettledOn != nil {
			settled++
		}
	}
	unpaid := claims.Claims.Transform(func(_ *synthhub.Record, list schema.RowList) {
		rows := list.(*schema.Batch[claims.Claim]).Rows
		for i := range rows {
			rows[i].Paid.Valid = false
		}
	})
	report, err := validate.Bundle(t.Context(), b, validate.With(unpaid))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]int{"claims.paid_usd.when_settled": settled}, totals(report)); diff != "" {
		t.Error(diff)
	}
	for _, f := range report.Findings {
		if f.Table != "claims" || f.Column != "paid_usd" || f.ID == "" {
			t.Errorf("got %+v", f)
		}
	}
}
