package consumer_test

import (
	"database/sql"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	guuid "github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/conformance/consumer/claims"
	"github.com/synthhub/synthhub/schema"
)

// postgres creates a schema for the test in PostgreSQL and returns its configuration. It
// skips the test if there is no server.
func postgres(t *testing.T) *pgx.ConnConfig {
	t.Helper()
	url := os.Getenv("SYNTHHUB_POSTGRES")
	if url == "" {
		t.Skip("SYNTHHUB_POSTGRES is empty")
	}
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.ToLower(strings.ReplaceAll(t.Name(), "/", "_"))
	db := stdlib.OpenDB(*config)
	exec(t, db, "DROP SCHEMA IF EXISTS "+name+" CASCADE", "CREATE SCHEMA "+name)
	t.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA " + name + " CASCADE"); err != nil {
			t.Error(err)
		}
		db.Close()
	})
	config = config.Copy()
	config.RuntimeParams["search_path"] = name
	return config
}

// connect connects with pgx until the test ends.
func connect(t *testing.T, config *pgx.ConnConfig) *pgx.Conn {
	t.Helper()
	conn, err := pgx.ConnectConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(t.Context()) })
	return conn
}

// open opens an empty database of the dialect until the test ends.
func open(t *testing.T, d export.Dialect) *sql.DB {
	t.Helper()
	if d == export.PostgreSQL {
		db := stdlib.OpenDB(*postgres(t))
		t.Cleanup(func() { db.Close() })
		return db
	}
	db, err := sql.Open("sqlite", ":memory:?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // every connection has its own database in memory
	t.Cleanup(func() { db.Close() })
	return db
}

func exec(t *testing.T, db *sql.DB, statements ...string) {
	t.Helper()
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatalf("%v in %s", err, s)
		}
	}
}

// createTables returns the statements for the governed tables and the claims.
func createTables(t *testing.T, d export.Dialect) []string {
	t.Helper()
	statements, err := export.CreateTables(d, export.With(claims.Claims))
	if err != nil {
		t.Fatal(err)
	}
	return statements
}

// query returns all rows of a table in the order of its key.
func query[E any](t *testing.T, db *sql.DB, table *schema.Table[E]) []E {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), "SELECT * FROM "+table.Name()+" ORDER BY 1")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []E
	for rows.Next() {
		var e E
		if err := rows.Scan(table.AppendScanDest(nil, &e)...); err != nil {
			t.Fatal(err)
		}
		all = append(all, e)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// compareRows compares two lists of rows in any order.
func compareRows[E any](t *testing.T, table *schema.Table[E], want, got []E) {
	t.Helper()
	byKey := func(rows []E) map[string]E {
		m := map[string]E{}
		for i := range rows {
			m[table.Text(&rows[i], table.Columns()[0].Name)] = rows[i]
		}
		return m
	}
	if diff := cmp.Diff(byKey(want), byKey(got)); diff != "" || len(want) != len(got) {
		t.Errorf("%s: %d rows, want %d\n%s", table.Name(), len(got), len(want), diff)
	}
}

// TestLoad loads the dataset with the library and reads every row back.
func TestLoad(t *testing.T) {
	for _, d := range []export.Dialect{export.SQLite, export.PostgreSQL} {
		t.Run(d.String(), func(t *testing.T) {
			db := open(t, d)
			exec(t, db, createTables(t, d)...)
			b := generate(t, fleets(t, 150))
			want := claimsOf(t, b)
			counts, err := export.Load(t.Context(), db, d, b, export.With(claims.Claims))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(map[string]int{
				"persons": 150, "vehicles": len(b.Vehicles), "profiles": 150, "claims": len(want),
			}, counts); diff != "" {
				t.Error(diff)
			}
			compareRows(t, synthhub.PersonTable, b.Persons, query(t, db, synthhub.PersonTable))
			compareRows(t, synthhub.VehicleTable, b.Vehicles, query(t, db, synthhub.VehicleTable))
			compareRows(t, synthhub.ProfileTable, b.Profiles, query(t, db, synthhub.ProfileTable))
			compareRows(t, claims.Table, want, query(t, db, claims.Table))
			t.Run("enums", func(t *testing.T) { enums(t, b, databaseSQL{t, db}) })
			t.Run("types of a claim", func(t *testing.T) {
				for _, c := range want {
					got := c
					got.Cause, got.VehicleID, got.Reserve, got.SettledOn, got.FaultShare = 0, guuid.Nil, 0, nil, -1
					got.Paid = sql.Null[claims.Money]{}
					err := db.QueryRowContext(t.Context(), `SELECT cause, vehicle_id, reserve_usd, settled_on, paid_usd, fault_share
						FROM claims WHERE claim_id = $1`, c.ID).Scan(&got.Cause, &got.VehicleID, &got.Reserve, &got.SettledOn, &got.Paid, &got.FaultShare)
					if diff := cmp.Diff(c, got); diff != "" || err != nil {
						t.Error(err, diff)
					}
				}
			})
			t.Run("twice", func(t *testing.T) {
				if _, err := export.Load(t.Context(), db, d, b); err == nil {
					t.Error("no error, although every key exists already")
				}
			})
		})
	}
}
