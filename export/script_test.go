package export_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// What the scripts do in psql and sqlite3 is proved in internal/conformance. That of MySQL
// is held to this text alone.

func TestLoadScript(t *testing.T) {
	m, err := export.ManifestOf(t.Context(), generator(t, small), export.Formats(export.FormatCSV, export.FormatNDJSON), export.Parts(2))
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range []export.Dialect{export.PostgreSQL, export.SQLite, export.MySQL} {
		script, err := export.LoadScript(d, m, `it's a "dir" in C:\`, export.Tables("profiles"))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, filepath.Join("sql", strings.ToLower(d.String())+"_load.sql"), script)
	}
}

// TestLoadScriptPaths holds that no path is taken for a program, an option or a home folder.
func TestLoadScriptPaths(t *testing.T) {
	m, err := export.ManifestOf(t.Context(), generator(t, small))
	if err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{"": "persons_v0_1.csv", "a": "a/persons_v0_1.csv", "/": "/persons_v0_1.csv", "a/": "a/persons_v0_1.csv", "../a": "../a/persons_v0_1.csv", "~": "./~/persons_v0_1.csv", "|sh": "./|sh/persons_v0_1.csv", "-a": "./-a/persons_v0_1.csv"} {
		script, err := export.LoadScript(export.SQLite, m, dir)
		if err != nil || !strings.Contains(script, `1 "`+want+`" "cells of persons"`) {
			t.Errorf("dir %q: no file %s, error %v", dir, want, err)
		}
	}
}

// TestLoadScriptRefuses holds what no script is made for.
func TestLoadScriptRefuses(t *testing.T) {
	for name, c := range map[string]struct {
		dialect export.Dialect
		dir     string
		change  func(*export.Manifest)
		opts    []export.Option
	}{
		"a line feed":           {dir: "a\nDROP TABLE persons;"},
		"a carriage return":     {dir: "a\rb"},
		"a fourth dialect":      {dialect: 3},
		"another version":       {change: func(m *export.Manifest) { m.DatasetVersion = "v0.0" }},
		"a file elsewhere":      {change: func(m *export.Manifest) { m.Files[0].Path = "../persons_v0_1.csv" }},
		"a part that is absent": {change: func(m *export.Manifest) { m.Files = m.Files[1:] }},
		"a table without files": {change: func(m *export.Manifest) { m.Files, m.RecordCounts = nil, nil }},
		"a table not known":     {change: func(m *export.Manifest) { m.Tables[0].Name = "visits" }},
		"a table not there":     {opts: []export.Option{export.Tables("visits")}},
	} {
		m, err := export.ManifestOf(t.Context(), generator(t, small), export.Formats(export.FormatCSV), export.Parts(2))
		if err != nil {
			t.Fatal(err)
		}
		if c.change != nil {
			c.change(m)
		}
		if script, err := export.LoadScript(c.dialect, m, c.dir, c.opts...); !errors.Is(err, export.ErrOption) || script != "" {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
