package plot

import (
	"math"
	"strconv"
)

const (
	// whole is a share of 1. Shares are whole billionths.
	whole = 1_000_000_000

	// maxShare is the largest share that is drawn.
	maxShare = 1000
)

// billionths rounds a share. It reports false for what is no value: NaN, infinite and negative
// numbers.
func billionths(share float64) (n int64, ok bool) {
	r := math.Round(min(share, maxShare) * whole)
	if !(r >= 0) || math.IsInf(share, 0) {
		return 0, false
	}
	return int64(r), true
}

// largest returns the largest value of all lists, or 0.
func largest(lists ...[]float64) (most int64) {
	for _, list := range lists {
		for _, v := range list {
			n, _ := billionths(v)
			most = max(most, n)
		}
	}
	return most
}

// at returns the i-th share, which is no value where the list is shorter.
func at(list []float64, i int) (n int64, ok bool) {
	if i >= len(list) {
		return 0, false
	}
	return billionths(list[i])
}

// scaled returns n/top of a length, rounded to the nearest tenth. It is never more than the length.
func scaled(n, top int64, length int) int {
	if top <= 0 {
		return 0
	}
	return int((2*min(n, top)*int64(length) + top) / (2 * top))
}

// part returns i/n of a length.
func part(length, i, n int) int { return int(int64(length) * int64(i) / int64(n)) }

// Percent returns a share as percent with one decimal. It says "< 0.1 %" for what is more than
// nothing and would round to 0, "> 99.9 %" for what is less than all and would round to 100, and a
// dash for what is no value.
func Percent(share float64) string {
	n, ok := billionths(share)
	tenths := (n + whole/2000) / (whole / 1000)
	switch {
	case !ok:
		return "–"
	case n == 0 || n == whole:
		return strconv.FormatInt(n/(whole/100), 10) + " %"
	case tenths == 0:
		return "< 0.1 %"
	case tenths == 1000 && n < whole:
		return "> 99.9 %"
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + " %"
}

// exactPercent returns a share as percent with as many decimals as it needs.
func exactPercent(n int64) string {
	const percent = whole / 100
	text := strconv.FormatInt(n/percent, 10)
	if rest := n % percent; rest != 0 {
		decimals := strconv.FormatInt(percent+rest, 10)[1:]
		for decimals[len(decimals)-1] == '0' {
			decimals = decimals[:len(decimals)-1]
		}
		text += "." + decimals
	}
	return text + " %"
}

// roundStep returns the distance of the lines of an axis that ends at top: the smallest of 1, 2, 2.5
// and 5 times a power of ten that needs at most five steps.
func roundStep(top int64) int64 {
	for power := int64(10); ; power *= 10 {
		for _, tenths := range [...]int64{10, 20, 25, 50} {
			if step := power * tenths / 10; top <= 5*step {
				return step
			}
		}
	}
}

// appendTenths appends a number of tenths in the shortest form.
func appendTenths(dst []byte, n int) []byte {
	if n < 0 {
		dst, n = append(dst, '-'), -n
	}
	if n >= 10 || n == 0 {
		dst = strconv.AppendInt(dst, int64(n/10), 10)
	}
	if n%10 != 0 {
		dst = append(dst, '.', byte('0'+n%10))
	}
	return dst
}
