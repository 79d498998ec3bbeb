//go:build unix

package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
)

// TestFolderFS: a folder is read as any other, but a named pipe and a link that leads out of it are
// errors at once.
func TestFolderFS(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	if err := fstest.TestFS(folderFS{root}, "file"); err != nil {
		t.Error(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("/etc/passwd", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for name, says := range map[string]string{"pipe": "not a regular file", "link": "escapes", "absent": "no such file", "../x": "invalid"} {
		if f, err := (folderFS{root}).Open(name); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, error %v; want one that says %q", name, f, err, says)
		}
	}
	if info, err := fs.Lstat(folderFS{root}, "link"); err != nil || info.Mode().Type() != fs.ModeSymlink {
		t.Errorf("the link: %v, error %v", info, err)
	}
}
