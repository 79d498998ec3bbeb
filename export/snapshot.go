package export

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"os"
	"path/filepath"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Snapshot writes the dataset as a governed folder: the tables in the formats asked
// for, metadata, descriptors, a README, and a manifest with the size and SHA-256 of
// each. The folder appears complete under its name or not at all: it is built beside
// it under a hidden name and renamed. If dir holds a snapshot of the same dataset
// already, that is replaced; anything else is left unchanged, unless [Overwrite] is given.
// What an earlier run left behind when it was killed is cleaned up. The folder that dir is
// in must be writable.
//
// The error wraps [ErrTarget], [ErrOccupied], [ErrBusy], [ErrOption] or [ErrCount], or is
// that of the context, the source, an entity or the file system.
func Snapshot(ctx context.Context, dir string, src synthhub.Source, opts ...Option) (*Manifest, error) {
	target, err := targetFolder(dir)
	var e *engine
	if err == nil {
		e, err = newEngine(ctx, src, opts)
	}
	var m *Manifest
	if err == nil {
		m, err = e.newManifest()
	}
	if err == nil {
		err = replaceFolder(target, func(old string) error {
			return mayReplace(old, m, e.overwrite)
		}, func(build string) error {
			return e.writeFolder(ctx, build, m)
		})
	}
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", cmp.Or(dir, `""`), err)
	}
	e.progress.end()
	return m, nil
}

// ManifestOf returns the manifest that Snapshot would write, and writes nothing: it
// makes and hashes every byte of every file. With it a snapshot can be compared with
// what its settings give.
func ManifestOf(ctx context.Context, src synthhub.Source, opts ...Option) (*Manifest, error) {
	e, err := newEngine(ctx, src, opts)
	var m *Manifest
	if err == nil {
		m, err = e.newManifest()
	}
	if err == nil {
		err = e.writeFolder(ctx, "", m)
	}
	if err != nil {
		return nil, fmt.Errorf("manifest: %w", err)
	}
	e.progress.end()
	return m, nil
}

// newManifest returns the manifest as far as it does not depend on rows.
func (e *engine) newManifest() (*Manifest, error) {
	if e.split() && e.wants(FormatJSON) {
		return nil, fmt.Errorf("%w: the JSON document cannot be split; choose csv or ndjson for a part", ErrOption)
	}
	m := &Manifest{
		DatasetVersion: e.metadata.DatasetVersion, GeneratedAt: e.metadata.GeneratedAt, ExportedAt: e.exportedAt,
		FaultyByDesign: e.faultyRun, RecordCounts: map[string]int{}, Settings: e.metadata.Settings,
	}
	if e.split() {
		m.Part, m.Parts = e.part, e.parts
	}
	return m, nil
}

// writeFolder writes all files of a snapshot into an empty folder and completes the
// manifest. With no name for a folder it only measures and hashes them.
func (e *engine) writeFolder(ctx context.Context, dir string, m *Manifest) error {
	entities, err := e.entities()
	if err != nil {
		return err
	}
	f := &folder{dir: dir, engine: e, manifest: m}
	if err := f.write(ctx, entities); err != nil {
		f.discard()
		return err
	}
	return pipe.Err(ctx)
}

// A folder is a snapshot under construction.
type folder struct {
	dir      string
	engine   *engine
	manifest *Manifest
	files    []*file
}

// A file is one file of it, measured and hashed while it is written.
type file struct {
	ManifestFile
	f    *os.File // nil if it is only measured, and after close
	hash hash.Hash
}

func (f *folder) create(name, mediaType string) (*file, error) {
	made := &file{ManifestFile: ManifestFile{Name: name, Path: name, MediaType: mediaType}, hash: sha256.New()}
	if f.dir != "" {
		var err error
		if made.f, err = os.OpenFile(filepath.Join(f.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644); err != nil {
			return nil, err
		}
	}
	f.files = append(f.files, made)
	return made, nil
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

// close ends a file and makes it durable.
func (f *file) close() error {
	f.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	if f.f == nil {
		return nil
	}
	out := f.f
	f.f = nil
	return errors.Join(out.Sync(), out.Close())
}

// discard closes what is open after an error: the folder goes with all in it.
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
	if err := f.engine.write(out, text); err != nil {
		return err
	}
	return out.close()
}

// write writes all files, the manifest last.
func (f *folder) write(ctx context.Context, entities []synthhub.Entity) error {
	if err := f.writeTables(ctx, entities); err != nil {
		return err
	}
	m, edition := f.manifest, f.manifest.Edition()
	m.Files = f.list()
	for _, doc := range []struct {
		name, mediaType string
		make            func() ([]byte, error)
	}{
		{snapshot.Metadata(edition), snapshot.TypeJSON, func() ([]byte, error) { return indentedJSON(f.engine.metadata) }},
		{snapshot.Schema(edition), snapshot.TypeJSON, func() ([]byte, error) { return jsonSchema(m.DatasetVersion, entities) }},
		{snapshot.DataPackage, snapshot.TypeJSON, func() ([]byte, error) { return dataPackageOf(m, entities) }},
		{snapshot.Readme(edition), snapshot.TypeMarkdown, func() ([]byte, error) { return readme(m, &f.engine.metadata, entities), nil }},
		{snapshot.ManifestName(edition), snapshot.TypeJSON, func() ([]byte, error) { return indentedJSON(m) }},
	} {
		text, err := doc.make()
		if err != nil {
			return err
		}
		if err := f.put(doc.name, doc.mediaType, text); err != nil {
			return err
		}
		if doc.name != snapshot.ManifestName(edition) {
			m.Files = f.list()
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
