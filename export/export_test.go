package export_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

var update = flag.Bool("update", false, "rewrite the golden files; they change only with the dataset version")

func generator(t testing.TB, s synthhub.Settings) *synthhub.Generator {
	t.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// small is the dataset of the golden files.
var small = synthhub.Settings{Records: 5, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}

// middle has several pieces for several workers, and rows of several vehicles.
var middle = synthhub.Settings{Records: 1500, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}

var allFormats = export.Formats(export.FormatCSV, export.FormatJSON, export.FormatNDJSON)

// readFolder returns the files of a folder by name.
func readFolder(t testing.TB, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// golden compares text with a file under testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; go test -update writes it", err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%.1500s", name, diff) // the first few differences tell
	}
}

func TestGolden(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, generator(t, small), allFormats); err != nil {
		t.Fatal(err)
	}
	files := readFolder(t, dir)
	if *update {
		if err := os.RemoveAll(filepath.Join("testdata", "v0.1")); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		golden(t, filepath.Join("v0.1", name), text)
	}
	for name := range readFolder(t, filepath.Join("testdata", "v0.1")) {
		if _, ok := files[name]; !ok {
			t.Errorf("testdata has %s, the snapshot has not", name)
		}
	}
}

// everything is the bytes of all writers and files, by name, for the options given.
func everything(t *testing.T, src synthhub.Source, opts ...export.Option) map[string]string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "snapshot")
	if _, err := export.Snapshot(t.Context(), dir, src, append(opts, allFormats)...); err != nil {
		t.Fatal(err)
	}
	files := readFolder(t, dir)
	var b bytes.Buffer
	for _, e := range synthhub.Entities() {
		for format, write := range map[string]func(context.Context, io.Writer, synthhub.Source, synthhub.Entity, ...export.Option) error{
			"csv": export.CSV, "ndjson": export.NDJSON,
		} {
			b.Reset()
			if err := write(t.Context(), &b, src, e, opts...); err != nil {
				t.Fatal(err)
			}
			if name := e.Table().Name() + "_v0_1." + format; b.String() != files[name] {
				t.Errorf("the stream of %s differs from the file", name)
			}
		}
	}
	b.Reset()
	if err := export.Dataset(t.Context(), &b, src, opts...); err != nil {
		t.Fatal(err)
	}
	if b.String() != files["dataset_v0_1.json"] {
		t.Error("the stream of the dataset differs from the file")
	}
	return files
}

func TestSameBytes(t *testing.T) {
	g := generator(t, middle)
	bundle, err := g.Bundle(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	want := everything(t, g, export.Workers(1))
	for _, c := range []struct {
		reason string
		src    synthhub.Source
		opts   []export.Option
	}{
		{"the number of workers decides nothing", g, []export.Option{export.Workers(2)}},
		{"nor one that does not divide the pieces", g, []export.Option{export.Workers(7)}},
		{"nor more workers than pieces", g, []export.Option{export.Workers(16)}},
		{"a bundle holds what a generator makes", bundle, []export.Option{export.Workers(3)}},
		{"watching changes nothing", g, []export.Option{export.OnProgress(func(export.Progress) {})}},
	} {
		got := everything(t, c.src, c.opts...)
		for name := range want {
			if got[name] != want[name] {
				t.Errorf("%s, but %s differs", c.reason, name)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s, but there are %d files instead of %d", c.reason, len(got), len(want))
		}
	}
}

func TestNothingAllocatedPerRecord(t *testing.T) {
	// Two sizes, so that what an export costs once cancels out. What is left is the
	// generator's blocks of text, one for dozens of records.
	allocs := func(n int) float64 {
		g := generator(t, synthhub.Settings{Records: n, Seed: 1})
		metadataOf(t, g)
		return testing.AllocsPerRun(2, func() {
			if err := export.Dataset(context.Background(), io.Discard, g, export.Workers(1)); err != nil {
				t.Fatal(err)
			}
		})
	}
	const more = 8_000
	if per := (allocs(more+2000) - allocs(2000)) / more; per > 0.1 {
		t.Errorf("%.2f allocations a record, want none but for blocks of text", per)
	}
}

var errFull = errors.New("no space left")

// failing is a writer that takes a number of bytes, then fails: with an error, or by
// a short write that tells none.
type failing struct {
	left  int
	short bool
	after int // writes after the failure
}

func (w *failing) Write(b []byte) (int, error) {
	if w.left < 0 {
		w.after++
		return 0, errFull
	}
	if len(b) <= w.left {
		w.left -= len(b)
		return len(b), nil
	}
	n := w.left
	w.left = -1
	if w.short {
		return n, nil
	}
	return n, errFull
}

func TestWriterFails(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 900, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}})
	whole := func(write func(io.Writer) error) int {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		return b.Len()
	}
	for _, c := range []struct {
		name  string
		write func(io.Writer) error
	}{
		{"csv", func(w io.Writer) error { return export.CSV(t.Context(), w, g, synthhub.Vehicles) }},
		{"ndjson", func(w io.Writer) error { return export.NDJSON(t.Context(), w, g, synthhub.Profiles) }},
		{"json", func(w io.Writer) error { return export.Dataset(t.Context(), w, g) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			n := whole(c.write)
			before := runtime.NumGoroutine()
			for at := range 20 {
				at = min(at*n/19, n-1) // from the first byte to the last
				for _, short := range []bool{false, true} {
					w := &failing{left: at, short: short}
					want := errFull
					if short {
						want = io.ErrShortWrite
					}
					if err := c.write(w); !errors.Is(err, want) {
						t.Fatalf("a writer that takes %d of %d bytes: error %v, want %v", at, n, err, want)
					}
					if w.after > 0 {
						t.Fatalf("a writer that takes %d of %d bytes was written to again after its error", at, n)
					}
				}
			}
			noMoreGoroutines(t, before)
		})
	}
}

