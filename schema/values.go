package schema

import (
	"fmt"
	"strconv"
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// AppendArgs appends the values of a row in the forms that database drivers
// take, in column order: int64 for an Int, bool for a Flag, and text for all other
// kinds, a date as YYYY-MM-DD. An Optional column that is empty is nil, the NULL of
// databases.
func (t *Table[E]) AppendArgs(dst []any, e *E) []any {
	row := rowOf(e)
	for i := range t.columns {
		dst = append(dst, t.columns[i].value(row))
	}
	return dst
}

func (c *Column) value(row pointer) any {
	switch c.Kind {
	case KindInt:
		return c.integer(row)
	case KindBool:
		return *at[bool](row, c.off)
	case KindUUID:
		if id := at[[16]byte](row, c.off); !c.Optional || *id != ([16]byte{}) {
			return string(text.AppendUUID(nil, id))
		}
		return nil
	}
	var s string
	switch c.Kind {
	case KindText:
		s = *at[string](row, c.off)
	case KindEnum:
		if v := *at[uint8](row, c.off); int(v) < len(c.Names) {
			s = c.Names[v]
		}
	default:
		s = string(c.appendText(nil, row))
	}
	if s == "" && c.Optional {
		return nil
	}
	return s
}

// AppendScanDest appends one destination for each column, in column order, to be
// handed to the Scan method of database/sql's Rows: it stores the values that
// AppendArgs names, in whatever of the usual forms a driver returns them, in the
// row. NULL is empty text, 0 and false. A value that the column cannot hold is a
// *ParseError.
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
	var s string
	switch v := src.(type) {
	case nil:
		switch t.column.Kind {
		case KindInt:
			s = "0"
		case KindBool:
			s = "false"
		case KindUUID:
			if !t.column.Optional { // of which NULL, and empty text, is the form of none
				s = string(text.AppendUUID(nil, new([16]byte)))
			}
		}
	case string:
		s = v
	case []byte:
		s = string(v)
		if len(v) == 16 && t.column.Kind == KindUUID {
			s = string(text.AppendUUID(nil, (*[16]byte)(v)))
		}
	case [16]byte:
		s = string(text.AppendUUID(nil, &v))
	case int64:
		s = strconv.FormatInt(v, 10)
		if t.column.Kind == KindBool {
			s = strconv.FormatBool(v != 0) // SQLite and MySQL have no other booleans
		}
	case bool:
		s = strconv.FormatBool(v)
	case time.Time:
		s = DateOf(v).String()
	default:
		return &ParseError{Table: t.table, Column: t.column.Name, Err: fmt.Errorf("%w: cannot scan a %T", ErrSyntax, src)}
	}
	if t.column.Kind == KindDate && len(s) > len("2006-01-02") {
		s = s[:len("2006-01-02")] // SQLite drivers return a date with a time
	}
	if err := t.column.set(t.row, s); err != nil {
		return &ParseError{Table: t.table, Column: t.column.Name, Value: short(s), Err: err}
	}
	return nil
}
