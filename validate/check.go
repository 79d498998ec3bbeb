package validate

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"slices"
	"strings"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A check is one validation of the rows of a dataset.
type check struct {
	options
	ctx     context.Context
	asOf    schema.Date // zero if it is not known
	tables  []*table
	tally   tally
	notes   []string
	window  window
	subsets []*subset
	after   func() error // done once all rows were read, nil for nothing
	seed    maphash.Seed // of the hashes
	second  maphash.Seed // of those that tell collisions

	jobs  chan *piece
	group sync.WaitGroup
}

// A table is one entity of the dataset and where its rows come from.
type table struct {
	schema.Describer
	entity  synthhub.Entity
	columns []schema.Column
	key     int // place of the key, -1 if there is none
	lists   []*hashes
	expect  int  // rows that probably come
	rows    int  // read so far
	broken  bool // rows cannot be read at all: nothing can refer to them
	strays  bits // rows out of order, unless what they refer to is missing
	// open hands the rows to emit in pieces, in order, each with the work to do to
	// read it. It may be called several times.
	open func(c *check, f *feed) error
	// texts are the other forms of the rows to compare with.
	texts []*rendition
	want  []count
	feed  *feed
	free  chan *piece
}

// A count is a number of rows that something says, and what says it.
type count struct {
	rows   int
	source string
}

// A subset is a promise that every value of one column is among those of another.
type subset struct {
	of, in  *hashes
	rule    ruleText
	missing []uint64 // hashes of values that are not, ascending
}

func newCheck(ctx context.Context, o options, asOf schema.Date) *check {
	c := &check{options: o, ctx: ctx, asOf: asOf, seed: maphash.MakeSeed(), second: maphash.MakeSeed(), jobs: make(chan *piece)}
	c.tally.limit = o.limit
	c.window = window{hi: parts, most: o.hashes}
	return c
}

