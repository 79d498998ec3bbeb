package report

import (
	"iter"
	"math"
	"strconv"
	"strings"

	"github.com/synthhub/synthhub/internal/plot"
)

// Figures show histograms in bins of equal width, each a round number of units. A class that lies in
// several bins is divided among them.

// bins are what a figure shows of one or two histograms of one scale.
type bins struct {
	shares      [][]float64 // by histogram, then by bin
	ticks       []plot.Tick
	first, last string // labels of the bins with all that is below and above, "" without any
}

const (
	mostBins = 104
	// farBelow and farAbove are the shares of the values at both ends, in per mille, that one bin has if not
	// every value has a bin of its own. Numbers have long tails above.
	farBelow, farAbove = 2, 15
)

// binsOf returns the bins of histograms, of which some may be nil.
func binsOf(decimals int, list ...*Histogram) *bins {
	var known []*Histogram
	for _, h := range list {
		if h != nil && len(h.At) > 0 {
			known = append(known, h)
		}
	}
	if len(known) == 0 {
		return nil
	}
	x := axisOf(known)
	b := &bins{ticks: x.ticks(decimals)}
	below, above := false, false
	for _, h := range list {
		shares := x.shares(h)
		below, above = below || shares[0] > 0, above || shares[len(shares)-1] > 0
		b.shares = append(b.shares, shares)
	}
	if below {
		b.first = "< " + x.text(x.low, decimals)
	}
	if above {
		b.last = "≥ " + x.text(x.low+int64(x.n)*x.width, decimals)
	}
	for i := range b.shares {
		if !above {
			b.shares[i] = b.shares[i][:x.n+1]
		}
		if !below {
			b.shares[i] = b.shares[i][1:]
		}
	}
	if below {
		for i := range b.ticks {
			b.ticks[i].At++
		}
	}
	return b
}

// An axis is n bins of equal width from low on.
type axis struct {
	scale scale
	unit  float64 // of floating-point numbers, a power of ten: places on the axis are whole numbers of it
	low   int64
	width int64
	n     int
}

// setUnit chooses a unit so small that nearly all values are a million of them or fewer.
func (x *axis) setUnit(list []*Histogram) {
	most := 0.0
	for _, h := range list {
		for _, code := range []int64{h.quantile(farBelow), h.quantile(1000 - farAbove)} {
			if v := math.Abs(orderedFloat(x.scale.low(code))); v > most && !math.IsInf(v, 0) {
				most = v
			}
		}
	}
	exponent := -300
	for exponent < 300 && most/math.Pow10(exponent) >= 1e6 {
		exponent++
	}
	x.unit = math.Pow10(exponent)
}

// axisOf returns the axis for histograms of one scale, none of which is empty.
func axisOf(list []*Histogram) axis {
	x := axis{scale: list[0].Scale}
	if x.scale == scaleFloats {
		x.setUnit(list)
	}
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for _, h := range list {
		low, high = min(low, x.at(h.At[0])), max(high, x.at(h.At[len(h.At)-1]+1)-1) // the end of the last class
	}
	if uint64(high)-uint64(low) >= mostBins {
		low, high = math.MaxInt64, math.MinInt64
		for _, h := range list {
			low, high = min(low, x.at(h.quantile(farBelow))), max(high, x.at(h.quantile(1000-farAbove)))
		}
	}
	span := uint64(high) - uint64(low)
	for width := range x.scale.steps() {
		if x.width = width; span/uint64(width) < mostBins {
			break
		}
	}
	x.low = x.width * floorDiv(low, x.width)
	x.n = int(min((uint64(high)-uint64(x.low))/uint64(x.width), mostBins)) + 1
	return x
}

// farthest is the greatest place on an axis, also for infinity and what is not a number, so that sums and differences of
// places do not overflow.
const farthest = 1 << 61

// at returns where a class begins on the axis.
func (x axis) at(code int64) int64 {
	switch x.scale {
	case scaleWidths:
		code = x.scale.low(code)
	case scaleFloats:
		v := math.Floor(orderedFloat(x.scale.low(code)) / x.unit)
		if !(v < farthest) {
			return farthest
		}
		return int64(max(v, -farthest))
	}
	return min(max(code, -farthest), farthest)
}

// shares returns the shares of the values of a histogram in each bin, with what is below them before, and
// with what is above them after.
func (x axis) shares(h *Histogram) []float64 {
	shares := make([]float64, x.n+2)
	if h == nil {
		return shares
	}
	rows := float64(max(h.rows(), 1))
	for i, n := range h.Counts {
		from, to := x.at(h.At[i]), x.at(h.At[i]+1)
		if h.Coarse && i+1 < len(h.At) {
			to = x.at(h.At[i+1])
		}
		x.divide(shares, from, max(to, from+1), float64(n)/rows)
	}
	return shares
}

// divide adds a share of values from a number up to another to the bins that they lie in.
func (x axis) divide(shares []float64, from, to int64, share float64) {
	end := x.low + int64(x.n)*x.width
	switch {
	case from < x.low:
		shares[0] += share
		return
	case from >= end:
		shares[x.n+1] += share
		return
	}
	for at := from; at < to; {
		i := (at - x.low) / x.width
		next := min(to, x.low+(i+1)*x.width)
		if i >= int64(x.n) {
			next = to
		}
		shares[min(i+1, int64(x.n+1))] += share * float64(next-at) / float64(to-from)
		at = next
	}
}

// mostTicks is the number of labels that an axis has at most.
const mostTicks = 7

// ticks returns round numbers on the axis.
func (x axis) ticks(decimals int) (list []plot.Tick) {
	length, step := int64(x.n)*x.width, x.width
	for s := range x.scale.steps() {
		if step = s; s%x.width == 0 && length/s < mostTicks {
			break
		}
	}
	for v := -step * floorDiv(-x.low, step); v <= x.low+length; v += step {
		list = append(list, plot.Tick{At: float64(v-x.low) / float64(x.width), Label: x.text(v, decimals)})
	}
	return list
}

// steps yields the round numbers that bins and ticks are apart, smallest first.
func (s scale) steps() iter.Seq[int64] {
	return func(yield func(int64) bool) {
		if s == scaleMonths {
			for _, months := range [...]int64{1, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000} {
				if !yield(months) {
					return
				}
			}
			return
		}
		for unit := int64(1); unit <= 1e17; unit *= 10 {
			for _, k := range [...]int64{1, 2, 5} {
				if !yield(k * unit) {
					return
				}
			}
		}
	}
}

// text returns the label of a place on the axis.
func (x axis) text(v int64, decimals int) string {
	switch x.scale {
	case scaleMonths:
		if v%12 == 0 {
			return strconv.FormatInt(v/12, 10)
		}
		return x.scale.text(v, 0)
	case scaleFloats:
		return strconv.FormatFloat(float64(v)*x.unit, 'g', 4, 64)
	}
	if decimals == 0 && x.scale == scaleExact {
		return strconv.FormatInt(v, 10) // a year, an age, a small number
	}
	return grouped(decimalText(v, decimals))
}

// grouped returns a number with a comma before each three digits, and any other text as it is.
func grouped(text string) string {
	digits := strings.TrimPrefix(text, "-")
	whole, _, _ := strings.Cut(digits, ".")
	if whole == "" || strings.Trim(digits, ".0123456789") != "" {
		return text
	}
	start := len(text) - len(digits)
	for i := start + len(whole) - 3; i > start; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
