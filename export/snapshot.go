package export

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Snapshot writes the dataset as a governed folder: the tables in the selected formats,
// metadata, descriptors, a README, and a manifest with the size and SHA-256 of each file. The
// folder appears complete under its name or not at all: it is built in a hidden folder next to
// its target, called .NAME.exporting, and renamed. The parent folder of dir must be writable. In a
// folder for everybody, such as /tmp, another user cannot lead the export to other files: a hidden
// folder that belongs to another user, or that others may write to, is refused.
//
// A snapshot of the same dataset in dir is replaced: it has the same settings, files of the sizes
// that its manifest says, and the same rows in each table that both snapshots have. It may have
// other formats, and governed tables that the new one lacks, but no user-defined ones. Any other
// content is left unchanged and is an error, unless [Overwrite] is set. That is decided before the
// work, except for the digests of the tables, which are compared after it. The files are read
// again before dir is renamed: if dir then holds a file that was added or changed during the
// export, it stays as it is, and the error names the file. Nothing is removed but the files that
// were there before and may be replaced.
//
// A run that fails, such as on a full disk, removes what it has built, with the parent folders that
// it has created, and leaves dir unchanged, even if a function of the caller panics. If only
// syncing or cleaning up fails, after the rename, dir is the new snapshot. Leftovers of a killed run are removed by the next one that may
// replace dir. If a run was killed between the renames, the next one moves the old folder back,
// whether it may replace it or not.
//
// A new folder has permissions 0777 and its files 0666, less the umask. A folder that is replaced
// keeps its own, and its files get those that all old files had. Owner and group are kept if the
// process may set them; if not, the new group gets no permission that others do not have. Access
// control lists are not kept.
//
// The error wraps [ErrTarget], [ErrOccupied], [ErrBusy], [ErrOption], [ErrText] or [ErrCount],
// or is that of the context, the source, an entity or the file system.
func Snapshot(ctx context.Context, dir string, src synthhub.Source, opts ...Option) (*Manifest, error) {
	m, err := writeSnapshot(ctx, dir, src, opts)
	return m, snapshotError(dir, err)
}

func writeSnapshot(ctx context.Context, dir string, src synthhub.Source, opts []Option) (*Manifest, error) {
	f, r, err := newReplacement(ctx, dir, src, opts)
	if err != nil {
		return nil, err
	}
	err = r.run(func(dir *os.Root, keep fs.FileInfo) error {
		f.dir, f.keep = dir, keep
		if err := f.write(ctx); err != nil {
			return err
		}
		if err := f.complete(); err != nil {
			return err
		}
		return r.old.sameRows(f.manifest)
	})
	if err != nil {
		return nil, err
	}
	f.exporter.progress.end()
	return f.manifest, nil
}

// Check returns the error that [Snapshot] would return before it writes anything, and changes
// nothing itself: whether the options fit together, and whether dir is free or may be replaced. It
// does not tell what only writing can tell, such as a lack of permissions or of space, or that
// another export writes dir.
func Check(ctx context.Context, dir string, src synthhub.Source, opts ...Option) error {
	_, r, err := newReplacement(ctx, dir, src, opts)
	if err == nil {
		err = r.check()
	}
	if err == nil {
		err = pipe.Err(ctx)
	}
	return snapshotError(dir, err)
}

// snapshotError adds the name of the folder to an error.
func snapshotError(dir string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("snapshot %s: %w", cmp.Or(dir, `""`), err)
}

// newReplacement returns a snapshot that nothing is written of yet, and what replaces its target.
func newReplacement(ctx context.Context, dir string, src synthhub.Source, opts []Option) (*folder, *replacement, error) {
	target, err := targetFolder(dir)
	if err != nil {
		return nil, nil, err
	}
	f, err := newFolder(ctx, src, opts)
	if err != nil {
		return nil, nil, err
	}
	r := &replacement{target: target, overwrite: f.exporter.overwrite, allowed: f.mayReplace}
	return f, r, nil
}

