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
	stated   *FeedTable
	inputs   [2]*inputReader
	reader   *schema.Reader[E]
	lines    *bufio.Scanner

	row    *E // the next row of the snapshot, nil if it was not read yet
	change *appliedChange[E]
	rows   []E // of the current record
	text   []byte
	last   changePlace  // of the change before
	counts ChangeCounts // of the changes that were applied
}

func newAppliedTable[E any](s *appliedSource, i int, table *schema.Table[E], id func(*E) uuid.UUID) *appliedTable[E] {
	in := s.tables[i]
	t := &appliedTable[E]{name: table.Name(), table: table, id: id, from: s.from, to: s.to, stated: in.stated, inputs: [2]*inputReader{in.rows.open(), in.changes.open()}}
	if in.rows.format == format.CSV {
		t.reader = table.NewCSVReader(t.inputs[0])
	} else {
		t.reader = table.NewNDJSONReader(t.inputs[0])
	}
	t.lines = bufio.NewScanner(t.inputs[1])
	t.lines.Buffer(make([]byte, 64<<10), maxChangeLine)
	t.lines.Split(splitChanges)
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
