package schema

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
)

// MaxRow is the length in bytes of the longest row that a Reader accepts, so
// that a hostile file cannot make it use memory without bound.
const MaxRow = 1 << 20

// A Reader reads the rows of one table from a stream. Make one with NewCSVReader
// or NewNDJSONReader. It is not safe for concurrent use.
type Reader[E any] struct {
	table  *Table[E]
	parse  func(e *E, row string) error
	quotes bool // whether a quoted line end continues the row
	header bool // whether a header is still to come
	in     io.Reader
	block  string // rows not yet handed out, in one string to save allocations
	buf    []byte
	line   int // of the row last read
	next   int // of the row to read next
	err    error
}

const blockSize = 64 << 10

// NewCSVReader returns a Reader of CSV as AppendHeader and AppendCSV write it. It
// wants every column in order, and line feeds as line ends.
func (t *Table[E]) NewCSVReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.ParseCSV, quotes: true, header: true, in: r, next: 1}
}

// NewNDJSONReader returns a Reader of one JSON object a line.
func (t *Table[E]) NewNDJSONReader(r io.Reader) *Reader[E] {
	return &Reader[E]{table: t, parse: t.ParseJSON, in: r, next: 1}
}

// ReadCSV yields the rows of a CSV stream. Each row is valid until the next; its
// strings stay valid. A row that cannot be read yields a nil row and a
// *ParseError, and reading goes on; any other error is the last.
func (t *Table[E]) ReadCSV(r io.Reader) iter.Seq2[*E, error] { return t.NewCSVReader(r).all() }

// ReadNDJSON yields the rows of a stream of one JSON object a line, like ReadCSV.
func (t *Table[E]) ReadNDJSON(r io.Reader) iter.Seq2[*E, error] { return t.NewNDJSONReader(r).all() }

func (r *Reader[E]) all() iter.Seq2[*E, error] {
	return func(yield func(*E, error) bool) {
		var e E
		for {
			err := r.Next(&e)
			if err == io.EOF {
				return
			}
			row := &e
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

// Next reads the next row into e. It returns io.EOF after the last. After a
// *ParseError reading may go on, unless the header was wrong or a row too long.
func (r *Reader[E]) Next(e *E) error {
	if r.header {
		r.header = false
		if err := r.readHeader(); err != nil {
			r.err = err
			return err
		}
	}
	row, err := r.row()
	if err != nil {
		return err
	}
	err = r.parse(e, row)
	var pe *ParseError
	if errors.As(err, &pe) {
		pe.Line = r.line
	}
	return err
}

func (r *Reader[E]) readHeader() error {
	row, err := r.row()
	want := strings.TrimSuffix(r.table.header, "\n")
	if err == nil && row == want || err != nil && err != io.EOF {
		return err
	}
	why := fmt.Errorf("%w: the header must be %s", ErrColumns, want)
	if strings.HasPrefix(row, "\ufeff") {
		why = fmt.Errorf("%w: the file begins with a byte order mark; remove it", ErrColumns)
	} else if row == want+"\r" {
		why = fmt.Errorf("%w: lines end with CR LF; they must end with LF", ErrColumns)
	}
	return r.fail(1, row, why)
}

func (r *Reader[E]) fail(line int, value string, err error) error {
	return &ParseError{Table: r.table.name, Line: line, Value: short(value), Err: err}
}

// row returns the next row without its line end.
func (r *Reader[E]) row() (string, error) {
	for {
		if end := rowEnd(r.block, r.quotes); end >= 0 {
			row := r.block[:end]
			r.block = r.block[end+1:]
			r.line = r.next
			r.next += 1 + strings.Count(row, "\n")
			return row, nil
		}
		if r.err != nil {
			return "", r.err
		}
		if len(r.block) > MaxRow {
			r.err = r.fail(r.next, r.block, fmt.Errorf("%w: want at most %d bytes", ErrTooLong, MaxRow))
			r.block = ""
			return "", r.err
		}
		r.fill()
	}
}

// rowEnd finds the line feed that ends the first row of s, -1 if it is not there.
func rowEnd(s string, quotes bool) int {
	open := false
	for i := 0; ; i++ {
		n := strings.IndexByte(s[i:], '\n')
		if n < 0 {
			return -1
		}
		if quotes && strings.Count(s[i:i+n], `"`)%2 == 1 {
			open = !open
		}
		if i += n; !open {
			return i
		}
	}
}

// fill reads more text behind the rest of the block.
func (r *Reader[E]) fill() {
	if r.buf == nil {
		r.buf = make([]byte, blockSize)
	}
	n, err := io.ReadFull(r.in, r.buf)
	r.block += string(r.buf[:n])
	if err == nil {
		return
	}
	r.err = err
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		r.err = io.EOF
		if r.block != "" && !strings.HasSuffix(r.block, "\n") {
			lines := strings.Count(r.block, "\n")
			last := r.block[strings.LastIndexByte(r.block, '\n')+1:]
			r.err = r.fail(r.next+lines, last, fmt.Errorf("%w: the file ends inside a row, or its last line feed is missing", ErrSyntax))
		}
	}
}
