package validate

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/schema"
)

// Person returns what is wrong with one person, as far as it can be told from the
// row alone: its columns, then its rules. Rules that depend on the as-of date are
// left out if that is not valid.
func Person(p *synthhub.Person, asOf schema.Date) []schema.Violation {
	return row(synthhub.PersonTable, p, asOf)
}

// Vehicle returns what is wrong with one vehicle, like [Person].
func Vehicle(v *synthhub.Vehicle, asOf schema.Date) []schema.Violation {
	return row(synthhub.VehicleTable, v, asOf)
}

// Profile returns what is wrong with one profile, like [Person].
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
// alone: with the person, with the vehicles and what they must take over from the person,
// and with the profile, which must follow from both. Where the as-of date is not valid, what
// depends on it is left out, as in [Person]. Use the as-of date of the dataset that the record
// is from: on another day the ages of the profile differ.
func Record(r *synthhub.Record, asOf schema.Date) []schema.Violation {
	list := Person(&r.Person, asOf)
	if len(r.Vehicles) == 0 {
		list = append(list, personVehicle.violation("persons", r.Person.ID.String()))
	}
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		list = append(list, Vehicle(v, asOf)...)
		if v.PersonID != r.Person.ID {
			list = append(list, referenceRule("person_id", "persons.person_id").violation("vehicles", v.PersonID.String()))
		}
		for _, b := range vehicleBreaches(&r.Person, v, asOf) {
			list = append(list, b.rule.violation("vehicles", b.value))
		}
	}
	return append(append(list, Profile(&r.Profile, asOf)...), profileBreaches(r, asOf)...)
}

// profileBreaches returns what a profile should take over from the rest of its record, and
// does not.
func profileBreaches(r *synthhub.Record, asOf schema.Date) (list []schema.Violation) {
	p := &r.Profile
	if len(r.Vehicles) == 0 || !asOf.IsValid() || p.Follows(&r.Person, r.Vehicles, asOf) {
		return nil
	}
	want := *r
	want.Vehicles = slices.Clone(r.Vehicles)
	want.Derive(asOf)
	if p.PersonID != r.Person.ID {
		list = append(list, referenceRule("person_id", "persons.person_id").violation("profiles", p.PersonID.String()))
	}
	if at := slices.IndexFunc(r.Vehicles, func(v synthhub.Vehicle) bool { return v.ID == p.VehicleID }); at < 0 {
		list = append(list, profileVehicle.violation("profiles", p.VehicleID.String()))
	} else if at > 0 {
		list = append(list, primaryFirst.violation("vehicles", p.VehicleID.String()))
	}
	for _, c := range synthhub.ProfileTable.Columns() {
		is, must := synthhub.ProfileTable.Text(p, c.Name), synthhub.ProfileTable.Text(&want.Profile, c.Name)
		if derived(&c) && is != must {
			v := derivedRule(c.Name).violation("profiles", is)
			v.Doc += " It must be " + cmp.Or(must, "empty") + "."
			list = append(list, v)
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
