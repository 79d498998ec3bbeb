package schema_test

import (
	"iter"
	"net/netip"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/schema"
)

// described is a Describer whose parts can all be changed.
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

// A digestChange is a change of a description.
type digestChange struct {
	name   string
	change func(d *described)
}

// fieldChanges returns a change of each exported field of the struct that part returns.
func fieldChanges(t *testing.T, name string, part func(d *described) reflect.Value) (list []digestChange) {
	t.Helper()
	example := describedRows()
	typ := part(&example).Type()
	for i := range typ.NumField() {
		if !typ.Field(i).IsExported() {
			continue
		}
		list = append(list, digestChange{name + "." + typ.Field(i).Name, func(d *described) {
			switch f := part(d).Field(i); f.Kind() {
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
				t.Fatalf("no change for the type of %s", typ.Field(i).Name)
			}
		}})
	}
	return list
}

// describedRows returns a description with columns and a rule.
func describedRows() described {
	return described{"rows", "Rows.", itemTable.Columns()[:3], []schema.RuleInfo{{Table: "rows", Column: "name", Name: "r", Doc: "R."}}}
}

// TestDigest changes every part of a description, one at a time: each change gives another
// digest.
func TestDigest(t *testing.T) {
	changes := slices.Concat([]digestChange{
		{"name", func(d *described) { d.name = "x" }},
		{"sentence", func(d *described) { d.doc = "x" }},
		{"order of columns", func(d *described) { slices.Reverse(d.columns) }},
		{"number of columns", func(d *described) { d.columns = d.columns[:2] }},
		{"number of rules", func(d *described) { d.rules = nil }},
	},
		fieldChanges(t, "Column", func(d *described) reflect.Value { return reflect.ValueOf(&d.columns[1]).Elem() }),
		fieldChanges(t, "Rule", func(d *described) reflect.Value { return reflect.ValueOf(&d.rules[0]).Elem() }),
	)
	seen := map[string]string{schema.Digest(describedRows()): "nothing"}
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			d := describedRows()
			c.change(&d)
			digest := schema.Digest(d)
			if before, ok := seen[digest]; ok {
				t.Errorf("the digest is the same as after a change of %s", before)
			}
			seen[digest] = c.name
			if len(digest) != len("sha256:")+64 || !strings.HasPrefix(digest, "sha256:") {
				t.Errorf("digest %q", digest)
			}
		})
	}
}

// TestDigestOfKind: a KindText and a KindCustom have the same name in a digest. Their rules
// differ, so their digests differ.
func TestDigestOfKind(t *testing.T) {
	type row struct {
		S string
		A netip.Addr
	}
	text := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.S, "a", "A.")} })
	addr := schema.New("rows", "Rows.", func(r *row) []schema.Column { return []schema.Column{schema.Field(&r.A, "a", "A.")} })
	if schema.Digest(text) == schema.Digest(addr) {
		t.Error("a text column and one of another type have the same digest")
	}
}

// TestDigestStays: properties that columns got later, such as Nullable, do not change the
// digests of tables that do not use them. The golden metadata of package export hold the digests
// of the governed tables.
func TestDigestStays(t *testing.T) {
	for want, table := range map[string]schema.Describer{
		"sha256:2d9345dc211da761135ad6c97d998c373aa35bbcd5648cf7cfd06cfe4f4b6c68": checkedTable, // with a KindCustom
		"sha256:a78c47497cf35d94b381cf1ff2d031ba499d877d6a47c0cf418a27ea620eb1ee": itemTable,
	} {
		t.Run(table.Name(), func(t *testing.T) {
			if got := schema.Digest(table); got != want {
				t.Errorf("digest %s, want %s", got, want)
			}
		})
	}
}
