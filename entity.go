package synthhub

import (
	"sync"

	"github.com/synthhub/synthhub/schema"
)

// An Entity is one table of a dataset: its description, and how its rows come from a
// record. [NewEntity] and [NewEntityWithSettings] return user-defined ones. It does not
// change and is safe for concurrent use, as long as the functions that it was built with are.
type Entity struct {
	table schema.Describer
	csv   func(dst []byte, r *Record) ([]byte, int)
	json  func(dst []byte, sep string, r *Record) ([]byte, int)
	sql   func(dst []any, r *Record) ([]any, int)
	batch func() schema.RowList
	add   func(dst schema.RowList, r *Record)
	bind  func(s Settings) (Entity, error) // nil if the rows do not need the settings
	days  func(g *Generator, dst []Date, slot int, from, to Date) []Date
}

// The governed entities.
var (
	Persons  = newPersons()
	Vehicles = newVehicles()
	Profiles = newProfiles()
)

// Entities returns the governed entities in file order.
func Entities() []Entity { return []Entity{Persons, Vehicles, Profiles} }

// NewEntity returns a user-defined entity: a table, and a function that appends the rows of
// one record to a slice and returns it, as append does. The function is called from several
// goroutines and any number of times, so its rows must depend on nothing but the record,
// which it must neither change nor point into: records are used again. So the entity has the days
// of the record: see [Entity.WithDays]. If the rows need draws, ids or parameters, use
// [NewEntityWithSettings]. It panics if the table has no key.
func NewEntity[E any](t *schema.Table[E], rows func(r *Record, dst []E) []E) Entity {
	if wrong := keyless(t); wrong != "" {
		panic(wrong)
	}
	e := pooled(t, func() schema.RowList { return t.NewBatch() }, func(dst schema.RowList, r *Record) {
		b := dst.(*schema.Batch[E])
		b.Rows = rows(r, b.Rows)
	})
	return e.WithDays((*Generator).AppendDays)
}

// pooled returns an entity whose rows the function add appends to a list. Lists for encoding
// come from a pool.
func pooled(t schema.Describer, list func() schema.RowList, add func(dst schema.RowList, r *Record)) Entity {
	pool := sync.Pool{New: func() any { return list() }}
	get := func(r *Record) schema.RowList {
		rows := pool.Get().(schema.RowList)
		rows.Reset()
		add(rows, r)
		return rows
	}
	return Entity{
		table: t,
		csv: func(dst []byte, r *Record) ([]byte, int) {
			rows := get(r)
			defer pool.Put(rows)
			for i := range rows.Len() {
				dst = rows.AppendCSV(dst, i)
			}
			return dst, rows.Len()
		},
		json: func(dst []byte, sep string, r *Record) ([]byte, int) {
			rows := get(r)
			defer pool.Put(rows)
			for i := range rows.Len() {
				dst = append(rows.AppendJSON(dst, i), sep...)
			}
			return dst, rows.Len()
		},
		sql: func(dst []any, r *Record) ([]any, int) {
			rows := get(r)
			defer pool.Put(rows)
			for i := range rows.Len() {
				dst = rows.AppendArgs(dst, i)
			}
			return dst, rows.Len()
		},
		batch: list,
		add:   add,
	}
}

