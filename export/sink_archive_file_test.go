package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// TestArchiveFile holds that an archive file appears complete or not at all, and replaces nothing without
// Overwrite.
func TestArchiveFile(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, archive := range archives {
		t.Run(archive.name, func(t *testing.T) {
			t.Parallel()
			var want bytes.Buffer
			if _, err := export.SnapshotTo(t.Context(), archive.sink(&want), g); err != nil {
				t.Fatal(err)
			}
			name := filepath.Join(t.TempDir(), "new", "snapshot."+archive.name)
			write := func(opts ...export.Option) error {
				_, err := export.SnapshotTo(t.Context(), export.ArchiveFile(name, archive.sink), g, opts...)
				return err
			}
			hold := func(what, content string) {
				t.Helper()
				text, err := os.ReadFile(name)
				if err != nil || string(text) != content {
					t.Errorf("%s: error %v, or other content", what, err)
				}
				if names := siblings(t, name); len(names) > 0 {
					t.Errorf("%s: left behind: %q", what, names)
				}
			}
			if err := write(); err != nil {
				t.Fatal(err)
			}
			hold("written", want.String())
			if err := write(); !errors.Is(err, export.ErrOccupied) {
				t.Errorf("the file is there: error %v", err)
			}
			writeFile(t, filepath.Dir(name), filepath.Base(name), "mine")
			ctx, cancel := context.WithCancel(t.Context())
			stop := export.OnProgress(func(export.Progress) { cancel() })
			if _, err := export.SnapshotTo(ctx, export.ArchiveFile(name, archive.sink), g, export.Overwrite(), stop); !errors.Is(err, context.Canceled) {
				t.Errorf("canceled: error %v", err)
			}
			hold("failed", "mine")
			leftover := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".exporting")
			writeFile(t, filepath.Join(leftover, "new"), "archive_v0.new", "half")
			writeFile(t, leftover, lockName, "")
			if err := os.Chmod(leftover, 0o700); err != nil {
				t.Fatal(err)
			}
			if err := write(export.Overwrite()); err != nil {
				t.Fatal(err)
			}
			hold("overwritten", want.String())
		})
	}
}

// TestArchiveFileOverwrite holds that Overwrite replaces the file that was there when the export began, and
// nothing that has come since.
func TestArchiveFileOverwrite(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		name   string
		before bool // whether there was a file
		put    func(name string) error
	}{
		{"a file", false, func(name string) error { return os.WriteFile(name, []byte("mine"), 0o600) }},
		{"a link", false, func(name string) error { return os.Symlink("mine", name) }},
		{"a changed file", true, func(name string) error { return os.WriteFile(name, []byte("longer"), 0o600) }},
		{"a link for a file", true, func(name string) error { return errors.Join(os.Remove(name), os.Symlink("mine", name)) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join(t.TempDir(), "snapshot.zip")
			if c.before {
				writeFile(t, filepath.Dir(name), filepath.Base(name), "old")
			}
			var put sync.Once
			progress := export.OnProgress(func(export.Progress) {
				put.Do(func() {
					if err := c.put(name); err != nil {
						t.Error(err)
					}
				})
			})
			_, err := export.SnapshotTo(t.Context(), export.ArchiveFile(name, export.Zip), g, export.Overwrite(), progress)
			if info, found := os.Lstat(name); !errors.Is(err, export.ErrOccupied) || found != nil || info.Size() > 6 {
				t.Errorf("error %v, or the file was replaced", err)
			}
			if names := siblings(t, name); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

// TestArchiveFileTargets holds what cannot be the name of an archive file, for an export and a check.
func TestArchiveFileTargets(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	dir := t.TempDir()
	writeFile(t, dir, "file", "mine")
	if err := os.Symlink("file", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		want error
	}{
		{"", export.ErrTarget},
		{dir, export.ErrTarget},
		{filepath.Join(dir, "link"), export.ErrTarget},
		{filepath.Join(dir, "file", "x.zip"), export.ErrTarget},
		{filepath.Join(dir, "file"), export.ErrOccupied},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if err := export.CheckTo(t.Context(), export.ArchiveFile(c.name, export.Zip), g); !errors.Is(err, c.want) {
				t.Errorf("check: error %v, want %v", err, c.want)
			}
			if _, err := export.SnapshotTo(t.Context(), export.ArchiveFile(c.name, export.Zip), g); !errors.Is(err, c.want) {
				t.Errorf("export: error %v, want %v", err, c.want)
			}
		})
	}
}
