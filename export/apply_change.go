package export

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// An appliedChange is a line of a feed.
type appliedChange[E any] struct {
	op     format.Op
	id     uuid.UUID
	slot   int
	place  changePlace
	before string // as it is written
	row    E      // the row after, unless it is deleted
}

// A changePlace is the place of a change among those of its table, as [Changes] orders them.
type changePlace struct {
	slot    int // of its record, from 1, so that the zero place is before all
	created int // 1 for a row that is created, which comes after the others
	ordinal int // of the row in the record, on the day that has it
}

func (p changePlace) compare(q changePlace) int {
	return cmp.Or(cmp.Compare(p.slot, q.slot), cmp.Compare(p.created, q.created), cmp.Compare(p.ordinal, q.ordinal))
}

// maxChangeLine is the maximum number of bytes of a line: two rows and a key.
const maxChangeLine = 2*schema.MaxRow + 4096

// splitChanges splits a feed into lines, each of which must have its line feed and nothing else after
// the change.
func splitChanges(data []byte, atEOF bool) (advance int, line []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		if line = data[:i]; bytes.HasSuffix(line, []byte("\r")) {
			return 0, nil, errors.New("a line ends with CR LF; it must end with LF")
		}
		return i + 1, line, nil
	}
	if atEOF && len(data) > 0 {
		return 0, nil, errors.New("the last line feed is missing")
	}
	return 0, nil, nil
}

// peekChange returns the next change, io.EOF after the last.
func (t *appliedTable[E]) peekChange() (*appliedChange[E], error) {
	if t.change != nil {
		return t.change, nil
	}
	if !t.lines.Scan() {
		return nil, cmp.Or(t.lines.Err(), io.EOF)
	}
	line, err := format.CutChange(t.lines.Text())
	c := &appliedChange[E]{op: line.Op, before: line.Before}
	if err == nil {
		err = t.parse(c, &line)
	}
	if err != nil {
		return nil, &ApplyError{Table: t.name, Key: strings.Trim(line.Key, `"`), Err: err}
	}
	t.change = c
	return c, nil
}

// parse parses the rows of a line, and finds its place.
func (t *appliedTable[E]) parse(c *appliedChange[E], line *format.ChangeText) error {
	if line.Table != t.name || (line.Before == "") != (c.op == format.Create) || (line.After == "") != (c.op == format.Delete) {
		return errors.New("the line has another table, or not the rows that its op must have")
	}
	if line.Before == line.After {
		return errors.New("the row after is the row before, so nothing is updated")
	}
	row := cmp.Or(line.After, line.Before)
	if err := t.table.ParseJSON(&c.row, row); err != nil {
		return err
	}
	if t.text = t.table.AppendJSON(t.text[:0], &c.row); c.op != format.Delete && string(t.text) != row {
		return errors.New("the row after is not written as a row of NDJSON is")
	}
	if c.id = t.id(&c.row); line.Key != `"`+c.id.String()+`"` {
		return errors.New("the key of the line is not that of its row")
	}
	at, ok := t.from.Find(c.id)
	if was := ok && at.Table == t.name; c.op == format.Create {
		if was {
			return errors.New("the row is created, and its key is there on the first day")
		}
		if at, ok = t.to.Find(c.id); !ok || at.Table != t.name {
			return errors.New("the settings give no row this key on the second day")
		}
		c.place.created = 1
	} else if !was {
		return errors.New("the settings give no row this key on the first day")
	}
	c.slot, c.place.slot, c.place.ordinal = at.Slot, at.Slot+1, at.Ordinal
	return nil
}

// applyChanges reads the changes of the record in a slot, and applies them to its rows.
func (t *appliedTable[E]) applyChanges(slot int) error {
	for {
		c, err := t.peekChange()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if c.slot > slot {
			return nil
		}
		switch after := c.place.compare(t.last); {
		case after == 0:
			return t.rowError(c.id, "", "the row has two changes")
		case after < 0:
			return t.rowError(c.id, "", "the change is out of order: it must come before the one that precedes it")
		}
		if err := t.apply(c); err != nil {
			return err
		}
		t.last, t.change = c.place, nil
	}
}

// apply applies a change to the rows of its record, and counts it.
func (t *appliedTable[E]) apply(c *appliedChange[E]) error {
	if c.op == format.Create {
		if len(t.rows) > 2*synthhub.MaxVehicles {
			return t.rowError(c.id, "", "the feed has too many rows of one record")
		}
		t.rows = append(t.rows, c.row)
		t.counts.Created++
		return nil
	}
	i := slices.IndexFunc(t.rows, func(e E) bool { return t.id(&e) == c.id })
	if i < 0 {
		return t.rowError(c.id, "", "the row before is not in the snapshot")
	}
	if t.text = t.table.AppendJSON(t.text[:0], &t.rows[i]); string(t.text) != c.before {
		column, why := t.differing(&t.rows[i], c.before)
		return t.rowError(c.id, column, "the row before is not that of the snapshot%s", why)
	}
	if c.op == format.Delete {
		t.rows = slices.Delete(t.rows, i, i+1)
		t.counts.Deleted++
	} else {
		t.rows[i] = c.row
		t.counts.Updated++
	}
	return nil
}

// differing returns the first column in which a row of the snapshot is not the one before, and how.
func (t *appliedTable[E]) differing(is *E, before string) (column, why string) {
	var must E
	if t.table.ParseJSON(&must, before) == nil {
		for _, c := range t.table.Columns() {
			if a, b := t.table.Text(is, c.Name), t.table.Text(&must, c.Name); a != b {
				return c.Name, fmt.Sprintf(": it has %.60q, and the feed %.60q", a, b)
			}
		}
	}
	return "", ""
}
