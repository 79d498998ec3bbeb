package export_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A benchmark here counts a whole dataset as one operation, and reports the bytes that it
// writes per second and the time per record. For a Generator the time includes the generation
// of the records, because nobody exports without it; for a Bundle it does not.

const benchRecords = 50_000

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
	settings := synthhub.Settings{Records: benchRecords, Seed: 42}
	for _, src := range []struct {
		name string
		synthhub.Source
	}{{"generator", generator(b, settings)}, {"bundle", bundle(b, settings)}} {
		for _, format := range export.FormatNames() {
			for _, workers := range []int{1, 2} {
				b.Run(fmt.Sprintf("%s/%s/workers=%d", src.name, format, workers), func(b *testing.B) {
					benchmark(b, src, func(w io.Writer) error {
						if format == export.FormatJSON {
							return export.Dataset(b.Context(), w, src.Source, export.Workers(workers))
						}
						var outputs []export.Output
						for _, e := range synthhub.Entities() {
							outputs = append(outputs, export.Output{Entity: e, Format: format, Writer: w})
						}
						return export.Write(b.Context(), src.Source, outputs, export.Workers(workers))
					})
				})
			}
		}
	}
}

// BenchmarkSnapshot compares the whole snapshot on disk with the minimum of work: to hash and
// write the same bytes, in files of the same sizes, and to sync them.
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
			m = snapshot(b, dir, g)
		}
		b.SetBytes(bytesOf(m))
	})
	b.Run("measured", func(b *testing.B) {
		for b.Loop() {
			m = manifestOf(b, g)
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

// BenchmarkMerge merges parts that are in memory, and throws the bytes away: what remains is the work
// of checking the parts.
func BenchmarkMerge(b *testing.B) {
	g := generator(b, synthhub.Settings{Records: benchRecords, Seed: 42})
	for _, n := range []int{10, 1000} {
		b.Run(fmt.Sprintf("parts=%d", n), func(b *testing.B) {
			var parts []fs.FS
			var bytes int64
			for i := range n {
				folder := fstest.MapFS{}
				m, err := export.SnapshotTo(b.Context(), memory{folder}, g, export.Part(i+1, n))
				if err != nil {
					b.Fatal(err)
				}
				for _, f := range m.Files {
					bytes += f.Bytes
				}
				parts = append(parts, folder)
			}
			b.SetBytes(bytes)
			b.ReportAllocs()
			for b.Loop() {
				if _, err := export.Merge(b.Context(), &sizes{entries: map[string]int64{}}, parts); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/part")
		})
	}
}

// memory is a sink that writes files into memory.
type memory struct{ files fstest.MapFS }

// One file at a time, so that no lock is needed.
func (memory) NeedsSizes() bool { return false }

func (m memory) Create(_ context.Context, entry export.Entry) (io.WriteCloser, error) {
	f := &fstest.MapFile{Mode: 0o644}
	m.files[entry.Name] = f
	return memoryFile{f}, nil
}

func (memory) Commit(context.Context, *export.Manifest) error { return nil }
func (memory) Abort() error                                   { return nil }

type memoryFile struct{ *fstest.MapFile }

func (f memoryFile) Write(text []byte) (int, error) {
	f.Data = append(f.Data, text...)
	return len(text), nil
}

func (memoryFile) Close() error { return nil }
