package rowdiff

import (
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub/schema"
)

// Compare compares the rows of a with those of b, which have the same table. The changes lead from a to b: a
// row that only b has was added.
//
// The error says why there is no result: it wraps one of the errors of this package, or the error of a reader,
// of a function of [Seq] or [Each], or of the context. Rows that cannot be read are no error; the [Diff]
// counts them. A panic of a function of the caller goes on in the goroutine that calls Compare.
func Compare(ctx context.Context, a, b Rows, opts ...Option) (*Diff, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("compare rows: %w", err)
	}
	c, err := newComparison(ctx, o, [2]Rows{a, b})
	if err != nil {
		return nil, fmt.Errorf("compare rows: %w", err)
	}
	if err := c.run(ctx); err != nil {
		return nil, fmt.Errorf("compare rows of %s: %w", c.diff.Table, err)
	}
	return c.diff, nil
}

// The two sides, and their indexes.
const (
	sideA = 0
	sideB = 1
)

// A comparison is one call of Compare.
type comparison struct {
	*options
	form     *form
	readings [2]*reading
	names    [2]string // of the sides
	diff     *Diff
	columns  []int // by compared column, with the key: changed cells
	kept     [3]kept
	suspects suspects // keys that may come more than once, of all tasks so far
}

func newComparison(ctx context.Context, o *options, rows [2]Rows) (*comparison, error) {
	c := &comparison{options: o}
	key, err := keyIndex(rows[sideA].table)
	if err != nil {
		return nil, err
	}
	if _, err := keyIndex(rows[sideB].table); err != nil {
		return nil, err
	}
	t := rows[sideA].table.Table()
	if err := sameTable(t, rows[sideB].table.Table()); err != nil {
		return nil, err
	}
	columns := t.Columns()
	c.diff = &Diff{Table: t.Name(), Key: columns[key].Name, CountsOnly: o.countsOnly}
	for i, side := range []*Side{&c.diff.A, &c.diff.B} {
		if c.names[i] = rows[i].name; rows[sideA].name == rows[sideB].name {
			c.names[i] += " " + [2]string{"a", "b"}[i]
		}
		r, err := rows[i].prepare(ctx, o.countsOnly)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.names[i], err)
		}
		r.table = rows[i].table
		c.readings[i] = r
		*side = Side{Name: c.names[i], Missing: notNil(r.missing), Ignored: notNil(r.ignored), IgnoredCount: len(r.ignored), Faults: []Fault{}}
		if o.countsOnly {
			side.Ignored = []string{}
		}
	}
	if c.form, err = c.newForm(t.Name(), key, columns); err != nil {
		return nil, err
	}
	for i := range c.kept {
		c.kept[i].limit = o.first
	}
	c.columns = make([]int, len(c.form.columns))
	return c, nil
}

// newForm chooses the columns to be compared.
func (c *comparison) newForm(table string, key int, columns []schema.Column) (*form, error) {
	f := &form{key: key, first: c.first, single: len(columns) == 1}
	if c.countsOnly {
		f.first = 0
	}
	for _, name := range c.without {
		if i := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == name }); i < 0 || i == key {
			return nil, fmt.Errorf("%w: Without leaves out %q, which is not a column of %s beside the key", ErrOption, name, table)
		}
	}
	c.diff.NotCompared = []string{}
	for i, column := range columns {
		if slices.Contains(c.without, column.Name) || slices.Contains(c.readings[sideA].missing, column.Name) || slices.Contains(c.readings[sideB].missing, column.Name) {
			c.diff.NotCompared = append(c.diff.NotCompared, column.Name)
			continue
		}
		f.columns = append(f.columns, i)
		f.names = append(f.names, column.Name)
	}
	f.all = len(f.columns) == len(columns)
	f.plainKey = key == 0 && slices.Contains([]schema.Kind{schema.KindText, schema.KindUUID, schema.KindInt, schema.KindDate, schema.KindEnum}, columns[key].Kind)
	return f, nil
}

// run compares the rows of one task after the other.
func (c *comparison) run(ctx context.Context) error {
	tasks := []task{{settled: -1}}
	for len(tasks) > 0 {
		next := tasks[len(tasks)-1]
		more, err := c.runTask(ctx, next)
		if err != nil {
			return err
		}
		tasks = append(tasks[:len(tasks)-1], more...)
		if len(tasks) == 0 || c.suspects.bytes > c.memory/4 {
			if err := c.countSuspects(ctx); err != nil {
				return err
			}
		}
	}
	c.finish()
	return nil
}

// finish completes the diff.
func (c *comparison) finish() {
	d := c.diff
	d.Columns = []Column{}
	for i, name := range c.form.names {
		if c.form.columns[i] != c.form.key {
			d.Columns = append(d.Columns, Column{name, c.columns[i]})
		}
	}
	d.First = Changes{Changed: c.kept[keptChanged].list(), Removed: c.kept[keptRemoved].list(), Added: c.kept[keptAdded].list()}
}

func notNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}

// side returns one of the sides of the diff.
func (c *comparison) side(i int) *Side {
	if i == sideA {
		return &c.diff.A
	}
	return &c.diff.B
}
