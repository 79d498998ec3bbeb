package synthhub_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/dependence"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// limit is how many deviations from independence are allowed: about one of the tests of this file in
// ten thousand runs would exceed it, if draws were perfect. The draws never change, so the tests
// cannot be flaky.
const limit = 6

func visible(node string) bool { return views[node] != nil }

// datasets are those that are compared with the table. Where all live in one state, or are in one line, what
// depends on the state or on the line alone is independent too.
var datasets = map[string]synthhub.Settings{
	"all":             {Seed: 1, Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}},
	"the first day":   {Seed: 2, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}, AsOf: schema.NewDate(2015, 1, 1)},
	"the last day":    {Seed: 3, AsOf: schema.NewDate(2027, 12, 31)},
	"personal, Texas": {Seed: 1, CommercialShare: synthhub.NoCommercial, States: []synthhub.State{synthhub.StateTX}, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}},
	"commercial":      {Seed: 2, CommercialShare: 100, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}},
}

// TestDependence compares docs/DEPENDENCE.md, whose table internal/dependence has, with generated records.
func TestDependence(t *testing.T) {
	t.Parallel()
	for name, s := range datasets {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s.Records = testenv.Scale(40_000, 200_000)
			if name == "all" && !testing.Short() {
				s.Records = 200_000
			}
			c := newSample(t, name, s)
			t.Run("unrelated", func(t *testing.T) { c.wantUnrelated(t) })
			if name == "all" {
				t.Run("no more", func(t *testing.T) { c.first(testenv.Scale(40_000, 200_000)).wantNoMore(t) })
				t.Run("related", func(t *testing.T) { c.wantRelated(t) })
				t.Run("strangers", func(t *testing.T) { c.wantStrangers(t) })
				t.Run("independent", func(t *testing.T) { c.wantIndependent(t) })
			}
		})
	}
}

// wantUnrelated wants no association between nodes that the table does not relate.
func (c *sample) wantUnrelated(t *testing.T) {
	nodes, pairs := slices.Sorted(maps.Keys(views)), 0
	most, where, all := stats.Association{}, "", c.alike(nil)
	for i, a := range nodes {
		for _, b := range nodes[:i] {
			if c.constant(a) || c.constant(b) || dependence.Related(a, b, c.constant) {
				continue
			}
			pairs++
			s, name := c.strongest(a, b, &all)
			if s.Deviations > limit {
				t.Errorf("%s: V %.4f, %.1f deviations, but the table does not relate them", name, s.V, s.Deviations)
			}
			if s.V > most.V {
				most, where = s, name
			}
		}
	}
	t.Logf("%d pairs are unrelated; the most alike are %s: V %.4f, %.1f deviations", pairs, where, most.V, most.Deviations)
}

// wantRelated wants every dependence of the table to show: among records that are alike in all else
// that the attribute depends on. What is hidden shows in what it depends on, or in what else depends on it.
func (c *sample) wantRelated(t *testing.T) {
	if testing.Short() {
		t.Skip("too few records show every dependence")
	}
	for _, n := range dependence.Nodes {
		if !visible(n.Name) {
			continue
		}
		for _, cause := range n.Parents {
			if dependence.Find(cause).Kind == dependence.Key {
				continue
			}
			best, where := c.showing(n, cause)
			reason := exempt(cause, n.Name)
			t.Logf("%s on %s: V %.4f, %.1f deviations, %s", n.Name, cause, best.V, best.Deviations, where)
			if best.Deviations < limit && reason == "" {
				t.Errorf("%s does not show that it depends on %s", n.Name, cause)
			} else if best.Deviations > 3*limit && reason != "" {
				t.Errorf("%s shows that it depends on %s: it needs no reason why not", n.Name, cause)
			}
		}
	}
}

