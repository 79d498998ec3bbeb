package conformance

import (
	"database/sql"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/synthtest"
)

// compareReadings compares all rows of the table with want.
func compareReadings(t *testing.T, db *sql.DB, want map[int64]string) {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM readings`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var r reading
		if err := rows.Scan(readingTable.AppendScanDest(nil, &r)...); err != nil {
			t.Fatal(err)
		}
		compareReading(t, want, &r)
		n++
	}
	if err := rows.Err(); err != nil || n != len(want) {
		t.Errorf("%d rows, want %d; error %v", n, len(want), err)
	}
}

// An assignment is a column and the SQL of a value.
type assignment struct{ column, value string }

// TestKindsDatabases loads the rows, and checks which values the tables accept and refuse.
func TestKindsDatabases(t *testing.T) {
	t.Parallel()
	g := synthtest.Generator(t, settings)
	good := []assignment{
		{"price", "'0.05'"}, {"price", "'-0.05'"}, {"price", "'-92233720368547758.08'"}, {"price", "'92233720368547757.99'"}, {"share", "'9.223372036854775807'"}, {"share", "'-0.000000000000000001'"},
		{"null_price", "'-5.00'"}, {"null_price", "'999.99'"}, {"null_price", "NULL"}, {"null_count", "NULL"}, {"null_person", "NULL"}, {"null_done", "NULL"}, {"null_on", "NULL"},
		{"at", "'0001-01-01T00:00:00.000001Z'"}, {"at", "'9999-12-31T23:59:59.999999Z'"}, {"at", "'2024-02-29T23:59:59.1Z'"}, {"null_at", "NULL"}, {"rate", "1e300"}, {"rate", "-1.7976931348623157e308"}, {"heat", "60"}, {"null_rate", "NULL"},
	}
	bad := []assignment{
		{"price", "NULL"}, {"price", "''"}, {"price", "'x'"}, {"price", "'92233720368547758.00'"}, {"null_price", "'-5.01'"}, {"null_price", "'1000.00'"}, {"null_line", "''"}, {"null_line", "'Q'"}, {"null_from", "''"},
		{"at", "NULL"}, {"at", "''"}, {"at", "'2023-02-29T00:00:00Z'"}, {"at", "'2024-02-29T25:00:00Z'"}, {"rate", "NULL"}, {"rate", "'NaN'"}, {"rate", "'Infinity'"}, {"heat", "60.5"}, {"null_rate", "'-Infinity'"}, {"null_on", "''"},
	}
	badText := []assignment{ // only the checks of SQLite refuse these; PostgreSQL has types
		{"price", "'1.5'"}, {"price", "'01.50'"}, {"price", "'1..50'"}, {"price", "'12..5'"}, {"price", "'1.2.34'"}, {"price", "'-0.00'"}, {"price", "'-.05'"}, {"price", "'.05'"}, {"price", "'105'"}, {"price", "'1.05 '"}, {"price", "'+1.05'"}, {"price", "'1e2.05'"}, {"price", "'92233720368547758.08'"}, {"price", "'--1.05'"},
		{"share", "'92.23372036854775807'"}, {"share", "'9.223372036854775808'"},
		{"at", "'2024-02-29T23:59:59.10Z'"}, {"at", "'2024-02-29T23:59:59.1234567Z'"}, {"at", "'2024-02-29T23:59:59'"}, {"at", "'2024-02-29T23:59:59+00:00'"}, {"at", "'2024-02-29 23:59:59Z'"}, {"at", "'2024-02-29T23:59Z'"},
		{"at", "'2024-02-29T23:59:59.Z'"}, {"at", "'2024-02-29T23:59:59.1.2Z'"}, {"at", "'2024-02-29T23:59:59.x1Z'"}, {"at", "'2024-02-29T24:00:00Z'"}, {"at", "'0000-12-31T23:59:59Z'"}, {"null_at", "''"}, {"rate", "9e999"},
	}
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect, readings)
			if _, err := export.Load(t.Context(), db, d.dialect, g, export.With(readings)); err != nil {
				t.Fatal(err)
			}
			compareReadings(t, db, wantReadings(g))
			refused := bad
			if d.dialect == export.SQLite {
				refused = append(refused, badText...)
			}
			for _, s := range refused {
				t.Run("refuse "+s.column+" "+s.value, func(t *testing.T) {
					if _, err := db.Exec(`UPDATE readings SET "` + s.column + `" = ` + s.value); err == nil {
						t.Error("no error")
					}
				})
			}
			compareReadings(t, db, wantReadings(g))
			for _, s := range good {
				t.Run("accept "+s.column+" "+s.value, func(t *testing.T) {
					if _, err := db.Exec(`UPDATE readings SET "` + s.column + `" = ` + s.value); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

// TestKindsCopy loads the rows into PostgreSQL with COPY, as values and as CSV.
func TestKindsCopy(t *testing.T) {
	t.Parallel()
	db, conn := connectPostgres(t)
	create(t, db, export.PostgreSQL, readings)
	g := synthtest.Generator(t, settings)
	copyRows(t, conn, g, synthhub.Persons, readings)
	compareReadings(t, db, wantReadings(g))
	if _, err := db.Exec(`DELETE FROM readings`); err != nil {
		t.Fatal(err)
	}
	dir, _ := snapshot(t, export.With(readings))
	copyFile(t, conn, dir, "readings")
	compareReadings(t, db, wantReadings(g))
}
