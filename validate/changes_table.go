package validate

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// A changesTable is what the check of a table's feed knows beside its rows.
type changesTable struct {
	name   string
	days   [2]schema.Date // on which rows before and rows after are valid
	images bool           // whether lines have rows before
	fixed  bool           // whether the table says which of its columns are fixed
	empty  schema.RowList // one row without values

	// The generators of both days, and what reads the key from a row; id is nil where keys are not
	// compared with the settings.
	generators [2]*synthhub.Generator
	id         func(schema.RowList, int) uuid.UUID
	last       linePlace // of the last line in order
	before     linePlace // of the one before that

	counts export.ChangeCounts
	others []*otherLines
}

// newChangesTable returns what the check of a table needs.
func (f *changesFolder) newChangesTable(t *table, files []*tableFiles) *changesTable {
	s := &changesTable{name: t.Name(), days: [2]schema.Date{f.feed.From, f.feed.To}, empty: t.entity.NewRowList()}
	_ = s.empty.AddCSV("") // the error says nothing new
	s.last, s.before = nowhere, nowhere
	s.fixed = slices.ContainsFunc(t.columns, func(c schema.Column) bool { return c.AsOf })
	if !s.fixed {
		f.check.note("no column of %s is declared as of the day, so nothing tells which are fixed", t.Name())
	}
	if len(files) == 0 {
		return s
	}
	if s.images = !files[0].format.Header; !s.images {
		f.check.note("the feed of %s has no rows before an update: CSV has the rows after alone", t.Name())
	}
	if columns := idColumns[t.Name()]; columns != nil && f.to != nil && !f.feed.FaultyByDesign && t.Describer == governedTable(t.Name()) {
		s.generators, s.id = [2]*synthhub.Generator{f.from, f.to}, columns[0].id
	}
	for _, other := range files[1:] {
		if len(other.files) == 0 || other.unusable() || !f.checkChangesHeader(other, t) {
			continue
		}
		s.others = append(s.others, &otherLines{format: other.format, lines: &lineReader{fs: f.contents(), sections: other.sections()}})
	}
	return s
}

// governedTable returns the governed table of a name, nil if there is none.
func governedTable(name string) schema.Describer {
	governed := synthhub.Entities()
	if i := entitylist.Index(governed, name); i >= 0 {
		return governed[i].Table()
	}
	return nil
}

// find returns the place of an id on the first or the second day.
func (s *changesTable) find(day int, id uuid.UUID) foundPlace {
	at, ok := s.generators[day].Find(id)
	return foundPlace{place{at.Slot, at.Ordinal}, ok && at.Table == s.name}
}

// A linePlace is where a line belongs: in a record, updates and deletions before creations, and each
// in the order of the rows of its day.
type linePlace struct{ slot, created, ordinal int }

// nowhere is before every place.
var nowhere = linePlace{slot: -1}

func (a linePlace) compare(b linePlace) int {
	return cmp.Or(cmp.Compare(a.slot, b.slot), cmp.Compare(a.created, b.created), cmp.Compare(a.ordinal, b.ordinal))
}

// consume takes the lines of a chunk in order.
func (s *changesTable) consume(c *check, p *chunk) {
	if p.changes == nil {
		return // it stands for a file that cannot be read
	}
	for i, op := range p.changes.ops {
		switch op {
		case format.Create:
			s.counts.Created++
		case format.Update:
			s.counts.Updated++
		case format.Delete:
			s.counts.Deleted++
		}
		if op != 0 && s.id != nil {
			s.checkPlace(c, p, i, op)
		}
		for _, o := range s.others {
			o.compare(c, p, i, op)
		}
	}
}

// checkPlace compares the key of a line with those that the settings give on both days, and its place
// with that of the line before. Of a line that is out of place alone, no other line is found so.
func (s *changesTable) checkPlace(c *check, p *chunk, i int, op format.Op) {
	from, to := p.changes.from[i], p.changes.to[i]
	if why := wrongDay(op, from.known, to.known); why != "" {
		c.foundKey(p, i, ruleLineDay, why)
		return
	}
	at := linePlace{from.slot, 0, from.ordinal}
	if op == format.Create {
		at = linePlace{to.slot, 1, to.ordinal}
	}
	switch order := at.compare(s.last); {
	case order == 0: // that the key comes twice is another finding
	case order > 0:
		s.before, s.last = s.last, at
	default:
		c.foundKey(p, i, ruleLineOrder, fmt.Sprintf("it is of record %d, after a line of record %d", at.slot+1, s.last.slot+1))
		if at.compare(s.before) > 0 { // the line before may be the one that is out of place
			s.last = at
		}
	}
}

