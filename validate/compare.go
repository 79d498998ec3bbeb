package validate

import (
	"errors"
	"fmt"
	"io"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A comparison compares the rows of a table, which are read again, with their lines in files
// of another format, one by one.
type comparison struct {
	check   *check
	table   *table
	format  *format.Format
	lines   *lineReader
	differs int     // rows that differ
	first   Finding // the first of them

	text   []byte         // scratch: the line that a row must have
	parsed schema.RowList // scratch: the row of a line
}

// compareRows finds the rows in which a table differs from its rows in sections of files in
// another format, after their hashes have shown that it does.
func (f *folder) compareRows(t *table, rows *format.Format, sections []intake.Section) error {
	lines := &lineReader{fs: f.contents(), sections: sections}
	defer lines.close()
	x := &comparison{check: f.check, table: t, format: rows, lines: lines, parsed: t.entity.NewRowList()}
	before := f.check.tally.count(ruleTableSameRows)
	err := f.check.pass(t, func(p *chunk) bool {
		for i := range p.rows.Len() {
			x.row(p, i)
		}
		return true
	})
	if err != nil {
		return err
	}
	missing := lines.missing
	if more := lines.rest(); more > 0 || missing > 0 {
		x.shifted(before, more, missing)
	}
	return nil
}

// row compares row i of a chunk with the next line.
func (x *comparison) row(p *chunk, i int) {
	line, err := x.lines.next()
	if err == nil {
		line = withoutRowEnd(line, x.format)
		if x.text = x.format.AppendRow(x.text[:0], p.rows, i); line == string(x.text[:len(x.text)-len("\n")]) {
			return
		}
	}
	if x.differs++; x.differs > 1 && x.check.tally.addCount(ruleTableSameRows.Code) {
		return
	}
	f := p.findingInTable(i, ruleTableSameRows, "the row is not the same in this format")
	f.File, f.Line, f.Column, f.Value = x.lines.file, x.lines.line, "", ""
	switch _, unread := p.unread[i]; {
	case errors.Is(err, io.EOF):
		f.Why = "the row is missing in this format"
	case err != nil:
		f.Why = err.Error()
	case unread:
		f.Why = "the row cannot be compared: in the files that the table is read from it is not wholly readable"
	default:
		x.explain(&f, line, p, i)
	}
	if x.differs == 1 {
		x.first = f
	}
	x.check.tally.add(ruleTableSameRows, f)
}

// explain completes the finding that a line is not row i of a chunk: with the first column that
// differs, or why the line cannot be parsed.
func (x *comparison) explain(f *Finding, line string, p *chunk, i int) {
	x.parsed.Reset()
	if err := x.format.AddLine(x.parsed, line); err == nil {
		if column, is, must, ok := x.table.differing(x.parsed, 0, p.rows, i); ok {
			f.Column, f.Value, f.Why = column, is, "elsewhere it is "+visible(must)
		}
	} else if pe := (*schema.ParseError)(nil); errors.As(err, &pe) {
		f.Column, f.Value, f.Why = pe.Column, pe.Value, pe.Err.Error()
	}
}

// differing returns the first column in which two rows of the table differ, and its texts.
func (t *table) differing(is schema.RowList, i int, must schema.RowList, k int) (column, isText, mustText string, ok bool) {
	for c, col := range t.columns {
		a, b := string(is.AppendText(nil, i, c)), string(must.AppendText(nil, k, c))
		if a != b {
			return col.Name, a, b, true
		}
	}
	return "", "", "", false
}

// shifted replaces the findings of a comparison by one: where rows are missing or added, all
// after them differ, and only where that begins tells anything.
func (x *comparison) shifted(before, more, missing int) {
	f := x.first
	if x.differs == 0 {
		f = Finding{Table: x.table.Name(), Row: x.table.rows + 1, File: x.lines.file, Line: x.lines.line}
	}
	f.Why = fmt.Sprintf("from here on the rows differ: this format has %d rows more and %d fewer than the table", more, missing)
	x.check.tally.truncate(ruleTableSameRows, before)
	x.check.tally.add(ruleTableSameRows, f)
}
