package export_test

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
)

func TestGolden(t *testing.T) {
	_, files := snapshotFiles(t, generator(t, small), allFormats())
	if *update {
		if err := os.RemoveAll(filepath.Join("testdata", "v0.1")); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range files {
		t.Run(name, func(t *testing.T) { golden(t, filepath.Join("v0.1", name), text) })
	}
	for name := range readFolder(t, filepath.Join("testdata", "v0.1")) {
		if _, ok := files[name]; !ok {
			t.Errorf("testdata has %s, the snapshot has not", name)
		}
	}
}

// TestDifference holds that a golden file that differs shows the first differing lines.
func TestDifference(t *testing.T) {
	for _, c := range []struct{ name, want, got, diff string }{
		{"equal", "a\nb\n", "a\nb\n", ""},
		{"a line", "a\nbcd\n", "a\nbxd\n", "line 2, byte 2:\n-\"bcd\\n\"\n+\"bxd\\n\"\n"},
		{"a missing line", "a\nb\n", "a\n", "line 2, byte 1:\n-\"b\\n\"\n+\"\"\n"},
		{"a missing line feed", "a\n", "a", "line 1, byte 2:\n-\"a\\n\"\n+\"a\"\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := difference(c.want, c.got); diff != c.diff {
				t.Errorf("difference:\n%s, want\n%s", diff, c.diff)
			}
		})
	}
}

// TestFormatNames holds that the constants are the names of all formats.
func TestFormatNames(t *testing.T) {
	constants := []string{export.FormatCSV, export.FormatJSON, export.FormatNDJSON}
	if names := export.FormatNames(); !slices.Equal(names, constants) || !slices.Equal(names, format.Names(format.All())) {
		t.Errorf("FormatNames returns %q, the constants are %q, the formats %q", names, constants, format.Names(format.All()))
	}
}

// everything returns the bytes of all files of a snapshot by name, and holds that the writers
// of streams write the same.
func everything(t *testing.T, src synthhub.Source, opts ...export.Option) map[string]string {
	t.Helper()
	_, files := snapshotFiles(t, src, append(slices.Clip(opts), allFormats())...)
	var b bytes.Buffer
	for _, e := range synthhub.Entities() {
		for _, f := range format.Tables() {
			b.Reset()
			if err := export.Write(t.Context(), src, []export.Output{{Entity: e, Format: f.Name, Writer: &b}}, opts...); err != nil {
				t.Fatal(err)
			}
			name := e.Table().Name() + "_v0_1." + f.Name
			if diff := difference(files[name], b.String()); diff != "" {
				t.Errorf("the file %s (-) and its stream (+) differ:\n%s", name, diff)
			}
		}
	}
	b.Reset()
	if err := export.Dataset(t.Context(), &b, src, opts...); err != nil {
		t.Fatal(err)
	}
	if diff := difference(files["dataset_v0_1.json"], b.String()); diff != "" {
		t.Errorf("the file of the dataset (-) and its stream (+) differ:\n%s", diff)
	}
	return files
}

func TestSameBytes(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	want := everything(t, g, export.Workers(1))
	for _, c := range []struct {
		reason string
		src    synthhub.Source
		opts   []export.Option
	}{
		{"the number of workers does not matter", g, []export.Option{export.Workers(2)}},
		{"nor one that does not divide the chunks", g, []export.Option{export.Workers(7)}},
		{"nor more workers than chunks", g, []export.Option{export.Workers(16)}},
		{"a bundle holds the records of its generator", bundle(t, middle), []export.Option{export.Workers(3)}},
		{"a report of progress changes nothing", g, []export.Option{export.OnProgress(func(export.Progress) {})}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			got := everything(t, c.src, c.opts...)
			for name := range want {
				if diff := difference(want[name], got[name]); diff != "" {
					t.Errorf("%s differs:\n%s", name, diff)
				}
			}
			if len(got) != len(want) {
				t.Errorf("there are %d files instead of %d", len(got), len(want))
			}
		})
	}
}

// TestWritersByName holds that CSV and NDJSON write what Write writes in these formats.
func TestWritersByName(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	for name, write := range map[string]func(context.Context, io.Writer, synthhub.Source, synthhub.Entity, ...export.Option) error{
		export.FormatCSV: export.CSV, export.FormatNDJSON: export.NDJSON,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, e := range synthhub.Entities() {
				var want, got bytes.Buffer
				if err := export.Write(t.Context(), g, []export.Output{{Entity: e, Format: name, Writer: &want}}); err != nil {
					t.Fatal(err)
				}
				if err := write(t.Context(), &got, g, e); err != nil {
					t.Fatal(err)
				}
				if diff := difference(want.String(), got.String()); diff != "" || want.Len() == 0 {
					t.Errorf("%s, %d bytes:\n%s", e.Table().Name(), want.Len(), diff)
				}
			}
		})
	}
}

func TestNothingAllocatedPerRecord(t *testing.T) {
	// With two sizes, the allocations of a whole export cancel out. The rest are the
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
	const base, more = 2_000, 8_000
	if per := (allocs(base+more) - allocs(base)) / more; per > 0.1 {
		t.Errorf("%.2f allocations a record, want none except blocks of text", per)
	}
}
