package report

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/measure"
	"github.com/synthhub/synthhub/internal/plot"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A card is a record to look at: rows of several tables that belong together.
type card struct {
	Rows []cardRow
	More string // what else belongs to it
}

type cardRow struct {
	Table  string
	Values [][2]string // column and text
}

const (
	mostCards   = 3
	mostColumns = 40 // of a row
)

// cards returns the first records: the first rows of the first table, each with the rows of other tables
// that refer to it; and how many of their values it leaves out.
func (p *Profile) cards() (cards []card, left int) {
	if len(p.Tables) == 0 {
		return nil, 0
	}
	b := budget(cardsBudget)
	first := p.Tables[0]
	key := slices.IndexFunc(first.Columns, func(c *Column) bool { return c.Key })
	for _, row := range first.First[:min(mostCards, len(first.First))] {
		c := card{}
		left += c.addRow(&b, first, row)
		for _, t := range p.Tables[1:min(6, len(p.Tables))] {
			if i := slices.IndexFunc(t.Columns, func(c *Column) bool { return key >= 0 && c.Ref == first.Name+"."+first.Columns[key].Name }); i >= 0 {
				left += c.add(&b, t, i, row[key])
			}
		}
		cards = append(cards, c)
	}
	return cards, left
}

// add adds the first row of a table whose column refers to a key, and says how many more there are.
func (c *card) add(b *budget, t *Table, column int, key string) (left int) {
	n := 0
	for _, row := range t.First {
		if row[column] != key {
			continue
		}
		if n++; n == 1 {
			left = c.addRow(b, t, row)
		}
	}
	if more := fmt.Sprintf("%s of %s.", plural(n-1, "more row"), cut(t.Name, 40)); n > 1 && b.take(0, more) {
		c.More = strings.TrimSpace(c.More + " " + more)
	}
	return left
}

// addRow adds a row of a table, and returns how many of its values it leaves out.
func (c *card) addRow(b *budget, t *Table, row []string) (left int) {
	r := cardRow{Table: cut(t.Name, 40)}
	if !b.take(2*aroundText, r.Table) {
		return len(row)
	}
	for i, column := range t.Columns {
		if row[i] == "" || column.Class == schema.GovernanceInfo.String() {
			continue
		}
		pair := [2]string{cut(column.Name, 40), cut(row[i], 80)}
		if len(r.Values) == mostColumns || !b.take(aroundText/2, pair[:]...) {
			left++
		} else {
			r.Values = append(r.Values, pair)
		}
	}
	c.Rows = append(c.Rows, r)
	return left
}

// A key is a column whose values are unique, or refer to another table.
type key struct {
	Column, What, Values, Distinct string
	Findings                       int
}

// An entry is a column in the data dictionary.
type entry struct {
	Table, Column, Doc, Kind, Class, OverTime, Empty, Values string
	Shape                                                    template.HTML
	Fit                                                      string // "" if it was not compared
}

// addDictionary adds the dictionary, and the columns that are keys.
func (v *view) addDictionary() {
	keys := budget(keysBudget)
	for _, t := range v.profile.Tables {
		for _, c := range t.Columns {
			if c.Unique || c.Ref != "" {
				if k := v.key(t, c); v.More.Keys == 0 && keys.take(aroundEntry, k.Column, k.What, k.Values, k.Distinct) {
					v.Keys = append(v.Keys, k)
				} else {
					v.More.Keys++
				}
			}
			if v.Left > 0 {
				v.Left++
				continue
			}
			e := v.entry(t, c)
			if !v.dictionary.take(aroundEntry+len(e.Shape), e.Table, e.Column, e.Doc, e.Kind, e.Class, e.OverTime, e.Values, e.Empty, e.Fit) {
				v.Left++
				continue
			}
			v.Dictionary = append(v.Dictionary, e)
		}
	}
}

func (v *view) entry(t *Table, c *Column) entry {
	e := entry{Table: cut(t.Name, 40), Column: cut(c.Name, 40), Doc: cut(c.Doc, 300), Kind: cut(c.Kind, 20), Class: cut(c.Class, 20), OverTime: cut(c.OverTime, 20)}
	if c.Empty > 0 {
		e.Empty = plot.Percent(float64(c.Empty) / float64(max(t.Rows, 1)))
	}
	if p, ok := v.two(t.Name, c.Name); ok && (c.Words != nil || c.Histogram != nil) && !c.identifier() {
		e.Shape = p.spark()
	}
	if verdict, compared := v.fits[t.Name+"."+c.Name]; compared {
		e.Fit = verdict.String()
	}
	h := c.Histogram
	switch {
	case c.Vocabulary != nil && h != nil:
		e.Values = plural(len(h.At), "word")
	case h != nil && len(h.At) > 0 && h.Scale == scaleMonths:
		e.Values = dayText(h.Low) + " to " + dayText(h.High)
	case h != nil && len(h.At) > 0 && h.Scale == scaleFloats:
		e.Values = fmt.Sprintf("%.4g to %.4g", orderedFloat(h.Low), orderedFloat(h.High))
	case h != nil && len(h.At) > 0:
		x := axis{scale: h.Scale} // so that a year has no comma
		e.Values = x.text(h.Low, c.Decimals) + " to " + x.text(h.High, c.Decimals)
	case c.Distinct != nil:
		e.Values = about(c) + " different"
	}
	return e
}

