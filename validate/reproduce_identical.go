package validate

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash/maphash"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// With Reproduce, rows that are byte for byte those of the generator need not be parsed: the tests of
// the module hold that what it generates keeps every rule. To parse and check them too took twice as
// long. So the rows are generated once and hashed in each format, and if that differs from the files
// in anything, or anything else is wrong, nothing has been found out yet, and all rows are read.

// An identicalTable is a table of the folder, and what its rows give when they are generated.
type identicalTable struct {
	entity synthhub.Entity
	stated *export.TableDigest
	files  []*tableFiles
	leaves *leaves
	ndjson *maphash.Hash // nil if the folder has the table only as CSV
	rows   int           // lines of CSV in the part so far
	all    int           // rows of all parts so far
}

// Write takes the CSV form of the generated rows.
func (t *identicalTable) Write(text []byte) (int, error) {
	t.rows += bytes.Count(text, []byte("\n"))
	return t.leaves.Write(text)
}

// identical reports whether every row of the folder is byte for byte the one that the settings give, and
// in the file in which it must be. It reports false if it cannot tell, which is no finding.
func (f *folder) identical(ctx context.Context, metadata *synthhub.Metadata, entities []synthhub.Entity, files map[string][]*tableFiles, waitForDocument func() error) (bool, error) {
	m := &f.manifest
	if !f.check.reproduce || f.check.onRows != nil || m.FaultyByDesign || f.dataset == nil || metadata == nil ||
		len(entities) != len(m.Tables) || len(entitylist.UserDefined(entities)) > 0 {
		return false, nil
	}
	if err := waitForDocument(); err != nil {
		return false, err
	}
	entities = slices.Clone(entities)
	for i, e := range entities { // with Faulty, the settings still give the rows of the governed one
		governed := synthhub.Entities()
		entities[i] = governed[entitylist.Index(governed, e.Table().Name())]
	}
	if m.Part > 0 {
		return f.onePartIdentical(ctx, entities, files)
	}
	var tables []*identicalTable
	parts, divided := 1, false // whether a table has files
	for _, e := range entities {
		t := f.newIdenticalTable(e, files[e.Table().Name()])
		if t == nil {
			return false, nil
		}
		if len(t.files) > 0 {
			n := len(t.files[0].files)
			if divided && n != parts {
				return false, nil
			}
			parts, divided = n, true
		}
		tables = append(tables, t)
	}
	if !f.check.tally.empty() {
		return false, nil
	}
	for part := range parts {
		if same, err := f.partIdentical(ctx, tables, part, parts); !same || err != nil {
			return false, err
		}
	}
	for _, t := range tables {
		if !f.tableIdentical(t) {
			return false, nil
		}
	}
	for _, t := range tables {
		added := f.check.addTable(t.entity, nil)
		added.rows, added.leaves = t.stated.Rows, t.leaves
	}
	return true, nil
}

// onePartIdentical is identical for a snapshot of one part, which does not have all rows of its leaves: it compares the
// SHA-256 of each file, and what the manifest says of leaves with those that the settings give.
func (f *folder) onePartIdentical(ctx context.Context, entities []synthhub.Entity, files map[string][]*tableFiles) (bool, error) {
	m := &f.manifest
	if slices.ContainsFunc(m.Files, func(file export.ManifestFile) bool { return file.Path == snapshot.Dataset(m.Edition()) }) {
		return false, nil // no part has the document
	}
	for _, e := range entities {
		all := files[e.Table().Name()]
		if len(all) == 0 || slices.ContainsFunc(all, func(s *tableFiles) bool { return len(s.files) != 1 || s.unusable() || !s.plain() }) {
			return false, nil
		}
	}
	like, why := f.like()
	if why != "" || !f.check.tally.empty() {
		return false, nil
	}
	generated, err := export.ManifestOf(ctx, f.dataset, export.Like(like), export.Workers(f.check.workers))
	if err != nil {
		return false, pipe.Err(ctx) // another error is found again
	}
	sums := make(map[string]string)
	for _, file := range generated.Files {
		sums[file.Path] = file.SHA256
	}
	for _, all := range files {
		for _, s := range all {
			if s.files[0].sha256 != sums[s.files[0].Path] {
				return false, nil
			}
		}
	}
	if !slices.EqualFunc(m.Tables, generated.Tables, func(stated, t export.TableDigest) bool {
		return stated.Name == t.Name && stated.Rows == t.Rows && slices.Equal(stated.Leaves, t.Leaves)
	}) {
		return false, nil
	}
	for i, e := range entities {
		f.check.addTable(e, nil).rows = m.Tables[i].Rows
	}
	return true, nil
}

