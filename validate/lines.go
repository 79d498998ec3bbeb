package validate

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// Rows stand on lines of their own in every format: values hold no control
// characters, so a quoted line end is a fault like any other, and a quote that is
// missing spoils one row and not the rest of the file. Whatever a file holds, no
// more than a block of it is in memory, or one row of the greatest length.

const blockSize = 64 << 10

// rowKind is how rows are written on lines.
type rowKind int

const (
	csvRows   rowKind = iota
	jsonRows          // one object a line
	arrayRows         // the same, with a comma after each but the last
)

// A rowFile is where some rows of a table stand.
type rowFile struct {
	name   string
	header bool  // whether the first line is a CSV header
	from   int64 // bytes to skip, for a section of a file
	size   int64 // bytes of the section, -1 for all
	line   int   // lines that are skipped with them
	hint   int64 // bytes that are probably read
}

// lines emits the rows of a file that has been opened.
func (f *feed) lines(r io.Reader, file rowFile, kind rowKind) error {
	if file.from > 0 {
		if s, ok := r.(io.Seeker); ok {
			if _, err := s.Seek(file.from, io.SeekStart); err != nil {
				return f.problem(file.name, "readable", err.Error())
			}
		} else if _, err := io.CopyN(io.Discard, r, file.from); err != nil {
			return f.problem(file.name, "readable", err.Error())
		}
	}
	if file.size >= 0 {
		r = io.LimitReader(r, file.size)
	}
	buf := make([]byte, min(blockSize, max(file.hint, 4096)+512))
	held, line, header := 0, file.line, file.header
	long := false // within a row above the greatest length
	for {
		n, err := io.ReadFull(r, buf[held:])
		held += n
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return f.problem(file.name, "readable", err.Error())
		}
		if header {
			if i := bytes.IndexByte(buf[:held], '\n'); i >= 0 {
				header = false
				line++
				held = copy(buf, buf[i+1:held])
			} else if ended || held == len(buf) {
				return nil // the header was found wrong before
			}
			if !ended {
				continue
			}
		}
		end := bytes.LastIndexByte(buf[:held], '\n') + 1
		if long && end > 0 {
			i := bytes.IndexByte(buf[:held], '\n') + 1
			held = copy(buf, buf[i:held])
			end -= i
			long = false
			line++
		}
		if ended {
			end = held
		}
		switch {
		case long:
			held = 0
		case end > 0:
			for text := string(buf[:end]); text != ""; {
				part, lines := firstLines(text)
				if err := f.emitText(file.name, line, part, kind); err != nil {
					return err
				}
				text, line = text[len(part):], line+lines
			}
			held = copy(buf, buf[end:held])
		case held > schema.MaxRow:
			if err := f.emitLong(file.name, line); err != nil {
				return err
			}
			long, held = true, 0
		case held == len(buf):
			buf = append(buf, make([]byte, len(buf))...)
		}
		if ended {
			return nil
		}
	}
}

// maxLines is the greatest number of lines in a piece: a block of true rows has a few
// hundred, but one of empty lines has as many as bytes, and each takes a row's memory.
const maxLines = 2048

// firstLines takes whole lines off the front of a text, all of them or maxLines, and
// counts their line feeds.
func firstLines(text string) (part string, lines int) {
	lines = strings.Count(text, "\n")
	if lines <= maxLines {
		return text, lines
	}
	end := 0
	for range maxLines {
		end += strings.IndexByte(text[end:], '\n') + 1
	}
	return text[:end], maxLines
}

func (f *feed) emitText(name string, line int, text string, kind rowKind) error {
	p := f.piece()
	p.file, p.line, p.lines = name, line, true
	p.work = func(p *piece) { p.ofText(f.check, text, kind) }
	return f.emit(p)
}

// emitLong emits a row that is too long to be looked at.
func (f *feed) emitLong(name string, line int) error {
	p := f.piece()
	p.file, p.line, p.lines = name, line, true
	p.work = func(p *piece) {
		_ = p.rows.AddCSV("") // a place for the row; that it is empty is no news
		p.unreadable(0, &schema.ParseError{Err: schema.ErrTooLong}, csvRows)
		p.examine(f.check)
	}
	return f.emit(p)
}

// problem emits a finding about a file, and no rows.
func (f *feed) problem(name, rule, why string) error {
	p := f.piece()
	p.work = func(p *piece) {
		if !p.again {
			p.tally.add(Finding{Rule: "snapshot.file." + rule, File: name, Why: why})
		}
	}
	return f.emit(p)
}

var errEmptyLine = &schema.ParseError{Err: fmt.Errorf("%w: the line is empty", schema.ErrColumns)}

// ofText reads the rows of a block of text.
func (p *piece) ofText(c *check, text string, kind rowKind) {
	for i := 0; text != ""; i++ {
		row, rest, ended := strings.Cut(text, "\n")
		text = rest
		if !ended && kind != arrayRows {
			p.mark(i, "line_end", "the last line feed is missing")
		}
		if cut, ok := strings.CutSuffix(row, "\r"); ok {
			row = cut
			p.mark(i, "line_end", "the line ends with CR LF; it must end with LF")
		}
		var err error
		if kind == csvRows {
			err = p.rows.AddCSV(row)
		} else {
			if kind == arrayRows {
				row = strings.TrimSuffix(row, ",")
			}
			err = p.rows.AddJSON(row)
		}
		if err != nil {
			if row == "" {
				err = errEmptyLine
			}
			p.unreadable(i, err, kind)
			continue
		}
		if p.again {
			continue
		}
		if kind == csvRows {
			p.text = bytes.TrimSuffix(p.rows.AppendCSV(p.text[:0], i), []byte("\n"))
		} else {
			p.text = p.rows.AppendJSON(p.text[:0], i)
		}
		if string(p.text) != row {
			p.mark(i, "canonical", "it must read "+visible(string(p.text)))
		}
	}
	p.examine(c)
}

// mark counts a finding about the text of a row.
func (p *piece) mark(i int, rule, why string) {
	if p.again {
		return
	}
	f := Finding{Rule: p.table.Name() + ".row." + rule, Table: p.table.Name(), File: p.file, Row: i + 1, Why: why}
	if p.lines {
		f.Line = i + 1
	}
	p.tally.add(f)
}

// unreadable counts a row that could not be read, and remembers how far it could.
func (p *piece) unreadable(i int, err error, kind rowKind) {
	t := p.table
	if p.bad == nil {
		p.bad = make(map[int]int)
	}
	p.bad[i] = 0
	column, rule, value := "row", "syntax", ""
	var pe *schema.ParseError
	if errors.As(err, &pe) {
		err, value = pe.Err, pe.Value
		at := t.column(pe.Column)
		if kind == csvRows {
			if p.bad[i] = max(at, 0); at < 0 && pe.Offset > 0 {
				p.bad[i] = len(t.columns) // more cells than columns
			}
		}
		switch {
		case errors.Is(err, schema.ErrColumns):
			rule = "columns"
		case errors.Is(err, schema.ErrQuote):
			rule = "quoting"
		case errors.Is(err, schema.ErrUTF8):
			rule = "utf8"
		case errors.Is(err, schema.ErrTooLong):
			rule = "length"
		case at >= 0 && t.columns[at].Kind == schema.KindEnum && errors.Is(err, schema.ErrUnknown):
			column, rule = pe.Column, "vocabulary"
		case at >= 0 && formOf(&t.columns[at]) != "":
			column, rule = pe.Column, "form"
		}
	}
	if p.again {
		return
	}
	f := p.finding(i, column, rule, err.Error())
	f.Value = value
	p.tally.add(f)
}
