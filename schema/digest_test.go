package schema_test

import (
	"iter"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// described is a table as a plain value, of which every part can be changed.
type described struct {
	name, doc string
	columns   []schema.Column
	rules     []schema.RuleInfo
}

func (d described) Name() string                     { return d.name }
func (d described) Doc() string                      { return d.doc }
func (d described) Columns() []schema.Column         { return d.columns }
func (d described) Rules() iter.Seq[schema.RuleInfo] { return slices.Values(d.rules) }
func (d described) AppendHeader(dst []byte) []byte   { return dst }

// TestDigest changes every field of a description, one after the other.
func TestDigest(t *testing.T) {
	base := func() described {
		return described{"rows", "Rows.", itemTable.Columns()[:3], []schema.RuleInfo{{Table: "rows", Column: "name", Name: "r", Doc: "R."}}}
	}
	seen := map[string]string{schema.Digest(base()): "nothing"}
	try := func(what string, d described) {
		t.Helper()
		digest := schema.Digest(d)
		if before, ok := seen[digest]; ok {
			t.Errorf("changing %s gives the same digest as changing %s", what, before)
		}
		seen[digest] = what
		if len(digest) != len("sha256:")+64 || !strings.HasPrefix(digest, "sha256:") {
			t.Errorf("digest %q", digest)
		}
	}
	changed := func(change func(d *described)) described {
		d := base()
		change(&d)
		return d
	}
	try("the name", changed(func(d *described) { d.name = "x" }))
	try("the sentence", changed(func(d *described) { d.doc = "x" }))
	try("the order of columns", changed(func(d *described) { slices.Reverse(d.columns) }))
	try("the number of columns", changed(func(d *described) { d.columns = d.columns[:2] }))
	try("the number of rules", changed(func(d *described) { d.rules = nil }))
	fields := func(what string, change func(d *described) reflect.Value) {
		whole := base()
		typ := change(&whole).Type()
		for i := range typ.NumField() {
			if !typ.Field(i).IsExported() {
				continue
			}
			try(what+"."+typ.Field(i).Name, changed(func(d *described) {
				switch f := change(d).Field(i); f.Kind() {
				case reflect.String:
					f.SetString("changed")
				case reflect.Bool:
					f.SetBool(!f.Bool())
				case reflect.Uint8:
					f.SetUint(f.Uint() + 1)
				case reflect.Int, reflect.Int64:
					f.SetInt(7)
				case reflect.Slice:
					f.Set(reflect.ValueOf([]string{"changed"}))
				default:
					t.Fatalf("how to change %s?", typ.Field(i).Name)
				}
			}))
		}
	}
	fields("Column", func(d *described) reflect.Value { return reflect.ValueOf(&d.columns[1]).Elem() })
	fields("Rule", func(d *described) reflect.Value { return reflect.ValueOf(&d.rules[0]).Elem() })

	// A text and a type with a text form are one kind to the reader of a file,
	// but not the same description.
	type row struct {
		S string
		A netip.Addr
	}
	try("to a text", described{columns: schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.S, "a", "A.")} }).Columns()})
	text := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.S, "a", "A.")} })
	addr := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.A, "a", "A.")} })
	if schema.Digest(text) == schema.Digest(addr) {
		t.Error("a text column and one of another type have the same digest")
	}
}

// TestDigestStays: what columns could be later, such as null, is not in the digests of
// tables that have none of it.
func TestDigestStays(t *testing.T) {
	for want, table := range map[string]schema.Describer{
		"sha256:91c638a94feb980d9df5ba9c36acd6cd1f550ccfa0c87ecee6aab6c1acd94208": checkedTable, // with a KindCustom
		"sha256:8126f5b696c036024bc40dd45182931fe96e1242abd469583b2f22a46c403959": itemTable,
		"sha256:3ab5e92097e6ec9ff9541b48cfed2e5bfaf948327b843784344921d29b75785f": synthhub.PersonTable,
	} {
		if got := schema.Digest(table); got != want {
			t.Errorf("%s: %s, was %s", table.Name(), got, want)
		}
	}
}
