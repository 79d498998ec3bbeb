package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

const (
	maxScale    = 18 // decimals of an int64 that leave one digit before the point
	exactDigits = 15 // decimal digits that a float64 always preserves
)

// NumberText returns the text of Min, Max or another number of the column, as the column
// writes it. For a KindDecimal v is in units: 5 units of Scale 2 are 0.05.
func (c *Column) NumberText(v int64) string {
	if c.Kind == KindDecimal {
		return string(appendDecimal(nil, v, c.Scale))
	}
	return strconv.FormatInt(v, 10)
}

// appendDecimal appends a number of units with all its decimals: 5 units of scale 2 are 0.05.
func appendDecimal(dst []byte, units int64, scale int) []byte {
	u := uint64(units)
	if units < 0 {
		dst, u = append(dst, '-'), -u
	}
	power := uint64(1)
	for range scale {
		power *= 10
	}
	dst = append(text.AppendUint(dst, u/power), '.')
	for u %= power; power > 1; u %= power {
		power /= 10
		dst = append(dst, '0'+byte(u/power))
	}
	return dst
}

// parseDecimal is the inverse of appendDecimal, and accepts no other form.
func parseDecimal(s string, scale int) (units int64, err error) {
	number, negative := strings.CutPrefix(s, "-")
	whole, rest, _ := strings.Cut(number, ".")
	n, ok := addDigits(0, whole)
	if ok {
		n, ok = addDigits(n, rest)
	}
	if !ok || len(rest) != scale || whole == "" || whole[0] == '0' && len(whole) > 1 || negative && n == 0 {
		return 0, fmt.Errorf("%w, want a number with %s and without leading zeros", ErrSyntax, decimals(scale))
	}
	if units, ok = signed(n, negative); !ok {
		return 0, errInt64()
	}
	return units, nil
}

// decimals returns the words for a number of decimals.
func decimals(scale int) string {
	if scale == 1 {
		return "1 decimal"
	}
	return fmt.Sprintf("%d decimals", scale)
}

// padDecimal brings a number from a database to the number of decimals that parseDecimal
// accepts. It drops zeros at the end, but no other decimal.
func padDecimal(s string, scale int) string {
	whole, rest, _ := strings.Cut(s, ".")
	rest = strings.TrimRight(rest, "0")
	return whole + "." + rest + strings.Repeat("0", max(0, scale-len(rest)))
}

// decimalOfFloat returns the text of a decimal number that a driver returns as a float64.
// A number of more digits than a float64 preserves is an error.
func decimalOfFloat(v float64, scale int) (string, error) {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(s), "0")
	if math.IsNaN(v) || math.IsInf(v, 0) || len(digits) > exactDigits {
		return s, fmt.Errorf("%w: a float64 preserves only %d digits", ErrRange, exactDigits)
	}
	if s == "-0" {
		s = "0"
	}
	return padDecimal(s, scale), nil
}
