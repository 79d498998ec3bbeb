package claims_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/conformance/consumer/claims"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/synthtest"
)

// settings returns the settings of a dataset in which every person has claims.
func settings(t *testing.T) synthhub.Settings {
	t.Helper()
	s := synthhub.Settings{Records: 100, Seed: 7}
	if err := s.SetExtension(claims.Extension, claims.Parameters{Percent: 100, MaxClaims: 4, MaxLoss: 5000}); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestConformance tests the promises of the entity.
func TestConformance(t *testing.T) {
	t.Run("defaults", func(t *testing.T) {
		if err := synthtest.TestEntities(t, synthhub.Settings{}, claims.Claims); err != nil {
			t.Error(err)
		}
	})
	t.Run("parameters", func(t *testing.T) {
		if err := synthtest.TestEntities(t, settings(t), claims.Claims); err != nil {
			t.Error(err)
		}
	})
}

// TestParameters checks the errors of wrong parameters.
func TestParameters(t *testing.T) {
	for _, tc := range []struct{ name, extension, json, field string }{
		{"out of range", claims.Extension, `{"percent": 101}`, "Extensions.claims.percent"},
		{"unknown member", claims.Extension, `{"per_cent": 10}`, "Extensions.claims"},
		{"misspelled", "claim", `{}`, "Extensions.claim"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			s := synthhub.Settings{Extensions: map[string]json.RawMessage{tc.extension: json.RawMessage(tc.json)}}
			_, err := claims.Claims.Bind(s)
			wrong, ok := errors.AsType[*synthhub.SettingError](err)
			if !ok {
				t.Fatalf("got %v, want a SettingError", err)
			}
			if wrong.Field != tc.field {
				t.Errorf("field %q of %v, want %q", wrong.Field, wrong, tc.field)
			}
		})
	}
}

// TestRowsOf reads typed rows in the order of the records.
func TestRowsOf(t *testing.T) {
	g := synthtest.Generator(t, settings(t))
	rows, err := synthhub.RowsOf[claims.Claim](g, claims.Claims)
	if err != nil {
		t.Fatal(err)
	}
	last, open, settled := 0, 0, 0
	for c := range rows {
		location, ok := g.Find(c.PersonID)
		if !ok || location.Slot < last {
			t.Fatalf("claim %s is of slot %d after %d, found %t", c.ID, location.Slot, last, ok)
		}
		last = location.Slot
		if c.SettledOn == nil {
			open++
		} else {
			settled++
		}
	}
	if last != g.Len()-1 || open == 0 || settled == 0 {
		t.Errorf("last slot %d, %d open, %d settled; want %d and some of both", last, open, settled, g.Len()-1)
	}
	t.Run("of another type", func(t *testing.T) {
		if _, err := synthhub.RowsOf[synthhub.Person](g, claims.Claims); err == nil {
			t.Error("no error")
		}
	})
}

// TestRules breaks one rule of a claim at a time.
func TestRules(t *testing.T) {
	g := synthtest.Generator(t, settings(t))
	rows, err := synthhub.RowsOf[claims.Claim](g, claims.Claims)
	if err != nil {
		t.Fatal(err)
	}
	var good claims.Claim
	for c := range rows {
		if c.SettledOn != nil {
			good = c
			break
		}
	}
	for _, tc := range []struct {
		code   string
		change func(c *claims.Claim)
	}{
		{"claims.paid_usd.when_settled", func(c *claims.Claim) { c.Paid.Valid = false }},
		{"claims.settled_on.after_report", func(c *claims.Claim) { c.SettledOn = new(c.SettledOn.AddYears(-5)) }},
		{"claims.reported_at.by_as_of", func(c *claims.Claim) {
			c.ReportedAt, c.SettledOn, c.Paid.Valid = c.ReportedAt.AddDate(4, 0, 0), nil, false
		}},
		{"claims.reserve_usd.range", func(c *claims.Claim) { c.Reserve = 0 }},
		{"claims.fault_share.range", func(c *claims.Claim) { c.FaultShare = 1.5 }},
		{"claims.cause.required", func(c *claims.Claim) { c.Cause = 0 }},
	} {
		t.Run(tc.code, func(t *testing.T) {
			bad := claims.Table.Clone(&good)
			tc.change(&bad)
			var got []string
			for v := range claims.Table.Check(&bad, g.Settings().AsOf) {
				got = append(got, v.Code())
			}
			if diff := cmp.Diff([]string{tc.code}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		for v := range claims.Table.Check(&good, schema.NewDate(2025, 11, 1)) {
			t.Error(v)
		}
	})
}
