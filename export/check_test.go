package export_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestCheck: Check returns the error that Snapshot returns, generates nothing, and leaves every
// file as it is.
func TestCheck(t *testing.T) {
	t.Parallel()
	other := small
	other.Seed++
	leave := func(t *testing.T, dir, name, text string) { // what a killed run has left
		writeFile(t, filepath.Dir(filepath.Join(filepath.Dir(dir), ".target.exporting", name)), filepath.Base(name), text)
		writeFile(t, filepath.Join(filepath.Dir(dir), ".target.exporting"), lockName, "")
	}
	for _, c := range []struct {
		reason  string
		prepare func(t *testing.T, dir string)
		opts    []export.Option
		want    error
	}{
		{"no folder", nil, nil, nil},
		{"the same dataset", sameSnapshot, nil, nil},
		{"another dataset", func(t *testing.T, dir string) { snapshot(t, dir, generator(t, other)) }, nil, export.ErrOccupied},
		{"another dataset with Overwrite", func(t *testing.T, dir string) { snapshot(t, dir, generator(t, other)) }, []export.Option{export.Overwrite()}, nil},
		{"a folder in it", addFolder, []export.Option{export.Overwrite()}, export.ErrOccupied},
		{"a file", func(t *testing.T, dir string) { writeFile(t, filepath.Dir(dir), "target", "mine") }, nil, export.ErrTarget},
		{"a wrong format", nil, []export.Option{export.Formats("xml")}, export.ErrOption},
		{"a table that does not exist", nil, []export.Option{export.Tables("people")}, export.ErrOption},
		{"a part with the document", nil, []export.Option{export.Part(1, 2), export.Formats("json")}, export.ErrOption},
		{"more parts than records", nil, []export.Option{export.Parts(9)}, export.ErrOption},
		{"a work folder of another purpose", func(t *testing.T, dir string) {
			writeFile(t, filepath.Join(filepath.Dir(dir), ".target.exporting"), "plan.txt", "mine")
		}, nil, export.ErrOccupied},
		{"a killed run with a file of another purpose", func(t *testing.T, dir string) { leave(t, dir, "new/plan.txt", "mine") }, nil, export.ErrOccupied},
		{"a killed run", func(t *testing.T, dir string) { leave(t, dir, "new/persons_v0_1.csv", "half") }, nil, nil},
		{"a killed run whose old folder comes back", func(t *testing.T, dir string) {
			snapshot(t, filepath.Join(filepath.Dir(dir), ".target.exporting", "old"), generator(t, other))
			leave(t, dir, "new/persons_v0_1.csv", "half")
		}, nil, export.ErrOccupied},
		{"a killed run with an old folder that has more", func(t *testing.T, dir string) {
			sameSnapshot(t, dir)
			leave(t, dir, "old/thesis.doc", "mine")
		}, nil, export.ErrOccupied},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			if c.prepare != nil {
				c.prepare(t, dir)
			}
			before := paths(t, filepath.Dir(dir))
			src := &counting{Source: generator(t, small)}
			checked := export.Check(t.Context(), dir, src, c.opts...)
			if !errors.Is(checked, c.want) {
				t.Errorf("error %v, want %v", checked, c.want)
			}
			if diff := cmp.Diff(before, paths(t, filepath.Dir(dir))); diff != "" {
				t.Errorf("Check has changed files:\n%s", diff)
			}
			if src.ranges() > 0 {
				t.Error("Check has generated records")
			}
			_, err := export.Snapshot(t.Context(), dir, src, c.opts...)
			if (err == nil) != (checked == nil) || err != nil && err.Error() != checked.Error() {
				t.Errorf("Check returns %v, and Snapshot %v", checked, err)
			}
		})
	}
}

// paths returns the text of every file under a folder by path, and "folder" for every folder.
func paths(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := tree(t, dir)
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.IsDir() {
			found[path] = "folder"
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestCheckStops(t *testing.T) {
	t.Parallel()
	mine := errors.New("no more time")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(mine)
	parent := t.TempDir()
	err := export.Check(ctx, filepath.Join(parent, "a", "target"), bundle(t, synthhub.Settings{Records: 3}))
	if !errors.Is(err, context.Canceled) || !errors.Is(err, mine) {
		t.Errorf("error %v, want that of the context", err)
	}
	if names := readNames(t, parent); len(names) > 0 {
		t.Errorf("Check has created %q", names)
	}
}
