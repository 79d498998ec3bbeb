package export

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
)

// describedEntities returns the entities that the options select, for descriptions that do
// not need their rows.
func describedEntities(opts []Option) ([]synthhub.Entity, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, err
	}
	return o.entities()
}

// listed selects the tables that a manifest names.
func listed(m *Manifest) Option {
	names := []string{}
	for _, t := range m.Tables {
		names = append(names, t.Name)
	}
	return Tables(names...)
}

// entities returns the entities to export in order, or an error that says why they
// do not fit together.
func (o *options) entities() ([]synthhub.Entity, error) {
	list := synthhub.Entities()
	for _, e := range o.faulty {
		i := entitylist.Index(list, e.Table().Name())
		if i < 0 {
			return nil, fmt.Errorf("%w: faulty %s: no governed table has this name; add user-defined entities with With", ErrOption, e.Table().Name())
		}
		list[i] = e
	}
	for _, e := range o.with {
		if err := checkName(list, e.Table().Name()); err != nil {
			return nil, err
		}
		list = append(list, e)
		for _, c := range e.Table().Columns() {
			if err := checkReference(list, c.Ref); err != nil {
				return nil, fmt.Errorf("%w: column %s.%s refers to %s: %w", ErrOption, e.Table().Name(), c.Name, c.Ref, err)
			}
		}
	}
	if o.tables == nil {
		return list, nil
	}
	for _, name := range o.tables {
		if entitylist.Index(list, name) < 0 {
			return nil, fmt.Errorf("%w: no table is called %q; %s", ErrOption, name, tablesOf(list, name))
		}
	}
	return slices.DeleteFunc(list, func(e synthhub.Entity) bool { return !slices.Contains(o.tables, e.Table().Name()) }), nil
}

// checkName reports why a list cannot have a user-defined table of the name.
func checkName(list []synthhub.Entity, name string) error {
	if snapshot.Reserved(name) {
		return fmt.Errorf("%w: a table cannot be called %s: a file or member of every dataset has this name", ErrOption, name)
	}
	if entitylist.Governed(name) {
		return fmt.Errorf("%w: two tables are called %s; to replace the governed one use Faulty", ErrOption, name)
	}
	if entitylist.Index(list, name) >= 0 {
		return fmt.Errorf("%w: two tables are called %s", ErrOption, name)
	}
	return nil
}

// checkReference reports why a reference of a column leads nowhere.
func checkReference(list []synthhub.Entity, ref string) error {
	if ref == "" {
		return nil
	}
	table, column, _ := strings.Cut(ref, ".")
	i := entitylist.Index(list, table)
	if i < 0 {
		return fmt.Errorf("no such table is before it; %s", tablesOf(list, table))
	}
	for _, c := range list[i].Table().Columns() {
		if c.Name == column {
			if !c.Key && (!c.Unique || c.Within != "") {
				return errors.New("that column is neither a key nor unique")
			}
			return nil
		}
	}
	return errors.New("the table has no such column")
}

// tablesOf names the tables of a list, for an error about a name that none of them has.
func tablesOf(list []synthhub.Entity, misspelled string) string {
	names := entitylist.Names(list)
	return didYouMean(misspelled, names) + "there are " + strings.Join(names, ", ")
}

// didYouMean suggests the name that a misspelled one probably stands for, "" if none is near.
func didYouMean(name string, names []string) string {
	near, ok := text.Nearest(name, slices.Values(names))
	if !ok {
		return ""
	}
	return "did you mean " + near + "? "
}

// bind returns the entity for a dataset with the settings, or the faulty entity that replaces
// it.
func (o *options) bind(e synthhub.Entity, s synthhub.Settings) (synthhub.Entity, error) {
	if i := entitylist.Index(o.faulty, e.Table().Name()); i >= 0 {
		e = o.faulty[i]
	}
	return e.Bind(s)
}

// referenceOf returns the table and column that a column refers to. It reports false if there
// are none, or the table is not among the entities.
func referenceOf(c *schema.Column, entities []synthhub.Entity) (table, column string, ok bool) {
	table, column, ok = strings.Cut(c.Ref, ".")
	return table, column, ok && entitylist.Index(entities, table) >= 0
}

// columnNames returns the names of the columns of a table.
func columnNames(t schema.Describer) []string {
	var names []string
	for _, c := range t.Columns() {
		names = append(names, c.Name)
	}
	return names
}
