package export

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
)

// Load inserts the dataset into the tables of [CreateTables], with statements of many rows
// each, in one transaction: it inserts all rows or none. Rows follow the rows that they refer
// to. It returns the number of rows of each table. [Tables], [With], [Faulty], [Part] and
// [OnProgress] apply. It stops soon after the context ends, with an error that wraps both the
// context's error and its cause. For a database with a faster interface, such as COPY of PostgreSQL, use
// [NewCopySource].
func Load(ctx context.Context, db *sql.DB, d Dialect, src synthhub.Source, opts ...Option) (rows map[string]int, err error) {
	if rows, err = load(ctx, db, d, src, opts); err != nil {
		if ended := pipe.Err(ctx); ended != nil && !errors.Is(err, context.Cause(ctx)) { // the database knows no cause
			err = also(ended, err)
		}
		return nil, fmt.Errorf("load: %w", err)
	}
	return rows, nil
}

func load(ctx context.Context, db *sql.DB, d Dialect, src synthhub.Source, opts []Option) (map[string]int, error) {
	e, err := newExporter(ctx, src, opts)
	if err != nil {
		return nil, err
	}
	if err := d.validate(); err != nil {
		return nil, err
	}
	entities, err := e.entities()
	if err != nil {
		return nil, err
	}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	defer tx.Rollback() // without effect after Commit
	e.expect(len(entities), nil)
	rows := map[string]int{}
	for _, entity := range entities {
		name := entity.Table().Name()
		n, err := e.insert(ctx, tx, d, entity)
		if err == nil {
			err = e.checkCount(name, n)
		}
		if err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		rows[name] = n
	}
	if err := tx.Commit(); err != nil {
		return nil, err
	}
	e.progress.end()
	return rows, nil
}

// A statement may have 32,766 parameters in SQLite, and 65,535 elsewhere. More than 500 rows
// in one gain nothing.
const (
	maxParameters = 32_766
	maxRows       = 500
)

// insert inserts the rows of one table and returns their number.
func (e *exporter) insert(ctx context.Context, tx *sql.Tx, d Dialect, entity synthhub.Entity) (rows int, err error) {
	columns := columnNames(entity.Table())
	batch := max(1, min(maxRows, maxParameters/len(columns)))
	full, err := tx.PrepareContext(ctx, d.insert(entity.Table().Name(), columns, batch))
	if err != nil {
		return 0, err
	}
	defer full.Close()
	var values []any
	records := 0
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
		if records++; records%e.chunkSize == 0 {
			if err := pipe.Err(ctx); err != nil {
				return 0, err
			}
			e.progress.add(e.chunkSize)
		}
	}
	if len(values) > 0 {
		_, err = tx.ExecContext(ctx, d.insert(entity.Table().Name(), columns, len(values)/len(columns)), values...)
	}
	return rows, err
}

// timesToText replaces times by text for SQLite, which has no type for them. Drivers would
// write them in other forms.
func timesToText(values []any) {
	for i := range values {
		if t, ok := values[i].(time.Time); ok {
			values[i] = t.Format(time.RFC3339Nano)
		}
	}
}

// insert returns the statement that inserts a number of rows.
func (d Dialect) insert(table string, columns []string, rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + d.quote(table) + " (" + d.quoteAll(columns) + ") VALUES ")
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
