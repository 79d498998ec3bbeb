package beam

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	sdk "github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/synthhub/synthhub/export"
)

// Totals say what a run has done, as far as the runner has counters.
type Totals struct {
	Parts   int64 `json:"parts"`
	Records int64 `json:"records"` // rows of all tables
	Bytes   int64 `json:"bytes"`   // of the files of the tables
	Retries int64 `json:"retries"` // after an error of a file system
}

// Generate writes a snapshot with the runner that the flags of Beam select, and waits for its end.
// The folder then holds the same bytes as after export.Snapshot with export.Parts.
//
// A folder that holds a snapshot of another dataset is refused, unless the plan says Overwrite,
// and one that holds a file that no snapshot has is refused in any case. Snapshots of the same
// dataset, and what failed runs have left behind, are replaced. The manifest is the last file to
// be written, and the first to be removed.
//
// At the end of the context Generate cancels the job and waits for its end. It returns the error of
// the context, or none if the snapshot was complete before the cancellation came through. At any
// time, a folder that has a manifest is complete.
func Generate(ctx context.Context, p Plan) (Totals, error) {
	p, err := p.complete()
	if err != nil {
		return Totals{}, fmt.Errorf("generate: %w", err)
	}
	p.Run, p.Writes = newID(), true
	pipeline, root := sdk.NewPipelineWithRoot()
	p.write(root)
	result, err := p.execute(ctx, pipeline)
	if err != nil {
		return Totals{}, fmt.Errorf("generate %s: %w", p.Folder, err)
	}
	return totals(result), nil
}

// write adds the transforms that write the snapshot. Parts are numbered, and not split further:
// the number is in the name of the file.
func (p Plan) write(s sdk.Scope) {
	s = s.Scope("synthhub.Generate")
	numbers := sdk.ParDo(s, &prepareFn{p}, sdk.Impulse(s))
	parts := sdk.ParDo(s, &writeFn{Plan: p}, apart(s, numbers))
	sdk.ParDo0(s, &finishFn{p}, together(s, parts))
}

// apart keeps a runner from fusing what makes the elements with what uses them: without it one
// worker would do everything.
func apart(s sdk.Scope, c sdk.PCollection) sdk.PCollection { return sdk.Reshuffle(s, c) }

// together groups all elements under one key.
func together(s sdk.Scope, c sdk.PCollection) sdk.PCollection {
	return sdk.GroupByKey(s, sdk.ParDo(s, &keyFn{}, c))
}

// prepareFn checks the folder, and yields the numbers of the parts.
type prepareFn struct{ Plan Plan }

func (fn *prepareFn) ProcessElement(ctx context.Context, _ []byte, emit func(int)) error {
	p := fn.Plan
	err := p.work(ctx, func(ctx context.Context, s store) error {
		return retry(ctx, p.RetryDelay, func() error { return p.prepare(ctx, s) })
	})
	if err != nil {
		return err
	}
	for i := range p.Parts {
		emit(i + 1)
	}
	return nil
}

// writeFn writes one part, and yields its manifest as JSON.
type writeFn struct {
	Plan Plan
	data *dataset
}

// Setup opens the dataset once for many parts: with a range of vehicles it counts them all.
func (fn *writeFn) Setup() (err error) {
	fn.data, err = fn.Plan.open()
	return err
}

func (fn *writeFn) ProcessElement(ctx context.Context, part int, emit func(string)) error {
	p := fn.Plan
	var m *export.Manifest
	err := p.work(ctx, func(ctx context.Context, s store) error {
		return retry(ctx, p.RetryDelay, func() (err error) {
			m, err = fn.data.writePart(ctx, part, func(ctx context.Context, name, _ string) (io.WriteCloser, error) {
				if err := checkMark(ctx, s, p.Run); err != nil {
					return nil, err
				}
				return createAttempt(ctx, s, name)
			})
			return err
		})
	})
	if err != nil {
		return fmt.Errorf("part %d of %d: %w", part, p.Parts, err)
	}
	count(ctx, m)
	return emitJSON(m, emit)
}

