package schema

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync/atomic"
)

// A Rule is a promise about one whole row, beyond what its columns say.
type Rule[E any] struct {
	Column string // the column that a violation is reported at
	Name   string // short and stable: "after_16"
	Doc    string // the sentence that the dictionary prints
	// Holds reports whether the row keeps the rule. Set exactly one of Holds and HoldsOn.
	// HoldsOn also receives the as-of date of the dataset, and is skipped where that is not
	// known.
	Holds   func(*E) bool
	HoldsOn func(row *E, asOf Date) bool
}

// A Table is everything known about an entity: its columns, its rules, and how
// its rows are written, read and checked. It does not change after New and is
// safe for concurrent use.
type Table[E any] struct {
	name, doc string
	columns   []Column
	rules     []Rule[E]
	fields    func(*E) []Column
	nullable  bool // whether one of the columns is
	compiled  atomic.Pointer[compiled]
}

// New makes a table. It calls fields once, with a probe, to learn where each
// attribute lives in the struct. It panics if a column is not the address of a
// field of that struct, shares its field with another, has no name or sentence,
// appears twice, or if a rule or an option names a column that is not there. The
// panic says which table and column, and what to do.
func New[E any](name, doc string, fields func(*E) []Column, rules ...Rule[E]) *Table[E] {
	t := &Table[E]{name: name, doc: doc, rules: slices.Clone(rules), fields: fields}
	if !wireName(name) || doc == "" {
		t.fail("want a name in snake_case and a sentence about it")
	}
	probe := new(E)
	t.columns = t.describe(probe)
	if len(t.columns) == 0 {
		t.fail("want at least one column")
	}
	for i := range t.columns {
		t.place(i, probe)
	}
	t.checkColumns()
	t.checkRules()
	return t
}

// fail reports a mistake in the description of the table.
func (t *Table[E]) fail(format string, args ...any) {
	panic(fmt.Sprintf("schema: table %s: %s", t.name, fmt.Sprintf(format, args...)))
}

// describe asks for the columns. Field does not know the table, so its name is put in
// front of what Field complains of.
func (t *Table[E]) describe(probe *E) []Column {
	defer func() {
		p := recover()
		if mistake, ok := p.(string); ok {
			if what, ok := strings.CutPrefix(mistake, mistakeInColumn); ok {
				t.fail("column %s", what)
			}
		}
		if p != nil {
			panic(p)
		}
	}()
	return slices.Clone(t.fields(probe))
}

// place finds out where column i lies in a row.
func (t *Table[E]) place(i int, probe *E) {
	t.columns[i] = t.columns[i].clone()
	c := &t.columns[i]
	if !wireName(c.Name) || c.Doc == "" {
		t.fail("column %q: want a name in snake_case and a sentence about it", c.Name)
	}
	var ok bool
	if c.off, ok = offsetIn(probe, c.ptr, c.size); !ok {
		t.fail("column %s is not the address of a field of %T; take it from the function's argument", c.Name, *probe)
	}
	c.ptr = nil
	c.settle()
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

// checkColumns looks for mistakes in what columns are to each other.
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
			t.fail("column %s: a key cannot be optional, nor null", c.Name)
		}
		if table, column, _ := strings.Cut(c.Ref, "."); c.Ref != "" && !(wireName(table) && wireName(column)) {
			t.fail("column %s: the reference %q is not of the form table.column", c.Name, c.Ref)
		}
		if c.Within != "" && t.index(c.Within) < 0 {
			t.fail("column %s is unique in %s, which is not a column", c.Name, c.Within)
		}
	}
}

func (t *Table[E]) checkRules() {
	for i, r := range t.rules {
		switch at := t.index(r.Column); {
		case at < 0:
			t.fail("rule %q is of column %q, which is not a column", r.Name, r.Column)
		case !wireName(r.Name) || r.Doc == "":
			t.fail("rule %q of column %s: want a name in snake_case and a sentence about it", r.Name, r.Column)
		case (r.Holds == nil) == (r.HoldsOn == nil):
			t.fail("rule %q of column %s: want one of Holds and HoldsOn", r.Name, r.Column)
		case slices.Contains(columnRules[:], r.Name),
			slices.ContainsFunc(t.rules[:i], func(o Rule[E]) bool { return o.Column == r.Column && o.Name == r.Name }):
			t.fail("two rules of column %s are called %q; rename one", r.Column, r.Name)
		}
	}
}

// wireName reports whether s is in snake_case: such a name needs no escaping in
// any format, and no quotes in SQL unless it is a word of that language.
func wireName(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && c-'a' > 25 && (i == 0 || c-'0' > 9) {
			return false
		}
	}
	return s != "" && len(s) <= 63
}

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

// Doc returns the sentence about the table.
func (t *Table[E]) Doc() string { return t.doc }

// Columns returns copies of the columns, in file order.
func (t *Table[E]) Columns() []Column {
	list := make([]Column, len(t.columns))
	for i, c := range t.columns {
		list[i] = c.clone()
	}
	return list
}

// EmbedColumns returns the columns of the table for a row embedded in another struct, to
// be put among that struct's own columns. It does not bring the row rules: see [EmbedRules].
func (t *Table[E]) EmbedColumns(e *E) []Column { return t.fields(e) }

// Describer is the part of a Table that does not depend on the type of its
// rows: all that is needed to describe it in another language.
type Describer interface {
	Name() string
	Doc() string
	Columns() []Column
	Rules() iter.Seq[RuleInfo]
	AppendHeader(dst []byte) []byte
}

// RuleInfo describes one rule of a table.
type RuleInfo struct {
	Table, Column, Name, Doc string
	// OnDate reports whether the rule depends on the as-of date.
	OnDate bool
}

// Code is the stable name of the rule: table.column.rule.
func (r RuleInfo) Code() string { return r.Table + "." + r.Column + "." + r.Name }

// Rules lists every rule that Check applies: those of the columns in file
// order, then those of the row.
func (t *Table[E]) Rules() iter.Seq[RuleInfo] {
	return func(yield func(RuleInfo) bool) {
		for i := range t.columns {
			c := &t.columns[i]
			for rule := range columnRules {
				if doc := c.promise(ruleID(rule)); doc != "" && !yield(RuleInfo{t.name, c.Name, columnRules[rule], doc, false}) {
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

// Digest returns "sha256:" and the digest of everything a table says about its
// columns and rules. It changes when the description does.
func Digest(d Describer) string {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", d.Name(), d.Doc())
	for _, c := range d.Columns() {
		kind := c.Kind.String()
		if c.Kind == KindCustom {
			kind = "text" // as it was called when the first digests were made
		}
		fmt.Fprintf(h, "%q %q %s %v %q %d %d %q %q %t %t %t %q %d\n", c.Name, c.Doc, kind, c.Class, c.Names, c.Min, c.Max, c.Shapes, c.Ref, c.Key, c.Optional, c.Unique, c.Within, c.UUIDVersion)
		if c.Scale != 0 || c.Nullable { // not part of digests from before there were these
			fmt.Fprintf(h, "scale %d null %t\n", c.Scale, c.Nullable)
		}
	}
	for r := range d.Rules() {
		fmt.Fprintf(h, "%q %q %t\n", r.Code(), r.Doc, r.OnDate)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}
