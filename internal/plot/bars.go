package plot

import "slices"

// Bars shows shares as horizontal bars, each with its label on the left and its value on the right.
type Bars struct {
	Frame
	Names
	Groups []Group
}

// A Group is a list of bars that have one scale.
type Group struct {
	Label string // above the bars, or ""
	Whole bool   // whether bars are as long as the share of the whole says; otherwise the longest one fills the width
	Bars  []Bar
}

// A Bar is a share with its label.
type Bar struct {
	Label       string
	Share       float64
	Text        string  // the value in words; "" is the share in percent
	HasExpected bool    // whether a mark shows what is expected
	Expected    float64 // the share that is expected
}

const (
	barRow      = 230 // height of a row with a label of one line
	barHeight   = 130
	headingRow  = 240
	groupGap    = 120 // between two groups
	markWidth   = 25
	markOverlap = 25 // of a mark above and below its bar
)

// barLayout has the columns of a figure.
type barLayout struct {
	label       int // width of the labels
	left, right int // ends of the bars
	width       int
}

// AppendSVG appends the drawing. A bar without a value has a dash as its value.
func (b Bars) AppendSVG(dst []byte) []byte {
	if !slices.ContainsFunc(b.Groups, func(g Group) bool { return len(g.Bars) > 0 }) {
		return b.appendEmpty(dst)
	}
	l := b.layout()
	dst = b.appendOpen(dst, "", l.width, b.height(l), pixels(l.width))
	y := 0
	for i, g := range b.Groups {
		if i > 0 {
			y += groupGap
		}
		dst, y = g.append(dst, l, y, b.expected())
	}
	return append(dst, "</svg>"...)
}

// AppendLegend appends the legend. There is none if nothing is expected.
func (b Bars) AppendLegend(dst []byte) []byte {
	for _, g := range b.Groups {
		for _, bar := range g.Bars {
			if bar.HasExpected {
				return appendKeys(dst, "", []key{{"pl-bar", box, b.observed()}, {"pl-mark", tick, b.expected()}})
			}
		}
	}
	return dst
}

// layout measures the labels and the values. Labels get at most two fifths of the width, and values
// a quarter.
func (b Bars) layout() barLayout {
	l := barLayout{width: b.width()}
	values := 0
	for _, g := range b.Groups {
		for _, bar := range g.Bars {
			l.label = max(l.label, textWidth(bar.Label))
			values = max(values, textWidth(bar.text()))
		}
	}
	l.label = min(l.label, l.width*2/5)
	l.left = l.label + 80
	l.right = l.width - min(values, l.width/4) - 100
	return l
}

// height returns the height of the drawing.
func (b Bars) height(l barLayout) int {
	height := max(len(b.Groups)-1, 0) * groupGap
	for _, g := range b.Groups {
		if g.Label != "" {
			height += headingRow
		}
		for _, bar := range g.Bars {
			height += bar.rowHeight(l)
		}
	}
	return height
}

// append appends a group from y down, and returns where it ends.
func (g Group) append(dst []byte, l barLayout, y int, expected string) ([]byte, int) {
	if g.Label != "" {
		dst = append(dst, `<g class="pl-h">`...)
		dst = appendCut(dst, 0, y+headingRow/2+baseline, l.width, g.Label)
		dst, y = append(dst, "</g>"...), y+headingRow
	}
	if len(g.Bars) == 0 {
		return dst, y
	}
	top, begin := g.top(), y
	var bars, marks path
	behind := "pl-hit"
	if g.Whole { // only then is the full width a share
		behind = "pl-track"
	}
	labels := []byte(`<g class="pl-b">`)
	values := []byte(`<g class="pl-e">`)
	for _, bar := range g.Bars {
		height := bar.rowHeight(l)
		middle := y + height/2
		dst = appendHit(dst, behind, l.left, middle-barHeight/2, l.right-l.left, barHeight, bar.title(expected))
		if n, _ := billionths(bar.Share); n > 0 {
			bars.rect(l.left, middle-barHeight/2, max(scaled(n, top, l.right-l.left), 5), barHeight)
		}
		if n, ok := billionths(bar.Expected); ok && bar.HasExpected {
			x := l.left + scaled(n, top, l.right-l.left)
			marks.rect(x-markWidth/2, middle-barHeight/2-markOverlap, markWidth, barHeight+2*markOverlap)
		}
		labels = appendLabel(labels, l.left-80, middle, l.label, bar.Label)
		values = appendCut(values, l.width, middle+baseline, l.width/4, bar.text())
		y += height
	}
	dst = bars.appendTo(dst, "pl-bar")
	var axis path
	axis.move(l.left, begin+20)
	axis.vertical(y - 20)
	dst = axis.appendTo(dst, "pl-axis")
	dst = marks.appendTo(dst, "pl-mark")
	dst = append(append(dst, labels...), "</g>"...)
	return append(append(dst, values...), "</g>"...), y
}

// top returns the share of a bar that fills the width.
func (g Group) top() (most int64) {
	if g.Whole {
		return whole
	}
	for _, bar := range g.Bars {
		n, _ := billionths(bar.Share)
		most = max(most, n)
		if bar.HasExpected {
			n, _ = billionths(bar.Expected)
			most = max(most, n)
		}
	}
	return most
}

// text returns the value in words.
func (b Bar) text() string { return either(b.Text, Percent(b.Share)) }

// title returns what the pointer shows on a bar.
func (b Bar) title(expected string) string {
	title := b.Label + ": " + b.text()
	if b.HasExpected {
		title += ", " + brief(expected) + " " + Percent(b.Expected)
	}
	return title
}

// rowHeight returns the height of a row, which a label of two lines makes higher.
func (b Bar) rowHeight(l barLayout) int {
	if _, second, _ := fit(b.Label, l.label); second != "" {
		return 2*lineHeight + 50
	}
	return barRow
}

// appendHit appends a rectangle with a title that the pointer finds below all other marks.
func appendHit(dst []byte, class string, x, y, width, height int, title string) []byte {
	dst = append(append(append(dst, `<rect class="`...), class...), '"')
	dst = appendTenths(append(dst, ` x="`...), x)
	dst = appendTenths(append(dst, `" y="`...), y)
	dst = appendTenths(append(dst, `" width="`...), width)
	dst = appendTenths(append(dst, `" height="`...), height)
	dst = appendTitle(append(dst, `">`...), title)
	return append(dst, "</rect>"...)
}
