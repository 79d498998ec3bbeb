package validate

import (
	"context"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// Person returns what is wrong with one person, as far as it can be told from the
// row alone: its columns, then its rules. Rules that depend on the as-of date are
// left out if that is zero.
func Person(p *synthhub.Person, asOf schema.Date) []schema.Violation {
	return row(synthhub.PersonTable, p, asOf)
}

// Vehicle returns what is wrong with one vehicle, like Person.
func Vehicle(v *synthhub.Vehicle, asOf schema.Date) []schema.Violation {
	return row(synthhub.VehicleTable, v, asOf)
}

// Profile returns what is wrong with one profile, like Person.
func Profile(p *synthhub.Profile, asOf schema.Date) []schema.Violation {
	return row(synthhub.ProfileTable, p, asOf)
}

func row[E any](t *schema.Table[E], e *E, asOf schema.Date) (list []schema.Violation) {
	for v := range t.Check(e, asOf) {
		list = append(list, v)
	}
	return list
}

// Bundle reports whether a dataset in memory is well-formed and coherent, and has
// the rows that its metadata say.
func Bundle(b *synthhub.Bundle, opts ...Option) *Report {
	r, err := Source(context.Background(), b, opts...)
	if err != nil {
		panic(err) // neither the context nor reading can fail
	}
	return r
}

// Records reports on the records of any source, like Bundle, and holds only a few at
// a time. It goes over them once for each table, and again if there are findings
// that need a second look. The error is that of the context, or of own
// entities that the settings do not fit.
func Source(ctx context.Context, src synthhub.Source, opts ...Option) (*Report, error) {
	m := src.Metadata()
	c := newCheck(ctx, optionsOf(opts), m.AsOfDate)
	var err error
	if c.entities, err = synthhub.EntitiesFor(m.Settings, c.entities...); err != nil {
		return nil, err
	}
	for i, e := range c.entities {
		t := c.addTable(e, func(c *check, f *feed) error {
			for lo := 0; lo < src.Len(); lo += chunk {
				p := f.piece()
				p.work = func(p *piece) { p.ofRecords(c, src, lo, min(lo+chunk, src.Len())) }
				if err := f.emit(p); err != nil {
					return err
				}
			}
			return nil
		})
		t.expect = src.Len()
		if i < len(synthhub.Entities()) {
			t.want = []count{{m.Count(t.Name()), "the metadata"}}
		}
	}
	if err := c.run(); err != nil {
		return nil, err
	}
	r := &Report{DatasetVersion: m.DatasetVersion}
	c.report(r, allRules(c.entities), WellFormed, Coherent, Intact)
	return r, nil
}

// chunk is the number of records in one piece of work.
const chunk = 512
