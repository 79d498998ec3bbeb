package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A benchmark here counts a whole dataset as one operation, reports the bytes that
// come out per second, and the time per record. A Generator is measured with the
// making of the records, as nobody exports without it, a Bundle without.

const benchRecords = 50_000

// counter counts what goes nowhere.
type counter int64

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

func benchmark(b *testing.B, src synthhub.Source, write func(w io.Writer) error) {
	b.ReportAllocs()
	var n counter
	for b.Loop() {
		n = 0
		if err := write(&n); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(n))
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(src.Len()), "ns/record")
}

func BenchmarkWriters(b *testing.B) {
	g := generator(b, synthhub.Settings{Records: benchRecords, Seed: 42})
	bundle, err := g.Bundle(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for _, src := range []struct {
		name string
		synthhub.Source
	}{{"generator", g}, {"bundle", bundle}} {
		for _, format := range []struct {
			name  string
			write func(ctx context.Context, w io.Writer, opts ...export.Option) error
		}{
			{"csv", func(ctx context.Context, w io.Writer, opts ...export.Option) error {
				var outputs []export.Output
				for _, e := range synthhub.Entities() {
					outputs = append(outputs, export.Output{Entity: e, Format: export.FormatCSV, Writer: w})
				}
				return export.Write(ctx, src, outputs, opts...)
			}},
			{"ndjson", func(ctx context.Context, w io.Writer, opts ...export.Option) error {
				var outputs []export.Output
				for _, e := range synthhub.Entities() {
					outputs = append(outputs, export.Output{Entity: e, Format: export.FormatNDJSON, Writer: w})
				}
				return export.Write(ctx, src, outputs, opts...)
			}},
			{"json", func(ctx context.Context, w io.Writer, opts ...export.Option) error {
				return export.Dataset(ctx, w, src, opts...)
			}},
		} {
			for _, workers := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%s/workers=%d", src.name, format.name, workers), func(b *testing.B) {
					benchmark(b, src, func(w io.Writer) error { return format.write(b.Context(), w, export.Workers(workers)) })
				})
			}
		}
	}
}

// BenchmarkSnapshot sets the whole snapshot on disk beside the least that has to be
// done: to hash and write the same bytes, in files of the same sizes, and to sync them.
func BenchmarkSnapshot(b *testing.B) {
	g := generator(b, synthhub.Settings{Records: 4 * benchRecords, Seed: 42})
	dir := filepath.Join(b.TempDir(), "snapshot")
	bytesOf := func(m *export.Manifest) (n int64) {
		for _, f := range m.Files {
			n += f.Bytes
		}
		return n
	}
	var m *export.Manifest
	b.Run("snapshot", func(b *testing.B) {
		for b.Loop() {
			var err error
			if m, err = export.Snapshot(b.Context(), dir, g); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(bytesOf(m))
	})
	b.Run("measured", func(b *testing.B) {
		for b.Loop() {
			var err error
			if m, err = export.ManifestOf(b.Context(), g); err != nil {
				b.Fatal(err)
			}
		}
		b.SetBytes(bytesOf(m))
	})
	b.Run("hash-and-write", func(b *testing.B) {
		text := bytes.Repeat([]byte("0123456789abcdef"), 16<<10)
		for b.Loop() {
			for _, f := range m.Files {
				if err := hashAndWrite(filepath.Join(b.TempDir(), f.Name), text, f.Bytes); err != nil {
					b.Fatal(err)
				}
			}
		}
		b.SetBytes(bytesOf(m))
	})
}

func hashAndWrite(name string, text []byte, size int64) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	defer f.Close()
	for h := sha256.New(); size > 0; size -= int64(len(text)) {
		text = text[:min(int64(len(text)), size)]
		h.Write(text)
		if _, err := f.Write(text); err != nil {
			return err
		}
	}
	return f.Sync()
}
