package export_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// partFolders writes the snapshots of all single parts.
func partFolders(t *testing.T, src synthhub.Source, parts int, opts ...export.Option) (list []fs.FS) {
	t.Helper()
	for i := range parts {
		_, files := snapshotFiles(t, src, append([]export.Option{export.Part(i+1, parts)}, opts...)...)
		folder := fstest.MapFS{}
		for name, text := range files {
			folder[name] = &fstest.MapFile{Data: []byte(text), Mode: 0o644}
		}
		list = append(list, folder)
	}
	return list
}

// TestMerge holds that single parts become the snapshot of all parts, byte for byte, in any order.
func TestMerge(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name     string
		settings synthhub.Settings
		parts    int
		opts     []export.Option
	}{
		{"small", small, 3, nil},
		{"as many parts as records", small, 5, []export.Option{export.Formats(export.FormatCSV, export.FormatNDJSON)}},
		{"middle", middle, 7, []export.Option{export.Formats(export.FormatNDJSON)}},
		{"compressed", middle, 2, []export.Option{export.Gzip()}},
		{"some tables", middle, 2, []export.Option{export.Tables("profiles", "vehicles")}},
		{"leaves across parts", leafy(), 5, nil},
		{"user-defined", middle, 3, []export.Option{export.With(remarks("note", "a note")), export.Formats(export.FormatCSV, export.FormatNDJSON)}},
		{"one part", middle, 1, []export.Option{export.Formats(export.FormatCSV)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			g := generator(t, c.settings)
			formats := []export.Option{export.Formats(export.FormatCSV)}
			whole, want := snapshotFiles(t, g, append(append(formats, c.opts...), export.Parts(c.parts))...)
			parts := partFolders(t, g, c.parts, c.opts...)
			for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
				parts[i], parts[j] = parts[j], parts[i]
			}
			dir := filepath.Join(t.TempDir(), "merged")
			m, err := export.Merge(t.Context(), export.Folder(dir), parts, export.With(userDefined(whole)...))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, readFolder(t, dir)); diff != "" {
				t.Errorf("all parts at once (-) and merged (+):\n%.2000s", diff)
			}
			if m.Part != 0 || m.Parts != 0 {
				t.Errorf("the manifest is said to be of part %d of %d", m.Part, m.Parts)
			}
		})
	}
}

// userDefined returns the entity of the tests, if the snapshot of a manifest has its table.
func userDefined(m *export.Manifest) []synthhub.Entity {
	if _, ok := m.RecordCounts["remarks"]; ok {
		return []synthhub.Entity{remarks("note", "a note")}
	}
	return nil
}

