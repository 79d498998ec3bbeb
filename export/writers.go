package export

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
)

// CSV writes one table as CSV (RFC 4180, UTF-8, a header, line feeds). A table without rows
// is the header alone. w is called from the calling goroutine alone.
func CSV(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return Write(ctx, src, []Output{{entity, FormatCSV, w}}, opts...)
}

// NDJSON writes one table as JSON objects, one a line. A table without rows is empty. w is
// called from the calling goroutine alone.
func NDJSON(ctx context.Context, w io.Writer, src synthhub.Source, entity synthhub.Entity, opts ...Option) error {
	return Write(ctx, src, []Output{{entity, FormatNDJSON, w}}, opts...)
}

// An Output is one table in one format, and where it goes.
type Output struct {
	Entity synthhub.Entity
	Format string // FormatCSV or FormatNDJSON
	Writer io.Writer
}

// Write writes several tables while it goes over the records once, each as [CSV] or
// [NDJSON] would. Chunks of a few hundred rows go to the writers in turn, always from the
// calling goroutine.
func Write(ctx context.Context, src synthhub.Source, outputs []Output, opts ...Option) error {
	e, err := newEngine(ctx, src, opts)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	var list []*output
	for _, o := range outputs {
		entity, err := e.given(o.Entity)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		out := &output{entity: entity, header: e.part <= 1, w: o.Writer}
		switch o.Format {
		case FormatCSV:
			out.format = formatCSV
		case FormatNDJSON:
			out.format = formatNDJSON
		default:
			return fmt.Errorf("export %s: %w: format %q: want %s or %s", o.Entity.Table().Name(), ErrOption, o.Format, FormatCSV, FormatNDJSON)
		}
		list = append(list, out)
	}
	e.plan(1, list)
	if err := e.pass(ctx, e.lo, e.hi, list...); err != nil {
		return err
	}
	e.progress.end()
	return nil
}

// given returns an entity for the dataset at hand: the faulty one of its name if there
// is one.
func (e *engine) given(entity synthhub.Entity) (synthhub.Entity, error) {
	if i := entitylist.Index(e.faulty, entity.Table().Name()); i >= 0 {
		return e.faulty[i], nil
	}
	return entity.Bind(e.metadata.Settings)
}

// Dataset writes the whole dataset as one JSON object: metadata, persons, vehicles and
// profiles, one row a line. [With], [Faulty] and [Tables] choose other tables.
func Dataset(ctx context.Context, w io.Writer, src synthhub.Source, opts ...Option) error {
	e, err := newEngine(ctx, src, opts)
	if err == nil && e.split() {
		err = fmt.Errorf("%w: the JSON document cannot be split; write a part as NDJSON", ErrOption)
	}
	var entities []synthhub.Entity
	if err == nil {
		entities, err = e.entities()
	}
	if err == nil {
		outputs := outputsOf(entities, formatJSON, w)
		e.plan(len(outputs), outputs)
		err = e.dataset(ctx, w, outputs, func(first *output) error { return e.pass(ctx, e.lo, e.hi, first) })
	}
	if err != nil {
		return fmt.Errorf("export dataset: %w", err)
	}
	e.progress.end()
	return nil
}

func outputsOf(entities []synthhub.Entity, f format, w io.Writer) []*output {
	var list []*output
	for _, entity := range entities {
		list = append(list, &output{entity: entity, format: f, header: true, w: w})
	}
	return list
}

// dataset writes the dataset JSON. The arrays stand one after the other, so the
// records are made once for each of them. The other way is to make them once and to
// keep the later arrays in temporary files until their turn. Measured for the JSON of
// 300,000 records, that takes 1.4 to 1.65 s of processor time instead of 2.0 to 2.3, as
// long as the files stay in the page cache; beyond, it adds twice two thirds of the
// document to the traffic of a disk that is the limit already, and needs the room.
// Making records again keeps its price at any size, and works for any writer.
//
// What is to be written beside goes along with the first array, which is handed to the
// caller.
func (e *engine) dataset(ctx context.Context, w io.Writer, arrays []*output, first func(*output) error) error {
	metadata, err := compactJSON(e.metadata)
	if err != nil {
		return err
	}
	text := append([]byte(`{"metadata":`), metadata...)
	for i, out := range arrays {
		text = append(append(append(text, ",\n\""...), out.entity.Table().Name()...), "\":[\n"...)
		if err := e.write(w, text); err != nil {
			return err
		}
		if i == 0 {
			err = first(out)
		} else {
			err = e.pass(ctx, e.lo, e.hi, out)
		}
		if err == nil {
			err = e.check(out)
		}
		if err != nil {
			return err
		}
		text = text[:0]
		if out.rows > 0 {
			text = append(text, '\n')
		}
		text = append(text, ']')
	}
	return e.write(w, append(text, "}\n"...))
}

// indentedJSON and compactJSON are the forms of the JSON documents: UTF-8, no HTML
// escapes, and two spaces where lines are broken.
func indentedJSON(v any) ([]byte, error) { return encodeJSON(v, "  ") }

func compactJSON(v any) ([]byte, error) {
	b, err := encodeJSON(v, "")
	return bytes.TrimSuffix(b, []byte("\n")), err
}

func encodeJSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}
