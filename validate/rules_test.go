package validate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/validate"
	"github.com/synthhub/synthhub/validate/fault"
)

// TestEveryRuleBroken fails for a rule that no test of this package or of package fault
// breaks. That each of them is found when it is broken is what those tests say.
func TestEveryRuleBroken(t *testing.T) {
	t.Parallel()
	broken := map[string]bool{
		"snapshot.file.regular": true, "snapshot.file.readable": true, // TestOddFiles
		"snapshot.table.parts":                true, // TestParts
		"snapshot.manifest.sha256":            true, // TestManifestSHA256
		"persons.first_licensed_on.required":  true, // TestOneRow
		"persons.license_expires_on.required": true, // TestOneRow
		"changes.file.regular":                true, // TestChangesOddFiles
		"changes.file.readable":               true, // TestChangesOddFiles
		"changes.manifest.sha256":             true, // TestChangesManifestSHA256
		"changes.table.same_rows":             true, // TestChangesFormats
		"changes.file.reproduced":             true, // TestChangesFormats
		"changes.line.reproduced":             true, // TestChangesReproduced
		"changes.snapshot.usable":             true, // TestAppliesTo
	}
	for _, c := range corruptions {
		for code, n := range c.want {
			broken[code] = broken[code] || n > 0
		}
	}
	for _, c := range changesCorruptions {
		for code, n := range c.want {
			broken[code] = broken[code] || n != 0
		}
	}
	for _, c := range consistent {
		for code := range c.want {
			broken[code] = true
		}
	}
	for code := range fault.Codes() {
		broken[code] = true
	}
	for _, e := range synthhub.Entities() {
		for _, c := range rowTexts {
			broken[e.Table().Name()+"."+c.rule] = true
		}
		for _, c := range e.Table().Columns() {
			if bad, ok := unreadable[c.Kind.String()]; ok {
				broken[e.Table().Name()+"."+c.Name+"."+bad.rule] = true
			}
		}
	}
	var unbroken, codes []string
	for rule := range validate.Rules() {
		codes = append(codes, rule.Code)
		if !broken[rule.Code] {
			unbroken = append(unbroken, rule.Code)
		}
		if !strings.HasPrefix(rule.Code, rule.Table+"."+rule.Column+".") || rule.Doc == "" {
			t.Errorf("%+v: table and column must be the parts of the code, and the sentence not empty", rule)
		}
	}
	if diff := cmp.Diff([]string(nil), unbroken); diff != "" {
		t.Errorf("rules that no test breaks (-want +got):\n%s", diff)
	}
	slices.Sort(codes)
	if n := len(slices.Compact(slices.Clone(codes))); n != len(codes) {
		t.Errorf("%d codes are listed twice", len(codes)-n)
	}
}

// TestEveryRuleListed reads the declarations of rules in the source: a rule that a check
// names, but Rules does not list, would be a finding that no report can hold.
func TestEveryRuleListed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("rules_*.go")
	if err != nil {
		t.Fatal(err)
	}
	declared, listed := map[string]bool{}, map[string]bool{}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				v := s.(*ast.ValueSpec)
				if call, ok := v.Values[0].(*ast.CallExpr); ok && slices.Contains([]string{"newRule", "snapshotRule", "changesRule"}, call.Fun.(*ast.Ident).Name) {
					declared[v.Names[0].Name] = true
					continue
				}
				ast.Inspect(v.Values[0], func(n ast.Node) bool {
					if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "rule") {
						listed[id.Name] = true
					}
					return true
				})
			}
		}
	}
	if len(declared) < 30 {
		t.Errorf("only %d declarations were found", len(declared))
	}
	if diff := cmp.Diff(declared, listed); diff != "" {
		t.Errorf("rules that are declared and listed (-declared +listed):\n%s", diff)
	}
}
