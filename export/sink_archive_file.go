package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/synthhub/synthhub/internal/pipe"
)

// ArchiveFile returns a sink that writes an archive to a file, such as
//
//	export.ArchiveFile("snapshot.zip", export.Zip)
//
// The file appears complete under its name or not at all: it is built in a hidden folder next to it,
// called .NAME.exporting, as [Snapshot] builds a folder. What Snapshot says of permissions, and of
// leftovers of killed runs, holds here too. A file of the same name is replaced only with [Overwrite];
// anything else of that name is an error. ArchiveFile calls the function archive once, to see what kind
// of sink it returns, and the export calls it again. The sink must be passed to [SnapshotTo] or [Merge]
// itself.
func ArchiveFile(name string, archive func(io.Writer) Sink) Sink {
	s := &archiveFile{name: name, archive: archive}
	if sequential, ok := archive(io.Discard).(SequentialSink); ok {
		return &sequentialFile{s, sequential.NeedsSizes()}
	}
	return s
}

// A sequentialFile is an archive file that takes one file at a time.
type sequentialFile struct {
	*archiveFile
	needsSizes bool
}

// NeedsSizes implements [SequentialSink].
func (s *sequentialFile) NeedsSizes() bool { return s.needsSizes }

// An archiveFile writes an archive to a file in the folder new of a work folder, and links it to its
// name when it is complete.
type archiveFile struct {
	name      string
	archive   func(io.Writer) Sink
	inner     Sink // nil until it is prepared
	overwrite bool
	work      *workFolder
	old       fs.FileInfo // the file that is replaced, or nil
	new       *os.Root    // the folder in which the file is
	f         *os.File
	committed bool
}

// archiveName is the name of an archive under construction, one of those that an export removes from
// its work folder.
const archiveName = "archive_v0.new"

// prepare implements [preparer].
func (s *archiveFile) prepare(b *builder) (err error) {
	target, err := s.target(b)
	if err != nil {
		return err
	}
	if s.work, err = openWork(target); err != nil {
		return err
	}
	if err := s.create(); err != nil {
		return also(err, s.Abort())
	}
	s.inner = s.archive(s.f)
	return nil
}

// check returns the error that prepare would return, and changes nothing.
func (s *archiveFile) check(b *builder) error {
	_, err := s.target(b)
	return err
}

// target returns the absolute path of the file, which must be free, or a file that may be replaced.
func (s *archiveFile) target(b *builder) (string, error) {
	if s.name == "" {
		return "", fmt.Errorf("%w: its name is empty; want the name of a file", ErrTarget)
	}
	target, err := filepath.Abs(s.name)
	if err != nil {
		return "", err
	}
	s.overwrite, s.old = b.exporter.overwrite, nil
	switch info, err := os.Lstat(target); {
	case errors.Is(err, fs.ErrNotExist):
		return target, checkParents(target)
	case err != nil:
		if parents := checkParents(target); parents != nil {
			return "", parents
		}
		return "", err
	case !info.Mode().IsRegular():
		return "", fmt.Errorf("%w: it is there, and is not a regular file; want another name", ErrTarget)
	case !s.overwrite:
		return "", fmt.Errorf("%w: a file of this name; choose another name, or overwrite it", ErrOccupied)
	default:
		s.old = info
		return target, nil
	}
}

// create creates the file, after what a killed run has left is removed.
func (s *archiveFile) create() (err error) {
	if _, err := s.work.old().lstat(); !errors.Is(err, fs.ErrNotExist) {
		return also(s.work.foreign(oldName), err)
	}
	if err := removeNew(s.work.new()); err != nil {
		return err
	}
	if err := s.work.root.Mkdir(newName, 0o700); err != nil {
		return err
	}
	if s.new, err = s.work.new().open(); err != nil {
		return err
	}
	s.f, err = s.new.OpenFile(archiveName, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if err == nil && s.old != nil {
		err = keepOwner(place{s.new, archiveName}, s.old, s.old.Mode())
	}
	return err
}

// Create implements [Sink].
func (s *archiveFile) Create(ctx context.Context, entry Entry) (io.WriteCloser, error) {
	if s.inner == nil {
		return nil, errors.New("a sink of ArchiveFile must be passed to SnapshotTo or Merge itself, and serves one export")
	}
	return s.inner.Create(ctx, entry)
}

// Commit implements [Sink].
func (s *archiveFile) Commit(ctx context.Context, m *Manifest) error {
	if err := s.inner.Commit(ctx, m); err != nil {
		return err
	}
	if err := errors.Join(s.f.Sync(), s.f.Close()); err != nil {
		return err
	}
	s.f = nil
	if err := pipe.Err(ctx); err != nil {
		return err
	}
	if err := s.install(); err != nil {
		return err
	}
	s.committed = true
	if err := syncFolder(s.work.parent); err != nil {
		return err
	}
	return s.Abort() // which now only cleans up
}

// install gives the file its name. A file that has appeared meanwhile stays, and so does one that may be
// replaced but was changed.
func (s *archiveFile) install() error {
	if err := (place{s.work.parent, s.work.name}).holds(s.work.root); err != nil {
		return err
	}
	from := filepath.Join(s.work.name, newName, archiveName)
	if s.old == nil {
		err := s.work.parent.Link(from, s.work.target)
		if err == nil {
			return nil
		}
		// If nothing is found, this file system has no links.
	}
	switch now, err := s.work.parent.Lstat(s.work.target); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return err
	case s.old == nil:
		return fmt.Errorf("%w: a file of this name, which was added during the export; choose another name, or overwrite it", ErrOccupied)
	case !os.SameFile(s.old, now) || s.old.Size() != now.Size() || !s.old.ModTime().Equal(now.ModTime()):
		return fmt.Errorf("%w: a file of this name, which was changed during the export; choose another name, or overwrite it", ErrOccupied)
	}
	return s.work.parent.Rename(from, s.work.target)
}

// Abort implements [Sink].
func (s *archiveFile) Abort() (err error) {
	if s.work == nil {
		return nil
	}
	if s.inner != nil && !s.committed {
		err = s.inner.Abort()
	}
	if s.f != nil {
		err = also(err, s.f.Close())
	}
	if s.new != nil {
		err = also(err, s.new.Close())
	}
	err = also(err, removeNew(s.work.new()))
	work := s.work
	s.inner, s.f, s.new, s.work = nil, nil, nil, nil
	err = also(err, work.close())
	if !s.committed {
		removeParents(work.made)
	}
	return err
}
