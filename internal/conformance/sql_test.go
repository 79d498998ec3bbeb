package conformance

import (
	"context"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/synthtest"
)

// TestDatabases loads the dataset, compares every row, and checks what the tables refuse.
func TestDatabases(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, settings)
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect, visits)
			counts, err := export.Load(t.Context(), db, d.dialect, g, export.With(visits))
			if err != nil {
				t.Fatal(err)
			}
			metadata, err := g.Metadata(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			want := map[string]int{
				"persons": metadata.RecordCountPersons, "vehicles": metadata.RecordCountVehicles, "profiles": metadata.RecordCountProfiles, "visits": 600,
			}
			if diff := cmp.Diff(want, counts); diff != "" {
				t.Errorf("rows inserted:\n%s", diff)
			}
			compareRows(t, db, g)
			checkRefused(t, db, append(d.refused, refusedRows...))
			compareRows(t, db, g)

			if _, err := export.Load(t.Context(), db, d.dialect, g, export.With(visits)); err == nil {
				t.Error("the database accepted every row twice")
			}
		})
	}
}

// TestLoadIsOneTransaction cancels the context in the middle of the rows.
func TestLoadIsOneTransaction(t *testing.T) {
	t.Parallel()
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect, visits)
			ctx, cancel := context.WithCancel(t.Context())
			src := &stoppingSource{Generator: synthtest.Generator(t, settings), slot: 550, stop: cancel}
			if _, err := export.Load(ctx, db, d.dialect, src); err == nil {
				t.Error("no error, although the context has ended")
			}
			var n int
			if err := db.QueryRow("SELECT count(*) FROM persons").Scan(&n); err != nil || n != 0 {
				t.Errorf("the table has %d persons, error %v; want none", n, err)
			}
		})
	}
}

// A stoppingSource calls stop when it reaches the record of a slot.
type stoppingSource struct {
	*synthhub.Generator
	slot int
	stop func()
}

func (s *stoppingSource) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range s.Generator.Range(lo, hi) {
			if r.Slot == s.slot {
				s.stop()
			}
			if !yield(r) {
				return
			}
		}
	}
}

// TestCopyFrom hands rows to pgx, which needs no adapter: a CopySource has the methods of
// pgx.CopyFromSource.
func TestCopyFrom(t *testing.T) {
	t.Parallel()
	db, conn := connectPostgres(t)
	create(t, db, export.PostgreSQL, visits)
	g := synthtest.Generator(t, settings)
	copyRows(t, conn, g, append(synthhub.Entities(), visits)...)
	compareRows(t, db, g)
}

// copyRows copies the rows of entities into their tables.
func copyRows(t *testing.T, conn *pgx.Conn, g *synthhub.Generator, entities ...synthhub.Entity) {
	t.Helper()
	for _, e := range entities {
		rows, err := export.NewCopySource(t.Context(), g, e)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		n, err := conn.CopyFrom(t.Context(), pgx.Identifier{e.Table().Name()}, rows.Columns(), rows)
		if err != nil {
			t.Fatalf("%s after %d rows: %v", e.Table().Name(), n, err)
		}
	}
}

// TestCopyCSV loads the unchanged CSV files with COPY.
func TestCopyCSV(t *testing.T) {
	t.Parallel()
	db, conn := connectPostgres(t)
	create(t, db, export.PostgreSQL, visits)
	dir, m := snapshot(t, export.With(visits))
	for _, table := range m.Tables {
		if n := copyFile(t, conn, dir, table.Name); n != table.Rows {
			t.Errorf("%s: %d rows, want %d", table.Name, n, table.Rows)
		}
	}
	compareRows(t, db, synthtest.Generator(t, settings))
}

// copyFile copies the CSV file of a table, and returns the number of rows.
func copyFile(t *testing.T, conn *pgx.Conn, dir, table string) int {
	t.Helper()
	f, err := os.Open(filepath.Join(dir, table+"_v0_1.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	tag, err := conn.PgConn().CopyFrom(t.Context(), f, fmt.Sprintf("COPY %s FROM STDIN (FORMAT csv, HEADER match)", table))
	if err != nil {
		t.Fatalf("%s after %d rows: %v", table, tag.RowsAffected(), err)
	}
	return int(tag.RowsAffected())
}
