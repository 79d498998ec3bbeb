package lint

import (
	"go/ast"
	"go/token"
	"path"
	"strings"
	"testing"
)

// TestFunctionLength: a function fits on a screen.
func TestFunctionLength(t *testing.T) {
	const maxLines = 60
	for _, f := range files(t) {
		if f.test() {
			continue
		}
		for _, d := range f.ast.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if lines := f.line(fn.End()) - f.line(fn.Pos()) + 1; lines > maxLines {
				t.Errorf("%s: %s has %d lines, want at most %d", f.path, fn.Name.Name, lines, maxLines)
			}
		}
	}
}

// TestRootSize: the root package is the domain and what users see; machinery is below it.
func TestRootSize(t *testing.T) {
	const maxLines = 4400
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
	"as it stands":    "unchanged",
	"by lot":          "at random",
	"foresee":         "presize",
	"foretaste":       "sample",
	"guessed wrongly": "mispredicted",
	"make room":       "reserve",
	"makes room":      "reserves",
	"rendition":       "encoding",
	"whoever":         "who, or the noun",

	"behaviour": "behavior",
	"catalogue": "catalog",
	"colour":    "color",
	"licence":   "license",
	"neighbour": "neighbor",
	"programme": "program",
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
