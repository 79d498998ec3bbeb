package conformance

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// The tests of this file run the recipes of docs/CHANGES.md for databases. After each feed, the
// tables, with all their constraints, are those of the snapshot of its second day.

// A consumer is a way to apply feeds.
type consumer struct {
	name string
	// open creates the tables of the first day. It returns a function that returns all rows of a
	// table as CSV.
	open func(t *testing.T, r *recipe) func(t *testing.T, table string) string
	// apply applies the feed of a folder, and returns the errors that are printed.
	apply func(t *testing.T, r *recipe, feed string) string
}

var consumers = []consumer{
	{"PostgreSQL", func(t *testing.T, r *recipe) func(*testing.T, string) string {
		return openRecipePostgres(t, r)
	}, func(t *testing.T, r *recipe, feed string) string {
		return r.try(t, "-f ../../apply.sql", "months/*", feed)
	}},
	{"PostgreSQL MERGE", func(t *testing.T, r *recipe) func(*testing.T, string) string {
		rows := openRecipePostgres(t, r)
		if _, err := r.run(t, "psql --quiet -f prepare_merge.sql"); err != "" {
			t.Fatal(err)
		}
		return rows
	}, func(t *testing.T, r *recipe, feed string) string {
		return r.try(t, "-f ../../apply.sql", "months/*", feed, "apply.sql", "merge.sql")
	}},
	{"SQLite", openRecipeSQLite, func(t *testing.T, r *recipe, feed string) string {
		return r.try(t, "apply_sqlite.sql", "months/*", feed)
	}},
}

func openRecipePostgres(t *testing.T, r *recipe) func(*testing.T, string) string {
	conn := r.connect(t)
	r.sh(t, "-f prepare.sql")
	return func(t *testing.T, table string) string { return queryPostgres(t, conn, "SELECT * FROM "+table) }
}

func openRecipeSQLite(t *testing.T, r *recipe) func(*testing.T, string) string {
	r.sh(t, "--dialect sqlite")
	db, err := sql.Open("sqlite", "file:"+filepath.Join(r.dir, "insurance.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return func(t *testing.T, table string) string { return querySQLite(t, db, "SELECT * FROM "+table) }
}

// querySQLite returns the rows of a query as CSV.
func querySQLite(t *testing.T, db *sql.DB, query string) string {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	w.Write(names)
	cells, values, row := make([]sql.NullString, len(names)), make([]any, len(names)), make([]string, len(names))
	for i := range cells {
		values[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		for i, cell := range cells {
			row[i] = cell.String
		}
		w.Write(row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return text.String()
}

// TestChangesRecipes applies a feed a month over a year, then feeds that do not fit, and then one
// that leads three months back.
func TestChangesRecipes(t *testing.T) {
	t.Parallel()
	bin := commandFolder(t)
	for _, c := range consumers {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			r := newRecipe(t, bin, "psql", "sqlite3")
			rows := c.open(t, r)
			compareDay := func(i int) {
				t.Helper()
				for _, table := range governedTables {
					what := table.name + " on " + r.days[i].String()
					r.compare(t, what, rows(t, table.name), r.snapshotRows(t, table.name, r.days[i], export.FormatCSV))
				}
			}
			compareDay(0)
			for i, feed := range r.feeds {
				if err := c.apply(t, r, feed); err != "" {
					t.Fatalf("%s: %s", feed, err)
				}
				compareDay(i + 1)
			}
			for _, feed := range []string{"months/*", r.feeds[11], r.feeds[5]} {
				if err := c.apply(t, r, feed); !strings.Contains(err, "day") || !strings.Contains(strings.ToUpper(err), "NULL") {
					t.Errorf("%s: got %q, want an error about the day of the book", feed, err)
				}
				compareDay(12)
			}
			if _, err := r.run(t, "synthhub generate-changes --from 2025-01-01 --to 2024-10-01 --format csv --config first/metadata_v0_1.json --output-dir back/3"); err != "" {
				t.Fatal(err)
			}
			if err := c.apply(t, r, "back/3"); err != "" {
				t.Fatal(err)
			}
			compareDay(9)
			t.Logf("%d tables with %d rows are equal", r.tables, r.rows)
		})
	}
}

// TestApplyRecipe applies the first feed to the first snapshot: the files are those of a snapshot of the
// second day.
func TestApplyRecipe(t *testing.T) {
	t.Parallel()
	r := newRecipe(t, commandFolder(t))
	r.sh(t, "synthhub apply-changes")
	for _, format := range []string{export.FormatCSV, export.FormatNDJSON} {
		for _, table := range governedTables {
			name := table.name + "_v0_1." + format
			if got := string(read(t, filepath.Join(r.dir, "february"), name)); got != r.snapshotRows(t, table.name, r.days[1], format) {
				t.Errorf("%s is not that of %v", name, r.days[1])
			}
		}
	}
	if _, err := r.run(t, "synthhub validate-snapshot february --reproduce"); err != "" {
		t.Error(err)
	}
}

// TestOnePhaseFails applies the feeds with one statement a table, while constraints are checked after
// each row. In some months a plate or a license changes hands.
func TestOnePhaseFails(t *testing.T) {
	t.Parallel()
	bin := commandFolder(t)
	t.Run("PostgreSQL", func(t *testing.T) {
		r := newRecipe(t, bin, "psql")
		openRecipePostgres(t, r)
		err := r.try(t, "-f ../../apply.sql", "apply.sql", "merge.sql")
		if !strings.Contains(err, "duplicate key value violates unique constraint") {
			t.Errorf("got %q, want an error about a unique constraint", err)
		}
	})
	t.Run("SQLite", func(t *testing.T) {
		r := newRecipe(t, bin, "sqlite3")
		openRecipeSQLite(t, r)
		staged, _, _ := strings.Cut(string(read(t, r.dir, "apply_sqlite.sql")), "DELETE FROM profiles")
		r.write(t, "apply_sqlite.sql", staged+`DELETE FROM changes_vehicles WHERE op = 'd';
			ALTER TABLE changes_vehicles DROP COLUMN op;
			PRAGMA foreign_keys = OFF;
			INSERT INTO vehicles SELECT * FROM changes_vehicles WHERE true
				ON CONFLICT (vehicle_id) DO UPDATE SET registration_plate = excluded.registration_plate;
			COMMIT;`)
		if err := r.try(t, "apply_sqlite.sql"); !strings.Contains(err, "UNIQUE constraint failed: vehicles.registration_state") {
			t.Errorf("got %q, want an error about a unique constraint", err)
		}
	})
}
