package export_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"iter"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// A devNull is a database that takes every statement.
type devNull struct{}

func (devNull) Connect(context.Context) (driver.Conn, error) { return devNull{}, nil }
func (devNull) Driver() driver.Driver                        { return nil }
func (devNull) Prepare(string) (driver.Stmt, error)          { return devNull{}, nil }
func (devNull) Close() error                                 { return nil }
func (devNull) Begin() (driver.Tx, error)                    { return devNull{}, nil }
func (devNull) Commit() error                                { return nil }
func (devNull) Rollback() error                              { return nil }
func (devNull) NumInput() int                                { return -1 }
func (devNull) Exec([]driver.Value) (driver.Result, error)   { return driver.RowsAffected(1), nil }
func (devNull) Query([]driver.Value) (driver.Rows, error)    { return nil, errors.New("no rows") }

// watched counts the records that are read, and calls f at one of them.
type watched struct {
	synthhub.Source
	at   int
	f    func()
	read atomic.Int64
}

func (w *watched) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range w.Source.Range(lo, hi) {
			if int(w.read.Add(1)) == w.at {
				w.f()
			}
			if !yield(r) {
				return
			}
		}
	}
}

// TestLoadStops: Load stops soon after the context ends, even while no rows come, and its error
// wraps that of the context and the cause.
func TestLoadStops(t *testing.T) {
	t.Parallel()
	mine := errors.New("no more time")
	for name, opts := range map[string][]export.Option{
		"persons": {export.Tables("persons")}, "no rows": {export.With(none()), export.Tables("none")},
	} {
		ctx, cancel := context.WithCancelCause(t.Context())
		src := &watched{Source: generator(t, synthhub.Settings{Records: 20_000}), at: 3000, f: func() { cancel(mine) }}
		db := sql.OpenDB(devNull{})
		_, err := export.Load(ctx, db, export.SQLite, src, opts...)
		if !errors.Is(err, context.Canceled) || !errors.Is(err, mine) || strings.Count(err.Error(), "no more time") != 1 {
			t.Errorf("%s: error %v, want that of the context and its cause", name, err)
		}
		if n := src.read.Load(); n > 5000 {
			t.Errorf("%s: %d records were read after the end at 3000", name, n)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
}
