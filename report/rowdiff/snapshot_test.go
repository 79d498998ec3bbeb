package rowdiff_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/schema"
)

// on returns a small book on a day.
func on(tb testing.TB, day string) *synthhub.Generator {
	tb.Helper()
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 600, Seed: 5, AsOf: schema.MustParseDate(day), Vehicles: synthhub.VehicleRange{Min: 1, Max: 4}})
	if err != nil {
		tb.Fatal(err)
	}
	return g
}

// exported returns the files of a snapshot.
func exported(tb testing.TB, g *synthhub.Generator, opts ...export.Option) fstest.MapFS {
	tb.Helper()
	dir := filepath.Join(tb.TempDir(), "snapshot")
	if _, err := export.Snapshot(tb.Context(), dir, g, opts...); err != nil {
		tb.Fatal(err)
	}
	files := fstest.MapFS{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		tb.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			tb.Fatal(err)
		}
		files[e.Name()] = &fstest.MapFile{Data: data}
	}
	return files
}

// TestChanges: the diff of the snapshots of two days has the changes of the feed between them, in every format
// of the snapshots, and so has the diff of the records themselves.
func TestChanges(t *testing.T) {
	t.Parallel()
	from, to := on(t, "2025-01-01"), on(t, "2026-03-01")
	forms := map[string][]export.Option{
		"CSV":        {export.Formats("csv")},
		"NDJSON":     {export.Formats("ndjson")},
		"document":   {export.Formats("json")},
		"compressed": {export.Formats("csv"), export.Gzip()},
		"parts":      {export.Formats("ndjson"), export.Parts(3), export.Gzip()},
		"CSV parts":  {export.Formats("csv"), export.Parts(3)},
	}
	before := exported(t, from, export.Formats("csv"))
	for name, opts := range forms {
		after := exported(t, to, opts...)
		for _, e := range synthhub.Entities() {
			t.Run(name+"/"+e.Table().Name(), func(t *testing.T) {
				t.Parallel()
				counts, err := export.Changes(t.Context(), io.Discard, from, to, e)
				if err != nil {
					t.Fatal(err)
				}
				for _, memory := range []int64{8 << 10, 64 << 20} {
					d := compare(t, rowdiff.Snapshot(before, e), rowdiff.Snapshot(after, e), rowdiff.Memory(memory))
					if got := (export.ChangeCounts{Created: d.Added, Updated: d.Changed, Deleted: d.Removed}); got != counts || d.A.Duplicates+d.B.Duplicates > 0 {
						t.Errorf("the diff has %+v and %d duplicates; the feed has %+v", got, d.A.Duplicates+d.B.Duplicates, counts)
					}
					records := compare(t, rowdiff.Source(from, e).Named("snapshot"), rowdiff.Source(to, e).Named("snapshot"), rowdiff.Memory(memory))
					if diff := cmp.Diff(document(t, records), document(t, d)); diff != "" {
						t.Errorf("records and snapshots differ (-records +snapshots):\n%.3000s", diff)
					}
				}
				if same := compare(t, rowdiff.Snapshot(after, e), rowdiff.Source(to, e)); !same.Equal() || same.Same == 0 {
					t.Errorf("a snapshot differs from its records: %v", same)
				}
			})
		}
	}
}

// TestZip: a zip file is compared as a folder is.
func TestZip(t *testing.T) {
	t.Parallel()
	g := on(t, "2025-01-01")
	var b bytes.Buffer
	if _, err := export.SnapshotTo(t.Context(), export.Zip(&b), g); err != nil {
		t.Fatal(err)
	}
	for _, e := range synthhub.Entities() {
		if d := compare(t, rowdiff.Zip(bytes.NewReader(b.Bytes()), int64(b.Len()), e), rowdiff.Source(g, e)); !d.Equal() || d.Same == 0 {
			t.Errorf("the zip file differs: %v", d)
		}
	}
	_, err := rowdiff.Compare(t.Context(), rowdiff.Zip(strings.NewReader("PK"), 2, synthhub.Persons), rowdiff.Source(g, synthhub.Persons))
	if !errors.Is(err, rowdiff.ErrSnapshot) {
		t.Errorf("error %v", err)
	}
}

const manifestName = "snapshot_manifest_v0_1.json"

// openedFS notes which files are opened.
type openedFS struct {
	fs.FS
	names map[string]bool
}

func (o openedFS) Open(name string) (fs.File, error) {
	o.names[name] = true
	return o.FS.Open(name)
}

// Lstat implements fs.ReadLinkFS, so that links are seen as such.
func (o openedFS) Lstat(name string) (fs.FileInfo, error) { return fs.Lstat(o.FS, name) }
func (o openedFS) ReadLink(name string) (string, error)   { return fs.ReadLink(o.FS, name) }

