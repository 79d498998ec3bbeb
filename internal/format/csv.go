package format

import (
	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// CSV is RFC 4180 in UTF-8, with a header and line feeds.
var CSV = &Format{
	Name: "csv", MediaType: "text/csv", Default: true, Content: "CSV: UTF-8, comma, line feed",
	Lines: &Lines{
		Header: true, RowEnd: "\n", Delimiter: ",",
		AppendHeader: func(dst []byte, t schema.Describer) []byte { return t.AppendHeader(dst) },
		Encoder:      func(e synthhub.Entity) RecordEncoder { return e.AppendCSV },
		AppendRow:    func(dst []byte, rows schema.RowList, i int) []byte { return rows.AppendCSV(dst, i) },
		AddLine:      func(rows schema.RowList, line string) error { return rows.AddCSV(line) },
		AddCanonical: func(rows schema.RowList, line string) bool {
			c, ok := rows.(interface{ AddCanonicalCSV(row string) bool })
			return ok && c.AddCanonicalCSV(line)
		},
		AppendChange:       appendChangeCSV,
		AppendVersion:      appendVersionCSV,
		AppendChangeHeader: func(dst []byte, t schema.Describer) []byte { return headerWith(dst, OpColumn+",", t, "") },
		AppendVersionHeader: func(dst []byte, t schema.Describer) []byte {
			return headerWith(dst, "", t, ","+ValidFrom+","+ValidTo+","+IsCurrent)
		},
	},
}
