package measure

import (
	"math"
	"slices"
	"strconv"
)

// Round returns x rounded to nine decimal places, and numbers from 1,000 on to 12 significant digits.
// Negative zero becomes zero. Infinities and what is not a number are returned unchanged.
func Round(x float64) float64 {
	if math.Abs(x) >= 1000 {
		return significant(x)
	}
	return math.Round(x*1e9)/1e9 + 0 // -0 + 0 is 0
}

// significant returns x rounded to 12 significant digits.
func significant(x float64) float64 {
	const digits = 12
	var space [32]byte
	// Decimal digits and back, both rounded correctly. A format of our own always parses.
	rounded, err := strconv.ParseFloat(string(strconv.AppendFloat(space[:0], x, 'e', digits-1, 64)), 64)
	if err != nil || math.IsInf(rounded, 0) {
		return x
	}
	return rounded
}

// sum returns the sum of terms, which it sorts: it depends on their values and not on their order.
func sum(terms []float64) float64 {
	slices.Sort(terms)
	total := 0.0
	for _, term := range terms {
		total += term
	}
	return total
}