// TestForeignFolders: what a stranger may put in a folder is an error of one line that says what is expected,
// and no file outside is opened, nor a link or a device.
func TestForeignFolders(t *testing.T) {
	t.Parallel()
	g := on(t, "2025-01-01")
	plain, zipped, document := exported(t, g, export.Formats("csv")), exported(t, g, export.Formats("csv"), export.Gzip()), exported(t, g, export.Formats("json"))
	const persons = "persons_v0_1.csv"
	manifest := func(old, with string) func(fstest.MapFS) {
		return func(f fstest.MapFS) {
			if was := string(f[manifestName].Data); strings.Contains(was, old) {
				f[manifestName] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(was, old, with))}
				return
			}
			panic("the manifest has no " + old)
		}
	}
	for name, tt := range map[string]struct {
		files  fstest.MapFS
		change func(fstest.MapFS)
		want   string
	}{
		"empty":           {plain, func(f fstest.MapFS) { clear(f) }, "no manifest such as snapshot_manifest_v0_1.json"},
		"a feed":          {plain, func(f fstest.MapFS) { clear(f); f["changes_manifest_v0_1.json"] = &fstest.MapFile{} }, "a feed of changes, not a snapshot"},
		"no JSON":         {plain, func(f fstest.MapFS) { f[manifestName] = &fstest.MapFile{Data: []byte("{]")} }, manifestName},
		"deep":            {plain, func(f fstest.MapFS) { f[manifestName] = &fstest.MapFile{Data: []byte(strings.Repeat("[", 1000))} }, "levels of nesting"},
		"another form":    {plain, manifest(`"manifest_version": 1`, `"manifest_version": 7`), "the manifest version 7; want 1"},
		"another version": {plain, manifest(`"dataset_version": "v0.1"`, `"dataset_version": "../x"`), `dataset version "../x"`},
		"a manifest link": {plain, func(f fstest.MapFS) { f[manifestName] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte(persons)} }, "is not a regular file"},
		"a path out":      {plain, manifest(persons, "../"+persons), "which no file of a snapshot is named"},
		"a path in":       {plain, manifest(persons, "sub/"+persons), "which no file of a snapshot is named"},
		"a link": {plain, func(f fstest.MapFS) {
			f[persons] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("vehicles_v0_1.csv")}
		}, "is not a regular file"},
		"a device":       {plain, func(f fstest.MapFS) { f[persons] = &fstest.MapFile{Mode: fs.ModeDevice} }, "is not a regular file"},
		"a pipe":         {plain, func(f fstest.MapFS) { f[persons] = &fstest.MapFile{Mode: fs.ModeNamedPipe} }, "is not a regular file"},
		"missing":        {plain, func(f fstest.MapFS) { delete(f, persons) }, "file does not exist"},
		"no such table":  {plain, manifest(`"table": "persons"`, `"table": "people"`), "lists no file with rows of persons"},
		"a part":         {plain, manifest(`"table": "persons",`, `"table": "persons", "part": 2, "parts": 3,`), "lists 1 files of persons; want 3"},
		"another header": {plain, func(f fstest.MapFS) { f[persons] = f["vehicles_v0_1.csv"] }, "there is no column first_name"},
		"not compressed": {zipped, func(f fstest.MapFS) { f[persons+".gz"] = plain[persons] }, "gzip: invalid header"},
		"a document cut": {document, func(f fstest.MapFS) {
			data := f["dataset_v0_1.json"].Data
			f["dataset_v0_1.json"] = &fstest.MapFile{Data: data[:len(data)/2]}
		}, "the document ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{}
			for name, file := range tt.files {
				files[name] = file
			}
			tt.change(files)
			opened := map[string]bool{}
			_, err := rowdiff.Compare(t.Context(), rowdiff.Snapshot(openedFS{files, opened}, synthhub.Persons), rowdiff.Source(g, synthhub.Persons))
			if err == nil || !strings.Contains(err.Error(), tt.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error %v; want one line with %s", err, tt.want)
			}
			for name := range opened {
				if file := files[name]; name != "." && file != nil && file.Mode.Type() != 0 || strings.ContainsAny(name, "/") {
					t.Errorf("%s was opened", name)
				}
			}
		})
	}
}

// TestBomb: no more of a compressed file is read than the manifest states, and more is an error.
func TestBomb(t *testing.T) {
	t.Parallel()
	g := on(t, "2025-01-01")
	files := exported(t, g, export.Formats("csv"), export.Gzip())
	text := string(files[manifestName].Data)
	i := strings.Index(text, `"name": "persons_v0_1.csv"`)
	rest, was := text[i:], text
	at := strings.Index(rest, `"bytes": `) + len(`"bytes": `)
	end := at + strings.IndexByte(rest[at:], ',')
	files[manifestName] = &fstest.MapFile{Data: []byte(text[:i] + rest[:at] + "5000" + rest[end:])}
	if was == string(files[manifestName].Data) {
		t.Fatal("the manifest is the same")
	}
	_, err := rowdiff.Compare(t.Context(), rowdiff.Snapshot(files, synthhub.Persons), rowdiff.Source(g, synthhub.Persons))
	if err == nil || !strings.Contains(err.Error(), "its content longer than the manifest says") {
		t.Errorf("error %v", err)
	}
}

// TestCancel: a comparison ends with its context, and returns the error of it.
func TestCancel(t *testing.T) {
	t.Parallel()
	g := on(t, "2025-01-01")
	ctx, cancel := context.WithCancelCause(t.Context())
	n := 0
	_, err := rowdiff.Compare(ctx, rowdiff.Source(g, synthhub.Persons), rowdiff.Source(on(t, "2027-01-01"), synthhub.Persons), rowdiff.Each(func(*rowdiff.Change) error {
		if n++; n == 3 {
			cancel(errTest)
		}
		return nil
	}))
	if !errors.Is(err, errTest) || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
	if _, err := rowdiff.Compare(ctx, seq(nil), seq(nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
