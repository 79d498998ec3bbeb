package rowdiff

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"io/fs"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// maxTables is the greatest number of tables that a snapshot has, as in package validate.
const maxTables = 256

// A snapshotFolder is a folder and what its manifest says.
type snapshotFolder struct {
	fs       fs.FS
	manifest export.Manifest
}

// openSnapshot reads the manifest of a folder.
func openSnapshot(fsys fs.FS, private bool) (*snapshotFolder, error) {
	name, known, feed := "", snapshot.ManifestName(synthhub.Version), false
	err := intake.EachEntry(fsys, func(e fs.DirEntry) {
		if _, ok := snapshot.IsManifest(e.Name()); ok && name != known && (name == "" || e.Name() < name || e.Name() == known) {
			name = e.Name()
		}
		if _, ok := snapshot.IsChangesManifest(e.Name()); ok {
			feed = true
		}
	})
	switch {
	case err != nil:
		return nil, err
	case name == "" && feed:
		return nil, fmt.Errorf("%w: this is a feed of changes, not a snapshot", ErrSnapshot)
	case name == "":
		return nil, fmt.Errorf("%w: it has no manifest such as %s", ErrSnapshot, known)
	}
	s := &snapshotFolder{fs: fsys}
	if size, err := s.size(name); err != nil {
		return nil, err
	} else if size > snapshot.MaxDocument {
		return nil, fmt.Errorf("%w: %s is larger than %d bytes", ErrSnapshot, name, snapshot.MaxDocument)
	}
	text, err := intake.ReadDocument(fsys, name)
	if err != nil {
		return nil, err
	}
	if err := intake.CheckExtent(text); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrSnapshot, name, err)
	}
	m := &s.manifest
	if err := json.Unmarshal(text, m); err != nil {
		if private {
			err = errors.New("it is not a manifest")
		}
		return nil, fmt.Errorf("%w: %s: %w", ErrSnapshot, name, err)
	}
	switch {
	case m.Version != export.ManifestVersion:
		return nil, fmt.Errorf("%w: %s has the manifest version %d; want %d", ErrSnapshot, name, m.Version, export.ManifestVersion)
	case !snapshot.IsVersion(m.DatasetVersion) || len(m.Tables) > maxTables:
		return nil, fmt.Errorf("%w: %s has the dataset version %.40q and %d tables; want a version such as %s and at most %d tables", ErrSnapshot, name, m.DatasetVersion, len(m.Tables), synthhub.Version, maxTables)
	}
	return s, nil
}

// size returns the size of a file, which must be a regular one in the folder itself.
func (s *snapshotFolder) size(name string) (int64, error) {
	if !intake.InFolder(name, name) {
		return 0, fmt.Errorf("%w: the manifest lists %.80q, which is not in the folder itself", ErrSnapshot, name)
	}
	info, err := fs.Lstat(s.fs, name)
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, fmt.Errorf("%w: %s is not a regular file", ErrSnapshot, name)
	}
	return info.Size(), nil
}

// find returns the files with the rows of a table, in order: those of the first format that it is in, or the
// JSON document.
func (s *snapshotFolder) find(ctx context.Context, table string) ([]*rowFile, error) {
	for _, rows := range format.Tables() {
		var files []export.ManifestFile
		for _, f := range s.manifest.Files {
			if f.Table == table && f.Uncompressed().MediaType == rows.MediaType {
				files = append(files, f)
			}
		}
		if len(files) > 0 {
			return s.rowFiles(files, rows)
		}
	}
	document := snapshot.Dataset(s.manifest.Edition())
	if slices.ContainsFunc(s.manifest.Files, func(f export.ManifestFile) bool { return f.Path == document }) {
		return s.inDocument(ctx, document, table)
	}
	return nil, fmt.Errorf("%w: its manifest lists no file with rows of %s", ErrSnapshot, table)
}

// rowFiles returns the files of a table in a format.
func (s *snapshotFolder) rowFiles(files []export.ManifestFile, rows *format.Format) ([]*rowFile, error) {
	slices.SortStableFunc(files, func(a, b export.ManifestFile) int { return cmp.Compare(a.Part, b.Part) })
	if err := s.checkParts(files); err != nil {
		return nil, err
	}
	contents := intake.ContentFS{FS: s.fs, Limits: map[string]int64{}}
	var list []*rowFile
	for _, f := range files {
		if f.Path != f.Name || !snapshot.IsFile(f.Name) {
			return nil, fmt.Errorf("%w: the manifest lists %.80q, which no file of a snapshot is named", ErrSnapshot, f.Path)
		}
		size, err := s.size(f.Path)
		if err != nil {
			return nil, err
		}
		limit, most := size, int64(anyRows)
		if f.Content != nil {
			most = int64(max(f.Records, 0))
			limit = intake.ContentLimit(size, f.Content.Bytes)
			contents.Limits[f.Path] = limit + 1 // so that a longer one is noticed
		}
		section := intake.Section{File: f.Path, Format: rows, Header: rows.Header && f.Part <= 1, Size: -1, Hint: limit}
		list = append(list, &rowFile{contents, section, limit, most})
	}
	return list, nil
}

// checkParts returns an error if the files are not the parts of one table, each once.
func (s *snapshotFolder) checkParts(files []export.ManifestFile) error {
	parts := files[0].Parts
	lowest, count := 1, parts
	if s.manifest.Part > 0 { // the snapshot is one part of a larger one
		parts, lowest, count = s.manifest.Parts, s.manifest.Part, 1
	}
	if parts == 0 { // the table is in one file
		lowest, count = 0, 1
	}
	complete := len(files) == count
	for i, f := range files {
		complete = complete && f.Part == lowest+i && f.Parts == parts
	}
	if !complete {
		return fmt.Errorf("%w: the manifest lists %d files of %s; want %d, numbered from %d on", ErrSnapshot, len(files), files[0].Table, count, lowest)
	}
	return nil
}

// inDocument returns the rows of a table in the JSON document.
func (s *snapshotFolder) inDocument(ctx context.Context, name, table string) ([]*rowFile, error) {
	size, err := s.size(name)
	if err != nil {
		return nil, err
	}
	in, err := s.fs.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	scan := intake.NewScanner(maphash.MakeSeed(), len(s.manifest.Tables))
	file := &boundedFile{in, size}
	buf := make([]byte, 256<<10)
	for {
		if err := pipe.Err(ctx); err != nil {
			return nil, err
		}
		n, err := file.Read(buf)
		_, _ = scan.Write(buf[:n]) // which never fails
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	if why := scan.End(); why != "" {
		return nil, fmt.Errorf("%w: %s, %s", ErrSnapshot, name, why)
	}
	for _, t := range scan.Tables {
		if t.Name == table {
			section := t.Section
			section.File, section.Format, section.Hint = name, format.JSON, section.Size
			return []*rowFile{{s.fs, section, size, anyRows}}, nil
		}
	}
	return nil, fmt.Errorf("%w: %s has no rows of %s", ErrSnapshot, name, table)
}
