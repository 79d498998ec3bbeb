package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/plot"
	"github.com/synthhub/synthhub/schema"
)

// A figure is a plot on a page, with what is said about it.
type figure struct {
	Title string
	Note  string
	Plot  template.HTML
	Wide  bool
	// Numbers are what the plot shows, for those who want to read them.
	Numbers [][2]string
}

// two are the columns of the two sides of a figure, each with its table. The second one is what is
// expected, or the other dataset. It can be nil.
type two struct {
	a, b         *Column
	rowsA, rowsB uint64
	names        plot.Names
	compared     bool // whether b is the other dataset
}

// figureOf returns the figure of a column by its kind alone, and false if there is nothing to show.
func (p two) figureOf(title string) (figure, bool) {
	f := figure{Title: cut(title, 80), Note: p.note()}
	frame := plot.Frame{Title: f.Title, Description: cut(p.a.Doc, 200)}
	switch {
	case p.a.identifier() && p.a.Words == nil:
		return f, false
	case p.a.Vocabulary != nil || p.a.Words != nil:
		bars, more := p.bars(mostBars)
		if p.allRare() {
			bars, more = bars[min(mostBars, len(bars)):], "" // what is left is how many are empty
		}
		if len(bars) == 0 {
			return f, false
		}
		f.Plot = plot.HTML(plot.Bars{Frame: frame, Names: p.names, Groups: []plot.Group{{Bars: bars}}})
		f.Note = strings.TrimSpace(f.Note + more)
	case p.a.Histogram != nil:
		b := binsOf(p.a.Decimals, p.a.Histogram, p.other().Histogram)
		if b == nil {
			return f, false
		}
		h := plot.Histogram{Frame: frame, Names: p.names, Shares: b.shares[0], Ticks: b.ticks, OpenFirst: b.first, OpenLast: b.last}
		if p.b != nil {
			h.Expected = b.shares[1]
		}
		f.Plot = plot.HTML(h)
	default:
		return f, false
	}
	return f, true
}

// percent returns a share in percent whose sign stays on the line of the number.
func percent(share float64) string { return strings.ReplaceAll(plot.Percent(share), " ", "\u00a0") }

// other returns the second column, or an empty one.
func (p two) other() *Column {
	if p.b == nil || p.a.Histogram != nil && p.b.Histogram != nil && p.a.Histogram.Scale != p.b.Histogram.Scale {
		return &Column{}
	}
	return p.b
}

// note says what a figure of the column does not show.
func (p two) note() string {
	note := ""
	if p.a.Empty > 0 && p.rowsA > 0 {
		note = percent(float64(p.a.Empty)/float64(p.rowsA)) + " are empty. "
	}
	if h := p.a.Histogram; h != nil && p.a.Vocabulary == nil && len(h.At) > 0 && h.Scale != scaleMonths {
		note += "Median " + h.medianText(p.a.Decimals) + ". "
	}
	return note
}

// medianText returns the median for people: in classes, about where the class is.
func (h *Histogram) medianText(decimals int) string {
	code := h.quantile(500)
	switch h.Scale {
	case scaleExact:
		return axis{scale: h.Scale}.text(h.Scale.low(code), decimals)
	case scaleFloats, scaleMonths:
		return "about " + h.Scale.text(code, 0)
	}
	v := h.Scale.low(code)/2 + h.Scale.low(code+1)/2 // the middle of the class
	unit := int64(1)
	for v/unit >= 1000 || v/unit <= -1000 {
		unit *= 10
	}
	return "about " + grouped(decimalText((v+unit/2)/unit*unit, decimals))
}

// mostBars is the number of words that a figure shows.
const mostBars = 12

// allRare reports whether no word of the column has more than one of 500 rows, so that bars of words show nothing.
func (p two) allRare() bool {
	for _, side := range []struct {
		c    *Column
		rows uint64
	}{{p.a, p.rowsA}, {p.other(), p.rowsB}} {
		if w := side.c.Words; w == nil || len(w.Counts) > 0 && 500*slices.Max(w.Counts) > side.rows {
			return false
		}
	}
	return true
}

