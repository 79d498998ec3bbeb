package export_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"iter"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// beside returns the names in the folder that dir is in, without dir's own.
func beside(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(dir) {
			names = append(names, e.Name())
		}
	}
	return names
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644)); err != nil {
		t.Fatal(err)
	}
}

func TestManifest(t *testing.T) {
	g := generator(t, middle)
	dir := filepath.Join(t.TempDir(), "new", "snapshot") // the folder above is made
	m, err := export.Snapshot(t.Context(), dir, g, allFormats)
	if err != nil {
		t.Fatal(err)
	}
	files := readFolder(t, dir)
	var there export.Manifest
	if err := json.Unmarshal([]byte(files["snapshot_manifest_v0_1.json"]), &there); err != nil {
		t.Fatal(err)
	}
	same := cmp.Comparer(func(a, b synthhub.Settings) bool { return cmp.Equal(a.Effective(), b.Effective()) })
	if diff := cmp.Diff(m, &there, same); diff != "" {
		t.Errorf("the manifest returned (-) and written (+) differ:\n%s", diff)
	}
	delete(files, "snapshot_manifest_v0_1.json")
	for _, f := range m.Files {
		text, ok := files[f.Path]
		sum := sha256.Sum256([]byte(text))
		if !ok || int64(len(text)) != f.Bytes || hex.EncodeToString(sum[:]) != f.SHA256 {
			t.Errorf("%s is not as the manifest says: %+v", f.Path, f)
		}
		delete(files, f.Path)
	}
	for name := range files {
		t.Errorf("%s is not in the manifest", name)
	}
	metadata := metadataOf(t, g)
	for _, table := range m.Tables {
		sum := sha256.Sum256([]byte(readFolder(t, dir)[table.Name+"_v0_1.csv"]))
		if table.SHA256 != hex.EncodeToString(sum[:]) || table.Rows != metadata.Count(table.Name) || table.Rows != m.RecordCounts[table.Name] {
			t.Errorf("table %+v: wrong digest or rows", table)
		}
	}
	if names := beside(t, dir); len(names) > 0 {
		t.Errorf("left behind: %q", names)
	}

	measured, err := export.ManifestOf(t.Context(), g, export.Like(m))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, measured, same); diff != "" {
		t.Errorf("written (-) and measured (+) differ:\n%s", diff)
	}
}

func TestDigestsOfTablesDoNotDependOnFormats(t *testing.T) {
	g := generator(t, middle)
	want, err := export.ManifestOf(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		opts  []export.Option
		files int // with rows
	}{
		{"csv", []export.Option{export.Formats("csv")}, 3},
		{"json", []export.Option{export.Formats("json")}, 1},
		{"ndjson", []export.Option{export.Formats("ndjson")}, 3},
		{"csv in parts", []export.Option{export.Formats("csv"), export.Parts(4)}, 12},
		{"ndjson in parts", []export.Option{export.Formats("ndjson"), export.Parts(4)}, 12},
		{"json with parts, which it ignores", []export.Option{export.Formats("json"), export.Parts(4)}, 1},
	} {
		m, err := export.ManifestOf(t.Context(), g, c.opts...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.Tables, m.Tables); diff != "" {
			t.Errorf("%s: other digests (-want +got):\n%s", c.name, diff)
		}
		rows := 0
		for _, f := range m.Files {
			if f.Records > 0 {
				rows++
			}
		}
		if rows != c.files {
			t.Errorf("%s: %d files with rows, want %d", c.name, rows, c.files)
		}
		again, err := export.ManifestOf(t.Context(), g, export.Like(m))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m.Files, again.Files); diff != "" {
			t.Errorf("%s: Like makes other files:\n%s", c.name, diff)
		}
	}
}

func TestOccupied(t *testing.T) {
	g := generator(t, small)
	other := small
	other.Seed++
	for _, c := range []struct {
		reason string
		lay    func(dir string)
		opts   []export.Option
		want   error
	}{
		{"an empty folder may be used", func(dir string) { write(t, dir, "x", ""); os.Remove(filepath.Join(dir, "x")) }, nil, nil},
		{"the same dataset may be replaced", func(dir string) { mustSnapshot(t, dir, small) }, nil, nil},
		{"also by other formats of it", func(dir string) { mustSnapshot(t, dir, small) }, []export.Option{export.Formats("ndjson")}, nil},
		{"a foreign file is not lost", func(dir string) { write(t, dir, "thesis.doc", "years of work") }, nil, export.ErrOccupied},
		{"nor one beside a snapshot", func(dir string) { mustSnapshot(t, dir, small); write(t, dir, "notes", "") }, nil, export.ErrOccupied},
		{"other settings are another dataset", func(dir string) { mustSnapshot(t, dir, other) }, nil, export.ErrOccupied},
		{"another version is another dataset", func(dir string) { write(t, dir, "snapshot_manifest_v0_2.json", "{}") }, nil, export.ErrOccupied},
		{"good data do not give way to faulty", func(dir string) { mustSnapshot(t, dir, small) }, []export.Option{export.Faulty()}, export.ErrOccupied},
		{"a broken manifest proves nothing", func(dir string) { write(t, dir, "snapshot_manifest_v0_1.json", "{") }, nil, export.ErrOccupied},
		{"one part is not another", func(dir string) { mustSnapshot(t, dir, small, export.Part(1, 2)) }, []export.Option{export.Part(2, 2)}, export.ErrOccupied},
		{"who asks to overwrite, may", func(dir string) { mustSnapshot(t, dir, other); write(t, dir, "notes", "") }, []export.Option{export.Overwrite()}, nil},
		{"but never a tree", func(dir string) { write(t, filepath.Join(dir, "src"), "main.go", "") }, []export.Option{export.Overwrite()}, export.ErrOccupied},
	} {
		dir := filepath.Join(t.TempDir(), "target")
		c.lay(dir)
		before := map[string]string{}
		if c.want != nil && c.reason != "but never a tree" {
			before = readFolder(t, dir)
		}
		_, err := export.Snapshot(t.Context(), dir, g, c.opts...)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.reason, err, c.want)
		}
		if len(before) > 0 {
			if diff := cmp.Diff(before, readFolder(t, dir)); diff != "" {
				t.Errorf("%s: but the folder has changed:\n%s", c.reason, diff)
			}
		}
		if names := beside(t, dir); len(names) > 0 {
			t.Errorf("%s: left behind: %q", c.reason, names)
		}
	}
}

