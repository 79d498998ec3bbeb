package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A stream is a function of package export that writes to a writer.
type stream struct {
	name  string
	write func(t *try, w io.Writer) error
	text  []byte // all of it
}

// streams are the streams of a dataset, with what they write.
func streams(t *try, g *synthhub.Generator) ([]stream, error) {
	list := []stream{{name: "Dataset", write: func(t *try, w io.Writer) error { return export.Dataset(t.ctx, w, g) }}}
	for _, e := range synthhub.Entities() {
		name := e.Table().Name()
		list = append(list,
			stream{name: "CSV of " + name, write: func(t *try, w io.Writer) error { return export.CSV(t.ctx, w, g, e) }},
			stream{name: "NDJSON of " + name, write: func(t *try, w io.Writer) error { return export.NDJSON(t.ctx, w, g, e) }},
			stream{name: "Write of " + name, write: func(t *try, w io.Writer) error {
				return export.Write(t.ctx, g, []export.Output{
					{Entity: e, Format: export.FormatCSV, Writer: w},
					{Entity: synthhub.Persons, Format: export.FormatNDJSON, Writer: io.Discard},
				})
			}},
		)
	}
	for i := range list {
		var b bytes.Buffer
		if err := list[i].write(t, &b); err != nil {
			return nil, fmt.Errorf("%s: %w", list[i].name, err)
		}
		list[i].text = b.Bytes()
	}
	return list, nil
}

// A failingWriter takes a number of bytes and then fails.
type failingWriter struct {
	bytes.Buffer
	limit  int
	err    error // nil for a short write without an error
	failed int   // writes that were not taken whole
	late   int   // writes after that
}

func (w *failingWriter) Write(b []byte) (int, error) {
	if w.failed > 0 {
		w.late++
	}
	if w.Len()+len(b) <= w.limit {
		return w.Buffer.Write(b)
	}
	w.failed++
	n, _ := w.Buffer.Write(b[:w.limit-w.Len()])
	return n, w.err
}

var errWriter = errors.New("this writer fails")

// writers lets writers fail at random bytes. The export must return the error, must have
// written the beginning of the output, and must not write again after the error.
func writers(r *run) error {
	failed, short, rest := r.counter("writers that fail"), r.counter("short writes"), r.counter("writers that take all")
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 3000, Seed: r.seed, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}})
	if err != nil {
		return err
	}
	list, err := streams(r.try(0), g)
	if err != nil {
		return err
	}
	before := resourcesNow()
	r.each(parallel(), func(t *try) {
		s := pick(t.Rand, list)
		w := &failingWriter{limit: t.IntN(len(s.text) + 2), err: errWriter}
		want := errWriter
		if t.chance(3) {
			w.err, want = nil, io.ErrShortWrite
		}
		what := fmt.Sprintf("%s, %d of %d bytes, error %v", s.name, w.limit, len(s.text), w.err)
		err := s.write(t, w)
		switch {
		case w.failed == 0 && err == nil && w.limit >= len(s.text):
			rest.add()
		case w.failed == 0 || !errors.Is(err, want):
			t.failf("%s: the error is %v", what, err)
		case want == errWriter:
			failed.add()
		default:
			short.add()
		}
		if w.late > 0 {
			t.failf("%s: %d writes after the error", what, w.late)
		}
		if !bytes.HasPrefix(s.text, w.Bytes()) || w.Len() != min(w.limit, len(s.text)) {
			t.failf("%s: %d bytes are written, the beginning of the output: %t", what, w.Len(), bytes.HasPrefix(s.text, w.Bytes()))
		}
	})
	if leaked := before.leaked(); leaked != "" {
		r.failf("after all writers: %s", leaked)
	}
	return nil
}
