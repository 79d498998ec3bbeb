package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/synthhub/synthhub/internal/text"
)

// A Rule is a rule about a row as a whole.
type Rule[E any] struct {
	Column string // column at which a violation is reported
	Name   string // short and stable, in snake_case: "after_16"
	Doc    string // sentence for the data dictionary, which states what must hold
	// Holds reports whether a row keeps the rule. Set exactly one of Holds and HoldsOn.
	// HoldsOn also receives the as-of date of the dataset. It is not called if the date is
	// unknown.
	Holds   func(*E) bool
	HoldsOn func(row *E, asOf Date) bool
}

// A Table describes the rows of an entity by columns and rules, and writes, reads and checks
// them. It does not change after New and is safe for concurrent use.
type Table[E any] struct {
	name, doc string
	columns   []Column
	rules     []Rule[E]
	fields    func(*E) []Column
	nullable  bool // whether any column is
	compiled  atomic.Pointer[compiled]
}

// New returns a Table. It calls fields once, with a row of its own, to learn the offset of
// each field in the struct. New panics if the description has a mistake: for example a
// column that is not the address of a field of that row, two columns of one name or of one
// field, a missing name or sentence, or a rule or an option that names a missing column.
// The message names the table and the column, and says what to do.
func New[E any](name, doc string, fields func(*E) []Column, rules ...Rule[E]) *Table[E] {
	t := &Table[E]{name: name, doc: doc, rules: slices.Clone(rules), fields: fields}
	if !wireName(name) || !sentence(doc) {
		t.fail("want a name in snake_case and a sentence that describes it, in one line")
	}
	probe := new(E)
	t.columns = t.describe(probe)
	if len(t.columns) == 0 {
		t.fail("want at least one column")
	}
	for i := range t.columns {
		t.locate(i, probe)
	}
	t.checkColumns()
	t.checkRules()
	return t
}

// fail panics with a mistake in the description of the table.
func (t *Table[E]) fail(format string, args ...any) {
	panic(fmt.Sprintf("schema: table %s: %s", t.name, fmt.Sprintf(format, args...)))
}

// describe returns the columns. Field does not know the table, so describe adds its name to
// the messages that Field panics with.
func (t *Table[E]) describe(probe *E) []Column {
	defer func() {
		p := recover()
		if message, ok := p.(string); ok {
			if mistake, ok := strings.CutPrefix(message, columnPanic); ok {
				t.fail("column %s", mistake)
			}
		}
		if p != nil {
			panic(p)
		}
	}()
	return slices.Clone(t.fields(probe))
}

// locate sets the offset of column i, and checks the column against those before it.
func (t *Table[E]) locate(i int, probe *E) {
	t.columns[i] = t.columns[i].clone()
	c := &t.columns[i]
	if !wireName(c.Name) || !sentence(c.Doc) {
		t.fail("column %q: want a name in snake_case and a sentence that describes it, in one line", c.Name)
	}
	var ok bool
	if c.off, ok = offsetIn(probe, c.ptr, c.size); !ok {
		t.fail("column %s is not the address of a field of %T; take it from the function's argument", c.Name, *probe)
	}
	c.ptr = nil
	c.complete()
	t.nullable = t.nullable || c.Nullable
	for k := range i {
		o := &t.columns[k]
		if o.Name == c.Name {
			t.fail("two columns are called %s; rename or drop one", c.Name)
		}
		if o.off < c.off+c.size && c.off < o.off+o.size {
			t.fail("columns %s and %s share a field; drop one", o.Name, c.Name)
		}
	}
}

// checkColumns checks keys and references to other columns.
func (t *Table[E]) checkColumns() {
	key := ""
	for i := range t.columns {
		c := &t.columns[i]
		if c.Key && key != "" {
			t.fail("columns %s and %s are both keys; make one of them Unique instead", key, c.Name)
		}
		if c.Key {
			key = c.Name
		}
		if c.Key && !c.Required() {
			t.fail("column %s: a key cannot be optional or nullable", c.Name)
		}
		if c.Key && c.AsOf {
			t.fail("column %s: a key is fixed; remove AsOf", c.Name)
		}
		if table, column, _ := strings.Cut(c.Ref, "."); c.Ref != "" && !(wireName(table) && wireName(column)) {
			t.fail("column %s: the reference %q is not of the form table.column", c.Name, c.Ref)
		}
		if c.Within != "" && t.index(c.Within) < 0 {
			t.fail("column %s is unique in %s, which is not a column", c.Name, c.Within)
		}
	}
}

