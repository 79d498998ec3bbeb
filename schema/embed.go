package schema

// EmbedRules returns the row rules of a table for a struct that embeds one of its rows, as
// [Table.EmbedColumns] returns the columns. The function row returns the embedded row.
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