// bars returns the most frequent words with their shares of the rows, and a sentence on the others.
func (p two) bars(most int) (bars []plot.Bar, more string) {
	mine, theirs := p.a.shares(p.rowsA), p.other().shares(p.rowsB)
	words := make([]string, 0, len(mine))
	for w := range mine {
		words = append(words, w)
	}
	order := func(v, w string) int { return cmp.Or(cmp.Compare(mine[w], mine[v]), cmp.Compare(v, w)) }
	if p.compared || p.a.Vocabulary != nil { // also words that only the other side has
		for w := range theirs {
			if _, both := mine[w]; !both {
				words = append(words, w)
			}
		}
		order = func(v, w string) int {
			return cmp.Or(cmp.Compare(mine[w]+theirs[w], mine[v]+theirs[v]), cmp.Compare(v, w))
		}
	}
	if p.a.Vocabulary != nil && len(words) <= most { // in the order of the vocabulary
		order = func(v, w string) int {
			return cmp.Or(cmp.Compare(slices.Index(p.a.Vocabulary, v), slices.Index(p.a.Vocabulary, w)), cmp.Compare(v, w))
		}
	}
	slices.SortFunc(words, order)
	shown := 0.0
	for _, w := range words[:min(most, len(words))] {
		bars = append(bars, p.bar(cut(w, 60), mine[w], theirs[w]))
		shown += mine[w]
	}
	if p.a.Empty > 0 || p.other().Empty > 0 {
		bars = append(bars, p.bar(labelEmpty, 1-p.a.presentShare(p.rowsA), 1-p.other().presentShare(p.rowsB)))
	}
	if len(words) > most && p.a.Words != nil && p.a.Words.Level == 0 {
		more = fmt.Sprintf("The %d most frequent of %s values; the others are %s.", most, grouped(fmt.Sprint(len(words))), percent(p.a.presentShare(p.rowsA)-shown))
	}
	return bars, more
}

// bar returns the bar of a word. Between two datasets it says both shares.
func (p two) bar(label string, mine, theirs float64) plot.Bar {
	b := plot.Bar{Label: label, Share: mine, HasExpected: p.b != nil, Expected: theirs}
	if p.compared {
		b.Text = strings.TrimSuffix(p.a.shareText(mine), " %") + " → " + p.b.shareText(theirs)
	}
	return b
}

// shareText returns a share. A private profile does not say whether there is a word with few rows.
func (c *Column) shareText(share float64) string {
	if share == 0 && (c.Words != nil && c.Words.Rare > 0 || c.Histogram != nil && c.Histogram.Rare > 0) {
		return "few"
	}
	return plot.Percent(share)
}

// shares returns the share of the rows that each word of the column has.
func (c *Column) shares(rows uint64) map[string]float64 {
	shares, of := make(map[string]float64), float64(max(rows, 1))
	switch {
	case c.Vocabulary != nil && c.Histogram != nil:
		for w, n := range wordCounts(c.Vocabulary, c.Histogram) {
			shares[w] = float64(n) / of
		}
	case c.Words != nil:
		for i, w := range c.Words.Texts {
			shares[w] = float64(c.Words.Counts[i]) / of
		}
	}
	return shares
}

// presentShare returns the share of the rows that have a value.
func (c *Column) presentShare(rows uint64) float64 {
	return float64(rows-min(rows, c.Empty+c.Unreadable)) / float64(max(rows, 1))
}

// spark returns the shape of a column for a cell of a table, "" if it has none.
func (p two) spark() template.HTML {
	s := plot.Spark{Frame: plot.Frame{Title: p.a.Name}}
	switch {
	case p.a.Vocabulary != nil || p.a.Words != nil:
		bars, _ := p.bars(mostSparks)
		for _, b := range bars {
			s.Shares, s.Expected = append(s.Shares, b.Share), append(s.Expected, b.Expected)
		}
	case p.a.Histogram != nil:
		if b := binsOf(0, p.a.Histogram, p.other().Histogram); b != nil {
			s.Shares, s.Expected = b.shares[0], b.shares[1]
		}
	}
	if p.b == nil {
		s.Expected = nil
	}
	if len(s.Shares) < 2 {
		return ""
	}
	return plot.SVG(s)
}

// mostSparks is the number of words that a spark shows.
const mostSparks = 16

// A crossing is how one column spreads within the classes of another one.
type crossing struct {
	by     []string    // labels of the classes that have rows
	of     []string    // labels of the classes of the column
	shares [][]float64 // by class of by, then by class of the column
}

// cross returns how a column spreads within the classes of another one, nil if their pair was not counted.
// Classes with fewer than one row of 200 are left out, and so is the class of no value of the other column.
func (t *Table) cross(column, by string) *crossing {
	p := t.Pair(column, by)
	if p == nil {
		return nil
	}
	of, classes := t.Column(column).Classes, t.Column(by).Classes
	c := &crossing{of: of}
	for k := 1; k < len(classes); k++ {
		counts, rows := make([]float64, len(of)), uint64(0)
		for i := range of {
			n := p.cell(column, i, k, len(of), len(classes))
			counts[i] = float64(n)
			rows += n
		}
		if rows == 0 {
			continue
		}
		for i := range counts {
			counts[i] /= float64(rows)
		}
		if rows*200 >= t.Rows { // fewer would be noise
			c.by, c.shares = append(c.by, classes[k]), append(c.shares, counts)
		}
	}
	if t.Column(by).Kind == schema.KindDate.String() { // by age, the youngest first
		slices.Reverse(c.by)
		slices.Reverse(c.shares)
	}
	return c
}

// cell returns the count of class i of a column and class k of the other one.
func (p *Pair) cell(column string, i, k, n, m int) uint64 {
	if p.A == column {
		return p.Cells[i*m+k]
	}
	return p.Cells[k*n+i]
}
