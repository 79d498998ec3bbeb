package report

import (
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/internal/plot"
)

// A driftView is the page of a Drift.
type driftView struct {
	frame
	Drift   *Drift
	Verdict string // a sentence
	Moved   string // what moved most
	Notes   []string
	Counts  []fact
	Columns []driftRow
	Left    int // columns that the table does not have
	Largest []figure
	Pairs   []PairDrift
	Rows    []rowsView
	Intent  []Difference
	Tables  []TableDrift
	More    struct{ Intent, Tables, Pairs, Rows int }

	rows, figures budget
}

// A driftRow is a column in the table of the page.
type driftRow struct {
	ColumnDrift
	Name  string
	Also  string // copies of the column in other tables, which differ by no more
	Shape template.HTML
}

const (
	mostLargest  = 8
	driftRowSize = 900 // bytes, without its name and shape
)

// WriteHTML writes the comparison as a page: what differs by intent, tables and columns that only one side
// has, all columns in a table that can be sorted, the largest differences in full, the pairs of columns
// that move together in another way, and the rows by key if [Rows] gives them. The page is one file that
// loads nothing, at most 400 KB of it.
// Only a Drift from [Compare] has the shapes of columns; one that was read from JSON has none.
func (d *Drift) WriteHTML(w io.Writer, opts ...Option) error {
	o, err := optionsWithoutRows(opts)
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	title := o.title
	if title == "" {
		title = "Drift between two datasets"
	}
	v := &driftView{frame: newFrame(title), Drift: d, Verdict: d.sentence(), rows: rowsBudget, figures: largestBudget}
	v.addLists()
	v.addMoved()
	v.addColumns()
	v.addRows()
	v.addCounts()
	for _, l := range []struct {
		there bool
		link
	}{
		{len(d.Intent) > 0, link{"intent", "By intent"}}, {len(v.Largest) > 0, link{"largest", "Largest"}},
		{true, link{"tables", "Tables"}}, {true, link{"columns", "Columns"}}, {true, link{"pairs", "Pairs"}},
		{len(v.Rows) > 0, link{"rows", "Rows by key"}},
	} {
		if l.there {
			v.Nav = append(v.Nav, l.link)
		}
	}
	return execute(w, "drift.html", v)
}

// sentence says what came of the comparison.
func (d *Drift) sentence() string {
	structure := slices.ContainsFunc(d.Tables, func(t TableDrift) bool { return t.Differs })
	var parts []string
	if structure {
		parts = append(parts, "Tables, columns or all rows are only on one side.")
	}
	n := 0
	for _, c := range d.Columns {
		if c.Verdict > None {
			n++
		}
	}
	switch {
	case n > 0:
		parts = append(parts, fmt.Sprintf("%d of %d columns differ by more than chance.", n, len(d.Columns)))
	case len(d.Columns) > 0:
		parts = append(parts, fmt.Sprintf("None of %d columns differs by more than chance.", len(d.Columns)))
	}
	if len(d.Pairs) > 0 {
		parts = append(parts, fmt.Sprintf("%d pairs of columns move together in another way.", len(d.Pairs)))
	}
	if len(d.Intent) > 0 && d.Verdict > None {
		parts = append(parts, "The settings differ, so some of this is by intent.")
	}
	return strings.Join(parts, " ")
}

// addLists adds settings, tables and pairs.
func (v *driftView) addLists() {
	d := v.Drift
	v.Intent, v.More.Intent = fitting(intentBudget, aroundText, d.Intent, func(s Difference) []string { return []string{cut(s.Setting, 80), cut(s.A, 80), cut(s.B, 80)} })
	v.Tables, v.More.Tables = fitting(tablesBudget, aroundEntry, d.Tables, func(t TableDrift) []string { return []string{cut(t.Table, 80), listed(t.OnlyA), listed(t.OnlyB)} })
	v.Pairs, v.More.Pairs = fitting(pairsBudget, aroundPair, d.Pairs, func(p PairDrift) []string { return []string{cut(p.Table, 80), cut(p.A, 80), cut(p.B, 80)} })
}

// mostMoved is the number of columns that are named at the top.
const mostMoved = 3

// addMoved adds the notes, and what moved most.
func (v *driftView) addMoved() {
	notes, left := fitting(notesBudget, aroundText, v.Drift.Notes, func(note string) []string { return []string{cut(note, 240)} })
	v.Notes = shortened(notes, 240, left, "comparison")
	var parts []string
	for _, c := range v.Drift.Columns {
		if c.Verdict > None && c.CopyOf == "" && c.Moved != "" && len(parts) < mostMoved {
			parts = append(parts, cut(c.Column, 40)+": "+cut(c.Moved, 100))
		}
	}
	v.Moved = strings.Join(parts, "; ")
}

// addCounts adds the numbers of columns of each verdict.
func (v *driftView) addCounts() {
	counts := [Large + 1]int{}
	for _, c := range v.Drift.Columns {
		if c.Verdict <= Large { // a caller can set any
			counts[c.Verdict]++
		}
	}
	for verdict := int(Large); verdict >= int(None); verdict-- {
		v.Counts = append(v.Counts, fact{fmt.Sprint(counts[verdict]), Verdict(verdict).String()})
	}
}

// addColumns adds the table of columns, without copies of others.
func (v *driftView) addColumns() {
	for _, c := range v.Drift.Columns {
		if c.CopyOf != "" {
			continue
		}
		row := driftRow{ColumnDrift: c, Name: cut(c.Table, 40) + "." + cut(c.Column, 40), Also: cut(strings.Join(c.AlsoIn, ", "), 120)}
		p, ok := v.two(&c)
		if ok && v.Left == 0 && c.Compared == "" {
			row.Shape = p.spark()
		}
		if v.Left > 0 || !v.rows.take(driftRowSize+len(row.Shape), row.Name, row.Also, row.Moved, row.Compared, row.Other) {
			v.Left++
			continue
		}
		if ok && c.Verdict > None && len(v.Largest) < mostLargest {
			if f, shown := p.figureOf(row.Name); shown && v.figures.takeFigure(&f) {
				f.Note = strings.TrimSpace(fmt.Sprintf("%s, PSI %.3f. ", c.Verdict, c.PSI) + f.Note)
				v.Largest = append(v.Largest, f)
			}
		}
		v.Columns = append(v.Columns, row)
	}
}

// two returns the column of both sides.
func (v *driftView) two(c *ColumnDrift) (two, bool) {
	a, b := v.Drift.profiles[0], v.Drift.profiles[1]
	if a == nil || b == nil {
		return two{}, false
	}
	t, x := a.column(c.Table, c.Column)
	u, y := b.column(c.Table, c.Column)
	if x == nil || y == nil || c.Other != "" {
		return two{}, false
	}
	return two{a: x, b: y, rowsA: t.Rows, rowsB: u.Rows, names: plot.Names{Observed: "A", Expected: "B"}, compared: true}, true
}