// addTable adds a table whose rows open hands out.
func (c *check) addTable(e synthhub.Entity, open func(*check, *feed) error) *table {
	t := &table{Describer: e.Table(), entity: e, columns: e.Table().Columns(), open: open, free: make(chan *piece, 4*c.workers)}
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

func (t *table) column(name string) int {
	return slices.IndexFunc(t.columns, func(c schema.Column) bool { return c.Name == name })
}

// list returns the list of hashes of a column, which it makes if need be.
func (c *check) list(t *table, column int) *hashes {
	for _, l := range t.lists {
		if l.column == column && l.within < 0 {
			return l
		}
	}
	l := c.window.newList(t, column, -1)
	t.lists = append(t.lists, l)
	return l
}

// prepare derives from the columns what is to be unique and what is to be found
// where.
func (c *check) prepare() {
	for _, t := range c.tables {
		for i, col := range t.columns {
			if col.Unique && col.Within != "" {
				t.lists = append(t.lists, c.window.newList(t, i, t.column(col.Within)))
			} else if col.Unique {
				c.list(t, i)
			}
			if col.Ref == "" {
				continue
			}
			name, column, _ := strings.Cut(col.Ref, ".")
			if to := c.table(name); to == nil || to.column(column) < 0 {
				c.note("%s.%s was not checked against %s, which is not there", t.Name(), col.Name, col.Ref)
			} else {
				c.subset(t, i, to, to.column(column), ruleText{column: col.Name, name: "reference", doc: "no row of " + name + " has this " + column})
			}
		}
	}
	if p := c.table("persons"); p != nil && p.Describer == schema.Describer(synthhub.PersonTable) {
		for _, other := range []struct{ table, rule, why string }{
			{"vehicles", "has_vehicle", "no row of vehicles has this person_id"}, {"profiles", "has_profile", "no row of profiles has this person_id"},
		} {
			if t := c.table(other.table); t != nil && t.column("person_id") >= 0 {
				c.subset(p, p.key, t, t.column("person_id"), ruleText{column: "person_id", name: other.rule, doc: other.why})
			}
		}
	}
}

// reserve makes room for the hashes, so that lists need not grow: that would cost as
// much memory again.
func (c *check) reserve() {
	total := 0
	for _, l := range c.window.lists {
		total += l.table.expect
	}
	for _, l := range c.window.lists {
		n := l.table.expect
		if total > c.window.most {
			n = int(float64(n) * float64(c.window.most) / float64(total))
		}
		if n < 16*parts {
			continue
		}
		for p := range l.parts {
			l.parts[p] = make([]uint64, 0, n/parts+n/(16*parts)+4)
		}
	}
}

func (c *check) subset(t *table, column int, to *table, toColumn int, rule ruleText) {
	c.subsets = append(c.subsets, &subset{of: c.list(t, column), in: c.list(to, toColumn), rule: rule})
}

func (c *check) note(format string, args ...any) {
	c.notes = append(c.notes, fmt.Sprintf(format, args...))
}

// run goes over all rows, once if all is well. The error is that of a context or of
// a file that cannot be read; what is wrong with the rows is in the tally.
func (c *check) run() error {
	ctx, cancel := context.WithCancelCause(c.ctx)
	c.ctx = ctx
	defer c.group.Wait()
	defer cancel(errors.New("validation has ended"))
	for range c.workers {
		c.group.Go(func() {
			for {
				select {
				case p := <-c.jobs:
					p.work(p)
					p.done <- struct{}{}
				case <-ctx.Done():
					return
				}
			}
		})
	}
	c.prepare()
	c.reserve()
	if err := c.join(); err != nil {
		return err
	}
	for _, t := range c.tables {
		for _, want := range t.want {
			if want.rows != t.rows {
				c.tally.add(Finding{Rule: t.Name() + ".row.count", Table: t.Name(), Value: fmt.Sprint(t.rows), Why: fmt.Sprintf("there are %d rows, but %s says %d", t.rows, want.source, want.rows)})
			}
		}
	}
	if c.after != nil {
		if err := c.after(); err != nil {
			return err
		}
	}
	for {
		c.suspect()
		if !c.window.next() {
			break
		}
		for _, t := range c.tables {
			if err := c.pass(t, func(p *piece) { c.collect(p) }); err != nil {
				return err
			}
		}
	}
	return c.confirm()
}

// suspect finds the hashes in the window that break a promise.
func (c *check) suspect() {
	c.window.sort()
	for _, l := range c.window.lists {
		if l.table.columns[l.column].Unique && (l.within >= 0) == (l.table.columns[l.column].Within != "") {
			c.window.addRepeated(l)
		}
	}
	for _, s := range c.subsets {
		if !s.of.table.broken && !s.in.table.broken {
			s.missing = c.window.missing(s.missing, s.of, s.in)
		}
	}
}

// pass goes over the rows of a table again and counts no findings in them.
func (c *check) pass(t *table, visit func(*piece)) error {
	if t.broken {
		return nil
	}
	t.rows = 0
	c.start(t, true)
	for {
		p, err := c.next(t)
		if p == nil {
			return err
		}
		visit(p)
		c.release(p)
	}
}

// collect takes the hashes of a piece.
func (c *check) collect(p *piece) {
	for i, l := range p.table.lists {
		c.window.add(l, p.hashes[i])
	}
}

// confirm looks at the rows with suspect hashes again and makes the findings.
func (c *check) confirm() error {
	for _, t := range c.tables {
		suspect := t.strays.any()
		for _, l := range t.lists {
			suspect = suspect || len(l.suspects) > 0
		}
		for _, s := range c.subsets {
			suspect = suspect || s.of.table == t && len(s.missing) > 0
		}
		if !suspect {
			continue
		}
		first := make([]map[[2]uint64]int, len(t.lists)) // row of each value that comes twice
		for i := range first {
			first[i] = make(map[[2]uint64]int)
		}
		var buf []byte
		err := c.pass(t, func(p *piece) {
			for row := range p.rows.Len() {
				lost := false
				for i, l := range t.lists {
					h := p.hashes[i][row]
					if h == 0 {
						continue
					}
					for _, s := range c.subsets {
						if s.of == l && contains(s.missing, h) {
							lost = lost || s.rule.name == "reference"
							c.rowFinding(p, row, s.rule.column, s.rule.name, s.rule.doc)
						}
					}
					if !contains(l.suspects, h) {
						continue
					}
					buf = p.value(buf[:0], row, l)
					value := [2]uint64{h, hashOf(c.second, buf)}
					if at, again := first[i][value]; again {
						c.rowFinding(p, row, t.columns[l.column].Name, "unique", fmt.Sprintf("row %d has the same", at))
					} else {
						first[i][value] = p.base + row + 1
					}
				}
				if !lost && t.strays.has(p.base+row) {
					c.rowFinding(p, row, "person_id", "order", "the row does not stand where its person does")
				}
			}
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// rowFinding counts a finding at a row of a piece.
func (c *check) rowFinding(p *piece, row int, column, rule, why string) {
	f := p.finding(row, column, rule, why)
	f.Row += p.base
	if f.Line > 0 {
		f.Line += p.line
	}
	c.tally.add(f)
}

// report writes what was found.
func (c *check) report(r *Report, rules []Rule, checked ...Question) {
	var asked [questions]bool
	for _, q := range checked {
		asked[q] = true
	}
	r.Tables = []TableCount{}
	for _, t := range c.tables {
		r.Tables = append(r.Tables, TableCount{t.Name(), t.rows})
	}
	r.Notes = append(r.Notes, c.notes...)
	c.tally.fill(r, rules, asked)
}

// bits is a set of row numbers, counted from 0.
type bits []uint64

func (b *bits) add(i int) {
	for len(*b) <= i/64 {
		*b = append(*b, 0)
	}
	(*b)[i/64] |= 1 << (i % 64)
}

func (b bits) has(i int) bool { return i/64 < len(b) && b[i/64]>>(i%64)&1 != 0 }
func (b bits) any() bool      { return len(b) > 0 }
