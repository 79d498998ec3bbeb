package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestTarget holds that a folder that cannot be replaced as a whole is refused before any
// work, even with Overwrite, and that nothing in it or next to it changes.
func TestTarget(t *testing.T) {
	parent := t.TempDir()
	working := filepath.Join(parent, "working")
	writeFile(t, working, "mine.txt", "mine")
	writeFile(t, parent, "file", "")
	t.Chdir(working)
	type target struct{ reason, dir, says string }
	targets := []target{
		{"an unset variable of a shell", "", "its name is empty"},
		{"the working folder", ".", "it is the working folder"},
		{"the working folder by its name", working, "it is the working folder"},
		{"the working folder by a detour", filepath.Join("..", "working", "."), "it is the working folder"},
		{"the folder that holds the working folder", parent, "the working folder is in it"},
		{"a file", filepath.Join(parent, "file"), "it is a file"},
		{"a folder in a file", filepath.Join(parent, "file", "a", "b"), "file is a file, so"},
		{"the root of the file system", filepath.VolumeName(working) + string(filepath.Separator), "the root of the file system"},
	}
	if link := filepath.Join(parent, "link"); os.Symlink(working, link) == nil {
		targets = append(targets, target{"a link to the working folder", link, "it is the working folder"})
	}
	for name, to := range map[string]string{"dangling": "nowhere", "looping": "looping"} {
		if link := filepath.Join(parent, name); os.Symlink(to, link) == nil {
			targets = append(targets, target{"a link that is " + name, link, "it is a link that leads nowhere"})
		}
	}
	if runtime.GOOS == "linux" {
		targets = append(targets, target{"a name for which the hidden folder has none", filepath.Join(parent, strings.Repeat("x", 250)), "its name must be shorter"})
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
			if e.Name() != want && e.Name() != "link" && e.Name() != "dangling" && e.Name() != "looping" && e.Name() != "file" {
				t.Errorf("%s is new in %s", e.Name(), dir)
			}
		}
	}
	if text, err := os.ReadFile("mine.txt"); err != nil || string(text) != "mine" {
		t.Errorf("a file of the working folder: %q, %v", text, err)
	}
	snapshot(t, "snapshot", generator(t, synthhub.Settings{Records: 3})) // a folder in the working folder is no error
}

func TestOccupied(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	other := small
	other.Seed++
	for _, c := range []struct {
		reason  string
		prepare func(t *testing.T, dir string)
		opts    []export.Option
		want    error
	}{
		{"an empty folder may be used", func(t *testing.T, dir string) {
			writeFile(t, dir, "x", "")
			os.Remove(filepath.Join(dir, "x"))
		}, nil, nil},
		{"the same dataset may be replaced", func(t *testing.T, dir string) { snapshot(t, dir, g) }, nil, nil},
		{"even by other formats of it", func(t *testing.T, dir string) { snapshot(t, dir, g) }, []export.Option{export.Formats("ndjson")}, nil},
		{"an unrelated file is not lost", func(t *testing.T, dir string) { writeFile(t, dir, "thesis.doc", "years of work") }, nil, export.ErrOccupied},
		{"nor one next to a snapshot", func(t *testing.T, dir string) { snapshot(t, dir, g); writeFile(t, dir, "notes", "") }, nil, export.ErrOccupied},
		{"other settings are another dataset", func(t *testing.T, dir string) { snapshot(t, dir, generator(t, other)) }, nil, export.ErrOccupied},
		{"another version is another dataset", func(t *testing.T, dir string) { writeFile(t, dir, "snapshot_manifest_v0_2.json", "{}") }, nil, export.ErrOccupied},
		{"faulty data do not replace good data", func(t *testing.T, dir string) { snapshot(t, dir, g) }, []export.Option{export.Faulty()}, export.ErrOccupied},
		{"a broken manifest proves nothing", func(t *testing.T, dir string) { writeFile(t, dir, "snapshot_manifest_v0_1.json", "{") }, nil, export.ErrOccupied},
		{"one part is not another", func(t *testing.T, dir string) { snapshot(t, dir, g, export.Part(1, 2)) }, []export.Option{export.Part(2, 2)}, export.ErrOccupied},
		{"Overwrite replaces files", func(t *testing.T, dir string) {
			snapshot(t, dir, generator(t, other))
			writeFile(t, dir, "notes", "")
		}, []export.Option{export.Overwrite()}, nil},
		{"but never folders", func(t *testing.T, dir string) { writeFile(t, filepath.Join(dir, "src"), "main.go", "") }, []export.Option{export.Overwrite()}, export.ErrOccupied},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			c.prepare(t, dir)
			before := tree(t, dir)
			_, err := export.Snapshot(t.Context(), dir, g, c.opts...)
			if !errors.Is(err, c.want) {
				t.Errorf("error %v, want %v", err, c.want)
			}
			if c.want != nil {
				if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
					t.Errorf("the folder has changed:\n%s", diff)
				}
			}
			if names := siblings(t, dir); len(names) > 0 {
				t.Errorf("left behind: %q", names)
			}
		})
	}
}

// tree returns the files of a folder and of the folders in it by path.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestTargetIsAFile(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	writeFile(t, dir, "target", "a file")
	if _, err := export.Snapshot(t.Context(), filepath.Join(dir, "target"), generator(t, small), export.Overwrite()); err == nil {
		t.Error("no error")
	}
	if diff := cmp.Diff(map[string]string{"target": "a file"}, readFolder(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestTargetIsALink(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	folder, link := filepath.Join(t.TempDir(), "folder"), filepath.Join(t.TempDir(), "link")
	snapshot(t, folder, g)
	if err := os.Symlink(folder, link); err != nil {
		t.Skip(err)
	}
	snapshot(t, link, g, export.Formats("csv"))
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if _, ok := readFolder(t, folder)["dataset_v0_1.json"]; ok {
		t.Error("the target of the link was not replaced")
	}
}
