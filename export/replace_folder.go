package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/synthhub/synthhub/internal/snapshot"
)

// A replacement replaces a target folder, whose path targetFolder has returned, by a complete
// one. It removes nothing but files that it has written, and the files of an old folder that it
// was allowed to replace.
type replacement struct {
	target    string
	work      *workFolder
	allowed   func(place) (contents, error) // what may be replaced, or why nothing may
	overwrite bool
	old       contents // of the target, when the run began
	installed bool
}

// begin opens a new, empty folder in the work folder next to the target, which must be allowed to
// be replaced. After an error nothing is left. The caller builds the new folder, and calls built and
// install, and end in any case.
//
// Between the two renames that exchange the folders, the target does not exist for a moment.
// A run that is killed then leaves the old folder in the work folder, and the next run moves it
// back. That is all that a run does which is not allowed to replace the target.
func (r *replacement) begin() (root *os.Root, err error) {
	if r.work, err = openWork(r.target); err != nil {
		return nil, err
	}
	accepted := false
	defer func() {
		if err != nil && !accepted {
			err = also(err, r.close())
		} else if err != nil {
			err = also(err, r.end())
		}
	}()
	if err := r.accept(); err != nil {
		return nil, err
	}
	accepted = true
	if err := r.work.root.Mkdir(newName, 0o777); err != nil {
		return nil, err
	}
	return r.work.new().open()
}

// end removes the new folder, unless it was installed, and releases the work folder. Calling it
// again does nothing.
func (r *replacement) end() (err error) {
	if r.work == nil {
		return nil
	}
	if !r.installed {
		err = removeNew(r.work.new())
	}
	return also(err, r.close())
}

// close releases the work folder.
func (r *replacement) close() error {
	work := r.work
	r.work = nil
	err := work.close()
	if !r.installed {
		removeParents(work.made)
	}
	return err
}

// built completes the new folder and closes it, and returns what it is.
func (r *replacement) built(root *os.Root) (built fs.FileInfo, err error) {
	defer func() { err = also(err, root.Close()) }() // Windows renames no folder that is open
	if r.old.folder != nil {
		if err := keepOwner(r.work.new(), r.old.folder, r.old.folder.Mode()); err != nil {
			return nil, err
		}
	}
	if err := syncFolder(root); err != nil {
		return nil, err
	}
	return root.Stat(".")
}

// accept reads what may be replaced. Then it cleans up after a killed run.
func (r *replacement) accept() (err error) {
	moved, err := r.moveBack()
	if err != nil {
		return err
	}
	if r.old, err = r.allowed(r.work.place()); err != nil {
		if moved { // all of the killed run is undone
			err = also(err, removeNew(r.work.new()))
		}
		return err
	}
	if r.old.folder != nil {
		if err := checkRename(r.target, r.work.path()); err != nil {
			return fmt.Errorf("%w: it cannot be renamed (%w); want another folder", ErrTarget, err)
		}
	}
	if err := removeNew(r.work.new()); err != nil {
		return err
	}
	left, err := leftover(r.work.old(), r.overwrite)
	if err != nil {
		return err
	}
	return leftoverError(r.work.old(), left.remove(r.work.old()))
}

// check returns the error that accept would return, and changes nothing.
func (r *replacement) check() (err error) {
	if r.work, err = findWork(r.target); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { err = also(err, r.work.close()) }()
	switch err := r.work.open(false); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	default:
		if err := r.work.checkOwn(); err != nil {
			return err
		}
	}
	existing := r.work.place()
	if _, err := existing.lstat(); errors.Is(err, fs.ErrNotExist) {
		if _, err := r.work.old().lstat(); err == nil {
			existing = r.work.old() // which a run would move back
		}
	}
	if _, err := r.allowed(existing); err != nil {
		return err
	}
	if _, err := unfinished(r.work.new()); err != nil {
		return err
	}
	_, err = leftover(r.work.old(), r.overwrite)
	return err
}

// moveBack moves the old folder back if a run was killed between the two renames.
func (r *replacement) moveBack() (moved bool, err error) {
	if _, err := r.work.place().lstat(); !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	if _, err := r.work.old().lstat(); errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return true, r.work.rename(oldName, "")
}

// install renames the built folder to the target. What may be replaced was read before the
// build, and is read again before the target is moved and once nobody finds it by its name.
func (r *replacement) install(built fs.FileInfo) error {
	if err := r.old.unchanged(r.work.place()); err != nil {
		return err
	}
	moved := false
	if _, err := r.work.place().lstat(); err == nil {
		if err := r.work.rename("", oldName); err != nil {
			return err
		}
		moved = true
		if err := r.old.unchanged(r.work.old()); err != nil {
			return r.undo(err)
		}
	}
	err := r.work.holdsNew(built)
	if err == nil {
		err = r.work.rename(newName, "")
	}
	if err != nil {
		if moved {
			err = r.undo(err)
		}
		return err
	}
	r.installed = true
	if err := syncFolder(r.work.parent); err != nil {
		return err
	}
	if moved {
		if err := r.old.remove(r.work.old()); err != nil {
			return fmt.Errorf("the new snapshot is complete, but the old one in %s is not removed: %w", r.work.old().path(), err)
		}
	}
	return nil
}

// undo moves the old folder back to the target after an error.
func (r *replacement) undo(err error) error {
	if back := r.work.rename(oldName, ""); back != nil {
		return fmt.Errorf("%w; and then: the old folder stays in %s: %w", err, r.work.old().path(), back)
	}
	return err
}

// removeNew removes a folder that an export has begun to write, if there is one. Files that no
// snapshot has stay, and are an error.
func removeNew(p place) error {
	names, foreign := unfinished(p)
	if err := p.remove(names); foreign == nil {
		return err
	}
	return foreign
}

// unfinished returns the files of a snapshot in a folder that an export has begun to write, none
// if there is no folder. It returns ErrOccupied if there is anything else too.
func unfinished(p place) (names []string, err error) {
	if _, err := p.lstat(); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	root, err := p.open()
	if err != nil {
		return nil, err
	}
	defer root.Close()
	entries, err := readNames(root)
	for _, e := range entries {
		if e.Type().IsRegular() && snapshot.IsFile(e.Name()) {
			names = append(names, e.Name())
		} else {
			err = fmt.Errorf("%w: %s holds %s, which is not part of a snapshot; move it", ErrOccupied, p.path(), e.Name())
		}
	}
	return names, err
}

// keep returns the file whose owner and permissions the new files get: those that the old files
// have in common. It is nil if there are none.
func (c contents) keep() fs.FileInfo {
	if len(c.files) == 0 {
		return nil
	}
	kept := keptFile{mode: fs.ModePerm}
	for _, name := range c.names() {
		kept.FileInfo = c.files[name]
		kept.mode &= kept.FileInfo.Mode()
	}
	return kept
}

// A keptFile is a file with other permissions.
type keptFile struct {
	fs.FileInfo
	mode fs.FileMode
}

func (f keptFile) Mode() fs.FileMode { return f.mode }
