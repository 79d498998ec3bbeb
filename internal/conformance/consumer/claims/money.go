package claims

import (
	"database/sql/driver"
	"fmt"
	"strconv"
	"strings"
)

// Money is an amount in cents.
type Money int64

// String returns the amount in dollars, as "12.34".
func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	return fmt.Sprintf("%s%d.%02d", sign, m/100, m%100)
}

// Value implements driver.Valuer, for NUMERIC columns.
func (m Money) Value() (driver.Value, error) { return m.String(), nil }

// Scan implements sql.Scanner for the text of a NUMERIC column.
func (m *Money) Scan(src any) error {
	text, ok := src.(string)
	if !ok {
		return fmt.Errorf("claims: cannot scan %T into Money", src)
	}
	whole, cents, _ := strings.Cut(text, ".")
	if len(cents) > 2 {
		return fmt.Errorf("claims: %q has a fraction of a cent", text)
	}
	n, err := strconv.ParseInt(whole+cents+"00"[len(cents):], 10, 64)
	if err != nil {
		return fmt.Errorf("claims: %q is not an amount", text)
	}
	*m = Money(n)
	return nil
}
