package lint

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// tables lists the functions that are one table of columns and rules, which have no limit.
var tables = []string{"newPersonTable", "newVehicleTable"}

// TestFunctionLength: a function fits on a screen.
func TestFunctionLength(t *testing.T) {
	const maxLines = 60
	seen := map[string]bool{}
	for _, f := range files(t) {
		if f.test() {
			continue
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			lines := f.line(fn.End()) - f.line(fn.Pos()) + 1
			if lines <= maxLines {
				continue
			}
			seen[fn.Name.Name] = true
			if !slices.Contains(tables, fn.Name.Name) {
				t.Errorf("%s: %s has %d lines, want at most %d", f.path, fn.Name.Name, lines, maxLines)
			}
		}
	}
	for _, name := range tables {
		if !seen[name] {
			t.Errorf("%s is no longer a long table; take it off the list", name)
		}
	}
}

// TestRootSize: the root package is the domain and what users see; machinery is below it.
func TestRootSize(t *testing.T) {
	const maxLines = 3000
	lines := 0
	for _, f := range files(t) {
		if path.Dir(f.path) == "." && !f.test() {
			lines += f.line(f.ast.FileEnd) - 1
		}
	}
	if lines > maxLines {
		t.Errorf("the root package has %d lines, want at most %d: move what is not the domain to a package below", lines, maxLines)
	}
}

// line returns the number of the line of a position.
func (f file) line(pos token.Pos) int { return f.fset.Position(pos).Line }

// plainWords has words that comments must not have, and what to write instead.
var plainWords = map[string]string{
	"foretaste": "sample", "foresee": "presize", "rendition": "encoding", "whoever": "who, or the noun", "by lot": "at random",
	"make room": "reserve", "makes room": "reserves", "guessed wrongly": "mispredicted", "as it stands": "unchanged",
	"licence": "license", "neighbour": "neighbor", "colour": "color", "catalogue": "catalog", "behaviour": "behavior", "programme": "program",
}

// TestPlainWords: comments are in American English, without private vocabulary.
func TestPlainWords(t *testing.T) {
	for _, f := range files(t) {
		for _, group := range f.ast.Comments {
			text := strings.ToLower(group.Text())
			for word, better := range plainWords {
				if strings.Contains(text, word) {
					t.Errorf("%s:%d: a comment says %q, want %s", f.path, f.line(group.Pos()), word, better)
				}
			}
		}
	}
}
