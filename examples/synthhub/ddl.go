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
	doc:  "print the SQL of the tables, and what loads a snapshot into them",
	more: `The statements have the keys, references and checks of the columns. With --load they
become a script for psql, sqlite3 or mysql that makes the tables of a snapshot and fills
them from its CSV files, all or nothing. Run it where you ran ddl, or give an absolute
DIR. The tables must not exist yet. The script for MySQL is not tested on a server.`,
	examples: []string{
		"synthhub ddl --dialect postgresql | psql DATABASE",
		"synthhub ddl --dialect sqlite --load data/snapshots/v0.1 | sqlite3 insurance.db",
		"synthhub ddl --dialect postgresql --load data/snapshots/v0.1 | psql DATABASE",
		"synthhub ddl --dialect mysql --load data/snapshots/v0.1 | mysql --local-infile=1 DATABASE",
	},
	setup: ddl,
}

// dialectNames are those that the help lists; dialects has other names that people use too.
var (
	dialectNames = []string{"postgresql", "sqlite", "mysql"}
	dialects     = map[string]export.Dialect{
		"postgresql": export.PostgreSQL, "postgres": export.PostgreSQL, "sqlite": export.SQLite, "sqlite3": export.SQLite, "mysql": export.MySQL, "mariadb": export.MySQL,
	}
)

func ddl(f *flags) action {
	dialect := f.oneOf("dialect", "DIALECT: postgresql, sqlite or mysql", dialectNames, slices.Sorted(maps.Keys(dialects))...)
	load := f.String("load", "", "DIR: a snapshot with CSV files, to load as well")
	var tables []string
	f.someOf(&tables, "table", "TABLES: persons, vehicles, profiles, or some with commas between (default all)", tableNames())

	return func(_ context.Context, t *terminal, args []string) error {
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
		m, err := manifestIn(*load)
		if err != nil {
			return err
		}
		script, err := export.LoadScript(d, m, filepath.ToSlash(*load), opts...)
		if err != nil {
			return refused(err)
		}
		_, err = fmt.Fprint(t.out, script)
		return err
	}
}

// manifestIn reads the manifest of a snapshot.
func manifestIn(dir string) (*export.Manifest, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, usagef("--load %.200q: %v: want the folder of a snapshot", dir, errors.Unwrap(err))
	}
	var names []string
	for _, entry := range entries {
		if ok, _ := filepath.Match("snapshot_manifest_*.json", entry.Name()); ok {
			names = append(names, entry.Name())
		}
	}
	if len(names) != 1 {
		return nil, usagef("--load %.200q: %d files snapshot_manifest_*.json are there: want the folder of one snapshot", dir, len(names))
	}
	text, err := os.ReadFile(filepath.Join(dir, names[0]))
	if err != nil {
		return nil, err
	}
	m := new(export.Manifest)
	if err := json.Unmarshal(text, m); err != nil {
		return nil, fmt.Errorf("%s: %w", names[0], err)
	}
	return m, nil
}
