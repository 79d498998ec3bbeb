package schema

import (
	"fmt"
	"strconv"
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// AppendScanDest appends one destination for each column, in column order, to be
// handed to the Scan method of database/sql's Rows: it stores the values that
// AppendArgs names, in whatever of the usual forms a driver returns them, in the
// row. NULL is no value in a nullable column, and empty text, 0 and false in others. A
// time may be in any zone, and is stored in UTC; text without a zone is in UTC. A float64
// is taken for a KindDecimal if it has no more than 15 digits, and so is exact. A value
// that the column cannot hold is a *ParseError.
func (t *Table[E]) AppendScanDest(dst []any, e *E) []any {
	row := rowOf(e)
	for i := range t.columns {
		dst = append(dst, &target{t.name, &t.columns[i], row})
	}
	return dst
}

// A target is one field of a row as a sql.Scanner.
type target struct {
	table  string
	column *Column
	row    pointer
}

// Scan implements sql.Scanner.
func (t *target) Scan(src any) error {
	c := t.column
	if src == nil && c.Nullable {
		c.null.clear(t.row, c.off)
		return nil
	}
	s, err := c.scanText(src)
	switch {
	case err != nil:
	case c.Nullable:
		err = c.null.set(t.row, c.off, s)
	default:
		err = c.set(t.row, s)
	}
	if err != nil {
		return &ParseError{Table: t.table, Column: c.Name, Value: short(s), Err: err}
	}
	return nil
}

// scanText gives what a driver returns the form that set takes.
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

// nullText is the text of NULL in a column that is not nullable.
func (c *Column) nullText() string {
	switch c.Kind {
	case KindInt, KindFloat:
		return "0"
	case KindDecimal:
		return c.NumberText(0)
	case KindBool:
		return "false"
	case KindUUID:
		if !c.Optional { // of which NULL, and empty text, is the form of none
			return string(text.AppendUUID(nil, new([16]byte)))
		}
	}
	return ""
}

// driverText gives text from a driver the form that set takes.
func (c *Column) driverText(s string) (string, error) {
	switch c.Kind {
	case KindDate:
		return s[:min(len(s), len("2006-01-02"))], nil // SQLite drivers return a date with a time
	case KindDecimal:
		return padDecimal(s, c.Scale), nil
	case KindTimestamp:
		return timeOfText(s)
	case KindFloat: // MySQL writes 1e21
		if v, err := strconv.ParseFloat(s, 64); err == nil {
			return string(appendFloat(nil, v)), nil
		}
	}
	return s, nil
}