// checkRules checks the row rules.
func (t *Table[E]) checkRules() {
	for i, r := range t.rules {
		switch {
		case t.index(r.Column) < 0:
			t.fail("rule %q is of %q, which is not a column", r.Name, r.Column)
		case !wireName(r.Name) || !sentence(r.Doc):
			t.fail("rule %q of column %s: want a name in snake_case and a sentence that describes it, in one line", r.Name, r.Column)
		case (r.Holds == nil) == (r.HoldsOn == nil):
			t.fail("rule %q of column %s: want one of Holds and HoldsOn", r.Name, r.Column)
		case slices.Contains(columnRules[:], r.Name), slices.Contains(validationRules[:], r.Name),
			slices.ContainsFunc(t.rules[:i], func(o Rule[E]) bool { return o.Column == r.Column && o.Name == r.Name }):
			t.fail("two rules of column %s are called %q; rename one", r.Column, r.Name)
		}
	}
}

// validationRules are the names of the rules of a column that package validate adds: how its text is
// written, and what depends on other rows.
var validationRules = [...]string{"form", "unique", "reference"}

// sentence reports whether a text can describe something in every document.
func sentence(doc string) bool { return doc != "" && text.Clean(doc) }

// maxName is the maximum length of a name in PostgreSQL, in bytes.
const maxName = 63

// wireName reports whether s is a name in snake_case. Such a name needs no escaping in any
// format, and no quotes in SQL unless it is a keyword.
func wireName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && c-'a' > 25 && (i == 0 || c-'0' > 9) {
			return false
		}
	}
	return s != "" && len(s) <= maxName
}

// index returns the index of the column with a name, or -1.
func (t *Table[E]) index(column string) int {
	for i := range t.columns {
		if t.columns[i].Name == column {
			return i
		}
	}
	return -1
}

// Name returns the name of the table, in snake_case and plural: "persons".
func (t *Table[E]) Name() string { return t.name }

// Doc returns the sentence that describes the table.
func (t *Table[E]) Doc() string { return t.doc }

// Columns returns copies of the columns, in file order.
func (t *Table[E]) Columns() []Column {
	list := make([]Column, len(t.columns))
	for i, c := range t.columns {
		list[i] = c.clone()
	}
	return list
}

// EmbedColumns returns the columns of the table for a row that is embedded in another struct.
// Put them among the columns of that struct, in any order. For the row rules see
// [EmbedRules].
func (t *Table[E]) EmbedColumns(e *E) []Column { return t.fields(e) }

// A Describer is the part of a Table that does not depend on the type of its rows. It is
// enough to describe the table in another language, such as SQL.
type Describer interface {
	Name() string
	Doc() string
	Columns() []Column
	Rules() iter.Seq[RuleInfo]
	AppendHeader(dst []byte) []byte
}

// A RuleInfo describes one rule of a table.
type RuleInfo struct {
	Table, Column, Name, Doc string
	// OnDate reports whether the rule depends on the as-of date.
	OnDate bool
}

// Code returns the stable code of the rule: table.column.rule.
func (r RuleInfo) Code() string { return r.Table + "." + r.Column + "." + r.Name }

// Rules yields every rule that Check applies: first those of the columns, in file order,
// then the row rules.
func (t *Table[E]) Rules() iter.Seq[RuleInfo] {
	return func(yield func(RuleInfo) bool) {
		for i := range t.columns {
			c := &t.columns[i]
			for rule := range columnRules {
				if doc := c.ruleDoc(ruleID(rule)); doc != "" && !yield(RuleInfo{t.name, c.Name, columnRules[rule], doc, false}) {
					return
				}
			}
		}
		for _, r := range t.rules {
			if !yield(RuleInfo{t.name, r.Column, r.Name, r.Doc, r.HoldsOn != nil}) {
				return
			}
		}
	}
}

// Digest returns a digest of the description of a table, its columns and its rules:
// "sha256:" and 64 hexadecimal digits.
func Digest(d Describer) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", d.Name(), d.Doc())
	for _, c := range d.Columns() {
		kind := c.Kind.String()
		if c.Kind == KindCustom {
			kind = "text" // its name in v0.1 digests, which must not change
		}
		fmt.Fprintf(h, "%q %q %s %v %q %d %d %q %q %t %t %t %q %d\n",
			c.Name, c.Doc, kind, c.Class, c.Names, c.Min, c.Max, c.Shapes, c.Ref, c.Key, c.Optional, c.Unique, c.Within, c.UUIDVersion)
		if c.Scale != 0 || c.Nullable { // only if set, so that digests of older tables do not change
			fmt.Fprintf(h, "scale %d null %t\n", c.Scale, c.Nullable)
		}
		if c.AsOf {
			fmt.Fprintln(h, c.OverTime())
		}
	}
	for r := range d.Rules() {
		fmt.Fprintf(h, "%q %q %t\n", r.Code(), r.Doc, r.OnDate)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
