package synthhub

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// How records are compared with the targets of their settings.

// A targetCount counts the rows that a target is for by value.
type targetCount struct {
	Target
	counts map[string]int
	reader *valueReader // of the column
	given  []givenValues
}

// givenValues are the values of a condition.
type givenValues struct {
	reader *valueReader
	values map[string]bool
}

func (c *targetCount) name() string {
	name := c.Table + "." + c.Column
	for _, g := range c.Given {
		name += fmt.Sprintf(" of %s %s", g.Column, g.Values[0])
		if n := len(g.Values); n > 1 {
			name += " to " + g.Values[n-1]
		}
	}
	return name
}

// A valueReader reads the values of a column in the rows of a record.
type valueReader struct {
	entity Entity
	rows   schema.RowList // shared by the columns of the table
	column int
	values []string
	known  map[string]string
}

// readers returns a function that finds the reader of a column, and one that reads the values of a record.
func readers() (find func(table, column string) *valueReader, read func(r *Record)) {
	byName, lists := map[string]*valueReader{}, map[string]schema.RowList{}
	find = func(table, column string) *valueReader {
		v := byName[table+"."+column]
		if v != nil {
			return v
		}
		for _, e := range Entities() {
			i := slices.IndexFunc(e.Table().Columns(), func(c schema.Column) bool { return c.Name == column })
			if e.Table().Name() == table && i >= 0 {
				if lists[table] == nil {
					lists[table] = e.NewRowList()
				}
				v = &valueReader{e, lists[table], i, nil, map[string]string{}}
			}
		}
		byName[table+"."+column] = v
		return v
	}
	return find, func(r *Record) {
		for _, rows := range lists {
			rows.Reset()
		}
		var buffer [64]byte
		for _, v := range byName {
			if v.rows.Len() == 0 {
				v.entity.AddRows(v.rows, r)
			}
			v.values = v.values[:0]
			for i := range v.rows.Len() {
				text := v.rows.AppendText(buffer[:0], i, v.column)
				value, ok := v.known[string(text)]
				if !ok {
					value = string(text)
					v.known[value] = value
				}
				v.values = append(v.values, value)
			}
		}
	}
}

// at returns the value of row i, or of the row of the same person.
func (v *valueReader) at(i int) string { return v.values[min(i, len(v.values)-1)] }

// add counts the rows of a record.
func (c *targetCount) add() {
	for i, value := range c.reader.values {
		if !slices.ContainsFunc(c.given, func(g givenValues) bool { return !g.values[g.reader.at(i)] }) {
			c.counts[value]++
		}
	}
}

// ofOwner says which columns of vehicles are those of the owner: all rows of a record have the same value.
var ofOwner = []string{"vehicles.lob_type", "vehicles.registration_state"}

// wantTargets compares the records of a dataset with the targets of its settings, those of some columns or all.
func wantTargets(t *testing.T, g *Generator, columns ...string) {
	t.Helper()
	targets, err := Expected(g.Settings())
	if err != nil {
		t.Fatal(err)
	}
	var counts []targetCount
	reader, read := readers()
	for _, target := range targets {
		if len(columns) > 0 && !slices.Contains(columns, target.Table+"."+target.Column) {
			continue
		}
		c := targetCount{target, map[string]int{}, reader(target.Table, target.Column), nil}
		for _, g := range target.Given {
			given := givenValues{reader(g.Table, g.Column), map[string]bool{}}
			for _, value := range g.Values {
				given.values[value] = true
			}
			c.given = append(c.given, given)
		}
		counts = append(counts, c)
	}
	var vehicles, squares float64
	for r := range g.Range(0, g.Len()) {
		read(r)
		n := float64(len(r.Vehicles))
		vehicles, squares = vehicles+n, squares+n*n
		for i := range counts {
			counts[i].add()
		}
	}
	if len(counts) == 0 {
		t.Fatalf("no target of %v", columns)
	}
	for i := range counts {
		c := &counts[i]
		observed := make([]int, len(c.Values))
		for k, value := range c.Values {
			observed[k] = c.counts[value]
			delete(c.counts, value)
		}
		for value, n := range c.counts {
			t.Errorf("%s: %d rows have %s, which the target does not have", c.name(), n, value)
		}
		effect := 1.0 // how many times more the counts vary than those of independent rows
		if slices.Contains(ofOwner, c.Table+"."+c.Column) {
			effect = squares / vehicles
		}
		observed, weights := poolRare(observed, c.Weights)
		wantClusteredShares(t, c.name(), observed, weights, effect)
	}
}

// poolRare puts the values of which less than one row is expected together, and with the next rarest one if
// even these are less than one: the statistic of a rarer class is far from a chi-square.
func poolRare(observed []int, weights []uint64) ([]int, []uint64) {
	rows, sum := 0, uint64(0)
	for i, w := range weights {
		rows, sum = rows+observed[i], sum+w
	}
	order := make([]int, len(weights))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(weights[a], weights[b]) })
	counts, pool := []int{0}, []uint64{0}
	for _, i := range order {
		if last := len(pool) - 1; float64(pool[last])*float64(rows) < float64(sum) {
			counts[last], pool[last] = counts[last]+observed[i], pool[last]+weights[i]
		} else {
			counts, pool = append(counts, observed[i]), append(pool, weights[i])
		}
	}
	return counts, pool
}
