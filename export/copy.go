package export

import (
	"context"
	"fmt"
	"iter"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/pipe"
)

// A CopySource is the rows of one table one after the other, in the forms that database
// drivers take. Its methods are those that the CopyFrom of pgx asks for:
//
//	rows, err := export.NewCopySource(ctx, src, synthhub.Persons)
//	…
//	defer rows.Close()
//	n, err := conn.CopyFrom(ctx, pgx.Identifier{"persons"}, rows.Columns(), rows)
//
// It is not safe for concurrent use.
type CopySource struct {
	ctx     context.Context
	entity  synthhub.Entity
	columns []string
	next    func() (*synthhub.Record, bool)
	stop    func()
	values  []any // of the rows of a record
	at      int   // of the current row among them
	err     error
}

// NewCopySource returns the rows of one table. [Part] and [Faulty] apply. It ends with the
// context, and uses the source until the last row or Close. Copy the tables in the order of
// [synthhub.Entities], then your own, in one transaction, so that references resolve.
func NewCopySource(ctx context.Context, src synthhub.Source, entity synthhub.Entity, opts ...Option) (*CopySource, error) {
	o, err := optionsOf(opts)
	if err == nil {
		_, err = src.Metadata(ctx) // which tells whether there are records to hand out
	}
	if err != nil {
		return nil, fmt.Errorf("copy %s: %w", entity.Table().Name(), err)
	}
	if i := entitylist.Index(o.faulty, entity.Table().Name()); i >= 0 {
		entity = o.faulty[i]
	}
	if entity, err = entity.Bind(src.Settings()); err != nil {
		return nil, err
	}
	r := &CopySource{ctx: ctx, entity: entity}
	for _, c := range entity.Table().Columns() {
		r.columns = append(r.columns, c.Name)
	}
	r.next, r.stop = iter.Pull(src.Range(o.records(src.Len())))
	return r, nil
}

// Columns returns the names of the columns, in the order of the values.
func (r *CopySource) Columns() []string { return slices.Clone(r.columns) }

// Next moves on to the next row, at the start to the first. It reports false when
// there is none, or the context has ended.
func (r *CopySource) Next() bool {
	r.at += len(r.columns)
	for r.at >= len(r.values) {
		if r.err = pipe.Err(r.ctx); r.err != nil {
			r.stop()
			return false
		}
		record, ok := r.next()
		if !ok {
			return false
		}
		r.values, _ = r.entity.AppendArgs(r.values[:0], record)
		r.at = 0
	}
	return true
}

// Values returns the values of the row, as [schema.Table.AppendArgs] returns them. The slice
// is valid until Next. The error says that Next has not been called, or has reported false.
func (r *CopySource) Values() ([]any, error) {
	end := r.at + len(r.columns)
	if r.at < 0 || end > len(r.values) {
		return nil, fmt.Errorf("copy %s: there is no row; call Next, and stop where it reports false", r.entity.Table().Name())
	}
	return r.values[r.at:end:end], nil
}

// Err returns what has ended the rows early, nil if nothing has: the error of the context,
// which wraps its cause too.
func (r *CopySource) Err() error { return r.err }

// Close releases the source. Always defer it; calling it again is safe.
func (r *CopySource) Close() { r.stop() }
