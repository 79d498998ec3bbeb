package export_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// TestParents: the folders above the target that a run has created are removed if it fails, as long
// as nobody else uses them.
func TestParents(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		reason string
		during func(t *testing.T, parent string, cancel context.CancelFunc)
		early  bool     // canceled before the run
		want   []string // what is left
	}{
		{"canceled before", nil, true, nil},
		{"canceled", func(_ *testing.T, _ string, cancel context.CancelFunc) { cancel() }, false, nil},
		{"canceled, and somebody has put a file there", func(t *testing.T, parent string, cancel context.CancelFunc) {
			writeFile(t, filepath.Join(parent, "a"), "mine", "mine")
			cancel()
		}, false, []string{"a"}},
		{"done", func(*testing.T, string, context.CancelFunc) {}, false, []string{"a"}},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			if c.early {
				cancel()
			}
			called := false
			_, err := export.Snapshot(ctx, filepath.Join(parent, "a", "b", "target"), g, export.OnProgress(func(export.Progress) {
				if !called {
					called = true
					c.during(t, parent, cancel)
				}
			}))
			if (err == nil) != (c.reason == "done") {
				t.Errorf("error %v", err)
			}
			if names := readNames(t, parent); len(names) != len(c.want) {
				t.Errorf("left %q, want %q", names, c.want)
			}
			if _, err := os.Stat(filepath.Join(parent, "a", "b")); err == nil && c.reason != "done" {
				t.Error("an empty folder is left")
			}
		})
	}
	parent := t.TempDir()
	writeFile(t, filepath.Join(parent, ".target.exporting"), "plan.txt", "mine")
	if _, err := export.Snapshot(t.Context(), filepath.Join(parent, "target"), g); !errors.Is(err, export.ErrOccupied) {
		t.Errorf("error %v", err)
	}
	if len(readNames(t, parent)) != 1 {
		t.Error("a folder that was there before is gone")
	}
}
