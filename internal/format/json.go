package format

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// JSON is one document with the metadata and all tables.
var JSON = &Format{
	Name: "json", MediaType: "application/json", Document: true, Default: true, Content: "one JSON document",
	Lines: objectLines(",\n"),
}

// NDJSON is one JSON object a line.
var NDJSON = &Format{
	Name: "ndjson", MediaType: "application/x-ndjson", Content: "JSON, one row a line",
	Lines: objectLines("\n"),
}

// objectLines returns the lines of a format whose rows are JSON objects.
func objectLines(rowEnd string) *Lines {
	noHeader := func(dst []byte, _ schema.Describer) []byte { return dst }
	return &Lines{
		RowEnd:       rowEnd,
		AppendHeader: noHeader,
		Encoder: func(e synthhub.Entity) RecordEncoder {
			return func(dst []byte, r *synthhub.Record) ([]byte, int) { return e.AppendJSON(dst, rowEnd, r) }
		},
		AppendRow: func(dst []byte, rows schema.RowList, i int) []byte { return append(rows.AppendJSON(dst, i), '\n') },
		AddLine:   func(rows schema.RowList, line string) error { return rows.AddJSON(line) },
		AddCanonical: func(rows schema.RowList, line string) bool {
			c, ok := rows.(interface{ AddCanonicalJSON(row string) bool })
			return ok && c.AddCanonicalJSON(line)
		},
		AppendChange:        appendChangeJSON,
		AppendVersion:       appendVersionJSON,
		AppendChangeHeader:  noHeader,
		AppendVersionHeader: noHeader,
	}
}
