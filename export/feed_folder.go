package export

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Feed writes the changes of all tables from one day of a book to another as a folder: for each table
// a file such as changes_persons_v0_1.ndjson, with the lines that [Changes] writes, and a manifest,
// changes_manifest_v0_1.json. The sources are those of Changes. The default format is [FormatNDJSON];
// [Formats] selects it, [FormatCSV], or both.
//
// The folder appears complete under its name or not at all, as that of [Snapshot] does, and replaces
// another one under the same rules: dir must be free, or hold a feed of the same days and settings
// with the same changes in each file that both have. [Overwrite] lets it replace other regular files.
//
// [Tables], [With], [Faulty], [Gzip], [Digests], [ExportedAt], [Workers] and [OnProgress] apply. A
// feed folder has no parts. The error wraps those of Snapshot, or [ErrDays].
func Feed(ctx context.Context, dir string, from, to synthhub.Source, opts ...Option) (*FeedManifest, error) {
	m, err := writeFeed(ctx, Folder(dir), from, to, opts)
	return m, feedError(dir, err)
}

// FeedTo writes the files of [Feed] to a sink, with the same bytes. The sink commits a Manifest that
// has the dataset version, the settings of the second day and the files of the feed, and no tables.
func FeedTo(ctx context.Context, sink Sink, from, to synthhub.Source, opts ...Option) (*FeedManifest, error) {
	m, err := writeFeed(ctx, sink, from, to, opts)
	if err != nil {
		return nil, fmt.Errorf("feed: %w", err)
	}
	return m, nil
}

// CheckFeed returns the error that [Feed] would return before it writes anything, and changes nothing,
// as [Check] does for a snapshot.
func CheckFeed(ctx context.Context, dir string, from, to synthhub.Source, opts ...Option) error {
	b, err := newFeedBuilder(ctx, from, to, opts)
	if err == nil {
		err = (&folderSink{dir: dir}).check(b.builder)
	}
	if err == nil {
		err = pipe.Err(ctx)
	}
	return feedError(dir, err)
}

// feedError adds the name of the folder to an error.
func feedError(dir string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("feed %s: %w", cmp.Or(dir, `""`), err)
}

func writeFeed(ctx context.Context, sink Sink, from, to synthhub.Source, opts []Option) (*FeedManifest, error) {
	b, err := newFeedBuilder(ctx, from, to, opts)
	if err != nil {
		return nil, err
	}
	if err := b.measureFor(ctx, sink); err != nil {
		return nil, err
	}
	if err := b.fill(ctx, sink, b.write); err != nil {
		return nil, err
	}
	b.exporter.progress.end()
	return b.feed, nil
}

// A feedBuilder writes the files of a feed. The manifest of its builder is what the sink commits.
type feedBuilder struct {
	*builder
	comparison *comparison
	formats    []*format.Format
	opts       []Option
	feed       *FeedManifest
}

func newFeedBuilder(ctx context.Context, from, to synthhub.Source, opts []Option) (*feedBuilder, error) {
	c, err := newComparison(ctx, from, to, opts)
	if err != nil {
		return nil, err
	}
	b := &feedBuilder{builder: &builder{exporter: c.exporter}, comparison: c, formats: c.formats, opts: opts}
	if c.formats == nil {
		b.formats = []*format.Format{format.NDJSON}
	}
	if slices.Contains(b.formats, format.JSON) {
		return nil, fmt.Errorf("%w: formats %v of a feed: want some of %s", ErrOption, format.Names(b.formats), tableFormats())
	}
	if c.parts > 1 {
		return nil, fmt.Errorf("%w: a feed folder has no parts; write sections of a feed with Changes", ErrOption)
	}
	if b.feed, err = c.newFeedManifest(); err != nil {
		return nil, err
	}
	b.manifest = &Manifest{
		Version: ManifestVersion, DatasetVersion: b.feed.DatasetVersion, GeneratedAt: c.metadataTo.GeneratedAt, ExportedAt: c.exportedAt,
		FaultyByDesign: c.faultyRun, RecordCounts: map[string]int{}, Settings: c.metadataTo.Settings,
	}
	b.allowed = b.mayReplaceFeed
	b.entities, err = c.unbound.entities()
	return b, err
}

