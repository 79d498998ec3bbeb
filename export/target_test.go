package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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
	type target struct{ reason, dir, says string }
	targets := []target{
		{"an unset variable of a shell", "", "its name is empty"},
		{"the working folder", ".", "it is the working folder"},
		{"the working folder by its name", working, "it is the working folder"},
		{"the working folder, roundabout", filepath.Join("..", "working", "."), "it is the working folder"},
		{"the folder that the working folder is in", parent, "the working folder is in it"},
		{"a file", filepath.Join(parent, "file"), "it is a file"},
		{"a folder in a file", filepath.Join(parent, "file", "a", "b"), "file is a file, so"},
		{"the root of the file system", filepath.VolumeName(working) + string(filepath.Separator), "the root of the file system"},
	}
	if link := filepath.Join(parent, "link"); os.Symlink(working, link) == nil {
		targets = append(targets, target{"a link to the working folder", link, "it is the working folder"})
	}
	if runtime.GOOS == "linux" {
		targets = append(targets, target{"a mount point", "/proc", "/proc is a mount point"})
	}
	for _, c := range targets {
		t.Run(c.reason, func(t *testing.T) {
			src := &counting{Source: generator(t, synthhub.Settings{Records: 3})}
			_, err := export.Snapshot(t.Context(), c.dir, src, export.Overwrite())
			if !errors.Is(err, export.ErrTarget) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want ErrTarget and %q", err, c.says)
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
