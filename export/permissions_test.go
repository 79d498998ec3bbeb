//go:build linux || darwin

package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// TestModes: a new snapshot has the permissions that the umask gives. One that replaces another
// has those of the old folder, and its files those that all old files have.
func TestModes(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ folder, file, other os.FileMode }{
		{0o700, 0o600, 0o600}, {0o755, 0o644, 0o644}, {0o770, 0o660, 0o640}, {0o500, 0o400, 0o400}, {0o777 | os.ModeSticky, 0o666, 0o666},
	} {
		dir := filepath.Join(t.TempDir(), "target")
		sameSnapshot(t, dir)
		for name := range readFolder(t, dir) {
			mode := c.file
			if name == "datapackage.json" {
				mode = c.other
			}
			if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(dir, c.folder); err != nil {
			t.Fatal(err)
		}
		if _, err := export.Snapshot(t.Context(), dir, generator(t, small), allFormats()); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(dir); err != nil || info.Mode() != c.folder|os.ModeDir {
			t.Errorf("the folder had %v, now %v, %v", c.folder, info.Mode(), err)
		}
		for _, e := range entries {
			if info, err := e.Info(); err != nil || info.Mode() != c.file&c.other {
				t.Errorf("%s has %v after %v and %v, %v", e.Name(), info.Mode(), c.file, c.other, err)
			}
		}
		if err := os.Chmod(dir, 0o755); err != nil { // so that it can be removed
			t.Fatal(err)
		}
	}
}

// TestUmask: the folder and the files of a new snapshot have the permissions that the umask
// leaves.
func TestUmask(t *testing.T) {
	t.Parallel()
	for _, umask := range []int{0o002, 0o022, 0o027, 0o077} {
		dir := filepath.Join(t.TempDir(), "target")
		cmd, lines, stderr := start(t, job{Dir: dir, Settings: small, Umask: umask})
		for lines.Scan() {
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err, stderr)
		}
		want := map[string]os.FileMode{dir: os.ModeDir | 0o777&^os.FileMode(umask)}
		for name := range readFolder(t, dir) {
			want[filepath.Join(dir, name)] = 0o666 &^ os.FileMode(umask)
		}
		for path, mode := range want {
			if info, err := os.Stat(path); err != nil || info.Mode() != mode {
				t.Errorf("umask %03o: %s has %v, want %v, %v", umask, path, info.Mode(), mode, err)
			}
		}
	}
}

// TestOwner: a replaced snapshot keeps its owner and group where the process may set them. A
// group that it may not set loses what others have not.
func TestOwner(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("only root can give files away")
	}
	const nobody, group = 65534, 12345
	for _, c := range []struct {
		uid          int // of the process that replaces
		mode         os.FileMode
		owner, group uint32
		want         os.FileMode
	}{
		{0, 0o750, nobody, group, 0o750},
		{nobody, 0o750, nobody, nobody, 0o700},
		{nobody, 0o755, nobody, nobody, 0o755},
		{nobody, 0o775, nobody, nobody, 0o755},
	} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "target")
		sameSnapshot(t, dir)
		for name := range readFolder(t, dir) {
			path := filepath.Join(dir, name)
			if err := errors.Join(os.Chown(path, nobody, group), os.Chmod(path, c.mode&0o666)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(os.Chown(dir, nobody, group), os.Chmod(dir, c.mode), os.Chmod(parent, 0o777), os.Chmod(filepath.Dir(parent), 0o755)); err != nil {
			t.Fatal(err)
		}
		cmd, lines, stderr := start(t, job{Dir: dir, Settings: small, UID: c.uid})
		for lines.Scan() {
		}
		if err := cmd.Wait(); err != nil {
			t.Fatal(err, stderr)
		}
		want := map[string]os.FileMode{dir: os.ModeDir | c.want}
		for name := range readFolder(t, dir) {
			want[filepath.Join(dir, name)] = c.want & 0o666
		}
		for path, mode := range want {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			stat := info.Sys().(*syscall.Stat_t)
			if info.Mode() != mode || stat.Uid != c.owner || c.uid == 0 && stat.Gid != c.group {
				t.Errorf("%v as %d: %s has %v of %d and %d, want %v of %d and %d", c.mode, c.uid, path, info.Mode(), stat.Uid, stat.Gid, mode, c.owner, c.group)
			}
		}
	}
}
