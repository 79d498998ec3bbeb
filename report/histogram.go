package report

import (
	"maps"
	"slices"
)

// A tallies is a histogram that is being counted. The codes of nearly all values are in a window, whose
// counts are a slice.
type tallies struct {
	scale     scale
	first     int64 // code of the first count
	window    []uint64
	others    map[int64]uint64
	low, high int64 // least and greatest value
	any       bool
}

// newTallies returns a histogram on a scale. Values of an exact one are from low to high; others
// count as the next one below or above.
func newTallies(s scale, low, high int64) *tallies {
	h := &tallies{scale: s}
	switch s {
	case scaleExact:
		h.first = low - 1
		h.window = make([]uint64, high-low+3)
	case scaleWidths:
		h.window = make([]uint64, widthCode(1<<40))
	case scaleMonths:
		h.first = 1900 * 12
		h.window = make([]uint64, 201*12)
	}
	return h
}

// add counts a value.
func (h *tallies) add(v int64) {
	if !h.any {
		h.low, h.high, h.any = v, v, true
	}
	h.low, h.high = min(h.low, v), max(h.high, v)
	code := h.scale.code(v)
	if h.scale == scaleExact {
		code = min(max(code, h.first), h.first+int64(len(h.window))-1)
	}
	if i := uint64(code - h.first); i < uint64(len(h.window)) {
		h.window[i]++
		return
	}
	if h.others == nil {
		h.others = make(map[int64]uint64)
	}
	h.others[code]++
}

// histogram returns the counts as data.
func (h *tallies) histogram() *Histogram {
	all := maps.Clone(h.others)
	if all == nil {
		all = make(map[int64]uint64)
	}
	for i, n := range h.window {
		if n > 0 {
			all[h.first+int64(i)] = n
		}
	}
	return histogramOf(h.scale, all, h.low, h.high)
}

// histogramOf returns counts by code as a histogram of values from low to high.
func histogramOf(s scale, counts map[int64]uint64, low, high int64) *Histogram {
	h := &Histogram{Scale: s, At: []int64{}, Counts: []uint64{}, Low: low, High: high}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		h.At, h.Counts = append(h.At, code), append(h.Counts, counts[code])
	}
	return h
}

// rows returns the number of values.
func (h *Histogram) rows() uint64 { return sum(h.Counts) }

// quantile returns the code of the class in which a share of the values, in per mille, ends.
func (h *Histogram) quantile(perMille uint64) int64 {
	rows, before := h.rows(), uint64(0)
	for i, n := range h.Counts {
		if before += n; before*1000 >= rows*perMille {
			return h.At[i]
		}
	}
	return 0
}
