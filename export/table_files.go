package export

import (
	"context"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A table is one table of a snapshot under construction.
type table struct {
	entity synthhub.Entity
	name   string
	rows   int
	tree   *tree // of its CSV form, whatever the formats of the snapshot
}

// A tableFile is a part of a table in one format: a file, or CSV rows for the tree alone.
type tableFile struct {
	*output
	table *table
	name  string // of the file, without the suffix of its compression; "" for the tree alone
	file  *file  // nil until it is open
	part  int
}

// writeTables writes the files that hold rows, and adds the tables to the manifest.
func (b *builder) writeTables(ctx context.Context) error {
	e := b.exporter
	var tables []*table
	for _, entity := range b.entities {
		t := &table{entity: entity, name: entity.Table().Name()}
		if !b.unhashed {
			t.tree = newTree(e.lo, e.src.Len())
		}
		tables = append(tables, t)
	}
	if err := b.writeRows(ctx, tables); err != nil {
		return err
	}
	if b.unhashed {
		return nil
	}
	if err := b.completeTrees(ctx, tables); err != nil {
		return err
	}
	for _, t := range tables {
		b.manifest.RecordCounts[t.name] = t.rows
		digest := TableDigest{Name: t.name, Rows: t.rows, Leaves: append([]Leaf{}, t.tree.leaves...)}
		if !e.split() {
			digest.Digest, _ = treeDigest(t.entity.Table(), t.tree.leaves)
		}
		b.manifest.Tables = append(b.manifest.Tables, digest)
		if err := e.checkCount(t.name, t.rows); err != nil {
			return err
		}
	}
	return nil
}

// completeTrees adds to the last leaf of a part the rows that it has in the parts after it.
func (b *builder) completeTrees(ctx context.Context, tables []*table) error {
	e := b.exporter
	first, count := snapshot.Leaves(e.lo, e.hi)
	if count == 0 {
		return nil
	}
	_, end := snapshot.LeafRange(e.src.Len(), first+count-1)
	var rows []*output
	for _, t := range tables {
		out := newOutput(t.entity, format.CSV, false, nil)
		out.tree = t.tree
		rows = append(rows, out)
	}
	return e.pass(ctx, e.hi, end, rows...)
}

// writeRows writes the files of the tables, and the JSON document if it is wanted. The pass over
// the records for its first array writes the files of the tables too, unless the sink takes one
// file at a time.
func (b *builder) writeRows(ctx context.Context, tables []*table) error {
	e := b.exporter
	document := e.wants(format.JSON)
	alone := b.oneByOne && slices.ContainsFunc(format.Tables(), e.wants)
	if !document || alone {
		if err := b.writeTableFiles(ctx, tables); err != nil || !document {
			return err
		}
	}
	file, err := b.open(ctx, snapshot.Dataset(b.manifest.Edition()), format.JSON.MediaType)
	if err != nil {
		return err
	}
	var entities []synthhub.Entity
	for _, t := range tables {
		entities = append(entities, t.entity)
	}
	arrays := outputsOf(entities, format.JSON, file)
	for _, out := range arrays {
		out.beside = true
	}
	err = e.writeDocument(ctx, file, arrays, func(first *output) error {
		if alone {
			return e.pass(ctx, e.lo, e.hi, first)
		}
		return b.writeTableFiles(ctx, tables, first)
	})
	if err != nil {
		return err
	}
	for _, out := range arrays {
		file.Records += out.rows
	}
	return file.close()
}

// writeTableFiles writes the files of the tables, one set for each part, and the other outputs. It
// goes over the records once, or once for each file if the sink takes one at a time.
func (b *builder) writeTableFiles(ctx context.Context, tables []*table, others ...*output) error {
	e := b.exporter
	first, last := 1, e.parts
	if e.part > 0 {
		first, last = e.part, e.part
	}
	for part := first; part <= last; part++ {
		var files []*tableFile
		for _, t := range tables {
			files = append(files, b.tableFiles(t, part)...)
		}
		lo, hi := snapshot.PartRange(e.src.Len(), part, e.parts)
		for _, group := range b.groups(files) {
			if err := b.writeGroup(ctx, lo, hi, group, others); err != nil {
				return err
			}
		}
	}
	return nil
}

// groups divides the files of a part into those that are written at the same time: all of them, or
// for a sink that takes one at a time, each with the rows for the tree of its table.
func (b *builder) groups(files []*tableFile) (groups [][]*tableFile) {
	if !b.oneByOne || !slices.ContainsFunc(files, func(f *tableFile) bool { return f.name != "" }) {
		return [][]*tableFile{files}
	}
	for _, f := range files {
		if last := len(groups) - 1; f.name != "" || last < 0 || groups[last][0].table != f.table {
			groups = append(groups, []*tableFile{f})
		} else {
			groups[last] = append(groups[last], f)
		}
	}
	return groups
}

// writeGroup goes over the records from lo to hi, without hi, and writes the files of a group and the
// other outputs.
func (b *builder) writeGroup(ctx context.Context, lo, hi int, group []*tableFile, others []*output) error {
	outputs := slices.Clone(others)
	for _, one := range group {
		if err := b.openTableFile(ctx, one); err != nil {
			return err
		}
		outputs = append(outputs, one.output)
	}
	if err := b.exporter.pass(ctx, lo, hi, outputs...); err != nil {
		return err
	}
	return b.closeTableFiles(ctx, group)
}

// tableFiles returns one part of a table in all formats that are wanted, and as CSV for the tree.
func (b *builder) tableFiles(t *table, part int) (files []*tableFile) {
	e := b.exporter
	for _, wanted := range format.Tables() {
		one := &tableFile{output: newOutput(t.entity, wanted, part == 1, nil), table: t, part: part}
		if wanted == format.CSV {
			one.tree = t.tree
		}
		if e.wants(wanted) {
			one.name = snapshot.TablePart(b.manifest.Edition(), t.name, wanted.Name, part, e.parts)
		}
		if one.name != "" || one.tree != nil {
			files = append(files, one)
		}
	}
	// A file comes before rows for the tree alone, which are written with it.
	slices.SortStableFunc(files, func(a, b *tableFile) int { return boolInt(a.name == "") - boolInt(b.name == "") })
	return files
}

// openTableFile opens the file of a part of a table, if it has one.
func (b *builder) openTableFile(ctx context.Context, one *tableFile) (err error) {
	if one.name == "" {
		return nil
	}
	if one.file, err = b.openRows(ctx, one.name, one.table.name, one.format); err != nil {
		return err
	}
	if e := b.exporter; e.parts > 1 {
		one.file.Part, one.file.Parts = one.part, e.parts
	}
	one.w, one.beside = one.file, true
	return nil
}

// openRows opens a file for rows of a table, which is compressed if that is wanted.
func (b *builder) openRows(ctx context.Context, content, table string, f *format.Format) (*file, error) {
	name, mediaType := content, f.MediaType
	if b.exporter.gzip {
		name, mediaType = snapshot.Compressed(content), snapshot.TypeGzip
	}
	file, err := b.open(ctx, name, mediaType)
	if err != nil {
		return nil, err
	}
	if b.exporter.gzip {
		file.compress(content, f.MediaType)
	}
	file.Table = table
	return file, nil
}

// closeTableFiles closes the files of a group, all at the same time because a folder waits for the
// disk, and counts the rows of the tables.
func (b *builder) closeTableFiles(ctx context.Context, group []*tableFile) error {
	err := pipe.Each(ctx, len(group), len(group), func(i int) error {
		one := group[i]
		if one.file == nil {
			return nil
		}
		one.file.Records = one.rows
		return one.file.close()
	})
	for _, one := range group {
		if one.format == format.CSV {
			one.table.rows += one.count
		}
	}
	return err
}

// expect prepares the report of progress: how often the export goes over the records, and how many
// bytes it writes.
func (b *builder) expect(sized bool) {
	e := b.exporter
	var outputs []*output
	tables, arrays := 0, 0
	for _, wanted := range format.All() {
		if e.wants(wanted) {
			outputs = append(outputs, outputsOf(b.entities, wanted, nil)...)
			if wanted.Document {
				arrays = len(b.entities)
			} else {
				tables += len(b.entities)
			}
		}
	}
	together := max(1, arrays) // the pass for the first array writes the tables too
	passes := together
	if b.oneByOne {
		passes = max(1, tables+arrays)
	}
	if sized {
		passes += together
	}
	e.expect(passes, outputs)
}
