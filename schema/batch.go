package schema

// RowList is a list of rows of one table, whatever their Go type. Code that handles tables
// it does not know at compile time works with RowLists. *[Batch] implements it.
type RowList interface {
	// Table returns the table of the rows.
	Table() Describer
	// Len returns the number of rows.
	Len() int
	// Reset removes all rows and keeps the memory.
	Reset()
	// AddCSV and AddJSON parse one row, as ParseCSV and ParseJSON do, and append it.
	// With an error they append the row too: it has the values that were read
	// before the error; its other values are zero.
	AddCSV(row string) error
	AddJSON(row string) error
	// AddRow appends a copy of row i of another list of rows of the same table. It also
	// copies what the pointers of nullable columns point to, so the two rows share no
	// memory that either may write to.
	AddRow(from RowList, i int)
	// Check calls report for every violation in row i, in the order of Table.Check.
	Check(i int, asOf Date, report func(Violation))
	// AppendText appends the text of one value of row i, as it is in CSV before
	// quoting. The column is an index into the table's Columns.
	AppendText(dst []byte, i, column int) []byte
	// SetText parses the text of one value, as AppendText writes it, into row i. Empty
	// text means null in a nullable column. The error wraps one of the sentinel errors.
	SetText(i, column int, text string) error
	// AppendCSV, AppendJSON and AppendArgs append row i, as those of Table do.
	AppendCSV(dst []byte, i int) []byte
	AppendJSON(dst []byte, i int) []byte
	AppendArgs(dst []any, i int) []any
}

// A Batch is a list of rows and their table.
type Batch[E any] struct {
	Rows  []E
	table *Table[E]
}

// NewBatch returns an empty Batch of the table.
func (t *Table[E]) NewBatch() *Batch[E] { return &Batch[E]{table: t} }

// Table returns the table of the rows.
func (b *Batch[E]) Table() Describer { return b.table }

// Len returns the number of rows.
func (b *Batch[E]) Len() int { return len(b.Rows) }

// Reset removes all rows and keeps the memory.
func (b *Batch[E]) Reset() { b.Rows = b.Rows[:0] }

// add appends a zero row and returns it.
func (b *Batch[E]) add() *E {
	var zero E
	b.Rows = append(b.Rows, zero)
	return &b.Rows[len(b.Rows)-1]
}

// AddCSV parses a CSV row and appends it. With an error it appends what it could read.
func (b *Batch[E]) AddCSV(row string) error { return b.table.ParseCSV(b.add(), row) }

// AddJSON parses a JSON object and appends it. With an error it appends what it could read.
func (b *Batch[E]) AddJSON(row string) error { return b.table.ParseJSON(b.add(), row) }

// AddCanonicalCSV and AddCanonicalJSON append a row that is written exactly as AppendCSV and
// AppendJSON write it, which they report. They take a third of the time of AddCSV or AddJSON, of
// writing the row again and of comparing. For other rows they report false and append nothing.
// They do so also for some that are written exactly so, such as those with quotes or escapes.
func (b *Batch[E]) AddCanonicalCSV(row string) bool { return b.keep(b.table.parseOwnCSV(b.add(), row)) }

// AddCanonicalJSON is AddCanonicalCSV for JSON objects.
func (b *Batch[E]) AddCanonicalJSON(row string) bool {
	return !b.table.layouts().json.varies && b.keep(b.table.parseOwnJSON(b.add(), row))
}

// keep removes the last row unless it is ok, which it returns.
func (b *Batch[E]) keep(ok bool) bool {
	if !ok {
		b.Rows = b.Rows[:len(b.Rows)-1]
	}
	return ok
}

// AddRow appends a copy of row i of from, which must be a *Batch of the same type.
func (b *Batch[E]) AddRow(from RowList, i int) {
	b.Rows = append(b.Rows, from.(*Batch[E]).Rows[i])
	b.table.unshare(&b.Rows[len(b.Rows)-1])
}

// Check calls report for every violation in row i.
func (b *Batch[E]) Check(i int, asOf Date, report func(Violation)) {
	for v := range b.table.Check(&b.Rows[i], asOf) {
		report(v)
	}
}

// AppendText appends the text of one value of row i.
func (b *Batch[E]) AppendText(dst []byte, i, column int) []byte {
	return b.table.columns[column].appendText(dst, rowOf(&b.Rows[i]))
}

// UUID returns the value of a column of KindUUID in row i, and the zero UUID for null and for a
// column of another kind.
func (b *Batch[E]) UUID(i, column int) [16]byte {
	c, row := &b.table.columns[column], rowOf(&b.Rows[i])
	if c.Nullable {
		if row = c.null.at(row, c.off); row == nil {
			return [16]byte{}
		}
		c = &c.null.value
	}
	if c.Kind != KindUUID {
		return [16]byte{}
	}
	return *at[[16]byte](row, c.off)
}

// Number returns the value of a column in row i as a whole number: of a KindInt the value, of a
// KindDecimal its units, of a KindEnum its position in Names, of a KindDate the days since
// 0000-12-31, of a KindTimestamp the microseconds since 1970, of a KindBool 0 or 1. It reports false
// for null, for a date or time that is not set or not valid, and for columns of other kinds.
func (b *Batch[E]) Number(i, column int) (int64, bool) {
	return b.table.columns[column].numberOf(rowOf(&b.Rows[i]))
}

// SetText parses the text of one value into row i.
func (b *Batch[E]) SetText(i, column int, text string) error {
	return b.table.columns[column].set(rowOf(&b.Rows[i]), text)
}

// AppendCSV appends row i as CSV.
func (b *Batch[E]) AppendCSV(dst []byte, i int) []byte { return b.table.AppendCSV(dst, &b.Rows[i]) }

// AppendJSON appends row i as a JSON object.
func (b *Batch[E]) AppendJSON(dst []byte, i int) []byte { return b.table.AppendJSON(dst, &b.Rows[i]) }

// AppendArgs appends the values of row i as arguments for a database driver.
func (b *Batch[E]) AppendArgs(dst []any, i int) []any {
	return b.table.AppendArgs(dst, &b.Rows[i])
}

var _ RowList = (*Batch[struct{}])(nil)
