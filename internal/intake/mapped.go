package intake

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// A Mapping says which column of a CSV file from elsewhere is which of a table.
type Mapping struct {
	Columns []int    // by column of the file: the index of that of the table, or -1
	Missing []int    // columns of the table that the file does not have
	Ignored []string // columns of the file that the table does not have
	table   schema.Describer
}

// maxHeader is the greatest number of columns of a file. Each cell of a row takes memory, also an empty one.
const maxHeader = 1 << 14

// NewMapping returns the mapping of a file with a header. The map has the name of a column of the table for
// each column of the file that has another name. The error says which name does not fit, and what is
// expected. If private, it has no text of the file but the names that the map has.
func NewMapping(t schema.Describer, header []string, theirsToOurs map[string]string, private bool) (*Mapping, error) {
	m := &Mapping{table: t}
	columns := t.Columns()
	if len(header) > maxHeader {
		return nil, fmt.Errorf("the first line has %d columns, at most %d are possible", len(header), maxHeader)
	}
	if slices.ContainsFunc(header, func(name string) bool { return strings.Contains(name, "\r") && theirsToOurs[name] == "" }) {
		return nil, ErrLineEnds
	}
	if len(header) == 1 && theirsToOurs[header[0]] == "" && indexOf(columns, header[0]) < 0 {
		if err := NoCommas(header[0]); err != nil {
			return nil, err
		}
	}
	for _, theirs := range slices.Sorted(maps.Keys(theirsToOurs)) {
		if indexOf(columns, theirsToOurs[theirs]) < 0 {
			return nil, fmt.Errorf("%.80s is mapped to %.80q, which table %s does not have; its columns are %s", theirs, theirsToOurs[theirs], t.Name(), namesOf(columns))
		}
		if !slices.Contains(header, theirs) {
			if i := slices.IndexFunc(header, func(name string) bool { return strings.EqualFold(name, theirs) }); i >= 0 {
				return nil, fmt.Errorf("there is no column %.80q to be mapped to %s: did you mean %.80q?", theirs, theirsToOurs[theirs], header[i])
			}
			return nil, fmt.Errorf("there is no column %.80q to be mapped to %s%s", theirs, theirsToOurs[theirs], HeaderHint(header, private))
		}
	}
	if err := m.assign(header, theirsToOurs, columns); err != nil {
		return nil, err
	}
	for i := range columns {
		if !slices.Contains(m.Columns, i) {
			m.Missing = append(m.Missing, i)
		}
	}
	return m, nil
}

// assign finds the column of the table for each of the file.
func (m *Mapping) assign(header []string, names map[string]string, columns []schema.Column) error {
	seen := map[int]string{}
	for _, theirs := range header {
		ours, mapped := names[theirs]
		if !mapped {
			ours = theirs
			for _, other := range names {
				if other == ours {
					ours = "" // another column of the file is this one
				}
			}
		}
		i := indexOf(columns, ours)
		m.Columns = append(m.Columns, i)
		if i < 0 {
			m.Ignored = append(m.Ignored, theirs)
			continue
		}
		if other, twice := seen[i]; twice {
			advice := "map one of them"
			if other == theirs {
				advice = "rename one of them in the file, or leave it out"
			}
			return fmt.Errorf("the columns %.80s and %.80s are both %s: %s", other, theirs, columns[i].Name, advice)
		}
		seen[i] = theirs
	}
	return nil
}

// SetCells sets the values of a row of a list, which are in the order of the columns of the file. It calls
// unfit for a cell that does not fit the kind of its column, which stays as it is, until unfit returns an error.
func (m *Mapping) SetCells(list schema.RowList, row int, cells []string, unfit func(column int, cell string, err error) error) error {
	for k, column := range m.Columns {
		if column < 0 {
			continue
		}
		if err := list.SetText(row, column, cells[k]); err != nil {
			if err := unfit(column, cells[k], err); err != nil {
				return err
			}
		}
	}
	return nil
}

// ErrLineEnds is why a file is not read whose first line goes on after a carriage return.
var ErrLineEnds = errors.New("the file has CR line ends; want LF or CR LF")

// NoCommas returns what is wrong with the first line of a file that separates its columns with another
// character, nil if it does not. The error has no text of the file.
func NoCommas(line string) error {
	for _, other := range []struct{ character, name string }{{";", "semicolons"}, {"\t", "tabs"}, {"|", "vertical bars"}} {
		if strings.Contains(line, other.character) && !strings.Contains(line, ",") {
			return fmt.Errorf("the first line has no comma but %s: separate the columns with commas", other.name)
		}
	}
	return nil
}

