package lint

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestDocComments: every exported name of the library has a comment that begins with the name.
// The members of a group may share the comment of the group.
func TestDocComments(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || f.ast.Name.Name == "main" {
			continue
		}
		for _, d := range f.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if exportedReceiver(d) && !conventional(d) {
					checkDoc(t, f, d.Name, false, d.Doc)
				}
			case *ast.GenDecl:
				checkDocs(t, f, d)
			}
		}
	}
}

// checkDocs checks the comments of a declaration of types, constants or variables.
func checkDocs(t *testing.T, f file, d *ast.GenDecl) {
	t.Helper()
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			checkDoc(t, f, s.Name, false, s.Doc, d.Doc)
		case *ast.ValueSpec:
			// The comment of a type can describe its constants.
			typed := d.Tok == token.CONST && d.Specs[0].(*ast.ValueSpec).Type != nil
			shared := d.Lparen.IsValid() && s.Doc == nil && (d.Doc != nil || s.Comment != nil || typed)
			for _, name := range s.Names {
				checkDoc(t, f, name, shared, s.Doc, d.Doc)
			}
		}
	}
}

// checkDoc checks the first comment that an exported name has. A shared comment need not begin
// with the name.
func checkDoc(t *testing.T, f file, name *ast.Ident, shared bool, docs ...*ast.CommentGroup) {
	t.Helper()
	if !name.IsExported() || shared {
		return
	}
	i := slices.IndexFunc(docs, func(doc *ast.CommentGroup) bool { return doc != nil })
	if i < 0 {
		t.Errorf("%s: %s has no comment", f.path, name.Name)
	} else if !beginsWith(docs[i].Text(), name.Name) {
		t.Errorf("%s: the comment of %s does not begin with its name: %.60q", f.path, name.Name, docs[i].Text())
	}
}

// beginsWith reports whether a comment begins with a name, or with an article and a name.
func beginsWith(doc, name string) bool {
	first, rest, _ := strings.Cut(doc, " ")
	if slices.Contains([]string{"A", "An", "The"}, first) {
		first, _, _ = strings.Cut(rest, " ")
	}
	first, _, _ = strings.Cut(first, "\n")
	return strings.TrimRight(strings.SplitN(first, "[", 2)[0], ",:") == name
}

// conventional reports whether a method has a meaning that its interface defines.
func conventional(d *ast.FuncDecl) bool {
	return d.Recv != nil && slices.Contains([]string{"Error", "Unwrap"}, d.Name.Name)
}

// TestPackageDocs: every package of the library has a package comment.
func TestPackageDocs(t *testing.T) {
	documented := map[string]bool{}
	for _, f := range files(t) {
		if !f.test() && f.ast.Name.Name != "main" {
			dir := path.Dir(f.path)
			documented[dir] = documented[dir] || f.ast.Doc != nil
		}
	}
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no comment", dir)
		}
	}
}
