package synthtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// most is the number of records that is enough to tell.
const most = 500

// TestEntities tests entities of your own together, in the order in which export.With
// would be given them, on the first 500 records at most of the dataset of the given
// settings. It tests that each is declared so that it fits the dataset; that its rows
// depend on nothing but the settings and the record, and so are the same when asked
// for again, in another order, by several goroutines, in a dataset of another size,
// and at another time; that they keep their rules, and go through CSV and JSON unharmed and
// with no allocations beyond those of making them; and that a snapshot with them, in
// every format, is coherent, intact and can be reproduced. Choose settings in which every
// entity has rows.
//
// It returns everything that is wrong, joined, each a *[Problem]; other errors are those of
// the settings, of package export, and of the file system. It does not fail t: check the
// error. It uses testing/synctest, so it must not be called inside a synctest bubble.
// Allocations are not counted while parallel tests run.
func TestEntities(t *testing.T, s synthhub.Settings, entities ...synthhub.Entity) error {
	s = s.Effective()
	s.Records = min(s.Records, most)
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		return err
	}
	if problems := declared(entities); len(problems) > 0 {
		return errors.Join(problems...)
	}
	var problems []error
	for _, e := range entities {
		u := &suite{t: t, g: g, s: s, entity: e, name: e.Table().Name(), columns: e.Table().Columns()}
		if u.learn() {
			u.inspect(u.repeat())
		}
		problems = append(problems, u.problems...)
	}
	if len(problems) > 0 {
		return errors.Join(problems...)
	}
	problems = coherent(t, g, entities)
	if len(problems) == 0 {
		problems = reproducible(t, g, entities)
	}
	return errors.Join(problems...)
}

// declared tests how the entities fit together.
func declared(entities []synthhub.Entity) (problems []error) {
	known := synthhub.Entities()
	for _, e := range entities {
		name := e.Table().Name()
		fail := func(column, why, cure string) {
			problems = append(problems, &Problem{name, column, Declared, -1, why, cure})
		}
		if slices.ContainsFunc(known, func(o synthhub.Entity) bool { return o.Table().Name() == name }) {
			fail("", "there is another table of this name", "rename one")
			continue
		}
		known = append(known, e)
		for _, c := range e.Table().Columns() {
			if c.Ref == "" {
				continue
			}
			table, column, _ := strings.Cut(c.Ref, ".")
			at := slices.IndexFunc(known, func(o synthhub.Entity) bool { return o.Table().Name() == table })
			if at < 0 {
				fail(c.Name, "it refers to "+c.Ref+", and there is no such table", "refer to persons, vehicles, profiles, or a table that is given before this one")
				continue
			}
			columns := known[at].Table().Columns()
			to := slices.IndexFunc(columns, func(o schema.Column) bool { return o.Name == column })
			switch {
			case to < 0:
				fail(c.Name, "it refers to "+c.Ref+", and the table has no such column", "refer to its key")
			case !columns[to].Key && (!columns[to].Unique || columns[to].Within != ""):
				fail(c.Name, "it refers to "+c.Ref+", which is not unique", "refer to the key of the table, or make the column schema.Unique")
			case columns[to].Kind != c.Kind || columns[to].Scale != c.Scale:
				fail(c.Name, fmt.Sprintf("it is of kind %v and refers to %s of kind %v", c.Kind, c.Ref, columns[to].Kind), "give both fields one type")
			}
		}
	}
	return problems
}

// A suite tests one entity.
type suite struct {
	t        *testing.T
	g        *synthhub.Generator
	s        synthhub.Settings
	entity   synthhub.Entity
	name     string
	columns  []schema.Column
	bound    synthhub.Entity  // to the dataset
	base     []schema.RowList // the rows of every record, asked for once in order
	problems []error
}

// fail notes a problem.
func (u *suite) fail(p Promise, record int, column, format string, args ...any) {
	u.problems = append(u.problems, &Problem{u.name, column, p, record, fmt.Sprintf(format, args...), cures[p]})
}

// learn asks for the rows of all records, and reports whether there is something to
// test.
func (u *suite) learn() bool {
	var err error
	if u.bound, err = u.entity.Bind(u.s); err != nil {
		u.fail(Declared, -1, "", "the settings do not fit it: %v", err)
		return false
	}
	total := 0
	for r := range u.g.Range(0, u.g.Len()) { // which uses records again, as exports do
		i := r.Slot
		rows, err := rowsOf(u.bound, r)
		if err != nil {
			u.fail(AllRecords, i, "", "%v", err)
			return false
		}
		u.base = append(u.base, rows)
		total += rows.Len()
	}
	if total == 0 {
		u.fail(AllRecords, -1, "", "none of %d records has a row: choose settings that give some", u.g.Len())
	}
	return total > 0
}

// rowsOf asks for the rows of a record. A panic is an error.
func rowsOf(e synthhub.Entity, r *synthhub.Record) (rows schema.RowList, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the function panics: %v", p)
		}
	}()
	rows = e.NewRowList()
	e.AddRows(rows, r)
	return rows, nil
}

// compare tells the first difference between two lists of rows, "" if there is none.
func (u *suite) compare(is, must schema.RowList) (column, why string) {
	if is.Len() != must.Len() {
		return "", fmt.Sprintf("there are %d rows, and were %d", is.Len(), must.Len())
	}
	for i := range is.Len() {
		for k, c := range u.columns {
			if a, b := is.AppendText(nil, i, k), must.AppendText(nil, i, k); string(a) != string(b) {
				return c.Name, fmt.Sprintf("row %d has %.64q, and had %.64q", i+1, a, b)
			}
		}
	}
	return "", ""
}
