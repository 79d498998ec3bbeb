package export_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"iter"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// sameSettings compares settings by what they mean.
var sameSettings = cmp.Comparer(func(a, b synthhub.Settings) bool { return cmp.Equal(a.Effective(), b.Effective()) })

func TestManifest(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	dir := filepath.Join(t.TempDir(), "new", "snapshot") // the parent folder is created
	m := snapshot(t, dir, g, allFormats())
	files := readFolder(t, dir)
	var written export.Manifest
	if err := json.Unmarshal([]byte(files["snapshot_manifest_v0_1.json"]), &written); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(m, &written, sameSettings); diff != "" {
		t.Errorf("the manifest returned (-) and written (+) differ:\n%s", diff)
	}
	metadata := metadataOf(t, g)
	sum := sha256.Sum256([]byte(files["snapshot_manifest_v0_1.json"]))
	for of, m := range map[string]*export.Manifest{"returned": m, "written": &written} {
		if got := m.SHA256(); got != hex.EncodeToString(sum[:]) {
			t.Errorf("the SHA-256 of the %s manifest is %s, that of the file %x", of, got, sum)
		}
	}
	wrong := *m
	wrong.Settings.Extensions = map[string]json.RawMessage{"x": json.RawMessage("{")}
	if got := wrong.SHA256(); got != "" {
		t.Errorf("the SHA-256 of a manifest that cannot be encoded is %s", got)
	}
	for _, table := range m.Tables {
		header, rows, _ := strings.Cut(files[table.Name+"_v0_1.csv"], "\n")
		leaf := sha256.Sum256([]byte(rows))
		root := sha256.Sum256(append([]byte(header+"\n"), leaf[:]...))
		if table.Digest != "sha256-tree:65536:"+hex.EncodeToString(root[:]) || table.Rows != metadata.Count(table.Name) || table.Rows != m.RecordCounts[table.Name] {
			t.Errorf("table %+v: wrong digest or rows", table)
		}
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
	if names := siblings(t, dir); len(names) > 0 {
		t.Errorf("left behind: %q", names)
	}
	measured := manifestOf(t, g, export.Like(m))
	if diff := cmp.Diff(m, measured, sameSettings); diff != "" {
		t.Errorf("written (-) and measured (+) differ:\n%s", diff)
	}
}

func TestDigestsOfTablesDoNotDependOnFormats(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	want := manifestOf(t, g)
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
		{"json ignores parts", []export.Option{export.Formats("json"), export.Parts(4)}, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			m := manifestOf(t, g, c.opts...)
			if diff := cmp.Diff(want.Tables, m.Tables); diff != "" {
				t.Errorf("other digests (-want +got):\n%s", diff)
			}
			withRows := 0
			for _, f := range m.Files {
				if f.Records > 0 {
					withRows++
				}
			}
			if withRows != c.files {
				t.Errorf("%d files with rows, want %d", withRows, c.files)
			}
			again := manifestOf(t, g, export.Like(m))
			if diff := cmp.Diff(m.Files, again.Files); diff != "" {
				t.Errorf("Like selects other files:\n%s", diff)
			}
		})
	}
}

func TestExportedAt(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	plain := manifestOf(t, g)
	run := time.Date(2026, 1, 2, 3, 4, 5, 6, time.FixedZone("", -5*3600))
	timed := manifestOf(t, g, export.ExportedAt(run))
	if timed.ExportedAt != "2026-01-02T08:04:05Z" {
		t.Errorf("exported_at is %q", timed.ExportedAt)
	}
	timed.ExportedAt = ""
	if diff := cmp.Diff(plain, timed, cmp.AllowUnexported(synthhub.Date{})); diff != "" {
		t.Errorf("the time of the run is not only in the manifest:\n%s", diff)
	}
}

// fewer is a source that lacks some rows: those of vehicles, or whole records.
type fewer struct {
	synthhub.Source
	vehicles bool
}

func (f fewer) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range f.Source.Range(lo, hi) {
			changed := *r
			if f.vehicles {
				changed.Vehicles = nil
			} else if r.Slot == lo {
				continue
			}
			if !yield(&changed) {
				return
			}
		}
	}
}

// TestCount holds that a source with other rows than its metadata say is refused, by every
// function that writes rows.
func TestCount(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	twicePersons := export.Output{Entity: twice, Format: export.FormatNDJSON, Writer: io.Discard}
	for _, c := range []struct {
		reason string
		src    synthhub.Source
		entity synthhub.Entity
		opts   []export.Option
		want   error // of a table
	}{
		{"all rows", g, synthhub.Vehicles, nil, nil},
		{"all rows of a part", g, synthhub.Persons, []export.Option{export.Part(2, 3)}, nil},
		{"all vehicles of a part", g, synthhub.Vehicles, []export.Option{export.Part(2, 3)}, nil},
		{"a lost record", fewer{g, false}, synthhub.Persons, nil, export.ErrCount},
		{"a lost record of a part", fewer{g, false}, synthhub.Profiles, []export.Option{export.Part(2, 3)}, export.ErrCount},
		{"lost vehicles", fewer{g, true}, synthhub.Vehicles, nil, export.ErrCount},
		{"lost on purpose", fewer{g, false}, synthhub.Persons, []export.Option{export.Faulty()}, nil},
		{"no rows of a user-defined table", g, none(), nil, nil},
	} {
		if err := export.CSV(t.Context(), io.Discard, c.src, c.entity, c.opts...); !errors.Is(err, c.want) {
			t.Errorf("%s: error %v, want %v", c.reason, err, c.want)
		}
	}
	if err := export.Write(t.Context(), g, []export.Output{twicePersons}); !errors.Is(err, export.ErrCount) {
		t.Errorf("persons twice: error %v", err)
	}
	dir := filepath.Join(t.TempDir(), "s")
	if _, err := export.Snapshot(t.Context(), dir, fewer{g, false}); !errors.Is(err, export.ErrCount) {
		t.Errorf("a snapshot that lost a person: error %v, want ErrCount", err)
	}
	if names := siblings(t, dir); len(names) > 0 {
		t.Errorf("left behind: %q", names)
	}
	if err := export.Dataset(t.Context(), io.Discard, fewer{g, false}); !errors.Is(err, export.ErrCount) {
		t.Errorf("the JSON document of such a source: error %v, want ErrCount", err)
	}
}
