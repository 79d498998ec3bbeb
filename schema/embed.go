package schema

// EmbedRules returns the rules of a table for the rows of another, each of which holds
// one of its rows: the counterpart of At. The function tells where.
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
