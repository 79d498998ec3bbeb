package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestForeignFiles: what somebody puts into the target during the export, or changes there, is
// not lost. The target stays as it is then, and the error names the file.
func TestForeignFiles(t *testing.T) {
	t.Parallel()
	other := small
	other.Seed++
	for _, c := range []struct {
		reason string
		before func(t *testing.T, dir string)
		during func(t *testing.T, dir string)
		opts   []export.Option
		want   string // in the error, "" for none
	}{
		{"a file", sameSnapshot, addFile, nil, "thesis.doc"},
		{"a folder", sameSnapshot, addFolder, nil, "folder src"},
		{"a link", sameSnapshot, func(t *testing.T, dir string) {
			if err := os.Symlink("persons_v0_1.csv", filepath.Join(dir, "latest")); err != nil {
				t.Skip(err)
			}
		}, nil, "latest, which is not a regular file"},
		{"a file in a new folder", nil, addFile, nil, "thesis.doc"},
		{"a folder in a new folder", nil, addFolder, nil, "folder src"},
		{"an empty folder in place of none", nil, func(t *testing.T, dir string) {
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Error(err)
			}
		}, nil, ""},
		{"a file in place of a folder", nil, func(t *testing.T, dir string) { writeFile(t, filepath.Dir(dir), "target", "mine") }, nil, "target is a file"},
		{"a file of the snapshot, changed", sameSnapshot, func(t *testing.T, dir string) {
			writeFile(t, dir, "persons_v0_1.csv", "corrected by hand")
		}, nil, "persons_v0_1.csv, which was changed"},
		{"a file that Overwrite has not seen", func(t *testing.T, dir string) { writeFile(t, dir, "notes", "old") }, addFile, []export.Option{export.Overwrite()}, "thesis.doc"},
		{"a file that Overwrite has seen, changed", func(t *testing.T, dir string) { writeFile(t, dir, "notes", "old") }, func(t *testing.T, dir string) {
			writeFile(t, dir, "notes", "newer")
		}, []export.Option{export.Overwrite()}, "notes, which was changed"},
		{"a folder despite Overwrite", sameSnapshot, addFolder, []export.Option{export.Overwrite()}, "folder src"},
		{"the target is removed", sameSnapshot, func(t *testing.T, dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Error(err)
			}
		}, nil, ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			if c.before != nil {
				c.before(t, dir)
			}
			var during map[string]string
			_, err := export.Snapshot(t.Context(), dir, generator(t, small), append(c.opts, export.OnProgress(func(p export.Progress) {
				if during == nil { // the first call, when nothing is finished
					c.during(t, dir)
					during = tree(t, filepath.Dir(dir))
					for path := range during { // the work folder is not the user's
						if strings.Contains(path, ".exporting") {
							delete(during, path)
						}
					}
				}
			}))...)
			if c.want == "" {
				if err != nil || during == nil {
					t.Fatalf("error %v", err)
				}
				_, want := snapshotFiles(t, generator(t, small))
				if diff := cmp.Diff(want, readFolder(t, dir)); diff != "" {
					t.Errorf("not the new snapshot:\n%s", diff)
				}
			} else {
				if !errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
					t.Errorf("error %v, want ErrOccupied and %q", err, c.want)
				}
				if diff := cmp.Diff(during, tree(t, filepath.Dir(dir))); diff != "" {
					t.Errorf("files have changed since they were put there:\n%s", diff)
				}
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

func sameSnapshot(t *testing.T, dir string) { snapshot(t, dir, generator(t, small)) }

func addFile(t *testing.T, dir string) { writeFile(t, dir, "thesis.doc", "years of work") }

func addFolder(t *testing.T, dir string) {
	writeFile(t, filepath.Join(dir, "src"), "main.go", "package main")
}

// TestNeighbors: files and folders next to the target are not touched, whatever their names,
// and whether the run is refused or not.
func TestNeighbors(t *testing.T) {
	t.Parallel()
	for _, refused := range []bool{false, true} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "target")
		names := []string{".target.previous", ".target.building-notes", ".target.building-1234", ".target", "target.exporting", ".target.exporting-notes"}
		for _, name := range names {
			writeFile(t, filepath.Join(parent, name), "persons_v0_1.csv", "mine")
		}
		writeFile(t, parent, ".target.building-plan.txt", "my plan")
		before := tree(t, parent)
		want := error(nil)
		if refused {
			writeFile(t, dir, "thesis.doc", "years of work")
			want = export.ErrOccupied
		}
		if _, err := export.Snapshot(t.Context(), dir, generator(t, small)); !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
		if err := os.RemoveAll(dir); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, tree(t, parent)); diff != "" {
			t.Errorf("refused %t: the neighbors have changed:\n%s", refused, diff)
		}
	}
}

