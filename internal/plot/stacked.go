package plot

import "strconv"

// Stacked shows, for each of several classes, shares that add up, as vertical bars.
type Stacked struct {
	Frame
	Names
	Series  []string // names of the parts of a bar, from below; at most 6 have a color of their own
	Ordered bool     // whether the parts have an order, which steps of one hue then show; at most 5
	Classes []Class  // from left to right
	Whole   bool     // whether the axis ends at 100 percent; otherwise at the highest bar
	XTitle  string   // name of the horizontal axis, or ""
}

// A Class is one bar of a stacked figure.
type Class struct {
	Label       string
	Shares      []float64 // of the parts, from below
	HasExpected bool      // whether a mark shows what is expected
	Expected    float64   // the share that is expected
}

// Number of colors for parts.
const (
	kinds  = 6
	levels = 5
)

// AppendSVG appends the drawing. Parts without a value have no height. What is above the axis is
// cut.
func (s Stacked) AppendSVG(dst []byte) []byte {
	if len(s.Classes) == 0 {
		return s.appendEmpty(dst)
	}
	width := s.width()
	a := newAxes(width, s.most(), s.Whole)
	dst = s.appendOpen(dst, "", width, a.height(s.XTitle), pixels(width))
	dst = a.appendGrid(dst)
	parts := make([]path, s.parts())
	var marks path
	for i, c := range s.Classes {
		left, right := s.span(a, i)
		sum, y := int64(0), a.bottom
		for j := range c.Shares {
			n, _ := billionths(c.Shares[j])
			sum += n
			next := a.y(sum)
			parts[j].rect(left, next, right-left, y-next)
			y = next
		}
		if n, ok := billionths(c.Expected); ok && c.HasExpected && n <= a.top {
			marks.rect(left-15, a.y(n)-markWidth/2, right-left+30, markWidth)
		}
	}
	for j := range parts {
		dst = parts[j].appendTo(dst, s.class(j)+" pl-part")
	}
	dst = a.appendBase(dst, s.labels(a), s.XTitle)
	dst = marks.appendTo(dst, "pl-mark")
	for i, c := range s.Classes {
		left, right := s.span(a, i)
		dst = appendHit(dst, "pl-hit", left, topMargin, right-left, plotHeight, s.title(c))
	}
	return append(dst, "</svg>"...)
}

// AppendLegend appends the legend.
func (s Stacked) AppendLegend(dst []byte) []byte {
	keys := make([]key, 0, len(s.Series)+1)
	for j, name := range s.Series {
		keys = append(keys, key{s.class(j), box, name})
	}
	for _, c := range s.Classes {
		if c.HasExpected {
			keys = append(keys, key{"pl-mark", dash, s.expected()})
			break
		}
	}
	if len(keys) == 0 {
		return dst
	}
	return appendKeys(dst, "", keys)
}

// parts returns the largest number of parts of a bar.
func (s Stacked) parts() int {
	n := len(s.Series)
	for _, c := range s.Classes {
		n = max(n, len(c.Shares))
	}
	return n
}

// class returns the color of a part. Further parts have the last color.
func (s Stacked) class(part int) string {
	if !s.Ordered {
		return "pl-c" + strconv.Itoa(min(part, kinds-1)+1)
	}
	n := min(s.parts(), levels)
	if n > 1 {
		part = min(part, n-1) * (levels - 1) / (n - 1)
	} else {
		part = levels / 2
	}
	return "pl-o" + strconv.Itoa(part+1)
}

// most returns the share at which the axis ends.
func (s Stacked) most() (most int64) {
	if s.Whole {
		return whole
	}
	for _, c := range s.Classes {
		sum := int64(0)
		for _, v := range c.Shares {
			n, _ := billionths(v)
			sum += n
		}
		most = max(most, min(sum, maxShare*whole))
		if c.HasExpected {
			n, _ := billionths(c.Expected)
			most = max(most, n)
		}
	}
	return most
}

// span returns the ends of a bar.
func (s Stacked) span(a axes, i int) (left, right int) {
	n := len(s.Classes)
	left = a.left + part(a.right-a.left, i, n)
	right = a.left + part(a.right-a.left, i+1, n)
	gap := min((right-left)/5, 60)
	return left + gap/2, right - (gap - gap/2)
}

// labels returns the labels of the classes.
func (s Stacked) labels(a axes) []placed {
	labels := make([]placed, len(s.Classes))
	for i, c := range s.Classes {
		left, right := s.span(a, i)
		label, _ := ellipsis(c.Label, (a.right-a.left)/3)
		labels[i] = placed{(left + right) / 2, label}
	}
	return thin(labels, a.right+40)
}

// title returns what the pointer shows on a bar.
func (s Stacked) title(c Class) string {
	title := c.Label
	for j, v := range c.Shares {
		if j < len(s.Series) {
			title += ", " + brief(s.Series[j]) + " " + Percent(v)
		}
	}
	if c.HasExpected {
		title += ", " + brief(s.expected()) + " " + Percent(c.Expected)
	}
	return title
}
