package conformance

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"testing"

	"github.com/frictionlessdata/datapackage-go/datapackage"
	"github.com/frictionlessdata/datapackage-go/validator"
	"github.com/frictionlessdata/tableschema-go/schema"
	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// TestDataPackage opens a snapshot with a Frictionless library for version 1 of the
// standard, reads every table through its schema, and compares the values.
func TestDataPackage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		opts []export.Option
	}{
		{"whole", nil},
		{"parts", []export.Option{export.Parts(3)}},
		{"faulty", []export.Option{export.Faulty()}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir, m := snapshot(t, append(c.opts, export.With(visits))...)
			p := load(t, dir)
			for _, table := range m.Tables {
				r := p.GetResource(table.Name)
				if r == nil {
					t.Errorf("the package has no resource %s", table.Name)
					continue
				}
				checkTable(t, r, table.Name, table.Rows, tableCSV(t, dir, m, table.Name))
			}
		})
	}
}

// load opens the package in a folder. Both versions of the standard say that the bounds of
// a number have the type of the field, but the library accepts only text. So load converts
// them to text.
func load(t *testing.T, dir string) *datapackage.Package {
	t.Helper()
	var d map[string]any
	if err := json.Unmarshal(read(t, dir, "datapackage.json"), &d); err != nil {
		t.Fatal(err)
	}
	for _, r := range d["resources"].([]any) {
		s, ok := r.(map[string]any)["schema"].(map[string]any)
		if !ok {
			continue
		}
		for _, f := range s["fields"].([]any) {
			if c, ok := f.(map[string]any)["constraints"].(map[string]any); ok {
				for _, bound := range []string{"minimum", "maximum"} {
					if v, ok := c[bound]; ok {
						c[bound] = fmt.Sprint(v)
					}
				}
			}
		}
	}
	text, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	p, err := datapackage.FromReader(bytes.NewReader(text), dir, validator.InMemoryLoader())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// tableCSV returns the concatenated CSV files of a table.
func tableCSV(t *testing.T, dir string, m *export.Manifest, table string) (text []byte) {
	for _, f := range m.Files {
		if f.Table == table {
			text = append(text, read(t, dir, f.Path)...)
		}
	}
	return text
}

// checkTable checks the schema of a resource, and compares its rows with encoding/csv.
func checkTable(t *testing.T, r *datapackage.Resource, name string, rows int, text []byte) {
	s, err := r.GetSchema()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(); err != nil {
		t.Errorf("%s: the schema is not valid: %v", name, err)
	}
	got, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(got) > 0 && got[0][0] == want[0][0] {
		got = got[1:] // the library returns the header as a row for some dialects
	}
	if len(got) != rows || len(want) != rows+1 {
		t.Fatalf("%s: %d rows through the library, %d with encoding/csv, %d in the manifest", name, len(got), len(want)-1, rows)
	}
	for i, row := range got {
		for k, f := range s.Fields {
			if row[k] != want[i+1][k] {
				t.Fatalf("%s, row %d, %s: %q, want %q", name, i, f.Name, row[k], want[i+1][k])
			}
			if !f.Constraints.Required && row[k] == "" {
				continue
			}
			if _, err := f.Cast(row[k]); err != nil {
				t.Fatalf("%s, row %d, %s: %q does not match the schema: %v", name, i, f.Name, row[k], err)
			}
		}
	}
}

// TestDataPackageKeys checks the primary and foreign keys of the tables.
func TestDataPackageKeys(t *testing.T) {
	t.Parallel()
	dir, _ := snapshot(t, export.With(visits))
	p := load(t, dir)
	schemas := map[string]*schema.Schema{}
	for _, r := range p.Resources() {
		if s, err := r.GetSchema(); err == nil {
			schemas[r.Name()] = &s
		}
	}
	for _, e := range synthhub.Entities() {
		if name := e.Table().Name(); schemas[name] == nil || len(schemas[name].PrimaryKeys) != 1 {
			t.Errorf("%s has no primary key", name)
		}
	}
	for table, refs := range map[string][]string{"vehicles": {"persons"}, "profiles": {"persons", "vehicles"}, "visits": {"persons"}} {
		var got []string
		for _, k := range schemas[table].ForeignKeys {
			got = append(got, k.Reference.Resource)
		}
		if diff := cmp.Diff(refs, got); diff != "" {
			t.Errorf("references of %s:\n%s", table, diff)
		}
	}
}
