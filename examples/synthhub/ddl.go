package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/export"
)

var ddlCommand = command{
	name: "ddl",
	doc:  "print the SQL that creates the tables and loads a snapshot into them",
	more: `The statements create the tables with the keys, references and checks of the columns.
With --load the output is a script for psql, sqlite3 or mysql, which also loads the CSV
files of a snapshot. If the script fails, PostgreSQL and SQLite keep nothing, and MySQL
keeps empty tables. A relative DIR is relative to the folder in which the script runs.
The tables must not exist yet. The script for MySQL is not tested on a server.`,
	examples: []string{
		"synthhub ddl --dialect postgresql | psql DATABASE",
		"synthhub ddl --dialect sqlite --load data/snapshots/v0.1 | sqlite3 insurance.db",
		"synthhub ddl --dialect postgresql --load data/snapshots/v0.1 | psql DATABASE",
		"synthhub ddl --dialect mysql --load data/snapshots/v0.1 | mysql --local-infile=1 DATABASE",
	},
	setup: ddl,
}

// dialectNames are the names that the help lists; dialects has common synonyms as well.
var (
	dialectNames = []string{"postgresql", "sqlite", "mysql"}
	dialects     = map[string]export.Dialect{
		"postgresql": export.PostgreSQL, "postgres": export.PostgreSQL, "sqlite": export.SQLite, "sqlite3": export.SQLite, "mysql": export.MySQL, "mariadb": export.MySQL,
	}
)

func ddl(f *flags) action {
	dialect := f.oneOf("dialect", "DIALECT: postgresql, sqlite or mysql", dialectNames, slices.Sorted(maps.Keys(dialects))...)
	load := f.String("load", "", "DIR: snapshot whose CSV files the script loads")
	var tables []string
	f.someOf(&tables, "table", tablesUsage, tableNames())

	return func(ctx context.Context, t *terminal, args []string) error {
		if err := noArguments(args); err != nil {
			return err
		}
		d, ok := dialects[*dialect]
		if !ok {
			return usagef("want --dialect postgresql, sqlite or mysql")
		}
		var opts []export.Option
		if tables != nil {
			opts = append(opts, export.Tables(tables...))
		}
		if *load == "" {
			statements, err := export.CreateTables(d, opts...)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(t.out, strings.Join(statements, ";\n\n")+";")
			return err
		}
		m, err := manifestIn(ctx, *load)
		if err != nil {
			return err
		}
		script, err := export.LoadScript(d, m, filepath.ToSlash(*load), opts...)
		if err != nil {
			return rewordExport(err)
		}
		_, err = fmt.Fprint(t.out, script)
		return err
	}
}

// maxManifest is the maximum size of a manifest in bytes. Decoded, it takes up to a hundred times as
// much memory, and may be a stranger's.
const maxManifest = 2 << 20

// manifestIn reads the manifest of a snapshot.
func manifestIn(ctx context.Context, dir string) (*export.Manifest, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, usagef("--load %.200q: %v: want the folder of a snapshot", dir, errors.Unwrap(err))
	}
	var names []string
	for _, entry := range entries {
		// A signature of a manifest may be called snapshot_manifest_v0_1.json.sigstore.json.
		if ok, _ := filepath.Match("snapshot_manifest_*.json", entry.Name()); ok && strings.Count(entry.Name(), ".") == 1 {
			names = append(names, entry.Name())
		}
	}
	if len(names) != 1 {
		return nil, usagef("--load %.200q: it holds %d files snapshot_manifest_*.json: want the folder of one snapshot", dir, len(names))
	}
	path := filepath.Join(dir, names[0])
	if info, err := os.Lstat(path); err != nil || !info.Mode().IsRegular() {
		return nil, usagef("--load %.200q: %s is not a regular file", dir, names[0])
	}
	text, err := readStart(ctx, path, nil, maxManifest+1)
	if err == nil && len(text) > maxManifest {
		err = fmt.Errorf("more than %d bytes: want a snapshot in fewer parts", maxManifest)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
	}
	m := new(export.Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
	}
	return m, nil
}
