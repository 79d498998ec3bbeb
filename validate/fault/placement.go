package fault

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A change is what is done to the rows of one record in one table.
type change struct {
	fault   *fault
	planned int  // position of the record that the fault is planned for
	next    bool // whether these are the rows of the record after it
}

// spacing is the number of records for each fault: the one before, which lends its
// values, the record itself, the one after, which receives rows that move, and one
// more. So no fault touches the rows of another, and the findings of each can be worked out
// from the three records around it.
const spacing = 4

// place finds records for a fault and applies it, as often as asked for. The order in which
// records are tried depends on the seed and the rule alone, so that one rule of a plan does
// not move the faults of another, unless both want the same record.
func (in *Injection) place(ctx context.Context, f *fault, times int, occupied map[int]bool) error {
	places := in.src.Len() / spacing
	if places > 0 {
		order := in.settings.Label("fault", f.rule.Code).NewPermutation(uint64(places))
		for i := uint64(0); i < uint64(places) && times > 0; i++ {
			record := int(order.At(i))*spacing + 2
			if occupied[record] || !in.hasRows(f, record) {
				continue
			}
			entry, ok, err := in.try(ctx, f, record)
			if err != nil {
				return fmt.Errorf("fault: %w", err)
			}
			if !ok {
				continue
			}
			occupied[record] = true
			in.ledger = append(in.ledger, entry)
			times--
		}
	}
	if times > 0 {
		return fmt.Errorf("fault: %w: %d more than %d can break %s", ErrRecords, times, in.src.Len(), f.rule.Code)
	}
	return nil
}

// hasRows reports whether a record has the rows that a fault changes: a user-defined entity
// may have none. A value that is to come twice is copied from the record before.
func (in *Injection) hasRows(f *fault, record int) bool {
	first := record
	if strings.HasSuffix(f.rule.Code, ".unique") && !f.structural {
		first--
	}
	rows := f.entity.NewRowList()
	for r := range in.src.Range(first, record+1) {
		rows.Reset()
		if f.entity.AddRows(rows, r); rows.Len() == 0 {
			return false
		}
	}
	return true
}

// try applies a fault to a record and works out what it leads to, by a validation of the
// records around it. If the rule is not found broken, as where a value is the same after the
// change, it undoes the fault and reports false.
func (in *Injection) try(ctx context.Context, f *fault, record int) (Entry, bool, error) {
	table := f.entity.Table().Name()
	if in.changes[table] == nil {
		in.changes[table] = make(map[int]change)
	}
	changes := in.changes[table]
	changes[in.slot(record)] = change{fault: f, planned: record}
	if f.moves {
		changes[in.slot(record+1)] = change{fault: f, planned: record, next: true}
	}
	around := &window{in.src, record - 1, record + 2}
	report, err := validate.Source(ctx, around, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...), validate.Workers(1), validate.Limit(1000))
	if err != nil {
		return Entry{}, false, err
	}
	entry := in.entry(f, record)
	for _, x := range report.Findings {
		if !strings.HasSuffix(x.Rule, ".row.count") { // the window has never the rows of the whole dataset
			entry.Findings = append(entry.Findings, x)
		}
	}
	if !slices.ContainsFunc(entry.Findings, func(x validate.Finding) bool { return x.Rule == f.rule.Code }) && f.rule.Column != "row" {
		delete(changes, in.slot(record))
		if f.moves {
			delete(changes, in.slot(record+1))
		}
		return entry, false, nil
	}
	return entry, true, nil
}

// entry describes what a fault does to a record, with rows counted in the window.
func (in *Injection) entry(f *fault, record int) Entry {
	before, after := f.entity.NewRowList(), f.entity.NewRowList()
	row := 0 // of the record, in the window
	for r := range in.src.Range(record-1, record) {
		f.entity.AddRows(before, r)
		row = before.Len()
	}
	for r := range in.src.Range(record, record+2) {
		f.entity.AddRows(before, r)
	}
	changed := in.entity(f.entity)
	for r := range in.src.Range(record-1, record+2) {
		changed.AddRows(after, r)
	}
	columns := f.entity.Table().Columns()
	e := Entry{Rule: f.rule.Code, Table: f.entity.Table().Name(), Record: record, What: f.what}
	if key := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Key }); key >= 0 && before.Len() > row {
		e.ID = string(before.AppendText(nil, row, key))
	}
	if f.structural {
		if after.Len() >= before.Len() && !f.moves {
			e.Row = row + 1
		}
		return e
	}
	e.Row = row + 1
	if column := columnIndex(columns, f.rule.Column); column >= 0 {
		e.Column = f.rule.Column
		e.Before, e.After = string(before.AppendText(nil, row, column)), string(after.AppendText(nil, row, column))
	}
	return e
}

// number changes the rows that were counted within windows to rows of the tables, and counts
// the rows that are missing or added.
func (in *Injection) number() {
	faulty := append(in.Governed(), in.UserDefined()...)
	rows := make([]schema.RowList, len(faulty))
	for k, e := range faulty {
		rows[k] = e.NewRowList()
	}
	count := make(map[string]int) // rows so far, by table
	position, next := 0, 0        // of the record, and of the next entry whose window is to come
	for r := range in.src.Range(0, in.src.Len()) {
		for ; next < len(in.ledger) && in.ledger[next].Record-1 == position; next++ {
			in.ledger[next].addRows(count)
		}
		for k, e := range faulty {
			table := e.Table().Name()
			n := countRows(rows[k], e, r)
			count[table] += n
			if _, changed := in.changes[table][r.Slot]; changed {
				in.counts[table] += n - countRows(rows[k], in.entities[k], r)
			}
		}
		position++
	}
}

// addRows adds the rows before a window to the numbers of rows in it.
func (e *Entry) addRows(before map[string]int) {
	if e.Row > 0 {
		e.Row += before[e.Table]
	}
	for i := range e.Findings {
		if x := &e.Findings[i]; x.Row > 0 {
			x.Row += before[x.Table]
		}
	}
}

// countRows returns the number of rows that an entity has for a record.
func countRows(scratch schema.RowList, e synthhub.Entity, r *synthhub.Record) int {
	scratch.Reset()
	e.AddRows(scratch, r)
	return scratch.Len()
}

// slot returns the slot of the record at a position.
func (in *Injection) slot(record int) (slot int) {
	for r := range in.src.Range(record, record+1) {
		slot = r.Slot
	}
	return slot
}

// A window is a few records of a source, as a source of its own.
type window struct {
	src    synthhub.Source
	lo, hi int
}

func (w *window) Settings() synthhub.Settings { return w.src.Settings() }
func (w *window) Metadata(ctx context.Context) (synthhub.Metadata, error) {
	return w.src.Metadata(ctx)
}
func (w *window) Len() int { return w.hi - w.lo }
func (w *window) Range(lo, hi int) iter.Seq[*synthhub.Record] {
	return w.src.Range(w.lo+lo, w.lo+hi)
}
