package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A workFolder is a hidden folder next to a target. One run at a time holds it, from before it
// looks at the target until the target is replaced and the old snapshot is removed. It has at
// most these entries:
//
//   - the lock file, which the run holds. It is there whenever there is any other entry, so it
//     tells the folder of a killed run from a folder of the user.
//   - new, the snapshot under construction.
//   - old, the folder that was the target, from the first of the two renames that exchange the
//     folders until its removal. Without a target, it is the snapshot that a killed run has moved.
//
// A run that ends removes the lock file first and then the folder. One that is killed leaves
// them, and the next run takes over.
type workFolder struct {
	path string
	lock *os.File
}

const (
	lockName = "synthhub-export.txt"
	newName  = "new"
	oldName  = "old"
)

// attempts is how often to try what fails only because another run has begun or ended since.
const attempts = 1000

// lockText is the content of the lock file. A killed run may have written a beginning of it.
const lockText = "An export of synthhub works in this folder, or was killed while it did.\n" +
	"The next export of the same snapshot removes the folder. If there is a folder " + oldName + " and the\n" +
	"snapshot is gone, that export moves it back first.\n"

func (w *workFolder) new() string { return filepath.Join(w.path, newName) }
func (w *workFolder) old() string { return filepath.Join(w.path, oldName) }

// workPath returns the path of the work folder of a target.
func workPath(target string) string {
	parent, base := filepath.Split(target)
	return filepath.Join(parent, "."+base+".exporting")
}

// openWork creates the work folder of a target, or takes over that of a killed run. It returns
// ErrBusy if another run holds it, and ErrOccupied if the folder is not one of ours.
func openWork(target string) (*workFolder, error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return nil, err
	}
	w := &workFolder{path: workPath(target)}
	for range attempts {
		created, failed := w.create()
		if failed == nil {
			return w, nil
		}
		if created { // it stays if another run has begun to use it
			os.Remove(w.path)
		}
		if !errors.Is(failed, fs.ErrNotExist) {
			return nil, failed
		}
	}
	return nil, fmt.Errorf("%w in %s; wait for it to end", ErrBusy, w.path)
}

// create creates the folder and its lock file, or takes over those that are there. The error is
// fs.ErrNotExist if they were removed in between.
func (w *workFolder) create() (created bool, err error) {
	if err := os.Mkdir(w.path, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, err
	} else if err == nil {
		created = true
	}
	if err := w.checkOwn(); err != nil {
		return created, err
	}
	if w.lock, err = lockFile(filepath.Join(w.path, lockName)); err != nil {
		return created, err
	}
	if err := w.writeLock(); err != nil {
		return created, also(err, w.close())
	}
	return created, nil
}

// errNoLocks is the error about an existing lock file where a file cannot be locked.
func errNoLocks(path string) error {
	return fmt.Errorf("%w; if none runs, one was killed: then remove %s", ErrBusy, path)
}

// checkOwn returns ErrOccupied for a folder of another purpose: one with any other entry, or
// without a lock file.
func (w *workFolder) checkOwn() error {
	found := ""
	for range attempts {
		entries, err := os.ReadDir(w.path)
		if errors.Is(err, fs.ErrNotExist) {
			return nil // its run has ended
		}
		if info, lstat := os.Lstat(w.path); lstat == nil && !info.IsDir() {
			return fmt.Errorf("%w: the export works in %s, and that is not a folder; move it", ErrOccupied, w.path)
		}
		if err != nil {
			return err
		}
		found = ""
		for _, e := range entries {
			found = e.Name()
			if found == lockName && e.Type().IsRegular() || (found == newName || found == oldName) && e.IsDir() {
				continue
			}
			return w.foreign(found)
		}
		if _, err := os.Lstat(filepath.Join(w.path, lockName)); err == nil || found == "" {
			return nil
		}
		// A run may have begun before the entries were read, and ended since. Look again.
	}
	return w.foreign(found)
}

func (w *workFolder) foreign(name string) error {
	return fmt.Errorf("%w: the export works in %s, and that holds %s, which is not of an export; move it", ErrOccupied, w.path, name)
}

// writeLock writes the lock file, and returns ErrOccupied if it has other content.
func (w *workFolder) writeLock() error {
	text, err := io.ReadAll(io.LimitReader(w.lock, int64(len(lockText))))
	if err != nil {
		return err
	}
	if !strings.HasPrefix(lockText, string(text)) {
		w.lock.Close()
		w.lock = nil // it is not ours to remove
		return w.foreign(lockName)
	}
	_, err = w.lock.WriteAt([]byte(lockText), 0)
	return err
}

// close releases the folder and removes it. A folder that still holds something keeps its
// lock file, for the next run.
func (w *workFolder) close() error {
	if w.lock == nil {
		return nil
	}
	for _, path := range []string{w.new(), w.old()} {
		if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
			return also(err, w.lock.Close())
		}
	}
	err := unlockFile(w.lock)
	removed := os.Remove(w.path)
	if _, lock := os.Lstat(filepath.Join(w.path, lockName)); lock == nil || errors.Is(removed, fs.ErrNotExist) {
		removed = nil // another run has taken over
	}
	return also(err, removed)
}

// also returns an error that wraps both, on one line, or the one that is not nil.
func also(err, more error) error {
	if err == nil || more == nil {
		return errors.Join(err, more)
	}
	return fmt.Errorf("%w; and then: %w", err, more)
}
