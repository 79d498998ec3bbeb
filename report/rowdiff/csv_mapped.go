package rowdiff

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// MappedCSV returns the rows of a CSV file with columns in any order, some of them under other names: the map
// has the name of a column in the file for each such name, and the name of the column in the table. A column
// of the file that has the name of one in the table needs no entry. Other columns of the file are ignored;
// columns of the table that the file does not have are not compared. The [Diff] names both. The key must be
// there. Cells may hold line ends. The function open is called for each pass.
func MappedCSV(t Table, theirsToOurs map[string]string, open func() (io.ReadCloser, error)) Rows {
	return Rows{table: t, name: "CSV file", prepare: func(_ context.Context, private bool) (*reading, error) {
		m, err := newMapping(t, theirsToOurs, open, private)
		if err != nil {
			return nil, err
		}
		return &reading{missing: m.missing, ignored: m.ignored, pass: m.pass}, nil
	}}
}

// A mapping says which column of a file is which of a table.
type mapping struct {
	table   Table
	open    func() (io.ReadCloser, error)
	columns []int // by column of the file: the index of that of the table, or -1
	missing []string
	ignored []string
}

func newMapping(t Table, names map[string]string, open func() (io.ReadCloser, error), private bool) (*mapping, error) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	r := newRecordReader(in)
	header, err := r.read()
	if err != nil {
		return nil, fmt.Errorf("%w: the first line cannot be read as CSV: %w", ErrHeader, withoutText(err, private))
	}
	m := &mapping{table: t, open: open}
	columns := t.Table().Columns()
	known := strings.Join(columnNames(columns), ", ")
	for _, theirs := range slices.Sorted(maps.Keys(names)) {
		if indexOf(columns, names[theirs]) < 0 {
			return nil, fmt.Errorf("%w: %s is mapped to %q, which table %s does not have; its columns are %s", ErrHeader, theirs, names[theirs], t.Table().Name(), known)
		}
		if !slices.Contains(header, theirs) {
			return nil, fmt.Errorf("%w: there is no column %q to be mapped to %s%s", ErrHeader, theirs, names[theirs], columnsHint(header, private))
		}
	}
	if err := m.assign(header, names, columns); err != nil {
		return nil, err
	}
	for i, c := range columns {
		if slices.Contains(m.columns, i) {
			continue
		}
		if c.Key {
			return nil, fmt.Errorf("%w: no column is the key %s; map the one that is%s", ErrHeader, c.Name, columnsHint(header, private))
		}
		m.missing = append(m.missing, c.Name)
	}
	return m, nil
}

// assign finds the column of the table for each of the file.
func (m *mapping) assign(header []string, names map[string]string, columns []schema.Column) error {
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
		m.columns = append(m.columns, i)
		if i < 0 {
			m.ignored = append(m.ignored, theirs)
			continue
		}
		if other, twice := seen[i]; twice {
			return fmt.Errorf("%w: the columns %s and %s are both %s", ErrHeader, other, theirs, columns[i].Name)
		}
		seen[i] = theirs
	}
	return nil
}

// columnsHint lists the columns of a file. If private, the first line may hold values and is not shown.
func columnsHint(header []string, private bool) string {
	all := strings.Join(header, ",")
	if len(header) == 1 && strings.ContainsAny(all, ";\t|") {
		return "; the first line has no comma: separate the columns with commas"
	}
	if private {
		return fmt.Sprintf("; the first line has %d columns", len(header))
	}
	return fmt.Sprintf("; the first line has %.200q", strings.Join(header, ", "))
}

func columnNames(columns []schema.Column) (names []string) {
	for _, c := range columns {
		names = append(names, c.Name)
	}
	return names
}

func indexOf(columns []schema.Column, name string) int {
	return slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == name })
}

// A rawRecord is a row of a file, or why it cannot be read.
type rawRecord struct {
	cells []string
	line  int
	err   error
}

// pass emits the rows of the file.
func (m *mapping) pass(f *feed) error {
	in, err := m.open()
	if err != nil {
		return err
	}
	defer in.Close()
	r := newRecordReader(in)
	if _, err := r.read(); err != nil {
		return err
	}
	for ended := false; !ended; {
		var records []rawRecord
		bytes := 0
		for len(records) < rowsPerChunk && bytes < 64<<10 && !ended {
			before := r.csv.InputOffset()
			cells, err := r.read()
			parseError, fault := errors.AsType[*csv.ParseError](err)
			if err != nil && !fault && !errors.Is(err, schema.ErrTooLong) {
				if !errors.Is(err, io.EOF) {
					return err
				}
				break
			}
			record := rawRecord{cells: cells, err: err}
			if fault {
				record.line = parseError.StartLine
			} else if err == nil {
				record.line, _ = r.csv.FieldPos(0)
			}
			records = append(records, record)
			bytes += int(r.csv.InputOffset() - before)
			ended = errors.Is(err, schema.ErrTooLong)
		}
		if len(records) == 0 {
			return nil
		}
		if err := f.emit(func(c *chunk) { m.addRecords(c, records) }, bytes); err != nil {
			return err
		}
	}
	return nil
}

// addRecords adds rows of the file to a chunk.
func (m *mapping) addRecords(c *chunk, records []rawRecord) {
	for i := range records {
		r := &records[i]
		c.line = r.line
		if r.err == nil {
			r.err = m.setRow(c.list, r.cells)
		}
		if r.err != nil {
			c.addFault(rowUnreadable, r.err)
		} else {
			c.addRow(0)
		}
	}
}

// setRow makes a row of a record, alone in its list.
func (m *mapping) setRow(list schema.RowList, cells []string) error {
	list.Reset()
	_ = list.AddCSV("") // which appends a row without values
	for k, column := range m.columns {
		if column < 0 {
			continue
		}
		if err := list.SetText(0, column, cells[k]); err != nil {
			return fmt.Errorf("column %s is %.60q: %w", m.table.Table().Columns()[column].Name, cells[k], err)
		}
	}
	return nil
}

// A recordReader reads records of CSV, each of a bounded length.
type recordReader struct {
	csv   *csv.Reader // which wants as many cells in each row as in the first
	limit limitedReader
	begun bool // whether the first row was read
}

func newRecordReader(in io.Reader) *recordReader {
	r := &recordReader{limit: limitedReader{in: in}}
	r.csv = csv.NewReader(&r.limit)
	return r
}

// read returns the next record. A [csv.ParseError] is about one record alone; schema.ErrTooLong ends the file.
func (r *recordReader) read() ([]string, error) {
	const buffer = 4096 // bytes that package csv reads ahead
	r.limit.most = r.csv.InputOffset() + schema.MaxRow + buffer
	cells, err := r.csv.Read()
	if errors.Is(err, schema.ErrTooLong) {
		return nil, fmt.Errorf("%w, as where a quote is missing: the rest of the file was not read", schema.ErrTooLong)
	}
	if !r.begun && len(cells) > 0 {
		cells[0] = strings.TrimPrefix(cells[0], "\ufeff") // the byte order mark
	}
	r.begun = true
	return cells, err
}

// A limitedReader reads up to an offset that moves on.
type limitedReader struct {
	in         io.Reader
	read, most int64
}

// Read implements [io.Reader].
func (l *limitedReader) Read(p []byte) (int, error) {
	if l.read >= l.most {
		return 0, schema.ErrTooLong
	}
	n, err := l.in.Read(p[:min(int64(len(p)), l.most-l.read)])
	l.read += int64(n)
	return n, err
}

// withoutText returns an error that names no text of the input, if private.
func withoutText(err error, private bool) error {
	if private {
		return errors.New("it is not CSV")
	}
	return err
}
