package synthhub

import "iter"

// Where yields the records that keep accepts, in order of their positions, each with
// memory of its own. It does not stop at Len: it walks the endless sequence that the
// dataset is a window on, up to MaxRecords, a few million records a second, so break
// off when you have enough, and choose settings in which what you look for is not
// too rare. The record that keep is given is valid until the next.
func (g *Generator) Where(keep func(r *Record) bool) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		g.each(0, MaxRecords, func(i int, r *Record) bool { return !keep(r) || yield(g.Record(i)) })
	}
}

// Derive makes the record coherent again after values were changed by hand: it sets
// what follows from other values, the references and risk ratings of the vehicles and
// the whole profile but its key. What was changed stays, and so do the other values of
// the person: whoever makes a driver younger may have to move the licence too, which
// validate.Person tells. It panics if there is no vehicle.
func (r *Record) Derive(asOf Date) {
	for i := range r.Vehicles {
		v := &r.Vehicles[i]
		v.PersonID = r.Person.ID
		v.RiskRating = Risk(&r.Person, v, asOf).Rating()
	}
	r.Profile = DeriveProfile(r.Profile.ID, &r.Person, r.Vehicles, asOf)
}
