package main

import (
	"errors"
	"io/fs"
	"os"
)

// A folderFS is the folder of a snapshot, which may be a stranger's. No link leads out of it, and
// nothing but a regular file is opened, so that no open waits: a file that was listed may be a
// named pipe by the time that it is opened.
type folderFS struct{ root *os.Root }

// Open implements [fs.FS].
func (f folderFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		err = &fs.PathError{Op: "open", Path: name, Err: errors.New("not a regular file")}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// Lstat and ReadLink implement [fs.ReadLinkFS].
func (f folderFS) Lstat(name string) (fs.FileInfo, error) { return f.root.Lstat(name) }
func (f folderFS) ReadLink(name string) (string, error)   { return f.root.Readlink(name) }

// A lazyFolder is a folder, opened as a folderFS for each file of it: a command may take more folders
// than a process can hold open.
type lazyFolder string

// Open implements [fs.FS].
func (dir lazyFolder) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(dir))
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return folderFS{root}.Open(name)
}

// openFile opens a regular file, and does not wait for anything else.
func openFile(name string) (*os.File, fs.FileInfo, error) {
	f, err := os.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = &fs.PathError{Op: "open", Path: name, Err: errors.New("not a regular file")}
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}
