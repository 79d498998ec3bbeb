package plot

import "strconv"

// A HeatMap shows a value for each pair of a row and a column by steps of color.
type HeatMap struct {
	Frame
	Steps
	Rows, Columns []string    // labels, from above and from the left
	Values        [][]float64 // of the cells, by row and column; a cell without a value is not drawn
	Texts         [][]string  // what cells say, or nil: in the cells if all fit there, otherwise where the pointer is
	Turned        bool        // whether the labels of columns stand above and are turned, so that each of them is there; the cells are then square, and the drawing is wider if it must
	XTitle        string      // name of the columns, or ""
}

// Sizes in tenths.
const (
	cellGap     = 10
	cellLeast   = 160 // height that a label of a row needs
	cellMost    = 260 // and with a text in it
	textCell    = 400
	turnedLabel = 1800 // most for the turned labels of columns
)

// grid is the layout of a heat map.
type grid struct {
	width, left, right, top int
	columns, rows           int
	cell                    int // height of a cell
	inside                  bool
}

// x returns the left end of a column.
func (g grid) x(column int) int { return g.left + part(g.right-g.left, column, g.columns) }

// bottom returns the lower end of the cells.
func (g grid) bottom() int { return g.top + g.rows*g.cell }

// AppendSVG appends the drawing.
func (m HeatMap) AppendSVG(dst []byte) []byte {
	if len(m.Rows) == 0 || len(m.Columns) == 0 {
		return m.appendEmpty(dst)
	}
	g := m.grid()
	height := g.bottom() + 20
	if !m.Turned {
		height += lineHeight + axisGap
	}
	if m.XTitle != "" {
		height += lineHeight + 40
	}
	dst = m.appendOpen(dst, "", g.width, height, pixels(g.width))
	dst = m.appendCells(dst, g)
	dst = m.appendLabels(dst, g, height)
	return append(dst, "</svg>"...)
}

// AppendLegend appends the legend.
func (m HeatMap) AppendLegend(dst []byte) []byte { return m.appendLegend(dst) }

// grid measures the labels. Labels of rows get at most two fifths of the width.
func (m HeatMap) grid() grid {
	g := grid{width: m.width(), columns: len(m.Columns), rows: len(m.Rows), top: 10}
	for _, label := range m.Rows {
		g.left = max(g.left, textWidth(label)+axisGap)
	}
	g.left = min(g.left, g.width*2/5)
	if m.Turned {
		g.width = max(g.width, g.left+cellLeast*g.columns+10)
	}
	g.right = g.width - 10
	column := (g.right - g.left) / g.columns
	g.cell = min(max(column*3/4, cellLeast), cellMost-40)
	if m.Turned {
		most := cellMost
		if m.fitInside(min(column, textCell)) {
			most = textCell
		}
		g.cell = min(max(column, cellLeast), most)
		g.right = min(g.right, g.left+g.cell*g.columns)
		for _, label := range m.Columns {
			g.top = max(g.top, min(textWidth(label), turnedLabel)+2*axisGap)
		}
	}
	g.inside = m.fitInside(min(column, (g.right-g.left)/g.columns))
	return g
}

// fitInside reports whether all texts fit in cells of a width.
func (m HeatMap) fitInside(width int) bool {
	for _, row := range m.Texts {
		for _, text := range row {
			if textWidth(text) > width-2*cellGap {
				return false
			}
		}
	}
	return len(m.Texts) > 0
}

// appendCells appends the cells. Those of one step are one path, unless they have titles.
func (m HeatMap) appendCells(dst []byte, g grid) []byte {
	limits := m.scale(m.most(g))
	var cells [colors]path
	var texts, titles []byte
	for r := range min(g.rows, len(m.Values)) {
		for c := range min(g.columns, len(m.Values[r])) {
			n, ok := billionths(m.Values[r][c])
			if !ok {
				continue
			}
			step := limits.step(n)
			left, right, y := g.x(c), g.x(c+1), g.top+r*g.cell
			cells[step].rect(left, y, right-left-cellGap, g.cell-cellGap)
			text := ""
			if r < len(m.Texts) && c < len(m.Texts[r]) {
				text = m.Texts[r][c]
			}
			switch {
			case text == "" || right-left <= cellGap:
			case g.inside:
				texts = appendText(texts, "pl-t"+strconv.Itoa(step), (left+right-cellGap)/2, y+(g.cell-cellGap)/2+baseline, text, "")
			default:
				var hit path
				hit.absolute(left, y)
				hit.box(right-left-cellGap, g.cell-cellGap)
				titles = append(append(append(titles, `<path d="`...), hit.dst...), `">`...)
				titles = append(appendTitle(titles, brief(m.Rows[r])+", "+brief(m.Columns[c])+": "+text), "</path>"...)
			}
		}
	}
	for step := range cells {
		dst = cells[step].appendTo(dst, "pl-s"+strconv.Itoa(step))
	}
	if len(texts) > 0 {
		dst = append(append(append(dst, `<g class="pl-m">`...), texts...), "</g>"...)
	}
	if len(titles) > 0 {
		dst = append(append(append(dst, `<g class="pl-hit">`...), titles...), "</g>"...)
	}
	return dst
}

// most returns the largest value that has a cell.
func (m HeatMap) most(g grid) (most int64) {
	for _, row := range m.Values[:min(g.rows, len(m.Values))] {
		most = max(most, largest(row[:min(g.columns, len(row))]))
	}
	return most
}

// appendLabels appends the labels of rows and columns.
func (m HeatMap) appendLabels(dst []byte, g grid, height int) []byte {
	class := "pl-e"
	if m.Turned {
		class = "pl-b"
	}
	dst = append(append(append(dst, `<g class="`...), class...), `">`...)
	for r, label := range m.Rows {
		dst = appendCut(dst, g.left-axisGap, g.top+r*g.cell+(g.cell-cellGap)/2+baseline, g.left-axisGap, label)
	}
	if m.Turned {
		dst = append(dst, `</g><g class="pl-a">`...)
		for c, label := range m.Columns {
			dst = m.appendTurned(dst, g, c, label)
		}
	} else {
		dst = append(dst, `</g><g class="pl-m">`...)
		labels := make([]placed, g.columns)
		for c, label := range m.Columns {
			label, _ = ellipsis(label, (g.right-g.left)/3)
			labels[c] = placed{(g.x(c) + g.x(c+1) - cellGap) / 2, label}
		}
		for _, l := range thin(labels, g.width) {
			dst = appendText(dst, "", l.x, g.bottom()+axisGap+lineHeight*2/3, l.label, "")
		}
	}
	if m.XTitle != "" {
		dst = append(dst, `</g><g class="pl-m">`...)
		dst = appendCut(dst, (g.left+g.right)/2, height-50, g.right-g.left, m.XTitle)
	}
	return append(dst, "</g>"...)
}

// appendTurned appends the label of a column, which is read from below.
func (m HeatMap) appendTurned(dst []byte, g grid, column int, label string) []byte {
	x := (g.x(column)+g.x(column+1)-cellGap)/2 + baseline
	dst = append(dst, `<g transform="translate(`...)
	dst = append(appendTenths(append(appendTenths(dst, x), ' '), g.top-axisGap), `)rotate(-90)">`...)
	text, cut := ellipsis(label, turnedLabel)
	if !cut {
		label = ""
	}
	dst = appendText(dst, "", 0, 0, text, label)
	return append(dst, "</g>"...)
}
