package schema

// EmbedRules adapts the row rules of a table to a struct that contains one of its rows, as
// [Table.EmbedColumns] does for the columns. Function row returns that row.
//
//	schema.New("members", "…", columns, schema.EmbedRules(PersonTable, func(m *Member) *Person { return &m.Person })...)
func EmbedRules[M, E any](t *Table[E], row func(*M) *E) []Rule[M] {
	list := make([]Rule[M], len(t.rules))
	for i, r := range t.rules {
		list[i] = Rule[M]{Column: r.Column, Name: r.Name, Doc: r.Doc}
		if r.Holds != nil {
			list[i].Holds = func(m *M) bool { return r.Holds(row(m)) }
		} else {
			list[i].HoldsOn = func(m *M, asOf Date) bool { return r.HoldsOn(row(m), asOf) }
		}
	}
	return list
}
