// Package lint holds rules of this module that the compiler does not check: which package may
// import which, which files may import unsafe, and which declarations need a doc comment.
package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/synthhub/synthhub"

// layers lists the packages of the root module that each of its packages may import. Imports
// point down; whatever is not listed is forbidden.
var layers = map[string][]string{
	"draw":                {},
	"internal/text":       {},
	"internal/pipe":       {},
	"internal/choice":     {"draw", "internal/text"},
	"internal/vocab":      {"draw", "internal/choice", "internal/text"},
	"internal/mask":       {"internal/text"},
	"schema":              {"internal/text", "internal/mask"},
	"internal/enum":       {"internal/text", "schema"},
	"internal/calendar":   {"schema"},
	"internal/strata":     {"draw", "internal/vocab"},
	"internal/vin":        {"draw", "internal/mask", "internal/vocab"},
	"internal/catalog":    {"draw", "internal/vin", "internal/vocab"},
	"internal/numbers":    {"draw", "internal/mask", "internal/vocab"},
	"internal/memory":     {},
	"internal/strictjson": {"internal/text"},
	".": {
		"draw", "schema", "internal/calendar", "internal/catalog", "internal/choice", "internal/enum", "internal/mask", "internal/memory",
		"internal/numbers", "internal/pipe", "internal/strata", "internal/strictjson", "internal/text", "internal/vin", "internal/vocab",
	},
	"internal/snapshot":   {},
	"internal/entitylist": {"."},
	"internal/format":     {".", "schema"},
	"export":              {".", "schema", "internal/entitylist", "internal/format", "internal/snapshot", "internal/pipe", "internal/text"},
	"validate":            {".", "schema", "export", "internal/entitylist", "internal/format", "internal/snapshot", "internal/pipe", "internal/text"},
	"validate/fault":      {".", "schema", "export", "validate", "internal/entitylist", "internal/text"},
	"synthtest":           {".", "schema", "export", "validate"},
	"examples/synthhub":   {"internal/text"}, // examples may also import every package that is not internal
	"internal/lint":       {},
	"internal/stats":      {}, // for tests alone
	"internal/testenv":    {}, // for tests alone
	"internal/inlining":   {"internal/testenv"},
}

// foreign lists the modules that code may import, and whether only tests may.
var foreign = map[string]bool{
	"github.com/gofrs/uuid/v5":     false,
	"github.com/go-faker/faker/v4": true,
	"github.com/gocarina/gocsv":    true,
	"github.com/google/go-cmp":     true,
}

type file struct {
	path string // relative to the module, with slashes
	ast  *ast.File
}

func (f file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// files parses the root module without the nested modules.
func files(t *testing.T) (list []file) {
	t.Helper()
	root := filepath.Join("..", "..")
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			_, err := os.Stat(filepath.Join(name, "go.mod"))
			if name != root && (err == nil || strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "data") {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		list = append(list, file{filepath.ToSlash(rel), parsed})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 40 {
		t.Fatalf("found only %d files", len(list))
	}
	return list
}

// TestImports holds imports to the layers, and to the modules that code and tests may use.
func TestImports(t *testing.T) {
	for _, f := range files(t) {
		dir := path.Dir(f.path)
		allowed, known := layers[dir]
		example := strings.HasPrefix(dir, "examples/")
		if !known && !example {
			t.Errorf("%s: add its package to the layers", f.path)
			continue
		}
		for _, spec := range f.ast.Imports {
			imp, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case imp == "unsafe":
				if f.path != "schema/offset.go" && f.path != "internal/text/arena.go" && !f.test() {
					t.Errorf("%s imports unsafe; only schema/offset.go and internal/text/arena.go may", f.path)
				}
			case imp == module || strings.HasPrefix(imp, module+"/"):
				in := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
				if in == "" {
					in = "."
				}
				if in != dir && !f.test() && !slices.Contains(allowed, in) && !(example && !strings.HasPrefix(in, "internal/")) {
					t.Errorf("%s imports %s, which the layers do not allow", f.path, in)
				}
			case strings.Contains(strings.Split(imp, "/")[0], "."):
				known, testOnly := false, false
				for m, tests := range foreign {
					if imp == m || strings.HasPrefix(imp, m+"/") {
						known, testOnly = true, tests
					}
				}
				if !known || testOnly && !f.test() && !example {
					t.Errorf("%s imports %s, which only tests may import, or no file", f.path, imp)
				}
			}
		}
	}
}

// TestRequirements: go.mod has four requirements.
func TestRequirements(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var direct []string
	for line := range strings.Lines(string(text)) {
		if f := strings.Fields(line); len(f) >= 2 && strings.Contains(f[0], ".") && !strings.Contains(line, "// indirect") {
			direct = append(direct, f[0])
		}
	}
	want := []string{"github.com/go-faker/faker/v4", "github.com/gocarina/gocsv", "github.com/gofrs/uuid/v5", "github.com/google/go-cmp"}
	slices.Sort(direct)
	if !slices.Equal(direct, want) {
		t.Errorf("go.mod requires %v, want %v", direct, want)
	}
}

// TestNoInit: no package has an init function.
func TestNoInit(t *testing.T) {
	for _, f := range files(t) {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.path)
			}
		}
	}
}
