package report

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/intake"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/schema"
)

// A File is a CSV file from elsewhere with rows of one table.
type File struct {
	// Table is the name of the table: a governed one, or that of an entity that [With] passes.
	Table string
	// Columns has, for a column of the file that has another name than in the table, its name in the
	// file and its name in the table: {"dob": "date_of_birth"}. Columns may have any order. Those
	// that the table does not have are left out, and the notes of the profile name them.
	Columns map[string]string
	// Reader is the content: a header and rows as RFC 4180 has them, in UTF-8, separated by commas.
	Reader io.Reader
}

// ErrFile is returned for a CSV file that does not fit its table.
const ErrFile = constError("wrong CSV file")

// mostUnfit is the share of the values of a column that may not fit its kind, in percent. With more, the column
// is not what the caller thinks it is.
const mostUnfit = 50

// CSV returns the profile of CSV files from elsewhere, one for each table. Values that do not fit the kind of
// their column are counted as unreadable. The files may hold real data, so the profile is [Private] unless
// [Synthetic] says that they do not; and so errors name lines, and no values. An error that wraps [ErrFile]
// says which file, line or column does not fit, and what is expected: no files, a file that is not CSV, a column that
// does not map, or one of which more than half of the values do not fit. It may wrap the error of a
// Reader, that of the context, or [ErrOption].
func CSV(ctx context.Context, files []File, opts ...Option) (*Profile, error) {
	o, err := optionsOf(append([]Option{Private()}, opts...))
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("report: %w: no files; want at least one", ErrFile)
	}
	if o.title == "" {
		o.title = "CSV files"
	}
	all := o.entities
	o.entities = nil
	c := newCounting(&o, o.asOf)
	missing := make([][]int, len(files))
	for i, f := range files {
		k := entitylist.Index(all, f.Table)
		if k < 0 {
			return nil, fmt.Errorf("report: %w: table %.80q is unknown, want one of %v", ErrFile, f.Table, entitylist.Names(all))
		}
		if entitylist.Index(o.entities, f.Table) >= 0 {
			return nil, fmt.Errorf("report: %w: two files are of table %s", ErrFile, f.Table)
		}
		o.entities = append(o.entities, all[k])
		t := newTableCounter(all[k].Table(), o.asOf)
		c.tables = append(c.tables, t)
		r := &fileReader{counting: c, table: t, newList: all[k].NewRowList, records: intake.NewRecords(f.Reader)}
		if err := r.read(ctx, f.Columns); err != nil {
			return nil, fmt.Errorf("report: %s: %w", f.Table, err)
		}
		missing[i] = r.mapping.Missing
	}
	p := c.profile()
	p.Partial = true
	for i, t := range p.Tables {
		t.drop(missing[i])
	}
	return p, nil
}

// A fileReader counts the rows of a file. Workers take chunks of records from it.
type fileReader struct {
	*counting
	table   *tableCounter
	mapping *intake.Mapping
	newList func() schema.RowList

	mu      sync.Mutex
	records *intake.Records
	number  int      // of the next chunk
	ended   bool     // whether the file is
	unfit   []uint64 // values by column
	line    []int    // of the first of them
	faults  uint64   // rows that are not CSV, or have another number of cells than the header
	fault   int      // line of the first of them
}

// read reads the header, and then all rows on several goroutines.
func (r *fileReader) read(ctx context.Context, names map[string]string) error {
	header, err := r.records.Read()
	if errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: it is empty; want a header and rows", ErrFile)
	}
	if _, fault := errors.AsType[*csv.ParseError](err); fault || errors.Is(err, schema.ErrTooLong) {
		return fmt.Errorf("%w: the first line cannot be read as CSV; want the names of columns, separated by commas", ErrFile)
	}
	if err != nil {
		return err
	}
	d := r.table.table
	if r.mapping, err = intake.NewMapping(d, header, names, r.private); err != nil {
		return fmt.Errorf("%w: %w", ErrFile, err)
	}
	if len(r.mapping.Missing) == len(d.Columns()) {
		return fmt.Errorf("%w: no column has the name of one of the table; map some%s", ErrFile, intake.HeaderHint(header, r.private))
	}
	if len(r.mapping.Ignored) > 0 {
		r.notes = append(r.notes, fmt.Sprintf("%d columns of the file of %s have no counterpart and were left out: %.200s", len(r.mapping.Ignored), d.Name(), r.ignored()))
	}
	if slices.Contains(r.mapping.Missing, r.table.reference) {
		r.table.reference = -1 // otherwise all rows would be one group
	}
	r.unfit, r.line = make([]uint64, len(d.Columns())), make([]int, len(d.Columns()))
	if err := pipe.Each(ctx, r.workers, r.workers, func(int) error { return r.work(ctx) }); err != nil {
		return err
	}
	return r.check()
}

