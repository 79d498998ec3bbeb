package rowdiff

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A Table describes rows and makes lists of them. A [synthhub.Entity] is one; [Of] returns that of any other
// table. It must have a key.
type Table interface {
	Table() schema.Describer
	NewRowList() schema.RowList
}

// Of returns the Table of a [schema.Table].
func Of[E any](t *schema.Table[E]) Table { return table[E]{t} }

type table[E any] struct{ of *schema.Table[E] }

func (t table[E]) Table() schema.Describer    { return t.of }
func (t table[E]) NewRowList() schema.RowList { return t.of.NewBatch() }

// Rows are the rows of one table, which can be read several times, always in the same order. [CSV],
// [MappedCSV], [Snapshot], [Zip], [Source] and [Seq] return one. Nothing is opened before [Compare].
type Rows struct {
	table Table
	name  string
	// prepare looks at the input before the first pass. If private, its errors have no text of the input.
	prepare func(ctx context.Context, private bool) (*reading, error)
}

// Named returns the rows with a name for reports and errors, such as that of a file. The default says what
// kind of input it is.
func (r Rows) Named(name string) Rows {
	r.name = name
	return r
}

// A reading is how rows are read.
type reading struct {
	table   Table
	missing []string // columns of the table that the input does not have
	ignored []string // columns of the input that the table does not have
	// pass reads all rows from the first and emits them in chunks. It is called for each pass.
	pass func(f *feed) error
}

// Source returns the rows that an entity has for the records of a source, such as a Generator or a Bundle.
// Neither may change meanwhile.
func Source(src synthhub.Source, entity synthhub.Entity) Rows {
	return Rows{table: entity, name: "records", prepare: func(context.Context, bool) (*reading, error) {
		bound, err := entity.Bind(src.Settings())
		if err != nil {
			return nil, err
		}
		return &reading{pass: func(f *feed) error {
			for lo := 0; lo < src.Len(); lo += recordsPerChunk {
				err := f.emit(func(c *chunk) {
					for r := range src.Range(lo, min(lo+recordsPerChunk, src.Len())) {
						bound.AddRows(c.list, r)
					}
					c.addList()
				}, 0)
				if err != nil {
					return err
				}
			}
			return nil
		}}, nil
	}}
}

// recordsPerChunk is the number of records whose rows make a chunk.
const recordsPerChunk = 256

// Seq returns rows that a function yields, such as those of a query or of a slice. Each call of the function
// must yield the same rows, on a goroutine of its own. A row is only read until the next is asked for. An
// error ends the comparison.
func Seq[E any](t *schema.Table[E], rows func() iter.Seq2[*E, error]) Rows {
	return Rows{table: Of(t), name: "rows", prepare: func(context.Context, bool) (*reading, error) {
		return &reading{pass: func(f *feed) error {
			list := t.NewBatch()
			for e, err := range rows() {
				if err != nil {
					return err
				}
				if list.Rows = append(list.Rows, t.Clone(e)); list.Len() == rowsPerChunk {
					if err := f.emitList(list); err != nil {
						return err
					}
					list = t.NewBatch()
				}
			}
			return f.emitList(list)
		}}, nil
	}}
}

const rowsPerChunk = 256

// emitList emits the rows of a list, which nobody changes afterwards.
func (f *feed) emitList(list schema.RowList) error {
	return f.emit(func(c *chunk) {
		c.list = list
		c.addList()
	}, 0)
}

// keyIndex returns the index of the key column of a table.
func keyIndex(t Table) (int, error) {
	if t == nil || t.Table() == nil {
		return 0, fmt.Errorf("%w: there is none; Rows come from a function of this package", ErrTable)
	}
	i := slices.IndexFunc(t.Table().Columns(), func(c schema.Column) bool { return c.Key })
	if i < 0 {
		return 0, fmt.Errorf("%w: table %s has no column with the option schema.Key, by which rows are paired", ErrTable, t.Table().Name())
	}
	return i, nil
}

// sameTable returns an error if two tables do not have the same columns.
func sameTable(a, b schema.Describer) error {
	was, is := a.Columns(), b.Columns()
	if a.Name() != b.Name() {
		return fmt.Errorf("%w: one is %s, the other %s", ErrTable, a.Name(), b.Name())
	}
	for i := range min(len(was), len(is)) {
		if was[i].Name != is[i].Name || was[i].Kind != is[i].Kind || was[i].Key != is[i].Key || was[i].Scale != is[i].Scale {
			return fmt.Errorf("%w: column %d of %s is %s in one and %s in the other", ErrTable, i+1, a.Name(), describe(was[i]), describe(is[i]))
		}
	}
	if len(was) != len(is) {
		return fmt.Errorf("%w: one table %s has %d columns, the other %d", ErrTable, a.Name(), len(was), len(is))
	}
	return nil
}

func describe(c schema.Column) string {
	if c.Key {
		return fmt.Sprintf("%s (%s, key)", c.Name, c.Kind)
	}
	return fmt.Sprintf("%s (%s)", c.Name, c.Kind)
}
