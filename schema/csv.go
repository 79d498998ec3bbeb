package schema

import (
	"fmt"
	"strings"
)

// ParseCSV reads one CSV row, without its line end, into e. It is the inverse of
// AppendCSV and stricter than most readers: it wants every column in order and
// every value in the one form that AppendCSV writes, so no number with leading
// zeros and no UUID in upper case; but it takes quotes where none are needed. The
// strings of e share memory with row, or, if a cell had quotes inside, with one
// copy. The error is a *ParseError; e then holds the columns before the wrong one.
func (t *Table[E]) ParseCSV(e *E, row string) error {
	if pe := t.parseCSV(e, row); pe != nil {
		return pe
	}
	return nil
}

func (t *Table[E]) parseCSV(e *E, row string) *ParseError {
	if row == "" && len(t.columns) == 1 {
		return t.parseError("", 0, "", fmt.Errorf(`%w: an empty line is no row; an empty cell that stands alone is ""`, ErrColumns))
	}
	// Nearly every row is without quotes; then its commas are its structure.
	plain := strings.IndexByte(row, '"') < 0 && strings.IndexByte(row, '\r') < 0 && strings.IndexByte(row, '\n') < 0
	cells := csvCells{rest: row, more: true}
	for i := range t.columns {
		c := &t.columns[i]
		offset := len(row) - len(cells.rest)
		if !cells.more {
			return t.parseError(c.Name, offset, "", fmt.Errorf("%w: the row ends after %d of %d", ErrColumns, i, len(t.columns)))
		}
		var cell string
		var err error
		if plain {
			cell = cells.nextPlain()
		} else {
			cell, err = cells.next()
		}
		if c.Kind == KindText && err == nil {
			*at[string](rowOf(e), c.off) = cell
			continue
		}
		if err == nil {
			err = c.set(rowOf(e), cell)
		}
		if err != nil {
			return t.parseError(c.Name, offset, cell, err)
		}
	}
	if cells.more {
		return t.parseError("", len(row)-len(cells.rest), cells.rest, fmt.Errorf("%w: the row goes on after the last of %d", ErrColumns, len(t.columns)))
	}
	return nil
}

// csvCells takes a row apart.
type csvCells struct {
	rest string
	more bool            // whether a cell follows, be it an empty one
	buf  strings.Builder // cells that had doubled quotes
}

// nextPlain takes the first cell off a row without quotes and line ends.
func (c *csvCells) nextPlain() (cell string) {
	i := strings.IndexByte(c.rest, ',')
	if i < 0 {
		cell, c.rest, c.more = c.rest, "", false
		return cell
	}
	cell, c.rest = c.rest[:i], c.rest[i+1:]
	return cell
}

// next takes the first cell off any row. With an error it returns the text at
// fault.
func (c *csvCells) next() (cell string, err error) {
	s := c.rest
	if len(s) == 0 || s[0] != '"' {
		if cell = c.nextPlain(); strings.ContainsAny(cell, "\"\r\n") {
			err = fmt.Errorf("%w: a cell with a quote or a line end must be quoted", ErrQuote)
		}
		return cell, err
	}
	end, doubled := 1, false
	for {
		i := strings.IndexByte(s[end:], '"')
		if i < 0 {
			return s, fmt.Errorf("%w: the closing quote is missing", ErrQuote)
		}
		if end += i; end+1 == len(s) || s[end+1] != '"' {
			break
		}
		end, doubled = end+2, true
	}
	cell, c.rest = s[1:end], s[end+1:]
	if doubled {
		cell = c.undouble(cell)
	}
	switch {
	case c.rest == "":
		c.more = false
	case c.rest[0] == ',':
		c.rest = c.rest[1:]
	default:
		return s, fmt.Errorf("%w: text follows the closing quote", ErrQuote)
	}
	return cell, nil
}

// undouble returns s with one quote for every two. The buffer has room for all
// that is left of the row, so that a row costs one allocation at most.
func (c *csvCells) undouble(s string) string {
	if c.buf.Len() == 0 {
		c.buf.Grow(len(s) + len(c.rest))
	}
	start := c.buf.Len()
	for s != "" {
		i := strings.IndexByte(s, '"')
		if i < 0 {
			c.buf.WriteString(s)
			break
		}
		c.buf.WriteString(s[:i+1])
		s = s[i+2:]
	}
	return c.buf.String()[start:]
}
