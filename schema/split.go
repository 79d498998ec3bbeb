package schema

import (
	"bytes"
	"fmt"
	"io"
)

// A splitter cuts a stream into rows. What it finds does not depend on how the
// stream comes in pieces.
type splitter struct {
	in      io.Reader
	quotes  bool   // whether a line end in a quoted cell belongs to the row
	err     error  // of in; nothing more is to be read from it
	buf     []byte // what was read and not yet handed out
	taken   int    // bytes of buf handed out by the last read
	scanned int    // bytes of buf in which row ends were looked for
	state   cellState
	ends    []int
}

// cellState is where in a CSV row the scan stands.
type cellState uint8

const (
	rowStart  cellState = iota
	cellStart           // behind a comma
	inCell              // where a quote has no meaning; the parser will complain
	inQuotes
	quoteInQuotes // behind a quote that ends the cell, unless another follows
)

// firstBuffer is the size of the buffer at first. It grows for longer rows only.
const firstBuffer = 64 << 10

// read returns a string of at least one whole row, with its line end, and the
// places of the line ends, which are valid until the next read. Its error is one
// of the underlying reader or wraps a sentinel of this package, and buf then has
// the row at fault; after it comes io.EOF.
func (s *splitter) read() (rows string, ends []int, err error) {
	s.buf = s.buf[:copy(s.buf, s.buf[s.taken:])]
	s.scanned -= s.taken
	s.taken, s.ends = 0, s.ends[:0]
	for len(s.ends) == 0 {
		if s.err == nil && len(s.buf) > MaxRow {
			s.err = fmt.Errorf("%w: want at most %d bytes", ErrTooLong, MaxRow)
		}
		if s.err != nil {
			return "", nil, s.end()
		}
		s.fill()
		s.scan()
	}
	s.taken = s.ends[len(s.ends)-1] + 1
	return string(s.buf[:s.taken]), s.ends, nil
}

// end returns why there are no more rows, and io.EOF when asked again.
func (s *splitter) end() error {
	err := s.err
	if err == io.EOF && len(s.buf) > 0 {
		err = fmt.Errorf("%w: the file ends inside a row, or its last line feed is missing", ErrSyntax)
		if s.state == inQuotes {
			err = fmt.Errorf("%w: the file ends inside a quoted cell", ErrQuote)
		}
	}
	s.err, s.taken, s.scanned = io.EOF, len(s.buf), len(s.buf)
	return err
}

// fill reads once more.
func (s *splitter) fill() {
	if len(s.buf) == cap(s.buf) {
		// With room for the longest row and its line end, but not for more, a row
		// is too long or not whatever stands before it.
		bigger := make([]byte, len(s.buf), min(max(2*cap(s.buf), firstBuffer), MaxRow+1))
		copy(bigger, s.buf)
		s.buf = bigger
	}
	for range 100 {
		n, err := s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if s.err = err; n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// scan looks for row ends in what was read since the last call. Rows without
// quotes, nearly all, are found at the speed of bytes.IndexByte.
func (s *splitter) scan() {
	for s.scanned < len(s.buf) {
		rest := s.buf[s.scanned:]
		if s.state == rowStart || !s.quotes {
			n := bytes.IndexByte(rest, '\n')
			if n >= 0 && (!s.quotes || bytes.IndexByte(rest[:n], '"') < 0) {
				s.ends = append(s.ends, s.scanned+n)
				s.scanned += n + 1
				continue
			}
			if !s.quotes {
				s.scanned = len(s.buf)
				return
			}
		}
		for i, c := range rest {
			if s.state = s.state.after(c); s.state == rowStart {
				s.ends = append(s.ends, s.scanned+i)
				rest = rest[:i+1]
				break
			}
		}
		s.scanned += len(rest)
	}
}

// after returns the state behind one more byte.
func (s cellState) after(c byte) cellState {
	switch {
	case c == '"' && (s == rowStart || s == cellStart || s == quoteInQuotes):
		return inQuotes
	case c == '"' && s == inQuotes:
		return quoteInQuotes
	case s == inQuotes:
		return inQuotes
	case c == '\n':
		return rowStart
	case c == ',':
		return cellStart
	}
	return inCell
}
