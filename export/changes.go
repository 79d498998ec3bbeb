package export

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// ChangeCounts is the number of changes of each kind in a feed of one table.
type ChangeCounts struct {
	Created int `json:"created"`
	Updated int `json:"updated"`
	Deleted int `json:"deleted"`
}

// Total returns the number of all changes: the lines of the feed.
func (c ChangeCounts) Total() int { return c.Created + c.Updated + c.Deleted }

// add adds the counts of others.
func (c *ChangeCounts) add(o ChangeCounts) {
	c.Created += o.Created
	c.Updated += o.Updated
	c.Deleted += o.Deleted
}

// A Change is what a line of a feed as NDJSON decodes to. Before and After are rows as [NDJSON] writes
// them, and have their bytes. Before of a row that is created and After of one that is deleted are null.
type Change struct {
	Op     string          `json:"op"` // c, u or d
	Table  string          `json:"table"`
	Key    string          `json:"key"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Changes writes the feed of changes of one table from one day to another: what turns its rows on
// the first day into those on the second. Both sources are the same book, such as a Generator and
// [synthhub.Generator.On] of it: their effective settings are equal except for AsOf, and so are
// their numbers of records. Otherwise the error wraps [ErrDays] and names the setting. If to is
// before from, the feed runs backwards; for equal days it is empty.
//
// The feed has NDJSON or CSV, as [Formats] says; the default is [FormatNDJSON]. One line is
//
//	{"op":"u","table":"persons","key":"6f1c…","before":{…},"after":{…}}
//
// where op is c for a row that is created, u for one that is updated and d for one that is deleted;
// key is the text of the key column, always a string; before and after are rows as [NDJSON] writes
// them. Before is null for c, and after for d. Such a line decodes to a [Change]. A line of CSV has
// the column op, and then those of the table: the new row for c and u, the old one for d.
//
// Rows are compared within each record by key, and are silent if they have the same bytes. The
// lines are in the order of the records. For one record there come first its rows of the first day,
// in their order, that are updated or deleted, and then its rows of the second day, in their order,
// that are created. So the bytes depend on the two datasets alone.
//
// A value that is unique on each day can change hands between the days, such as the plate of a
// vehicle. So apply a feed in two phases in one transaction: first delete the keys of all d and u,
// and then insert the rows after all u and c.
//
// An entity of [synthhub.NewEntityWithSettings] is bound to each of the days; pass it as it is.
// Between two Generators, only slots are compared in which something can have happened, by
// [synthhub.Entity.Days]; of governed tables only if the days are less than a year apart. Memory
// does not grow with the number of records. Only the calling goroutine writes to w. [Part] writes
// a section of the feed. [Workers], [OnProgress] and [Faulty] apply.
func Changes(ctx context.Context, w io.Writer, from, to synthhub.Source, entity synthhub.Entity, opts ...Option) (ChangeCounts, error) {
	fail := func(err error) (ChangeCounts, error) {
		return ChangeCounts{}, fmt.Errorf("changes of %s: %w", entity.Table().Name(), err)
	}
	c, err := newComparison(ctx, from, to, opts)
	if err != nil {
		return fail(err)
	}
	f, err := c.lineFormat()
	if err != nil {
		return fail(err)
	}
	feed, err := c.newFeed(entity, f)
	if err != nil {
		return fail(err)
	}
	feed.w = w
	c.expect(1, feed)
	if err := c.pass(ctx, feed); err != nil {
		return fail(err)
	}
	if err := c.checkChanges(feed); err != nil {
		return fail(err)
	}
	c.progress.end()
	return feed.counts, nil
}

// lineFormat returns the one format that the options select for lines of a feed or a history.
func (o *options) lineFormat() (*format.Format, error) {
	if o.formats == nil {
		return format.NDJSON, nil
	}
	if len(o.formats) != 1 || o.formats[0].Document {
		return nil, fmt.Errorf("%w: formats %v: want one of %s", ErrOption, format.Names(o.formats), tableFormats())
	}
	return o.formats[0], nil
}

// newFeed returns the feed of a table.
func (c *comparison) newFeed(entity synthhub.Entity, f *format.Format) (*feed, error) {
	t := entity.Table()
	feed := &feed{rowForm: rowForm{format: f, key: keyColumn(t)}, name: t.Name(), header: c.part <= 1}
	var err error
	if feed.before, err = c.bind(entity, c.metadata.Settings); err != nil {
		return nil, err
	}
	if feed.after, err = c.bindAfter(entity); err != nil {
		return nil, err
	}
	if f.Header {
		if err := notAmong(t, format.OpColumn); err != nil {
			return nil, err
		}
	}
	if feed.before.Days() != nil && feed.after.Days() != nil {
		feed.days = feed.before.Days()
	}
	feed.governed = entitylist.Governed(feed.name) && entitylist.Index(c.faulty, feed.name) < 0
	feed.anyText = !feed.governed || !generated(c.src) || !generated(c.to)
	return feed, nil
}

// keyColumn returns the index of the key of a table. Every entity has one.
func keyColumn(t schema.Describer) int {
	return slices.IndexFunc(t.Columns(), func(c schema.Column) bool { return c.Key })
}

// generated reports whether a source generates its records, whose texts are clean.
func generated(src synthhub.Source) bool {
	_, ok := src.(*synthhub.Generator)
	return ok
}

// notAmong returns ErrOption if a table has a column of a name that its lines need themselves.
func notAmong(t schema.Describer, names ...string) error {
	for _, column := range columnNames(t) {
		if slices.Contains(names, column) {
			return fmt.Errorf("%w: table %s has a column %s, and the lines need one of this name; rename that of the table", ErrOption, t.Name(), column)
		}
	}
	return nil
}
