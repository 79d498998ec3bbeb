package synthhub_test

import (
	"fmt"
	"hash/fnv"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/draw"
	"github.com/synthhub/synthhub/internal/dependence"
	"github.com/synthhub/synthhub/internal/stats"
	"github.com/synthhub/synthhub/internal/testenv"
	"github.com/synthhub/synthhub/schema"
)

// A classed view has the class of each record.
type classed struct {
	node, view string
	classes    []uint16
	count      int // of classes
}

func (c *classed) String() string { return c.node + " (" + c.view + ")" }

// A sample has the records of a dataset in classes, for all views.
type sample struct {
	name  string
	rows  int
	views map[string][]*classed // by node
	exact map[string]*classed   // without merging, for records that are alike
}

// drafts calls f with the records of a dataset.
func drafts(t *testing.T, s synthhub.Settings, f func(d *draft)) {
	t.Helper()
	g := generator(t, s)
	chosen := draw.NewLabel(0, "the vehicle of a draft")
	d := &draft{today: g.Settings().AsOf}
	for r := range g.Range(0, g.Len()) {
		d.Record = r
		d.ordinal = int(draw.Bounded(chosen.Draw(uint64(r.Slot)), uint64(len(r.Vehicles))))
		d.vehicle = &r.Vehicles[d.ordinal]
		person, _ := g.Tenure(r.Person.ID)
		vehicle, _ := g.Tenure(d.vehicle.ID)
		d.entered, d.bought = person.From, vehicle.From
		f(d)
	}
}

// newSample generates a dataset and puts its values into classes.
func newSample(t *testing.T, name string, s synthhub.Settings) *sample {
	t.Helper()
	c := &sample{name, 0, map[string][]*classed{}, map[string]*classed{}}
	type column struct {
		view  view
		words map[string]uint16
		*classed
	}
	var columns []column
	add := func(node string, v view) *classed {
		columns = append(columns, column{v, map[string]uint16{}, &classed{node: node, view: v.name}})
		return columns[len(columns)-1].classed
	}
	for _, node := range slices.Sorted(maps.Keys(views)) {
		for _, v := range views[node] {
			c.views[node] = append(c.views[node], add(node, v))
		}
		if v, ok := exact[node]; ok {
			c.exact[node] = add(node, v)
		}
	}
	drafts(t, s, func(d *draft) {
		c.rows++
		for i := range columns {
			v := &columns[i]
			word := v.view.of(d)
			n, ok := v.words[word]
			if !ok {
				n = uint16(len(v.words))
				v.words[strings.Clone(word)] = n
			}
			v.classes = append(v.classes, n)
		}
	})
	for _, v := range columns {
		if v.count = len(v.words); v.count > math.MaxUint16 {
			t.Fatalf("%v has %d values", v.classed, v.count)
		}
		if v.classed != c.exact[v.node] {
			if c.exact[v.node] == nil {
				c.exact[v.node] = &classed{v.node, v.view.name, slices.Clone(v.classes), v.count}
			}
			v.merge(v.words)
		}
	}
	return c
}

// rareShare is the share of records below which a class is merged with others.
const rareShare = 0.004

// merge puts the values that are rare into eight classes, by a hash of the word, and those of the
// eight that are rare into the first class.
func (c *classed) merge(words map[string]uint16) {
	counts := make([]int, len(words))
	for _, class := range c.classes {
		counts[class]++
	}
	rare, next := int(rareShare*float64(len(c.classes))), uint16(0)
	to, rest, sizes := make([]uint16, len(words)), [8]uint16{}, [8]int{}
	bucket := func(word string) uint32 {
		h := fnv.New32a()
		h.Write([]byte(word))
		return h.Sum32() >> 8 % 8
	}
	for _, word := range slices.Sorted(maps.Keys(words)) {
		if n := words[word]; counts[n] >= rare {
			to[n], next = next, next+1
		} else {
			sizes[bucket(word)] += counts[n]
		}
	}
	for i, size := range sizes {
		if size >= rare {
			rest[i], next = next, next+1
		}
	}
	for word, n := range words {
		if counts[n] < rare {
			to[n] = rest[bucket(word)]
		}
	}
	for i, class := range c.classes {
		c.classes[i] = to[class]
	}
	c.count = max(1, int(next))
}

