package export_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

var update = flag.Bool("update", false, "rewrite the golden files; they change only with the dataset version")

func generator(tb testing.TB, s synthhub.Settings) *synthhub.Generator {
	tb.Helper()
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

func bundle(tb testing.TB, s synthhub.Settings) *synthhub.Bundle {
	tb.Helper()
	b, err := generator(tb, s).Bundle(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return b
}

// small is the dataset of the golden files.
var small = synthhub.Settings{Records: 5, Seed: 42, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}

// middle has several chunks for several workers, and persons with several vehicles.
var middle = synthhub.Settings{Records: 1500, Seed: 7, Vehicles: synthhub.VehicleRange{Min: 1, Max: 5}}

// allFormats selects every format.
func allFormats() export.Option { return export.Formats(export.FormatNames()...) }

func metadataOf(tb testing.TB, src synthhub.Source) synthhub.Metadata {
	tb.Helper()
	m, err := src.Metadata(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

func manifestOf(tb testing.TB, src synthhub.Source, opts ...export.Option) *export.Manifest {
	tb.Helper()
	m, err := export.ManifestOf(tb.Context(), src, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// snapshot writes a snapshot to a folder.
func snapshot(tb testing.TB, dir string, src synthhub.Source, opts ...export.Option) *export.Manifest {
	tb.Helper()
	m, err := export.Snapshot(tb.Context(), dir, src, opts...)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// snapshotFiles writes a snapshot to a temporary folder and returns its files by name.
func snapshotFiles(tb testing.TB, src synthhub.Source, opts ...export.Option) (*export.Manifest, map[string]string) {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "snapshot")
	m := snapshot(tb, dir, src, opts...)
	return m, readFolder(tb, dir)
}

// readFolder returns the files of a folder by name.
func readFolder(tb testing.TB, dir string) map[string]string {
	tb.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			tb.Fatal(err)
		}
		files[e.Name()] = string(text)
	}
	return files
}

// siblings returns the names of everything in the parent of a folder except the folder.
func siblings(tb testing.TB, dir string) (names []string) {
	tb.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(dir) {
			names = append(names, e.Name())
		}
	}
	return names
}

func writeFile(tb testing.TB, dir, name, text string) {
	tb.Helper()
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)); err != nil {
		tb.Fatal(err)
	}
}

// golden compares text with a file under testdata.
func golden(tb testing.TB, name, got string) {
	tb.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(got), 0o644)); err != nil {
			tb.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		tb.Fatalf("%v; go test -update writes it", err)
	}
	if diff := difference(string(want), got); diff != "" {
		tb.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

// difference returns the first lines in which two texts differ, "" if the texts are equal.
// Of a long line it returns the section around the first difference.
func difference(want, got string) string {
	const maxLines, before, after = 3, 60, 200
	if want == got {
		return ""
	}
	var b strings.Builder
	wants, gots := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	shown := 0
	for i := 0; i < max(len(wants), len(gots)) && shown < maxLines; i++ {
		line := func(lines []string) string {
			if i < len(lines) {
				return lines[i]
			}
			return ""
		}
		w, g := line(wants), line(gots)
		if w == g {
			continue
		}
		column := 0
		for column < min(len(w), len(g)) && w[column] == g[column] {
			column++
		}
		section := func(s string) string { return s[max(0, column-before):min(len(s), column+after)] }
		fmt.Fprintf(&b, "line %d, byte %d:\n-%q\n+%q\n", i+1, column+1, section(w), section(g))
		shown++
	}
	return b.String()
}

// counter counts the bytes that are written to it.
type counter int64

func (c *counter) Write(b []byte) (int, error) { *c += counter(len(b)); return len(b), nil }

// noMoreGoroutines fails if there are more goroutines than before. One that has done its work
// may need a long moment to end on a busy machine; a leaked one stays.
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
