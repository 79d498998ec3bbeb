package export_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/synthhub/synthhub/export"
)

// editManifest changes the manifest of a part.
func editManifest(t *testing.T, part fs.FS, change func(m *export.Manifest)) {
	t.Helper()
	const name = "snapshot_manifest_v0_1.json"
	folder := part.(fstest.MapFS)
	var m export.Manifest
	if err := json.Unmarshal(folder[name].Data, &m); err != nil {
		t.Fatal(err)
	}
	change(&m)
	text, err := json.MarshalIndent(&m, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	folder[name].Data = append(text, '\n')
}

// TestMergeOne holds that one part which is not that of a whole dataset is refused: with the JSON
// document, which Merge does not write, with a number, or with a document of any size.
func TestMergeOne(t *testing.T) {
	t.Parallel()
	number := func(part int) func(m *export.Manifest) {
		return func(m *export.Manifest) {
			m.Part = part
			for i := range m.Files {
				if m.Files[i].Table != "" {
					m.Files[i].Part = part
				}
			}
		}
	}
	for _, c := range []struct {
		name   string
		opts   []export.Option
		change func(m *export.Manifest)
		want   string
	}{
		{"the JSON document", []export.Option{export.Formats(export.FormatCSV, export.FormatJSON)}, func(*export.Manifest) {}, `"dataset_v0_1.json", which no part has`},
		{"a number", nil, number(1), "there is no part 1 of 1"},
		{"a negative number", nil, number(-3), "there is no part -3 of 1"},
		{"fewer rows than none", nil, func(m *export.Manifest) { m.Tables[0].Leaves[0].Rows = -1 }, "fewer than no rows"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			parts := partFolders(t, generator(t, small), 1, c.opts...)
			editManifest(t, parts[0], c.change)
			if _, err := export.Merge(t.Context(), export.Folder(filepath.Join(t.TempDir(), "merged")), parts); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

// TestMergeLargeDocument holds that no document of a part is read that is larger than any can be.
func TestMergeLargeDocument(t *testing.T) {
	t.Parallel()
	const name, size = "README_SNAPSHOT_V0_1.md", 1 << 30
	parts := partFolders(t, generator(t, small), 2)
	editManifest(t, parts[0], func(m *export.Manifest) {
		for i := range m.Files {
			if m.Files[i].Path == name {
				m.Files[i].Bytes = size
			}
		}
	})
	dir := t.TempDir()
	for name, f := range parts[0].(fstest.MapFS) {
		writeFile(t, dir, name, string(f.Data))
	}
	if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
		t.Skip(err)
	}
	parts[0] = os.DirFS(dir)
	if _, err := export.Merge(t.Context(), export.Folder(filepath.Join(t.TempDir(), "merged")), parts); err == nil || !strings.Contains(err.Error(), name+" is larger than") {
		t.Errorf("error %v", err)
	}
}

// An openFiles is a sink that counts the files which are open, and fails at one write.
type openFiles struct {
	open   atomic.Int32
	writes atomic.Int32
	fail   func() error
	at     int32
}

func (s *openFiles) Create(context.Context, export.Entry) (io.WriteCloser, error) {
	s.open.Add(1)
	return s, nil
}

func (s *openFiles) Write(text []byte) (int, error) {
	if s.writes.Add(1) == s.at {
		return 0, s.fail()
	}
	return len(text), nil
}

func (s *openFiles) Close() error { s.open.Add(-1); return nil }

func (s *openFiles) Commit(context.Context, *export.Manifest) error { return nil }

func (s *openFiles) Abort() error {
	if n := s.open.Load(); n != 0 {
		return fmt.Errorf("%d files are open", n)
	}
	return nil
}

// TestMergeCloses holds that after an error or a panic of a sink, Merge closes all files before it aborts
// the sink, of tables and documents.
func TestMergeCloses(t *testing.T) {
	t.Parallel()
	parts := partFolders(t, generator(t, small), 2)
	errFull := errors.New("full")
	for at := int32(1); at <= 11; at++ { // 6 files of tables and 5 documents
		for how, fail := range map[string]func() error{"error": func() error { return errFull }, "panic": func() error { panic("full") }} {
			sink := &openFiles{fail: fail, at: at}
			func() {
				defer func() {
					if p := recover(); (p != nil) != (how == "panic") || sink.open.Load() != 0 {
						t.Errorf("%s at write %d: panic %v, %d files are open", how, at, p, sink.open.Load())
					}
				}()
				if _, err := export.Merge(t.Context(), sink, parts); !errors.Is(err, errFull) || strings.Contains(err.Error(), "open") {
					t.Errorf("%s at write %d: error %v", how, at, err)
				}
			}()
		}
	}
}
