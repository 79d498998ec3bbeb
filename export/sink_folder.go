package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/synthhub/synthhub/internal/pipe"
)

// Folder returns a sink that writes a folder, as [Snapshot] describes. It must be passed to
// [SnapshotTo] or [Merge] itself, not within another sink.
func Folder(dir string) Sink { return &folderSink{dir: dir} }

// A folderSink builds a new folder next to its target.
type folderSink struct {
	dir string
	b   *builder
	r   *replacement
	new *os.Root // nil until it is prepared
}

// prepare begins to replace the target, if that may be replaced by the snapshot.
func (s *folderSink) prepare(b *builder) (err error) {
	if err := s.target(b); err != nil {
		return err
	}
	s.new, err = s.r.begin()
	return err
}

// target finds out what is to be replaced.
func (s *folderSink) target(b *builder) error {
	target, err := targetFolder(s.dir)
	if err != nil {
		return err
	}
	s.b, s.r = b, &replacement{target: target, overwrite: b.exporter.overwrite, allowed: b.allowed}
	return nil
}

// check returns the error that prepare would return, and changes nothing.
func (s *folderSink) check(b *builder) error {
	if err := s.target(b); err != nil {
		return err
	}
	return s.r.check()
}

// Create implements [Sink].
func (s *folderSink) Create(ctx context.Context, entry Entry) (io.WriteCloser, error) {
	if s.new == nil {
		return nil, errors.New("a sink of Folder must be passed to SnapshotTo or Merge itself, and serves one export")
	}
	keep, mode := s.r.old.keep(), fs.FileMode(0o666) // less the umask
	if keep != nil {
		mode = 0o600
	}
	f, err := s.new.OpenFile(entry.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
	if err != nil {
		return nil, err
	}
	if keep != nil {
		if err := keepOwner(place{s.new, entry.Name}, keep, keep.Mode()); err != nil {
			return nil, also(err, f.Close())
		}
	}
	return &durableFile{File: f, ctx: ctx}, nil
}

// A durableFile is on the disk once it is closed.
type durableFile struct {
	*os.File
	ctx     context.Context
	written int64
	started int64 // bytes that the system was asked to write to the disk
}

// Write writes to the file. The disk begins to work before the end of the export: a snapshot takes a
// sixth less time than if Close alone waited for all bytes.
func (f *durableFile) Write(b []byte) (int, error) {
	const portion = 8 << 20
	n, err := f.File.Write(b)
	if f.written += int64(max(n, 0)); f.written-f.started >= portion {
		startWriteback(f.File, f.started, f.written-f.started)
		f.started = f.written
	}
	return n, err
}

// Close makes the file durable, unless its context has ended, and closes it.
func (f *durableFile) Close() error {
	if err := pipe.Err(f.ctx); err != nil {
		return also(err, f.File.Close())
	}
	return errors.Join(f.Sync(), f.File.Close())
}

// Commit implements [Sink].
func (s *folderSink) Commit(_ context.Context, m *Manifest) error {
	if err := s.complete(); err != nil {
		return err
	}
	if err := s.r.old.sameRows(m); err != nil {
		return err
	}
	built, err := s.r.built(s.new)
	s.new = nil
	if err == nil {
		err = s.r.install(built)
	}
	if err == nil {
		err = s.r.end()
	}
	return err
}

// Abort implements [Sink].
func (s *folderSink) Abort() (err error) {
	if s.new != nil {
		err = s.new.Close() // Windows removes no folder that is open
		s.new = nil
	}
	return also(err, s.r.end())
}

// complete returns an error if the folder holds other files than those that were written: a
// function of the caller may have changed it.
func (s *folderSink) complete() error {
	entries, err := readNames(s.new)
	if err != nil {
		return err
	}
	for _, file := range s.b.files {
		if info, err := s.new.Lstat(file.Path); err != nil || !info.Mode().IsRegular() || info.Size() != file.Bytes {
			return also(fmt.Errorf("%s was changed or removed during the export, in %s", file.Path, s.new.Name()), err)
		}
	}
	for _, e := range entries {
		if !slices.ContainsFunc(s.b.files, func(file *file) bool { return file.Path == e.Name() }) {
			return fmt.Errorf("%s was added during the export, in %s; put it elsewhere", e.Name(), s.new.Name())
		}
	}
	return nil
}
