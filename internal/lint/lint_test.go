// Package lint tests the rules of this module that the compiler does not check: which package may
// import which, which files may use unsafe, and that exported names have doc comments.
package lint

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

const module = "github.com/synthhub/synthhub"

// layers has the packages of the module that each package of the root module may import. All
// others are forbidden.
var layers = map[string][]string{
	"draw":                  {},
	"internal/text":         {},
	"internal/pipe":         {},
	"internal/testenv":      {}, // only for tests
	"internal/plot":         {},
	"internal/choice":       {"draw", "internal/text"},
	"internal/vocab":        {"draw", "internal/choice", "internal/text"},
	"internal/mask":         {"internal/text"},
	"schema":                {"internal/text", "internal/mask"},
	"internal/enum":         {"internal/text", "schema"},
	"internal/calendar":     {"schema"},
	"internal/timeline":     {"draw"},
	"internal/strata":       {"draw", "internal/timeline", "internal/vocab"},
	"internal/governed":     {"internal/timeline", "internal/vocab"},
	"internal/license":      {"draw", "schema", "internal/choice", "internal/strata", "internal/timeline", "internal/vocab"},
	"internal/registration": {"draw", "schema", "internal/text", "internal/timeline", "internal/vocab"},
	"internal/vin":          {"draw", "internal/mask", "internal/text", "internal/vocab"},
	"internal/catalog":      {"draw", "internal/choice", "internal/vin", "internal/vocab"},
	"internal/numbers":      {"draw", "internal/mask", "internal/vocab"},
	"internal/measure":      {},
	"internal/memory":       {},
	"internal/strictjson":   {"internal/text"},
	".": {
		"draw", "schema", "internal/calendar", "internal/catalog", "internal/choice", "internal/enum", "internal/governed", "internal/license", "internal/mask", "internal/memory",
		"internal/numbers", "internal/pipe", "internal/registration", "internal/strata", "internal/strictjson", "internal/text", "internal/timeline", "internal/vin", "internal/vocab",
	},
	"internal/snapshot":   {},
	"internal/entitylist": {"."},
	"internal/format":     {".", "schema"},
	"internal/intake":     {"schema", "internal/format", "internal/snapshot"},
	"export":              {".", "schema", "internal/entitylist", "internal/format", "internal/snapshot", "internal/pipe", "internal/text", "internal/license"},
	"validate":            {".", "schema", "draw", "export", "internal/entitylist", "internal/format", "internal/intake", "internal/snapshot", "internal/pipe", "internal/text", "internal/license", "internal/registration"},
	"report/rowdiff":      {".", "schema", "export", "internal/format", "internal/intake", "internal/pipe", "internal/snapshot"},
	"validate/fault":      {".", "schema", "export", "validate", "internal/entitylist", "internal/text"},
	"report":              {".", "schema", "validate", "report/rowdiff", "internal/entitylist", "internal/intake", "internal/measure", "internal/pipe", "internal/plot", "internal/strictjson"},
	"synthtest":           {".", "schema", "export", "validate", "internal/entitylist"},
	"examples/synthhub":   {"internal/text", "internal/strictjson"},              // and all packages that are not internal, as all examples
	"internal/attack":     {".", "schema", "export", "validate", "internal/vin"}, // a command
	"internal/lint":       {},
	"internal/stats":      {},                                                                // only for tests
	"internal/dependence": {},                                                                // only for tests
	"internal/hostile":    {".", "schema", "export", "internal/format", "internal/snapshot"}, // only for tests
	"internal/inlining":   {"internal/testenv"},                                              // only for tests
}

// otherModules has the other modules that may be imported, and whether only tests may import them.
var otherModules = map[string]bool{
	"github.com/gofrs/uuid/v5":     false,
	"github.com/go-faker/faker/v4": true,
	"github.com/gocarina/gocsv":    true,
	"github.com/google/go-cmp":     true,
}

// A file is a parsed source file.
type file struct {
	path string // relative to the module, with slashes
	ast  *ast.File
	fset *token.FileSet
}

// test reports whether the file has tests.
func (f file) test() bool { return strings.HasSuffix(f.path, "_test.go") }

// files returns the files of the root module, without nested modules.
func files(t *testing.T) []file {
	t.Helper()
	list, err := parsed()
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 40 {
		t.Fatalf("only %d files", len(list))
	}
	return list
}

