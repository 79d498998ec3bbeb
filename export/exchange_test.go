//go:build linux || darwin

package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
)

// TestWorkFolderOfAnother: a work folder that another user has made, or that others may write to,
// is refused. Its owner could put a link into it that leads to files of the user of the export.
func TestWorkFolderOfAnother(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		reason string
		uid    int
		mode   os.FileMode
		refuse bool
	}{
		{"own", 0, 0o700, false},
		{"own, and others may read", 0, 0o755, false},
		{"of another user", 65534, 0o700, true},
		{"of another user, for everybody", 65534, 0o777, true},
		{"the group may write", 0, 0o770, true},
		{"others may write", 0, 0o702, true},
	} {
		t.Run(c.reason, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			dir, work := filepath.Join(parent, "target"), filepath.Join(parent, ".target.exporting")
			writeFile(t, filepath.Join(work, "new"), "persons_v0_1.csv", "half")
			writeFile(t, work, lockName, "")
			if err := errors.Join(os.Chmod(parent, 0o777|os.ModeSticky), os.Chmod(work, c.mode)); err != nil {
				t.Fatal(err)
			}
			if c.uid > 0 {
				if os.Geteuid() != 0 {
					t.Skip("only root can give files away")
				}
				if err := os.Chown(work, c.uid, c.uid); err != nil {
					t.Fatal(err)
				}
			}
			before := paths(t, parent)
			for name, run := range map[string]func() error{
				"Check": func() error { return export.Check(t.Context(), dir, generator(t, small), export.Overwrite()) },
				"Snapshot": func() error {
					_, err := export.Snapshot(t.Context(), dir, generator(t, small), export.Overwrite())
					return err
				},
			} {
				err := run()
				if !c.refuse {
					if err != nil {
						t.Errorf("%s: error %v", name, err)
					}
					continue
				}
				if !errors.Is(err, export.ErrOccupied) || !strings.Contains(err.Error(), "others may write") || !strings.Contains(err.Error(), work) {
					t.Errorf("%s: error %v, want ErrOccupied with the folder", name, err)
				}
				if diff := cmp.Diff(before, paths(t, parent)); diff != "" {
					t.Errorf("%s has changed the folder:\n%s", name, diff)
				}
			}
		})
	}
}

// TestExchanged: a folder that somebody exchanges for a link during the export leads the export
// nowhere: no file of another folder is written, removed or moved.
func TestExchanged(t *testing.T) {
	t.Parallel()
	for _, replaced := range []string{".target.exporting/new", ".target.exporting"} {
		for _, existing := range []bool{false, true} {
			for _, last := range []bool{false, true} { // exchanged at the first report of progress, or the last
				parent, victim := t.TempDir(), t.TempDir()
				dir := filepath.Join(parent, "target")
				if existing {
					sameSnapshot(t, dir)
				}
				for _, name := range []string{"", "new", "old"} {
					writeFile(t, filepath.Join(victim, name), "persons_v0_1.csv", "of the victim")
				}
				before, done := paths(t, victim), false
				_, err := export.Snapshot(t.Context(), dir, generator(t, middle), export.Overwrite(), export.OnProgress(func(p export.Progress) {
					if done || last && p.Records < p.TotalRecords {
						return
					}
					done = true
					path := filepath.Join(parent, replaced)
					if err := errors.Join(os.Rename(path, filepath.Join(parent, "aside")), os.Symlink(victim, path)); err != nil {
						t.Error(err)
					}
				}))
				if err == nil || !done {
					t.Errorf("%s, existing %t, last %t: no error", replaced, existing, last)
				}
				if diff := cmp.Diff(before, paths(t, victim)); diff != "" {
					t.Errorf("%s, existing %t, last %t: files of another folder have changed (error %v):\n%s", replaced, existing, last, err, diff)
				}
				if existing && len(readNames(t, dir)) < 5 {
					t.Errorf("%s, last %t: the old snapshot is gone", replaced, last)
				}
			}
		}
	}
}
