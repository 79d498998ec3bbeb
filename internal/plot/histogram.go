package plot

import "math"

// A Histogram shows how values spread over bins of equal width, and how they are expected to.
type Histogram struct {
	Frame
	Names
	Shares    []float64 // of the bins
	Expected  []float64 // of the same bins; nil if nothing is expected
	Ticks     []Tick    // from left to right; some are left out if their labels would overlap
	OpenFirst string    // label of the first bin if it has all that is below; it stands apart
	OpenLast  string    // label of the last bin if it has all that is above; it stands apart
	XTitle    string    // name of the horizontal axis, or ""
}

// openGap is the distance of an open bin to the others, in tenths.
const openGap = 60

// AppendSVG appends the drawing. Bins without a value have no bar, and the line of what is expected
// is broken there.
func (h Histogram) AppendSVG(dst []byte) []byte {
	if h.bins() == 0 {
		return h.appendEmpty(dst)
	}
	width := h.width()
	a := newAxes(width, largest(h.Shares, h.Expected), false)
	dst = h.appendOpen(dst, "", width, a.height(h.XTitle), pixels(width))
	dst = a.appendGrid(dst)
	var bars, line path
	for i := range h.Shares {
		n, _ := at(h.Shares, i)
		left, right := h.span(a, i)
		if right-left >= 40 { // a gap between bars that are wide enough for one
			right -= 10
		}
		bars.rect(left, a.y(n), right-left, a.bottom-a.y(n))
	}
	dst = bars.appendTo(dst, "pl-bar")
	line.steps(h.bins(), func(i int) (int, int) { return h.span(a, i) }, func(i int) (int, bool) {
		n, ok := at(h.Expected, i)
		return a.y(n), ok
	})
	dst = line.appendTo(dst, "pl-halo")
	dst = line.appendTo(dst, "pl-expected")
	dst = a.appendBase(dst, h.labels(a), h.XTitle)
	return append(dst, "</svg>"...)
}

// AppendLegend appends the legend. There is none if nothing is expected.
func (h Histogram) AppendLegend(dst []byte) []byte {
	if len(h.Expected) == 0 {
		return dst
	}
	return appendKeys(dst, "", []key{{"pl-bar", box, h.observed()}, {"pl-mark", dash, h.expected()}})
}

// bins returns the number of bins.
func (h Histogram) bins() int { return max(len(h.Shares), len(h.Expected)) }

// span returns the ends of a bin.
func (h Histogram) span(a axes, i int) (left, right int) {
	return h.edge(a, 10*int64(i), i), h.edge(a, 10*int64(i)+10, i)
}

// edge returns where a position in tenths of bins is, as seen from a bin.
func (h Histogram) edge(a axes, tenths int64, bin int) int {
	n, before, gaps := int64(h.bins()), 0, 0
	if h.OpenFirst != "" {
		gaps += openGap
		if bin > 0 {
			before += openGap
		}
	}
	if h.OpenLast != "" && n > 1 {
		gaps += openGap
		if bin > 0 && int64(bin) == n-1 {
			before += openGap
		}
	}
	return a.left + before + int(tenths*int64(a.right-a.left-gaps)/(10*n))
}

// labels returns the labels of the axis. Those of open bins are always there.
func (h Histogram) labels(a axes) []placed {
	n := int64(h.bins())
	var labels, open []placed
	for _, t := range h.Ticks {
		tenths := math.Round(t.At * 10)
		if !(tenths >= 0 && tenths <= float64(10*n)) {
			continue
		}
		at := int64(tenths)
		bin := min(at/10, n-1)
		if at == 10*(n-1) && h.OpenLast != "" { // the end of the bins before the open one
			bin = max(n-2, 0)
		}
		label, _ := ellipsis(t.Label, (a.right-a.left)/3)
		labels = append(labels, placed{h.edge(a, at, int(bin)), label})
	}
	middle := func(bin int) int { left, right := h.span(a, bin); return (left + right) / 2 }
	if h.OpenFirst != "" {
		open = append(open, h.openLabel(a, middle(0), h.OpenFirst))
	}
	if h.OpenLast != "" {
		if l := h.openLabel(a, middle(int(n-1)), h.OpenLast); !overlaps(l, open) {
			open = append(open, l)
		}
	}
	return thin(labels, a.right+40, open...)
}

// openLabel returns the label of an open bin, which is within the drawing.
func (h Histogram) openLabel(a axes, x int, label string) placed {
	label, _ = ellipsis(label, (a.right-a.left)/2)
	half := textWidth(label) / 2
	return placed{max(min(x, a.right+40-half), half), label}
}
