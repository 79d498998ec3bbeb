package schema

import (
	"fmt"
	"strconv"
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// AppendScanDest appends one destination for each column, in column order, and returns the
// extended list. Pass the destinations to the Scan method of [database/sql.Rows]: they store
// the values of AppendArgs in the row, in any form in which common drivers return them.
//
// NULL becomes null in a nullable column, and the zero value in other columns. Times are
// converted to UTC, and text without a zone is in UTC. A float64 is accepted for a
// KindDecimal if it has at most 15 digits, because it is exact then. Scan returns a
// *[ParseError] for a value that the column cannot hold.
func (t *Table[E]) AppendScanDest(dst []any, e *E) []any {
	row := rowOf(e)
	for i := range t.columns {
		dst = append(dst, &scanDest{t.name, &t.columns[i], row})
	}
	return dst
}

// A scanDest is an sql.Scanner that stores one value of a row.
type scanDest struct {
	table  string
	column *Column
	row    pointer
}

// Scan implements sql.Scanner.
func (d *scanDest) Scan(src any) error {
	c := d.column
	if src == nil && c.Nullable {
		c.null.clear(d.row, c.off)
		return nil
	}
	s, err := c.scanText(src)
	switch {
	case err != nil:
	case c.Nullable:
		err = c.null.set(d.row, c.off, s)
	default:
		err = c.set(d.row, s)
	}
	if err != nil {
		return &ParseError{Table: d.table, Column: c.Name, Value: short(s), Err: err}
	}
	return nil
}

// scanText converts a value from a driver to the text that set parses.
func (c *Column) scanText(src any) (string, error) {
	switch v := src.(type) {
	case nil:
		return c.nullText(), nil
	case string:
		return c.driverText(v)
	case []byte:
		if len(v) == 16 && c.Kind == KindUUID {
			return string(text.AppendUUID(nil, (*[16]byte)(v))), nil
		}
		return c.driverText(string(v))
	case [16]byte:
		return string(text.AppendUUID(nil, &v)), nil
	case int64:
		if c.Kind == KindBool {
			return strconv.FormatBool(v != 0), nil // SQLite and MySQL have no other booleans
		}
		return c.driverText(strconv.FormatInt(v, 10))
	case float64:
		switch c.Kind {
		case KindFloat:
			return string(appendFloat(nil, v)), nil
		case KindDecimal:
			return decimalOfFloat(v, c.Scale)
		}
	case bool:
		return strconv.FormatBool(v), nil
	case time.Time:
		if c.Kind == KindTimestamp {
			return timeText(v)
		}
		return DateOf(v).String(), nil
	}
	return "", fmt.Errorf("%w: cannot scan a %T", ErrSyntax, src)
}

// nullText returns the text that NULL becomes in a column that is not nullable.
func (c *Column) nullText() string {
	switch c.Kind {
	case KindInt, KindFloat:
		return "0"
	case KindDecimal:
		return c.NumberText(0)
	case KindBool:
		return "false"
	case KindUUID:
		if !c.Optional { // an optional UUID is missing as empty text
			return string(text.AppendUUID(nil, new([16]byte)))
		}
	}
	return ""
}

// driverText converts text from a driver to the text that set parses.
func (c *Column) driverText(s string) (string, error) {
	switch c.Kind {
	case KindDate:
		return datePart(s), nil
	case KindDecimal:
		return padDecimal(s, c.Scale), nil
	case KindTimestamp:
		return driverTime(s)
	case KindFloat: // MySQL writes 1e21 where we write 1e+21
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return string(appendFloat(nil, v)), nil
		}
	}
	return s, nil
}
