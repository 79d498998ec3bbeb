package schema

import "strings"

// Clone returns a copy of the row that can be kept: in its columns it shares no memory
// with the row, whose texts may be parts of a whole file. Texts are copied, and so is what
// the pointers of nullable columns point to. A value of a KindCustom, and what is not in a
// column, is copied as an assignment does it.
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

// unshare gives the pointers of a copied row values of their own.
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
