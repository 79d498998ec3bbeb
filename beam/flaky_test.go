package beam_test

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// A flakyFS is a file system of Beam, under the scheme flaky, whose calls fail as a test says. It
// commits what is closed, complete or not, as an object store does.
type flakyFS struct {
	mu    sync.Mutex
	calls int
	fail  func(call int, op, path string) error // nil if nothing fails
}

var flaky = newFlaky()

func newFlaky() *flakyFS {
	f := &flakyFS{}
	filesystem.Register("flaky", func(context.Context) filesystem.Interface { return f })
	return f
}

var errFlaky = errors.New("the disk is on strike")

// failing makes calls fail, counted from 0, and returns a function that tells how many calls
// there were, and ends it.
func (f *flakyFS) failing(fail func(call int, op, path string) error) (end func() int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls, f.fail = 0, fail
	return func() int {
		f.mu.Lock()
		defer f.mu.Unlock()
		f.fail = nil
		return f.calls
	}
}

func (f *flakyFS) call(op, path string) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.fail == nil {
		return nil
	}
	f.calls++
	return f.fail(f.calls-1, op, path)
}

func flakyPath(address string) string { return strings.TrimPrefix(address, "flaky://") }

func (f *flakyFS) Close() error { return nil }

func (f *flakyFS) List(_ context.Context, glob string) ([]string, error) {
	if err := f.call("list", glob); err != nil {
		return nil, err
	}
	return filepath.Glob(flakyPath(glob))
}

func (f *flakyFS) OpenRead(_ context.Context, path string) (io.ReadCloser, error) {
	if err := f.call("open", path); err != nil {
		return nil, err
	}
	r, err := os.Open(flakyPath(path))
	return &flakyFile{f, path, r}, err
}

func (f *flakyFS) OpenWrite(_ context.Context, path string) (io.WriteCloser, error) {
	if err := f.call("create", path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(flakyPath(path)), 0o777); err != nil {
		return nil, err
	}
	w, err := os.Create(flakyPath(path))
	return &flakyFile{f, path, w}, err
}

func (f *flakyFS) Size(context.Context, string) (int64, error) { return 0, errors.New("no sizes") }

func (f *flakyFS) Remove(_ context.Context, path string) error {
	if err := f.call("remove", path); err != nil {
		return err
	}
	return os.Remove(flakyPath(path))
}

func (f *flakyFS) Rename(_ context.Context, from, to string) error {
	if err := f.call("rename", to); err != nil {
		return err
	}
	return os.Rename(flakyPath(from), flakyPath(to))
}

type flakyFile struct {
	f    *flakyFS
	path string
	*os.File
}

func (f *flakyFile) Read(b []byte) (int, error) {
	if err := f.f.call("read", f.path); err != nil {
		return 0, err
	}
	return f.File.Read(b)
}

func (f *flakyFile) Write(b []byte) (int, error) {
	if err := f.f.call("write", f.path); err != nil {
		n, _ := f.File.Write(b[:len(b)/2])
		return n, err
	}
	return f.File.Write(b)
}

func (f *flakyFile) Close() error {
	err := f.f.call("close", f.path)
	return errors.Join(err, f.File.Close())
}
