package schema

import (
	"fmt"
	"strings"
)

// ParseCSV reads one CSV row, without its line end, into e. It is the inverse of
// AppendCSV, and stricter than most readers: every column must be present and in order,
// and every value must have the form that AppendCSV writes. For example, a number must not
// have leading zeros, and a UUID must be in lower case. Unnecessary quotes are accepted.
//
// The strings of e share memory with row, or with a copy of it if a cell has doubled
// quotes. The error is a *[ParseError]; e then holds the columns before the invalid one.
func (t *Table[E]) ParseCSV(e *E, row string) error {
	if pe := t.parseCSV(e, row); pe != nil {
		return pe
	}
	return nil
}

// parseCSV is ParseCSV with the type of its error.
func (t *Table[E]) parseCSV(e *E, row string) *ParseError {
	if t.parseOwnCSV(e, row) {
		return nil
	}
	return t.parseAnyCSV(e, row)
}

// parseAnyCSV reads a row in any form that ParseCSV accepts.
func (t *Table[E]) parseAnyCSV(e *E, row string) *ParseError {
	if row == "" && len(t.columns) == 1 {
		return t.parseError("", 0, "", fmt.Errorf(`%w: an empty line is not a row; a row of one empty cell is written ""`, ErrColumns))
	}
	// Most rows have no quotes. In these every comma ends a cell.
	plain := strings.IndexByte(row, '"') < 0 && strings.IndexByte(row, '\r') < 0 && strings.IndexByte(row, '\n') < 0
	cells := csvCells{rest: row, more: true}
	for i := range t.columns {
		c := &t.columns[i]
		offset := len(row) - len(cells.rest)
		if !cells.more {
			return t.parseError(c.Name, offset, "", fmt.Errorf("%w: the row ends after column %d of %d", ErrColumns, i, len(t.columns)))
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
		return t.parseError("", len(row)-len(cells.rest), cells.rest, fmt.Errorf("%w: the row continues after the last of %d columns", ErrColumns, len(t.columns)))
	}
	return nil
}

// csvCells splits a row into cells.
type csvCells struct {
	rest string          // what follows the last cell returned
	more bool            // whether another cell follows, which may be empty
	buf  strings.Builder // cells that had doubled quotes
}

// nextPlain returns the next cell of a row without quotes and line ends.
func (c *csvCells) nextPlain() (cell string) {
	i := strings.IndexByte(c.rest, ',')
	if i < 0 {
		cell, c.rest, c.more = c.rest, "", false
		return cell
	}
	cell, c.rest = c.rest[:i], c.rest[i+1:]
	return cell
}

// next returns the next cell of any row. With an error it returns the invalid text.
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

// undouble returns s with one quote for every two. The first call reserves capacity for the
// rest of the row, so a row costs at most one allocation.
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