// thirds returns the classes in at most three groups of about equal size.
func (c *classed) thirds() *classed {
	counts := make([]int, c.count)
	for _, class := range c.classes {
		counts[class]++
	}
	group, sum := make([]uint16, c.count), 0
	for i, n := range counts {
		group[i] = uint16(min(2, 3*(sum+n/2)/len(c.classes)))
		sum += n
	}
	g := &classed{c.node, c.view, make([]uint16, len(c.classes)), 3}
	for i, class := range c.classes {
		g.classes[i] = group[class]
	}
	return g
}

// A strata has the records in groups that are alike.
type strata struct {
	order []int32 // of the records, group by group
	ends  []int   // of the groups, in order
}

// alike groups the records by their classes in all of the given views.
func (c *sample) alike(given []*classed) (s strata) {
	numbers, count := make([]int, c.rows), 1
	for _, v := range given {
		known := map[int]int{}
		for i := range numbers {
			key := numbers[i]*v.count + int(v.classes[i])
			n, ok := known[key]
			if !ok {
				n = len(known)
				known[key] = n
			}
			numbers[i] = n
		}
		count = len(known)
	}
	s.order, s.ends = make([]int32, c.rows), make([]int, count)
	for _, n := range numbers {
		s.ends[n]++
	}
	next, sum := make([]int, count), 0
	for n, size := range s.ends {
		next[n] = sum
		sum += size
		s.ends[n] = sum
	}
	for i, n := range numbers {
		s.order[next[n]] = int32(i)
		next[n]++
	}
	return s
}

// association compares two views among records that are alike.
func (s *strata) association(a, b *classed) stats.Association {
	table, rows, columns := stats.NewContingency(a.count, b.count), []uint16(nil), []uint16(nil)
	start := 0
	for _, end := range s.ends {
		rows, columns = rows[:0], columns[:0]
		for _, i := range s.order[start:end] {
			rows, columns = append(rows, a.classes[i]), append(columns, b.classes[i])
		}
		table.Add(rows, columns)
		start = end
	}
	return table.Association()
}

// strongest returns the association of the views of two nodes that is the least likely by chance.
func (c *sample) strongest(a, b string, in *strata) (s stats.Association, name string) {
	s.Deviations = math.Inf(-1)
	for _, x := range c.views[a] {
		for _, y := range c.views[b] {
			if x.count < 2 || y.count < 2 {
				continue
			}
			if found := in.association(x, y); found.Deviations > s.Deviations {
				s, name = found, fmt.Sprint(x, " and ", y)
			}
		}
	}
	return s, name
}

// first returns the first records of a sample.
func (c *sample) first(rows int) *sample {
	part := *c
	part.rows = min(rows, c.rows)
	return &part
}

// constant reports whether a node has one value in the dataset.
func (c *sample) constant(node string) bool {
	if v, ok := c.views[node]; ok {
		return !slices.ContainsFunc(v, func(c *classed) bool { return c.count > 1 })
	}
	return false
}

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
			var others []*classed
			for _, other := range n.Parents {
				if other != cause && visible(other) {
					others = append(others, c.views[other][0].thirds())
				}
			}
			in := c.alike(others)
			best, where := stats.Association{Deviations: math.Inf(-1)}, ""
			for _, proxy := range dependence.Proxies(cause, n.Name, visible) {
				if s, name := c.strongest(proxy, n.Name, &in); s.Deviations > best.Deviations {
					best, where = s, name
				}
			}
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

// exactly returns the exact values of nodes.
func (c *sample) exactly(nodes []string) (list []*classed) {
	for _, node := range nodes {
		list = append(list, c.exact[node])
	}
	return list
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
