package rowdiff

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/synthhub/synthhub/internal/intake"
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
		r := &reading{ignored: m.Ignored, pass: m.pass}
		for _, i := range m.Missing {
			r.missing = append(r.missing, t.Table().Columns()[i].Name)
		}
		return r, nil
	}}
}

// A mapping says which column of a file is which of a table.
type mapping struct {
	*intake.Mapping
	columns []schema.Column
	open    func() (io.ReadCloser, error)
}

func newMapping(t Table, names map[string]string, open func() (io.ReadCloser, error), private bool) (*mapping, error) {
	in, err := open()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	header, err := intake.NewRecords(in).Read()
	if err != nil {
		return nil, fmt.Errorf("%w: the first line cannot be read as CSV: %w", ErrHeader, withoutText(err, private))
	}
	m := &mapping{columns: t.Table().Columns(), open: open}
	if m.Mapping, err = intake.NewMapping(t.Table(), header, names, private); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrHeader, err)
	}
	if i := slices.IndexFunc(m.Missing, func(i int) bool { return m.columns[i].Key }); i >= 0 {
		return nil, fmt.Errorf("%w: no column is the key %s; map the one that is%s", ErrHeader, m.columns[m.Missing[i]].Name, intake.HeaderHint(header, private))
	}
	return m, nil
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
	r := intake.NewRecords(in)
	if _, err := r.Read(); err != nil {
		return err
	}
	for ended := false; !ended; {
		var records []rawRecord
		bytes := 0
		for len(records) < rowsPerChunk && bytes < 64<<10 && !ended {
			before := r.Offset()
			cells, err := r.Read()
			_, fault := errors.AsType[*csv.ParseError](err)
			if err != nil && !fault && !errors.Is(err, schema.ErrTooLong) {
				if !errors.Is(err, io.EOF) {
					return err
				}
				break
			}
			records = append(records, rawRecord{cells, r.Line(), err})
			bytes += int(r.Offset() - before)
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
	return m.SetCells(list, 0, cells, func(column int, cell string, err error) error {
		return fmt.Errorf("column %s is %.60q: %w", m.columns[column].Name, cell, err)
	})
}

// withoutText returns an error that names no text of the input, if private.
func withoutText(err error, private bool) error {
	if private && !errors.Is(err, intake.ErrLineEnds) {
		return errors.New("it is not CSV")
	}
	return err
}
