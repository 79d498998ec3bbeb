package synthhub

import "github.com/gofrs/uuid/v5"

// A Deriver derives profiles like DeriveProfile, many of them with few
// allocations. The zero Deriver is ready for use. It is not safe for concurrent
// use.
type Deriver struct {
	arena arena
}

// Profile returns the profile with that key that follows from a person and their
// vehicles, the first of which is the primary one. It panics if there is none.
func (d *Deriver) Profile(id uuid.UUID, p *Person, vs []Vehicle, asOf Date) Profile {
	pr := Profile{ID: id}
	derive(&pr, p, vs, &draft{text: &d.arena, age: asOf.YearsSince(p.DateOfBirth), score: Risk(p, &vs[0], asOf).Total})
	return pr
}
