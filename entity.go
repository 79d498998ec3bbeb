package synthhub

import (
	"sync"

	"github.com/synthhub/synthhub/schema"
)

// An Entity is one table of a dataset: its description, and how its rows come
// from a record. Persons, Vehicles and Profiles are the governed ones; NewEntity
// makes more.
type Entity struct {
	table schema.Describer
	csv   func(dst []byte, r *Record) ([]byte, int)
	json  func(dst []byte, sep string, r *Record) ([]byte, int)
	sql   func(dst []any, r *Record) ([]any, int)
	batch func() schema.Rows
	add   func(dst schema.Rows, r *Record)
}

// The governed entities.
var (
	Persons  = entityOf(PersonTable, func(r *Record, visit func(*Person)) { visit(&r.Person) })
	Vehicles = entityOf(VehicleTable, func(r *Record, visit func(*Vehicle)) {
		for i := range r.Vehicles {
			visit(&r.Vehicles[i])
		}
	})
	Profiles = entityOf(ProfileTable, func(r *Record, visit func(*Profile)) { visit(&r.Profile) })
)

// Entities returns the governed entities in file order.
func Entities() []Entity { return []Entity{Persons, Vehicles, Profiles} }

// NewEntity makes an entity of your own: a table, and a function that appends the
// rows of one record to a slice and returns it, as append does. The function is
// called from several goroutines and any number of times, so its rows must
// depend on nothing but the record and draws that are labelled with its Index.
func NewEntity[E any](t *schema.Table[E], rows func(r *Record, dst []E) []E) Entity {
	pool := sync.Pool{New: func() any { return new([]E) }}
	return entityOf(t, func(r *Record, visit func(*E)) {
		buf := pool.Get().(*[]E)
		*buf = rows(r, (*buf)[:0])
		for i := range *buf {
			visit(&(*buf)[i])
		}
		pool.Put(buf)
	})
}

// entityOf makes an entity of a table and a function that visits its rows.
func entityOf[E any](t *schema.Table[E], rows func(r *Record, visit func(*E))) Entity {
	return Entity{
		table: t,
		csv: func(dst []byte, r *Record) ([]byte, int) {
			n := 0
			rows(r, func(e *E) { dst, n = t.AppendCSV(dst, e), n+1 })
			return dst, n
		},
		json: func(dst []byte, sep string, r *Record) ([]byte, int) {
			n := 0
			rows(r, func(e *E) { dst, n = append(t.AppendJSON(dst, e), sep...), n+1 })
			return dst, n
		},
		sql: func(dst []any, r *Record) ([]any, int) {
			n := 0
			rows(r, func(e *E) { dst, n = t.AppendValues(dst, e), n+1 })
			return dst, n
		},
		batch: func() schema.Rows { return t.NewBatch() },
		add: func(dst schema.Rows, r *Record) {
			b := dst.(*schema.Batch[E])
			rows(r, func(e *E) { b.Rows = append(b.Rows, *e) })
		},
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

// AppendValues appends the values of the record's rows, one row after the other,
// as schema.Table.AppendValues does, and returns the number of rows.
func (e Entity) AppendValues(dst []any, r *Record) ([]any, int) { return e.sql(dst, r) }

// NewRows returns an empty list for rows of the entity: a *schema.Batch.
func (e Entity) NewRows() schema.Rows { return e.batch() }

// AddRows appends the record's rows to a list that NewRows of this entity, or of
// another with the same table, has made.
func (e Entity) AddRows(dst schema.Rows, r *Record) { e.add(dst, r) }
