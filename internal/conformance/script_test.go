package conformance

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/synthtest"
)

// The tests of this file run the scripts of LoadScript, and of the command ddl, in psql and
// sqlite3 if these are installed. They do not run the scripts for MySQL.

// A shell is a program that runs scripts for a database.
type shell struct {
	dialect export.Dialect
	program string
	// open returns an empty database, and a function for the command that runs a script
	// from its standard input.
	open    func(t *testing.T, program string) (*sql.DB, func() *exec.Cmd)
	refused []refusal // statements that must fail, besides those of every dialect
}

var shells = []shell{
	{export.SQLite, "sqlite3", func(t *testing.T, program string) (*sql.DB, func() *exec.Cmd) {
		name := filepath.Join(t.TempDir(), "db")
		db, err := sql.Open("sqlite", "file:"+name+"?_pragma=foreign_keys(1)")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		return db, func() *exec.Cmd { return exec.CommandContext(t.Context(), program, name) }
	}, nil},
	{export.PostgreSQL, "psql", func(t *testing.T, program string) (*sql.DB, func() *exec.Cmd) {
		db := openPostgres(t)
		var schema string
		if err := db.QueryRow("SELECT current_schema()").Scan(&schema); err != nil {
			t.Fatal(err)
		}
		return db, func() *exec.Cmd {
			cmd := exec.CommandContext(t.Context(), program, "--no-psqlrc", "--quiet", os.Getenv("SYNTHHUB_POSTGRES"))
			cmd.Env = append(os.Environ(), "PGOPTIONS=-c search_path="+schema)
			return cmd
		}
	}, refusedShapes},
}

// withShells calls f for each shell that is installed.
func withShells(t *testing.T, f func(t *testing.T, s shell, db *sql.DB, run func(script string) error)) {
	for _, s := range shells {
		t.Run(s.dialect.String(), func(t *testing.T) {
			program, err := exec.LookPath(s.program)
			if err != nil {
				t.Skipf("no %s here", s.program)
			}
			db, command := s.open(t, program)
			f(t, s, db, func(script string) error {
				cmd := command()
				cmd.Stdin = strings.NewReader(script)
				out, err := cmd.CombinedOutput()
				if err == nil && len(out) > 0 {
					return fmt.Errorf("no error, but the output %s", out)
				}
				if err != nil {
					err = fmt.Errorf("%w: %s", err, out)
				}
				return err
			})
		})
	}
}

// quotedName is the name of a folder that every shell must quote.
const quotedName = `it's a "snapshot" \n of ours`

// TestLoadScript loads a snapshot with a user-defined table, in one part and in three.
func TestLoadScript(t *testing.T) {
	t.Parallel()
	for _, parts := range []int{1, 3} {
		t.Run(fmt.Sprint(parts), func(t *testing.T) {
			g := synthtest.Generator(t, settings)
			dir := filepath.Join(t.TempDir(), quotedName)
			m, err := export.Snapshot(t.Context(), dir, g, export.With(visits), export.Formats(export.FormatCSV), export.Parts(parts))
			if err != nil {
				t.Fatal(err)
			}
			withShells(t, func(t *testing.T, s shell, db *sql.DB, run func(string) error) {
				script, err := export.LoadScript(s.dialect, m, dir, export.With(visits))
				if err != nil {
					t.Fatal(err)
				}
				if err := run(script); err != nil {
					t.Fatal(err)
				}
				compareRows(t, db, g)
				checkRefused(t, db, append(s.refused, refusedRows...))
				if run(script) == nil {
					t.Error("the database accepted every row twice")
				}
				compareRows(t, db, g)
			})
		})
	}
}