// HeaderHint lists the columns of a file, as the end of an error. If private, the first line may hold values and is not shown.
func HeaderHint(header []string, private bool) string {
	if private {
		return fmt.Sprintf("; the first line has %d columns", len(header))
	}
	return fmt.Sprintf("; the first line has %.200q", strings.Join(header, ", "))
}

func namesOf(columns []schema.Column) string {
	var names []string
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return strings.Join(names, ", ")
}

func indexOf(columns []schema.Column, name string) int {
	return slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == name })
}

// Records reads the records of a CSV file from elsewhere, each of a bounded length. Cells may hold line
// ends, and a byte order mark may come first. Empty lines are passed over, however many there are.
type Records struct {
	csv   *csv.Reader   // which wants as many cells in each row as in the first
	in    *bufio.Reader // of which csv reads too, without a buffer of its own
	limit limitedReader
	line  int
	begun bool // whether the first row was read

	emptyBytes int64 // that csv has not seen
	emptyLines int
}

// NewRecords returns a reader of records.
func NewRecords(in io.Reader) *Records {
	r := &Records{limit: limitedReader{in: in}}
	r.in = bufio.NewReaderSize(&r.limit, readAhead)
	r.csv = csv.NewReader(r.in)
	return r
}

// readAhead is the number of bytes of the buffer of records. Package csv takes a smaller buffer for none.
const readAhead = 4096

// Read returns the next record, io.EOF after the last. All have as many cells as the first. A
// [csv.ParseError] is about one record alone; an error that wraps [schema.ErrTooLong] ends the file.
func (r *Records) Read() ([]string, error) {
	if err := r.skipEmpty(); err != nil {
		return nil, err
	}
	cells, err := r.csv.Read()
	if parseError, fault := errors.AsType[*csv.ParseError](err); fault {
		parseError.StartLine += r.emptyLines
		parseError.Line += r.emptyLines
		r.line = parseError.StartLine
	} else if err == nil {
		r.line, _ = r.csv.FieldPos(0)
		r.line += r.emptyLines
	}
	if errors.Is(err, schema.ErrTooLong) && !r.begun && r.limit.returns && !r.limit.feeds {
		return nil, fmt.Errorf("%w: %w", ErrLineEnds, schema.ErrTooLong)
	}
	if errors.Is(err, schema.ErrTooLong) {
		return nil, fmt.Errorf("%w, as where a quote is missing: the rest of the file was not read", schema.ErrTooLong)
	}
	if !r.begun && len(cells) > 0 {
		cells[0] = strings.TrimPrefix(cells[0], "\ufeff") // the byte order mark
	}
	r.begun = true
	return cells, err
}

// skipEmpty passes over empty lines. Package csv does so too, but within the limit of a record.
func (r *Records) skipEmpty() error {
	for {
		r.limit.most = r.Offset() + schema.MaxRow + readAhead
		next, err := r.in.Peek(len("\r\n"))
		end := 0
		switch {
		case len(next) == 0 && !errors.Is(err, io.EOF):
			return err
		case len(next) > 0 && next[0] == '\n':
			end = 1
		case string(next) == "\r\n":
			end = 2
		default:
			return nil
		}
		if _, err := r.in.Discard(end); err != nil {
			return err
		}
		r.emptyBytes += int64(end)
		r.emptyLines++
	}
}

// Line returns the line on which the last record began. After an error that is not about one record, it is that of
// the record before.
func (r *Records) Line() int { return r.line }

// Offset returns the bytes of the file up to the end of the last record.
func (r *Records) Offset() int64 { return r.csv.InputOffset() + r.emptyBytes }

// A limitedReader reads up to an offset that moves on.
type limitedReader struct {
	in         io.Reader
	read, most int64

	returns, feeds bool // whether there was a carriage return, and a line feed
}

// Read implements [io.Reader].
func (l *limitedReader) Read(p []byte) (int, error) {
	if l.read >= l.most {
		return 0, schema.ErrTooLong
	}
	n, err := l.in.Read(p[:min(int64(len(p)), l.most-l.read)])
	l.read += int64(n)
	if !l.feeds { // as is so in the first line alone
		l.returns = l.returns || bytes.IndexByte(p[:n], '\r') >= 0
		l.feeds = bytes.IndexByte(p[:n], '\n') >= 0
	}
	return n, err
}
