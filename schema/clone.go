package schema

import "strings"

// Clone returns a copy of the row whose columns share no memory with it. Use it to keep a
// parsed row: its strings share memory with the input, which may be a whole file. Clone
// copies strings, and what the pointers of nullable columns point to. It copies values of
// a KindCustom, and fields without a column, by assignment.
func (t *Table[E]) Clone(e *E) E {
	row := *e
	t.unshare(&row)
	for i := range t.columns {
		if c := &t.columns[i]; c.Kind == KindText {
			s := at[string](rowOf(&row), c.off)
			*s = strings.Clone(*s)
		}
	}
	return row
}

// unshare replaces the pointers of nullable columns by pointers to copies.
func (t *Table[E]) unshare(e *E) {
	if !t.nullable {
		return
	}
	for i := range t.columns {
		if c := &t.columns[i]; c.Nullable {
			c.null.unshare(rowOf(e), c.off)
		}
	}
}
