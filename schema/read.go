package schema

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxRow is the maximum length in bytes of a row, without its line end, that a Reader
// accepts. It bounds the memory that a malicious file can make a Reader use.
const MaxRow = 1 << 20

// A Reader reads the rows of a table from a stream. [Table.NewCSVReader] and
// [Table.NewNDJSONReader] return one. It is not safe for concurrent use.
type Reader[E any] struct {
	table  *Table[E]
	parse  func(e *E, row string) *ParseError
	header bool // whether the header is not read yet
	in     splitter
	rows   string // whole rows with their line ends, in one string to save allocations
	ends   []int  // offsets in rows of the line ends of the rows that are not returned yet
	start  int    // offset in rows of the next row
	line   int    // line on which the row last returned begins
	next   int    // line on which the next row begins
}

// NewCSVReader returns a Reader of CSV as AppendHeader and AppendCSV write it. The header
// must have every column in order, and lines must end with line feeds.
func (t *Table[E]) NewCSVReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.parseCSV, header: true, next: 1, in: splitter{in: r, quotes: true}}
}

// NewNDJSONReader returns a Reader of JSON objects, one per line.
func (t *Table[E]) NewNDJSONReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.parseJSON, next: 1, in: splitter{in: r}}
}

// ReadCSV yields the rows and errors that Next returns for a CSV stream. Every row is read
// into the same variable, so it is valid until the next step; its strings stay valid. With
// an error the row is nil.
func (t *Table[E]) ReadCSV(r io.Reader) iter.Seq2[*E, error] { return t.NewCSVReader(r).all() }

// ReadNDJSON is like ReadCSV for a stream of JSON objects, one per line.
func (t *Table[E]) ReadNDJSON(r io.Reader) iter.Seq2[*E, error] { return t.NewNDJSONReader(r).all() }

// all yields what Next returns, up to io.EOF.
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

// Line returns the line on which the row last read begins, from 1.
func (r *Reader[E]) Line() int { return r.line }

// Next reads the next row into e. The strings of e share memory with the rows around it.
//
// For a row that cannot be parsed Next returns a *[ParseError], and the next call continues
// with the row after it. Other errors end the input: a wrong header, a row longer than
// MaxRow, or a missing last line feed, which are *ParseErrors too, and an error of the
// underlying reader. After one of these, and after the last row, Next returns [io.EOF].
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

// readHeader reads and checks the first line of a CSV stream.
func (r *Reader[E]) readHeader() error {
	row, err := r.row()
	if err != nil && err != io.EOF {
		return err
	}
	want := strings.TrimSuffix(string(r.table.AppendHeader(nil)), "\n")
	if err == nil && row == want {
		return nil
	}
	r.line = 1
	switch {
	case strings.HasPrefix(row, "\ufeff"):
		err = fmt.Errorf("%w: the file begins with a byte order mark; remove it", ErrColumns)
	case row == want+"\r":
		err = fmt.Errorf("%w: lines end with CR LF; they must end with LF", ErrColumns)
	default:
		err = fmt.Errorf("%w: the header must be %s", ErrColumns, want)
	}
	return r.fail(row, err)
}

// fail returns an error about the current line that ends the input.
func (r *Reader[E]) fail(value string, err error) error {
	pe := r.table.parseError("", 0, value, err)
	pe.Line = r.line
	return pe
}

// row returns the next row without its line end.
func (r *Reader[E]) row() (string, error) {
	const maxShown = 128 // bytes of an invalid row; parseError cuts them further
	if len(r.ends) == 0 {
		var err error
		r.rows, r.ends, err = r.in.read()
		r.start = 0
		if err != nil {
			if _, ok := errors.AsType[constError](err); ok {
				r.line = r.next
				err = r.fail(string(r.in.buf[:min(len(r.in.buf), maxShown)]), err)
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
