package synthhub

import (
	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub/internal/text"
)

// A Deriver derives profiles like DeriveProfile, many of them with few
// allocations. The zero Deriver is ready for use. It is not safe for concurrent
// use.
type Deriver struct {
	text text.Arena
}

// Profile returns the profile with that key that follows from a person and their
// vehicles, the first of which is the primary one. It panics if there is none.
func (d *Deriver) Profile(id uuid.UUID, p *Person, vs []Vehicle, asOf Date) Profile {
	v := &vs[0]
	b := append(append(append(d.text.Room(len(p.FirstName)+len(p.LastName)+len(" 2026 ")+len(v.Make)+len(v.Model)+1), p.FirstName...), ' '), p.LastName...)
	name := len(b)
	kept := d.text.Keep(appendSummary(b, v.ModelYear, v.Make, v.Model))
	pr := Profile{ID: id}
	derive(&pr, p, vs, &derived{
		fullName: kept[:name], summary: kept[name:],
		age: asOf.YearsSince(p.DateOfBirth), score: Risk(p, v, asOf).Total,
	})
	return pr
}
