package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A place is a folder by its name in an open folder. Somebody may put a link or another folder in
// its place, so all work in it goes through open.
type place struct {
	in   *os.Root // nil if that folder does not exist
	name string
}

func (p place) path() string { return filepath.Join(p.in.Name(), p.name) }

// lstat returns what is there. The error is fs.ErrNotExist if there is nothing.
func (p place) lstat() (fs.FileInfo, error) {
	if p.in == nil {
		return nil, fs.ErrNotExist
	}
	return p.in.Lstat(p.name)
}

// open opens the folder. A link is an error, even to a folder.
func (p place) open() (*os.Root, error) {
	info, err := p.lstat()
	if err != nil {
		return nil, err
	}
	root, err := p.in.OpenRoot(p.name)
	if err != nil {
		return nil, err
	}
	err = p.holds(root)
	if err == nil && !info.IsDir() {
		err = errExchanged(p)
	}
	if err != nil {
		return nil, also(err, root.Close())
	}
	return root, nil
}

// holds returns an error if an open folder is no longer the one with the name.
func (p place) holds(root *os.Root) error {
	opened, err := root.Stat(".")
	if err != nil {
		return err
	}
	if info, err := p.lstat(); err != nil || !os.SameFile(info, opened) {
		return also(errExchanged(p), err)
	}
	return nil
}

func errExchanged(p place) error { return &exchangedError{p.path()} }

// An exchangedError says that another folder has taken the place of one. It wraps ErrOccupied.
type exchangedError struct{ path string }

func (e *exchangedError) Error() string {
	return fmt.Sprintf("%v: %s was exchanged during the export; choose a folder that others cannot write to", ErrOccupied, e.path)
}

func (e *exchangedError) Unwrap() error { return ErrOccupied }

// readNames lists an open folder.
func readNames(root *os.Root) ([]fs.DirEntry, error) {
	d, err := root.Open(".")
	if err != nil {
		return nil, err
	}
	entries, err := d.ReadDir(-1)
	return entries, errors.Join(err, d.Close())
}

// remove removes the files of those names and then the folder, which must hold nothing else. What
// does not exist is no error.
func (p place) remove(names []string) error {
	root, err := p.open()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return also(err, root.Close())
		}
	}
	if err := root.Close(); err != nil {
		return err
	}
	if err := p.in.Remove(p.name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