// noMoreGoroutines fails if there are more than before. Those that have done their
// work may need a moment to be gone, on a busy machine a long one; a leaked one stays.
func noMoreGoroutines(t *testing.T, before int) {
	t.Helper()
	for range 10_000 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// stopAfter ends a context after a number of bytes.
type stopAfter struct {
	left int
	stop context.CancelCauseFunc
}

func (w *stopAfter) Write(b []byte) (int, error) {
	if w.left -= len(b); w.left < 0 {
		w.stop(errFull)
	}
	return len(b), nil
}

func TestContextEnds(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 6_000})
	before := runtime.NumGoroutine()
	for at := range 8 {
		ctx, cancel := context.WithCancelCause(t.Context())
		err := export.Dataset(ctx, &stopAfter{at * 600_000, cancel}, g, export.Workers(4))
		if !errors.Is(err, errFull) {
			t.Errorf("the context ends after %d bytes: error %v, want its cause", at*600_000, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := export.Snapshot(ctx, dir, g); !errors.Is(err, context.Canceled) {
		t.Errorf("a context that has ended: error %v", err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a context that has ended: the folder is there")
	}
	noMoreGoroutines(t, before)
}

func TestProgress(t *testing.T) {
	g := generator(t, middle)
	for _, c := range []struct {
		name string
		run  func(opt export.Option) (bytes int64)
	}{
		{"csv", func(opt export.Option) int64 {
			var n counter
			if err := export.CSV(t.Context(), &n, g, synthhub.Persons, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
		{"json", func(opt export.Option) int64 {
			var n counter
			if err := export.Dataset(t.Context(), &n, g, opt); err != nil {
				t.Fatal(err)
			}
			return int64(n)
		}},
		{"snapshot", func(opt export.Option) int64 {
			dir := filepath.Join(t.TempDir(), "s")
			if _, err := export.Snapshot(t.Context(), dir, g, opt); err != nil {
				t.Fatal(err)
			}
			n := 0
			for _, text := range readFolder(t, dir) {
				n += len(text)
			}
			return int64(n)
		}},
	} {
		var seen []export.Progress
		n := c.run(export.OnProgress(func(p export.Progress) { seen = append(seen, p) }))
		if len(seen) < 3 {
			t.Errorf("%s: %d reports of %d records", c.name, len(seen), g.Len())
			continue
		}
		last := seen[len(seen)-1]
		if want := (export.Progress{Records: g.Len(), TotalRecords: g.Len(), Bytes: n, TotalBytes: n}); last != want {
			t.Errorf("%s: the last report is %+v, want %+v", c.name, last, want)
		}
		for i, p := range seen {
			if i > 0 && (p.Records < seen[i-1].Records || p.Bytes < seen[i-1].Bytes) {
				t.Errorf("%s: report %d goes back: %+v after %+v", c.name, i, p, seen[i-1])
			}
			if off := float64(p.TotalBytes) / float64(n); off < 0.8 || off > 1.25 {
				t.Errorf("%s: report %d estimates %d bytes, there are %d", c.name, i, p.TotalBytes, n)
			}
		}
	}
}

func TestExportedAt(t *testing.T) {
	g := generator(t, small)
	plain, err := export.ManifestOf(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("", -5*3600))
	timed, err := export.ManifestOf(t.Context(), g, export.ExportedAt(at))
	if err != nil {
		t.Fatal(err)
	}
	if timed.ExportedAt != "2026-01-02T08:04:05Z" {
		t.Errorf("exported_at is %q", timed.ExportedAt)
	}
	timed.ExportedAt = ""
	if diff := cmp.Diff(plain, timed, cmp.AllowUnexported(synthhub.Date{})); diff != "" {
		t.Errorf("the time of the run is in more than the manifest:\n%s", diff)
	}
}

func metadataOf(tb testing.TB, src synthhub.Source) synthhub.Metadata {
	tb.Helper()
	m, err := src.Metadata(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}
