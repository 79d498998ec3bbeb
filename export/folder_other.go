//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package export

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// lockFile creates the lock file in a folder and holds it for this run. On Windows a file that is open cannot be
// removed, so one that can is the leftover of a killed run. Other systems cannot tell: there the
// file of a killed run is ErrBusy until somebody removes it.
func lockFile(root *os.Root) (*os.File, error) {
	path := filepath.Join(root.Name(), lockName) // Windows lets everybody remove a file that root opens
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
func unlockFile(_ *os.Root, f *os.File) error {
	err := f.Close()
	_ = os.Remove(f.Name())
	return err
}

// checkRename does nothing: no attempt to rename the folder is certain to change nothing.
func checkRename(dir, notEmpty string) error { return nil }

// private reports true: the owner of a folder and its access control lists are not known here.
func private(fs.FileInfo) bool { return true }

// keepOwner gives a file or folder the permissions of an old one.
func keepOwner(p place, _ fs.FileInfo, mode fs.FileMode) error {
	return p.in.Chmod(p.name, mode.Perm())
}

// syncFolder does nothing: these systems cannot sync a folder.
func syncFolder(*os.Root) error { return nil }

// mountIn returns "": this system has no way to know.
func mountIn(string) string { return "" }
