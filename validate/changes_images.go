package validate

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// checkKey compares the key of a line with those of its rows.
func (p *chunk) checkKey(i int, c format.ChangeText) {
	p.text = p.rows.AppendText(p.text[:0], i, p.table.key)
	same := keyIs(c.Key, p.text)
	if same && c.Op == format.Update {
		p.text = p.changes.before.AppendText(p.text[:0], i, p.table.key)
		same = keyIs(c.Key, p.text)
	}
	if !same && !p.tally.addCount(ruleLineKey.Code) {
		f := p.finding(i, ruleLineKey, "the key of the line is not that of the row before and of the row after")
		f.Column, f.Value = p.table.columns[p.table.key].Name, keyText(c.Key)
		p.tally.add(ruleLineKey, f)
	}
}

// keyIs reports whether a JSON string is the one form of a text.
func keyIs(quoted string, text []byte) bool {
	if len(quoted) == len(text)+2 && quoted[1:len(quoted)-1] == string(text) && !strings.ContainsAny(quoted[1:len(quoted)-1], `"\`) {
		return true
	}
	want, err := snapshot.EncodeDocument(string(text), false)
	return err == nil && string(bytes.TrimSuffix(want, []byte("\n"))) == quoted
}

// keyText returns the text that a JSON string stands for.
func keyText(quoted string) string {
	var s string
	if json.Unmarshal([]byte(quoted), &s) != nil {
		return quoted
	}
	return s
}

// checkChanges checks the rows before, and each with the row after. Rows after, and those that are
// deleted, are checked by examine.
func (p *chunk) checkChanges(c *check) {
	t, r := p.table, p.changes
	if t.changes.id != nil {
		for i := range p.rows.Len() {
			id := t.changes.id(p.rows, i)
			r.from = append(r.from, t.changes.find(0, id))
			r.to = append(r.to, t.changes.find(1, id))
		}
	}
	if p.again || !t.changes.images {
		return
	}
	for i, op := range r.ops {
		if op != format.Update {
			continue
		}
		r.row = i
		r.before.Check(i, t.changes.days[0], r.report)
		p.compareImages(i)
	}
}

// compareImages checks that an update changes its row, and no value that is fixed.
func (p *chunk) compareImages(i int) {
	t := p.table
	changed := false
	for k := range t.columns {
		p.text = p.changes.before.AppendText(p.text[:0], i, k)
		n := len(p.text)
		p.text = p.rows.AppendText(p.text, i, k)
		if bytes.Equal(p.text[:n], p.text[n:]) {
			continue
		}
		changed = true
		if col := &t.columns[k]; col.AsOf || col.Key || !t.changes.fixed || p.tally.addCount(ruleLineFixed.Code) {
			continue
		}
		f := p.finding(i, ruleLineFixed, "the column is fixed, and the row before has "+visible(string(p.text[:n])))
		f.Column, f.Value = t.columns[k].Name, string(p.text[n:])
		p.tally.add(ruleLineFixed, f)
	}
	if !changed && !p.tally.addCount(ruleLineChanged.Code) {
		p.tally.add(ruleLineChanged, p.finding(i, ruleLineChanged, "both rows are the same"))
	}
}

// dayOf returns the day on which row i of a chunk is valid.
func (p *chunk) dayOf(c *check, i int) schema.Date {
	switch {
	case p.changes == nil:
		return c.asOf
	case p.changes.ops[i] == format.Delete:
		return p.table.changes.days[0]
	}
	return p.table.changes.days[1]
}

// remains reports whether row i is there on the second day.
func (p *chunk) remains(i int) bool { return p.changes == nil || p.changes.ops[i] != format.Delete }
