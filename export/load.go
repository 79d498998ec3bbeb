package export

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// Load inserts the dataset into the tables of [CreateTables], with statements of many rows
// each, in one transaction: all rows are there in the end, or none. Rows of a table follow
// those that they refer to. It returns the number of rows of each table. [Tables], [With],
// [Faulty], [Part] and [OnProgress] apply. A database with a faster interface, such as COPY
// of PostgreSQL, can be fed from [NewCopySource].
func Load(ctx context.Context, db *sql.DB, d Dialect, src synthhub.Source, opts ...Option) (rows map[string]int, err error) {
	e, err := newEngine(ctx, src, opts)
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	if d > MySQL {
		return nil, fmt.Errorf("load: %w: %v: want PostgreSQL, SQLite or MySQL", ErrOption, d)
	}
	entities, err := e.entities()
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	defer tx.Rollback() // without effect after Commit
	e.plan(len(entities), nil)
	rows = map[string]int{}
	for _, entity := range entities {
		n, err := e.insert(ctx, tx, d, entity)
		if err == nil {
			err = e.check(&output{entity: entity, rows: n})
		}
		if err != nil {
			return nil, fmt.Errorf("load %s: %w", entity.Table().Name(), err)
		}
		rows[entity.Table().Name()] = n
	}
	if err := tx.Commit(); err != nil {
		return nil, fmt.Errorf("load: %w", err)
	}
	e.progress.end()
	return rows, nil
}

// insert inserts the rows of one table and returns their number.
func (e *engine) insert(ctx context.Context, tx *sql.Tx, d Dialect, entity synthhub.Entity) (rows int, err error) {
	columns := entity.Table().Columns()
	// A statement may have 32,766 parameters in SQLite, and 65,535 elsewhere. More
	// than 500 rows in one gain nothing.
	batch := max(1, min(500, 32766/len(columns)))
	full, err := tx.PrepareContext(ctx, d.insert(entity.Table(), columns, batch))
	if err != nil {
		return 0, err
	}
	defer full.Close()
	var values []any
	i := 0
	for r := range e.src.Range(e.lo, e.hi) {
		var n int
		before := len(values)
		values, n = entity.AppendArgs(values, r)
		if d == SQLite {
			timesToText(values[before:])
		}
		rows += n
		for len(values) >= batch*len(columns) {
			if _, err := full.ExecContext(ctx, values[:batch*len(columns)]...); err != nil {
				return 0, err
			}
			values = append(values[:0], values[batch*len(columns):]...)
		}
		if i++; i%e.chunk == 0 {
			e.progress.add(e.chunk)
		}
	}
	if len(values) > 0 {
		_, err = tx.ExecContext(ctx, d.insert(entity.Table(), columns, len(values)/len(columns)), values...)
	}
	return rows, err
}

// timesToText gives times the form that they have in SQLite, which has no type for them:
// drivers write them in forms of their own.
func timesToText(values []any) {
	for i := range values {
		if t, ok := values[i].(time.Time); ok {
			values[i] = t.Format(time.RFC3339Nano)
		}
	}
}

// insert returns the statement that inserts a number of rows.
func (d Dialect) insert(t schema.Describer, columns []schema.Column, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + d.quote(t.Name()) + " (")
	for i, c := range columns {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(d.quote(c.Name))
	}
	b.WriteString(") VALUES ")
	for i := range rows * len(columns) {
		switch {
		case i == 0:
			b.WriteString("(")
		case i%len(columns) == 0:
			b.WriteString("), (")
		default:
			b.WriteString(", ")
		}
		if d == PostgreSQL {
			fmt.Fprintf(&b, "$%d", i+1)
		} else {
			b.WriteString("?")
		}
	}
	b.WriteString(")")
	return b.String()
}
