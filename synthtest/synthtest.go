package synthtest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/schema"
)

const (
	maxRecords = 500 // number of records that are tested
	noRecord   = -1  // Problem.Record of a problem that is not about one record
)

// TestEntities tests user-defined entities together, in the order in which export.With would
// receive them. It uses the first 500 records of the dataset of the given settings, or all if
// there are fewer. Use settings in which every entity has rows. It tests that
//
//   - each entity is declared so that it fits the dataset;
//   - its rows depend only on the settings and the record: they are the same in another call,
//     in another order, in several goroutines, in a dataset of another size, and at another
//     time;
//   - on other days of the dataset, rows of the same key are equal except in the columns that
//     are declared schema.AsOf, and another person in the same slot has other rows;
//   - if the entity declares days, as those of [synthhub.NewEntity] do, its rows change on no others:
//     from day to day in weeks around the end of a year, and between days that are years apart;
//   - its rows keep the rules of their table, and are equal after they are written and read
//     as CSV and JSON;
//   - writing and checking rows allocates nothing beyond what the types of the columns need;
//   - a snapshot with the entities, in every format, is coherent and intact, and can be
//     reproduced.
//
// TestEntities returns all problems, joined, each a *[Problem]. Other errors are those of the
// settings, of package export, and of the file system. It does not fail t: check the error.
// It uses testing/synctest, so it must not be called inside a synctest bubble. It does not
// count allocations while parallel tests run.
func TestEntities(t *testing.T, s synthhub.Settings, entities ...synthhub.Entity) error {
	s = s.Effective()
	s.Records = min(s.Records, maxRecords)
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
			same := u.repeat()
			if same {
				u.timeline()
			}
			u.inspect(same)
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

// declared tests that the names of the tables are unique and that references resolve.
func declared(entities []synthhub.Entity) (problems []error) {
	known := synthhub.Entities()
	for _, e := range entities {
		name := e.Table().Name()
		if entitylist.Index(known, name) >= 0 {
			problems = append(problems, &Problem{name, "", Declared, noRecord, "there is another table of this name", "rename one"})
			continue
		}
		known = append(known, e)
		for _, c := range e.Table().Columns() {
			if why, cure := checkReference(&c, known); why != "" {
				problems = append(problems, &Problem{name, c.Name, Declared, noRecord, why, cure})
			}
		}
	}
	return problems
}

// checkReference returns a mistake in the reference of a column to one of the known tables,
// and what to do about it.
func checkReference(c *schema.Column, known []synthhub.Entity) (why, cure string) {
	if c.Ref == "" {
		return "", ""
	}
	table, column, _ := strings.Cut(c.Ref, ".")
	i := entitylist.Index(known, table)
	if i < 0 {
		return "it refers to " + c.Ref + ", and there is no such table", "refer to persons, vehicles, profiles, or an entity before this one"
	}
	columns := known[i].Table().Columns()
	k := slices.IndexFunc(columns, func(other schema.Column) bool { return other.Name == column })
	if k < 0 {
		return "it refers to " + c.Ref + ", and the table has no such column", "refer to its key"
	}
	switch key := &columns[k]; {
	case !key.Key && (!key.Unique || key.Within != ""):
		return "it refers to " + c.Ref + ", which is not unique", "refer to the key of the table, or make the column schema.Unique"
	case key.Kind != c.Kind || key.Scale != c.Scale:
		return fmt.Sprintf("it is of kind %v and refers to %s of kind %v", c.Kind, c.Ref, key.Kind), "use the same type for both fields"
	}
	return "", ""
}

// A suite tests one entity.
type suite struct {
	t        *testing.T
	g        *synthhub.Generator
	s        synthhub.Settings
	entity   synthhub.Entity
	name     string
	columns  []schema.Column
	bound    synthhub.Entity  // the entity, bound to the dataset of g
	base     []schema.RowList // rows of every record, generated once and in order
	problems []error
}

// fail adds a problem.
func (u *suite) fail(p Promise, record int, column, format string, args ...any) {
	u.problems = append(u.problems, &Problem{u.name, column, p, record, fmt.Sprintf(format, args...), cures[p]})
}

// learn generates the rows of all records, and reports whether there are any to test.
func (u *suite) learn() bool {
	var err error
	if u.bound, err = u.entity.Bind(u.s); err != nil {
		u.fail(Declared, noRecord, "", "it cannot be bound to the settings: %v", err)
		return false
	}
	total := 0
	for r := range u.g.Range(0, u.g.Len()) { // reuses the memory of records, as exports do
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
		u.fail(AllRecords, noRecord, "", "none of %d records has a row; use settings in which some have", u.g.Len())
	}
	return total > 0
}

// rowsOf generates the rows of a record. It returns a panic as an error.
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

// compare describes the first difference between two lists of rows, "" if there is none.
func (u *suite) compare(got, want schema.RowList) (column, why string) {
	if got.Len() != want.Len() {
		return "", fmt.Sprintf("there are %d rows, and were %d before", got.Len(), want.Len())
	}
	for i := range got.Len() {
		for k, c := range u.columns {
			if a, b := got.AppendText(nil, i, k), want.AppendText(nil, i, k); string(a) != string(b) {
				return c.Name, fmt.Sprintf("row %d has %.64q, and had %.64q before", i+1, a, b)
			}
		}
	}
	return "", ""
}
