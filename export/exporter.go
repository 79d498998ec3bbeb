package export

import (
	"context"
	"fmt"
	"io"
	"math/bits"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
)

// An exporter writes a range of the records of a source to outputs, and counts what it has
// written.
type exporter struct {
	options
	src       synthhub.Source
	metadata  synthhub.Metadata
	lo, hi    int // the records to export, without hi
	chunkSize int // records in a chunk
	progress  progress
	measuring bool // whether bytes are measured and not written
}

// chunkRows is the number of rows of vehicles and persons in a chunk, about. They are 150 to
// 300 KiB of text: enough that the transfer of a chunk between goroutines costs nothing, and
// little enough that all chunks in flight are a few MiB, whatever the number of vehicles.
const chunkRows = 1024

func newExporter(ctx context.Context, src synthhub.Source, opts []Option) (*exporter, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	e := &exporter{options: o, src: src}
	if e.metadata, err = src.Metadata(ctx); err != nil {
		return nil, err
	}
	if e.with, err = entitylist.Bind(e.metadata.Settings, o.with); err != nil {
		return nil, err
	}
	if e.faulty, err = entitylist.Bind(e.metadata.Settings, o.faulty); err != nil {
		return nil, err
	}
	if e.lo, e.hi, err = o.records(src.Len()); err != nil {
		return nil, err
	}
	e.chunkSize = chunkSize(src.Len(), e.metadata.RecordCountVehicles)
	e.progress.report = o.onProgress
	return e, nil
}

// chunkSize returns the number of records in a chunk: a power of two, so that no leaf of a table
// ends within a chunk.
func chunkSize(records, vehicles int) int {
	rows := int64(records) + int64(max(0, vehicles))
	n := max(1, int64(chunkRows)*int64(records)/max(1, rows))
	return 1 << (bits.Len64(uint64(n)) - 1)
}

// An output is one table in one format, and what receives it.
type output struct {
	entity synthhub.Entity
	format *format.Format
	encode format.RecordEncoder
	header bool // whether to write the header, if the format has one
	w      io.Writer
	beside bool  // whether a goroutine of its own writes to w, and not that of the caller
	tree   *tree // that hashes the rows of a CSV output on a goroutine of its own, or nil
	rows   int   // written so far, by the goroutine that writes to w
	count  int   // rows so far, also without w; counted by the goroutine of the caller
}

func newOutput(entity synthhub.Entity, f *format.Format, header bool, w io.Writer) *output {
	return &output{entity: entity, format: f, encode: f.Encoder(entity), header: header, w: w}
}

func outputsOf(entities []synthhub.Entity, f *format.Format, w io.Writer) []*output {
	var list []*output
	for _, entity := range entities {
		list = append(list, newOutput(entity, f, true, w))
	}
	return list
}

// failed adds the table and the row to an error of the writer.
func (out *output) failed(err error) error {
	return fmt.Errorf("write %s, row %d: %w", out.entity.Table().Name(), out.rows+1, err)
}

// array removes the separators that encode has put around the rows of an array: the last
// one, and the first one too at the beginning of the array.
func (out *output) array(text []byte) []byte {
	rowEnd := len(out.format.RowEnd)
	text = text[:len(text)-rowEnd]
	if out.rows == 0 && len(text) > 0 {
		text = text[rowEnd:]
	}
	return text
}

// A chunk holds the encoded rows of consecutive records, for each output.
type chunk struct {
	text [][]byte
	rows []int
	bad  []bool // whether there may be a text that is not clean: see texts.go
}

// encode fills the chunk with the rows of the records from lo to hi, without hi.
func (c *chunk) encode(src synthhub.Source, lo, hi int, outputs []*output) {
	if c.text == nil {
		c.text, c.rows, c.bad = make([][]byte, len(outputs)), make([]int, len(outputs)), make([]bool, len(outputs))
	}
	for i, out := range outputs {
		c.text[i], c.rows[i] = c.text[i][:0], 0
		if out.format.Document {
			c.text[i] = append(c.text[i], out.format.RowEnd...)
		}
	}
	done := 0
	for r := range src.Range(lo, hi) {
		if done == presizeSample {
			c.presize(done, hi-lo)
		}
		done++
		for i, out := range outputs {
			var rows int
			c.text[i], rows = out.encode(c.text[i], r)
			c.rows[i] += rows
		}
	}
	for i, out := range outputs {
		c.bad[i] = out.anyText(src) && suspicious(c.text[i], c.rows[i], out.format)
	}
}

