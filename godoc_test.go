package synthhub_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"reflect"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// TestGoDoc: the documentation has at most 950 lines, and shows no code that initializes
// variables.
func TestGoDoc(t *testing.T) {
	t.Parallel()
	out, err := exec.CommandContext(t.Context(), "go", "doc", "-all", ".").Output()
	if err != nil {
		t.Skipf("go doc: %v", err)
	}
	text := string(out)
	if n := strings.Count(text, "\n"); n > 950 || n < 500 {
		t.Errorf("go doc -all has %d lines, want 500 to 950", n)
	}
	_, variables, _ := strings.Cut(text, "\nVARIABLES\n")
	variables, _, ok := strings.Cut(variables, "\nFUNCTIONS\n")
	if !ok || strings.ContainsAny(variables, "{}") {
		t.Errorf("the variables show how they are initialized:\n%s", variables)
	}
}

// TestStructs: the struct, its tags, its doc comment and the table of an entity have the same
// columns.
func TestStructs(t *testing.T) {
	for file, c := range map[string]struct {
		row   reflect.Type
		table schema.Describer
	}{
		"person.go":  {reflect.TypeFor[synthhub.Person](), synthhub.PersonTable},
		"vehicle.go": {reflect.TypeFor[synthhub.Vehicle](), synthhub.VehicleTable},
		"profile.go": {reflect.TypeFor[synthhub.Profile](), synthhub.ProfileTable},
	} {
		t.Run(c.table.Name(), func(t *testing.T) {
			columns := c.table.Columns()
			if c.row.NumField() != len(columns) {
				t.Fatalf("%v has %d fields for %d columns", c.row, c.row.NumField(), len(columns))
			}
			var names []string
			for i, column := range columns {
				names = append(names, column.Name)
				for _, key := range []string{"csv", "json", "db"} {
					if tag := c.row.Field(i).Tag.Get(key); tag != column.Name {
						t.Errorf("%v.%s has the %s tag %q, want %q", c.row, c.row.Field(i).Name, key, tag, column.Name)
					}
				}
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range parsed.Decls {
				g, ok := d.(*ast.GenDecl)
				if !ok || g.Tok != token.TYPE || g.Specs[0].(*ast.TypeSpec).Name.Name != c.row.Name() {
					continue
				}
				_, list, _ := strings.Cut(strings.Join(strings.Fields(g.Doc.Text()), " "), "each column: ")
				if want := strings.Join(names, ", ") + "."; list != want {
					t.Errorf("the comment of %v lists\n%s\nwant\n%s", c.row, list, want)
				}
			}
		})
	}
}
