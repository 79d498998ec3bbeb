package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// Manifest lists a snapshot: dataset version, generated_at, record counts, settings,
// the digest of each table's content, and for every other file its name, path, media
// type, records, bytes and SHA-256.
type Manifest = snapshot.Manifest

// ManifestFile is one file of a Manifest.
type ManifestFile = snapshot.File

// Overwrite lets Snapshot replace a folder that holds something else than the same
// dataset. A folder that holds other folders is refused all the same.
func Overwrite(o *options) { o.overwrite = true }

// ExportedAt has the manifest tell the time of the run, as RFC 3339 in UTC. Without
// it no file depends on anything but the dataset.
func ExportedAt(t time.Time) Option {
	return func(o *options) { o.exportedAt = t.UTC().Format(time.RFC3339) }
}

// Error is the type of this package's sentinel errors, for errors.Is.
type Error string

func (e Error) Error() string { return string(e) }

// ErrOccupied is a target folder that holds something else than a snapshot of the
// same dataset.
const ErrOccupied = Error("the folder holds something else")

// Snapshot writes the dataset as a governed folder: CSV files, the dataset as JSON,
// metadata, a README, and a manifest with the size and SHA-256 of each. The folder
// appears complete under its name or not at all: it is built beside it under a
// hidden name and renamed. If dir holds a snapshot of the same dataset already, that
// is replaced; anything else is ErrOccupied and left as it is, unless Overwrite is
// given. What an earlier run left behind when it was killed is cleaned up.
func Snapshot(ctx context.Context, dir string, src synthhub.Source, opts ...Option) (*Manifest, error) {
	m, err := writeSnapshot(ctx, dir, newEngine(src, opts))
	if err != nil {
		return nil, fmt.Errorf("snapshot %s: %w", dir, err)
	}
	return m, nil
}

func writeSnapshot(ctx context.Context, dir string, e *engine) (_ *Manifest, err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	parent, base := filepath.Split(dir)
	if err := os.MkdirAll(parent, 0o777); err != nil {
		return nil, err
	}
	if err := recoverFolder(parent, base); err != nil {
		return nil, err
	}
	metadata := e.src.Metadata()
	if err := mayReplace(dir, &metadata, e.overwrite); err != nil {
		return nil, err
	}
	build, err := os.MkdirTemp(parent, buildPrefix(base))
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(build))
		}
	}()
	if err := os.Chmod(build, 0o755); err != nil {
		return nil, err
	}
	f := &folder{dir: build, engine: e}
	defer f.close()
	manifest, err := f.write(ctx, &metadata)
	if err != nil {
		return nil, err
	}
	if err := f.close(); err != nil {
		return nil, err
	}
	if err := syncDir(build); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, context.Cause(ctx)
	}
	return manifest, install(parent, base, build)
}

// Names beside the target: a folder under construction, and the previous folder in
// the moment between two renames.
func buildPrefix(base string) string { return "." + base + ".building-" }
func oldName(base string) string     { return "." + base + ".previous" }

