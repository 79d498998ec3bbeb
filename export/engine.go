package export

import (
	"context"
	"fmt"
	"io"
	"runtime"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
)

// An Option changes how a dataset is exported. Options that do not concern a
// function have no effect on it.
type Option func(*options)

type options struct {
	workers    int
	progress   func(Progress)
	overwrite  bool
	exportedAt string
}

func optionsOf(opts []Option) options {
	o := options{workers: runtime.GOMAXPROCS(0)}
	for _, opt := range opts {
		opt(&o)
	}
	return o
}

// Workers sets the number of goroutines that make and encode rows; the default,
// also for a number below 1, is GOMAXPROCS. It never changes the bytes.
func Workers(n int) Option {
	return func(o *options) {
		if n > 0 {
			o.workers = n
		}
	}
}

// Progress tells how far an export has come.
type Progress struct {
	Records, TotalRecords int   // records encoded; some exports go over them more than once
	Bytes                 int64 // written so far
}

// OnProgress calls f now and then during the export, always from one goroutine,
// and a last time at its end.
func OnProgress(f func(Progress)) Option { return func(o *options) { o.progress = f } }

// format is how rows are written.
type format int

const (
	formatCSV    format = iota
	formatJSON          // rows of an array, a comma and a line feed between them
	formatNDJSON        // one object a line
)

// An output is one table in one format on its way to a writer.
type output struct {
	entity synthhub.Entity
	format format
	w      io.Writer
	rows   int // written so far
}

// chunk is the number of records in one piece of work: about 150 KiB of CSV.
const chunk = 512

// piece holds the encoded rows of one chunk, for each output.
type piece struct {
	text [][]byte
	rows []int
}

// An engine writes outputs. It counts what it has done for the callback.
type engine struct {
	options
	src  synthhub.Source
	done Progress
}

func newEngine(src synthhub.Source, opts []Option) *engine {
	return &engine{options: optionsOf(opts), src: src}
}

// pass goes over all records once and writes every output in order.
func (e *engine) pass(ctx context.Context, outputs ...*output) error {
	n := e.src.Len()
	chunks := (n + chunk - 1) / chunk
	for _, out := range outputs {
		if out.format == formatCSV {
			if err := e.write(out.w, out.entity.Table().AppendHeader(nil)); err != nil {
				return err
			}
		}
	}
	return pipe.Ordered(ctx, e.workers, chunks, func(c int, p *piece) error {
		if p.text == nil {
			p.text, p.rows = make([][]byte, len(outputs)), make([]int, len(outputs))
		}
		for i := range outputs {
			p.text[i], p.rows[i] = p.text[i][:0], 0
		}
		for _, r := range e.src.Range(c*chunk, min(n, (c+1)*chunk)) {
			for i, out := range outputs {
				rows := 0
				switch out.format {
				case formatCSV:
					p.text[i], rows = out.entity.AppendCSV(p.text[i], r)
				case formatJSON:
					p.text[i], rows = out.entity.AppendJSON(p.text[i], ",\n", r)
				case formatNDJSON:
					p.text[i], rows = out.entity.AppendJSON(p.text[i], "\n", r)
				}
				p.rows[i] += rows
			}
		}
		return nil
	}, func(c int, p *piece) error {
		for i, out := range outputs {
			text := p.text[i]
			if out.format == formatJSON && c == chunks-1 {
				text = append(text[:max(0, len(text)-2)], '\n')
			}
			if err := e.write(out.w, text); err != nil {
				return err
			}
			out.rows += p.rows[i]
		}
		e.done.Records = min(n, (c+1)*chunk)
		e.report()
		return nil
	})
}

func (e *engine) report() {
	if e.progress != nil {
		e.done.TotalRecords = e.src.Len()
		e.progress(e.done)
	}
}

// write writes all of b. It takes a short write without an error for what it is.
func (e *engine) write(w io.Writer, b []byte) error {
	n, err := w.Write(b)
	e.done.Bytes += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return err
}

// CSV writes one table as CSV (RFC 4180, UTF-8, a header, line feeds).
func CSV(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return table(ctx, w, src, entity, formatCSV, opts)
}

// NDJSON writes one table as JSON objects, one a line.
func NDJSON(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return table(ctx, w, src, entity, formatNDJSON, opts)
}

func table(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, f format, opts []Option) error {
	if err := newEngine(src, opts).pass(ctx, &output{entity: entity, format: f, w: w}); err != nil {
		return fmt.Errorf("export %s: %w", entity.Table().Name(), err)
	}
	return nil
}

// JSON writes the whole dataset as one JSON object: metadata, persons, vehicles and
// profiles, one row a line.
func JSON(ctx context.Context, w io.Writer, src synthhub.Source, opts ...Option) error {
	if err := newEngine(src, opts).dataset(ctx, w); err != nil {
		return fmt.Errorf("export dataset: %w", err)
	}
	return nil
}

// dataset writes the dataset JSON. The arrays stand one after the other, so the
// records are made once for each of them: that costs less than to keep what is
// written later in a temporary file, and needs no room for one. Outputs given
// beside are written along with the first array.
func (e *engine) dataset(ctx context.Context, w io.Writer, beside ...*output) error {
	metadata, err := compactJSON(e.src.Metadata())
	if err != nil {
		return err
	}
	text := append([]byte(`{"metadata":`), metadata...)
	for _, entity := range synthhub.Entities() {
		text = append(append(append(text, ",\n\""...), entity.Table().Name()...), "\":[\n"...)
		if err := e.write(w, text); err != nil {
			return err
		}
		if err := e.pass(ctx, append(beside, &output{entity: entity, format: formatJSON, w: w})...); err != nil {
			return err
		}
		text, beside = []byte("]"), nil
	}
	return e.write(w, []byte("]}\n"))
}
