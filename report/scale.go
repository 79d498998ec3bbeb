package report

import (
	"fmt"
	"math"
	"math/bits"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/schema"
)

// A scale says which classes the values of a column are counted in. It follows from the description of
// the column alone, so that two profiles have the same classes, whatever the values are. A class is
// known by its code, and the codes are in the order of the values.
type scale uint8

const (
	scaleNone   scale = iota // values that are not ordered: words
	scaleExact               // the value itself
	scaleWidths              // of whole numbers: a width of at most 1/32 of the value
	scaleMonths              // of dates and times
	scaleFloats              // of floating-point numbers: a width of at most 1/32 of the value
)

// scaleNames are the names in saved profiles.
var scaleNames = [...]string{"", "exact", "widths", "months", "floats"}

// MarshalText returns the name that saved profiles have.
func (s scale) MarshalText() ([]byte, error) { return []byte(scaleNames[s]), nil }

// UnmarshalText reads a name of a saved profile.
func (s *scale) UnmarshalText(b []byte) error {
	for i, name := range scaleNames {
		if i > 0 && name == string(b) {
			*s = scale(i)
			return nil
		}
	}
	return fmt.Errorf("the scale of a histogram is %.20q, want exact, widths, months or floats", b)
}

// maxExact is the greatest number of values that are counted one by one.
const maxExact = 4096

// scaleOf returns the scale of a column.
func scaleOf(c *schema.Column) scale {
	switch c.Kind {
	case schema.KindEnum, schema.KindBool:
		return scaleExact
	case schema.KindDate, schema.KindTimestamp:
		return scaleMonths
	case schema.KindFloat:
		return scaleFloats
	case schema.KindInt, schema.KindDecimal:
		// The values before the least and after the greatest have a class too.
		if c.Bounded() && uint64(c.Max)-uint64(c.Min) < maxExact && c.Min > math.MinInt64 && c.Max < math.MaxInt64 {
			return scaleExact
		}
		return scaleWidths
	}
	return scaleNone
}

// code returns the code of a value: a whole number, a day since 0000-12-31, or a floating-point number
// as floatOrder returns it.
func (s scale) code(v int64) int64 {
	switch s {
	case scaleWidths:
		if v < 0 {
			return ^widthCode(^v)
		}
		return widthCode(v)
	case scaleMonths:
		year, month, _ := firstDate.AddDays(int(v) - 1).Civil()
		return int64(12*year + month - 1)
	case scaleFloats:
		return v >> floatShift
	}
	return v
}

// low returns the least value with a code.
func (s scale) low(code int64) int64 {
	switch s {
	case scaleWidths:
		if code < 0 {
			return ^(widthLow(^code+1) - 1)
		}
		return widthLow(code)
	case scaleMonths:
		if code < 12 || code >= 12*10_000 {
			return 0
		}
		return dayNumber(schema.NewDate(int(code/12), int(code%12)+1, 1))
	case scaleFloats:
		return code << floatShift
	}
	return code
}

// firstDate is the day with the number 1.
var firstDate = schema.NewDate(1, 1, 1)

// dayNumber returns the days of a date since 0000-12-31, as schema.Batch.Number does.
func dayNumber(d schema.Date) int64 { return int64(d.DaysSince(firstDate)) + 1 }

// floatShift leaves the sign, the exponent and five bits of a float64.
const floatShift = 52 - 5

// floatOrder returns a whole number for a floating-point number. They have the same order.
func floatOrder(f float64) int64 {
	b := int64(math.Float64bits(f))
	if b < 0 {
		b ^= math.MaxInt64
	}
	return b
}

// orderedFloat is the inverse of floatOrder.
func orderedFloat(v int64) float64 {
	if v < 0 {
		v ^= math.MaxInt64
	}
	return math.Float64frombits(uint64(v))
}

// widthCode returns the code of a value that is not negative. Values below 64 have their own code. Each
// octave above has 32 codes.
func widthCode(v int64) int64 {
	e := max(bits.Len64(uint64(v))-6, 0)
	return int64(32*e) + v>>e
}

// widthLow is the inverse of widthCode: it returns the least value with a code. After the last code it
// returns the greatest int64.
func widthLow(code int64) int64 {
	e := max(code/32-1, 0)
	m := code - 32*e
	if e > 57 || m > math.MaxInt64>>e {
		return math.MaxInt64
	}
	return m << e
}

// text returns the text of the least value with a code, for people.
func (s scale) text(code int64, decimals int) string {
	switch s {
	case scaleMonths:
		return fmt.Sprintf("%04d-%02d", code/12, code%12+1)
	case scaleFloats:
		f := orderedFloat(s.low(code))
		if math.IsNaN(f) { // before the least number, or after the greatest
			f = math.Inf(int(code>>62) | 1)
		}
		return strconv.FormatFloat(f, 'g', 4, 64)
	}
	return decimalText(s.low(code), decimals)
}

// decimalText returns the text of a number in units of so many decimals.
func decimalText(v int64, decimals int) string {
	text := strconv.FormatInt(v, 10)
	if decimals <= 0 {
		return text
	}
	sign := ""
	if v < 0 {
		sign, text = "-", text[1:]
	}
	text = strings.Repeat("0", max(decimals+1-len(text), 0)) + text
	return sign + text[:len(text)-decimals] + "." + text[len(text)-decimals:]
}