// TestForeignWorkFolder: a folder of the user with the very name of the work folder is an
// error. What the user puts into the work folder of a killed run stays.
func TestForeignWorkFolder(t *testing.T) {
	t.Parallel()
	const killed = "An export of synthhub works"
	for _, c := range []struct{ reason, lock, path, says string }{
		{"a file", "", ".exporting", "is not a folder"},
		{"another file in it", "", ".exporting/plan.txt", "holds plan.txt"},
		{"another file beside a lock", killed, ".exporting/plan.txt", "holds plan.txt"},
		{"a lock file of another", "my export", "", "holds " + lockName},
		{"a folder called new without a lock", "", ".exporting/new/persons_v0_1.csv", "holds new"},
		{"a folder called old without a lock", "", ".exporting/old/persons_v0_1.csv", "holds old"},
		{"a file in the new folder", killed, ".exporting/new/plan.txt", "holds plan.txt"},
		{"a folder in the new folder", killed, ".exporting/new/persons_v0_1.csv/plan.txt", "holds persons_v0_1.csv"},
		{"a folder in the old folder", killed, ".exporting/old/src/main.go", "folder src"},
		{"a file in the old folder", killed, ".exporting/old/thesis.doc", "thesis.doc, but no manifest"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			dir := filepath.Join(parent, "target")
			sameSnapshot(t, dir) // so that an old folder is not moved to the target
			if c.lock != "" {
				writeFile(t, dir+".exporting", lockName, c.lock)
			}
			if c.path != "" {
				path := dir + c.path
				writeFile(t, filepath.Dir(path), filepath.Base(path), "mine")
			}
			if err := os.Rename(dir+".exporting", filepath.Join(parent, ".target.exporting")); err != nil {
				t.Fatal(err)
			}
			before := tree(t, parent)
			_, err := export.Snapshot(t.Context(), dir, generator(t, small))
			if !errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), ".target.exporting") {
				t.Errorf("error %v, want ErrOccupied and %q", err, c.says)
			}
			after := tree(t, parent)
			for path, text := range before {
				if filepath.Base(path) != lockName && after[path] != text {
					t.Errorf("%s had %q, now %q", path, text, after[path])
				}
			}
		})
	}
}

// TestRefusedChangesNothing: a run that may not replace the target leaves the leftovers of a
// killed run as they are.
func TestRefusedChangesNothing(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	dir, work := filepath.Join(parent, "target"), filepath.Join(parent, ".target.exporting")
	addFile(t, dir)
	sameSnapshot(t, filepath.Join(work, "old"))
	writeFile(t, filepath.Join(work, "new"), "persons_v0_1.csv", "half")
	writeFile(t, work, lockName, "")
	before := tree(t, parent)
	if _, err := export.Snapshot(t.Context(), dir, generator(t, small)); !errors.Is(err, export.ErrOccupied) {
		t.Errorf("error %v", err)
	}
	after := tree(t, parent)
	delete(before, filepath.Join(work, lockName)) // its text is completed
	delete(after, filepath.Join(work, lockName))
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("files have changed:\n%s", diff)
	}
}

// TestPartsOfAFailedRun: the files of every edition, format and part are removed with a run that
// fails at its end.
func TestPartsOfAFailedRun(t *testing.T) {
	t.Parallel()
	for name, opts := range map[string][]export.Option{
		"all formats": {allFormats()}, "parts": {export.Formats("csv", "ndjson"), export.Parts(3)}, "faulty": {export.Faulty(), allFormats()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			src := generator(t, synthhub.Settings{Records: 100})
			opts = append(opts, export.OnProgress(func(p export.Progress) {
				if p.Records == p.TotalRecords {
					addFile(t, dir)
				}
			}))
			if _, err := export.Snapshot(t.Context(), dir, src, opts...); !errors.Is(err, export.ErrOccupied) {
				t.Errorf("error %v", err)
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}
