package beam

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// A difference says how a file differs from the one generated again.
type difference struct {
	File    string     `json:"file"`
	Missing bool       `json:"missing,omitempty"`
	Shorter bool       `json:"shorter,omitempty"`
	Longer  bool       `json:"longer,omitempty"`
	Offset  int64      `json:"offset"` // of the first byte
	Rows    []rowRange `json:"rows"`   // rows of the generated file, in order
}

// A rowRange is rows from First to Last, counted from 1; 0 is the header.
type rowRange struct {
	First int `json:"first"`
	Last  int `json:"last"`
}

// maxRanges is the number of ranges of rows that are noted of one file. The last one then reaches
// to the last row that differs.
const maxRanges = 1000

// A comparer compares a file with the bytes that are written to it, and reads no more of it than
// that. Its errors are those of the store; differences are none.
type comparer struct {
	difference
	r      io.ReadCloser // nil if the file is missing
	buf    []byte
	offset int64
	row    int
	differ bool
	failed bool // the store
	note   func(difference)
}

// newComparer opens a file. Close notes how the file differs, if it does. The first row has the
// number row.
func newComparer(ctx context.Context, s store, name string, row int, note func(difference)) (*comparer, error) {
	c := &comparer{difference: difference{File: name}, row: row, note: note}
	is, err := s.exists(ctx, name)
	if err != nil {
		return nil, err
	}
	if !is {
		c.Missing, c.differ = true, true
		return c, nil
	}
	c.r, err = s.open(ctx, name)
	return c, err
}

func (c *comparer) Write(b []byte) (int, error) {
	if c.r == nil || c.Shorter {
		c.row += bytes.Count(b, newline)
		return len(b), nil
	}
	if cap(c.buf) < len(b) {
		c.buf = make([]byte, len(b))
	}
	n, err := io.ReadFull(c.r, c.buf[:len(b)])
	if ended := err == io.EOF || err == io.ErrUnexpectedEOF; ended {
		c.Shorter = true
	} else if err != nil {
		c.failed = true
		return 0, err
	}
	if n == len(b) && bytes.Equal(b, c.buf[:n]) {
		c.row += bytes.Count(b, newline)
	} else {
		c.compare(b, c.buf[:n])
	}
	c.offset += int64(len(b))
	return len(b), nil
}

var newline = []byte("\n")

// compare finds the rows of want in which the file has something else, or nothing.
func (c *comparer) compare(want, have []byte) {
	at := c.offset
	for line := range bytes.Lines(want) {
		other := have[:min(len(have), len(line))]
		have = have[len(other):]
		if !bytes.Equal(line, other) {
			if !c.differ {
				same := 0
				for same < len(other) && line[same] == other[same] {
					same++
				}
				c.differ, c.Offset = true, at+int64(same)
			}
			c.add(c.row)
		}
		at += int64(len(line))
		if line[len(line)-1] == '\n' {
			c.row++
		}
	}
}

// add notes a row.
func (c *comparer) add(row int) {
	if last := len(c.Rows) - 1; last >= 0 && (c.Rows[last].Last >= row-1 || last == maxRanges-1) {
		c.Rows[last].Last = row
		return
	}
	c.Rows = append(c.Rows, rowRange{row, row})
}

func (c *comparer) Close() error {
	if c.r == nil {
		c.note(c.difference)
		return nil
	}
	if c.failed {
		return c.r.Close()
	}
	if !c.Shorter {
		var one [1]byte
		switch _, err := io.ReadFull(c.r, one[:]); {
		case err == nil:
			if !c.differ {
				c.Offset = c.offset
			}
			c.Longer, c.differ = true, true
		case err != io.EOF:
			return errors.Join(err, c.r.Close())
		}
	}
	if c.Shorter && !c.differ { // it ends where a write began
		c.differ, c.Offset = true, c.offset
	}
	if c.differ {
		c.note(c.difference)
	}
	return c.r.Close()
}
