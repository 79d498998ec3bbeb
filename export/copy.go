package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
)

// A CopySource iterates over the rows of one table, with values in the forms that database
// drivers take. Its methods are those that the CopyFrom of pgx needs:
//
//	rows, err := export.NewCopySource(ctx, src, synthhub.Persons)
//	…
//	defer rows.Close()
//	n, err := conn.CopyFrom(ctx, pgx.Identifier{"persons"}, rows.Columns(), rows)
//
// It is not safe for concurrent use.
type CopySource struct {
	ctx      context.Context
	entity   synthhub.Entity
	columns  []string
	next     func() (*synthhub.Record, bool)
	stop     func()
	values   []any // of the rows of a record
	position int   // of the current row among them
	err      error
}

// NewCopySource returns the rows of one table. [Part] and [Faulty] apply. It ends with the
// context, and uses the source until the last row or Close. Copy the tables in the order of
// [synthhub.Entities], then the user-defined ones, in one transaction, so that references
// resolve.
func NewCopySource(ctx context.Context, src synthhub.Source, entity synthhub.Entity, opts ...Option) (*CopySource, error) {
	name := entity.Table().Name()
	o, err := optionsOf(opts)
	if err == nil {
		_, err = src.Metadata(ctx) // its error says why there are no records
	}
	if err == nil {
		entity, err = o.bind(entity, src.Settings())
	}
	var lo, hi int
	if err == nil {
		lo, hi, err = o.records(src.Len())
	}
	if err != nil {
		return nil, fmt.Errorf("copy %s: %w", name, err)
	}
	r := &CopySource{ctx: ctx, entity: entity, columns: columnNames(entity.Table())}
	r.next, r.stop = iter.Pull(src.Range(lo, hi))
	return r, nil
}

// Columns returns the names of the columns, in the order of the values.
func (r *CopySource) Columns() []string { return slices.Clone(r.columns) }

// Next moves to the next row, the first time to the first row. It reports false after the
// last row, or if the context has ended.
func (r *CopySource) Next() bool {
	r.position += len(r.columns)
	for r.position >= len(r.values) {
		if r.err = pipe.Err(r.ctx); r.err != nil {
			r.stop()
			return false
		}
		record, ok := r.next()
		if !ok {
			return false
		}
		r.values, _ = r.entity.AppendArgs(r.values[:0], record)
		r.position = 0
	}
	return true
}

// Values returns the values of the row, as [schema.Table.AppendArgs] returns them. The slice
// is valid until Next. The error says that Next has not been called, or has reported false.
func (r *CopySource) Values() ([]any, error) {
	end := r.position + len(r.columns)
	if r.position < 0 || end > len(r.values) {
		return nil, fmt.Errorf("copy %s: there is no row; call Next, and stop where it reports false", r.entity.Table().Name())
	}
	return r.values[r.position:end:end], nil
}

// Err returns the error that has ended the rows early, nil if none has: the error of the
// context, which wraps its cause too.
func (r *CopySource) Err() error { return r.err }

// Close releases the source. Always defer it; calling it again is safe.
func (r *CopySource) Close() { r.stop() }