// ignored returns the names of columns that are left out. If private, the first line may hold values.
func (r *fileReader) ignored() string {
	if r.private {
		return "see the header"
	}
	return fmt.Sprint(r.mapping.Ignored)
}

// check returns an error for a file of which no row can be read, and for a column of which most values do not fit.
func (r *fileReader) check() error {
	if r.faults > 0 {
		r.table.unreadable, r.table.firstFault = r.faults, fmt.Sprintf(", the first in line %d: want %d cells, as the header has", r.fault, len(r.mapping.Columns))
		if r.table.rows == 0 {
			return fmt.Errorf("%w: none of its %d rows can be read%s", ErrFile, r.faults, r.table.firstFault)
		}
	}
	for i, c := range r.table.table.Columns() {
		if values := r.table.rows - min(r.table.rows, r.table.columns[i].empty); r.unfit[i]*100 > values*mostUnfit {
			return fmt.Errorf("%w: line %d: column %s: %d of %d values are not of its kind: want %s", ErrFile, r.line[i], c.Name, r.unfit[i], values, wanted(&c))
		}
	}
	return nil
}

// wanted says what the values of a column must be.
func wanted(c *schema.Column) string {
	switch c.Kind {
	case schema.KindDate:
		return "dates such as 2025-11-01"
	case schema.KindTimestamp:
		return "times in UTC such as 2025-11-01T12:00:00Z"
	case schema.KindEnum:
		return fmt.Sprintf("one of %.200s", fmt.Sprint(c.Vocabulary()))
	case schema.KindBool:
		return "true or false"
	case schema.KindInt:
		return "whole numbers without separators"
	case schema.KindDecimal, schema.KindFloat:
		return "numbers such as 1234.5"
	case schema.KindUUID:
		return "UUIDs in lower case"
	}
	return "text of its form"
}

// work takes chunks until the file ends.
func (r *fileReader) work(ctx context.Context) error {
	list, unfit := r.newList(), make([][]bool, len(r.table.columns))
	for {
		if err := pipe.Err(ctx); err != nil {
			return err
		}
		records, lines, number, faults, err := r.next()
		if err != nil {
			return err
		}
		if len(records) == 0 && faults == 0 {
			return nil
		}
		list.Reset()
		for k := range unfit {
			unfit[k] = nil
		}
		for i, cells := range records {
			_ = list.AddCSV("") // which appends a row without values
			_ = r.mapping.SetCells(list, i, cells, func(column int, _ string, _ error) error {
				if unfit[column] == nil {
					unfit[column] = make([]bool, len(records))
				}
				unfit[column][i] = true
				return nil
			})
		}
		r.table.add(number, list, nil, unfit)
		r.note(lines, unfit, faults)
		r.report(int64(len(records)), 0)
	}
}

// rowsPerChunk and bytesPerChunk are the numbers of rows and bytes of a file that a worker takes at a time, or a row
// more.
const (
	rowsPerChunk  = 512
	bytesPerChunk = 256 << 10
)

// next returns the next records with their lines, and how many could not be read.
func (r *fileReader) next() (records [][]string, lines []int, number, faults int, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	number = r.number
	r.number++
	start := r.records.Offset()
	for len(records)+faults < rowsPerChunk && r.records.Offset()-start < bytesPerChunk && !r.ended {
		cells, err := r.records.Read()
		_, fault := errors.AsType[*csv.ParseError](err)
		switch {
		case errors.Is(err, io.EOF):
			r.ended = true
		case errors.Is(err, schema.ErrTooLong):
			r.ended = true
			return nil, nil, 0, 0, fmt.Errorf("%w: line %d: %w", ErrFile, r.records.Line(), err)
		case fault:
			if faults++; r.fault == 0 {
				r.fault = r.records.Line()
			}
		case err != nil:
			r.ended = true
			return nil, nil, 0, 0, err
		default:
			records, lines = append(records, cells), append(lines, r.records.Line())
		}
	}
	return records, lines, number, faults, nil
}

// note notes values that do not fit, and rows that cannot be read.
func (r *fileReader) note(lines []int, unfit [][]bool, faults int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults += uint64(faults)
	for k, rows := range unfit {
		for i, bad := range rows {
			if !bad {
				continue
			}
			if r.unfit[k]++; r.line[k] == 0 || lines[i] < r.line[k] {
				r.line[k] = lines[i]
			}
		}
	}
}

// drop removes columns that a file does not have.
func (t *Table) drop(missing []int) {
	names := map[string]bool{}
	for _, i := range missing {
		names[t.Columns[i].Name] = true
	}
	t.Columns = slices.DeleteFunc(t.Columns, func(c *Column) bool { return names[c.Name] })
	t.Pairs = slices.DeleteFunc(t.Pairs, func(p *Pair) bool { return names[p.A] || names[p.B] })
	for k, row := range t.First {
		t.First[k] = nil
		for i, value := range row {
			if !slices.Contains(missing, i) {
				t.First[k] = append(t.First[k], value)
			}
		}
	}
}
