package main

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// A forgery is a dataset that somebody changes, and exports as if it were generated: all counts,
// digests and documents are computed from what it has become.
type forgery struct {
	*rand.Rand
	*genuine
	records  []synthhub.Record
	settings synthhub.Settings          // that the snapshot names
	edit     func(m *synthhub.Metadata) // changes the metadata, if it is set
	opts     []export.Option            // of the snapshot
}

// A genuine dataset is what forgeries begin with.
type genuine struct {
	honest  synthhub.Settings
	rows    []synthhub.Record
	donors  []synthhub.Record // of another seed, to take values from that keep the rules
	another synthhub.Settings // those of the donors
}

// newGenuine generates the dataset of a seed, and donors.
func newGenuine(seed uint64) (*genuine, error) {
	s := synthhub.Settings{Records: 40, Seed: seed, States: []synthhub.State{synthhub.StateCA, synthhub.StateNV}, Vehicles: synthhub.VehicleRange{Min: 1, Max: 3}}.Effective()
	g := &genuine{honest: s, another: s}
	g.another.Seed++
	var err error
	if g.rows, err = recordsOf(s); err != nil {
		return nil, err
	}
	more := g.another
	more.Records = 2000
	g.donors, err = recordsOf(more)
	return g, err
}

func recordsOf(s synthhub.Settings) ([]synthhub.Record, error) {
	g, err := synthhub.NewGenerator(s)
	if err != nil {
		return nil, err
	}
	var records []synthhub.Record
	for r := range g.All() {
		records = append(records, *r)
	}
	return records, nil
}

// forge begins a forgery.
func (g *genuine) forge(r *rand.Rand) *forgery {
	f := &forgery{Rand: r, genuine: g, settings: g.honest}
	for i := range g.rows {
		f.records = append(f.records, g.rows[i].Clone())
	}
	return f
}

// write exports the forgery into memory.
func (f *forgery) write(t *try) (folder, error) {
	g, err := synthhub.NewGenerator(f.settings)
	if err != nil {
		return nil, err
	}
	m, err := g.Metadata(t.ctx)
	if err != nil {
		return nil, err
	}
	if f.edit != nil {
		f.edit(&m)
	}
	return exported(t.ctx, t.dir, synthhub.NewBundle(m, f.records), f.opts...)
}

// A change is one that somebody could make.
type change struct {
	name string
	// found reports whether validation must find it without Reproduce too, in a snapshot of all
	// tables and records. Nothing but generating the dataset again tells the others.
	found bool
	// apply makes the change at a random place, and reports false if it found none.
	apply func(f *forgery) bool
}

// tweak returns a change of one record, which may take values from the donor. It derives what
// follows, and tries records and donors until one changes without breaking a rule of a record.
func tweak(modify func(f *forgery, r, donor *synthhub.Record)) func(*forgery) bool {
	return func(f *forgery) bool {
		asOf := f.honest.AsOf
		for range 5000 {
			i := f.IntN(len(f.records))
			r, donor := f.records[i].Clone(), f.donors[f.IntN(len(f.donors))].Clone()
			modify(f, &r, &donor)
			r.Derive(asOf)
			if !reflect.DeepEqual(r, f.records[i]) && len(validate.Record(&r, asOf)) == 0 {
				f.records[i] = r
				return true
			}
		}
		return false
	}
}

// person is tweak of the person.
func person(modify func(f *forgery, p, donor *synthhub.Person)) func(*forgery) bool {
	return tweak(func(f *forgery, r, donor *synthhub.Record) { modify(f, &r.Person, &donor.Person) })
}

// vehicle is tweak of one of the vehicles.
func vehicle(modify func(f *forgery, v, donor *synthhub.Vehicle)) func(*forgery) bool {
	return tweak(func(f *forgery, r, donor *synthhub.Record) {
		modify(f, &r.Vehicles[f.IntN(len(r.Vehicles))], &donor.Vehicles[f.IntN(len(donor.Vehicles))])
	})
}

// two returns the places of two records.
func (f *forgery) two() (a, b *synthhub.Record) {
	i := f.IntN(len(f.records))
	j := (i + 1 + f.IntN(len(f.records)-1)) % len(f.records)
	return &f.records[i], &f.records[j]
}

// id returns a random id of version 4.
func (f *forgery) id() (id [16]byte) {
	for i := range id {
		id[i] = byte(f.Uint32())
	}
	id[6], id[8] = id[6]&0x0f|0x40, id[8]&0x3f|0x80
	return id
}

// setIDs gives a record the ids of another, as far as it has vehicles.
func setIDs(r, ids *synthhub.Record) {
	r.Person.ID, r.Profile.ID = ids.Person.ID, ids.Profile.ID
	for i := range min(len(r.Vehicles), len(ids.Vehicles)) {
		r.Vehicles[i].ID = ids.Vehicles[i].ID
	}
}

// rename gives a person the first name of one and the last name of another, and the e-mail address that follows.
func rename(p, first, last *synthhub.Person) {
	const digits = "0123456789"
	given, _, _ := strings.Cut(first.Email, ".")
	_, family, _ := strings.Cut(last.Email, ".")
	family = family[:strings.IndexAny(family, digits)]
	p.Email = given + "." + family + p.Email[strings.IndexAny(p.Email, digits):]
	p.FirstName, p.LastName = first.FirstName, last.LastName
}

// derive computes again what follows from other values, in all records.
func (f *forgery) derive() bool {
	for i := range f.records {
		f.records[i].Derive(f.honest.AsOf)
	}
	return true
}

// drop removes a record.
func (f *forgery) drop(i int) { f.records = slices.Delete(f.records, i, i+1) }
