package schema

// A RowList is a list of rows of one table with the type of the rows left out: what
// code needs that handles tables it does not know. A *Batch is one.
type RowList interface {
	// Table describes the rows.
	Table() Describer
	// Len is the number of rows.
	Len() int
	// Reset removes all rows and keeps the memory.
	Reset()
	// AddCSV and AddJSON parse one row and append it, like ParseCSV and ParseJSON.
	// A row that cannot be read is appended too, as far as it could be; its other
	// values are zero.
	AddCSV(row string) error
	AddJSON(row string) error
	// AddRow appends a copy of row i of another list of rows of the same table. The
	// values of nullable columns are copied too, so that a change of one row does not
	// show in the other.
	AddRow(from RowList, i int)
	// Check calls report with every broken promise of row i, like Table.Check.
	Check(i int, asOf Date, report func(Violation))
	// AppendText appends the text of a value of row i, as CSV would hold it before
	// quoting. The column is a place in the table's Columns.
	AppendText(dst []byte, i, column int) []byte
	// SetText parses the text of a value, as AppendText writes it, into row i; empty
	// text is no value in a nullable column. The error wraps one of the sentinels.
	SetText(i, column int, text string) error
	// AppendCSV, AppendJSON and AppendArgs append row i, like those of Table.
	AppendCSV(dst []byte, i int) []byte
	AppendJSON(dst []byte, i int) []byte
	AppendArgs(dst []any, i int) []any
}

// A Batch is a list of rows together with their table.
type Batch[E any] struct {
	Rows  []E
	table *Table[E]
}

// NewBatch returns an empty batch of rows of the table.
func (t *Table[E]) NewBatch() *Batch[E] { return &Batch[E]{table: t} }

// Table describes the rows.
func (b *Batch[E]) Table() Describer { return b.table }

// Len is the number of rows.
func (b *Batch[E]) Len() int { return len(b.Rows) }

// Reset removes all rows and keeps the memory.
func (b *Batch[E]) Reset() { b.Rows = b.Rows[:0] }

// add appends an empty row.
func (b *Batch[E]) add() *E {
	var zero E
	b.Rows = append(b.Rows, zero)
	return &b.Rows[len(b.Rows)-1]
}

// AddCSV parses a CSV row and appends it, as far as it could be read.
func (b *Batch[E]) AddCSV(row string) error { return b.table.ParseCSV(b.add(), row) }

// AddJSON parses a JSON object and appends it, as far as it could be read.
func (b *Batch[E]) AddJSON(row string) error { return b.table.ParseJSON(b.add(), row) }

// AddRow appends a copy of row i of another list, which must be a *Batch of the same type.
func (b *Batch[E]) AddRow(from RowList, i int) {
	b.Rows = append(b.Rows, from.(*Batch[E]).Rows[i])
	b.table.unshare(&b.Rows[len(b.Rows)-1])
}

// Check calls report with every broken promise of row i.
func (b *Batch[E]) Check(i int, asOf Date, report func(Violation)) {
	for v := range b.table.Check(&b.Rows[i], asOf) {
		report(v)
	}
}

// AppendText appends the text of a value of row i.
func (b *Batch[E]) AppendText(dst []byte, i, column int) []byte {
	return b.table.columns[column].appendText(dst, rowOf(&b.Rows[i]))
}

// SetText parses the text of a value into row i.
func (b *Batch[E]) SetText(i, column int, text string) error {
	return b.table.columns[column].set(rowOf(&b.Rows[i]), text)
}

// AppendCSV appends row i as CSV.
func (b *Batch[E]) AppendCSV(dst []byte, i int) []byte { return b.table.AppendCSV(dst, &b.Rows[i]) }

// AppendJSON appends row i as a JSON object.
func (b *Batch[E]) AppendJSON(dst []byte, i int) []byte { return b.table.AppendJSON(dst, &b.Rows[i]) }

// AppendArgs appends the values of row i for a database.
func (b *Batch[E]) AppendArgs(dst []any, i int) []any {
	return b.table.AppendArgs(dst, &b.Rows[i])
}

var _ RowList = (*Batch[struct{}])(nil)