// measureFor finds the sizes of the files for a sink that needs them first, and the totals of the
// progress.
func (b *feedBuilder) measureFor(ctx context.Context, sink Sink) error {
	sequential, ok := sink.(SequentialSink)
	b.oneByOne = ok
	c, passes := b.comparison, 1
	if ok {
		passes = len(b.entities) * len(b.formats)
	}
	sized := ok && sequential.NeedsSizes()
	if sized {
		passes++
	}
	files, err := b.newFiles()
	if err != nil {
		return err
	}
	c.expect(passes, feedsOf(files)...)
	if !sized {
		return nil
	}
	c.measuring = true
	defer func() { c.measuring = false }()
	m := *b
	m.builder = &builder{exporter: b.exporter, entities: b.entities, manifest: b.manifest, unhashed: true}
	if _, err := m.writeTables(ctx); err != nil {
		return err
	}
	b.sizes = make(map[string]int64)
	for _, file := range m.files {
		b.sizes[file.Name] = file.Bytes
	}
	return nil
}

// write writes the files of the tables, and then the manifest. After an error it closes the files that
// are open, with a context that has ended.
func (b *feedBuilder) write(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancel(ctx)
	defer b.discard(cancel)
	if b.feed.Tables, err = b.writeTables(ctx); err != nil {
		return err
	}
	if b.comparison.digests {
		if err := b.addDigests(ctx); err != nil {
			return err
		}
	}
	b.feed.Files = b.list()
	b.manifest.Files = b.feed.Files
	text, err := snapshot.EncodeDocument(b.feed, true)
	if err != nil {
		return err
	}
	if err := b.put(ctx, Document{snapshot.ChangesManifest(b.feed.Edition()), snapshot.TypeJSON, text}); err != nil {
		return err
	}
	return pipe.Err(ctx)
}

// A feedFile is the feed of one table in one format, and its file.
type feedFile struct {
	*feed
	file *file
}

// newFiles returns the feeds of all tables in all formats, without their files.
func (b *feedBuilder) newFiles() (files []*feedFile, err error) {
	for _, entity := range b.entities {
		for _, f := range b.formats {
			one, err := b.comparison.newFeed(entity, f)
			if err != nil {
				return nil, err
			}
			files = append(files, &feedFile{feed: one})
		}
	}
	return files, nil
}

func feedsOf(files []*feedFile) (feeds []*feed) {
	for _, f := range files {
		feeds = append(feeds, f.feed)
	}
	return feeds
}

// writeTables writes the files of the tables: all while it goes over the records once, or one after the
// other for a sink that takes one at a time.
func (b *feedBuilder) writeTables(ctx context.Context) (tables []FeedTable, err error) {
	files, err := b.newFiles()
	if err != nil {
		return nil, err
	}
	size := len(files)
	if b.oneByOne && b.create != nil {
		size = 1
	}
	for group := range slices.Chunk(files, max(1, size)) {
		if err := b.writeGroup(ctx, group); err != nil {
			return nil, err
		}
	}
	for i := 0; i < len(files); i += len(b.formats) {
		f := files[i].feed
		if err := b.comparison.checkChanges(f); err != nil {
			return nil, err
		}
		t := FeedTable{Name: f.name, ChangeCounts: f.counts}
		if f.governed {
			t.RowsFrom, t.RowsTo = new(b.comparison.metadata.Count(f.name)), new(b.comparison.metadataTo.Count(f.name))
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// writeGroup opens the files of a group, goes over the records once, and closes the files, all at the
// same time because a folder waits for the disk.
func (b *feedBuilder) writeGroup(ctx context.Context, group []*feedFile) (err error) {
	for _, one := range group {
		name := snapshot.Changes(b.feed.Edition(), one.name, one.format.Name)
		if one.file, err = b.openRows(ctx, name, one.name, one.format); err != nil {
			return err
		}
		one.w, one.beside = one.file, true
	}
	if err := b.comparison.pass(ctx, feedsOf(group)...); err != nil {
		return err
	}
	return pipe.Each(ctx, len(group), len(group), func(i int) error {
		group[i].file.Records = group[i].written
		return group[i].file.close()
	})
}

// addDigests adds the digests and the numbers of rows of all tables on both days.
func (b *feedBuilder) addDigests(ctx context.Context) error {
	opts := append(slices.Clip(b.opts), OnProgress(nil))
	from, err := TableDigests(ctx, b.comparison.src, opts...)
	if err != nil {
		return err
	}
	to, err := TableDigests(ctx, b.comparison.to, opts...)
	if err != nil {
		return err
	}
	for i := range b.feed.Tables {
		t := &b.feed.Tables[i]
		t.RowsFrom, t.RowsTo, t.DigestFrom, t.DigestTo = new(from[i].Rows), new(to[i].Rows), from[i].Digest, to[i].Digest
		if from[i].Rows+t.Created-t.Deleted != to[i].Rows && !b.comparison.faultyRun {
			return fmt.Errorf("%w: %d rows of %s less %d plus %d are not the %d of the second day", ErrCount, from[i].Rows, t.Name, t.Deleted, t.Created, to[i].Rows)
		}
	}
	return nil
}
