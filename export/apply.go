package export

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
)

// Apply writes the snapshot of the day on which a feed ends: the given snapshot with the changes of the
// feed. It is a folder that appears complete under its name or not at all, as that of [Snapshot] does, and
// has the bytes that Snapshot writes for that day. The default is the tables, formats and parts of the
// snapshot; [Formats], [Parts] and [Gzip] choose others.
//
// Both are read in the order of the records, so memory does not grow with them, and every file is
// compared with the SHA-256 in its manifest before the first row is written. The feed must be of the
// same book and begin on the day of the snapshot. Each row before must be in the snapshot, byte for byte,
// and no row that is created; every key must be one that the settings give on its day, and the rows
// in the order of the records. Otherwise nothing is written, and the error wraps an [ApplyError], which
// says which table, key and column do not fit; validate.Changes with validate.AppliesTo lists
// everything that does not. Values of the rows after are written as they are: that they are those of the
// settings, validate.Changes finds out with validate.Reproduce.
//
// The snapshot must have its governed tables as CSV or NDJSON, and the feed the same tables as NDJSON.
// User-defined tables are added with [With]; their rows come from the records, and the feed of such a
// table is not read. [Overwrite], [ExportedAt] and [OnProgress] apply too.
func Apply(ctx context.Context, dir string, snapshot, feed fs.FS, opts ...Option) (*Manifest, error) {
	m, err := apply(ctx, Folder(dir), snapshot, feed, opts)
	if err != nil {
		return nil, fmt.Errorf("apply, snapshot %s: %w", cmp.Or(dir, `""`), err)
	}
	return m, nil
}

// ApplyTo writes the files of [Apply] to a sink.
func ApplyTo(ctx context.Context, sink Sink, snapshot, feed fs.FS, opts ...Option) (*Manifest, error) {
	m, err := apply(ctx, sink, snapshot, feed, opts)
	if err != nil {
		return nil, fmt.Errorf("apply: %w", err)
	}
	return m, nil
}

// An ApplyError says why a feed cannot be applied to a snapshot.
type ApplyError struct {
	Table  string // "" if it is about the whole
	Key    string // of the row, if it is about one
	Column string // that differs, if it is about one
	Err    error
}

// Error implements error.
func (e *ApplyError) Error() string {
	var where []string
	for _, part := range []string{e.Table, e.Key, e.Column} {
		if part != "" {
			where = append(where, fmt.Sprintf("%.80s", part))
		}
	}
	if where == nil {
		return e.Err.Error()
	}
	return strings.Join(where, ", ") + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *ApplyError) Unwrap() error { return e.Err }

func apply(ctx context.Context, sink Sink, snapshot, feed fs.FS, opts []Option) (*Manifest, error) {
	s, err := openApplied(ctx, snapshot, feed)
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	defer s.close()
	s.fail = cancel
	like := *s.snapshot.manifest
	like.ExportedAt = ""
	opts = slices.Concat([]Option{Like(&like)}, opts, []Option{Workers(1)}) // the files are read once, in order
	m, err := writeSnapshot(ctx, sink, s, opts)
	if s.err != nil {
		return nil, s.err
	}
	return m, err
}

// openApplied checks what the manifests say of a snapshot and a feed, and the digests of their files.
func openApplied(ctx context.Context, snapshot, feed fs.FS) (*appliedSource, error) {
	p := &partFolder{fs: snapshot}
	if err := p.read(); err != nil {
		return nil, &ApplyError{Err: fmt.Errorf("the snapshot: %w", err)}
	}
	m := p.manifest
	f, err := readFeedManifest(feed)
	if err != nil {
		return nil, &ApplyError{Err: fmt.Errorf("the feed: %w", err)}
	}
	switch {
	case m.Version != ManifestVersion || f.Version != FeedManifestVersion || m.DatasetVersion != synthhub.Version || f.DatasetVersion != synthhub.Version:
		return nil, &ApplyError{Err: fmt.Errorf("the snapshot is of dataset %.40s, and the feed of %.40s; this library knows %s", m.DatasetVersion, f.DatasetVersion, synthhub.Version)}
	case m.FaultyByDesign || f.FaultyByDesign:
		return nil, &ApplyError{Err: errors.New("rows are wrong on purpose, so no settings tell where they belong")}
	case m.Part != 0:
		return nil, &ApplyError{Err: errors.New("the snapshot is one part of a dataset: merge the parts first")}
	case m.Settings.AsOf != f.From || f.Settings.AsOf != f.To:
		return nil, &ApplyError{Err: fmt.Errorf("the snapshot is of %v, and the feed leads from %v to %v", m.Settings.AsOf, f.From, f.To)}
	}
	s := &appliedSource{snapshot: p}
	if s.from, err = synthhub.NewGenerator(m.Settings); err != nil {
		return nil, &ApplyError{Err: fmt.Errorf("the snapshot: %w", err)}
	}
	if s.to, err = synthhub.NewGenerator(f.Settings); err != nil {
		return nil, &ApplyError{Err: fmt.Errorf("the feed: %w", err)}
	}
	if err := sameBook(s.from, s.to, s.from.Settings(), s.to.Settings()); err != nil {
		return nil, &ApplyError{Err: err}
	}
	return s, s.openTables(ctx, feed, f)
}
