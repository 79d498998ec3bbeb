package export

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// A tableState is one table of a snapshot in the making.
type tableState struct {
	entity synthhub.Entity
	name   string
	rows   int
	digest string    // of the CSV form
	whole  hash.Hash // computes it, unless a single file has it
}

// A sheet is a part of a table in one format, on its way to a file, or to the
// digest alone.
type sheet struct {
	output
	table *tableState
	file  *file
}

// writeTables writes the files that hold rows, and fills in what the manifest says
// about tables.
func (f *folder) writeTables(ctx context.Context, entities []synthhub.Entity) error {
	e := f.engine
	var tables []*tableState
	for _, entity := range entities {
		t := &tableState{entity: entity, name: entity.Table().Name()}
		if !e.wants(FormatCSV) || e.parts > 1 && !e.split() {
			t.whole = sha256.New()
		}
		tables = append(tables, t)
	}
	e.plan(f.ahead(entities))
	if err := f.writeRows(ctx, tables); err != nil {
		return err
	}
	for _, t := range tables {
		if t.whole != nil {
			t.digest = hex.EncodeToString(t.whole.Sum(nil))
		}
		f.manifest.RecordCounts[t.name] = t.rows
		f.manifest.Tables = append(f.manifest.Tables, TableDigest{Name: t.name, Rows: t.rows, SHA256: t.digest})
		if err := e.check(&output{entity: t.entity, rows: t.rows}); err != nil {
			return err
		}
	}
	return nil
}

// ahead returns how often the records are gone over, and what is written of them.
func (f *folder) ahead(entities []synthhub.Entity) (passes int, outputs []*output) {
	passes = 1
	if f.engine.wants(FormatCSV) {
		outputs = append(outputs, outputsOf(entities, formatCSV, nil)...)
	}
	if f.engine.wants(FormatJSON) {
		passes = len(entities)
		outputs = append(outputs, outputsOf(entities, formatJSON, nil)...)
	}
	if f.engine.wants(FormatNDJSON) {
		outputs = append(outputs, outputsOf(entities, formatNDJSON, nil)...)
	}
	return passes, outputs
}

func (f *folder) writeRows(ctx context.Context, tables []*tableState) error {
	if !f.engine.wants(FormatJSON) {
		return f.writeSheets(ctx, tables)
	}
	dataset, err := f.create(snapshot.Dataset(f.manifest.Edition()), snapshot.TypeJSON)
	if err != nil {
		return err
	}
	var arrays []*output
	for _, t := range tables {
		arrays = append(arrays, &output{entity: t.entity, format: formatJSON, w: dataset})
	}
	err = f.engine.dataset(ctx, dataset, arrays, func(first *output) error { return f.writeSheets(ctx, tables, first) })
	if err != nil {
		return err
	}
	for _, out := range arrays {
		dataset.Records += out.rows
	}
	return dataset.close()
}

// writeSheets goes over the records once and writes the files of the tables, one set
// for each part, and the outputs beside.
func (f *folder) writeSheets(ctx context.Context, tables []*tableState, beside ...*output) error {
	e := f.engine
	first, last := 1, e.parts
	if e.part > 0 {
		first, last = e.part, e.part
	}
	for part := first; part <= last; part++ {
		var sheets []*sheet
		for _, t := range tables {
			opened, err := f.open(t, part)
			if err != nil {
				return err
			}
			sheets = append(sheets, opened...)
		}
		outputs := append([]*output(nil), beside...)
		for _, s := range sheets {
			outputs = append(outputs, &s.output)
		}
		lo, hi := snapshot.PartRange(e.src.Len(), part, e.parts)
		if err := e.pass(ctx, lo, hi, outputs...); err != nil {
			return err
		}
		for _, s := range sheets {
			if err := s.close(); err != nil {
				return err
			}
		}
	}
	return nil
}

// open opens one part of a table in all formats that are asked for. The CSV form is
// always made, for the digest.
func (f *folder) open(t *tableState, part int) ([]*sheet, error) {
	csv := &sheet{output{entity: t.entity, format: formatCSV, header: part == 1, w: t.whole}, t, nil}
	sheets := []*sheet{csv}
	if f.engine.wants(FormatCSV) {
		if err := f.openSheet(csv, FormatCSV, snapshot.TypeCSV, part); err != nil {
			return nil, err
		}
		if t.whole != nil {
			csv.w = io.MultiWriter(csv.file, t.whole)
		}
	}
	if f.engine.wants(FormatNDJSON) {
		lines := &sheet{output{entity: t.entity, format: formatNDJSON}, t, nil}
		if err := f.openSheet(lines, FormatNDJSON, snapshot.TypeNDJSON, part); err != nil {
			return nil, err
		}
		sheets = append(sheets, lines)
	}
	return sheets, nil
}

func (f *folder) openSheet(s *sheet, extension, mediaType string, part int) (err error) {
	parts := f.engine.parts
	s.file, err = f.create(snapshot.TablePart(f.manifest.Edition(), s.table.name, extension, part, parts), mediaType)
	if err != nil {
		return err
	}
	s.file.Table = s.table.name
	if parts > 1 {
		s.file.Part, s.file.Parts = part, parts
	}
	s.w = s.file
	return nil
}

// close ends a sheet: its file, and what it adds to the table.
func (s *sheet) close() error {
	if s.file != nil {
		s.file.Records = s.rows
		if err := s.file.close(); err != nil {
			return err
		}
	}
	if s.format == formatCSV {
		s.table.rows += s.rows
		if s.table.whole == nil {
			s.table.digest = s.file.SHA256
		}
	}
	return nil
}
