package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestTarget: a folder that cannot be replaced as a whole is refused before any work, even
// with Overwrite, and nothing in it or beside it changes.
func TestTarget(t *testing.T) {
	parent := t.TempDir()
	working := filepath.Join(parent, "working")
	if err := os.Mkdir(working, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(working)
	if err := os.WriteFile("mine.txt", []byte("mine"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(parent, "file"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	type target struct{ reason, dir string }
	targets := []target{
		{"an unset variable of a shell", ""},
		{"the working folder", "."},
		{"the working folder by its name", working},
		{"the working folder, roundabout", filepath.Join("..", "working", ".")},
		{"the folder that the working folder is in", parent},
		{"a file", filepath.Join(parent, "file")},
		{"a folder in a file", filepath.Join(parent, "file", "a", "b")},
		{"the root of the file system", filepath.VolumeName(working) + string(filepath.Separator)},
	}
	if link := filepath.Join(parent, "link"); os.Symlink(working, link) == nil {
		targets = append(targets, target{"a link to the working folder", link})
	}
	if runtime.GOOS == "linux" {
		targets = append(targets, target{"a mount point", "/proc"})
	}
	for _, c := range targets {
		t.Run(c.reason, func(t *testing.T) {
			src := &counting{Source: generator(t, synthhub.Settings{Records: 3})}
			_, err := export.Snapshot(t.Context(), c.dir, src, export.Overwrite())
			if !errors.Is(err, export.ErrTarget) {
				t.Errorf("error %v, want ErrTarget", err)
			}
			if src.ranges() > 0 {
				t.Error("records were generated before the refusal")
			}
		})
	}
	for dir, want := range map[string]string{parent: "working", working: "mine.txt"} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Name() != want && e.Name() != "link" && e.Name() != "file" {
				t.Errorf("%s has come into %s", e.Name(), dir)
			}
		}
	}
	if text, err := os.ReadFile("mine.txt"); err != nil || string(text) != "mine" {
		t.Errorf("a file of the working folder: %q, %v", text, err)
	}
	if _, err := export.Snapshot(t.Context(), "snapshot", generator(t, synthhub.Settings{Records: 3})); err != nil {
		t.Errorf("a folder in the working folder: %v", err)
	}
}
