package synthtest

import (
	"math"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A moment is who fills each slot on a day, and their rows.
type moment struct {
	day  synthhub.Date
	who  []occupant
	rows []schema.RowList
}

// An occupant fills a slot.
type occupant struct {
	key      uint64                  // Record.Key
	line     synthhub.LineOfBusiness // of everybody who fills the slot
	vehicles int
}

// otherDays returns the days on which the rows are compared with those of the as-of date: the next
// one, on which nearly everybody is the same, and two that are years away. Days outside of the
// window of as-of dates are left out.
func (u *suite) otherDays() (days []synthhub.Date) {
	const near, far = 1, 5 * 365
	for _, distance := range []int{near, -near, far, -far, 2 * far, -2 * far} {
		day := u.s.AsOf.AddDays(distance)
		if _, err := u.g.On(day); err == nil && len(days) < 3 {
			days = append(days, day)
		}
	}
	return days
}

// timeline tests the rows on other days: those of the same person must agree with the description of
// the columns, and those of another person in the slot must be other rows.
func (u *suite) timeline() {
	base, ok := u.on(u.s.AsOf)
	if !ok {
		return
	}
	var others []moment
	for _, day := range u.otherDays() {
		m, ok := u.on(day)
		if !ok {
			return
		}
		others = append(others, m)
	}
	u.fixed(base, others)
	u.keyed(base, others)
	u.daily(base, others)
}

// on generates the rows of all records on a day.
func (u *suite) on(day synthhub.Date) (m moment, ok bool) {
	g, err := u.g.On(day)
	if err != nil {
		u.fail(Declared, noRecord, "", "%v", err)
		return m, false
	}
	e, err := u.entity.Bind(g.Settings())
	if err != nil {
		u.fail(Declared, noRecord, "", "it cannot be bound to the settings with the as-of date %v: %v", day, err)
		return m, false
	}
	m.day = day
	for r := range g.Range(0, g.Len()) {
		rows, err := rowsOf(e, r)
		if err != nil {
			u.fail(AllRecords, r.Slot, "", "on %v, %v", day, err)
			return m, false
		}
		m.who, m.rows = append(m.who, occupant{r.Key, r.Person.LOBType, len(r.Vehicles)}), append(m.rows, rows)
	}
	return m, true
}

// fixed tests that rows with the same key, of the same person, have the same values on all days in
// all columns but those that are as of the day. It reports the first case of each column.
func (u *suite) fixed(base moment, others []moment) {
	reported := make([]bool, len(u.columns))
	for _, m := range others {
		for i := range base.rows {
			if base.who[i].key != m.who[i].key {
				continue
			}
			for _, p := range u.sameRows(base.rows[i], m.rows[i]) {
				for c := range u.columns {
					if u.columns[c].AsOf || reported[c] {
						continue
					}
					was, is := base.rows[i].AppendText(nil, p[0], c), m.rows[i].AppendText(nil, p[1], c)
					if reported[c] = string(was) != string(is); reported[c] {
						u.fail(Fixed, i, u.columns[c].Name, "row %d has %.64q on %v, and with the same key %.64q on %v", p[0]+1, was, base.day, is, m.day)
					}
				}
			}
		}
	}
}

// sameRows returns the indexes of the rows in a and in b that have the same key. A key that is not
// unique, which is another mistake, is left out.
func (u *suite) sameRows(a, b schema.RowList) (pairs [][2]int) {
	keys := u.keysOf(b)
	for i, key := range u.keysOf(a) {
		k := slices.Index(keys, key)
		if k >= 0 && !slices.Contains(keys[k+1:], key) {
			pairs = append(pairs, [2]int{i, k})
		}
	}
	return pairs
}

// keysOf returns the keys of rows.
func (u *suite) keysOf(rows schema.RowList) []string {
	list := make([]string, rows.Len())
	for i := range list {
		list[i] = string(rows.AppendText(nil, i, u.keyColumn()))
	}
	return list
}

// keyColumn returns the index of the key. Every entity has one.
func (u *suite) keyColumn() int {
	return slices.IndexFunc(u.columns, func(c schema.Column) bool { return c.Key })
}

// keyed tests that the rows of two persons who fill a slot on two days are drawn independently.
// Their keys must differ. Values of a fixed column may be equal by chance, but not in all slots.
func (u *suite) keyed(base moment, others []moment) {
	key, reported := u.keyColumn(), false
	columns := make([]draws, len(u.columns))
	for _, m := range others {
		for i := range base.rows {
			if base.who[i].key == m.who[i].key {
				continue
			}
			if same := u.sameRows(base.rows[i], m.rows[i]); len(same) > 0 && !reported {
				reported = true
				u.fail(Keyed, i, u.columns[key].Name, "row %d has the key %.64q on %v and on %v, but another person fills the slot",
					same[0][0]+1, base.rows[i].AppendText(nil, same[0][0], key), base.day, m.day)
			}
			for row := range min(base.rows[i].Len(), m.rows[i].Len()) {
				group := group{base.who[i].line, base.who[i].vehicles, m.who[i].vehicles, row}
				for c := range columns {
					columns[c].add(group, base.rows[i].AppendText(nil, row, c), m.rows[i].AppendText(nil, row, c))
				}
			}
		}
	}
	for i := range columns {
		c, d := &u.columns[i], &columns[i]
		if !c.AsOf && !c.Key && d.bySlot() {
			u.fail(Keyed, noRecord, c.Name, "in %d of %d slots that another person fills on another day, it has the same value; about %.0f would differ",
				d.pairs, d.pairs, d.wantDifferent())
		}
	}
}

// A group is what a row may have in common with the row of another person in its slot, because it
// belongs to the slot. Only within a group can values be compared.
type group struct {
	line          synthhub.LineOfBusiness
	before, after int // number of vehicles
	row           int
}

// draws are the values that a column has for pairs of persons who fill the same slot.
type draws struct {
	pairs, different int
	values           map[group]map[string]int
}

// add adds the values of one pair.
func (d *draws) add(g group, was, is []byte) {
	d.pairs++
	if string(was) != string(is) {
		d.different++
	}
	if d.values == nil {
		d.values = map[group]map[string]int{}
	}
	if d.values[g] == nil {
		d.values[g] = map[string]int{}
	}
	d.values[g][string(was)]++
}

// wantDifferent returns how many pairs of values would differ if all were drawn independently, from
// the values that the groups have.
func (d *draws) wantDifferent() (want float64) {
	for _, counts := range d.values {
		total, squares := 0, 0
		for _, n := range counts {
			total, squares = total+n, squares+n*n
		}
		want += float64(total) - float64(squares)/float64(total)
	}
	return math.Floor(want)
}

// bySlot reports whether the values are those of the slot and not of the person: none differs, where
// this has a probability below 1 in a million (e^-14) for independent draws.
func (d *draws) bySlot() bool { return d.different == 0 && d.wantDifferent() >= 14 }
