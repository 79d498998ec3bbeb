package schema

import (
	"fmt"
	"strings"
	"time"

	"github.com/synthhub/synthhub/internal/text"
)

// parseError returns the error of a row. The offset is in bytes from the start of the row.
func (t *Table[E]) parseError(column string, offset int, value string, err error) *ParseError {
	return &ParseError{Table: t.name, Column: column, Offset: offset, Value: short(value), Err: err}
}

// set parses the text of a value into the row. Empty text means null in a nullable column.
// With an error the row is unchanged, unless the UnmarshalText of a KindCustom changed it.
func (c *Column) set(row pointer, s string) error {
	switch c.stored {
	case KindText:
		*at[string](row, c.off) = s
	case KindEnum:
		v, ok := c.words.find(s)
		if !ok {
			return fmt.Errorf("%w, want one of %s", ErrUnknown, shortList(c.Vocabulary()))
		}
		*at[uint8](row, c.off) = v
	case KindUUID:
		id, ok := text.ParseUUID(s)
		if c.Optional && (s == "" || ok && id == [16]byte{}) {
			ok = s == "" // the only form of a missing UUID
		}
		if !ok {
			return fmt.Errorf("%w, want a UUID of 36 characters in lower case", ErrSyntax)
		}
		*at[[16]byte](row, c.off) = id
	case KindDate:
		d, ok := parseDate(s)
		if !ok && s != "" {
			return fmt.Errorf("%w, want a calendar day as YYYY-MM-DD", ErrSyntax)
		}
		*at[Date](row, c.off) = d
	case KindInt:
		switch v, err := parseInt(s); {
		case err != nil:
			return err
		case c.size == 8 && v >= 0: // the common case, faster than setInteger
			*at[int64](row, c.off) = v
		case !c.setInteger(row, v):
			return c.errWidth()
		}
	case KindBool:
		if s != "true" && s != "false" {
			return fmt.Errorf("%w, want true or false", ErrSyntax)
		}
		*at[bool](row, c.off) = s == "true"
	default:
		return c.setOther(row, s)
	}
	return nil
}

// setOther is set for the less common kinds.
func (c *Column) setOther(row pointer, s string) error {
	switch c.stored {
	case KindDecimal:
		v, err := parseDecimal(s, c.Scale)
		if err == nil && !c.setInteger(row, v) {
			err = c.errWidth()
		}
		return err
	case KindFloat:
		v, err := parseFloat(s)
		if err == nil {
			*at[float64](row, c.off) = v
		}
		return err
	case KindTimestamp:
		t, err := parseTime(s)
		if err == nil {
			*at[time.Time](row, c.off) = t
		}
		return err
	case KindCustom:
		if err := c.custom(row, c.off).UnmarshalText([]byte(s)); err != nil {
			return fmt.Errorf("%w: %w", ErrSyntax, err)
		}
	case kindNullable:
		if s == "" {
			c.null.clear(row, c.off)
			return nil
		}
		return c.null.set(row, c.off, s)
	}
	return nil
}

// shortList joins words for a message, and leaves some out if there are many.
func shortList(words []string) string {
	const maxWords, shown = 8, 6
	if len(words) > maxWords {
		return fmt.Sprintf("%s, ... (%d words)", strings.Join(words[:shown], ", "), len(words))
	}
	return strings.Join(words, ", ")
}
