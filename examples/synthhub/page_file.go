package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// A textFile is a page or a profile that a command writes: complete or not at all.
type textFile struct {
	path      string
	flag      string // the one that chooses another path
	overwrite bool
	profile   bool // whether it is a saved profile, not a page
	text      bytes.Buffer
}

// noun says what the file is.
func (f *textFile) noun() string {
	if f.profile {
		return "profile"
	}
	return "page"
}

// check returns why the file would not be written: something else is there, or it would be part of an input.
func (f *textFile) check(inputs ...string) error {
	if f.path == "" || endsInSeparator(f.path) {
		return usagef("--%s %.200q: want the name of a file", f.flag, f.path)
	}
	if err := (&destination{path: f.path, flag: "--" + f.flag}).apartFrom("dataset", inputs); err != nil {
		return err
	}
	info, err := os.Lstat(f.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a regular file: choose another path (--%s)", f.path, f.flag)
	case f.overwrite:
		return nil
	}
	ours, err := f.isOurs()
	if err == nil && !ours {
		err = fmt.Errorf("%s is there, and is not a %s of this program: choose another path (--%s), or overwrite it (--overwrite)", f.path, f.noun(), f.flag)
	}
	return err
}

// isOurs reports whether the file that is there looks like one that this program has written. An empty
// file is one of nobody, as mktemp leaves it.
func (f *textFile) isOurs() (bool, error) {
	in, _, err := openFile(f.path)
	if err != nil {
		return false, err
	}
	defer in.Close()
	start, err := io.ReadAll(io.LimitReader(in, 4<<10))
	if err != nil {
		return false, err
	}
	if f.profile {
		return len(start) == 0 || bytes.HasPrefix(start, []byte(`{"profile_version":`)), nil
	}
	return len(start) == 0 || bytes.HasPrefix(start, []byte("<!doctype html>")) && bytes.Contains(start, []byte(`<meta name="generator" content="synthhub">`)), nil
}

// write writes the text. What was there stays as it was until the whole text is on the disk.
func (f *textFile) write(ctx context.Context) (err error) {
	dir := filepath.Dir(f.path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	hidden, err := createHidden(dir, filepath.Base(f.path))
	if err != nil {
		return err
	}
	_, err = hidden.Write(f.text.Bytes())
	if err == nil {
		err = hidden.Sync()
	}
	err = errors.Join(err, hidden.Close())
	if err == nil {
		err = context.Cause(ctx)
	}
	if err == nil {
		err = f.check()
	}
	if err == nil {
		err = os.Rename(hidden.Name(), f.path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(hidden.Name()))
	}
	return nil
}

// createHidden creates a file of another name next to one that is to be written. Its mode is that of any
// new file, unlike that of os.CreateTemp.
func createHidden(dir, base string) (*os.File, error) {
	for i := 0; ; i++ {
		name := filepath.Join(dir, fmt.Sprintf(".%s.%d-%d.writing", base, os.Getpid(), i))
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err == nil || !errors.Is(err, fs.ErrExist) || i == 100 {
			return f, err
		}
	}
}

// pageBeside returns the path of the page of a folder or file: data/snapshots/v0.1.html for
// data/snapshots/v0.1, and snapshot.html for snapshot.zip.
func pageBeside(path string) (string, error) {
	if os.IsPathSeparator(filepath.Base(filepath.Clean(path))[0]) {
		return "", usagef("%.200q: want --output FILE, because there is nothing beside this folder", path)
	}
	for endsInSeparator(path) {
		path = path[:len(path)-1]
	}
	if base := filepath.Base(path); base == "." || base == ".." {
		absolute, err := filepath.Abs(path)
		if err != nil {
			return "", err
		}
		path = absolute
	}
	switch extension := strings.ToLower(filepath.Ext(path)); extension {
	case ".zip", ".tar", ".json":
		path = path[:len(path)-len(extension)]
	}
	return path + ".html", nil
}

// wrote says what was written.
func (f *textFile) wrote(w io.Writer) error {
	return printLine(w, "Wrote %s: a %s of %s bytes", f.path, f.noun(), grouped(int64(f.text.Len())))
}
