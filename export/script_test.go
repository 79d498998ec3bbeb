package export_test

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// Tests in internal/conformance run the scripts in psql and sqlite3. The script of MySQL is
// only compared with this text.

func TestLoadScript(t *testing.T) {
	t.Parallel()
	m := manifestOf(t, generator(t, small), export.Formats(export.FormatCSV, export.FormatNDJSON), export.Parts(2))
	for _, d := range dialects {
		t.Run(d.String(), func(t *testing.T) {
			script, err := export.LoadScript(d, m, `it's a "dir" in C:\`, export.Tables("profiles"))
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("sql", strings.ToLower(d.String())+"_load.sql"), script)
		})
	}
}

// TestLoadScriptPaths holds that no shell reads a path as a program, an option or a home folder.
func TestLoadScriptPaths(t *testing.T) {
	t.Parallel()
	m := manifestOf(t, generator(t, small))
	for dir, want := range map[string]string{
		"": "persons_v0_1.csv", "a": "a/persons_v0_1.csv", "/": "/persons_v0_1.csv", "a/": "a/persons_v0_1.csv", "../a": "../a/persons_v0_1.csv",
		"~": "./~/persons_v0_1.csv", "|sh": "./|sh/persons_v0_1.csv", "-a": "./-a/persons_v0_1.csv",
	} {
		t.Run(dir, func(t *testing.T) {
			script, err := export.LoadScript(export.SQLite, m, dir)
			if err != nil || !strings.Contains(script, `1 "`+want+`" "cells of persons"`) {
				t.Errorf("no file %s, error %v", want, err)
			}
		})
	}
}

// TestLoadScriptRefuses holds the arguments that are refused.
func TestLoadScriptRefuses(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
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
		"a file behind a link":  {change: func(m *export.Manifest) { m.Files[0].Path = "link/persons_v0_1.csv" }},
		"a file of odd name":    {change: func(m *export.Manifest) { m.Files[0].Path = "persons\x1b[2J_v0_1.csv" }},
		"a file elsewhere":      {change: func(m *export.Manifest) { m.Files[0].Path = "../persons_v0_1.csv" }},
		"a part that is absent": {change: func(m *export.Manifest) { m.Files = m.Files[1:] }},
		"a table without files": {change: func(m *export.Manifest) { m.Files, m.RecordCounts = nil, nil }},
		"an unknown table":      {change: func(m *export.Manifest) { m.Tables[0].Name = "visits" }},
		"a table of no file":    {opts: []export.Option{export.Tables("visits")}},
	} {
		t.Run(name, func(t *testing.T) {
			m := manifestOf(t, g, export.Formats(export.FormatCSV), export.Parts(2))
			if c.change != nil {
				c.change(m)
			}
			if script, err := export.LoadScript(c.dialect, m, c.dir, c.opts...); !errors.Is(err, export.ErrOption) || script != "" {
				t.Errorf("script %q, error %v", script, err)
			}
		})
	}
}
