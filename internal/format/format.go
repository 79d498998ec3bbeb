// Package format declares each format in which rows are exported and read back: its name, its
// files, and how rows become lines and lines become rows. Packages export and validate range
// over [All].
//
// A new text format is a value in this package and an element of All, and a constant in
// export/options.go. Unless its rows are CSV or JSON, its functions are built on the lists of
// package schema: Entity.NewRowList and AddRows fill a list with the rows of a record, AppendText
// and SetText append and set the text of each column.
package format

import (
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Format is one way to write rows to files.
type Format struct {
	// Name identifies the format in options. It is also the extension of its files.
	Name string
	// MediaType is the type that a manifest lists for its files.
	MediaType string
	// Document reports whether one file holds the metadata and all tables, each as an array of
	// rows. Otherwise a file holds rows of one table.
	Document bool
	// Default reports whether a snapshot has the format if its caller selects none.
	Default bool
	// Content describes the files in the README and the descriptors of a snapshot.
	Content string

	// Lines says how a row becomes a line of text. It is nil for a format whose files are not
	// lines of text, such as a columnar one.
	*Lines
}

// Lines is how a format writes each row as a line of its own, and how it reads one.
type Lines struct {
	// Header reports whether the first line of a table names its columns.
	Header bool
	// RowEnd follows every row, except the last one of an array in a Document.
	RowEnd string
	// Delimiter separates the columns of a row. It is empty where every value has a name.
	Delimiter string

	// AppendHeader appends the first line of a table, or nothing if there is no Header.
	AppendHeader func(dst []byte, t schema.Describer) []byte
	// Encoder returns the function that appends the rows of an entity. It is called once for an
	// output, so that a record costs one indirect call.
	Encoder func(e synthhub.Entity) RecordEncoder
	// AppendRow appends row i of a list and a line feed.
	AppendRow func(dst []byte, rows schema.RowList, i int) []byte
	// AddLine parses a line, without its RowEnd, and appends the row to the list. After an
	// error the list has a row with the values that could be read.
	AddLine func(rows schema.RowList, line string) error
	// AddCanonical is a fast AddLine for most lines that AppendRow writes exactly so, which it
	// reports. For others it reports false and appends nothing.
	AddCanonical func(rows schema.RowList, line string) bool

	// AppendChange appends a line of a feed of changes, and AppendVersion one of a history, both
	// with a line feed. AppendChangeHeader and AppendVersionHeader append their first lines.
	AppendChange        func(dst []byte, c *Change) []byte
	AppendVersion       func(dst []byte, v *Version) []byte
	AppendChangeHeader  func(dst []byte, t schema.Describer) []byte
	AppendVersionHeader func(dst []byte, t schema.Describer) []byte
}

// A RecordEncoder appends the rows that an entity has for a record, each followed by the
// RowEnd of a format, and returns their number.
type RecordEncoder func(dst []byte, r *synthhub.Record) ([]byte, int)

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
