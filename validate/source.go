package validate

import (
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
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

// Record returns what is wrong with one record, as far as it can be told from the record
// alone: with the person, with the vehicles, what they must take over from the person, and
// with the profile, which must follow from both. Where the as-of date is not valid, what
// depends on it is left out, as in [Person].
func Record(r *synthhub.Record, asOf schema.Date) []schema.Violation {
	list := Person(&r.Person, asOf)
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		list = append(list, Vehicle(v, asOf)...)
		if v.PersonID != r.Person.ID {
			list = append(list, schema.Violation{Table: "vehicles", Column: "person_id", Rule: "reference", Value: v.PersonID.String(), Doc: "Is the persons.person_id of the record."})
		}
		for _, b := range vehicleBreaches(&r.Person, v, asOf) {
			list = append(list, schema.Violation{Table: "vehicles", Column: b.rule.column, Rule: b.rule.name, Value: b.value, Doc: b.rule.doc})
		}
	}
	list = append(list, Profile(&r.Profile, asOf)...)
	if len(r.Vehicles) == 0 {
		return append(list, schema.Violation{Table: "persons", Column: personVehicle.column, Rule: personVehicle.name, Value: r.Person.ID.String(), Doc: personVehicle.doc})
	}
	if asOf.IsValid() && !r.Profile.Follows(&r.Person, r.Vehicles, asOf) {
		want := *r
		want.Vehicles = slices.Clone(r.Vehicles)
		want.Derive(asOf)
		for _, c := range synthhub.ProfileTable.Columns() {
			is, must := synthhub.ProfileTable.Text(&r.Profile, c.Name), synthhub.ProfileTable.Text(&want.Profile, c.Name)
			if is != must {
				list = append(list, schema.Violation{Table: "profiles", Column: c.Name, Rule: "derived", Value: is, Doc: derivedDoc + " It must be " + must + "."})
			}
		}
	}
	return list
}

// Bundle reports whether a dataset in memory is well-formed and coherent, and has the rows
// that its metadata say. The error is that of [Source].
func Bundle(ctx context.Context, b *synthhub.Bundle, opts ...Option) (*Report, error) {
	return Source(ctx, b, opts...)
}

// Source reports on the records of any source, like [Bundle], and holds only a few at a
// time. It goes over them once for each table, and again if there are findings that need a
// second look. The error is that of the context, or says which option, user-defined entity
// or source does not fit: it wraps [ErrOption], the error of [synthhub.Entity.Bind], or that
// of [synthhub.Source]'s Metadata, such as [synthhub.ErrBundle].
func Source(ctx context.Context, src synthhub.Source, opts ...Option) (*Report, error) {
	o, err := optionsOf(opts)
	if err != nil {
		return nil, fmt.Errorf("validate: %w", err)
	}
	m, err := src.Metadata(ctx)
	if err != nil {
		return nil, fmt.Errorf("validate: %w", err)
	}
	c := newCheck(ctx, o, m.AsOfDate)
	if c.entities, err = entitylist.Bind(m.Settings, c.entities); err != nil {
		return nil, fmt.Errorf("validate: %w", err)
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
