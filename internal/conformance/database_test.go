package conformance

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/schema"
)

// A database is one on which the tests run.
type database struct {
	dialect export.Dialect
	open    func(t *testing.T) *sql.DB
	refused []refusal // statements that must fail, besides those of every dialect
}

// A refusal is a statement that must fail, and the reason.
type refusal struct{ reason, statement string }

func openSQLite(t *testing.T) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "db")+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// postgresURL returns the data source name of PostgreSQL with a new schema for the test. It
// skips the test if there is no server.
func postgresURL(t *testing.T) string {
	dsn := os.Getenv("SYNTHHUB_POSTGRES")
	if dsn == "" {
		t.Skip("SYNTHHUB_POSTGRES is not set; start a server with: eval $(internal/conformance/postgres.sh start)")
	}
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	name := strings.ToLower(strings.NewReplacer("/", "_", "=", "_").Replace(t.Name()))
	if _, err := db.Exec("DROP SCHEMA IF EXISTS " + name + " CASCADE; CREATE SCHEMA " + name); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

func openPostgres(t *testing.T) *sql.DB {
	db, _ := connectPostgres(t)
	return db
}

// connectPostgres opens one new schema twice: with database/sql and with pgx.
func connectPostgres(t *testing.T) (*sql.DB, *pgx.Conn) {
	dsn := postgresURL(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close(context.Background()) })
	return db, conn
}

var databases = []database{
	{export.SQLite, openSQLite, nil},
	{export.PostgreSQL, openPostgres, refusedShapes},
}

// refusedShapes must fail in databases that check shapes.
var refusedShapes = []refusal{
	{"a value matches its shape from end to end", `UPDATE persons SET phone = '0' || phone`},
	{"the marker is fixed", `UPDATE profiles SET synthetic_source = 'x' || synthetic_source`},
	{"an id has a version", `UPDATE visits SET person_id = '00000000-0000-1000-8000-000000000000'`},
}

// refusedRows must fail on every database.
var refusedRows = []refusal{
	{"a key is unique", `INSERT INTO persons SELECT * FROM persons`},
	{"a VIN is unique", `UPDATE vehicles SET vin = (SELECT max(vin) FROM vehicles)`},
	{"a plate is unique in its state", `UPDATE vehicles SET registration_state = 'CA', registration_plate = '1ABC234'`},
	{"a person with vehicles cannot be deleted", `DELETE FROM persons`},
	{"a vehicle belongs to a person", `UPDATE vehicles SET person_id = '00000000-0000-4000-8000-000000000000'`},
	{"a profile has a vehicle", `UPDATE profiles SET vehicle_id = '00000000-0000-4000-8000-000000000000'`},
	{"a required text is not NULL", `UPDATE persons SET city = NULL`},
	{"a required text is not empty", `UPDATE persons SET city = ''`},
	{"an optional text is NULL or has its length", `UPDATE persons SET business_name = ''`},
	{"a word is of the vocabulary", `UPDATE persons SET gender = 'Q'`},
	{"a number is within its range", `UPDATE vehicles SET annual_mileage = 499`},
	{"a date is a calendar day", `UPDATE persons SET date_of_birth = '2023-02-30'`},
}

// checkRefused checks that every statement fails.
func checkRefused(t *testing.T, db *sql.DB, refused []refusal) {
	t.Helper()
	for _, r := range refused {
		t.Run(r.reason, func(t *testing.T) {
			if _, err := db.Exec(r.statement); err == nil {
				t.Errorf("the database accepted %q", r.statement)
			}
		})
	}
}

// create creates the governed tables and that of a user-defined entity.
func create(t *testing.T, db *sql.DB, d export.Dialect, userDefined synthhub.Entity) {
	t.Helper()
	statements, err := export.CreateTables(d, export.With(userDefined))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// compareRows compares every table of a database with the generator.
func compareRows(t *testing.T, db *sql.DB, g *synthhub.Generator) {
	t.Helper()
	compareGovernedRows(t, db, g)
	var want []visit
	for r := range g.All() {
		want = visitsOf(r, want)
	}
	compareTable(t, db, visitTable, want, func(v *visit) any { return v.ID })
}

// compareGovernedRows compares the governed tables of a database with the generator.
func compareGovernedRows(t *testing.T, db *sql.DB, g *synthhub.Generator) {
	t.Helper()
	var persons []synthhub.Person
	var vehicles []synthhub.Vehicle
	var profiles []synthhub.Profile
	for r := range g.All() {
		persons, vehicles, profiles = append(persons, r.Person), append(vehicles, r.Vehicles...), append(profiles, r.Profile)
	}
	compareTable(t, db, synthhub.PersonTable, persons, func(p *synthhub.Person) any { return p.ID })
	compareTable(t, db, synthhub.VehicleTable, vehicles, func(v *synthhub.Vehicle) any { return v.ID })
	compareTable(t, db, synthhub.ProfileTable, profiles, func(p *synthhub.Profile) any { return p.ID })
}

// compareTable compares a table of a database with the rows in want.
func compareTable[E any](t *testing.T, db *sql.DB, table *schema.Table[E], want []E, keyOf func(*E) any) {
	t.Helper()
	var columns []string
	for _, c := range table.Columns() {
		columns = append(columns, `"`+c.Name+`"`)
	}
	rows, err := db.Query("SELECT " + strings.Join(columns, ", ") + " FROM " + table.Name())
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	got := map[any]E{}
	for rows.Next() {
		var e E
		if err := rows.Scan(table.AppendScanDest(nil, &e)...); err != nil {
			t.Fatal(err)
		}
		got[keyOf(&e)] = e
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	if len(got) != len(want) {
		t.Errorf("%s: %d rows, want %d", table.Name(), len(got), len(want))
	}
	for i := range want {
		if diff := cmp.Diff(want[i], got[keyOf(&want[i])]); diff != "" {
			t.Fatalf("%s, row %d (-want +got):\n%s", table.Name(), i, diff)
		}
	}
}
