package validate

import (
	"fmt"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// The ids of the governed tables are permutations of who fills the places of rows, so the settings
// alone tell to which row an id belongs. That finds rows of another dataset, rows that changed places
// and settings with another seed, even where everything else was computed again to agree.

// A place is where the row of an id belongs: the slot of the record, and the ordinal of the row
// among those of the record in the table.
type place struct{ slot, ordinal int }

// An idColumn is a column with ids of a governed table.
type idColumn struct {
	table string // that the ids are of
	rule  Rule
	id    func(rows schema.RowList, i int) uuid.UUID
}

// idColumns lists the columns with ids by table, the key first.
var idColumns = map[string][]idColumn{
	"persons": {
		{"persons", rulePersonID, idOf(func(p *synthhub.Person) uuid.UUID { return p.ID })},
	},
	"vehicles": {
		{"vehicles", ruleVehicleID, idOf(func(v *synthhub.Vehicle) uuid.UUID { return v.ID })},
		{"persons", ruleVehiclePersonID, idOf(func(v *synthhub.Vehicle) uuid.UUID { return v.PersonID })},
	},
	"profiles": {
		{"profiles", ruleProfileID, idOf(func(p *synthhub.Profile) uuid.UUID { return p.ID })},
		{"persons", ruleProfilePersonID, idOf(func(p *synthhub.Profile) uuid.UUID { return p.PersonID })},
		{"vehicles", ruleProfileVehicleID, idOf(func(p *synthhub.Profile) uuid.UUID { return p.VehicleID })},
	},
}

// idOf returns a function that reads an id from row i of a list of rows.
func idOf[E any](id func(*E) uuid.UUID) func(schema.RowList, int) uuid.UUID {
	return func(rows schema.RowList, i int) uuid.UUID { return id(&rows.(*schema.Batch[E]).Rows[i]) }
}

// An idSequence compares the ids of a table with those that the settings give its rows, row by
// row. Where a row is missing or inserted, that is one finding, and not one in every row after it.
type idSequence struct {
	generator *synthhub.Generator
	columns   []idColumn // the key, and references to tables that are not there
	end       place      // after the last row, zero if the number of rows is compared elsewhere

	expected place // of the next row
	other    place // of the next row if the rows go on from the last one, which was a finding
	jumped   bool  // whether other is valid
}

// checkIDs compares the ids of the governed tables with those that a generator gives the records
// from slot lo on.
func (c *check) checkIDs(g *synthhub.Generator, lo int) {
	for _, t := range c.tables {
		columns := idColumns[t.Name()]
		if t.broken || columns == nil {
			continue
		}
		t.ids = &idSequence{
			generator: g, columns: columns[:1:1], expected: place{slot: lo},
		}
		for _, column := range columns[1:] {
			if c.table(column.table) == nil {
				t.ids.columns = append(t.ids.columns, column)
			}
		}
	}
}

// checkFolderIDs compares the ids with those that the settings of the folder give.
func (f *folder) checkFolderIDs() {
	m := &f.manifest
	if f.dataset == nil || m.FaultyByDesign {
		return // what is wrong with the settings, or with rows on purpose, is a finding already
	}
	lo, hi := f.records(f.dataset.Len())
	f.check.checkIDs(f.dataset, lo)
	if m.Part == 0 {
		return // the metadata have the counts
	}
	for _, t := range f.check.tables {
		if t.ids != nil {
			t.ids.end = place{slot: hi}
		}
	}
}

// checkEnd compares the place after the last row with that after the last of a part.
func (s *idSequence) checkEnd(c *check, t *table) {
	if s.end != (place{}) && s.expected != s.end {
		c.tally.add(t.rules.count, Finding{Table: t.Name(), Value: fmt.Sprint(t.rows),
			Why: fmt.Sprintf("the rows end before record %d, and those that the settings give the part before record %d", s.expected.slot+1, s.end.slot+1)})
	}
}

// checks reports whether the ids of a column are compared.
func (s *idSequence) checks(column string) bool {
	if s != nil {
		for _, c := range s.columns {
			if c.rule.Column == column {
				return true
			}
		}
	}
	return false
}

// A foundPlace is the place of an id, known if it is one of the table.
type foundPlace struct {
	place
	known bool
}

// appendPlaces appends the places of the ids in row i, one for each column. It undoes permutations,
// so it is work for the goroutines that read rows.
func (s *idSequence) appendPlaces(places []foundPlace, rows schema.RowList, i int) []foundPlace {
	for k := range s.columns {
		c := &s.columns[k]
		places = append(places, s.find(c.id(rows, i), c.table))
	}
	return places
}

// checkChunk compares the ids of a chunk, which must have been handed out. A row without an id is
// not compared: that it has none is another finding.
func (s *idSequence) checkChunk(c *check, p *chunk) {
	n := len(s.columns)
	for i := range p.rows.Len() {
		places := p.idPlaces[i*n : (i+1)*n]
		belongs := places[0]
		if !s.follows(belongs) && s.columns[0].id(p.rows, i) != (uuid.UUID{}) {
			c.foundID(p, i, s.columns[0].rule, belongs)
		}
		for k, to := range places[1:] {
			column := &s.columns[1+k]
			if right := to.known && to.place == (place{slot: belongs.slot}); belongs.known && !right && column.id(p.rows, i) != (uuid.UUID{}) {
				c.foundID(p, i, column.rule, to)
			}
		}
	}
}

// find returns the place of an id in a table.
func (s *idSequence) find(id uuid.UUID, table string) foundPlace {
	at, ok := s.generator.Find(id)
	return foundPlace{place{at.Slot, at.Ordinal}, ok && at.Table == table}
}

// foundID counts a finding about an id of a row, and describes it if the report has a place for it:
// all ids may be wrong.
func (c *check) foundID(p *chunk, row int, r Rule, belongs foundPlace) {
	if c.tally.addCount(r.Code) {
		return
	}
	why := "the settings give no row this id"
	if belongs.known {
		why = fmt.Sprintf("the settings give it to row %d of record %d", belongs.ordinal+1, belongs.slot+1)
	}
	c.foundRow(p, row, r, why)
}

// follows reports whether a row is the next one, and moves on. A row that is not may be the only
// wrong one; if the next row follows it in order, the rows go on from there.
func (s *idSequence) follows(belongs foundPlace) bool {
	if belongs.known && (belongs.place == s.expected || s.jumped && belongs.place == s.other) {
		s.expected, s.jumped = s.after(belongs.place), false
		return true
	}
	if s.jumped = belongs.known; s.jumped {
		s.other = s.after(belongs.place)
	}
	s.expected = s.after(s.expected)
	return false
}

// after returns the place of the row after another.
func (s *idSequence) after(p place) place {
	if s.columns[0].table == "vehicles" && p.ordinal+1 < s.generator.VehicleCount(p.slot) {
		return place{p.slot, p.ordinal + 1}
	}
	return place{slot: p.slot + 1}
}
