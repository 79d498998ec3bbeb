package validate

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A feed is exactly the changes between two days if it has the bytes that package export gives. So with
// Reproduce the feed is made once more, and compared with the files while it is made, up to the first
// byte that differs. If none does, rows before are those of the first day, rows after those of the
// second, and nothing is missing. Otherwise each table is made again after its lines were checked, and
// compared line by line.

// errNotSame ends the making of a feed that differs from the files.
var errNotSame = errors.New("a file of the feed is not the same")

// sameFeed finds out whether the settings give every byte of the feed. It says why if they give none.
func (f *changesFolder) sameFeed(ctx context.Context) error {
	why := f.without
	switch {
	case f.feed.FaultyByDesign:
		why = "rows are wrong on purpose, which no settings tell"
	case len(f.entities) < len(f.feed.Tables) || len(f.entities) == 0:
		why = "the manifest lists a table that is not governed, and the option With has no entity for it"
	}
	if why != "" {
		f.found(ruleChangesSettingsKnown, f.name, "", why)
		f.from, f.to = nil, nil
		return nil
	}
	made, err := export.FeedTo(ctx, &sameSink{f: f}, f.from, f.to, f.feedOptions()...)
	if errors.Is(err, errNotSame) {
		return nil
	}
	if err != nil {
		return f.notMade(ctx, err)
	}
	f.same = true
	f.compareManifests(made)
	return nil
}

// notMade counts an error of the settings or an entity. It returns that of the context.
func (f *changesFolder) notMade(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	f.found(ruleChangesSettingsKnown, f.name, "", err.Error())
	f.from, f.to = nil, nil
	return nil
}

// feedOptions returns the options with which the feed is made again.
func (f *changesFolder) feedOptions() []export.Option {
	var formats []string
	for _, mediaType := range f.formatsOfFeed() {
		formats = append(formats, format.OfMediaType(mediaType).Name)
	}
	opts := []export.Option{
		export.Formats(formats...), export.Tables(entitylist.Names(f.entities)...),
		export.With(entitylist.UserDefined(f.entities)...), export.Workers(f.check.workers),
	}
	if slices.ContainsFunc(f.feed.Tables, func(t export.FeedTable) bool { return t.DigestFrom != "" || t.DigestTo != "" }) {
		opts = append(opts, export.Digests())
	}
	return opts
}

// compareManifests compares the manifest with the one that the settings give. Another version of Go may
// have compressed the files, and no settings tell the time of the export.
func (f *changesFolder) compareManifests(made *export.FeedManifest) {
	made.ExportedAt = f.feed.ExportedAt
	for i := range made.Files {
		for _, file := range f.files {
			if file.Content != nil && file.Uncompressed().Name == made.Files[i].Name {
				content := made.Files[i]
				made.Files[i] = file.ManifestFile
				made.Files[i].Records, made.Files[i].Bytes, made.Files[i].SHA256 = content.Records, file.size, file.sha256
			}
		}
	}
	is, err := snapshot.EncodeDocument(f.feed, true)
	must, err2 := snapshot.EncodeDocument(made, true)
	if why := difference(is, must); why != "" && err == nil && err2 == nil {
		f.found(ruleChangesFileReproduced, f.name, "", why)
	}
}

// A sameSink compares the files of a feed with those of a folder.
type sameSink struct{ f *changesFolder }

// Create implements [export.Sink].
func (s *sameSink) Create(ctx context.Context, entry export.Entry) (io.WriteCloser, error) {
	if entry.Name == s.f.manifestName() {
		return &sameWriter{ctx: ctx}, nil
	}
	for _, file := range s.f.files {
		if file.Uncompressed().Name != entry.Name || file.unusable {
			continue
		}
		in, err := s.f.contents().Open(file.Path)
		if err != nil {
			return nil, errNotSame
		}
		return &sameWriter{ctx: ctx, in: in}, nil
	}
	return nil, errNotSame
}

// Commit implements [export.Sink].
func (s *sameSink) Commit(context.Context, *export.Manifest) error { return nil }

// Abort implements [export.Sink].
func (s *sameSink) Abort() error { return nil }

// A sameWriter compares what is written to it with a file. Without a file it takes anything.
type sameWriter struct {
	ctx context.Context
	in  io.ReadCloser // nil for the manifest, which is compared later
	buf []byte
}

// Write implements [io.Writer].
func (w *sameWriter) Write(text []byte) (int, error) {
	if w.in == nil {
		return len(text), nil
	}
	for rest := text; len(rest) > 0; {
		n := min(len(rest), intake.BlockSize)
		w.buf = slices.Grow(w.buf[:0], n)[:n]
		if _, err := io.ReadFull(w.in, w.buf); err != nil || !bytes.Equal(w.buf, rest[:n]) {
			return 0, errNotSame
		}
		rest = rest[n:]
	}
	return len(text), nil
}

// Close implements [io.Closer].
func (w *sameWriter) Close() error {
	if w.in == nil {
		return nil
	}
	defer w.in.Close()
	if w.ctx.Err() != nil {
		return nil
	}
	if n, err := w.in.Read(make([]byte, 1)); n > 0 || err != io.EOF {
		return errNotSame
	}
	return nil
}

// reproduceChanges names the lines that are not those that the settings give.
func (f *changesFolder) reproduceChanges(ctx context.Context) error {
	if !f.check.reproduce || f.same || f.to == nil {
		return nil
	}
	for _, t := range f.check.tables {
		if t.broken {
			continue
		}
		if err := f.alignTable(ctx, t); err != nil {
			return err
		}
	}
	if f.check.tally.count(ruleChangesReproduced) == 0 {
		f.found(ruleChangesFileReproduced, "", "", "a file does not have the bytes that the settings give, though its changes are the same")
	}
	return nil
}

// alignTable makes the feed of a table again and compares it line by line.
func (f *changesFolder) alignTable(ctx context.Context, t *table) error {
	rows := format.CSV
	if t.changes.images {
		rows = format.NDJSON
	}
	var sections []intake.Section
	for _, file := range f.files {
		if file.Table == t.Name() && file.Uncompressed().MediaType == rows.MediaType {
			sections = append(sections, intake.Section{File: file.Path, Format: rows, Header: rows.Header, Size: file.rowBytes(), Hint: file.rowBytes()})
		}
	}
	a := &alignment{f: f, t: t, format: rows, lines: &lineReader{fs: f.contents(), sections: sections, longest: maxChange}, skipHeader: rows.Header, parsed: [2]schema.RowList{t.entity.NewRowList(), t.entity.NewRowList()}}
	defer a.lines.close()
	_, err := export.Changes(ctx, a, f.from, f.to, t.entity, export.Formats(rows.Name), export.Workers(f.check.workers))
	if err == nil {
		err = a.end()
	}
	if errors.Is(err, errManyMissing) {
		f.check.note("the changes of %s that are missing were not all counted: there are more than %d in a row", t.Name(), manyMissing)
		return nil
	}
	if err != nil {
		return f.notMade(ctx, fmt.Errorf("changes of %s: %w", t.Name(), err))
	}
	return nil
}
