package report

import (
	"fmt"
	"strings"

	"github.com/synthhub/synthhub/internal/measure"
	"github.com/synthhub/synthhub/internal/plot"
)

// sideOf returns what a side of a comparison is.
func sideOf(p *Profile) Side {
	s := Side{Title: p.Title, Private: p.Private}
	if p.Settings != nil {
		s.Data = titleOf(*p.Settings)
	}
	return s
}

// fewRows is the number of rows below which a table says little.
const fewRows = 30

// addNotes adds what was not compared, and what to keep in mind.
func (d *Drift) addNotes(a, b *Profile) {
	for _, side := range []struct {
		name string
		*Profile
	}{{"A", a}, {"B", b}} {
		for _, note := range side.Notes {
			d.Notes = append(d.Notes, side.name+": "+note)
		}
		for _, t := range side.Tables {
			if t.Rows < fewRows {
				d.Notes = append(d.Notes, fmt.Sprintf("%s has %s: too few to tell much", side.name, ofRows(t.Rows, t.Name)))
			}
		}
	}
	for _, t := range d.Tables {
		if t.Absent == "a" && a.Partial || t.Absent == "b" && b.Partial {
			d.Notes = append(d.Notes, fmt.Sprintf("%s was not compared: one side has no file of it", t.Table))
		}
	}
	if s, u := a.Settings, b.Settings; s != nil && u != nil && s.Seed == u.Seed && s.Book == u.Book && len(d.Intent) > 0 {
		d.Notes = append(d.Notes, "A and B have the same seed and book, so they have rows in common, and differ less by chance than these tests expect: columns without drift may differ a little")
	}
}

// moved says what differs most between two columns: the median of values with an order, or the share of a class.
func (l *alignment) moved(a, b *Column) string {
	if l.ordered && l.how == "" && len(a.Histogram.At) > 0 && len(b.Histogram.At) > 0 {
		if x, y := a.Histogram.medianText(a.Decimals), b.Histogram.medianText(b.Decimals); x != y {
			return "median " + x + " → " + strings.TrimPrefix(y, "about ")
		}
	}
	n, m := float64(max(total(l.a), 1)), float64(max(total(l.b), 1))
	most, text := 0.0005, ""
	for i, label := range l.labels {
		x, y := float64(l.a[i])/n, float64(l.b[i])/m
		if difference := measure.Round(max(x-y, y-x)); difference > most && label != labelOther {
			most, text = difference, cut(label, 60)+": "+change(x, y)
		}
	}
	if l.how == howLengths && text != "" {
		return "length " + text
	}
	return text
}

// change returns the shares of both sides as one text.
func change(x, y float64) string { return plot.Percent(x) + " → " + plot.Percent(y) }

// total returns the sum of counts.
func total(counts []uint64) (sum uint64) {
	for _, n := range counts {
		sum += n
	}
	return sum
}
