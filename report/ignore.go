package report

import (
	"fmt"
	"maps"
	"slices"
)

// ignores reports whether a column is left out.
func (o *options) ignores(table, column string) bool {
	return o.ignore[column] || o.ignore[table+"."+column] || o.ignoresTable(table)
}

// ignoresTable reports whether a whole table is left out.
func (o *options) ignoresTable(table string) bool { return o.ignore[table] }

// checkIgnored returns an error for a table or a column to be left out that neither side has.
func (o *options) checkIgnored(profiles ...*Profile) error {
	unknown := maps.Clone(o.ignore)
	for _, p := range profiles {
		for _, t := range p.Tables {
			delete(unknown, t.Name)
			for _, c := range t.Columns {
				delete(unknown, c.Name)
				delete(unknown, t.Name+"."+c.Name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(unknown)) {
		return fmt.Errorf("%w: ignore %.80q: neither side has such a table or column; want table, column or table.column", ErrOption, name)
	}
	return nil
}
