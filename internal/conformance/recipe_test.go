package conformance

import (
	"bytes"
	"encoding/json"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/synthtest"
)

// commandFolder returns a folder with the command synthhub.
func commandFolder(t *testing.T) string {
	dir := t.TempDir()
	buildCommand(t, filepath.Join(dir, "synthhub"))
	return dir
}

// A recipe is a folder with the files of docs/CHANGES.md, in which a test runs the shell blocks
// of the page with the command synthhub.
type recipe struct {
	dir    string
	env    []string
	blocks []string // of shell code
	book   *synthhub.Generator
	days   []synthhub.Date // the first day, and the second day of each feed
	feeds  []string        // their folders
	rows   int             // compared so far
	tables int             // compared so far
}

// newRecipe writes the files, and runs the first block: a snapshot, and a feed for each month.
// Bin is a folder with the command.
func newRecipe(t *testing.T, bin string, programs ...string) *recipe {
	t.Helper()
	for _, program := range append(programs, "sh") {
		if _, err := exec.LookPath(program); err != nil || runtime.GOOS == "windows" {
			t.Skipf("no %s here: %v", program, err)
		}
	}
	r := &recipe{dir: t.TempDir()}
	r.env = append(os.Environ(), "PATH="+bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	fenced := regexp.MustCompile("(?s)```(sh|sql|jq)\n(.*?)```")
	named := regexp.MustCompile(`^(?:--|#) ([a-z_]+\.(?:sql|jq))\n`)
	for _, m := range fenced.FindAllStringSubmatch(string(read(t, filepath.Join("..", "..", "docs"), "CHANGES.md")), -1) {
		if name := named.FindStringSubmatch(m[2]); name != nil {
			r.write(t, name[1], m[2])
		} else if m[1] == "sh" {
			r.blocks = append(r.blocks, m[2])
		} else {
			t.Fatalf("a block has no name:\n%s", m[2])
		}
	}
	r.sh(t, "synthhub generate-changes")
	var m export.Manifest
	if err := json.Unmarshal(read(t, filepath.Join(r.dir, "first"), "snapshot_manifest_v0_1.json"), &m); err != nil {
		t.Fatal(err)
	}
	r.book = synthtest.Generator(t, m.Settings)
	r.days = []synthhub.Date{m.Settings.AsOf}
	entries, err := os.ReadDir(filepath.Join(r.dir, "months"))
	if err != nil || len(entries) != 12 {
		t.Fatalf("%d feeds, want 12; error %v", len(entries), err)
	}
	for _, entry := range entries {
		r.add(t, "months/"+entry.Name())
	}
	return r
}

// add adds the second day of a feed.
func (r *recipe) add(t *testing.T, feed string) {
	t.Helper()
	var m export.FeedManifest
	if err := json.Unmarshal(read(t, filepath.Join(r.dir, feed), "changes_manifest_v0_1.json"), &m); err != nil {
		t.Fatal(err)
	}
	if last := r.days[len(r.days)-1]; m.From != last {
		t.Fatalf("%s begins on %v, want %v", feed, m.From, last)
	}
	r.feeds, r.days = append(r.feeds, feed), append(r.days, m.To)
}

func (r *recipe) write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(r.dir, name), []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

// sh runs the one block that holds a text, with other texts in the place of some that it must hold.
func (r *recipe) sh(t *testing.T, holds string, replace ...string) {
	t.Helper()
	if errors := r.try(t, holds, replace...); errors != "" {
		t.Fatalf("the block with %s: %s", holds, errors)
	}
}

// try is sh, and returns what was printed to standard error.
func (r *recipe) try(t *testing.T, holds string, replace ...string) string {
	t.Helper()
	i := slices.IndexFunc(r.blocks, func(block string) bool { return strings.Contains(block, holds) })
	if i < 0 {
		t.Fatalf("docs/CHANGES.md has no shell block with %s", holds)
	}
	block := r.blocks[i]
	for i := 0; i < len(replace); i += 2 {
		if !strings.Contains(block, replace[i]) {
			t.Fatalf("the block does not hold %q:\n%s", replace[i], block)
		}
		block = strings.ReplaceAll(block, replace[i], replace[i+1])
	}
	_, errors := r.run(t, block)
	return errors
}

// run runs shell code in the folder.
func (r *recipe) run(t *testing.T, code string) (stdout, stderr string) {
	t.Helper()
	var out, err bytes.Buffer
	c := exec.CommandContext(t.Context(), "sh", "-c", code)
	c.Dir, c.Env, c.Stdout, c.Stderr = r.dir, r.env, &out, &err
	if failed := c.Run(); failed != nil {
		err.WriteString("\n" + failed.Error())
	}
	return out.String(), err.String()
}

// connect creates an empty schema of PostgreSQL, which psql finds by its variables.
func (r *recipe) connect(t *testing.T) *pgx.Conn {
	t.Helper()
	db, conn := connectPostgres(t)
	var schema string
	if err := db.QueryRow("SELECT current_schema()").Scan(&schema); err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(os.Getenv("SYNTHHUB_POSTGRES"))
	if err != nil {
		t.Fatal(err)
	}
	r.env = append(r.env, "PGHOST="+u.Hostname(), "PGPORT="+u.Port(), "PGUSER="+u.User.Username(),
		"PGDATABASE="+strings.TrimPrefix(u.Path, "/"), "PGOPTIONS=-c search_path="+schema)
	return conn
}

// queryPostgres returns the rows of a query as CSV.
func queryPostgres(t *testing.T, conn *pgx.Conn, query string) string {
	t.Helper()
	var text bytes.Buffer
	if _, err := conn.PgConn().CopyTo(t.Context(), &text, "COPY ("+query+") TO STDOUT (FORMAT csv, HEADER)"); err != nil {
		t.Fatal(err)
	}
	return text.String()
}

// snapshotRows returns the rows of a table on a day, in a format of lines.
func (r *recipe) snapshotRows(t *testing.T, table string, day synthhub.Date, format string) string {
	t.Helper()
	g, err := r.book.On(day)
	if err != nil {
		t.Fatal(err)
	}
	write := map[string]func(*bytes.Buffer, synthhub.Entity) error{
		export.FormatCSV:    func(w *bytes.Buffer, e synthhub.Entity) error { return export.CSV(t.Context(), w, g, e) },
		export.FormatNDJSON: func(w *bytes.Buffer, e synthhub.Entity) error { return export.NDJSON(t.Context(), w, g, e) },
	}[format]
	for _, e := range synthhub.Entities() {
		if e.Table().Name() == table {
			var text bytes.Buffer
			if err := write(&text, e); err != nil {
				t.Fatal(err)
			}
			return text.String()
		}
	}
	t.Fatalf("no table %s", table)
	return ""
}

// compare compares the lines of a table with those that are wanted, in any order.
func (r *recipe) compare(t *testing.T, what, got, want string) {
	t.Helper()
	a, b := sortedLines(got), sortedLines(want)
	if !slices.Equal(a, b) {
		t.Fatalf("%s: %d lines, want %d (-want +got):\n%s", what, len(a), len(b), cmp.Diff(b, a))
	}
	r.tables, r.rows = r.tables+1, r.rows+len(a)
}

func sortedLines(text string) []string {
	return slices.Sorted(strings.Lines(text))
}

// governedTables are the tables of the recipes with their keys.
var governedTables = []struct{ name, key string }{{"persons", "person_id"}, {"vehicles", "vehicle_id"}, {"profiles", "profile_id"}}
