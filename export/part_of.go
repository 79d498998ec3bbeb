package export

import (
	"context"
	"fmt"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
)

// PartOf writes the files of the tables that one part of a snapshot has, the one that [Part] selects,
// through a function that creates files: on a disk, in an object store, in whatever a scheduler
// writes to. It returns the manifest of the part, which has no documents. [Assemble] turns the
// manifests of all parts into the documents of the whole snapshot, so that no machine reads the
// rows again.
//
// Several files are open at the same time, each with a goroutine that writes to it. If the part
// fails, the context of create ends, and then the files that are open are closed: Close must not
// complete such a file. Files that were complete before stay; the same part writes the same bytes to
// them again. If a file of the same name may exist, or a part may be written twice at the same time,
// create should write under another name and rename the file when it is closed.
//
// A leaf of a table that crosses the end of a part belongs to the part in which it begins, which
// generates up to [LeafRecords] records more for it: about 3 % more work with a million records a
// part, and none if the number of records a part is a multiple of LeafRecords.
func PartOf(ctx context.Context, src synthhub.Source, create func(ctx context.Context, name, mediaType string) (io.WriteCloser, error), opts ...Option) (*Manifest, error) {
	b, err := newBuilder(ctx, src, append([]Option{tableFormatsByDefault}, opts...))
	if err == nil {
		err = b.writePart(ctx, create)
	}
	if err != nil {
		return nil, fmt.Errorf("part: %w", err)
	}
	b.exporter.progress.end()
	return b.manifest, nil
}

// tableFormatsByDefault selects the default formats that have a file for each table.
func tableFormatsByDefault(o *options) {
	for _, f := range format.Tables() {
		if f.Default {
			o.formats = append(o.formats, f)
		}
	}
}

func (b *builder) writePart(ctx context.Context, create func(ctx context.Context, name, mediaType string) (io.WriteCloser, error)) error {
	e := b.exporter
	if e.part == 0 && e.parts > 1 {
		return fmt.Errorf("%w: %d parts: choose one with Part(i, %d)", ErrOption, e.parts, e.parts)
	}
	if e.wants(format.JSON) {
		return errSplitDocument()
	}
	b.create = func(ctx context.Context, entry Entry) (io.WriteCloser, error) {
		return create(ctx, entry.Name, entry.MediaType)
	}
	b.expect(false)
	ctx, cancel := context.WithCancel(ctx)
	defer b.discard(cancel)
	if err := b.writeTables(ctx); err != nil {
		return err
	}
	b.manifest.Files = b.list()
	return pipe.Err(ctx)
}
