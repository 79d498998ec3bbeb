package validate

import (
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// lookAhead is how many persons ahead of the current one a vehicle or profile is
// looked for, to tell a person without vehicles from a vehicle out of place.
const lookAhead = 64

// A cursor walks over the rows of a table, and can look ahead.
type cursor[E any] struct {
	check  *check
	table  *table
	pieces []*piece
	at     int // place of the current row in the first piece
	ended  bool
	err    error
}

func newCursor[E any](c *check, of *schema.Table[E]) *cursor[E] {
	t := c.table(of.Name())
	if t == nil || t.Describer != schema.Describer(of) {
		return &cursor[E]{check: c, ended: true}
	}
	c.start(t, false)
	return &cursor[E]{check: c, table: t}
}

// place returns the piece and the row in it that lie k rows ahead, nil if there are
// not so many.
func (u *cursor[E]) place(k int) (*piece, int) {
	k += u.at
	for i := 0; ; i++ {
		if i == len(u.pieces) && !u.more() {
			return nil, 0
		}
		p := u.pieces[i]
		if k < p.rows.Len() {
			return p, k
		}
		k -= p.rows.Len()
	}
}

// row returns the row that lies k ahead of the current one, nil if there is none. It
// is valid until the cursor has passed it.
func (u *cursor[E]) row(k int) *E {
	if len(u.pieces) > 0 { // nearly always in the first piece
		if rows := u.pieces[0].rows.(*schema.Batch[E]).Rows; u.at+k < len(rows) {
			return &rows[u.at+k]
		}
	}
	p, i := u.place(k)
	if p == nil {
		return nil
	}
	return &p.rows.(*schema.Batch[E]).Rows[i]
}

// more gets another piece.
func (u *cursor[E]) more() bool {
	if u.ended {
		return false
	}
	p, err := u.check.next(u.table)
	if p == nil {
		u.ended, u.err = true, err
		return false
	}
	u.check.take(p)
	u.pieces = append(u.pieces, p)
	return true
}

// advance goes on to the next row.
func (u *cursor[E]) advance() {
	u.at++
	for len(u.pieces) > 0 && u.at >= u.pieces[0].rows.Len() {
		u.at -= u.pieces[0].rows.Len()
		u.check.release(u.pieces[0])
		u.pieces = slices.Delete(u.pieces, 0, 1)
	}
}

// spot remembers where the current row stands.
func (u *cursor[E]) spot() spot {
	p, i := u.place(0)
	_, bad := p.bad[i]
	return spot{p.file, p.base + i, p.line + i, p.lines, bad}
}

// A spot is the place of a row that the cursor may have passed.
type spot struct {
	file      string
	row, line int
	lines     bool
	bad       bool
}

func (s spot) finding(f Finding) Finding {
	f.File, f.Row = s.file, s.row+1
	if s.lines {
		f.Line = s.line + 1
	}
	return f
}

// take counts what a piece brings beside its rows.
func (c *check) take(p *piece) {
	c.collect(p)
	for i, x := range p.table.texts {
		x.write(p.texts[i])
	}
}

// A joiner goes over persons, vehicles and profiles side by side.
type joiner struct {
	*check
	persons  *cursor[synthhub.Person]
	vehicles *cursor[synthhub.Vehicle]
	profiles *cursor[synthhub.Profile]
	group    []synthhub.Vehicle // of the current person
	spots    []spot             // of the group
}

// join reads all tables to the end: the governed ones side by side, and then the
// others.
func (c *check) join() error {
	j := &joiner{check: c, persons: newCursor(c, synthhub.PersonTable), vehicles: newCursor(c, synthhub.VehicleTable), profiles: newCursor(c, synthhub.ProfileTable)}
	for p := j.persons.row(0); p != nil; p = j.persons.row(0) {
		if p.ID != (uuid.UUID{}) {
			j.person(p)
		}
		j.persons.advance()
	}
	drain(j.vehicles, j.persons.table)
	drain(j.profiles, j.persons.table)
	for _, err := range []error{j.persons.err, j.vehicles.err, j.profiles.err} {
		if err != nil {
			return err
		}
	}
	for _, t := range c.tables {
		if t.feed != nil || t.broken {
			continue
		}
		c.start(t, false)
		for {
			p, err := c.next(t)
			if err != nil {
				return err
			}
			if p == nil {
				break
			}
			c.take(p)
			c.release(p)
		}
	}
	return nil
}

// drain passes over the rows that belong to no person.
func drain[E any](u *cursor[E], persons *table) {
	for u.row(0) != nil {
		u.stray(persons)
		u.advance()
	}
}

// stray notes that the current row stands where it does not belong.
func (u *cursor[E]) stray(persons *table) {
	if persons == nil || persons.broken {
		return // nothing says where it belongs
	}
	p, i := u.place(0)
	if p.hashes[u.person()][i] != 0 { // the row says which person it belongs to
		u.table.strays.add(p.base + i)
	}
}

// person returns the place of the column person_id among the lists of the table.
func (u *cursor[E]) person() int {
	column := u.table.column("person_id")
	return slices.IndexFunc(u.table.lists, func(l *hashes) bool { return l.column == column && l.within < 0 })
}

// ahead returns how many persons ahead the one with that id stands, -1 if not near.
func (j *joiner) ahead(id uuid.UUID) int {
	for k := 0; k < lookAhead && id != (uuid.UUID{}); k++ {
		p := j.persons.row(k)
		if p == nil {
			break
		}
		if p.ID == id {
			return k
		}
	}
	return -1
}

// turn tells whether the current row, which refers to id, belongs to the current
// person, to a later one, or to nobody near. One that belongs to a later person is
// itself out of place if the row after it, which refers to next, belongs to an
// earlier one.
func (j *joiner) turn(p *synthhub.Person, id uuid.UUID, next func() uuid.UUID) turn {
	if id == p.ID {
		return mine
	}
	if q := j.persons.row(1); q != nil && q.ID == id { // nearly always
		if next() == p.ID {
			return stray
		}
		return later
	}
	at := j.ahead(id)
	if at < 0 {
		return stray
	}
	if n := j.ahead(next()); n >= 0 && n < at {
		return stray
	}
	return later
}

type turn int

const (
	mine turn = iota
	later
	stray
)

// person checks a person with their vehicles and profile.
func (j *joiner) person(p *synthhub.Person) {
	j.group, j.spots = j.group[:0], j.spots[:0]
	whole := true
	for v := j.vehicles.row(0); v != nil; v = j.vehicles.row(0) {
		if v.PersonID == (uuid.UUID{}) {
			j.vehicles.advance() // it does not say whose it is
			continue
		}
		t := j.turn(p, v.PersonID, func() uuid.UUID {
			if n := j.vehicles.row(1); n != nil {
				return n.PersonID
			}
			return uuid.UUID{}
		})
		if t == later {
			break
		}
		if t == stray {
			j.vehicles.stray(j.persons.table)
		} else if !j.hasVehicle(v) && len(j.group) <= synthhub.MaxVehicles {
			s := j.vehicles.spot()
			whole = whole && !s.bad
			j.group, j.spots = append(j.group, *v), append(j.spots, s)
		}
		j.vehicles.advance()
	}
	readable := !j.persons.spot().bad && !j.asOf.IsZero()
	if readable {
		for i := range j.group {
			j.vehicle(p, &j.group[i], j.spots[i])
		}
	}
	for first := true; ; {
		r := j.profiles.row(0)
		if r == nil {
			break
		}
		if r.PersonID == (uuid.UUID{}) {
			j.profiles.advance()
			continue
		}
		t := j.turn(p, r.PersonID, func() uuid.UUID {
			if n := j.profiles.row(1); n != nil {
				return n.PersonID
			}
			return uuid.UUID{}
		})
		if t == later {
			break
		}
		if t == stray {
			j.profiles.stray(j.persons.table)
		} else if first {
			first = false
			if s := j.profiles.spot(); readable && !s.bad {
				j.profile(p, r, s, whole)
			}
		}
		j.profiles.advance()
	}
}

// hasVehicle reports whether the row repeats one of the group.
func (j *joiner) hasVehicle(v *synthhub.Vehicle) bool {
	return slices.ContainsFunc(j.group, func(o synthhub.Vehicle) bool { return o.ID == v.ID })
}

// vehicle checks what a vehicle takes over from its person.
func (j *joiner) vehicle(p *synthhub.Person, v *synthhub.Vehicle, s spot) {
	if s.bad {
		return
	}
	for _, b := range vehicleBreaches(p, v, j.asOf) {
		j.vehicleFinding(v, s, b.rule.column, b.rule.name, b.value, b.why)
	}
}

// A breach is a broken rule across the rows of one record.
type breach struct {
	rule       ruleText
	value, why string
}

// vehicleBreaches returns the rules that a vehicle breaks against its person: what it must
// take over, and its rating.
func vehicleBreaches(p *synthhub.Person, v *synthhub.Vehicle, asOf schema.Date) (list []breach) {
	if v.RegistrationState != p.State {
		list = append(list, breach{vehicleState, v.RegistrationState.String(), "the person lives in " + p.State.String()})
	}
	if v.LOBType != p.LOBType {
		list = append(list, breach{vehicleLine, v.LOBType.String(), "that of the person is " + p.LOBType.String()})
	}
	if !asOf.IsValid() {
		return list
	}
	if score := synthhub.Risk(p, v, asOf); v.RiskRating != score.Rating() {
		list = append(list, breach{vehicleRating, v.RiskRating.String(), "the score makes it " + score.Rating().String()})
	}
	return list
}

func (j *joiner) vehicleFinding(v *synthhub.Vehicle, s spot, column, rule, value, why string) {
	j.tally.add(s.finding(Finding{Rule: "vehicles." + column + "." + rule, Table: "vehicles", ID: v.ID.String(), Column: column, Value: value, Why: why}))
}

// profile derives the profile again. Without all vehicles of the person, only what
// follows from the person can be compared.
func (j *joiner) profile(p *synthhub.Person, r *synthhub.Profile, s spot, whole bool) {
	vs := j.group
	if len(vs) == 0 {
		vs, whole = []synthhub.Vehicle{{}}, false
	} else if at := slices.IndexFunc(vs, func(v synthhub.Vehicle) bool { return v.ID == r.VehicleID }); at < 0 {
		if whole {
			j.profileFinding(r, s, "vehicle_id", "of_person", r.VehicleID.String(), "the person has no such vehicle")
		}
		whole = false
	} else if at > 0 {
		j.vehicleFinding(&vs[at], j.spots[at], "vehicle_id", "primary_first", vs[at].ID.String(), "it stands behind another vehicle of the person")
		vs[0], vs[at] = vs[at], vs[0]
	}
	if !r.Follows(p, vs, j.asOf) {
		want := synthhub.Record{Person: *p, Vehicles: slices.Clone(vs), Profile: *r}
		want.Derive(j.asOf)
		j.profileDiffers(r, want.Profile, s, whole)
	}
}

// profileDiffers counts the columns in which a profile is not what follows. It is
// apart so that the profiles that are right cost no allocation.
func (j *joiner) profileDiffers(r *synthhub.Profile, want synthhub.Profile, s spot, whole bool) {
	for _, c := range j.profiles.table.columns {
		if !derived(&c) || !whole && !slices.Contains(ofPerson, c.Name) {
			continue
		}
		if is, must := synthhub.ProfileTable.Text(r, c.Name), synthhub.ProfileTable.Text(&want, c.Name); is != must {
			j.profileFinding(r, s, c.Name, "derived", is, "it follows that it must be "+must)
		}
	}
}

// ofPerson are the columns of a profile that follow from the person alone.
var ofPerson = []string{"full_name", "age", "lob_type", "residence_state", "city", "postal_code"}

func (j *joiner) profileFinding(r *synthhub.Profile, s spot, column, rule, value, why string) {
	j.tally.add(s.finding(Finding{Rule: "profiles." + column + "." + rule, Table: "profiles", ID: r.ID.String(), Column: column, Value: value, Why: why}))
}