// parsed parses the files of the root module, once for all tests.
var parsed = sync.OnceValues(func() (list []file, err error) {
	root := filepath.Join("..", "..")
	fset := token.NewFileSet()
	err = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
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
		syntax, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		list = append(list, file{filepath.ToSlash(rel), syntax, fset})
		return err
	})
	return list, err
})

// TestImports: packages import only the packages that layers and otherModules list, and only two
// files import unsafe.
func TestImports(t *testing.T) {
	for _, f := range files(t) {
		dir := path.Dir(f.path)
		allowed, known := layers[dir]
		example := strings.HasPrefix(dir, "examples/")
		if !known && !example {
			t.Errorf("%s: add its package to layers", f.path)
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
					t.Errorf("%s imports unsafe, which only schema/offset.go and internal/text/arena.go may", f.path)
				}
			case imp == module || strings.HasPrefix(imp, module+"/"):
				in := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
				if in == "" {
					in = "."
				}
				if in != dir && !f.test() && !slices.Contains(allowed, in) && !(example && !strings.HasPrefix(in, "internal/")) {
					t.Errorf("%s imports %s, which layers does not list", f.path, in)
				}
			case strings.Contains(strings.Split(imp, "/")[0], "."):
				known, testOnly := false, false
				for m, tests := range otherModules {
					if imp == m || strings.HasPrefix(imp, m+"/") {
						known, testOnly = true, tests
					}
				}
				if !known || testOnly && !f.test() && !example {
					t.Errorf("%s imports %s, which otherModules does not allow", f.path, imp)
				}
			}
		}
	}
}

// TestRequirements: go.mod requires four modules and no others.
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

// TestNoInit: no package has an init function, which would slow the start of programs.
func TestNoInit(t *testing.T) {
	for _, f := range files(t) {
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s has an init function", f.path)
			}
		}
	}
}

// TestParameters: the types of the parameters of exported functions are exported.
func TestParameters(t *testing.T) {
	checked := 0
	for _, f := range files(t) {
		if f.test() || f.ast.Name.Name == "main" || strings.HasPrefix(f.path, "internal/") {
			continue
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || !fn.Name.IsExported() || !exportedReceiver(fn) {
				continue
			}
			checked++
			ast.Inspect(fn.Type.Params, func(n ast.Node) bool {
				if field, ok := n.(*ast.Field); ok {
					ast.Inspect(field.Type, func(n ast.Node) bool {
						if id, ok := n.(*ast.Ident); ok && !id.IsExported() && !typeParameter(fn, id.Name) && types.Universe.Lookup(id.Name) == nil && !packageName(f.ast, id.Name) {
							t.Errorf("%s: %s has a parameter of the type %s, which callers cannot name", f.path, fn.Name.Name, id.Name)
						}
						_, nested := n.(*ast.FuncType)
						return !nested // the outer Inspect visits its parameters
					})
				}
				return true
			})
		}
	}
	if checked < 200 {
		t.Errorf("only %d functions are checked", checked)
	}
}

// typeParameter reports whether a function or its receiver has a type parameter of that name.
func typeParameter(fn *ast.FuncDecl, name string) (found bool) {
	look := func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			found = found || id.Name == name
		}
		return true
	}
	if fn.Type.TypeParams != nil {
		for _, f := range fn.Type.TypeParams.List {
			for _, id := range f.Names {
				look(id)
			}
		}
	}
	if fn.Recv != nil {
		ast.Inspect(fn.Recv.List[0].Type, look)
	}
	return found
}

// packageName reports whether a file imports a package of that name.
func packageName(f *ast.File, name string) bool {
	return slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool {
		return path.Base(strings.Trim(spec.Path.Value, `"`)) == name || strings.Trim(spec.Path.Value, `"`) == module && name == "synthhub" || strings.HasSuffix(strings.Trim(spec.Path.Value, `"`), name+"/v5")
	})
}

// exportedReceiver reports whether a function has no receiver, or one of an exported type.
func exportedReceiver(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return true
	}
	typ := d.Recv.List[0].Type
	for {
		switch x := typ.(type) {
		case *ast.StarExpr:
			typ = x.X
		case *ast.IndexExpr:
			typ = x.X
		case *ast.Ident:
			return x.IsExported()
		default:
			return false
		}
	}
}
