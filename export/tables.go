package export

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
)

// CSV writes one table as CSV (RFC 4180, UTF-8, a header, line feeds). A table without rows
// is the header alone. Only the calling goroutine writes to w.
func CSV(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return Write(ctx, src, []Output{{entity, FormatCSV, w}}, opts...)
}

// NDJSON writes one table as JSON objects, one a line. A table without rows is empty. Only
// the calling goroutine writes to w.
func NDJSON(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return Write(ctx, src, []Output{{entity, FormatNDJSON, w}}, opts...)
}

// An Output is one table in one format, and the writer that receives it.
type Output struct {
	Entity synthhub.Entity
	Format string // one with a file for each table, such as FormatCSV or FormatNDJSON
	Writer io.Writer
}

// Write writes several tables while it goes over the records once, each as [CSV] or
// [NDJSON] would. The writers receive chunks of a few hundred rows in turn, always from the
// calling goroutine. After the last row, it returns [ErrCount] if a governed table has more or
// fewer rows than the metadata of the source say.
func Write(ctx context.Context, src synthhub.Source, outputs []Output, opts ...Option) error {
	e, err := newExporter(ctx, src, opts)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	var list []*output
	for _, o := range outputs {
		entity, err := e.bind(o.Entity, e.metadata.Settings)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		f := format.Named(o.Format)
		if f == nil || f.Document {
			return fmt.Errorf("export %s: %w: format %q: want %s", o.Entity.Table().Name(), ErrOption, o.Format, tableFormats())
		}
		list = append(list, newOutput(entity, f, e.part <= 1, o.Writer))
	}
	e.expect(1, list)
	if err := e.pass(ctx, e.lo, e.hi, list...); err != nil {
		return err
	}
	for _, out := range list {
		if err := e.checkCount(out.entity.Table().Name(), out.rows); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	e.progress.end()
	return nil
}

// tableFormats lists the formats with a file for each table, for errors.
func tableFormats() string { return strings.Join(format.Names(format.Tables()), " or ") }