// TestLoadScriptIsOneTransaction corrupts the last row of the last table, and checks that no
// table remains.
func TestLoadScriptIsOneTransaction(t *testing.T) {
	t.Parallel()
	dir, m := snapshot(t)
	name := filepath.Join(dir, "profiles_v0_1.csv")
	text := string(read(t, dir, "profiles_v0_1.csv"))
	lastRow := strings.LastIndex(text[:len(text)-1], "\n") + 1
	values := strings.Split(text[lastRow:], ",")
	values[4] = "7" // the age
	if err := os.WriteFile(name, []byte(text[:lastRow]+strings.Join(values, ",")), 0o644); err != nil {
		t.Fatal(err)
	}
	withShells(t, func(t *testing.T, s shell, db *sql.DB, run func(string) error) {
		script, err := export.LoadScript(s.dialect, m, dir)
		if err != nil {
			t.Fatal(err)
		}
		err = run(script)
		var exit *exec.ExitError
		if !errors.As(err, &exit) || !strings.Contains(err.Error(), "age") {
			t.Errorf("got %v, want an error about the age", err)
		}
		for _, table := range m.Tables {
			if db.QueryRow("SELECT count(*) FROM "+table.Name).Scan(new(int)) == nil {
				t.Errorf("table %s remains", table.Name)
			}
		}
	})
}

// commandLine builds the command synthhub. It returns a function that runs it and returns
// its output.
func commandLine(t *testing.T) func(t *testing.T, args ...string) string {
	program := filepath.Join(t.TempDir(), "synthhub.exe")
	buildCommand(t, program)
	return func(t *testing.T, args ...string) string {
		var stderr bytes.Buffer
		cmd := exec.CommandContext(t.Context(), program, args...)
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%q: %v: %s", args, err, &stderr)
		}
		return string(out)
	}
}

// buildCommand builds the command synthhub.
func buildCommand(t *testing.T, program string) {
	t.Helper()
	// go test caches a result until a file changes that the test itself has read. Only the
	// compiler reads the sources of the command, so the test reads their folder.
	if _, err := os.ReadDir(filepath.Join("..", "..", "examples", "synthhub")); err != nil {
		t.Fatal(err)
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./examples/synthhub")
	build.Dir = filepath.Join("..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
}

// TestCommandDDL writes a snapshot and its script with the command synthhub.
func TestCommandDDL(t *testing.T) {
	t.Parallel()
	command := commandLine(t)
	for _, parts := range []string{"1", "3"} {
		t.Run(parts, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), quotedName)
			var m export.Manifest
			output := command(t, "generate-snapshot", "--records", "300", "--vehicles", "1-3", "--format", "csv", "--parts", parts, "--output-dir", dir, "--json")
			if err := json.Unmarshal([]byte(output), &m); err != nil {
				t.Fatal(err)
			}
			g := synthtest.Generator(t, m.Settings)
			ddl := func(t *testing.T, s shell, run func(string) error, flags ...string) {
				if err := run(command(t, append([]string{"ddl", "--dialect", strings.ToLower(s.dialect.String())}, flags...)...)); err != nil {
					t.Fatal(err)
				}
			}
			t.Run("load", func(t *testing.T) {
				withShells(t, func(t *testing.T, s shell, db *sql.DB, run func(string) error) {
					ddl(t, s, run, "--load", dir)
					compareGovernedRows(t, db, g)
				})
			})
			t.Run("table", func(t *testing.T) {
				withShells(t, func(t *testing.T, s shell, db *sql.DB, run func(string) error) {
					ddl(t, s, run, "--load", dir, "--table", "vehicles")
					var n int
					if err := db.QueryRow("SELECT count(*) FROM vehicles").Scan(&n); err != nil || n != m.RecordCounts["vehicles"] {
						t.Errorf("%d vehicles, error %v; want %d", n, err, m.RecordCounts["vehicles"])
					}
				})
			})
			t.Run("empty", func(t *testing.T) {
				withShells(t, func(t *testing.T, s shell, db *sql.DB, run func(string) error) {
					ddl(t, s, run)
					if _, err := export.Load(t.Context(), db, s.dialect, g); err != nil {
						t.Fatal(err)
					}
					compareGovernedRows(t, db, g)
				})
			})
		})
	}
}