func mustSnapshot(t *testing.T, dir string, s synthhub.Settings, opts ...export.Option) {
	t.Helper()
	if _, err := export.Snapshot(t.Context(), dir, generator(t, s), opts...); err != nil {
		t.Fatal(err)
	}
}

func TestTargetIsAFile(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "target", "a file")
	if _, err := export.Snapshot(t.Context(), filepath.Join(dir, "target"), generator(t, small), export.Overwrite()); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(map[string]string{"target": "a file"}, readFolder(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestTargetIsALink(t *testing.T) {
	real, link := filepath.Join(t.TempDir(), "real"), filepath.Join(t.TempDir(), "link")
	mustSnapshot(t, real, small)
	if err := os.Symlink(real, link); err != nil {
		t.Skip(err)
	}
	mustSnapshot(t, link, small, export.Formats("csv"))
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if _, ok := readFolder(t, real)["dataset_v0_1.json"]; ok {
		t.Error("the folder behind the link was not replaced")
	}
}

// TestRecover lays out what a killed run can leave and looks at what the next makes
// of it.
func TestRecover(t *testing.T) {
	const building, previous = ".target.building-1234", ".target.previous"
	other := small
	other.Seed++
	for _, c := range []struct {
		reason string
		lay    func(parent string)
		want   error // of a run for small
	}{
		{"a folder under construction goes", func(parent string) {
			write(t, filepath.Join(parent, building), "persons_v0_1.csv", "half")
		}, nil},
		{"killed between the renames: the old one comes back", func(parent string) {
			mustSnapshot(t, filepath.Join(parent, previous), other)
			write(t, filepath.Join(parent, building), "persons_v0_1.csv", "whole")
		}, export.ErrOccupied}, // as it is a snapshot of something else
		{"killed after the renames: the old one goes", func(parent string) {
			mustSnapshot(t, filepath.Join(parent, "target"), small)
			mustSnapshot(t, filepath.Join(parent, previous), other)
		}, nil},
	} {
		parent := t.TempDir()
		c.lay(parent)
		dir := filepath.Join(parent, "target")
		if _, err := export.Snapshot(t.Context(), dir, generator(t, small)); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.reason, err, c.want)
		}
		if names := beside(t, dir); len(names) > 0 {
			t.Errorf("%s: left behind: %q", c.reason, names)
		}
		want := small
		if c.want != nil {
			want = other
		}
		clean := filepath.Join(t.TempDir(), "clean")
		mustSnapshot(t, clean, want)
		if diff := cmp.Diff(readFolder(t, clean), readFolder(t, dir)); diff != "" {
			t.Errorf("%s: wrong content:\n%s", c.reason, diff)
		}
	}
}

func TestBusy(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "target")
	g := generator(t, middle)
	reached, release := make(chan struct{}), make(chan struct{})
	first := make(chan error)
	stop := export.OnProgress(func(p export.Progress) {
		if p.Records < p.TotalRecords {
			select {
			case reached <- struct{}{}:
				<-release
			case <-release:
			}
		}
	})
	go func() {
		_, err := export.Snapshot(context.Background(), dir, g, stop)
		first <- err
	}()
	<-reached
	if _, err := export.Snapshot(t.Context(), dir, g); !errors.Is(err, export.ErrBusy) {
		t.Errorf("a second run at the same time: error %v, want ErrBusy", err)
	}
	close(release)
	if err := <-first; err != nil {
		t.Errorf("the first run was disturbed: %v", err)
	}
	if _, err := export.Snapshot(t.Context(), dir, g); err != nil {
		t.Errorf("after the end of the first: %v", err)
	}
}

// TestPiecesInFlight holds up the writer, and looks at how far the source is read.
func TestPiecesInFlight(t *testing.T) {
	g := generator(t, synthhub.Settings{Records: 100_000})
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		src := &counting{Source: g}
		gate := make(gate)
		done := make(chan error)
		go func() { done <- export.CSV(context.Background(), gate, src, synthhub.Persons, export.Workers(workers)) }()
		for written := range 5 {
			synctest.Wait()
			if n := src.ranges(); n > written+2*workers {
				t.Errorf("%d pieces read while %d are written, want at most %d more", n, written, 2*workers)
			}
			gate <- nil
		}
		gate <- errFull
		if err := <-done; !errors.Is(err, errFull) {
			t.Errorf("error %v, want the writer's", err)
		}
		synctest.Wait()
		if n := src.ranges(); n > 5+2*workers+1 {
			t.Errorf("%d pieces read after the error", n)
		}
	})
}

// counting counts the ranges that are asked for.
type counting struct {
	synthhub.Source
	n atomic.Int64
}

func (c *counting) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	c.n.Add(1)
	return c.Source.Range(lo, hi)
}

func (c *counting) ranges() int { return int(c.n.Load()) }

// gate is a writer that lets one write through for each value sent.
type gate chan error

func (g gate) Write(b []byte) (int, error) {
	if err := <-g; err != nil {
		return 0, err
	}
	return len(b), nil
}
