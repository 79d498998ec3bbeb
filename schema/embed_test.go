package schema_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/schema"
)

// TestEmbedRules: the rules of an embedded row are checked, with and without an as-of date.
func TestEmbedRules(t *testing.T) {
	type inner struct {
		N  int
		On schema.Date
	}
	type outer struct {
		Name string
		inner
	}
	table := schema.New("inners", "Inner rows.", func(e *inner) []schema.Column {
		return []schema.Column{schema.Field(&e.N, "n", "Number."), schema.Field(&e.On, "on", "Day.")}
	},
		schema.Rule[inner]{Column: "n", Name: "even", Doc: "Is even.", Holds: func(e *inner) bool { return e.N%2 == 0 }},
		schema.Rule[inner]{Column: "on", Name: "past", Doc: "Is past.", HoldsOn: func(e *inner, asOf schema.Date) bool { return !e.On.After(asOf) }},
	)
	embedding := schema.New("outers", "Outer rows.", func(e *outer) []schema.Column {
		return slices.Concat([]schema.Column{schema.Field(&e.Name, "name", "Name.")}, table.EmbedColumns(&e.inner))
	}, schema.EmbedRules(table, func(e *outer) *inner { return &e.inner })...)

	day := schema.NewDate(2025, 11, 1)
	for _, c := range []struct {
		reason string
		row    outer
		asOf   schema.Date
		want   []string
	}{
		{"keeps all", outer{"a", inner{2, day}}, day, nil},
		{"odd", outer{"a", inner{3, day}}, day, []string{"outers.n.even"}},
		{"future", outer{"a", inner{2, day.AddDays(1)}}, day, []string{"outers.on.past"}},
		{"no as-of date", outer{"a", inner{2, day.AddDays(1)}}, schema.Date{}, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			if diff := cmp.Diff(c.want, codes(embedding.Check(&c.row, c.asOf))); diff != "" {
				t.Errorf("violations (-want +got):\n%s", diff)
			}
		})
	}
}

// TestAsOf: a column is fixed unless it has the option, and an embedded column stays what it is.
func TestAsOf(t *testing.T) {
	type inner struct{ N, M int }
	type outer struct {
		Name string
		Seen *int
		inner
	}
	inners := schema.New("inners", "Inner rows.", func(e *inner) []schema.Column {
		return []schema.Column{schema.Field(&e.N, "n", "Number.", schema.AsOf), schema.Field(&e.M, "m", "Number.")}
	})
	outers := schema.New("outers", "Outer rows.", func(e *outer) []schema.Column {
		return append(inners.EmbedColumns(&e.inner), schema.Field(&e.Name, "name", "Name."), schema.Field(&e.Seen, "seen", "Count.", schema.AsOf, schema.Range(0, 9)))
	})
	got := map[string]string{}
	for _, c := range outers.Columns() {
		got[c.Name] = c.OverTime()
		if c.AsOf != (c.OverTime() == "as of") {
			t.Errorf("column %s: AsOf is %t, and the word %q", c.Name, c.AsOf, c.OverTime())
		}
	}
	if diff := cmp.Diff(map[string]string{"n": "as of", "m": "fixed", "name": "fixed", "seen": "as of"}, got); diff != "" {
		t.Errorf("columns over time (-want +got):\n%s", diff)
	}
}
