// Package format declares the formats in which rows are exported and read back, each once:
// its name, its files, and how rows become lines and lines become rows. Packages export and
// validate range over [All]; a new format is a value in this package, and the functions that
// it names.
package format

import (
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Format is one way to write rows as lines of text. Every row has a line of its own.
type Format struct {
	// Name identifies the format in options, and is the extension of its files.
	Name      string
	MediaType string
	// Document reports whether one file holds the metadata and all tables, each as an array of
	// rows. Otherwise a file holds rows of one table.
	Document bool
	// Default reports whether a snapshot has the format if its caller chooses none.
	Default bool
	// Header reports whether the first line of a table names its columns.
	Header bool
	// Separator follows every row, except the last one of an array in a Document.
	Separator string
	// Content describes a file of one table for the README of a snapshot.
	Content string

	// AppendRecord appends the rows that an entity has for a record, each followed by
	// Separator, and returns their number.
	AppendRecord func(dst []byte, e synthhub.Entity, r *synthhub.Record) ([]byte, int)
	// AppendRow appends row i of a list and a line feed.
	AppendRow func(dst []byte, rows schema.RowList, i int) []byte
	// AddLine parses a line, without its Separator, and appends the row to the list. After an
	// error the list has a row of what could be read.
	AddLine func(rows schema.RowList, line string) error
}

// CSV is RFC 4180 in UTF-8, with a header and line feeds.
var CSV = &Format{
	Name: "csv", MediaType: "text/csv", Default: true, Header: true, Separator: "\n",
	Content:      "CSV: UTF-8, comma, line feed",
	AppendRecord: func(dst []byte, e synthhub.Entity, r *synthhub.Record) ([]byte, int) { return e.AppendCSV(dst, r) },
	AppendRow:    func(dst []byte, rows schema.RowList, i int) []byte { return rows.AppendCSV(dst, i) },
	AddLine:      func(rows schema.RowList, line string) error { return rows.AddCSV(line) },
}

// JSON is one document with the metadata and all tables.
var JSON = jsonFormat(Format{Name: "json", MediaType: "application/json", Default: true, Document: true, Separator: ",\n"})

// NDJSON is one JSON object a line.
var NDJSON = jsonFormat(Format{Name: "ndjson", MediaType: "application/x-ndjson", Separator: "\n", Content: "JSON, one row a line"})

// jsonFormat completes a format whose rows are JSON objects.
func jsonFormat(f Format) *Format {
	separator := f.Separator
	f.AppendRecord = func(dst []byte, e synthhub.Entity, r *synthhub.Record) ([]byte, int) {
		return e.AppendJSON(dst, separator, r)
	}
	f.AppendRow = func(dst []byte, rows schema.RowList, i int) []byte { return append(rows.AppendJSON(dst, i), '\n') }
	f.AddLine = func(rows schema.RowList, line string) error { return rows.AddJSON(line) }
	return &f
}

// All returns every format, in the order in which a snapshot lists and validation reads them.
func All() []*Format { return []*Format{CSV, JSON, NDJSON} }

// Tables returns the formats with a file for each table.
func Tables() []*Format {
	return slices.DeleteFunc(All(), func(f *Format) bool { return f.Document })
}

// Named returns the format of a name, nil if there is none.
func Named(name string) *Format {
	return find(func(f *Format) bool { return f.Name == name })
}

// OfMediaType returns the format of a media type, nil if there is none.
func OfMediaType(mediaType string) *Format {
	return find(func(f *Format) bool { return f.MediaType == mediaType })
}

func find(is func(*Format) bool) *Format {
	if i := slices.IndexFunc(All(), is); i >= 0 {
		return All()[i]
	}
	return nil
}

// Names returns the names of formats.
func Names(list []*Format) []string {
	names := make([]string, len(list))
	for i, f := range list {
		names[i] = f.Name
	}
	return names
}