// presizeSample is the number of records whose size predicts the size of a chunk, and
// presizeLimit the maximum of bytes that is predicted for a record.
const (
	presizeSample = 32
	presizeLimit  = 4 << 10
)

// presize reserves the capacity for all records of a chunk when some are done, and an eighth
// more. To grow it little by little takes a twelfth of the time of a short export. The limit
// holds where the first records are nothing like the others.
func (c *chunk) presize(done, all int) {
	for i, text := range c.text {
		c.text[i] = slices.Grow(text, min(len(text)/done, presizeLimit)*(all-done)*9/8)
	}
}

// pass goes once over the records from lo to hi, without hi, and writes every output in
// order. Chunks begin at multiples of their size, wherever the records begin, as trees need it.
func (e *exporter) pass(ctx context.Context, lo, hi int, outputs ...*output) error {
	for _, out := range outputs {
		if out.header && out.w != nil {
			if err := e.write(out.w, out.format.AppendHeader(nil, out.entity.Table())); err != nil {
				return out.failed(err)
			}
		}
	}
	before := lo / e.chunkSize
	records := func(i int) (from, to int) {
		from = (before + i) * e.chunkSize
		return max(lo, from), min(hi-from, e.chunkSize) + from
	}
	chunks := 0
	if lo < hi {
		chunks = (hi-1)/e.chunkSize + 1 - before
	}
	return pipe.Ordered(ctx, e.workers, chunks, func(i int, c *chunk) error {
		from, to := records(i)
		c.encode(e.src, from, to, outputs)
		return nil
	}, func(i int, c *chunk) error {
		from, to := records(i)
		return e.use(c, from, to, outputs)
	}, e.beside(outputs, records)...)
}

// use does with a chunk what the goroutine of the caller does.
func (e *exporter) use(c *chunk, from, to int, outputs []*output) error {
	written := false
	for k, out := range outputs {
		if c.bad[k] && !e.faultyRun {
			if err := e.checkTexts(out, from, to); err != nil {
				return err
			}
		}
		out.count += c.rows[k]
		if written = written || out.w != nil; !out.beside {
			if err := e.writeChunk(out, c, k); err != nil {
				return err
			}
		}
	}
	if written {
		e.progress.add(to - from)
	}
	return nil
}

// beside returns what other goroutines do with each chunk: one for each file, and one for each tree.
// All files and trees of a snapshot together took the time of one goroutine that hashed and
// wrote, which no number of workers made shorter.
func (e *exporter) beside(outputs []*output, records func(i int) (from, to int)) (list []func(i int, c *chunk) error) {
	for k, out := range outputs {
		if out.beside {
			list = append(list, func(_ int, c *chunk) error { return e.writeChunk(out, c, k) })
		}
		if out.tree != nil {
			list = append(list, func(i int, c *chunk) error {
				from, to := records(i)
				out.tree.add(from, to, c.rows[k], c.text[k])
				return nil
			})
		}
	}
	return list
}

// writeChunk writes the rows that a chunk has for output k.
func (e *exporter) writeChunk(out *output, c *chunk, k int) error {
	if out.w == nil {
		return nil
	}
	text := c.text[k]
	if out.format.Document {
		text = out.array(text)
	}
	if err := e.write(out.w, text); err != nil {
		return out.failed(err)
	}
	out.rows += c.rows[k]
	return nil
}

// write writes all of b. A short write without an error is io.ErrShortWrite, and a writer that
// reports an impossible number of bytes is not believed.
func (e *exporter) write(w io.Writer, b []byte) error {
	if len(b) == 0 {
		return nil
	}
	n, err := w.Write(b)
	if n < 0 || n > len(b) {
		return also(err, errImpossible(n, len(b)))
	}
	if !e.measuring {
		e.progress.bytes.Add(int64(n))
	}
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return err
}

func errImpossible(n, of int) error {
	return fmt.Errorf("the writer says that it has written %d bytes of %d", n, of)
}

// checkCount compares the number of rows of a governed table with what the metadata say.
func (e *exporter) checkCount(table string, rows int) error {
	return e.checkCountOf(table, rows, e.split(), e.hi-e.lo)
}

// checkCountOf is checkCount of some records: those of one part of several if split, else all.
func (e *exporter) checkCountOf(table string, rows int, split bool, records int) error {
	want := e.metadata.Count(table)
	if split {
		if table == synthhub.Vehicles.Table().Name() {
			return nil // the metadata have only the number of all parts
		}
		want = records
	}
	if e.faultyRun || !entitylist.Governed(table) || rows == want {
		return nil
	}
	return fmt.Errorf("%w: %d rows of %s, but the metadata say %d", ErrCount, rows, table, want)
}
