package export_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
)

// A bucket stores objects in memory, as an object store does: an object appears when its writer is
// closed, unless the context of the writer has ended.
type bucket struct {
	mu      sync.Mutex
	objects map[string]string
	open    int
	fail    func(name string) error // of Write, nil for none
}

func (b *bucket) NewWriter(ctx context.Context, name string) io.WriteCloser {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.open++
	return &object{bucket: b, ctx: ctx, name: name}
}

type object struct {
	bytes.Buffer
	bucket *bucket
	ctx    context.Context
	name   string
}

func (o *object) Write(p []byte) (int, error) {
	if o.bucket.fail != nil {
		if err := o.bucket.fail(o.name); err != nil {
			return 0, err
		}
	}
	return o.Buffer.Write(p)
}

func (o *object) Close() error {
	o.bucket.mu.Lock()
	defer o.bucket.mu.Unlock()
	o.bucket.open--
	if o.ctx.Err() != nil {
		return context.Cause(o.ctx)
	}
	if o.bucket.objects == nil {
		o.bucket.objects = map[string]string{}
	}
	o.bucket.objects[o.name] = o.String()
	return nil
}

func (b *bucket) create(ctx context.Context, name, _ string) (io.WriteCloser, error) {
	return b.NewWriter(ctx, name), nil
}

// TestPartOf holds that parts written anywhere, and the documents that Assemble returns for them, are
// the snapshot of all parts.
func TestPartOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		parts int
		opts  []export.Option
	}{
		{"one", 1, nil},
		{"five", 5, nil},
		{"NDJSON", 3, []export.Option{export.Formats(export.FormatNDJSON)}},
		{"user-defined", 3, []export.Option{export.With(remarks("note", "a note"))}},
		{"compressed", 2, []export.Option{export.Gzip(), export.Tables("vehicles")}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := generator(t, middle)
			opts := slices.Clip(c.opts)
			_, want := snapshotFiles(t, g, append([]export.Option{export.Formats(export.FormatCSV), export.Parts(c.parts)}, opts...)...)
			var b bucket
			var parts []*export.Manifest
			for i := range c.parts {
				m, err := export.PartOf(t.Context(), g, b.create, append(opts, export.Part(i+1, c.parts))...)
				if err != nil {
					t.Fatal(err)
				}
				parts = append(parts, m)
			}
			m, documents, err := export.Assemble(t.Context(), g, parts, c.opts...)
			if err != nil {
				t.Fatal(err)
			}
			again, err := export.Documents(t.Context(), g, m, c.opts...)
			if diff := cmp.Diff(documents, again); err != nil || diff != "" {
				t.Errorf("Documents returns %v and others than Assemble:\n%s", err, diff)
			}
			for _, d := range documents {
				b.objects[d.Name] = string(d.Text)
			}
			if diff := cmp.Diff(want, b.objects); diff != "" {
				t.Errorf("a snapshot (-) and parts with documents (+):\n%.2000s", diff)
			}
		})
	}
}

// TestPartOfErrors holds that a part that fails completes no file, and closes those that are open.
func TestPartOfErrors(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	broken := errors.New("broken")
	for _, c := range []struct {
		name string
		fail string // a file whose writer fails
		opts []export.Option
		want error
	}{
		{"a writer", "vehicles_v0_1-00001-of-00002.csv", []export.Option{export.Part(1, 2)}, broken},
		{"no part", "", []export.Option{export.Parts(2)}, export.ErrOption},
		{"a document", "", []export.Option{export.Part(1, 2), export.Formats(export.FormatJSON)}, export.ErrOption},
		{"a bad text", "", []export.Option{export.Part(1, 2), export.With(remarks("note", "\x00"))}, export.ErrText},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			b := bucket{fail: func(name string) error {
				if name == c.fail {
					return fmt.Errorf("%s: %w", name, broken)
				}
				return nil
			}}
			_, err := export.PartOf(t.Context(), g, b.create, c.opts...)
			if !errors.Is(err, c.want) || !strings.HasPrefix(err.Error(), "part: ") {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if len(b.objects) > 0 || b.open > 0 {
				t.Errorf("%d objects are there, and %d writers are open", len(b.objects), b.open)
			}
		})
	}
	t.Run("create", func(t *testing.T) {
		t.Parallel()
		var b bucket
		calls := 0
		_, err := export.PartOf(t.Context(), g, func(ctx context.Context, name, _ string) (io.WriteCloser, error) {
			if calls++; calls == 3 {
				return nil, broken
			}
			return b.NewWriter(ctx, name), nil
		}, export.Part(2, 2))
		if !errors.Is(err, broken) || len(b.objects) > 0 || b.open > 0 {
			t.Errorf("error %v, %d objects, %d writers are open", err, len(b.objects), b.open)
		}
	})
}

// A writeCounter counts the bytes of a file and the writes to it.
type writeCounter struct{ bytes, writes int }

func (c *writeCounter) Write(text []byte) (int, error) {
	c.bytes += len(text)
	c.writes++
	return len(text), nil
}

func (c *writeCounter) Close() error { return nil }

// TestCompressedWrites holds that a compressed file is written in large pieces, which the compressor
// does not do: a write may be a call of the system, or of an object store.
func TestCompressedWrites(t *testing.T) {
	t.Parallel()
	var file writeCounter
	create := func(context.Context, string, string) (io.WriteCloser, error) { return &file, nil }
	if _, err := export.PartOf(t.Context(), generator(t, middle), create, export.Tables("persons"), export.Gzip()); err != nil {
		t.Fatal(err)
	}
	if least := 32 << 10; file.bytes < least || file.writes > 1+file.bytes/least {
		t.Errorf("%d bytes in %d writes", file.bytes, file.writes)
	}
}
