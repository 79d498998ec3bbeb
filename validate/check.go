package validate

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A check is one validation of the rows of a dataset, wherever they come from.
type check struct {
	options
	rules  []*tableRules // by entity
	ctx    context.Context
	asOf   schema.Date // zero if it is not known
	tables []*table

	metadata *synthhub.Metadata // nil if they are not known
	tally    tally
	notes    []string
	after    func() error // done once all rows were read, nil for nothing

	changes bool // whether the tables are those of a feed

	window  window
	subsets []*subset
	seed    maphash.Seed // of the hashes of values
	second  maphash.Seed // of other hashes of them, to tell collisions

	jobs   chan *chunk    // to the workers
	group  sync.WaitGroup // of all goroutines
	guard  pipe.Guard     // of all goroutines
	cancel context.CancelCauseFunc
}

// A table is one entity of the dataset and where its rows come from.
type table struct {
	schema.Describer
	entity  synthhub.Entity
	columns []schema.Column
	rules   *tableRules
	key     int // position of the key column, -1 if there is none

	// open emits the chunks of the table in order, each with the work that reads its rows.
	// It is called once for each pass over the rows.
	open   func(*feed) error
	feed   *feed
	free   chan *chunk // released chunks
	rows   int         // read so far in this pass
	unread int         // of them, those that cannot be read
	broken bool        // not all rows are there to be read: nothing can refer to them

	expected  int         // an estimate of the rows, to reserve memory
	stated    []statement // of the number of rows
	lists     []*hashList
	encodings []*encoding // of the rows in other formats, to compare with
	leaves    *leaves     // nil if they are not computed
	ids       *idSequence // nil if ids are not compared with the settings
	misplaced bitset      // rows that are not in the order of the persons
	order     Rule        // that misplaced rows break

	changes *changesTable // of a feed, else nil
}

// A statement is a number of rows that a document says, and which.
type statement struct {
	rows   int
	source string
}

func newCheck(ctx context.Context, o options, asOf schema.Date) *check {
	c := &check{options: o, rules: rulesOfAll(o.entities), ctx: ctx, asOf: asOf, seed: maphash.MakeSeed(), second: maphash.MakeSeed(), jobs: make(chan *chunk)}
	c.tally.limit = o.limit
	c.window = window{high: buckets, width: buckets, maximum: o.hashes}
	return c
}

// addTable adds a table whose rows open emits.
func (c *check) addTable(e synthhub.Entity, open func(*feed) error) *table {
	d := e.Table()
	t := &table{Describer: d, entity: e, columns: d.Columns(), rules: c.rulesOf(d.Name()), open: open, free: make(chan *chunk, 4*c.workers)}
	t.key = slices.IndexFunc(t.columns, func(col schema.Column) bool { return col.Key })
	c.tables = append(c.tables, t)
	return t
}

// table returns the table of that name, nil if it is not there or not readable.
func (c *check) table(name string) *table {
	for _, t := range c.tables {
		if t.Name() == name && !t.broken {
			return t
		}
	}
	return nil
}

// rulesOf returns the rules of the table of that name, which must be one of the entities'.
func (c *check) rulesOf(table string) *tableRules {
	return c.rules[entitylist.Index(c.entities, table)]
}

// column returns the position of the column of that name, -1 if there is none.
func (t *table) column(name string) int { return columnIndex(t.columns, name) }

func (c *check) note(format string, args ...any) {
	c.notes = append(c.notes, escaped(fmt.Sprintf(format, args...)))
}

// run goes over all rows, once if all is well. The error is that of the context, or of an
// entity that cannot be used; wrong rows and unreadable files are in the tally.
func (c *check) run() error {
	stop := c.stoppable()
	defer stop()
	c.startWorkers()
	first := c.join
	if c.changes {
		c.relateChanges()
		first = c.readChanges
	} else {
		c.relate()
	}
	c.window.reserve()
	if err := first(); err != nil {
		return err
	}
	c.compareCounts()
	if c.after != nil {
		if err := c.after(); err != nil {
			return err
		}
	}
	if err := c.searchHashes(); err != nil {
		return err
	}
	return c.confirm()
}

// compareCounts compares the numbers of rows with what documents say of them.
func (c *check) compareCounts() {
	for _, t := range c.tables {
		if t.broken {
			continue
		}
		if t.ids != nil {
			t.ids.checkEnd(c, t)
		}
		for _, s := range t.stated {
			if s.rows != t.rows {
				c.tally.add(t.rules.count, Finding{Table: t.Name(), Value: fmt.Sprint(t.rows), Why: fmt.Sprintf("there are %d rows, but %s says %d", t.rows, s.source, s.rows)})
			}
		}
	}
}

// pass goes over the rows of a table again, until visit returns false, and counts no findings in
// them.
func (c *check) pass(t *table, visit func(*chunk) bool) error {
	if t.broken {
		return nil
	}
	rows := t.rows
	t.rows, t.unread = 0, 0
	defer func() { t.rows = rows }() // visit may have ended the pass
	return c.each(t, true, visit)
}

// report writes what was found.
func (c *check) report(r *Report, checked ...Question) {
	var asked [questions]bool
	for _, q := range checked {
		asked[q] = true
	}
	r.Tables = []TableCount{}
	for _, t := range c.tables {
		count := TableCount{Table: t.Name(), Rows: t.rows}
		if t.leaves != nil && !t.broken {
			count.Digest = snapshot.TreeDigest(t.AppendHeader(nil), t.leaves.sums)
		}
		r.Tables = append(r.Tables, count)
	}
	r.Notes = append(r.Notes, c.notes...)
	c.tally.fill(r, allRules(c.rules), asked)
}

// bitset is a set of row numbers, counted from 0.
type bitset []uint64

func (b *bitset) add(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b bitset) remove(i int) {
	if i/64 < len(b) {
		b[i/64] &^= 1 << (i % 64)
	}
}

func (b bitset) has(i int) bool { return i/64 < len(b) && b[i/64]>>(i%64)&1 != 0 }
