package validate

import "fmt"

// searchHashes finds the hashes that break a promise. The lists are full after the first
// pass over the rows; if they hold a window alone, it goes over the rows again for the rest.
func (c *check) searchHashes() error {
	for {
		if err := c.searchWindow(); err != nil {
			return err
		}
		if !c.window.next() {
			return nil
		}
		for _, t := range c.tables {
			if err := c.pass(t, func(p *chunk) bool { c.collect(p); return true }); err != nil {
				return err
			}
		}
	}
}

// searchWindow finds the hashes in the window that break a promise.
func (c *check) searchWindow() error {
	w := &c.window
	if c.sound() {
		return nil
	}
	w.sort()
	var crowds []*crowd
	for _, l := range w.lists {
		if !l.unique || l.table.broken {
			continue
		}
		var all bool
		if l.repeated, all = keep(l.repeated, w.repeated(l)); !all {
			l.crowded = true
			crowds = append(crowds, &crowd{rule: l.table.rules.unique[l.column], why: earlierRow, list: l})
		}
	}
	for _, s := range c.subsets {
		if s.from.table.broken || s.to.table.broken {
			continue
		}
		var all bool
		if s.missing, all = keep(s.missing, w.missing(s.from, s.to)); !all {
			crowds = append(crowds, &crowd{rule: s.rule, why: s.why, list: s.from, in: s.to})
		}
	}
	return c.describe(crowds)
}

// collect adds the hashes of a chunk to the lists.
func (c *check) collect(p *chunk) {
	for i, l := range p.table.lists {
		c.window.add(l, p.hashes[i])
	}
}

// confirm looks at the rows with suspicious hashes again and reports the findings. Rows
// that are misplaced wait until here too: one that refers to a person who is not there is an
// orphan, and that alone is reported.
func (c *check) confirm() error {
	for _, t := range c.tables {
		if !c.suspicious(t) {
			continue
		}
		f := confirmation{check: c, seen: make([]map[valueHash]int, len(t.lists))}
		for i := range f.seen {
			f.seen[i] = make(map[valueHash]int)
		}
		err := c.pass(t, func(p *chunk) bool {
			for row := range p.rows.Len() {
				f.row(p, row)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// suspicious reports whether any row of the table must be looked at again.
func (c *check) suspicious(t *table) bool {
	for _, l := range t.lists {
		if len(l.repeated) > 0 {
			return true
		}
	}
	for _, s := range c.subsets {
		if s.from.table == t && len(s.missing) > 0 {
			return true
		}
	}
	return len(t.misplaced) > 0
}

// A confirmation looks at the rows of one table again.
type confirmation struct {
	*check
	seen []map[valueHash]int // by list: the first row of each value with a repeated hash
	text []byte              // scratch
}

// A valueHash is 128 bits of a value: values that share one hash by chance do not share both.
type valueHash [2]uint64

// row reports what is wrong with one row: values without a counterpart, values that an
// earlier row has too, and its place.
func (f *confirmation) row(p *chunk, row int) {
	orphan := false
	for i, l := range p.table.lists {
		h := p.hashes[i][row]
		if h == 0 {
			continue
		}
		for _, s := range f.subsets {
			if s.from == l && contains(s.missing, h) {
				orphan = true
				f.foundRow(p, row, s.rule, s.why)
			}
		}
		if contains(l.repeated, h) {
			f.repeated(p, row, i, h)
		}
	}
	if !orphan && p.table.misplaced.has(p.rowsBefore+row) {
		f.foundRow(p, row, p.table.order, "the row is not in the order of the persons")
	}
}

// repeated reports the value of a list if an earlier row has it too.
func (f *confirmation) repeated(p *chunk, row, list int, h uint64) {
	l := p.table.lists[list]
	f.text = p.value(f.text[:0], row, l)
	value := valueHash{h, hashOf(f.second, f.text)}
	if first, again := f.seen[list][value]; again {
		rule, why := p.table.rules.unique[l.column], earlierRow
		if f.tally.addCountAt(rule.Code, p.rowsBefore+row+1) {
			return
		}
		if !l.crowded { // otherwise the report must not depend on what the window held
			why = fmt.Sprintf("row %d has the same", first)
		}
		f.foundRow(p, row, rule, why)
	} else {
		f.seen[list][value] = p.rowsBefore + row + 1
	}
}

// foundRow counts a finding at a row of a chunk that was handed out.
func (c *check) foundRow(p *chunk, row int, r Rule, why string) {
	if !c.tally.addCountAt(r.Code, p.rowsBefore+row+1) {
		c.tally.of(r.Code).count++
		c.tally.insert(r, p.findingInTable(row, r, why))
	}
}
