package plot

// A Spark is the shape of a column for the cell of a table: bars, and a line of what is expected or of
// the other side.
type Spark struct {
	Frame              // the width is not used
	Shares   []float64 // of the bins
	Expected []float64 // of the same bins; nil if there is no line
}

const (
	sparkWidth  = 1120
	sparkHeight = 240
)

// AppendSVG appends the drawing, which has a fixed size. Bins without a value have no bar, and the
// line is broken there.
func (s Spark) AppendSVG(dst []byte) []byte {
	dst = s.appendOpen(dst, " pl-spark", sparkWidth, sparkHeight, sparkWidth/10)
	n, top := max(len(s.Shares), len(s.Expected)), largest(s.Shares, s.Expected)
	const bottom, height = sparkHeight - 10, sparkHeight - 30
	span := func(i int) (left, right int) { return part(sparkWidth, i, n), part(sparkWidth, i+1, n) }
	var bars, line, axis path
	for i := range s.Shares {
		share, _ := at(s.Shares, i)
		left, right := span(i)
		if right-left >= 30 {
			right -= 10
		}
		h := scaled(share, top, height)
		bars.rect(left, bottom-h, right-left, h)
	}
	line.steps(n, span, func(i int) (int, bool) {
		share, ok := at(s.Expected, i)
		return bottom - scaled(share, top, height), ok
	})
	axis.move(0, bottom)
	axis.horizontal(sparkWidth)
	dst = axis.appendTo(dst, "pl-grid")
	dst = bars.appendTo(dst, "pl-bar")
	dst = line.appendTo(dst, "pl-expected")
	return append(dst, "</svg>"...)
}

// AppendLegend appends nothing: the table says what its shapes are.
func (s Spark) AppendLegend(dst []byte) []byte { return dst }
