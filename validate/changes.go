package validate

import (
	"context"
	"fmt"
	"io/fs"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// Changes reports on the folder of a feed, as export.Feed writes it, as [Snapshot] does on that of
// a snapshot: whether its lines and the rows in them are well-formed and coherent, whether its files are
// intact, and, with the option [Reproduce], whether the feed is exactly what the settings give
// between its two days, with nothing missing. Rows before are checked on the day on which the feed
// begins, and rows after on the day on which it ends, which may be the earlier one. With the option
// [AppliesTo], it reports too whether the feed fits a snapshot.
//
// The folder may come from anywhere; what [Snapshot] says of the error, of the files that are opened
// and of memory holds. A feed does not have all rows of a day, so references and values that must be
// unique are compared within the feed alone. A feed that is CSV alone has no rows before an update.
// Every slot of a user-defined table is made again, whatever its [synthhub.Entity.Days] say.
//
// [With], [Limit], [Memory], [Workers] and [ManifestSHA256] apply too. Settings of many more records than
// the feed can be of are refused, so that the time of Reproduce is bounded. A feed between equal days, or
// of user-defined tables alone, may be empty for any number of records: its time is in proportion to
// the records that the settings ask for, and the context can end it.
func Changes(ctx context.Context, fsys fs.FS, opts ...Option) (*Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("validate changes: %w", err)
	}
	f := &changesFolder{folder: &folder{fs: fsys, check: newCheck(ctx, o, schema.Date{}), feed: new(export.FeedManifest)}}
	f.check.changes = true
	answered, err := f.validateChanges(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate changes: %w", err)
	}
	r := &Report{DatasetVersion: visible(f.manifest.DatasetVersion), ManifestSHA256: f.sha256, Signatures: f.signed}
	f.check.report(r, answered...)
	return r, nil
}

// A changesFolder is the folder of a feed under validation.
type changesFolder struct {
	*folder
	from, to *synthhub.Generator // of the settings on both days, nil if these give none
	entities []synthhub.Entity   // of the tables that are known
	same     bool                // whether every line is known to be the one that the settings give
}

// validateChanges takes the steps of a validation, and returns the questions that they could answer.
func (f *changesFolder) validateChanges(ctx context.Context) (answered []Question, err error) {
	answered = []Question{Intact}
	if ok, err := f.readChangesManifest(); !ok || err != nil {
		return answered, err
	}
	if err := f.list(); err != nil {
		return nil, err
	}
	if f.manifest.DatasetVersion != synthhub.Version {
		f.check.note("changes were not checked: this library knows the rules of %s"+otherRelease, synthhub.Version)
		return answered, f.hashFiles(ctx, f.remainingJobs(nil, nil))
	}
	if err := f.checkChangesManifest(ctx); err != nil {
		return nil, err
	}
	files, jobs := f.changesFiles()
	if err := f.hashFiles(ctx, f.remainingJobs(jobs, nil)); err != nil {
		return nil, err
	}
	if f.check.reproduce {
		answered = append(answered, Reproducible)
		if err := f.sameFeed(ctx); err != nil {
			return nil, err
		}
	}
	if err := f.readFeed(ctx, files); err != nil {
		return nil, err
	}
	known := len(f.entities) > 0 && len(f.entities) == len(f.feed.Tables)
	if known && !slices.ContainsFunc(f.check.tables, func(t *table) bool { return t.broken }) {
		answered = append(answered, WellFormed, Coherent)
	}
	return answered, nil
}

// feedFormats are the formats of a feed, in the order in which lines are read from them: only NDJSON has
// the rows before.
func feedFormats() []*format.Format { return []*format.Format{format.NDJSON, format.CSV} }

