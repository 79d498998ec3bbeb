package export

import (
	"context"
	"io"
)

// A Sink stores the files of a snapshot: a folder, an archive, or whatever else a caller writes to.
// [Folder], [Zip], [Tar] and [ArchiveFile] return sinks. A sink serves one export.
type Sink interface {
	// Create begins a file. Several files are open at the same time, each with a goroutine that
	// writes to it, and no file has the name of another. The manifest is the last file, created
	// after all others were closed without an error. If the export fails, ctx ends, and then the
	// files that are open are closed: Close must not complete a file whose ctx has ended.
	Create(ctx context.Context, entry Entry) (io.WriteCloser, error)
	// Commit makes the snapshot, or the feed, visible. All files were closed without an error.
	Commit(ctx context.Context, m *Manifest) error
	// Abort removes what was stored, after any error, also of Commit, or a panic. All files were
	// closed.
	Abort() error
}

// An Entry tells a sink of a file that begins.
type Entry struct {
	Name      string // without a folder
	MediaType string
	Bytes     int64 // its size if it is known, else -1
}

// A SequentialSink takes one file at a time, as an archive does. The export then goes over the
// records once for each file of a table, where another sink takes all in one pass.
type SequentialSink interface {
	Sink
	// NeedsSizes reports whether Create must know the size of each file. The export then goes over
	// the records once more, to measure all files.
	NeedsSizes() bool
}

// A preparer is a sink that must know the snapshot before it begins. If prepare returns an error, it
// leaves nothing behind. The method check returns that error, and changes nothing.
type preparer interface {
	prepare(b *builder) error
	check(b *builder) error
}

// fill writes a snapshot to a sink with the function write, and commits it, or aborts it after an
// error or a panic.
func (b *builder) fill(ctx context.Context, sink Sink, write func(ctx context.Context) error) (err error) {
	if p, ok := sink.(preparer); ok {
		if err := p.prepare(b); err != nil {
			return err
		}
	}
	committed := false
	defer func() {
		if !committed {
			err = also(err, sink.Abort())
		}
	}()
	b.create = sink.Create
	if err := write(ctx); err != nil {
		return err
	}
	if err := sink.Commit(ctx, b.manifest); err != nil {
		return err
	}
	committed = true
	return nil
}

// measureFor prepares the files for a sink that takes one at a time, and measures them for one that
// needs their sizes. Documents are measured when they are written.
func (b *builder) measureFor(ctx context.Context, sink Sink) error {
	sequential, ok := sink.(SequentialSink)
	b.oneByOne = ok
	sized := ok && sequential.NeedsSizes()
	b.expect(sized)
	if !sized {
		return nil
	}
	e := b.exporter
	e.measuring = true
	defer func() { e.measuring = false }()
	m := &builder{exporter: e, entities: b.entities, manifest: b.manifest, unhashed: true}
	if err := m.writeTables(ctx); err != nil {
		return err
	}
	b.sizes = make(map[string]int64)
	for _, file := range m.files {
		b.sizes[file.Name] = file.Bytes
	}
	return nil
}
