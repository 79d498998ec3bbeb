package export

import (
	"context"
	"fmt"
	"hash"
	"io"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/pipe"
)

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
	header bool // CSV: whether it begins with one
	w      io.Writer
	rows   int // written so far
}

// appendRows appends the rows of one record.
func (out *output) appendRows(dst []byte, r *synthhub.Record) ([]byte, int) {
	switch out.format {
	case formatCSV:
		return out.entity.AppendCSV(dst, r)
	case formatJSON:
		return out.entity.AppendJSON(dst, rowSeparator, r)
	default:
		return out.entity.AppendJSON(dst, "\n", r)
	}
}

// failed says which table a writer failed at.
func (out *output) failed(err error) error {
	return fmt.Errorf("write %s, row %d: %w", out.entity.Table().Name(), out.rows+1, err)
}

// rowSeparator stands between the rows of a JSON array.
const rowSeparator = ",\n"

// piece holds the encoded rows of one chunk of records, for each output.
type piece struct {
	text [][]byte
	rows []int
}

// foretaste is the number of records that tell how much room all of a piece will take.
const foretaste = 32

// foresee makes room for all records of a piece at once, when some are done: making it
// bit by bit takes a twelfth of the time of a short export. It counts on four kilobytes a
// record at most, in case that the first are nothing like the rest.
func (p *piece) foresee(done, all int) {
	for i, text := range p.text {
		p.text[i] = slices.Grow(text, min(len(text)/done, 4<<10)*(all-done)*9/8)
	}
}

// An engine makes outputs from a range of the records of a source, and counts what
// it has done.
type engine struct {
	options
	src      synthhub.Source
	metadata synthhub.Metadata
	lo, hi   int // the records to export
	chunk    int // records in one piece
	progress progress
}

func newEngine(ctx context.Context, src synthhub.Source, opts []Option) (*engine, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	e := &engine{options: o, src: src}
	if e.metadata, err = src.Metadata(ctx); err != nil {
		return nil, err
	}
	if e.with, err = entitylist.Bind(e.metadata.Settings, o.with); err != nil {
		return nil, err
	}
	if e.faulty, err = entitylist.Bind(e.metadata.Settings, o.faulty); err != nil {
		return nil, err
	}
	e.lo, e.hi = o.records(src.Len())
	// About a thousand rows of vehicles and persons make 150 to 300 KiB of text:
	// enough that handing a piece on costs nothing, and little enough that all
	// pieces in flight are a few MiB, whatever the number of vehicles.
	e.chunk = max(1, 1024*src.Len()/max(1, src.Len()+e.metadata.RecordCountVehicles))
	e.progress.report = o.onProgress
	return e, nil
}

// pass goes over the records from lo up to hi once and writes every output in order.
func (e *engine) pass(ctx context.Context, lo, hi int, outputs ...*output) error {
	for _, out := range outputs {
		if out.format == formatCSV && out.header {
			if err := e.write(out.w, out.entity.Table().AppendHeader(nil)); err != nil {
				return out.failed(err)
			}
		}
	}
	chunks := (hi - lo + e.chunk - 1) / e.chunk
	return pipe.Ordered(ctx, e.workers, chunks, func(c int, p *piece) error {
		if p.text == nil {
			p.text, p.rows = make([][]byte, len(outputs)), make([]int, len(outputs))
		}
		for i, out := range outputs {
			p.text[i], p.rows[i] = p.text[i][:0], 0
			if out.format == formatJSON {
				p.text[i] = append(p.text[i], rowSeparator...)
			}
		}
		from := lo + c*e.chunk
		to := min(hi, from+e.chunk)
		done := 0
		for r := range e.src.Range(from, to) {
			if done == foretaste {
				p.foresee(done, to-from)
			}
			done++
			for i, out := range outputs {
				var rows int
				p.text[i], rows = out.appendRows(p.text[i], r)
				p.rows[i] += rows
			}
		}
		return nil
	}, func(c int, p *piece) error {
		for i, out := range outputs {
			text := p.text[i]
			if out.format == formatJSON {
				text = text[:len(text)-len(rowSeparator)]
				if out.rows == 0 && len(text) > 0 {
					text = text[len(rowSeparator):]
				}
			}
			if err := e.write(out.w, text); err != nil {
				return out.failed(err)
			}
			out.rows += p.rows[i]
		}
		e.progress.add(min(e.chunk, hi-lo-c*e.chunk))
		return nil
	})
}

// write writes all of b. It takes a short write without an error for what it is.
func (e *engine) write(w io.Writer, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	n, err := w.Write(b)
	if _, digest := w.(hash.Hash); !digest {
		e.progress.done.Bytes += int64(n)
	}
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return err
}

// check compares the rows of a governed table with what the metadata say.
func (e *engine) check(out *output) error {
	name := out.entity.Table().Name()
	want := e.metadata.Count(name)
	if e.split() && name == synthhub.Vehicles.Table().Name() {
		return nil // only the whole is known
	} else if e.split() {
		want = e.hi - e.lo
	}
	if e.faultyRun || !entitylist.Governed(name) || out.rows == want {
		return nil
	}
	return fmt.Errorf("%w: %d rows of %s, but the metadata say %d", ErrCount, out.rows, name, want)
}
