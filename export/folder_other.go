//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package export

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
)

// lockFile creates a file and holds it for this run. On Windows a file that is open cannot be
// removed, so one that can is the leftover of a killed run. Other systems cannot tell: there the
// file of a killed run is ErrBusy until somebody removes it.
func lockFile(path string) (*os.File, error) {
	const mode = os.O_RDWR | os.O_CREATE | os.O_EXCL
	f, err := os.OpenFile(path, mode, 0o600)
	if errors.Is(err, fs.ErrExist) && runtime.GOOS == "windows" && os.Remove(path) == nil {
		f, err = os.OpenFile(path, mode, 0o600)
	}
	if errors.Is(err, fs.ErrExist) {
		err = errNoLocks(path)
	}
	return f, err
}

// unlockFile removes the file of lockFile. If it cannot, another run has taken it since.
func unlockFile(f *os.File) error {
	err := f.Close()
	_ = os.Remove(f.Name())
	return err
}

// checkRename does nothing: no attempt to rename the folder is certain to change nothing.
func checkRename(dir, notEmpty string) error { return nil }

// keepOwner gives a file or folder the permissions of an old one.
func keepOwner(path string, _ fs.FileInfo, mode fs.FileMode) error {
	return os.Chmod(path, mode.Perm())
}

// syncFolder does nothing: these systems cannot sync a folder.
func syncFolder(string) error { return nil }

// mountIn returns "": this system has no way to know.
func mountIn(string) string { return "" }
