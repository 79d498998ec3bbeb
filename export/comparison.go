package export

import (
	"context"
	"fmt"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/pipe"
)

// A comparison goes over the records of one book on two days. Its exporter is that of the day on
// which the feed begins.
type comparison struct {
	*exporter
	to         synthhub.Source
	metadataTo synthhub.Metadata
	unbound    options             // whose entities are bound to neither day
	faultyTo   []synthhub.Entity   // those of Faulty, bound to the second day
	generator  *synthhub.Generator // which knows the days on which slots change, or nil
	long       bool                // whether every governed record changes
}

// longSpan is the number of days from which on no slot of governed tables is skipped: within a year
// and a day everybody has a birthday, which changes a profile, so it would only cost time to ask.
const longSpan = 366

func newComparison(ctx context.Context, from, to synthhub.Source, opts []Option) (*comparison, error) {
	e, err := newExporter(ctx, from, opts)
	if err != nil {
		return nil, err
	}
	c := &comparison{exporter: e, to: to}
	if c.metadataTo, err = to.Metadata(ctx); err != nil {
		return nil, err
	}
	if err := sameBook(from, to, e.metadata.Settings, c.metadataTo.Settings); err != nil {
		return nil, err
	}
	if c.unbound, err = optionsOf(opts); err != nil {
		return nil, err
	}
	if c.faultyTo, err = entitylist.Bind(c.metadataTo.Settings, c.unbound.faulty); err != nil {
		return nil, err
	}
	// A changed row takes the space of two. Chunks stay powers of two.
	e.chunkSize = max(1, e.chunkSize/2)
	if generated(to) {
		c.generator, _ = from.(*synthhub.Generator)
	}
	days := c.metadataTo.Settings.AsOf.DaysSince(e.metadata.Settings.AsOf)
	c.long = max(days, -days) >= longSpan
	return c, nil
}

// bindAfter is bind for the second day.
func (c *comparison) bindAfter(e synthhub.Entity) (synthhub.Entity, error) {
	if i := entitylist.Index(c.faultyTo, e.Table().Name()); i >= 0 {
		e = c.faultyTo[i]
	}
	return e.Bind(c.metadataTo.Settings)
}

// A feed is the changes of one table in one format, and what receives them.
type feed struct {
	rowForm
	name          string
	before, after synthhub.Entity // bound to the settings of each day
	days          daysFunc
	governed      bool // whether the table is, and its rows are not replaced by faulty ones
	header        bool
	w             io.Writer    // nil if changes are only counted
	beside        bool         // whether a goroutine of its own writes to w
	counts        ChangeCounts // so far, by the goroutine of the caller
	written       int          // lines written so far, by the goroutine that writes to w
}

// A changeChunk holds the lines of consecutive records, for each feed, and the memory of the
// worker that fills it.
type changeChunk struct {
	text   [][]byte
	counts []ChangeCounts
	tables []*tableDiff
	days   []synthhub.Date
	marks  []bool // which of the records may have changed
}

// pass goes once over the records of both days, and writes every feed in order.
func (c *comparison) pass(ctx context.Context, feeds ...*feed) error {
	for _, f := range feeds {
		if f.header && f.w != nil {
			if err := c.write(f.w, f.format.AppendChangeHeader(nil, f.before.Table())); err != nil {
				return f.failed(err)
			}
		}
	}
	records := func(i int) (lo, hi int) {
		lo = c.lo + i*c.chunkSize
		return lo, min(c.hi-lo, c.chunkSize) + lo
	}
	var beside []func(i int, chunk *changeChunk) error
	for k, f := range feeds {
		if f.beside {
			beside = append(beside, func(_ int, chunk *changeChunk) error { return c.writeLines(f, chunk, k) })
		}
	}
	chunks := (c.hi - c.lo + c.chunkSize - 1) / c.chunkSize
	return pipe.Ordered(ctx, c.workers, chunks, func(i int, chunk *changeChunk) error {
		lo, hi := records(i)
		return c.fill(chunk, lo, hi, feeds)
	}, func(i int, chunk *changeChunk) error {
		for k, f := range feeds {
			f.counts.add(chunk.counts[k])
			if !f.beside {
				if err := c.writeLines(f, chunk, k); err != nil {
					return err
				}
			}
		}
		lo, hi := records(i)
		c.progress.add(hi - lo)
		return nil
	}, beside...)
}

// expect sets the totals of the progress: how often the comparison goes over the records, and an estimate
// of the bytes of all feeds, for which it compares the first records.
func (c *comparison) expect(passes int, feeds ...*feed) {
	c.estimate(passes, func(n int) (bytes int) {
		var chunk changeChunk
		if c.fill(&chunk, c.lo, c.lo+n, feeds) != nil {
			return 0 // the comparison will return the error
		}
		for _, text := range chunk.text {
			bytes += len(text)
		}
		return bytes
	})
}