// wrongDay says why a key cannot be that of a line, by the days on which the settings give it a row.
func wrongDay(op format.Op, from, to bool) string {
	switch {
	case !from && !to:
		return "the settings give no row this key on either day"
	case from && to && op != format.Update:
		return "the settings give the key a row on both days, so the row can only be updated"
	case from && !to && op != format.Delete:
		return "the settings give the key a row on the first day alone, so the row can only be deleted"
	case to && !from && op != format.Create:
		return "the settings give the key a row on the second day alone, so the row can only be created"
	}
	return ""
}

// foundKey counts a finding about the key of a line.
func (c *check) foundKey(p *chunk, i int, r Rule, why string) {
	if c.tally.addCount(r.Code) {
		return
	}
	f := p.findingInTable(i, r, why)
	f.Column, f.Value = p.table.columns[p.table.key].Name, f.ID
	c.tally.add(r, f)
}

// end compares the numbers of changes with the manifest, and the other formats to their ends.
func (s *changesTable) end(f *changesFolder, t *table) {
	stated := f.feed.Tables[f.statedIndex(t.Name())].ChangeCounts
	for _, n := range []struct {
		what     string
		is, must int
	}{{"created", s.counts.Created, stated.Created}, {"updated", s.counts.Updated, stated.Updated}, {"deleted", s.counts.Deleted, stated.Deleted}} {
		if n.is != n.must {
			f.check.tally.add(ruleChangesTableCounts, Finding{Table: t.Name(), Value: fmt.Sprint(n.is), Why: fmt.Sprintf("there are %d rows %s, and the manifest says %d", n.is, n.what, n.must)})
		}
	}
	for _, o := range s.others {
		if more := o.lines.rest(); more > 0 && !o.ended {
			f.check.tally.add(ruleChangesTableSameRows, Finding{Table: t.Name(), File: o.lines.file, Why: fmt.Sprintf("this format has %d changes more", more)})
		}
		o.lines.close()
	}
}

// otherLines are the lines of the feed in another format.
type otherLines struct {
	format *format.Format
	lines  *lineReader
	ended  bool

	row, text []byte // scratch
}

// compare compares line i of a chunk with the next one. Where lines are missing or added, all after
// them differ, which is one finding.
func (o *otherLines) compare(c *check, p *chunk, i int, op format.Op) {
	if o.ended {
		return
	}
	line, err := o.lines.next()
	if err == nil && op != 0 {
		o.row = o.format.AppendRow(o.row[:0], p.rows, i)
		row := o.row[:len(o.row)-1]
		change := format.Change{Op: op, Before: row, After: row}
		if o.text = o.format.AppendChange(o.text[:0], &change); string(o.text[:len(o.text)-1]) == line {
			return
		}
	}
	if op == 0 {
		return // a line that cannot be read is no measure for another
	}
	x := p.findingInTable(i, ruleChangesTableSameRows, "the change is not the same in this format")
	x.File, x.Line, x.Column, x.Value = o.lines.file, o.lines.line, "", ""
	switch {
	case errors.Is(err, io.EOF):
		x.Why, o.ended = "the change and those after it are missing in this format", true
	case err != nil:
		x.Why = err.Error()
	default:
		if key := keyOfCells(p, line); key != x.ID {
			x.Why, o.ended = "from here on the changes differ: this format has one of the key "+visible(key), true
		}
	}
	c.tally.add(ruleChangesTableSameRows, x)
}

// keyOfCells returns the key in a line of CSV, "" if it cannot be read.
func keyOfCells(p *chunk, line string) string {
	rows := p.table.entity.NewRowList()
	if len(line) < 2 || rows.AddCSV(line[2:]) != nil {
		return ""
	}
	return string(rows.AppendText(nil, 0, p.table.key))
}
