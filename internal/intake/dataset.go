package intake

import (
	"bytes"
	"fmt"
	"hash/maphash"

	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// A DocumentTable is the rows of one table in the dataset document.
type DocumentTable struct {
	Name    string
	Section Section
	Rows    int
	Hash    uint64 // of the rows, each with a line feed and no comma
}

// A Scanner finds the tables of a dataset document, which is written to it. It gets
// the document line by line: the metadata, and for every table a line that opens its
// array, one line for each row, and one that closes it. A general JSON decoder would be
// slower, and would not tell where the rows are.
type Scanner struct {
	Metadata []byte
	Tables   []DocumentTable
	wrong    string // the first line that does not fit, and why

	hash   maphash.Hash // of the rows of the current table
	line   []byte       // the beginning of a line whose end is still to come
	lines  int          // before the line
	offset int64        // of the line
	state  scanState
	comma  bool // whether another row may follow the last one
	most   int  // tables that the document may have
}

// A scanState is what the next line may be.
type scanState int

const (
	scanMetadata scanState = iota
	scanOpening
	scanRows
	scanEnd
)

// NewScanner returns a Scanner of a document that has a number of tables.
func NewScanner(seed maphash.Seed, tables int) *Scanner {
	s := &Scanner{most: tables}
	s.hash.SetSeed(seed)
	return s
}

// Write takes the next bytes of the document. It never fails.
func (s *Scanner) Write(text []byte) (int, error) {
	n := len(text)
	for len(text) > 0 {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			s.begin(text)
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

// begin holds the beginning of a line until its end comes. After a wrong line nothing is held.
func (s *Scanner) begin(text []byte) {
	most := schema.MaxRow + len(",")
	if s.state == scanMetadata {
		most = snapshot.MaxDocument
	}
	if len(s.line)+len(text) > most {
		s.fail("the line is longer than %d bytes", most)
	}
	if s.wrong == "" {
		s.line = append(s.line, text...)
	}
}

// fail notes what is wrong with the current line, if it is the first wrong one.
func (s *Scanner) fail(format string, args ...any) {
	if s.wrong == "" {
		s.wrong = fmt.Sprintf("line %d: ", s.lines+1) + fmt.Sprintf(format, args...)
	}
}

// next scans a line without its end. After a wrong line, nothing is known of the others.
func (s *Scanner) next(line []byte) {
	if s.wrong != "" {
		return
	}
	switch s.state {
	case scanMetadata:
		text, ok := cutAround(line, `{"metadata":`, ",")
		if !ok {
			s.fail(`the first line must be {"metadata":{...},`)
		}
		s.Metadata, s.state = bytes.Clone(text), scanOpening
	case scanOpening:
		name, ok := cutAround(line, `"`, `":[`)
		if !ok || len(name) > 64 {
			s.fail("here must be the name of a table and the beginning of its rows")
			return
		} else if len(s.Tables) == s.most {
			s.fail("another table begins, and the manifest lists %d", s.most)
			return
		}
		s.Tables = append(s.Tables, DocumentTable{Name: string(name), Section: Section{Offset: s.offset + int64(len(line)) + 1, Lines: s.lines + 1}})
		s.comma, s.state = true, scanRows
		s.hash.Reset()
	case scanRows:
		t := &s.Tables[len(s.Tables)-1]
		if len(line) > 0 && line[0] == '{' {
			s.row(t, line)
		} else {
			s.closing(t, line)
		}
	case scanEnd:
		s.fail("text follows the end")
	}
}

// row scans the line of a row.
func (s *Scanner) row(t *DocumentTable, line []byte) {
	if !s.comma {
		s.fail("a comma is missing before the row")
	}
	line, s.comma = bytes.CutSuffix(line, []byte(","))
	t.Rows++
	s.hash.Write(line)
	s.hash.WriteByte('\n')
}

// closing scans the line after the last row of a table.
func (s *Scanner) closing(t *DocumentTable, line []byte) {
	t.Section.Size, t.Hash = s.offset-t.Section.Offset, s.hash.Sum64()
	switch {
	case s.comma && t.Rows > 0:
		s.fail("a comma follows the last row")
	case string(line) == "],":
		s.state = scanOpening
	case string(line) == "]}":
		s.state = scanEnd
	default:
		s.fail("here must be a row, or the end of the rows")
	}
}

// End tells what is wrong with the form of the document, "" if nothing is.
func (s *Scanner) End() string {
	if s.wrong == "" && (s.state != scanEnd || len(s.line) > 0) {
		s.fail("the document ends too early, or its last line feed is missing")
	}
	return s.wrong
}

// cutAround returns a line without a prefix and a suffix, and reports whether it has both.
func cutAround(line []byte, prefix, suffix string) (rest []byte, ok bool) {
	rest, hasPrefix := bytes.CutPrefix(line, []byte(prefix))
	rest, hasSuffix := bytes.CutSuffix(rest, []byte(suffix))
	return rest, hasPrefix && hasSuffix
}