// writeLines writes the lines that a chunk has for feed k.
func (c *comparison) writeLines(f *feed, chunk *changeChunk, k int) error {
	if f.w == nil {
		return nil
	}
	if err := c.write(f.w, chunk.text[k]); err != nil {
		return f.failed(err)
	}
	f.written += chunk.counts[k].Total()
	return nil
}

// failed adds the table and the line to an error of the writer.
func (f *feed) failed(err error) error {
	return fmt.Errorf("write changes of %s, line %d: %w", f.name, f.written+1, err)
}

// fill fills the chunk with the changes of the records from lo to hi, without hi.
func (c *comparison) fill(chunk *changeChunk, lo, hi int, feeds []*feed) error {
	days, skip := c.skipping(feeds)
	if chunk.text == nil {
		chunk.text, chunk.counts = make([][]byte, len(feeds)), make([]ChangeCounts, len(feeds))
		for _, f := range feeds {
			chunk.tables = append(chunk.tables, newTableDiff(f))
		}
	}
	for k := range feeds {
		chunk.text[k], chunk.counts[k] = chunk.text[k][:0], ChangeCounts{}
	}
	if skip {
		c.mark(chunk, lo, hi, days)
	}
	for a := lo; a < hi; {
		if skip && !chunk.marks[a-lo] {
			a++
			continue
		}
		b := hi
		if skip {
			b = runEnd(chunk.marks, a-lo) + lo
		}
		if err := c.compare(chunk, a, b); err != nil {
			return err
		}
		a = b
	}
	return nil
}

// A daysFunc is the function of [synthhub.Entity.Days].
type daysFunc = func(g *synthhub.Generator, dst []synthhub.Date, slot int, from, to synthhub.Date) []synthhub.Date

// skipping returns the functions that know on which days the rows of the feeds can change. It
// reports false if every record must be compared. Governed tables have one function together.
func (c *comparison) skipping(feeds []*feed) (list []daysFunc, ok bool) {
	if c.generator == nil {
		return nil, false
	}
	governed := false
	for _, f := range feeds {
		if f.days == nil || f.governed && c.long {
			return nil, false
		}
		if !f.governed || !governed {
			list = append(list, f.days)
		}
		governed = governed || f.governed
	}
	return list, true
}

// mark sets which of the records from lo to hi, without hi, may have changed.
func (c *comparison) mark(chunk *changeChunk, lo, hi int, days []daysFunc) {
	from, to := c.metadata.Settings.AsOf, c.metadataTo.Settings.AsOf
	if to.Before(from) {
		from, to = to, from
	}
	chunk.marks = append(chunk.marks[:0], make([]bool, hi-lo)...)
	for slot := lo; slot < hi; slot++ {
		for _, daysOf := range days {
			if chunk.days = daysOf(c.generator, chunk.days[:0], slot, from, to); len(chunk.days) > 0 {
				chunk.marks[slot-lo] = true
				break
			}
		}
	}
}

// runEnd returns the end of the run of marked records that begins at index i. Up to two records in a
// row that are not marked belong to it: to begin another run costs as much.
func runEnd(marks []bool, i int) (end int) {
	const gap = 2
	for end = i + 1; i < len(marks) && i < end+gap; i++ {
		if marks[i] {
			end = i + 1
		}
	}
	return end
}

// compare appends the changes of the records from lo to hi, without hi, to the chunk.
func (c *comparison) compare(chunk *changeChunk, lo, hi int) error {
	for _, t := range chunk.tables {
		t.before.reset()
		t.after.reset()
	}
	for r := range c.src.Range(lo, hi) {
		for _, t := range chunk.tables {
			t.before.add(&t.feed.rowForm, t.feed.before, r)
		}
	}
	for r := range c.to.Range(lo, hi) {
		for _, t := range chunk.tables {
			t.after.add(&t.feed.rowForm, t.feed.after, r)
		}
	}
	for k, t := range chunk.tables {
		for i := range hi - lo {
			var err error
			if chunk.text[k], err = t.diff(chunk.text[k], i, &chunk.counts[k]); err != nil && !c.faultyRun {
				return fmt.Errorf("record %d: %w", lo+i, err)
			}
		}
	}
	return nil
}

// checkChanges compares the numbers of changes of a governed table with what the metadata say.
func (c *comparison) checkChanges(f *feed) error {
	if c.faultyRun || c.split() || !entitylist.Governed(f.name) {
		return nil
	}
	was, is := c.metadata.Count(f.name), c.metadataTo.Count(f.name)
	if was+f.counts.Created-f.counts.Deleted != is {
		return fmt.Errorf("%w: %d rows of %s less %d plus %d, but the metadata say %d", ErrCount, was, f.name, f.counts.Deleted, f.counts.Created, is)
	}
	return nil
}