// TestMergeFaults holds that parts which do not fit are named, and that nothing is written.
func TestMergeFaults(t *testing.T) {
	t.Parallel()
	g := generator(t, middle)
	parts := partFolders(t, g, 4)
	other := middle
	other.Seed++
	clone := func(i int) fstest.MapFS {
		folder := fstest.MapFS{}
		for name, f := range parts[i].(fstest.MapFS) {
			folder[name] = &fstest.MapFile{Data: append([]byte(nil), f.Data...), Mode: f.Mode}
		}
		return folder
	}
	// edit returns part 3 after a replacement in one of its files.
	edit := func(name, from, to string) fs.FS {
		folder := clone(2)
		text := string(folder[name].Data)
		if !strings.Contains(text, from) {
			t.Errorf("%s has no %q", name, from)
		}
		folder[name].Data = []byte(strings.Replace(text, from, to, 1))
		return folder
	}
	with := func(third ...fs.FS) []fs.FS { return append([]fs.FS{parts[3], parts[0], parts[1]}, third...) }
	foreign, link, none := clone(2), clone(2), clone(2)
	foreign["notes.txt"] = &fstest.MapFile{Data: []byte("x")}
	link["notes.txt"] = &fstest.MapFile{Mode: fs.ModeSymlink}
	delete(none, "snapshot_manifest_v0_1.json")
	gone := clone(2)
	delete(gone, "persons_v0_1-00003-of-00004.csv")
	release := clone(2)
	schema := strings.Replace(string(release["schema_v0_1.json"].Data), "Given name", "First name", 1)
	release["schema_v0_1.json"].Data = []byte(schema)
	resealed(t, release)
	const csv, manifest = "persons_v0_1-00003-of-00004.csv", "snapshot_manifest_v0_1.json"
	for _, c := range []struct {
		name  string
		parts []fs.FS
		part  int    // of the PartError, -1 for none
		want  string // in the error
	}{
		{"none", nil, -1, "no parts"},
		{"missing", parts[:3], -1, "missing of 4 parts: 4"},
		{"two missing", []fs.FS{parts[1], parts[2]}, -1, "missing of 4 parts: 1, 4"},
		{"doubled", with(parts[2], parts[0]), 1, "part 1: it is there twice"},
		{"other settings", with(partFolders(t, generator(t, other), 4)[2]), 3, "other settings"},
		{"of another number of parts", with(partFolders(t, g, 3)[2]), 3, "of 3, and others are of 4"},
		{"other formats", with(partFolders(t, g, 4, export.Formats(export.FormatNDJSON))[2]), 3, "a file that others have"},
		{"more formats", with(partFolders(t, g, 4, export.Formats(export.FormatCSV, export.FormatNDJSON))[2]), 3, "a file that others do not have"},
		{"other tables", with(partFolders(t, g, 4, export.Tables("persons"))[2]), 3, "it has 1 tables, and others have 3"},
		{"compressed", with(partFolders(t, g, 4, export.Gzip())[2]), 3, "is compressed, and those of others are not"},
		{"a whole snapshot", partFolders(t, g, 1, export.Parts(2)), 0, "it is a whole snapshot, in 2 parts"},
		{"not a part", with(partFolders(t, g, 1)[0]), 0, "a part of 1"},
		{"faulty by design", with(partFolders(t, g, 4, export.Faulty())[2]), 3, "wrong on purpose"},
		{"a changed byte", with(edit(csv, "Personal", "PersonaI")), 3, csv + " was changed: its SHA-256"},
		{"a changed size", with(edit(csv, "Personal", "Personals")), 3, csv + " was changed: it has"},
		{"a changed README", with(edit("README_SNAPSHOT_V0_1.md", "the", "The")), 3, "README_SNAPSHOT_V0_1.md was changed"},
		{"a changed manifest", with(edit(manifest, `"rows": 375`, `"rows": 376`)), 3, "376 rows of persons"},
		{"another form of the manifest", with(edit(manifest, "\n", "\n\n")), 3, manifest + " has another form"},
		{"another version of the manifest", with(edit(manifest, `"manifest_version": 1`, `"manifest_version": 2`)), 3, "version 2, and this library reads version 1"},
		{"another dataset version", with(edit(manifest, `"dataset_version": "v0.1"`, `"dataset_version": "v0.2"`)), 3, `the dataset version "v0.2"`},
		{"another release", with(release), 3, "schema_v0_1.json is of another release"},
		{"no JSON", with(edit(manifest, "{", "")), 0, "cannot be read"},
		{"a foreign file", with(foreign), 3, `"notes.txt" is not part of the snapshot`},
		{"a link", with(link), 0, "not a regular file"},
		{"no manifest", with(none), 0, "it has no manifest"},
		{"a file is gone", with(gone), 3, `"persons_v0_1-00003-of-00004.csv" is not there`},
		{"empty", with(fstest.MapFS{}), 0, "it has no manifest"},
		{"no folder", with(os.DirFS(filepath.Join(t.TempDir(), "none"))), 0, "no such file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "new", "merged")
			_, err := export.Merge(t.Context(), export.Folder(dir), c.parts)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Fatalf("error %v, want %q", err, c.want)
			}
			var fault *export.PartError
			if found := errors.As(err, &fault); found != (c.part >= 0) || found && fault.Part != c.part {
				t.Errorf("error %v: want a PartError of part %d", err, c.part)
			}
			if names := siblings(t, filepath.Dir(dir)); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
	t.Run("several at once", func(t *testing.T) {
		t.Parallel()
		_, err := export.Merge(t.Context(), export.Folder(filepath.Join(t.TempDir(), "merged")), with(foreign, none, link))
		for _, want := range []string{"notes.txt", "no manifest", "regular"} {
			if !strings.Contains(fmt.Sprint(err), want) {
				t.Errorf("the error lacks %q: %v", want, err)
			}
		}
	})
}

// resealed has the manifest of a folder agree with its files again.
func resealed(t *testing.T, folder fstest.MapFS) {
	t.Helper()
	const name = "snapshot_manifest_v0_1.json"
	var m export.Manifest
	if err := json.Unmarshal(folder[name].Data, &m); err != nil {
		t.Fatal(err)
	}
	for i, f := range m.Files {
		text := folder[f.Path].Data
		sum := sha256.Sum256(text)
		m.Files[i].Bytes, m.Files[i].SHA256 = int64(len(text)), hex.EncodeToString(sum[:])
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(&m); err != nil {
		t.Fatal(err)
	}
	folder[name].Data = b.Bytes()
}
