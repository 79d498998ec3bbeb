package schema

import (
	"bytes"
	"fmt"
	"io"
)

// A splitter splits a stream into rows. The rows do not depend on the sizes of the chunks in
// which the stream arrives.
type splitter struct {
	in      io.Reader
	quotes  bool      // whether a line end in a quoted cell belongs to the row
	err     error     // from in, which is not read after it
	buf     []byte    // bytes read and not consumed, after the consumed ones
	used    int       // bytes at the start of buf that the last read returned
	scanned int       // bytes at the start of buf that were searched for row ends
	state   cellState // after the scanned bytes
	ends    []int     // offsets in buf of the row ends found
}

// A cellState is the state of a scan of CSV for row ends.
type cellState uint8

const (
	rowStart      cellState = iota
	cellStart               // after a comma
	inCell                  // in a cell without quotes; a quote here is left to the parser
	inQuotes                // in a quoted cell
	quoteInQuotes           // after a quote in a quoted cell: it ends the cell, or is doubled
)

const (
	minBuffer     = 64 << 10 // bytes; the buffer grows only for longer rows
	maxEmptyReads = 100      // as many as package bufio allows
)

// read returns one or more whole rows with their line ends in one string, and the offsets of
// the line ends, which are valid until the next read. An error is that of the underlying
// reader, or wraps a sentinel error of this package; buf then begins with the invalid row.
// After an error read returns io.EOF.
func (s *splitter) read() (rows string, ends []int, err error) {
	s.buf = s.buf[:copy(s.buf, s.buf[s.used:])]
	s.scanned -= s.used
	s.used, s.ends = 0, s.ends[:0]
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
	s.used = s.ends[len(s.ends)-1] + 1
	return string(s.buf[:s.used]), s.ends, nil
}

// end returns the error that ends the rows, and makes the next read return io.EOF.
func (s *splitter) end() error {
	err := s.err
	if err == io.EOF && len(s.buf) > 0 {
		err = fmt.Errorf("%w: the file ends inside a row, or its last line feed is missing", ErrSyntax)
		if s.state == inQuotes {
			err = fmt.Errorf("%w: the file ends inside a quoted cell", ErrQuote)
		}
	}
	s.err, s.used, s.scanned = io.EOF, len(s.buf), len(s.buf)
	return err
}

// fill reads the next chunk into buf.
func (s *splitter) fill() {
	if len(s.buf) == cap(s.buf) {
		// The capacity never exceeds the longest row with its line end. So whether a row
		// is too long does not depend on the rows before it.
		larger := make([]byte, len(s.buf), min(max(2*cap(s.buf), minBuffer), MaxRow+1))
		copy(larger, s.buf)
		s.buf = larger
	}
	for range maxEmptyReads {
		n, err := s.in.Read(s.buf[len(s.buf):cap(s.buf)])
		s.buf = s.buf[:len(s.buf)+n]
		if s.err = err; n > 0 || err != nil {
			return
		}
	}
	s.err = io.ErrNoProgress
}

// scan finds the row ends in the bytes read since its last call. For rows without quotes,
// which are most rows, it is as fast as bytes.IndexByte.
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

// after returns the state after the next byte.
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
