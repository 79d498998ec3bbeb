package conformance

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
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

// A database is one that the SQL is run on.
type database struct {
	dialect export.Dialect
	open    func(t *testing.T) *sql.DB
	refused []refusal // what checks must refuse, beyond those of every dialect
}

// A refusal is a statement that must fail, and why.
type refusal struct{ reason, statement string }

func openSQLite(t *testing.T) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(t.TempDir(), "db")+"?_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

// postgresURL is where PostgreSQL is, with a schema of its own for the test.
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

func openPostgres(t *testing.T) *sql.DB { return openURL(t, postgresURL(t)) }

func openURL(t *testing.T, dsn string) *sql.DB {
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

var databases = []database{
	{export.SQLite, openSQLite, nil},
	{export.PostgreSQL, openPostgres, refusedShapes},
}

// refusedShapes must fail where shapes are checked.
var refusedShapes = []refusal{
	{"a shape holds for the whole value", `UPDATE persons SET phone = '0' || phone`},
	{"the marker is fixed", `UPDATE profiles SET synthetic_source = 'x' || synthetic_source`},
	{"an id has a version", `UPDATE visits SET person_id = '00000000-0000-1000-8000-000000000000'`},
}

// refusedRows must fail on every database.
var refusedRows = []refusal{
	{"a key is there once", `INSERT INTO persons SELECT * FROM persons`},
	{"a VIN is there once", `UPDATE vehicles SET vin = (SELECT max(vin) FROM vehicles)`},
	{"a plate is there once in its state", `UPDATE vehicles SET registration_state = 'CA', registration_plate = '1ABC234'`},
	{"a person with vehicles stays", `DELETE FROM persons`},
	{"a vehicle belongs to somebody", `UPDATE vehicles SET person_id = '00000000-0000-4000-8000-000000000000'`},
	{"a profile has a vehicle", `UPDATE profiles SET vehicle_id = '00000000-0000-4000-8000-000000000000'`},
	{"nothing required is NULL", `UPDATE persons SET city = NULL`},
	{"nor empty", `UPDATE persons SET city = ''`},
	{"an optional text is NULL or has its length", `UPDATE persons SET business_name = ''`},
	{"a word is of the vocabulary", `UPDATE persons SET gender = 'Q'`},
	{"a number is within its range", `UPDATE vehicles SET annual_mileage = 499`},
	{"a date is a day", `UPDATE persons SET date_of_birth = '2023-02-30'`},
}

func TestDatabases(t *testing.T) {
	g := generator(t, settings)
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect)
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
			sameRows(t, db, g)
			for _, s := range append(d.refused, refusedRows...) {
				if _, err := db.Exec(s.statement); err == nil {
					t.Errorf("%s, but %q went through", s.reason, s.statement)
				}
			}
			sameRows(t, db, g)

			if _, err := export.Load(t.Context(), db, d.dialect, g, export.With(visits)); err == nil {
				t.Error("everything went in twice")
			}
		})
	}
}

func create(t *testing.T, db *sql.DB, d export.Dialect) {
	t.Helper()
	statements, err := export.CreateTables(d, export.With(visits))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
}

// sameRows reads every table and compares it with the source.
func sameRows(t *testing.T, db *sql.DB, g *synthhub.Generator) {
	t.Helper()
	sameGovernedRows(t, db, g)
	var own []visit
	for r := range g.All() {
		own = visitsOf(r, own)
	}
	compare(t, db, visitTable, "visit_id", own, func(v *visit) any { return v.ID })
}

// sameGovernedRows reads the governed tables and compares them with the source.
func sameGovernedRows(t *testing.T, db *sql.DB, g *synthhub.Generator) {
	t.Helper()
	var persons []synthhub.Person
	var vehicles []synthhub.Vehicle
	var profiles []synthhub.Profile
	for r := range g.All() {
		persons, vehicles, profiles = append(persons, r.Person), append(vehicles, r.Vehicles...), append(profiles, r.Profile)
	}
	compare(t, db, synthhub.PersonTable, "person_id", persons, func(p *synthhub.Person) any { return p.ID })
	compare(t, db, synthhub.VehicleTable, "vehicle_id", vehicles, func(v *synthhub.Vehicle) any { return v.ID })
	compare(t, db, synthhub.ProfileTable, "profile_id", profiles, func(p *synthhub.Profile) any { return p.ID })
}

func compare[E any](t *testing.T, db *sql.DB, table *schema.Table[E], key string, want []E, keyOf func(*E) any) {
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

// TestLoadIsOneTransaction ends the context in the middle.
func TestLoadIsOneTransaction(t *testing.T) {
	for _, d := range databases {
		t.Run(d.dialect.String(), func(t *testing.T) {
			db := d.open(t)
			create(t, db, d.dialect)
			ctx, cancel := context.WithCancel(t.Context())
			src := &stopping{Generator: generator(t, settings), at: 550, stop: cancel}
			if _, err := export.Load(ctx, db, d.dialect, src); err == nil {
				t.Error("no error, though the context ended")
			}
			var n int
			if err := db.QueryRow("SELECT count(*) FROM persons").Scan(&n); err != nil || n != 0 {
				t.Errorf("%d persons are left, error %v; want none", n, err)
			}
		})
	}
}

// stopping ends a context when a record is reached.
type stopping struct {
	*synthhub.Generator
	at   int
	stop func()
}

func (s *stopping) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return func(yield func(*synthhub.Record) bool) {
		for r := range s.Generator.Range(lo, hi) {
			if r.Slot == s.at {
				s.stop()
			}
			if !yield(r) {
				return
			}
		}
	}
}

// TestCopyFrom hands rows to pgx, which knows nothing of us, nor we of it.
func TestCopyFrom(t *testing.T) {
	dsn := postgresURL(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	create(t, db, export.PostgreSQL)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	g := generator(t, settings)
	for _, e := range append(synthhub.Entities(), visits) {
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
	sameRows(t, db, g)
}

// TestCopyCSV loads the CSV files as they are, with COPY.
func TestCopyCSV(t *testing.T) {
	dsn := postgresURL(t)
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	create(t, db, export.PostgreSQL)
	conn, err := pgx.Connect(t.Context(), dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	dir, m := snapshot(t, export.With(visits))
	for _, table := range m.Tables {
		f, err := os.Open(filepath.Join(dir, table.Name+"_v0_1.csv"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		tag, err := conn.PgConn().CopyFrom(t.Context(), f, fmt.Sprintf("COPY %s FROM STDIN (FORMAT csv, HEADER match)", table.Name))
		if err != nil || int(tag.RowsAffected()) != table.Rows {
			t.Fatalf("%s: %d rows, want %d; error %v", table.Name, tag.RowsAffected(), table.Rows, err)
		}
	}
	sameRows(t, db, generator(t, settings))
}
