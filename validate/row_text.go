package validate

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/schema"
)

// A blockWork parses and checks the lines of a block.
type blockWork func(p *chunk, c *check, b intake.Block, f *format.Format)

// readSections emits the rows of a table that are in sections of files. A file that cannot be
// read is a finding; the rows of the others are checked all the same.
func (f *feed) readSections(fsys fs.FS, sections []intake.Section) error {
	return f.readLines(fsys, sections, intake.MaxLine, (*chunk).readBlock)
}

// readLines emits the lines of sections of files, of which each may have so many bytes.
func (f *feed) readLines(fsys fs.FS, sections []intake.Section, longest int, work blockWork) error {
	for _, s := range sections {
		if err := f.readSection(fsys, s, longest, work); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) readSection(fsys fs.FS, s intake.Section, longest int, work blockWork) error {
	r, err := intake.OpenSection(fsys, s)
	if err != nil {
		return f.emitUnreadable(s.File, err)
	}
	defer r.Close()
	r.Longest = longest
	for {
		b, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return f.emitUnreadable(s.File, err)
		}
		p := f.chunk()
		p.file, p.linesBefore, p.hasLines, p.bytes = s.File, b.LinesBefore, true, len(b.Text)
		p.work = func(p *chunk) { work(p, f.check, b, s.Format) }
		if err := f.emitRows(p); err != nil {
			return err
		}
	}
}

// emitUnreadable emits the finding that a file cannot be read, and no rows.
func (f *feed) emitUnreadable(name string, err error) error {
	p := f.chunk()
	p.work = func(p *chunk) {
		if !p.again {
			p.tally.add(f.check.rule(ruleFileReadable), Finding{File: name, Why: err.Error()})
		}
	}
	return f.emit(p)
}

// readBlock parses and checks the rows of a block.
func (p *chunk) readBlock(c *check, b intake.Block, f *format.Format) {
	if b.TooLong {
		p.addTooLong(0, f)
	}
	for i, text := 0, b.Text; text != ""; i++ {
		var line string
		var ended bool
		line, text, ended = strings.Cut(text, "\n")
		p.readLine(i, line, ended, f)
	}
	p.examine(c)
}

// addTooLong adds an empty row in the place of row i, which is longer than a row may be.
func (p *chunk) addTooLong(i int, f *format.Format) {
	_ = f.AddLine(p.rows, "") // the error says nothing new
	p.unreadable(i, &schema.ParseError{Err: schema.ErrTooLong}, f)
}

var errEmptyLine = &schema.ParseError{Err: fmt.Errorf("%w: the line is empty", schema.ErrColumns)}

// readLine parses row i from its line. Whether the line was ended by a line feed counts in
// files of one table; in a document the section ends before the line that closes the array.
func (p *chunk) readLine(i int, line string, ended bool, f *format.Format) {
	rules := p.table.rules
	if !ended && !f.Document {
		p.foundText(i, rules.lineEnd, "the last line feed is missing")
	}
	if cut, ok := strings.CutSuffix(line, "\r"); ok {
		line = cut
		p.foundText(i, rules.lineEnd, "the line ends with CR LF; it must end with LF")
	}
	line = withoutRowEnd(line, f)
	if len(line) > schema.MaxRow { // in a buffer that happened to be large enough for it
		p.addTooLong(i, f)
		return
	}
	if f.AddCanonical(p.rows, line) {
		return // as nearly all rows of a good file
	}
	if err := f.AddLine(p.rows, line); err != nil {
		if line == "" {
			err = errEmptyLine
		}
		p.unreadable(i, err, f)
		return
	}
	if p.again {
		return
	}
	p.text = f.AppendRow(p.text[:0], p.rows, i)
	if want := p.text[:len(p.text)-len("\n")]; string(want) != line {
		p.foundText(i, rules.canonical, "it must read "+visible(string(want)))
	}
}

// withoutRowEnd removes what follows a row on its line. The last row of an array has none.
func withoutRowEnd(line string, f *format.Format) string {
	return strings.TrimSuffix(line, strings.TrimSuffix(f.RowEnd, "\n"))
}

// foundText counts a finding about the text of a row, which is in the line that it names.
func (p *chunk) foundText(i int, r Rule, why string) {
	if p.again || p.tally.addCount(r.Code) {
		return
	}
	f := Finding{Table: p.table.Name(), File: p.file, Row: i + 1, Why: why}
	if p.hasLines {
		f.Line = i + 1
	}
	p.tally.add(r, f)
}

// unreadable counts a row that could not be parsed, and notes how many of its columns could.
func (p *chunk) unreadable(i int, err error, f *format.Format) {
	var pe *schema.ParseError
	column, offset, value := -1, 0, ""
	if errors.As(err, &pe) {
		column, offset, value, err = p.table.column(pe.Column), pe.Offset, pe.Value, pe.Err
	}
	if p.unread == nil {
		p.unread = make(map[int]int)
	}
	p.unread[i] = 0
	if f.Header { // values come in the order of the columns, so those before the fault were read
		if p.unread[i] = max(column, 0); column < 0 && offset > 0 {
			p.unread[i] = len(p.table.columns) // there are more values than columns
		}
	}
	if p.again {
		return
	}
	rule := p.table.rules.syntax
	if pe != nil {
		rule = p.table.parseRule(err, column)
	}
	if p.tally.addCount(rule.Code) {
		return
	}
	x := p.finding(i, rule, err.Error())
	x.Value = value
	p.tally.add(rule, x)
}

// parseRule returns the rule that a row breaks which could not be parsed because of an error
// in a column, -1 if it is in none.
func (t *table) parseRule(err error, column int) Rule {
	switch {
	case errors.Is(err, schema.ErrColumns):
		return t.rules.columns
	case errors.Is(err, schema.ErrQuote):
		return t.rules.quoting
	case errors.Is(err, schema.ErrUTF8):
		return t.rules.utf8
	case errors.Is(err, schema.ErrTooLong):
		return t.rules.length
	case column >= 0 && errors.Is(err, schema.ErrUnknown) && t.rules.vocabulary[column].Code != "":
		return t.rules.vocabulary[column]
	case column >= 0 && t.rules.form[column].Code != "":
		return t.rules.form[column]
	}
	return t.rules.syntax
}
