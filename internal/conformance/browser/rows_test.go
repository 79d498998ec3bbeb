package browser

import (
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/report/rowdiff"
	"github.com/synthhub/synthhub/synthtest"
)

// personRows returns what happens to the rows of persons in a year.
func personRows(t *testing.T) *rowdiff.Diff {
	t.Helper()
	g := synthtest.Generator(t, settings)
	later, err := g.On(g.Settings().AsOf.AddDays(365))
	if err != nil {
		t.Fatal(err)
	}
	d, err := rowdiff.Compare(t.Context(), rowdiff.Source(g, synthhub.Persons), rowdiff.Source(later, synthhub.Persons))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// hostileRows returns a comparison of rows whose texts are hostile.
func hostileRows() *rowdiff.Diff {
	d := &rowdiff.Diff{Table: hostileTexts[0], Key: hostileTexts[1], NotCompared: hostileTexts}
	for i, text := range hostileTexts {
		change := rowdiff.Change{Op: rowdiff.Changed, Key: text}
		for _, column := range hostileTexts[:6] {
			change.Cells = append(change.Cells, rowdiff.Cell{Column: column, Before: text, After: hostileTexts[(i+1)%len(hostileTexts)]})
		}
		d.First.Changed, d.Changed = append(d.First.Changed, change), d.Changed+1
		d.Columns = append(d.Columns, rowdiff.Column{Name: text, Changed: 1_000_000})
	}
	return d
}
