package lint

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"
)

// TestDocComments: every exported name has a comment that begins with the name. The members of a
// group may share the comment of the group.
func TestDocComments(t *testing.T) {
	for _, f := range files(t) {
		if f.test() || f.ast.Name.Name == "main" {
			continue
		}
		check := func(name *ast.Ident, shared bool, docs ...*ast.CommentGroup) {
			if !name.IsExported() {
				return
			}
			for _, doc := range docs {
				if doc == nil {
					continue
				}
				if !beginsWith(doc.Text(), name.Name) && !shared {
					t.Errorf("%s: the comment of %s does not begin with its name: %.60q", f.path, name.Name, doc.Text())
				}
				return
			}
			if !shared {
				t.Errorf("%s: %s has no comment", f.path, name.Name)
			}
		}
		for _, d := range f.ast.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if exportedReceiver(d) && !conventional(d) {
					check(d.Name, false, d.Doc)
				}
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						check(s.Name, false, s.Doc, d.Doc)
					case *ast.ValueSpec:
						for _, name := range s.Names { // the comment of a type explains its constants
							typed := d.Tok == token.CONST && d.Specs[0].(*ast.ValueSpec).Type != nil
							check(name, d.Lparen.IsValid() && s.Doc == nil && (d.Doc != nil || s.Comment != nil || typed), s.Doc, d.Doc)
						}
					}
				}
			}
		}
	}
}

// beginsWith reports whether a comment begins with a name, after an article at most.
func beginsWith(doc, name string) bool {
	first, rest, _ := strings.Cut(doc, " ")
	if slices.Contains([]string{"A", "An", "The"}, first) {
		first, _, _ = strings.Cut(rest, " ")
	}
	first, _, _ = strings.Cut(first, "\n")
	return strings.TrimRight(strings.SplitN(first, "[", 2)[0], ",:") == name
}

// TestParameters: the types of the parameters of exported functions are exported too.
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
							t.Errorf("%s: %s has a parameter of the type %s, which is not exported", f.path, fn.Name.Name, id.Name)
						}
						_, nested := n.(*ast.FuncType)
						return !nested // its parameters are fields that the outer Inspect visits
					})
				}
				return true
			})
		}
	}
	if checked < 200 {
		t.Errorf("only %d functions were checked", checked)
	}
}

// typeParameter reports whether a function, or its receiver, has the type parameter.
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

// conventional reports whether a method is one that an interface of the standard library explains.
func conventional(d *ast.FuncDecl) bool {
	return d.Recv != nil && slices.Contains([]string{"Error", "Unwrap"}, d.Name.Name)
}

// TestPackageDocs: every library package has a comment.
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