// recoverFolder mends what a killed run left: a previous folder that was moved aside
// comes back if nothing has taken its place, and folders under construction go.
func recoverFolder(parent, base string) error {
	old, dir := filepath.Join(parent, oldName(base)), filepath.Join(parent, base)
	if _, err := os.Lstat(old); err == nil {
		if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
			if err := os.Rename(old, dir); err != nil {
				return err
			}
		} else if err := os.RemoveAll(old); err != nil {
			return err
		}
	}
	entries, err := os.ReadDir(parent)
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), buildPrefix(base)) {
			if err := os.RemoveAll(filepath.Join(parent, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// install puts the finished folder in place of the target.
func install(parent, base, build string) error {
	dir, old := filepath.Join(parent, base), filepath.Join(parent, oldName(base))
	moved := false
	if _, err := os.Lstat(dir); err == nil {
		if err := os.Rename(dir, old); err != nil {
			return err
		}
		moved = true
	}
	if err := os.Rename(build, dir); err != nil {
		if moved {
			err = errors.Join(err, os.Rename(old, dir))
		}
		return err
	}
	if err := syncDir(parent); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

// mayReplace reports an error if the folder holds anything but a snapshot of the
// dataset described.
func mayReplace(dir string, metadata *synthhub.Metadata, overwrite bool) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var names []string
	for _, entry := range entries {
		if entry.IsDir() {
			return fmt.Errorf("%w: folder %s; choose another, or empty it", ErrOccupied, entry.Name())
		}
		names = append(names, entry.Name())
	}
	if overwrite || len(names) == 0 {
		return nil
	}
	const advice = "choose another folder, or ask to overwrite"
	version := metadata.DatasetVersion
	if i := slices.IndexFunc(names, func(name string) bool {
		v, ok := snapshot.IsManifest(name)
		return ok && v != version
	}); i >= 0 {
		return fmt.Errorf("%w: a snapshot of another dataset version (%s); %s", ErrOccupied, names[i], advice)
	}
	text, err := os.ReadFile(filepath.Join(dir, snapshot.ManifestName(version)))
	if err != nil {
		return fmt.Errorf("%w: %s, but no manifest of a snapshot; %s", ErrOccupied, names[0], advice)
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, advice)
	}
	if !reflect.DeepEqual(m.Settings.Effective(), metadata.Settings.Effective()) {
		return fmt.Errorf("%w: a snapshot with other settings; %s", ErrOccupied, advice)
	}
	for _, name := range names {
		if name != snapshot.ManifestName(version) && !slices.ContainsFunc(m.Files, func(f ManifestFile) bool { return f.Path == name }) {
			return fmt.Errorf("%w: %s, which is not part of the snapshot there; %s", ErrOccupied, name, advice)
		}
	}
	return nil
}

// A folder is a snapshot under construction.
type folder struct {
	dir    string
	engine *engine
	files  []*file
}

// A file is one file of it, measured and hashed while it is written.
type file struct {
	ManifestFile
	f      *os.File
	hash   hash.Hash
	closed bool
}

func (f *folder) create(name, mediaType string) (*file, error) {
	out, err := os.OpenFile(filepath.Join(f.dir, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	made := &file{ManifestFile{Name: name, Path: name, MediaType: mediaType}, out, sha256.New(), false}
	f.files = append(f.files, made)
	return made, nil
}

func (f *file) Write(b []byte) (int, error) {
	n, err := f.f.Write(b)
	f.hash.Write(b[:n])
	f.Bytes += int64(n)
	return n, err
}

func (f *file) close() error {
	if f.closed {
		return nil
	}
	f.closed = true
	f.SHA256 = hex.EncodeToString(f.hash.Sum(nil))
	return errors.Join(f.f.Sync(), f.f.Close())
}

func (f *folder) close() error {
	var errs []error
	for _, file := range f.files {
		errs = append(errs, file.close())
	}
	return errors.Join(errs...)
}

// put writes a small file at once.
func (f *folder) put(name, mediaType string, records int, text []byte) error {
	out, err := f.create(name, mediaType)
	if err != nil {
		return err
	}
	out.Records = records
	if err := f.engine.write(out, text); err != nil {
		return err
	}
	return out.close()
}

// write writes all files, the manifest last.
func (f *folder) write(ctx context.Context, metadata *synthhub.Metadata) (*Manifest, error) {
	version := metadata.DatasetVersion
	m := &Manifest{
		DatasetVersion: version, GeneratedAt: metadata.GeneratedAt, ExportedAt: f.engine.exportedAt,
		RecordCounts: map[string]int{}, Settings: metadata.Settings,
	}
	var outputs []*output
	var tables []*file
	for _, entity := range synthhub.Entities() {
		out, err := f.create(snapshot.Table(version, entity.Table().Name(), "csv"), "text/csv")
		if err != nil {
			return nil, err
		}
		tables = append(tables, out)
		outputs = append(outputs, &output{entity: entity, format: formatCSV, w: out})
	}
	dataset, err := f.create(snapshot.Dataset(version), "application/json")
	if err != nil {
		return nil, err
	}
	if err := f.engine.dataset(ctx, dataset, outputs...); err != nil {
		return nil, err
	}
	for i, out := range outputs {
		name := out.entity.Table().Name()
		if want := metadata.Count(name); out.rows != want {
			return nil, fmt.Errorf("wrote %d rows of %s, but the metadata say %d: rows were added or removed", out.rows, name, want)
		}
		if err := tables[i].close(); err != nil {
			return nil, err
		}
		tables[i].Records = out.rows
		dataset.Records += out.rows
		m.RecordCounts[name] = out.rows
		m.Tables = append(m.Tables, snapshot.TableDigest{Name: name, Rows: out.rows, SHA256: tables[i].SHA256})
	}
	if err := dataset.close(); err != nil {
		return nil, err
	}
	text, err := indentedJSON(metadata)
	if err != nil {
		return nil, err
	}
	if err := f.put(snapshot.Metadata(version), "application/json", 0, text); err != nil {
		return nil, err
	}
	if err := f.put(snapshot.Readme(version), "text/markdown", 0, readme(metadata)); err != nil {
		return nil, err
	}
	for _, file := range f.files {
		m.Files = append(m.Files, file.ManifestFile)
	}
	if text, err = indentedJSON(m); err != nil {
		return nil, err
	}
	if err := f.put(snapshot.ManifestName(version), "application/json", 0, text); err != nil {
		return nil, err
	}
	f.engine.report()
	return m, nil
}

// syncDir makes the names in a folder durable. Systems that cannot sync a folder
// say so with an error of little use; the files themselves are synced.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = d.Sync()
	return d.Close()
}

// indentedJSON and compactJSON are the forms of the JSON documents: UTF-8, no HTML
// escapes, and two spaces where lines are broken.
func indentedJSON(v any) ([]byte, error) { return encodeJSON(v, "  ") }

func compactJSON(v any) ([]byte, error) {
	b, err := encodeJSON(v, "")
	return bytes.TrimSuffix(b, []byte("\n")), err
}

func encodeJSON(v any, indent string) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", indent)
	err := enc.Encode(v)
	return b.Bytes(), err
}

var _ io.Writer = (*file)(nil)