// ManifestOf returns the manifest that [Snapshot] would write, without writing anything: it
// generates and hashes every byte of every file. It serves to compare a snapshot with the
// dataset of its settings.
func ManifestOf(ctx context.Context, src synthhub.Source, opts ...Option) (*Manifest, error) {
	f, err := newFolder(ctx, src, opts)
	if err == nil {
		err = f.write(ctx)
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	f.exporter.progress.end()
	return f.manifest, nil
}

// A folder is a snapshot under construction.
type folder struct {
	exporter *exporter
	entities []synthhub.Entity
	manifest *Manifest
	dir      *os.Root    // where to write; if nil, the files are only measured and hashed
	keep     fs.FileInfo // whose owner and permissions the files get, if it is not nil
	files    []*file
}

func newFolder(ctx context.Context, src synthhub.Source, opts []Option) (f *folder, err error) {
	f = &folder{}
	if f.exporter, err = newExporter(ctx, src, opts); err != nil {
		return nil, err
	}
	if f.manifest, err = f.exporter.newManifest(); err != nil {
		return nil, err
	}
	f.entities, err = f.exporter.entities()
	return f, err
}

// A file is one file of a folder, measured and hashed while it is written.
type file struct {
	ManifestFile
	f    *os.File // nil if it is only measured, and after close
	hash hash.Hash
}

func (f *folder) create(name, mediaType string) (*file, error) {
	created := &file{ManifestFile: ManifestFile{Name: name, Path: name, MediaType: mediaType}, hash: sha256.New()}
	if f.dir != nil {
		mode := fs.FileMode(0o666) // less the umask
		if f.keep != nil {
			mode = 0o600
		}
		var err error
		if created.f, err = f.dir.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode); err != nil {
			return nil, err
		}
		if f.keep != nil {
			if err := keepOwner(place{f.dir, name}, f.keep, f.keep.Mode()); err != nil {
				return nil, also(err, created.f.Close())
			}
		}
	}
	f.files = append(f.files, created)
	return created, nil
}

func (f *file) Write(b []byte) (n int, err error) {
	n = len(b)
	if f.f != nil {
		n, err = f.f.Write(b)
	}
	f.hash.Write(b[:n])
	f.Bytes += int64(n)
	return n, err
}

// close completes the digest, makes the file durable and closes it.
func (f *file) close() error {
	f.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	if f.f == nil {
		return nil
	}
	out := f.f
	f.f = nil
	return errors.Join(out.Sync(), out.Close())
}

// discard closes all files that are still open, because the export has not come to its end.
// The caller removes the folder.
func (f *folder) discard() {
	for _, file := range f.files {
		if file.f != nil {
			file.f.Close()
		}
	}
}

// put writes a small file at once.
func (f *folder) put(name, mediaType string, text []byte) error {
	out, err := f.create(name, mediaType)
	if err != nil {
		return err
	}
	if err := f.exporter.write(out, text); err != nil {
		return err
	}
	return out.close()
}

// write writes all files, the manifest last, and completes the manifest.
func (f *folder) write(ctx context.Context) error {
	defer f.discard()
	if err := f.writeTables(ctx); err != nil {
		return err
	}
	m, metadata, edition := f.manifest, &f.exporter.metadata, f.manifest.Edition()
	for _, document := range []struct {
		name, mediaType string
		encode          func() ([]byte, error)
	}{
		{snapshot.Metadata(edition), snapshot.TypeJSON, func() ([]byte, error) { return snapshot.EncodeDocument(metadata, true) }},
		{snapshot.Schema(edition), snapshot.TypeJSON, func() ([]byte, error) { return jsonSchema(m.DatasetVersion, f.entities) }},
		{snapshot.DataPackage, snapshot.TypeJSON, func() ([]byte, error) { return dataPackageOf(m, f.entities) }},
		{snapshot.Readme(edition), snapshot.TypeMarkdown, func() ([]byte, error) { return readme(m, metadata, f.entities), nil }},
		{snapshot.ManifestName(edition), snapshot.TypeJSON, func() ([]byte, error) { return snapshot.EncodeDocument(m, true) }},
	} {
		m.Files = f.list()
		text, err := document.encode()
		if err != nil {
			return err
		}
		if err := f.put(document.name, document.mediaType, text); err != nil {
			return err
		}
	}
	return pipe.Err(ctx)
}

// complete returns an error if the folder holds other files than those that were written: a
// function of the caller may have changed it.
func (f *folder) complete() error {
	entries, err := readNames(f.dir)
	if err != nil {
		return err
	}
	for _, file := range f.files {
		if info, err := f.dir.Lstat(file.Path); err != nil || !info.Mode().IsRegular() || info.Size() != file.Bytes {
			return also(fmt.Errorf("%s was changed or removed during the export, in %s", file.Path, f.dir.Name()), err)
		}
	}
	for _, e := range entries {
		if !slices.ContainsFunc(f.files, func(file *file) bool { return file.Path == e.Name() }) {
			return fmt.Errorf("%s was added during the export, in %s; put it elsewhere", e.Name(), f.dir.Name())
		}
	}
	return nil
}

// list returns what the manifest says of the files so far, those of tables first.
func (f *folder) list() []ManifestFile {
	var tables, others []ManifestFile
	for _, file := range f.files {
		if file.Table != "" {
			tables = append(tables, file.ManifestFile)
		} else {
			others = append(others, file.ManifestFile)
		}
	}
	return append(tables, others...)
}
