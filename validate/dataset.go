package validate

import (
	"bytes"
	"fmt"
	"hash/maphash"

	"github.com/synthhub/synthhub/schema"
)

// A section is the rows of one table in the dataset document.
type section struct {
	table      string
	from, size int64 // where its rows stand
	line       int   // lines of the document before them
	rows       int
	hash       uint64 // of the rows, each with a line feed and no comma
}

// A scanner finds the sections of a dataset document while it is hashed. It takes
// the document line by line: the metadata, and for every table a line that opens its
// array, one line for each row, and one that closes it.
type scanner struct {
	seed     maphash.Seed
	metadata []byte
	sections []section
	wrong    string // the first line that does not fit, and why

	hash   maphash.Hash
	line   []byte // begun and not ended
	lines  int
	offset int64 // of the line
	state  scanState
	comma  bool // the row before had a comma
}

type scanState int

const (
	scanMetadata scanState = iota
	scanOpening
	scanRows
	scanEnd
)

func newScanner(seed maphash.Seed) *scanner {
	s := &scanner{seed: seed, comma: true}
	s.hash.SetSeed(seed)
	return s
}

// Write takes another piece of the document. It never fails.
func (s *scanner) Write(text []byte) (int, error) {
	n := len(text)
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			if len(s.line)+len(text) > maxDocument {
				s.fail("the line is too long")
				s.offset += int64(len(s.line))
				s.line = s.line[:0]
			}
			s.line = append(s.line, text...)
			break
		}
		line := text[:i]
		if len(s.line) > 0 {
			s.line = append(s.line, line...)
			line = s.line
		}
		s.next(line)
		s.offset += int64(len(line)) + 1
		s.lines++
		s.line, text = s.line[:0], text[i+1:]
	}
	return n, nil
}

func (s *scanner) fail(format string, args ...any) {
	if s.wrong == "" {
		s.wrong = fmt.Sprintf("line %d: ", s.lines+1) + fmt.Sprintf(format, args...)
	}
}

// next takes a line without its end.
func (s *scanner) next(line []byte) {
	if s.wrong != "" {
		return
	}
	switch s.state {
	case scanMetadata:
		rest, ok1 := bytes.CutPrefix(line, []byte(`{"metadata":`))
		rest, ok2 := bytes.CutSuffix(rest, []byte(","))
		if !ok1 || !ok2 {
			s.fail(`the first line must be {"metadata":{...},`)
		}
		s.metadata, s.state = bytes.Clone(rest), scanOpening
	case scanOpening:
		rest, ok1 := bytes.CutPrefix(line, []byte(`"`))
		rest, ok2 := bytes.CutSuffix(rest, []byte(`":[`))
		if !ok1 || !ok2 || len(rest) > 64 {
			s.fail("here must be the name of a table and the beginning of its rows")
		}
		s.sections = append(s.sections, section{table: string(rest), from: s.offset + int64(len(line)) + 1, line: s.lines + 1})
		s.comma, s.state = true, scanRows
		s.hash.Reset()
	case scanRows:
		at := &s.sections[len(s.sections)-1]
		if len(line) > 0 && line[0] == '{' {
			if !s.comma {
				s.fail("a comma is missing before the row")
			}
			row, comma := bytes.CutSuffix(line, []byte(","))
			s.comma = comma
			at.rows++
			s.hash.Write(row)
			s.hash.WriteByte('\n')
			return
		}
		at.size, at.hash = s.offset-at.from, s.hash.Sum64()
		switch {
		case s.comma && at.rows > 0:
			s.fail("a comma follows the last row")
		case string(line) == "],":
			s.state = scanOpening
		case string(line) == "]}":
			s.state = scanEnd
		default:
			s.fail("here must be a row, or the end of the rows")
		}
	case scanEnd:
		s.fail("text follows the end")
	}
}

// end tells what is wrong with the form of the document, "" if nothing is.
func (s *scanner) end() string {
	if s.wrong == "" && (s.state != scanEnd || len(s.line) > 0) {
		s.fail("the document ends too early, or its last line feed is missing")
	}
	return s.wrong
}

// A rendition is the rows of a table in a form in which they stand somewhere else
// too, hashed to be compared.
type rendition struct {
	append func(dst []byte, rows schema.RowList, i int) []byte
	hash   interface{ Write([]byte) (int, error) }
}

func (x *rendition) write(text []byte) { x.hash.Write(text) }

// jsonLines renders rows as the JSON formats have them.
func jsonLines(dst []byte, rows schema.RowList, i int) []byte {
	return append(rows.AppendJSON(dst, i), '\n')
}

// csvLines renders rows as CSV.
func csvLines(dst []byte, rows schema.RowList, i int) []byte { return rows.AppendCSV(dst, i) }
