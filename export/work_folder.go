package export

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
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
//
// It belongs to the user of the run, and nobody else may write to it: in a folder for everybody,
// such as /tmp, another user could put a link into it that leads to files of this one. All that
// is done in it goes through root, so a link in its place leads nowhere either.
type workFolder struct {
	parent *os.Root // of the target and of the work folder
	target string   // name of the target in parent
	name   string   // of the work folder in parent
	root   *os.Root
	lock   *os.File
	made   []string // folders that the run has created above the target, the lowest first
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

func (w *workFolder) path() string { return filepath.Join(w.parent.Name(), w.name) }

func (w *workFolder) new() place { return place{w.root, newName} }
func (w *workFolder) old() place { return place{w.root, oldName} }

// place returns the place of the target.
func (w *workFolder) place() place { return place{w.parent, w.target} }

// rename renames an entry of the work folder, where "" stands for the target.
func (w *workFolder) rename(from, to string) error {
	path := func(name string) string {
		if name == "" {
			return w.target
		}
		return filepath.Join(w.name, name)
	}
	if err := (place{w.parent, w.name}).holds(w.root); err != nil {
		return err
	}
	return w.parent.Rename(path(from), path(to))
}

// holdsNew returns an error if another folder has taken the place of the one that was built.
func (w *workFolder) holdsNew(built fs.FileInfo) error {
	if info, err := w.new().lstat(); err != nil || !os.SameFile(info, built) {
		return also(errExchanged(w.new()), err)
	}
	return nil
}

// findWork returns the work folder of a target, which may not exist. Nothing is created.
func findWork(target string) (*workFolder, error) {
	parent, err := os.OpenRoot(filepath.Dir(target))
	if err != nil {
		return nil, err
	}
	base := filepath.Base(target)
	return &workFolder{parent: parent, target: base, name: "." + base + ".exporting"}, nil
}

// openWork creates the work folder of a target, or takes over that of a killed run. It returns
// ErrBusy if another run holds it, and ErrOccupied if the folder is not one of ours.
func openWork(target string) (w *workFolder, err error) {
	made, err := makeParents(target)
	defer func() {
		if err != nil {
			removeParents(made)
		}
	}()
	if err != nil {
		return nil, err
	}
	if w, err = findWork(target); err != nil {
		return nil, err
	}
	w.made = made
	for range attempts {
		created, failed := w.create()
		if failed == nil {
			return w, nil
		}
		w.closeRoot()
		if created { // it stays if another run has begun to use it
			w.parent.Remove(w.name)
		}
		// Another run may have removed its folder since, and a third one created it again.
		var exchanged *exchangedError
		if !errors.Is(failed, fs.ErrNotExist) && !errors.As(failed, &exchanged) {
			return nil, also(failed, w.parent.Close())
		}
	}
	return nil, also(fmt.Errorf("%w in %s; wait for it to end", ErrBusy, w.path()), w.parent.Close())
}

// makeParents creates the folders above a target that do not exist, and returns those that it has
// created, the lowest first.
func makeParents(target string) (made []string, err error) {
	var missing []string
	for dir := filepath.Dir(target); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			break
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		if err := os.Mkdir(dir, 0o777); err == nil {
			made = slices.Insert(made, 0, dir)
		} else if !errors.Is(err, fs.ErrExist) { // another run may have created it
			return made, err
		}
	}
	return made, nil
}

// removeParents removes the folders of makeParents after a run that has failed. One that is not
// empty stays: somebody else uses it.
func removeParents(made []string) {
	for _, dir := range made {
		if os.Remove(dir) != nil {
			return
		}
	}
}

// create creates the folder and its lock file, or takes over those that are there. The error is
// fs.ErrNotExist if they were removed in between.
func (w *workFolder) create() (created bool, err error) {
	if err := w.parent.Mkdir(w.name, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return false, w.tooLong(err)
	} else if err == nil {
		created = true
	}
	if err := w.open(created); err != nil {
		return created, err
	}
	if err := w.checkOwn(); err != nil {
		return created, err
	}
	if w.lock, err = lockFile(w.root); err != nil {
		return created, err
	}
	if err := w.writeLock(); err != nil {
		return created, also(err, w.unlock())
	}
	return created, nil
}

// open opens the folder. It returns ErrOccupied if another user could write to it, unless the run
// has created it: there are file systems that know no permissions.
func (w *workFolder) open(created bool) error {
	info, err := w.parent.Lstat(w.name)
	if err != nil {
		return w.tooLong(err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%w: the export works in %s, and that is not a folder; move it", ErrOccupied, w.path())
	}
	if !created && !private(info) {
		return fmt.Errorf("%w: the export works in %s, and that belongs to another user or others may write to it; remove it, or choose another folder", ErrOccupied, w.path())
	}
	w.root, err = place{w.parent, w.name}.open()
	return err
}

// tooLong replaces an error about the length of the name by one that says what to do.
func (w *workFolder) tooLong(err error) error {
	if !errors.Is(err, syscall.ENAMETOOLONG) {
		return err
	}
	return fmt.Errorf("%w: its name must be shorter, because the export works in a folder next to it that adds %d bytes to the name", ErrTarget, len(w.name)-len(w.target))
}

// closeRoot closes the folder, if it is open.
func (w *workFolder) closeRoot() error {
	if w.root == nil {
		return nil
	}
	root := w.root
	w.root = nil
	return root.Close()
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
		entries, err := readNames(w.root)
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
		if _, err := w.root.Lstat(lockName); err == nil || found == "" {
			return nil
		}
		// A run may have begun before the entries were read, and ended since. Look again.
	}
	return w.foreign(found)
}

func (w *workFolder) foreign(name string) error {
	return fmt.Errorf("%w: the export works in %s, and that holds %s, which is not of an export; move it", ErrOccupied, w.path(), name)
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
func (w *workFolder) close() error { return also(w.unlock(), w.parent.Close()) }

func (w *workFolder) unlock() error {
	if w.lock == nil {
		return w.closeRoot()
	}
	for _, name := range []string{newName, oldName} {
		if _, err := w.root.Lstat(name); !errors.Is(err, fs.ErrNotExist) {
			return also(also(err, w.lock.Close()), w.closeRoot())
		}
	}
	err := also(unlockFile(w.root, w.lock), w.closeRoot())
	removed := w.parent.Remove(w.name)
	if _, lock := w.parent.Lstat(filepath.Join(w.name, lockName)); lock == nil || errors.Is(removed, fs.ErrNotExist) {
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
