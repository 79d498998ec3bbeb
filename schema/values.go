package schema

import (
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// AppendArgs appends the values of a row as arguments for a database driver, in column order,
// and returns the extended list. The types are int64 for a KindInt, float64 for a KindFloat,
// bool for a KindBool, time.Time in UTC for a KindTimestamp, and string for all other kinds,
// with the text that CSV has. A value is nil, the NULL of databases, if it is null, empty in
// an Optional column, or a number or time that cannot be written, such as NaN. An integer
// too large for an int64 is a string.
//
// PostgreSQL, its COPY and MySQL accept these values unchanged. SQLite has no type for times:
// convert a time.Time to the text that CSV has, as Load of package export does.
func (t *Table[E]) AppendArgs(dst []any, e *E) []any {
	row := rowOf(e)
	for i := range t.columns {
		dst = append(dst, t.columns[i].value(row))
	}
	return dst
}

// value returns the value of the column as an argument for a database driver.
func (c *Column) value(row pointer) any {
	switch c.stored {
	case KindInt:
		if v := c.integer(row); v >= 0 || !c.unsigned() {
			return v
		}
	case KindFloat:
		if v := *at[float64](row, c.off); finite(v) {
			return v
		}
		return nil
	case KindBool:
		return *at[bool](row, c.off)
	case KindUUID:
		if id := at[[16]byte](row, c.off); !c.Optional || *id != ([16]byte{}) {
			return string(text.AppendUUID(nil, id))
		}
		return nil
	case KindTimestamp:
		if t := *at[time.Time](row, c.off); !t.IsZero() && timeHasForm(t) {
			return t.UTC()
		}
		return nil
	case kindNullable:
		if p := c.null.at(row, c.off); p != nil {
			return c.null.value.value(p)
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
