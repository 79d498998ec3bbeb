package schema

import "strings"

// Clone returns a copy of a row whose texts share no memory with it.
func (t *Table[E]) Clone(e *E) E {
	c := *e
	for i := range t.columns {
		if col := &t.columns[i]; col.Kind == KindText {
			s := at[string](rowOf(&c), col.off)
			*s = strings.Clone(*s)
		}
	}
	return c
}