// entityOf returns an entity of rows that a record holds: row returns the i-th, nil
// after the last. Rows are asked for one by one, because a function that is called
// with each of them costs an allocation a record.
func entityOf[E any](t *schema.Table[E], row func(r *Record, i int) *E) Entity {
	return Entity{
		table: t,
		csv: func(dst []byte, r *Record) ([]byte, int) {
			n := 0
			for e := row(r, n); e != nil; e = row(r, n) {
				dst, n = t.AppendCSV(dst, e), n+1
			}
			return dst, n
		},
		json: func(dst []byte, sep string, r *Record) ([]byte, int) {
			n := 0
			for e := row(r, n); e != nil; e = row(r, n) {
				dst, n = append(t.AppendJSON(dst, e), sep...), n+1
			}
			return dst, n
		},
		sql: func(dst []any, r *Record) ([]any, int) {
			n := 0
			for e := row(r, n); e != nil; e = row(r, n) {
				dst, n = t.AppendArgs(dst, e), n+1
			}
			return dst, n
		},
		batch: func() schema.RowList { return t.NewBatch() },
		add: func(dst schema.RowList, r *Record) {
			b, n := dst.(*schema.Batch[E]), 0
			for e := row(r, n); e != nil; e = row(r, n) {
				b.Rows, n = append(b.Rows, *e), n+1
			}
		},
		days: (*Generator).AppendDays,
	}
}

// oneRow is for entityOf: the rows of an entity with one row for each record.
func oneRow[E any](row func(r *Record) *E) func(r *Record, i int) *E {
	return func(r *Record, i int) *E {
		if i > 0 {
			return nil
		}
		return row(r)
	}
}

// Table describes the entity.
func (e Entity) Table() schema.Describer { return e.table }

// AppendCSV appends the record's rows as CSV lines and returns their number.
func (e Entity) AppendCSV(dst []byte, r *Record) ([]byte, int) { return e.csv(dst, r) }

// AppendJSON appends the record's rows as JSON objects, each followed by sep, and
// returns their number.
func (e Entity) AppendJSON(dst []byte, sep string, r *Record) ([]byte, int) {
	return e.json(dst, sep, r)
}

// AppendArgs appends the values of the record's rows, one row after the other,
// as [schema.Table.AppendArgs] does, and returns the number of rows.
func (e Entity) AppendArgs(dst []any, r *Record) ([]any, int) { return e.sql(dst, r) }

// WithDays returns the entity with the days on which its rows can change: a feed of changes compares
// only slots with such a day, a history looks at no other days. Like [Generator.AppendDays], the
// function appends, in order, days after from, up to and with to: at least all on which a row of the
// slot changes, comes or goes. A day that is missing is a change that is missing from the feed;
// synthtest.TestEntities looks for one. The day of g is not defined: ask [Generator.On] for a day, and
// that one's [Generator.Key] for who fills the slot. Another key begins on a day of the record. Avoid
// [Generator.Record], which takes as long as to compare rows. Entities of [NewEntity] and governed
// ones have the days of the record; others, and e.WithDays(nil), have none: every slot is compared.
func (e Entity) WithDays(days func(g *Generator, dst []Date, slot int, from, to Date) []Date) Entity {
	e.days = days
	return e
}

// Days returns the function of [Entity.WithDays], nil if there is none.
func (e Entity) Days() func(g *Generator, dst []Date, slot int, from, to Date) []Date { return e.days }

// NewRowList returns an empty list for rows of the entity: a *[schema.Batch].
func (e Entity) NewRowList() schema.RowList { return e.batch() }

// AddRows appends the record's rows to a list of [Entity.NewRowList], of this entity or of
// another with the same table.
func (e Entity) AddRows(dst schema.RowList, r *Record) { e.add(dst, r) }

// Transform returns an entity of the same table whose rows are copies of the rows of e,
// modified by change, record by record: for data that are wrong on purpose. What holds for
// the function of [NewEntity] holds for change.
func (e Entity) Transform(change func(r *Record, rows schema.RowList)) Entity {
	pool := sync.Pool{New: func() any { return e.NewRowList() }}
	c := pooled(e.table, e.batch, func(dst schema.RowList, r *Record) {
		rows := pool.Get().(schema.RowList)
		defer pool.Put(rows)
		rows.Reset()
		e.add(rows, r)
		change(r, rows)
		for i := range rows.Len() {
			dst.AddRow(rows, i)
		}
	})
	if e.bind != nil {
		c.bind = func(s Settings) (Entity, error) {
			bound, err := e.bind(s)
			return bound.Transform(change), err
		}
	}
	return c
}
