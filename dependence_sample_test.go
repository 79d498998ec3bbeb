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
	"github.com/synthhub/synthhub/internal/stats"
)

// A classed is a view with the class of each record.
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

// exactly returns the exact values of nodes.
func (c *sample) exactly(nodes []string) (list []*classed) {
	for _, node := range nodes {
		list = append(list, c.exact[node])
	}
	return list
}