// changesFiles returns the files of each table that is known, and the jobs to hash them.
func (f *changesFolder) changesFiles() (files map[string][]*tableFiles, jobs []*hashJob) {
	files = make(map[string][]*tableFiles)
	grouped := f.groupFiles()
	for _, e := range f.entities {
		name := e.Table().Name()
		for _, rows := range feedFormats() {
			if list := grouped[tableFormat{name, rows.MediaType}]; len(list) > 0 {
				s := f.newTableFiles(name, rows, list)
				files[name] = append(files[name], s)
				jobs = append(jobs, &s.job)
			}
		}
	}
	return files, jobs
}

// readFeed reads the lines of all tables, unless every one is known to be right.
func (f *changesFolder) readFeed(ctx context.Context, files map[string][]*tableFiles) error {
	skip := f.same && f.check.appliesTo == nil && f.check.tally.empty() && len(entitylist.UserDefined(f.entities)) == 0
	for _, e := range f.entities {
		t := f.addChangesTable(e, files[e.Table().Name()])
		if skip && !t.broken {
			t.rows = f.feed.Tables[f.statedIndex(t.Name())].Total()
		}
	}
	if skip {
		return nil
	}
	f.check.after = func() error {
		for _, t := range f.check.tables {
			if !t.broken {
				t.changes.end(f, t)
			}
		}
		if f.check.appliesTo != nil {
			if err := f.fits(ctx); err != nil {
				return err
			}
		}
		return f.reproduceChanges(ctx)
	}
	return f.check.run()
}

// statedIndex returns the position of a table in the manifest.
func (f *changesFolder) statedIndex(name string) int {
	return slices.IndexFunc(f.feed.Tables, func(t export.FeedTable) bool { return t.Name == name })
}

// addChangesTable adds a table to be read.
func (f *changesFolder) addChangesTable(e synthhub.Entity, files []*tableFiles) *table {
	c, name := f.check, e.Table().Name()
	var sections []intake.Section
	if len(files) > 0 && !files[0].unusable() && len(files[0].files) > 0 && f.checkChangesHeader(files[0], e.Table()) {
		sections = files[0].sections()
	}
	t := c.addTable(e, func(feed *feed) error {
		return feed.readLines(f.contents(), sections, maxChange, (*chunk).readChangeBlock)
	})
	t.changes = f.newChangesTable(t, files)
	if t.broken = len(sections) == 0; t.broken {
		c.note("the changes of %s were not checked: its files are not complete", name)
		return t
	}
	for _, s := range sections {
		const shortestRow = 32 // bytes
		t.expected += min(s.Rows, int(s.Hint/shortestRow))
	}
	f.compareRecords(name, files)
	return t
}

// checkChangesHeader compares the first line of a CSV file with the columns of the table.
func (f *changesFolder) checkChangesHeader(s *tableFiles, d schema.Describer) bool {
	if !s.format.Header {
		return true
	}
	file := s.files[0]
	want := string(s.format.AppendChangeHeader(nil, d))
	want = want[:len(want)-1]
	is, err := f.firstLine(file.Path, len(want)+4)
	if err != nil {
		f.found(ruleFileReadable, file.Path, "", err.Error())
		return false
	}
	if is != want {
		f.check.tally.add(f.check.rulesOf(d.Name()).header, Finding{Table: d.Name(), File: file.Path, Line: 1, Value: is, Why: "the line must be " + visible(want)})
	}
	return is == want
}

// relateChanges derives from the columns what must be unique in a feed: the key of a line, and values
// of the rows of the second day. A feed does not have the rows that references lead to.
func (c *check) relateChanges() {
	for _, t := range c.tables {
		for i, col := range t.columns {
			if !col.Unique {
				continue
			}
			within := -1
			if col.Within != "" {
				within = t.column(col.Within)
			}
			c.list(t, i, within).unique = true
		}
	}
	c.chooseHashes()
}

// readChanges reads all tables to the end, one after the other.
func (c *check) readChanges() error {
	for _, t := range c.tables {
		if t.broken {
			continue
		}
		err := c.each(t, false, func(p *chunk) bool {
			c.collect(p)
			t.changes.consume(c, p)
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}