// newIdenticalTable returns a table whose files are all there, without compression, else nil.
func (f *folder) newIdenticalTable(e synthhub.Entity, files []*tableFiles) *identicalTable {
	stated := &f.manifest.Tables[tableIndex(f.manifest.Tables, e.Table().Name())]
	t := &identicalTable{entity: e, stated: stated, files: files, leaves: newLeaves(stated.Leaves, true)}
	document := f.documentTable(e.Table().Name())
	if len(files) == 0 && document == nil || document != nil && document.Rows != stated.Rows {
		return nil
	}
	for _, s := range files {
		if s.unusable() || len(s.files) != len(files[0].files) || len(s.files) == 0 || !s.plain() || !f.rightHeader(s, e.Table()) {
			return nil
		}
	}
	if document != nil || files[len(files)-1].format != format.CSV {
		t.ndjson = new(maphash.Hash)
		t.ndjson.SetSeed(f.check.seed)
	}
	return t
}

// plain reports whether no file is compressed, and each has as many rows as the manifest says.
func (s *tableFiles) plain() bool {
	return !slices.ContainsFunc(s.files, func(file *listedFile) bool { return file.Content != nil || s.rows(file) != file.Records })
}

// rightHeader reports whether the first file of a table in a format has the header that it must have.
func (f *folder) rightHeader(s *tableFiles, d schema.Describer) bool {
	if !s.hasHeader(s.files[0]) {
		return true
	}
	want := string(s.format.AppendHeader(nil, d))
	is, err := f.firstLine(s.files[0].Path, len(want))
	return err == nil && is+"\n" == want
}

// partIdentical generates the rows of a part, and reports whether its files have as many.
func (f *folder) partIdentical(ctx context.Context, tables []*identicalTable, part, parts int) (bool, error) {
	var outputs []export.Output
	for _, t := range tables {
		t.rows = 0
		outputs = append(outputs, export.Output{Entity: t.entity, Format: export.FormatCSV, Writer: t})
		if t.ndjson != nil {
			outputs = append(outputs, export.Output{Entity: t.entity, Format: export.FormatNDJSON, Writer: t.ndjson})
		}
	}
	if err := export.Write(ctx, f.dataset, outputs, export.Part(part+1, parts), export.Workers(f.check.workers)); err != nil {
		return false, pipe.Err(ctx) // another error is found again
	}
	for _, t := range tables {
		rows := t.rows
		if part == 0 {
			rows-- // the header
		}
		t.all += rows
		for _, s := range t.files {
			if s.rows(s.files[part]) != rows {
				return false, nil
			}
		}
	}
	return true, nil
}

// tableIdentical reports whether the generated rows of a table are those of the folder in every format,
// and have the leaves and the digest that the manifest says.
func (f *folder) tableIdentical(t *identicalTable) bool {
	t.leaves.complete()
	d := t.entity.Table()
	if !f.rightLeaves(t) || !sameLeaves(t.leaves, t.stated) || t.stated.Digest != snapshot.TreeDigest(d.AppendHeader(nil), t.leaves.sums) {
		return false
	}
	for _, s := range t.files {
		if s.format != format.CSV {
			if s.hash.Sum64() != t.ndjson.Sum64() {
				return false
			}
			continue
		}
		if s.leaves.complete(); !sameLeaves(s.leaves, t.stated) {
			return false
		}
	}
	document := f.documentTable(d.Name())
	return document == nil || document.Hash == t.ndjson.Sum64()
}

// rightLeaves reports whether the generated rows were divided into leaves as they must be. Only the
// manifest has said where each begins, so the first id of each leaf must be that of its first record.
func (f *folder) rightLeaves(t *identicalTable) bool {
	if t.all != t.stated.Rows || len(t.leaves.keys) != len(t.leaves.sums) {
		return false
	}
	for j, key := range t.leaves.keys {
		at, ok := f.dataset.Find(uuid.FromStringOrNil(key))
		if lo, _ := snapshot.LeafRange(f.dataset.Len(), j); !ok || at.Table != t.entity.Table().Name() || at.Slot != lo || at.Ordinal != 0 {
			return false
		}
	}
	return true
}

// sameLeaves reports whether computed leaves are those that the manifest says.
func sameLeaves(l *leaves, stated *export.TableDigest) bool {
	return slices.EqualFunc(l.sums, stated.Leaves, func(sum [sha256.Size]byte, leaf export.Leaf) bool {
		return hex.EncodeToString(sum[:]) == leaf.SHA256
	})
}
