package export

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/gofrs/uuid/v5"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// An appliedTable reads the rows of a table of a snapshot and their changes side by side.
type appliedTable[E any] struct {
	name     string
	table    *schema.Table[E]
	id       func(*E) uuid.UUID
	from, to *synthhub.Generator
	inputs   [2]*inputReader
	reader   *schema.Reader[E]
	lines    *bufio.Scanner

	row    *E // the next row of the snapshot, nil if it was not read yet
	change *appliedChange[E]
	rows   []E // of the current record
	text   []byte
}

// An appliedChange is a line of a feed.
type appliedChange[E any] struct {
	op     format.Op
	id     uuid.UUID
	slot   int
	before string // as it is written
	row    E      // the row after, unless it is deleted
}

// maxChangeLine is the maximum number of bytes of a line: two rows and a key.
const maxChangeLine = 2*schema.MaxRow + 4096

func newAppliedTable[E any](s *appliedSource, i int, table *schema.Table[E], id func(*E) uuid.UUID) *appliedTable[E] {
	in := s.tables[i]
	t := &appliedTable[E]{name: table.Name(), table: table, id: id, from: s.from, to: s.to, inputs: [2]*inputReader{in.rows.open(), in.changes.open()}}
	if in.rows.format == format.CSV {
		t.reader = table.NewCSVReader(t.inputs[0])
	} else {
		t.reader = table.NewNDJSONReader(t.inputs[0])
	}
	t.lines = bufio.NewScanner(t.inputs[1])
	t.lines.Buffer(make([]byte, 64<<10), maxChangeLine)
	return t
}

func (t *appliedTable[E]) close() {
	for _, in := range t.inputs {
		_ = in.Close() // it was only read
	}
}

// peekRow returns the next row of the snapshot, io.EOF after the last.
func (t *appliedTable[E]) peekRow() (*E, error) {
	if t.row == nil {
		e := new(E)
		if err := t.reader.Next(e); err != nil {
			return nil, err
		}
		t.row = e
	}
	return t.row, nil
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
	if err != nil {
		return nil, err
	}
	c := &appliedChange[E]{op: line.Op, before: line.Before}
	fail := func(err error) (*appliedChange[E], error) {
		return nil, &ApplyError{Table: t.name, Key: line.Key, Err: err}
	}
	if line.Table != t.name || (line.Before == "") != (c.op == format.Create) || (line.After == "") != (c.op == format.Delete) {
		return fail(errors.New("the line has another table, or not the rows that its op must have"))
	}
	row := line.After
	if c.op == format.Delete {
		row = line.Before
	}
	if err := t.table.ParseJSON(&c.row, row); err != nil {
		return fail(err)
	}
	c.id = t.id(&c.row)
	if line.Key != `"`+c.id.String()+`"` {
		return fail(errors.New("the key of the line is not that of its row"))
	}
	g, day := t.from, "first"
	if c.op == format.Create {
		g, day = t.to, "second"
	}
	at, ok := g.Find(c.id)
	if !ok || at.Table != t.name {
		return fail(fmt.Errorf("the settings give no row this key on the %s day", day))
	}
	c.slot = at.Slot
	t.change = c
	return c, nil
}

// next returns the rows of the record in a slot after its changes, in the order of the second day. They
// are valid until the next call.
func (t *appliedTable[E]) next(slot int) ([]E, error) {
	if err := t.readRows(slot); err != nil {
		return nil, t.failed(err)
	}
	if err := t.applyChanges(slot); err != nil {
		return nil, t.failed(err)
	}
	slices.SortFunc(t.rows, func(a, b E) int { return cmp.Compare(t.ordinal(slot, &a), t.ordinal(slot, &b)) })
	return t.rows, t.checkRows(slot)
}

// readRows reads the rows that the snapshot has of the record in a slot.
func (t *appliedTable[E]) readRows(slot int) error {
	clear(t.rows)
	t.rows = t.rows[:0]
	for {
		row, err := t.peekRow()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		at, ok := t.from.Find(t.id(row))
		if !ok || at.Table != t.name || at.Slot < slot {
			return t.rowError(t.id(row), "", "the row of the snapshot is not of the settings, or out of order")
		}
		if at.Slot > slot {
			return nil
		}
		if len(t.rows) > synthhub.MaxVehicles {
			return t.rowError(t.id(row), "", "the snapshot has too many rows of one record")
		}
		t.rows, t.row = append(t.rows, *row), nil
	}
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
		if c.slot < slot {
			return t.rowError(c.id, "", "the change is out of order: it is of record %d, after one of record %d", c.slot+1, slot+1)
		}
		if err := t.apply(c); err != nil {
			return err
		}
		t.change = nil
	}
}

// apply applies a change to the rows of its record.
func (t *appliedTable[E]) apply(c *appliedChange[E]) error {
	i := slices.IndexFunc(t.rows, func(e E) bool { return t.id(&e) == c.id })
	if c.op == format.Create {
		if i >= 0 {
			return t.rowError(c.id, "", "the row is created, and it is there already")
		}
		if len(t.rows) > 2*synthhub.MaxVehicles {
			return t.rowError(c.id, "", "the feed has too many rows of one record")
		}
		t.rows = append(t.rows, c.row)
		return nil
	}
	if i < 0 {
		return t.rowError(c.id, "", "the row before is not in the snapshot")
	}
	if t.text = t.table.AppendJSON(t.text[:0], &t.rows[i]); string(t.text) != c.before {
		column, why := t.differing(&t.rows[i], c.before)
		return t.rowError(c.id, column, "the row before is not that of the snapshot%s", why)
	}
	if c.op == format.Delete {
		t.rows = slices.Delete(t.rows, i, i+1)
	} else {
		t.rows[i] = c.row
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

// ordinal returns the place of a row in the record in a slot on the second day, -1 if it has none.
func (t *appliedTable[E]) ordinal(slot int, e *E) int {
	at, ok := t.to.Find(t.id(e))
	if !ok || at.Table != t.name || at.Slot != slot {
		return -1
	}
	return at.Ordinal
}

// checkRows checks that the rows of a record are the first that the settings give it on the second day.
func (t *appliedTable[E]) checkRows(slot int) error {
	for i := range t.rows {
		if t.ordinal(slot, &t.rows[i]) != i {
			return t.rowError(t.id(&t.rows[i]), "", "the settings give no such row on the second day, and the feed does not delete it; or another row is missing")
		}
	}
	return nil
}

// failed returns an error of the table.
func (t *appliedTable[E]) failed(err error) error {
	if _, known := errors.AsType[*ApplyError](err); known {
		return err
	}
	return &ApplyError{Table: t.name, Err: err}
}

func (t *appliedTable[E]) rowError(id uuid.UUID, column, why string, args ...any) error {
	return &ApplyError{Table: t.name, Key: id.String(), Column: column, Err: fmt.Errorf(why, args...)}
}

// countError says that a record does not have the number of rows that it must have.
func (t *appliedTable[E]) countError(slot, is, must int) error {
	return &ApplyError{Table: t.name, Err: fmt.Errorf("record %d has %d rows after the feed, and must have %d", slot+1, is, must)}
}
