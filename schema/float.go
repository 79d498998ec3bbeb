package schema

import (
	"fmt"
	"math"
	"strconv"
)

// finite reports whether v is neither infinite nor NaN.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }

// appendFloat appends the shortest text that parses to v, in the form of ECMAScript and
// encoding/json. It appends nothing if v is not finite. Negative zero is -0.
func appendFloat(dst []byte, v float64) []byte {
	if !finite(v) {
		return dst
	}
	if a := math.Abs(v); a == 0 || a >= 1e-6 && a < 1e21 {
		return strconv.AppendFloat(dst, v, 'f', -1, 64)
	}
	dst = strconv.AppendFloat(dst, v, 'e', -1, 64)
	if n := len(dst); dst[n-3] == '-' && dst[n-2] == '0' { // write 1e-07 as 1e-7
		dst = append(dst[:n-2], dst[n-1])
	}
	return dst
}

// parseFloat is the inverse of appendFloat, and accepts no other form.
func parseFloat(s string) (float64, error) {
	v, err := strconv.ParseFloat(s, 64)
	var buf [32]byte
	if s == "" || string(appendFloat(buf[:0], v)) != s {
		if err != nil && math.IsInf(v, 0) {
			return 0, fmt.Errorf("%w of a float64", ErrRange)
		}
		return 0, fmt.Errorf("%w, want a finite number in its shortest form", ErrSyntax)
	}
	return v, nil
}