// count counts a part.
func count(ctx context.Context, m *export.Manifest) {
	partCount.Inc(ctx, 1)
	for _, file := range m.Files {
		byteCount.Inc(ctx, file.Bytes)
	}
	for _, rows := range m.RecordCounts {
		recordCount.Inc(ctx, int64(rows))
	}
}

// emitJSON yields a value as JSON. Texts need no coder of their own.
func emitJSON(v any, emit func(string)) error {
	text, err := json.Marshal(v)
	if err == nil {
		emit(string(text))
	}
	return err
}

// writePart writes the files of a part through create.
func (d *dataset) writePart(ctx context.Context, part int, create func(ctx context.Context, name, mediaType string) (io.WriteCloser, error)) (*export.Manifest, error) {
	return export.PartOf(ctx, d.Generator, create, d.part(part)...)
}

// keyFn gives all elements one key.
type keyFn struct{}

func (*keyFn) ProcessElement(element string) (int, string) { return 0, element }

// finishFn makes a snapshot of the parts: it removes what does not belong to it, and writes the
// documents, the manifest last.
type finishFn struct{ Plan Plan }

func (fn *finishFn) ProcessElement(ctx context.Context, _ int, parts func(*string) bool) error {
	p := fn.Plan
	manifests, err := p.readParts(parts)
	if err != nil {
		return err
	}
	return p.work(ctx, func(ctx context.Context, s store) error {
		d, err := p.open()
		if err != nil {
			return err
		}
		m, documents, err := export.Assemble(ctx, d.Generator, manifests, d.whole()...)
		if err != nil {
			return err
		}
		err = retry(ctx, p.RetryDelay, func() error { return p.finish(ctx, s, m, documents) })
		if err == nil {
			finishCount.Inc(ctx, 1)
		}
		return err
	})
}

// readParts decodes the manifests of the parts, in order. A runner that repeats work may hand out
// one part twice.
func (p Plan) readParts(next func(*string) bool) ([]*export.Manifest, error) {
	manifests := make([]*export.Manifest, p.Parts)
	for text := ""; next(&text); {
		m := new(export.Manifest)
		if err := json.Unmarshal([]byte(text), m); err != nil {
			return nil, err
		}
		i := max(m.Part, 1) // a snapshot in one part does not number it
		if i > p.Parts {
			return nil, fmt.Errorf("part %d of %d", i, p.Parts)
		}
		manifests[i-1] = m
	}
	if i := slices.Index(manifests, nil); i >= 0 {
		return nil, fmt.Errorf("part %d is missing", i+1)
	}
	return manifests, nil
}

// finish completes the folder.
func (p Plan) finish(ctx context.Context, s store, m *export.Manifest, documents []export.Document) error {
	manifest := documents[len(documents)-1]
	belongs := map[string]bool{}
	for _, file := range m.Files {
		belongs[file.Name] = true
	}
	names, err := s.list(ctx)
	if err != nil {
		return err
	}
	if slices.Contains(names, markName(p.Run)) {
		return errCanceled
	}
	if slices.Contains(names, manifest.Name) {
		if err := s.remove(ctx, manifest.Name); err != nil {
			return err
		}
	}
	for _, name := range names {
		if !belongs[name] && name != manifest.Name && ours(name) {
			if err := s.remove(ctx, name); err != nil {
				return err
			}
		}
	}
	for _, file := range m.Files {
		if file.Table != "" && !slices.Contains(names, file.Name) {
			return errors.New("a part was removed during the run: " + file.Name)
		}
	}
	for _, document := range documents {
		if err := checkMark(ctx, s, p.Run); err != nil {
			return err
		}
		if err := put(ctx, s, document.Name, document.Text); err != nil {
			return err
		}
	}
	return nil
}