// plural returns a number of things.
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprint(n, " ", thing)
}

// dayText returns the date of a day since 0000-12-31.
func dayText(day int64) string {
	if day < 1 || day > math.MaxInt32 {
		return "?"
	}
	return firstDate.AddDays(int(day) - 1).String()
}

// about returns how many different values a column has.
func about(c *Column) string {
	n := grouped(fmt.Sprint(c.Distinct.About))
	if c.Words != nil && c.Words.Level == 0 && c.Words.Rare == 0 {
		return n
	}
	return "about " + n
}

// key returns what is known of a column whose values are unique or refer to another table.
func (v *view) key(t *Table, c *Column) key {
	k := key{Column: cut(t.Name+"."+c.Name, 80), What: "unique", Values: grouped(fmt.Sprint(t.Rows - min(t.Rows, c.Empty)))}
	switch {
	case c.Key:
		k.What = "key"
	case c.Ref != "":
		k.What = "refers to " + cut(c.Ref, 60)
	}
	if c.Distinct != nil {
		k.Distinct = "about " + grouped(fmt.Sprint(min(c.Distinct.About, t.Rows)))
	}
	if v.Validation != nil {
		for _, total := range v.Validation.Totals {
			if total.Column == c.Name && len(total.Code) > len(t.Name) && total.Code[:len(t.Name)] == t.Name {
				k.Findings += total.Count
			}
		}
		coherent := slices.ContainsFunc(v.Validation.Answers, func(a validate.Answer) bool { return a.Question == validate.Coherent && a.Checked })
		if c.Unique && coherent && k.Findings == 0 {
			k.Distinct = "unique, checked"
		}
	}
	return k
}

const (
	mostMatrix   = 32 // columns of a matrix
	mostMatrices = 4
	mostTexts    = 12 // columns of a matrix whose cells say their numbers
)

// addMatrices adds how strongly the columns of each table move together.
func (v *view) addMatrices() {
	for _, t := range v.profile.Tables {
		if len(t.Pairs) == 0 || t.Rows == 0 || len(v.Matrices) == mostMatrices {
			continue
		}
		var columns, names []string
		for _, c := range t.Columns {
			if len(c.Classes) > 0 && len(names) < mostMatrix && !t.constant(c) && !c.hashed() {
				columns, names = append(columns, c.Name), append(names, cut(c.Name, 40))
			}
		}
		if len(names) < 2 {
			continue
		}
		m := plot.HeatMap{Frame: plot.Frame{Title: "Associations in " + cut(t.Name, 60), Description: "Cramér's V of each two columns."}, Rows: names, Columns: names, Turned: true,
			Steps: plot.Steps{Limits: []float64{0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9}, Labels: []string{"under 0.05", "0.05", "0.1", "0.2", "0.3", "0.5", "0.7", "0.9"}}}
		for i, a := range columns {
			row, texts := make([]float64, len(names)), make([]string, len(names))
			for k, b := range columns {
				row[k] = math.NaN()
				if p := t.Pair(a, b); p != nil && i != k {
					row[k] = measure.Round(t.association(p))
					texts[k] = fmt.Sprintf("%.2f", row[k])
				}
			}
			if m.Values = append(m.Values, row); len(names) <= mostTexts { // more would not fit into the cells
				m.Texts = append(m.Texts, texts)
			}
		}
		f := figure{Title: cut(t.Name, 60), Plot: plot.HTML(m), Numbers: v.strongest(t, columns)}
		if v.matrices.takeFigure(&f) {
			v.Matrices = append(v.Matrices, f)
		}
	}
}

// mostPairs is the number of pairs that are listed beside a matrix.
const mostPairs = 15

// hashed reports whether the classes of the column have several words each. Then associations look weaker than they
// are.
func (c *Column) hashed() bool { return c.Words != nil && len(c.Words.Texts) > 4*wordClasses }

// strongest returns the pairs of some columns that move together most, with what is expected.
func (v *view) strongest(t *Table, columns []string) (list [][2]string) {
	var pairs []*Pair
	strength := make(map[*Pair]float64, len(t.Pairs))
	for _, p := range t.Pairs {
		if slices.Contains(columns, p.A) && slices.Contains(columns, p.B) {
			pairs, strength[p] = append(pairs, p), measure.Round(t.association(p))
		}
	}
	slices.SortStableFunc(pairs, func(p, q *Pair) int { return cmp.Compare(strength[q], strength[p]) })
	for _, p := range pairs[:min(mostPairs, len(pairs))] {
		text := fmt.Sprintf("%.2f", strength[p])
		if v.reference != nil {
			if u := v.reference.Table(t.Name); u != nil && u.Pair(p.A, p.B) != nil {
				text += fmt.Sprintf(", expected %.2f", u.association(u.Pair(p.A, p.B)))
			}
		}
		list = append(list, [2]string{cut(p.A, 40) + ", " + cut(p.B, 40), text})
	}
	return list
}

// constant reports whether all rows have the same value of a column.
func (t *Table) constant(c *Column) bool {
	if c.Histogram != nil {
		return len(c.Histogram.At) < 2 && c.Empty == 0
	}
	return c.Words != nil && len(c.Words.Texts) < 2 && c.Empty == 0
}
