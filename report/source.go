package report

import (
	"context"
	"fmt"
	"sync"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/schema"
)

// recordsPerChunk is the number of records whose rows are counted at a time.
const recordsPerChunk = 512

// Source returns the profile of the records of any source, such as a Generator. It goes over them once
// and holds only a few at a time. The error is that of the context, or says which option,
// user-defined entity does not fit: it wraps [ErrOption], or the error of [synthhub.Entity.Bind].
func Source(ctx context.Context, src synthhub.Source, opts ...Option) (*Profile, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	s := src.Settings()
	if o.entities, err = entitylist.Bind(s, o.entities); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	p := newCounting(&o, s.AsOf)
	p.settings = &s
	if o.title == "" {
		o.title = titleOf(s)
	}
	if err := p.records(ctx, src, 0, src.Len()); err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return p.profile(), nil
}

// titleOf returns the title of a generated dataset.
func titleOf(s synthhub.Settings) string {
	title := fmt.Sprintf("%s records of seed %d on %s", grouped(fmt.Sprint(s.Records)), s.Seed, s.AsOf)
	return title
}

// A counting is a profile whose rows are being counted.
type counting struct {
	*options
	settings *synthhub.Settings
	day      synthhub.Date
	tables   []*tableCounter
	notes    []string

	mu   sync.Mutex
	done Progress
}

func newCounting(o *options, asOf synthhub.Date) *counting {
	c := &counting{options: o, day: asOf}
	for _, e := range o.entities {
		c.tables = append(c.tables, newTableCounter(e.Table(), asOf))
	}
	return c
}

// records counts the rows of the records from lo up to hi.
func (c *counting) records(ctx context.Context, src synthhub.Source, lo, hi int) error {
	pool := sync.Pool{New: func() any {
		lists := make([]schema.RowList, len(c.entities))
		for i, e := range c.entities {
			lists[i] = e.NewRowList()
		}
		return &lists
	}}
	chunks := (hi - lo + recordsPerChunk - 1) / recordsPerChunk
	return pipe.Each(ctx, c.workers, chunks, func(i int) error {
		lists := pool.Get().(*[]schema.RowList)
		defer pool.Put(lists)
		for _, rows := range *lists {
			rows.Reset()
		}
		for r := range src.Range(lo+i*recordsPerChunk, min(lo+(i+1)*recordsPerChunk, hi)) {
			for k, e := range c.entities {
				e.AddRows((*lists)[k], r)
			}
		}
		for k, rows := range *lists {
			c.tables[k].add(i, rows, nil, nil)
		}
		c.report(int64(min(recordsPerChunk, hi-lo-i*recordsPerChunk)), int64(hi-lo))
		return nil
	})
}

// report reports progress.
func (c *counting) report(more, of int64) {
	if c.progress == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.done.Rows, c.done.Of = c.done.Rows+more, of
	c.progress(c.done)
}

// profile returns what was counted.
func (c *counting) profile() *Profile {
	p := &Profile{ProfileVersion: profileVersion, Title: c.title, Settings: c.settings, AsOf: c.day, Notes: c.notes}
	for _, t := range c.tables {
		r := t.result()
		p.Tables = append(p.Tables, r)
		if r.Unreadable > 0 {
			p.Notes = append(p.Notes, fmt.Sprintf("%s could not be read and were left out%s", ofRows(r.Unreadable, r.Name), t.firstFault))
		}
	}
	if c.private {
		p.hide()
	}
	return p
}

// ofRows says a number of rows of a table.
func ofRows(n uint64, table string) string {
	if n == 1 {
		return "1 row of " + table
	}
	return grouped(fmt.Sprint(n)) + " rows of " + table
}

// result returns what was counted of a table.
func (t *tableCounter) result() *Table {
	r := &Table{Name: t.table.Name(), Doc: t.table.Doc(), Rows: t.rows, Unreadable: t.unreadable, First: t.firstOf()}
	if t.reference >= 0 {
		r.Squares = t.runs.sum()
	}
	for _, c := range t.columns {
		r.Columns = append(r.Columns, c.result())
	}
	for i, list := range t.pairs {
		for _, p := range list {
			r.Pairs = append(r.Pairs, &Pair{t.columns[i].column.Name, t.columns[p.second].column.Name, p.cells})
		}
	}
	return r
}

// result returns what was counted of a column.
func (c *counter) result() *Column {
	d := c.column
	r := &Column{Name: d.Name, Doc: d.Doc, Kind: d.Kind.String(), Class: d.Class.String(), OverTime: d.OverTime(),
		Key: d.Key, Unique: d.Key || d.Unique, Ref: d.Ref, Decimals: d.Scale, Empty: c.empty, Unreadable: c.unreadable}
	switch {
	case d.Kind == schema.KindEnum:
		r.Vocabulary = d.Names
	case d.Kind == schema.KindBool:
		r.Vocabulary = []string{"false", "true"}
	}
	if c.numbers != nil {
		r.Histogram = c.numbers.histogram()
	} else {
		r.Lengths, r.Distinct = c.lengths.histogram(), &Distinct{c.distinct.estimate(), c.distinct}
	}
	if c.words != nil {
		texts, counts := c.words.sorted()
		r.Words = &Words{Level: c.words.level, Texts: texts, Counts: counts, Buckets: c.words.buckets[:]}
		if r.Words.Level == 0 {
			r.Distinct.About = uint64(len(texts))
		}
	}
	if c.classes != nil {
		r.Classes = c.classes.labels
	}
	return r
}
