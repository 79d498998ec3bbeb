package plot

// A Tick is a mark on the horizontal axis of a histogram.
type Tick struct {
	At    float64 // where, in bins from the left end of the first bin; rounded to 0.1
	Label string
}

const (
	plotHeight = 1800 // height of what is between the axes, in tenths
	topMargin  = 90   // above the highest line, for the upper half of its label
	axisGap    = 60   // between labels and what they describe
	labelGap   = 40   // least distance of labels on one line
)

// axes are a vertical axis in percent and a horizontal axis below.
type axes struct {
	left, right, bottom int
	top                 int64 // the share at the upper end
	step                int64 // the distance of the lines
}

// newAxes returns axes of a drawing for shares up to most. If exact, the axis ends there, and a
// little higher otherwise.
func newAxes(width int, most int64, exact bool) axes {
	if most == 0 {
		most = whole / 100
	}
	a := axes{right: width - 40, bottom: topMargin + plotHeight, top: most, step: roundStep(most)}
	if !exact {
		a.top += max(most/25, 1)
	}
	for n := int64(0); n <= a.top; n += a.step {
		a.left = max(a.left, textWidth(exactPercent(n))+axisGap)
	}
	return a
}

// y returns where a share is.
func (a axes) y(n int64) int { return a.bottom - scaled(n, a.top, plotHeight) }

// appendGrid appends the lines of the vertical axis and their labels.
func (a axes) appendGrid(dst []byte) []byte {
	var lines path
	for n := a.step; n <= a.top; n += a.step {
		lines.move(a.left, a.y(n))
		lines.horizontal(a.right)
	}
	dst = lines.appendTo(dst, "pl-grid")
	dst = append(dst, `<g class="pl-e">`...)
	for n := int64(0); n <= a.top; n += a.step {
		dst = appendText(dst, "", a.left-axisGap, a.y(n)+baseline, exactPercent(n), "")
	}
	return append(dst, "</g>"...)
}

// appendBase appends the horizontal axis, and its name if it has one.
func (a axes) appendBase(dst []byte, labels []placed, title string) []byte {
	var line path
	line.move(a.left, a.bottom)
	line.horizontal(a.right)
	dst = line.appendTo(dst, "pl-axis")
	dst = append(dst, `<g class="pl-m">`...)
	for _, l := range labels {
		dst = appendText(dst, "", l.x, a.bottom+axisGap+lineHeight*3/4, l.label, "")
	}
	if title != "" {
		dst = appendCut(dst, (a.left+a.right)/2, a.height(title)-50, a.right-a.left, title)
	}
	return append(dst, "</g>"...)
}

// height returns the height of a drawing with axes.
func (a axes) height(title string) int {
	if title == "" {
		return a.bottom + axisGap + lineHeight + 20
	}
	return a.bottom + axisGap + 2*lineHeight + 80
}

// A placed label has its middle at x.
type placed struct {
	x     int
	label string
}

// span returns the ends of a label.
func (p placed) span() (left, right int) {
	half := textWidth(p.label) / 2
	return p.x - half, p.x + half
}

// thin keeps every k-th label, with the smallest k for which no two overlap, and moves the outer ones to be
// between 0 and right. Labels that overlap one of the taken ones are dropped.
func thin(labels []placed, right int, taken ...placed) []placed {
	for i := range labels {
		half := textWidth(labels[i].label) / 2
		labels[i].x = max(min(labels[i].x, right-half), half)
	}
	kept := labels
	for k := 2; k <= len(labels) && crowded(kept); k++ {
		kept = make([]placed, 0, len(labels)/k+1)
		for i := 0; i < len(labels); i += k {
			kept = append(kept, labels[i])
		}
	}
	free := make([]placed, 0, len(kept)+len(taken))
	for _, l := range kept {
		if !overlaps(l, taken) {
			free = append(free, l)
		}
	}
	return append(free, taken...)
}

// crowded reports whether a label overlaps the next one.
func crowded(labels []placed) bool {
	for i := 1; i < len(labels); i++ {
		if overlaps(labels[i-1], labels[i:i+1]) {
			return true
		}
	}
	return false
}

// overlaps reports whether a label overlaps one of others.
func overlaps(l placed, others []placed) bool {
	left, right := l.span()
	for _, o := range others {
		if from, to := o.span(); left < to+labelGap && from < right+labelGap {
			return true
		}
	}
	return false
}
