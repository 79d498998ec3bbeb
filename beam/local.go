package beam

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// A localFolder is a folder of the operating system.
type localFolder string

func (f localFolder) path(name string) string { return filepath.Join(string(f), name) }

func (f localFolder) create(_ context.Context, name string) (io.WriteCloser, error) {
	if err := os.MkdirAll(string(f), 0o777); err != nil { // less the umask
		return nil, err
	}
	file, err := os.OpenFile(f.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err != nil {
		return nil, err
	}
	return durable{file}, nil
}

// durable is a file that is on the disk once it is closed.
type durable struct{ *os.File }

func (f durable) Close() error { return errors.Join(f.Sync(), f.File.Close()) }

func (f localFolder) open(_ context.Context, name string) (io.ReadCloser, error) {
	return os.Open(f.path(name))
}

func (f localFolder) rename(_ context.Context, from, to string) error {
	if err := os.Rename(f.path(from), f.path(to)); err != nil {
		return err
	}
	return f.sync()
}

// sync makes the names of the folder durable, where the system can do that: then no manifest
// survives a power failure that the files before it do not.
func (f localFolder) sync() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "plan9" {
		return nil
	}
	dir, err := os.Open(string(f))
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

func (f localFolder) remove(_ context.Context, name string) error {
	err := os.Remove(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil // an attempt before has removed it
	}
	return err
}

func (f localFolder) exists(_ context.Context, name string) (bool, error) {
	_, err := os.Lstat(f.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

func (f localFolder) list(context.Context) (names []string, err error) {
	entries, err := os.ReadDir(string(f))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names, err
}
