package schema

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

// maxScale is the number of digits behind the point that leaves one before it in 64 bits.
const maxScale = 18

// NumberText returns the text of a number as a column writes it: of a KindDecimal the
// number of v units, 0.05 for 5 units of Scale 2, and of other kinds v itself. It is for
// Min and Max.
func (c *Column) NumberText(v int64) string {
	if c.Kind == KindDecimal {
		return string(appendDecimal(nil, v, c.Scale))
	}
	return strconv.FormatInt(v, 10)
}

// appendDecimal appends a number of units with its decimals.
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

// parseDecimal reads what appendDecimal writes, and no other form.
func parseDecimal(s string, scale int) (units int64, err error) {
	number, negative := strings.CutPrefix(s, "-")
	whole, rest, _ := strings.Cut(number, ".")
	n, ok := addDigits(0, whole)
	if ok {
		n, ok = addDigits(n, rest)
	}
	if !ok || len(rest) != scale || whole == "" || whole[0] == '0' && len(whole) > 1 || negative && n == 0 {
		return 0, fmt.Errorf("%w, want a number with %s, and no zeros in front of it", ErrSyntax, decimals(scale))
	}
	if units, ok = signed(n, negative); !ok {
		return 0, fmt.Errorf("%w of 64 bits", ErrRange)
	}
	return units, nil
}

func decimals(scale int) string {
	if scale == 1 {
		return "1 decimal"
	}
	return fmt.Sprintf("%d decimals", scale)
}

// padDecimal gives a number as databases write it the number of decimals that
// parseDecimal wants, unless it has more of them and they are not zero.
func padDecimal(s string, scale int) string {
	whole, rest, _ := strings.Cut(s, ".")
	rest = strings.TrimRight(rest, "0")
	return whole + "." + rest + strings.Repeat("0", max(0, scale-len(rest)))
}

// decimalOfFloat returns the text of a number that a driver has as a float64, if it is
// certain which decimal number that was: up to 15 digits, all come back.
func decimalOfFloat(v float64, scale int) (string, error) {
	s := strconv.FormatFloat(v, 'f', -1, 64)
	digits := strings.TrimLeft(strings.NewReplacer("-", "", ".", "").Replace(s), "0")
	if math.IsNaN(v) || math.IsInf(v, 0) || len(digits) > 15 {
		return s, fmt.Errorf("%w: a float64 has 15 digits that are certain", ErrRange)
	}
	if s == "-0" {
		s = "0"
	}
	return padDecimal(s, scale), nil
}
