package schema

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxRow is the length in bytes, without the line end, of the longest row that a
// Reader accepts, so that a hostile file cannot make it use memory without bound.
const MaxRow = 1 << 20

// A Reader reads the rows of one table from a stream. Make one with NewCSVReader
// or NewNDJSONReader. It is not safe for concurrent use.
type Reader[E any] struct {
	table  *Table[E]
	parse  func(e *E, row string) *ParseError
	header bool // whether a header is still to come
	in     splitter
	rows   string // whole rows, in one string to save allocations
	ends   []int  // where in rows each row not yet handed out ends
	start  int    // where in rows the first of them begins
	line   int    // of the row last read
	next   int    // of the row to read next
}

// NewCSVReader returns a Reader of CSV as AppendHeader and AppendCSV write it. It
// wants every column in order, and line feeds as line ends.
func (t *Table[E]) NewCSVReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.parseCSV, header: true, next: 1, in: splitter{in: r, quotes: true}}
}

// NewNDJSONReader returns a Reader of one JSON object a line.
func (t *Table[E]) NewNDJSONReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.parseJSON, next: 1, in: splitter{in: r}}
}

// ReadCSV yields the rows of a CSV stream, as Next returns them. A row is valid
// until the next; its strings stay valid. With an error the row is nil.
func (t *Table[E]) ReadCSV(r io.Reader) iter.Seq2[*E, error] { return t.NewCSVReader(r).all() }

// ReadNDJSON yields the rows of a stream of one JSON object a line, like ReadCSV.
func (t *Table[E]) ReadNDJSON(r io.Reader) iter.Seq2[*E, error] { return t.NewNDJSONReader(r).all() }

func (r *Reader[E]) all() iter.Seq2[*E, error] {
	return func(yield func(*E, error) bool) {
		var e E
		for {
			row, err := &e, r.Next(&e)
			if err == io.EOF {
				return
			}
			if err != nil {
				row = nil
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// Line returns the line on which the row last read begins, 1 for the first.
func (r *Reader[E]) Line() int { return r.line }

// Next reads the next row into e. The strings of e share memory with the rows
// around it.
//
// A row that cannot be read is a *ParseError, and the call after it goes on with
// the next row. Four errors end the input: a wrong header, a row longer than
// MaxRow or without its line feed, each a *ParseError too, and an error of the
// underlying reader. After one of these, and after the last row, Next returns
// io.EOF.
func (r *Reader[E]) Next(e *E) error {
	if r.header {
		r.header = false
		if err := r.readHeader(); err != nil {
			r.ends, r.in = nil, splitter{err: io.EOF}
			return err
		}
	}
	row, err := r.row()
	if err != nil {
		return err
	}
	if pe := r.parse(e, row); pe != nil {
		pe.Line = r.line
		return pe
	}
	return nil
}

func (r *Reader[E]) readHeader() error {
	row, err := r.row()
	if err != nil && err != io.EOF {
		return err
	}
	want := strings.TrimSuffix(string(r.table.AppendHeader(nil)), "\n")
	if err == nil && row == want {
		return nil
	}
	why := fmt.Errorf("%w: the header must be %s", ErrColumns, want)
	if strings.HasPrefix(row, "\ufeff") {
		why = fmt.Errorf("%w: the file begins with a byte order mark; remove it", ErrColumns)
	} else if row == want+"\r" {
		why = fmt.Errorf("%w: lines end with CR LF; they must end with LF", ErrColumns)
	}
	r.line = 1
	return r.fail(row, why)
}

// fail describes an error that ends the input.
func (r *Reader[E]) fail(value string, err error) error {
	pe := r.table.parseError("", 0, value, err)
	pe.Line = r.line
	return pe
}

// row returns the next row without its line end.
func (r *Reader[E]) row() (string, error) {
	if len(r.ends) == 0 {
		var err error
		r.rows, r.ends, err = r.in.read()
		r.start = 0
		if err != nil {
			if _, ok := errors.AsType[constError](err); ok {
				r.line = r.next
				err = r.fail(string(r.in.buf[:min(len(r.in.buf), 128)]), err)
			}
			return "", err
		}
	}
	row := r.rows[r.start:r.ends[0]]
	r.start, r.ends = r.ends[0]+1, r.ends[1:]
	r.line = r.next
	r.next += 1 + strings.Count(row, "\n")
	return row, nil
}
