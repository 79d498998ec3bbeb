package export

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"

	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
)

const occupiedAdvice = "choose another folder, or overwrite it"

// mayReplace returns the contents of a folder if they are a snapshot of the same dataset with no
// other table, or with Overwrite any regular files. Whether the rows are the same is known after
// the export.
func (b *builder) mayReplace(p place) (contents, error) {
	c, err := readContents(p)
	if err != nil || b.exporter.overwrite || len(c.files) == 0 {
		return c, err
	}
	m, names := b.manifest, c.names()
	manifest := snapshot.ManifestName(m.Edition())
	if i := slices.IndexFunc(names, func(name string) bool {
		_, ok := snapshot.IsManifest(name)
		return ok && name != manifest
	}); i >= 0 {
		return c, fmt.Errorf("%w: a snapshot of another dataset version (%s); %s", ErrOccupied, names[i], occupiedAdvice)
	}
	if c.snapshot, err = c.listed(p, manifest); err != nil {
		return c, err
	}
	old := c.snapshot
	if old.Version != ManifestVersion {
		return c, fmt.Errorf("%w: a snapshot whose manifest has version %d, and this library reads version %d; %s", ErrOccupied, old.Version, ManifestVersion, occupiedAdvice)
	}
	if !reflect.DeepEqual(old.Settings.Effective(), m.Settings.Effective()) || old.Part != m.Part || old.Parts != m.Parts {
		return c, fmt.Errorf("%w: a snapshot with other settings; %s", ErrOccupied, occupiedAdvice)
	}
	for _, file := range old.Files {
		if info := c.files[file.Path]; info != nil && info.Size() != file.Bytes {
			return c, fmt.Errorf("%w: %s, which was changed after its export; %s", ErrOccupied, file.Path, occupiedAdvice)
		}
	}
	return c, b.mayReplaceTables(old.Tables)
}

// mayReplaceTables returns ErrOccupied if a snapshot has a table that no settings give and that the
// export lacks, or another number of rows.
func (b *builder) mayReplaceTables(tables []TableDigest) error {
	for _, t := range tables {
		governed := entitylist.Governed(t.Name)
		if !governed && entitylist.Index(b.entities, t.Name) < 0 {
			return fmt.Errorf("%w: a snapshot with the table %.80q, which this export does not have; add it with With, %s", ErrOccupied, t.Name, occupiedAdvice)
		}
		if governed && b.exporter.checkCount(t.Name, t.Rows) != nil {
			return errOtherRows(t.Name)
		}
	}
	return nil
}

func errOtherRows(table string) error {
	return fmt.Errorf("%w: a snapshot with other rows of %.80s; %s", ErrOccupied, table, occupiedAdvice)
}

// errOtherFile is errOtherRows for a file of a folder, which may be a feed.
func (c contents) errOtherFile(table string) error {
	if c.snapshot.Version != 0 {
		return errOtherRows(table)
	}
	return fmt.Errorf("%w: a feed with other changes of %.80s; %s", ErrOccupied, table, occupiedAdvice)
}

// sameRows returns ErrOccupied if the new snapshot has other rows than the one that it would
// replace, in a table that both have. Not all rows of a part are in its leaves, so its files are
// compared too.
func (c contents) sameRows(m *Manifest) error {
	if c.snapshot == nil {
		return nil
	}
	for _, old := range c.snapshot.Tables {
		if slices.ContainsFunc(m.Tables, func(t TableDigest) bool {
			return t.Name == old.Name && (t.Digest != old.Digest || !slices.Equal(t.Leaves, old.Leaves))
		}) {
			return errOtherRows(old.Name)
		}
	}
	for _, old := range c.snapshot.Files {
		if slices.ContainsFunc(m.Files, func(f ManifestFile) bool {
			return f.Table != "" && f.Table == old.Table && f.Uncompressed().Name == old.Uncompressed().Name && f.Uncompressed().SHA256 != old.Uncompressed().SHA256
		}) {
			return c.errOtherFile(old.Table)
		}
	}
	return nil
}

// listed returns the manifest of a folder, or ErrOccupied if it does not list every file.
func (c contents) listed(p place, manifest string) (*Manifest, error) {
	names := c.names()
	if c.files[manifest] == nil {
		return nil, fmt.Errorf("%w: %s, but no manifest of a snapshot; %s", ErrOccupied, names[0], occupiedAdvice)
	}
	text, err := p.in.ReadFile(filepath.Join(p.name, manifest))
	if err != nil {
		return nil, err
	}
	var m Manifest
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%w: a manifest that cannot be read (%v); %s", ErrOccupied, err, occupiedAdvice)
	}
	paths := map[string]bool{manifest: true}
	for _, file := range m.Files {
		paths[file.Path] = true
	}
	for _, name := range names {
		if !paths[name] {
			return nil, fmt.Errorf("%w: %s, which is not part of the snapshot there; %s", ErrOccupied, name, occupiedAdvice)
		}
	}
	return &m, nil
}
