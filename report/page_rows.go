package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/report/rowdiff"
)

// A rowsView is the comparison of the rows of a table by key, on the page of a Drift.
type rowsView struct {
	*rowdiff.Diff
	Cells       string // how many cells changed, by column
	NotCompared string // columns
	Unread      string // rows that were not compared
	Changes     []rowChange
	Left        int // changes that the table does not have
}

// A rowChange is a row that was added, removed or changed.
type rowChange struct {
	Kind, Key string
	Cells     []rowdiff.Cell
	Left      int // cells
}

const (
	mostRowTables   = 12
	mostRowChanges  = 5 // of each kind
	mostChangeCells = 12
	cellLength      = 80
)

// addRows adds the comparisons of rows by key.
func (v *driftView) addRows() {
	tables, left := budget(rowTablesBudget), budget(rowChangesBudget)
	for _, d := range v.Drift.Rows {
		if d == nil { // which JSON can have
			continue
		}
		r := rowsView{Diff: d, NotCompared: cut(strings.Join(d.NotCompared, ", "), 300), Unread: notCompared(d)}
		var cells []string
		changed := slices.SortedStableFunc(slices.Values(d.Columns), func(c, e rowdiff.Column) int { return cmp.Compare(e.Changed, c.Changed) })
		for _, c := range changed {
			if c.Changed > 0 {
				cells = append(cells, fmt.Sprintf("%s %s", cut(c.Name, 40), grouped(fmt.Sprint(c.Changed))))
			}
		}
		r.Cells = cut(strings.Join(cells, ", "), 1500)
		name := cut(d.Table, cellLength)
		if len(v.Rows) == mostRowTables || !tables.take(aroundRows, name, name, name, cut(d.Key, cellLength), r.NotCompared, r.Unread, r.Cells) {
			v.More.Rows++
			continue
		}
		for _, kind := range []struct {
			name string
			list []rowdiff.Change
		}{{"changed", d.First.Changed}, {"removed", d.First.Removed}, {"added", d.First.Added}} {
			for _, c := range kind.list[:min(mostRowChanges, len(kind.list))] {
				if change := newRowChange(kind.name, &c); change.fits(&left) {
					r.Changes = append(r.Changes, change)
				}
			}
		}
		if !d.CountsOnly {
			r.Left = d.Changed + d.Removed + d.Added - len(r.Changes)
		}
		v.Rows = append(v.Rows, r)
	}
}

// newRowChange returns a change as the page shows it: with cells only if the row was changed.
func newRowChange(kind string, c *rowdiff.Change) rowChange {
	r := rowChange{Kind: kind, Key: cut(c.Key, cellLength)}
	if c.Op != rowdiff.Changed {
		return r
	}
	for _, cell := range c.Cells[:min(mostChangeCells, len(c.Cells))] {
		r.Cells = append(r.Cells, rowdiff.Cell{Column: cut(cell.Column, 40), Before: cut(cell.Before, cellLength), After: cut(cell.After, cellLength)})
	}
	r.Left = len(c.Cells) - len(r.Cells)
	return r
}

// fits takes the bytes of the change, and reports whether they fit.
func (r *rowChange) fits(left *budget) bool {
	texts := []string{r.Key}
	for _, cell := range r.Cells {
		texts = append(texts, cell.Column, cell.Before, cell.After, strings.Repeat(" ", 60)) // for the elements around them
	}
	return left.take(2*aroundText, texts...)
}

// notCompared says how many rows were not compared, and why.
func notCompared(d *rowdiff.Diff) string {
	var parts []string
	for _, side := range []struct {
		name string
		*rowdiff.Side
	}{{"A", &d.A}, {"B", &d.B}} {
		if side.Unreadable > 0 {
			parts = append(parts, fmt.Sprintf("%s rows of %s cannot be read", grouped(fmt.Sprint(side.Unreadable)), side.name))
		}
		if side.NoKey > 0 {
			parts = append(parts, fmt.Sprintf("%s rows of %s have no key", grouped(fmt.Sprint(side.NoKey)), side.name))
		}
	}
	return strings.Join(parts, ", ")
}

// checkRows returns an error about comparisons of rows that disclose what a private profile does not.
func (o *options) checkRows(a, b *Profile) error {
	for _, d := range o.rows {
		if (a.Private || b.Private) && !d.CountsOnly {
			return fmt.Errorf("%w: the rows of table %.80s have keys and values, and a side is private; want them from rowdiff.CountsOnly", ErrOption, d.Table)
		}
	}
	return nil
}
