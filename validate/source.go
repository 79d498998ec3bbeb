package validate

import (
	"context"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
)

// Bundle reports whether a dataset in memory is well-formed and coherent, and has the rows
// that its metadata say. The error is that of [Source].
func Bundle(ctx context.Context, b *synthhub.Bundle, opts ...Option) (*Report, error) {
	return Source(ctx, b, opts...)
}

// Source reports on the records of any source, like [Bundle], and holds only a few at a
// time. It goes over them once for each table, and again if there are findings that need a
// second look. The error is that of the context, or says which option, user-defined entity
// or source does not fit: it wraps [ErrOption], the error of [synthhub.Entity.Bind], or that
// of [synthhub.Source]'s Metadata, such as [synthhub.ErrBundle].
func Source(ctx context.Context, src synthhub.Source, opts ...Option) (*Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("validate: %w", err)
	}
	m, err := src.Metadata(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate: %w", err)
	}
	if o.entities, err = entitylist.Bind(m.Settings, o.entities); err != nil {
		return nil, fmt.Errorf("validate: %w", err)
	}
	c := newCheck(ctx, o, m.AsOfDate)
	c.metadata = &m
	for _, e := range c.entities {
		t := c.addTable(e, func(f *feed) error { return f.readRecords(src) })
		t.expected = src.Len()
		if entitylist.Governed(t.Name()) {
			t.stated = []statement{{m.Count(t.Name()), "the metadata"}}
		}
	}
	if o.rowIDs {
		g, err := synthhub.NewGenerator(m.Settings)
		if err != nil {
			return nil, fmt.Errorf("validate: %w", err)
		}
		c.checkIDs(g, 0)
	}
	if err := c.run(); err != nil {
		return nil, err
	}
	r := &Report{DatasetVersion: m.DatasetVersion}
	c.report(r, WellFormed, Coherent, Intact)
	return r, nil
}

// recordsPerChunk is the number of records whose rows make a chunk.
const recordsPerChunk = 512

// readRecords emits the rows of all records of a source.
func (f *feed) readRecords(src synthhub.Source) error {
	for lo := 0; lo < src.Len(); lo += recordsPerChunk {
		p := f.chunk()
		p.work = func(p *chunk) { p.readRecords(f.check, src, lo, min(lo+recordsPerChunk, src.Len())) }
		if err := f.emitRows(p); err != nil {
			return err
		}
	}
	return nil
}
