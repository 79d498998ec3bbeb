package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A table is one table of a snapshot under construction. Its digest is that of its CSV form,
// whatever the formats of the snapshot.
type table struct {
	entity synthhub.Entity
	name   string
	rows   int
	digest string
	hash   hash.Hash // computes the digest; nil if one CSV file has it
}

// A tableFile is a part of a table in one format: a file, or the input of the digest alone.
type tableFile struct {
	*output
	table *table
	file  *file // nil if the digest alone needs the rows
}

// writeTables writes the files that hold rows, and adds the tables to the manifest.
func (f *folder) writeTables(ctx context.Context) error {
	e := f.exporter
	var tables []*table
	for _, entity := range f.entities {
		t := &table{entity: entity, name: entity.Table().Name()}
		if !e.wants(format.CSV) || e.parts > 1 && !e.split() {
			t.hash = sha256.New()
		}
		tables = append(tables, t)
	}
	f.expect(f.entities)
	if err := f.writeRows(ctx, tables); err != nil {
		return err
	}
	for _, t := range tables {
		if t.hash != nil {
			t.digest = hex.EncodeToString(t.hash.Sum(nil))
		}
		f.manifest.RecordCounts[t.name] = t.rows
		f.manifest.Tables = append(f.manifest.Tables, TableDigest{Name: t.name, Rows: t.rows, SHA256: t.digest})
		if err := e.checkCount(t.entity, t.rows); err != nil {
			return err
		}
	}
	return nil
}

// expect prepares the report of progress: a document takes a pass over the records for each
// table, the first of which writes all other files too.
func (f *folder) expect(entities []synthhub.Entity) {
	passes := 1
	var outputs []*output
	for _, wanted := range format.All() {
		if f.exporter.wants(wanted) {
			outputs = append(outputs, outputsOf(entities, wanted, nil)...)
			if wanted.Document {
				passes = len(entities)
			}
		}
	}
	f.exporter.expect(passes, outputs)
}

// writeRows writes the files of the tables, and the JSON document if it is wanted.
func (f *folder) writeRows(ctx context.Context, tables []*table) error {
	if !f.exporter.wants(format.JSON) {
		return f.writeTableFiles(ctx, tables)
	}
	document, err := f.create(snapshot.Dataset(f.manifest.Edition()), format.JSON.MediaType)
	if err != nil {
		return err
	}
	var entities []synthhub.Entity
	for _, t := range tables {
		entities = append(entities, t.entity)
	}
	arrays := outputsOf(entities, format.JSON, document)
	err = f.exporter.writeDocument(ctx, document, arrays, func(first *output) error { return f.writeTableFiles(ctx, tables, first) })
	if err != nil {
		return err
	}
	for _, out := range arrays {
		document.Records += out.rows
	}
	return document.close()
}

// writeTableFiles goes over the records once and writes the files of the tables, one set for
// each part, and the other outputs.
func (f *folder) writeTableFiles(ctx context.Context, tables []*table, others ...*output) error {
	e := f.exporter
	first, last := 1, e.parts
	if e.part > 0 {
		first, last = e.part, e.part
	}
	for part := first; part <= last; part++ {
		var files []*tableFile
		for _, t := range tables {
			opened, err := f.open(t, part)
			if err != nil {
				return err
			}
			files = append(files, opened...)
		}
		outputs := append([]*output(nil), others...)
		for _, one := range files {
			outputs = append(outputs, one.output)
		}
		lo, hi := snapshot.PartRange(e.src.Len(), part, e.parts)
		if err := e.pass(ctx, lo, hi, outputs...); err != nil {
			return err
		}
		for _, one := range files {
			if err := one.close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// open opens one part of a table in all formats that are wanted, and in CSV for the digest.
func (f *folder) open(t *table, part int) (files []*tableFile, err error) {
	e := f.exporter
	for _, wanted := range format.Tables() {
		opened := &tableFile{newOutput(t.entity, wanted, part == 1, nil), t, nil}
		if e.wants(wanted) {
			name := snapshot.TablePart(f.manifest.Edition(), t.name, wanted.Name, part, e.parts)
			if opened.file, err = f.create(name, wanted.MediaType); err != nil {
				return nil, err
			}
			opened.file.Table = t.name
			if e.parts > 1 {
				opened.file.Part, opened.file.Parts = part, e.parts
			}
			opened.w = opened.file
		} else if wanted != format.CSV {
			continue
		}
		if wanted == format.CSV && t.hash != nil {
			opened.w = t.hash
			if opened.file != nil {
				opened.w = io.MultiWriter(opened.file, t.hash)
			}
		}
		files = append(files, opened)
	}
	return files, nil
}

// close closes the file, and adds what the CSV form says to the table.
func (one *tableFile) close() error {
	if one.file != nil {
		one.file.Records = one.rows
		if err := one.file.close(); err != nil {
			return err
		}
	}
	if one.format == format.CSV {
		one.table.rows += one.rows
		if one.table.hash == nil {
			one.table.digest = one.file.SHA256
		}
	}
	return nil
}
