//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// lockFile creates or opens the lock file in a folder and holds it for this run. The lock ends with
// the process, however that ends, so a file without one is the leftover of a killed run. It returns
// ErrBusy if another run holds the file, and fs.ErrNotExist if that run has removed it or its folder.
func lockFile(root *os.Root) (*os.File, error) {
	f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	created := err == nil
	if errors.Is(err, fs.ErrExist) {
		f, err = root.OpenFile(lockName, os.O_RDWR, 0)
	}
	if err != nil {
		return nil, err
	}
	path := filepath.Join(root.Name(), lockName)
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	switch {
	case err == nil:
		if err = sameFile(f, root); created && err != nil && !errors.Is(err, fs.ErrNotExist) {
			err = also(err, root.Remove(lockName))
		}
	case errors.Is(err, syscall.EWOULDBLOCK):
		err = fmt.Errorf("%w in %s; wait for it to end", ErrBusy, root.Name())
	case noLocks(err) && created: // the file is the lock
		return f, nil
	case noLocks(err):
		err = errNoLocks(path)
	default:
		err = &fs.PathError{Op: "lock", Path: path, Err: err}
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// sameFile returns fs.ErrNotExist if an open file is no longer the lock file in the folder: the run
// that had locked it has removed it.
func sameFile(f *os.File, root *os.Root) error {
	opened, err := f.Stat()
	if err != nil {
		return err
	}
	if found, err := root.Lstat(lockName); err != nil || !os.SameFile(opened, found) {
		return fs.ErrNotExist
	}
	return nil
}

// noLocks reports whether an error of flock is that of a file system without locks.
func noLocks(err error) bool {
	for _, none := range []error{syscall.ENOLCK, syscall.ENOTSUP, syscall.EOPNOTSUPP, syscall.ENOSYS, syscall.EINVAL} {
		if errors.Is(err, none) {
			return true
		}
	}
	return false
}

// unlockFile removes the lock file while it is locked, so that nobody locks it in between.
func unlockFile(root *os.Root, f *os.File) error {
	return also(root.Remove(lockName), f.Close())
}

// private reports whether a folder is of the user of this process and nobody else may write to it.
func private(folder fs.FileInfo) bool {
	const others = 0o022
	return int(folder.Sys().(*syscall.Stat_t).Uid) == os.Geteuid() && folder.Mode()&others == 0
}

// checkRename reports why a folder cannot be renamed: it is a mount point, it belongs to another
// user, or it is in the lower layer of an overlay. To find out, it renames the folder to one
// that is not empty, which changes nothing.
func checkRename(dir, notEmpty string) error {
	err := syscall.Rename(dir, notEmpty)
	if err == nil { // a file system that does not do what POSIX says
		return also(errors.New("the file system renames a folder to one that is not empty"), os.Rename(notEmpty, dir))
	}
	if errors.Is(err, syscall.ENOTEMPTY) || errors.Is(err, syscall.EEXIST) {
		return nil
	}
	return err
}

// keepOwner gives a file or folder the owner and the permissions of an old one. Where that
// owner cannot be had, nobody gets a permission who did not have it.
func keepOwner(p place, old fs.FileInfo, mode fs.FileMode) error {
	info, err := p.lstat()
	if err != nil {
		return err
	}
	was, is := old.Sys().(*syscall.Stat_t), info.Sys().(*syscall.Stat_t)
	if was.Uid != is.Uid {
		_ = p.in.Lchown(p.name, int(was.Uid), -1) // root alone may
	}
	if was.Gid != is.Gid && p.in.Lchown(p.name, -1, int(was.Gid)) != nil {
		const group, others = 0o070, 0o007
		mode &^= group &^ (mode & others << 3) & group
		mode &^= fs.ModeSetgid
	}
	return p.in.Chmod(p.name, mode&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky))
}

// syncFolder makes the names in a folder durable. It ignores the errors of file systems that
// cannot sync a folder; the files themselves are synced.
func syncFolder(root *os.Root) error {
	d, err := root.Open(".")
	if err != nil {
		return err
	}
	err = d.Sync()
	if !errors.Is(err, syscall.EIO) && !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EDQUOT) {
		err = nil
	}
	d.Close()
	return err
}

// mountIn returns the first mount point that is the folder or is in it, "" if there is none.
// Linux lists all of them, also folders and files that are mounted twice. Elsewhere, a mount
// point is on another device than its parent folder.
func mountIn(dir string) string {
	var folder, parent syscall.Stat_t
	if syscall.Stat(dir, &folder) == nil && syscall.Stat(filepath.Dir(dir), &parent) == nil && folder.Dev != parent.Dev {
		return dir
	}
	mounts, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	const mountPoint = 4 // its field in a line
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`)
	for line := range strings.Lines(string(mounts)) {
		if f := strings.Fields(line); len(f) > mountPoint {
			if path := unescape.Replace(f[mountPoint]); path == dir || strings.HasPrefix(path, dir+"/") {
				return path
			}
		}
	}
	return ""
}