// showing returns the association of an attribute with one that it depends on, among records that are alike
// in all else that it depends on: as much alike as leaves half of the records to compare.
func (c *sample) showing(n dependence.Node, cause string) (best stats.Association, where string) {
	for _, view := range []func(node string) *classed{
		func(node string) *classed { return c.views[node][0] },
		func(node string) *classed { return c.views[node][0].thirds() },
	} {
		var others []*classed
		for _, other := range n.Parents {
			if other != cause && visible(other) {
				others = append(others, view(other))
			}
		}
		in := c.alike(others)
		best.Deviations = math.Inf(-1)
		for _, proxy := range dependence.Proxies(cause, n.Name, visible) {
			if s, name := c.strongest(proxy, n.Name, &in); s.Deviations > best.Deviations {
				best, where = s, fmt.Sprintf("%s in %d groups", name, len(in.ends))
			}
		}
		if best.Records > c.rows/2 {
			break
		}
	}
	return best, where
}

// exempt returns why a dependence does not show, nothing if it must.
func exempt(from, to string) string {
	for _, u := range dependence.Unmeasured {
		if u.From == from && u.To == to {
			return u.Reason
		}
	}
	return ""
}

// wantIndependent wants no association between the attributes that are independent on purpose.
func (c *sample) wantIndependent(t *testing.T) {
	for _, p := range dependence.Independent {
		in := c.alike(c.exactly(p.Given))
		s, name := c.strongest(p.A, p.B, &in)
		t.Logf("%s, given %v: V %.4f, %.1f deviations", name, p.Given, s.V, s.Deviations)
		if s.Deviations > limit {
			t.Errorf("%s, given %v: V %.4f, %.1f deviations", name, p.Given, s.V, s.Deviations)
		}
	}
}

// TestDependenceColumns: the table has every column once, in order of dependence, and every column has views.
func TestDependenceColumns(t *testing.T) {
	t.Parallel()
	if err := dependence.Check(); err != nil {
		t.Error(err)
	}
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		if name == "profiles" {
			continue
		}
		var want, got []string
		for _, c := range e.Table().Columns() {
			want = append(want, c.Name)
		}
		for _, n := range dependence.Nodes {
			if n.Kind.Table() == name {
				if got = append(got, n.Column()); !visible(n.Name) && len(n.Parents) > 0 {
					t.Errorf("%s has no views", n.Name)
				}
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(want, got) {
			t.Errorf("%s has the columns %v, the table of dependences %v", name, want, got)
		}
	}
	for node := range views {
		if dependence.Find(node) == nil {
			t.Errorf("there are views of %s, which the table does not have", node)
		}
	}
	for _, p := range dependence.Independent {
		if !dependence.Separated(p.A, p.B, p.Given) {
			t.Errorf("by the table %s and %s are not independent given %v", p.A, p.B, p.Given)
		}
	}
}

// wantStrangers wants no association between an attribute of a record and that of the next one.
func (c *sample) wantStrangers(t *testing.T) {
	before := c.first(c.rows - 1)
	all := before.alike(nil)
	for _, list := range c.views {
		for _, v := range list {
			next := &classed{v.node, v.view + " of the next", v.classes[1:], v.count}
			if s := all.association(v, next); v.count > 1 && s.Deviations > limit {
				t.Errorf("%v and %v: V %.4f, %.1f deviations", v, next, s.V, s.Deviations)
			}
		}
	}
}

// wantNoMore wants an attribute to say all that it depends on: among records that are alike in that, nothing
// that stands before it in the table tells more about it.
func (c *sample) wantNoMore(t *testing.T) {
	pairs, silent := 0, 0
	for i, n := range dependence.Nodes {
		if !visible(n.Name) {
			continue
		}
		causes := dependence.Causes(n.Name, visible)
		in := c.alike(c.exactly(causes))
		for _, a := range dependence.Nodes[:i] {
			if !visible(a.Name) || slices.Contains(causes, a.Name) || !dependence.Separated(a.Name, n.Name, causes) {
				continue
			}
			s, name := c.strongest(a.Name, n.Name, &in)
			if pairs++; s.Records < c.rows/100 {
				silent++
			}
			if s.Deviations > limit && s.V > 0.01 { // less can be due to bands
				t.Errorf("%s given %v (%d groups): V %.4f, %.1f deviations", name, causes, len(in.ends), s.V, s.Deviations)
			}
		}
	}
	t.Logf("%d pairs; %d follow from what they depend on, or too few records are alike to tell", pairs, silent)
}
