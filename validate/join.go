package validate

import (
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/intake"
)

// A joiner goes over persons, vehicles and profiles side by side, since the rows of a person
// must agree with each other. All three tables are in the order of the persons, so it holds the
// rows of one person at a time and needs no index. Rows out of order are passed over here and
// found by their order alone: what else is wrong with them shows once they are in order.
type joiner struct {
	*check
	persons  *cursor[synthhub.Person]
	vehicles *follower[synthhub.Vehicle]
	profiles *follower[synthhub.Profile]

	group     []synthhub.Vehicle // of the current person
	positions []position         // of the group
}

// join reads all tables to the end: the governed ones side by side, and then the others. It
// is the first pass over the rows.
func (c *check) join() error {
	j := &joiner{check: c, persons: newCursor(c, synthhub.PersonTable)}
	j.vehicles = newFollower(c, synthhub.VehicleTable, j.persons, ruleVehicleOrder, func(v *synthhub.Vehicle) uuid.UUID { return v.PersonID })
	j.profiles = newFollower(c, synthhub.ProfileTable, j.persons, ruleProfileOrder, func(r *synthhub.Profile) uuid.UUID { return r.PersonID })
	for p := j.persons.row(0); p != nil; p = j.persons.row(0) {
		if p.ID != (uuid.UUID{}) {
			j.checkPerson(p)
		}
		j.persons.advance()
	}
	j.vehicles.drain()
	j.profiles.drain()
	for _, err := range []error{j.persons.err, j.vehicles.err, j.profiles.err} {
		if err != nil {
			return err
		}
	}
	for _, t := range c.tables {
		if t.feed != nil || t.broken {
			continue // it was read above, or cannot be
		}
		if err := c.each(t, false, func(p *chunk) bool { c.consume(p); return true }); err != nil {
			return err
		}
	}
	return nil
}

// consume collects what a chunk of the first pass brings beside its rows.
func (c *check) consume(p *chunk) {
	c.collect(p)
	for i, e := range p.table.encodings {
		e.hash.Write(p.encoded[i])
		if p.bytes > intake.BlockSize {
			p.encoded[i] = nil // the rows may be held for longer
		}
	}
	if p.table.ids != nil {
		p.table.ids.checkChunk(c, p)
	}
}

// checkPerson checks the vehicles and the profile of a person against it. A value that could
// not be read is no measure for the others, so rows that are not wholly readable are compared
// with nothing. A second profile of the person is not compared either: that its person_id comes
// twice is found by the hashes.
func (j *joiner) checkPerson(p *synthhub.Person) {
	whole := j.gatherVehicles(p)
	readable := !j.persons.position().unread && !j.asOf.IsZero()
	if readable {
		for i := range j.group {
			j.checkVehicle(p, i)
		}
	}
	first := true
	for r := range j.profiles.of(p) {
		if pos := j.profiles.position(); first && readable && !pos.unread {
			j.checkProfile(p, r, pos, whole)
		}
		first = false
	}
}

// gatherVehicles collects the vehicles of a person, each once, and no more than one above the
// greatest number: each is compared with all others, and a file may hold any number. It
// reports whether all of them are readable; if not, nothing can follow from them.
func (j *joiner) gatherVehicles(p *synthhub.Person) (whole bool) {
	j.group, j.positions, whole = j.group[:0], j.positions[:0], true
	for v := range j.vehicles.of(p) {
		if j.vehicleIndex(v.ID) >= 0 || len(j.group) > synthhub.MaxVehicles {
			continue
		}
		pos := j.vehicles.position()
		if pos.long {
			whole = false // to hold its text takes too much memory
			continue
		}
		whole = whole && !pos.unread
		j.group, j.positions = append(j.group, *v), append(j.positions, pos)
	}
	return whole && (j.vehicles.table == nil || !j.vehicles.table.broken)
}

// vehicleIndex returns the index in the group of the vehicle with that id, -1 if there is none.
func (j *joiner) vehicleIndex(id uuid.UUID) int {
	return slices.IndexFunc(j.group, func(v synthhub.Vehicle) bool { return v.ID == id })
}

// checkVehicle checks what a vehicle of the group takes over from its person.
func (j *joiner) checkVehicle(p *synthhub.Person, i int) {
	if j.positions[i].unread {
		return
	}
	v := &j.group[i]
	for _, b := range vehicleBreaches(p, v, j.asOf) {
		j.foundAt(b.rule, j.positions[i], v.ID, b.value, b.why)
	}
}

// checkProfile derives the profile again. Without all vehicles of the person, only what
// follows from the person can be compared.
func (j *joiner) checkProfile(p *synthhub.Person, r *synthhub.Profile, pos position, whole bool) {
	vehicles := j.group
	if len(vehicles) == 0 {
		vehicles, whole = []synthhub.Vehicle{{}}, false
	} else if i := j.vehicleIndex(r.VehicleID); i < 0 {
		if whole {
			j.foundAt(ruleProfileVehicle, pos, r.ID, r.VehicleID.String(), "the person has no such vehicle")
		}
		whole = false
	} else if i > 0 {
		j.foundAt(rulePrimaryFirst, j.positions[i], vehicles[i].ID, vehicles[i].ID.String(), "another vehicle of the person comes first")
		vehicles[0], vehicles[i] = vehicles[i], vehicles[0]
	}
	if !r.Follows(p, vehicles, j.asOf) {
		want := synthhub.Record{Person: *p, Vehicles: slices.Clone(vehicles), Profile: *r}
		want.Derive(j.asOf)
		j.compareProfile(r, &want.Profile, pos, whole)
	}
}

// followPerson are the columns of a profile that follow from the person alone, and can be
// compared if a vehicle of the person is missing or unreadable.
var followPerson = []string{"full_name", "age", "lob_type", "residence_state", "city", "postal_code"}

// compareProfile reports the columns in which a profile is not what it should be.
func (j *joiner) compareProfile(r, want *synthhub.Profile, pos position, whole bool) {
	for i, c := range j.profiles.table.columns {
		if profileDerived[i].Code == "" || !whole && !slices.Contains(followPerson, c.Name) {
			continue
		}
		if is, must := synthhub.ProfileTable.Text(r, c.Name), synthhub.ProfileTable.Text(want, c.Name); is != must {
			j.foundAt(profileDerived[i], pos, r.ID, is, "it follows that it must be "+must)
		}
	}
}

// foundAt counts a broken rule of a row that the joiner may have passed.
func (j *joiner) foundAt(r Rule, pos position, id uuid.UUID, value, why string) {
	if j.tally.addCount(r.Code) {
		return
	}
	j.tally.add(r, Finding{Table: r.Table, File: pos.file, Row: pos.row, Line: pos.line, ID: id.String(), Column: r.Column, Value: value, Why: why})
}
