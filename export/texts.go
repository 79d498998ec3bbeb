package export

import (
	"bytes"
	"fmt"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/text"
)

// Validation refuses texts with control characters in every table, so an export must not write
// them. It looks at the encoded rows, a chunk at a time, which is much cheaper than to look at each
// text: only the rows of a chunk that looks wrong are looked at one by one.

// anyText reports whether the rows may have any text: what a Generator generates is clean.
func (out *output) anyText(src synthhub.Source) bool {
	_, generated := src.(*synthhub.Generator)
	return !generated || !entitylist.Governed(out.entity.Table().Name())
}

// suspicious reports whether encoded rows may have a text that is not clean. For a few that are
// clean it reports true, such as a backslash before an n in CSV.
func suspicious(encoded []byte, rows int, f *format.Format) bool {
	return !f.Document && bytes.Count(encoded, []byte("\n")) != rows || !text.CleanLines(encoded) || escapesControl(encoded)
}

// escapesControl reports whether a text has an escape of JSON other than of a quote and a backslash:
// that of a control character, of a line end of Unicode or of bytes that are not UTF-8.
func escapesControl(encoded []byte) bool {
	for {
		i := bytes.IndexByte(encoded, '\\')
		if i < 0 || i+1 == len(encoded) {
			return false
		}
		if c := encoded[i+1]; c != '"' && c != '\\' {
			return true
		}
		encoded = encoded[i+2:]
	}
}

// checkTexts returns ErrText for the first text that is not clean in the rows of the records
// from lo to hi, without hi, which are the next rows of the output.
func (e *exporter) checkTexts(out *output, lo, hi int) error {
	table, rows := out.entity.Table(), out.entity.NewRowList()
	n := out.count
	for r := range e.src.Range(lo, hi) {
		rows.Reset()
		out.entity.AddRows(rows, r)
		for i := range rows.Len() {
			n++
			for k, c := range table.Columns() {
				if value := rows.AppendText(nil, i, k); !text.Clean(string(value)) {
					return fmt.Errorf("write %s, row %d: column %s is %.60q: %w", table.Name(), n, c.Name, value, ErrText)
				}
			}
		}
	}
	return nil
}
