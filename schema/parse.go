package schema

import (
	"fmt"
	"math"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

func (t *Table[E]) parseError(column string, offset int, value string, err error) *ParseError {
	return &ParseError{Table: t.name, Column: column, Offset: offset, Value: short(value), Err: err}
}

// set parses the text of a value into the row. If it returns an error, the row
// is as it was, but for what the UnmarshalText of an Other may have done.
func (c *Column) set(row pointer, s string) error {
	switch c.Kind {
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
			ok = s == "" // the one form of none
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
		v, err := parseInt(s)
		if err == nil && !c.setInteger(row, v) {
			err = fmt.Errorf("%w of 32 bits", ErrRange)
		}
		return err
	case KindBool:
		if s != "true" && s != "false" {
			return fmt.Errorf("%w, want true or false", ErrSyntax)
		}
		*at[bool](row, c.off) = s == "true"
	case KindCustom:
		if err := c.other(row, c.off).UnmarshalText([]byte(s)); err != nil {
			return fmt.Errorf("%w: %w", ErrSyntax, err)
		}
	}
	return nil
}

func shortList(words []string) string {
	if len(words) > 8 {
		return fmt.Sprintf("%s, ... (%d words)", strings.Join(words[:6], ", "), len(words))
	}
	return strings.Join(words, ", ")
}

// parseInt reads a decimal number in its shortest form.
func parseInt(s string) (int64, error) {
	digits, negative := strings.CutPrefix(s, "-")
	if digits == "" || digits[0] == '0' && (len(digits) > 1 || negative) {
		return 0, fmt.Errorf("%w, want a whole number without leading zeros", ErrSyntax)
	}
	n, most := uint64(0), uint64(math.MaxInt64)
	if negative {
		most++
	}
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, fmt.Errorf("%w, want a whole number", ErrSyntax)
		}
		if n > math.MaxInt64/10 {
			n = math.MaxUint64 // and stays out of range whatever digits follow
			continue
		}
		n = 10*n + uint64(d)
	}
	if n > most {
		return 0, fmt.Errorf("%w of 64 bits", ErrRange)
	}
	if negative {
		return -int64(n), nil
	}
	return int64(n), nil
}
