package beam

import (
	"context"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// A store is the folder of a snapshot in a file system or an object store. Names are those of
// files in it. All methods are safe for concurrent use.
type store interface {
	// create opens a new file. It is durable once it is closed.
	create(ctx context.Context, name string) (io.WriteCloser, error)
	open(ctx context.Context, name string) (io.ReadCloser, error)
	// rename replaces a file of the new name.
	rename(ctx context.Context, from, to string) error
	remove(ctx context.Context, name string) error
	exists(ctx context.Context, name string) (bool, error)
	// list returns the names of all files in order; none if there is no folder.
	list(ctx context.Context) ([]string, error)
}

// openStore returns the store of a folder: a path, or an address with a scheme.
func openStore(ctx context.Context, folder string) (store, error) {
	if folder == "" {
		return nil, fmt.Errorf("the folder has no name")
	}
	if !strings.Contains(folder, "://") {
		return named{localFolder(folder), folder}, nil
	}
	if strings.ContainsAny(folder, `*?[]\`) {
		return nil, fmt.Errorf("folder %s: an address with * ? [ ] or \\ is a pattern of several", folder)
	}
	fsys, err := filesystem.New(ctx, folder)
	if err != nil {
		return nil, err
	}
	return named{&beamFolder{fsys, strings.TrimRight(folder, "/") + "/"}, folder}, nil
}

// An ioError is that of a store. It may be gone when the work is repeated.
type ioError struct {
	op, file string
	err      error
}

func (e *ioError) Error() string { return fmt.Sprintf("%s %s: %v", e.op, e.file, e.err) }
func (e *ioError) Unwrap() error { return e.err }

// named adds the operation and the file to the errors of a store.
type named struct {
	store
	folder string
}

func (n named) failed(op, name string, err error) error {
	if err == nil {
		return nil
	}
	file := n.folder
	if name != "" {
		file = strings.TrimRight(n.folder, "/") + "/" + name
	}
	return &ioError{op, file, err}
}

func (n named) create(ctx context.Context, name string) (io.WriteCloser, error) {
	w, err := n.store.create(ctx, name)
	if err != nil {
		return nil, n.failed("create", name, err)
	}
	return namedFile{n, name, nil, w}, nil
}

func (n named) open(ctx context.Context, name string) (io.ReadCloser, error) {
	r, err := n.store.open(ctx, name)
	if err != nil {
		return nil, n.failed("open", name, err)
	}
	return namedFile{n, name, r, r}, nil
}

func (n named) rename(ctx context.Context, from, to string) error {
	return n.failed("rename "+from+" to", to, n.store.rename(ctx, from, to))
}

func (n named) remove(ctx context.Context, name string) error {
	return n.failed("remove", name, n.store.remove(ctx, name))
}

func (n named) exists(ctx context.Context, name string) (bool, error) {
	is, err := n.store.exists(ctx, name)
	return is, n.failed("look for", name, err)
}

func (n named) list(ctx context.Context) ([]string, error) {
	names, err := n.store.list(ctx)
	return names, n.failed("list", "", err)
}

// A namedFile adds the operation and the file to errors.
type namedFile struct {
	named
	name string
	r    io.Reader
	io.Closer
}

func (f namedFile) Read(b []byte) (int, error) {
	n, err := f.r.Read(b)
	if err != io.EOF {
		err = f.failed("read", f.name, err)
	}
	return n, err
}

func (f namedFile) Write(b []byte) (int, error) {
	n, err := f.Closer.(io.Writer).Write(b)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	return n, f.failed("write", f.name, err)
}

func (f namedFile) Close() error { return f.failed("close", f.name, f.Closer.Close()) }

// A beamFolder is a folder in a file system that is registered with Beam.
type beamFolder struct {
	fsys   filesystem.Interface
	prefix string
}

func (f *beamFolder) create(ctx context.Context, name string) (io.WriteCloser, error) {
	return f.fsys.OpenWrite(ctx, f.prefix+name)
}

func (f *beamFolder) open(ctx context.Context, name string) (io.ReadCloser, error) {
	return f.fsys.OpenRead(ctx, f.prefix+name)
}

// rename copies and removes where the store cannot rename: as long as the copy has not succeeded,
// nothing has the new name.
func (f *beamFolder) rename(ctx context.Context, from, to string) error {
	return filesystem.Rename(ctx, f.fsys, f.prefix+from, f.prefix+to)
}

func (f *beamFolder) remove(ctx context.Context, name string) error {
	remover, ok := f.fsys.(filesystem.Remover)
	if !ok {
		return fmt.Errorf("the file system of %s removes no files", f.prefix)
	}
	return remover.Remove(ctx, f.prefix+name)
}

func (f *beamFolder) exists(ctx context.Context, name string) (bool, error) {
	found, err := f.fsys.List(ctx, f.prefix+name)
	return len(found) > 0, err
}

func (f *beamFolder) list(ctx context.Context) (names []string, err error) {
	found, err := f.fsys.List(ctx, f.prefix+"*")
	for _, file := range found {
		names = append(names, path.Base(file))
	}
	return names, err
}
