package report

import (
	"fmt"
	"slices"
)

// ignores reports whether a column is left out.
func (o *options) ignores(table, column string) bool {
	return slices.Contains(o.ignore, column) || slices.Contains(o.ignore, table+"."+column) || o.ignoresTable(table)
}

// ignoresTable reports whether a whole table is left out.
func (o *options) ignoresTable(table string) bool { return slices.Contains(o.ignore, table) }

// checkIgnored returns an error for a table or a column to be left out that neither side has.
func (o *options) checkIgnored(profiles ...*Profile) error {
	for _, name := range o.ignore {
		if !slices.ContainsFunc(profiles, func(p *Profile) bool { return p.names(name) }) {
			return fmt.Errorf("%w: ignore %.80q: neither side has such a table or column; want table, column or table.column", ErrOption, name)
		}
	}
	return nil
}

// names reports whether a table or a column of the profile has a name.
func (p *Profile) names(name string) bool {
	return slices.ContainsFunc(p.Tables, func(t *Table) bool {
		return name == t.Name || slices.ContainsFunc(t.Columns, func(c *Column) bool { return name == c.Name || name == t.Name+"."+c.Name })
	})
}
