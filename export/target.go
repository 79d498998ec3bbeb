package export

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// targetFolder returns the absolute path of a folder that may be replaced as a whole. It
// follows links: the folder is replaced, not the link to it. It refuses a folder whose
// replacement would fail after all the work, or would delete unrelated files.
func targetFolder(dir string) (string, error) {
	if dir == "" {
		return "", fmt.Errorf("%w: its name is empty; want the name of a folder", ErrTarget)
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if linked, err := filepath.EvalSymlinks(dir); err == nil {
		dir = linked
	} else if info, found := os.Lstat(dir); found == nil && info.Mode()&fs.ModeSymlink != 0 {
		return "", fmt.Errorf("%w: it is a link that leads nowhere (%w); remove it, or choose another folder", ErrTarget, err)
	}
	if filepath.Dir(dir) == dir {
		return "", fmt.Errorf("%w: it is the root of the file system; want a folder in it", ErrTarget)
	}
	target, err := os.Stat(dir)
	if err != nil {
		return dir, checkParents(dir)
	}
	if !target.IsDir() {
		return "", fmt.Errorf("%w: it is a file; want the name of a folder", ErrTarget)
	}
	if working, err := os.Stat("."); err == nil && os.SameFile(target, working) {
		return "", fmt.Errorf("%w: it is the working folder; want a folder in it or elsewhere", ErrTarget)
	}
	if working, err := os.Getwd(); err == nil && strings.HasPrefix(working, dir+string(filepath.Separator)) {
		return "", fmt.Errorf("%w: the working folder is in it; want a folder of its own", ErrTarget)
	}
	if mount := mountIn(dir); mount != "" {
		return "", fmt.Errorf("%w: %s is a mount point, which cannot be replaced; want a folder in it or elsewhere", ErrTarget, mount)
	}
	return dir, nil
}

// checkParents refuses a folder that cannot be created because its path leads through a file.
func checkParents(dir string) error {
	for parent := filepath.Dir(dir); ; parent = filepath.Dir(parent) {
		info, err := os.Stat(parent)
		if err == nil && !info.IsDir() {
			return fmt.Errorf("%w: %s is a file, so no folder can be created in it", ErrTarget, parent)
		}
		if err == nil || parent == filepath.Dir(parent) {
			return nil // any other error appears when the folder is created
		}
	}
}
