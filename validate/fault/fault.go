package fault

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/entitylist"
	"github.com/synthhub/synthhub/internal/text"
	"github.com/synthhub/synthhub/schema"
	"github.com/synthhub/synthhub/validate"
)

// A Plan says which rules to break, by code, and how often.
type Plan map[string]int

// constError is an error that cannot be reassigned.
type constError string

func (e constError) Error() string { return string(e) }

const (
	// ErrRule is returned for a rule that no fault breaks: it does not exist, is about the
	// text of files, or is a row rule of a user-defined entity, which no fault can know.
	// Break such a rule with Transform of [synthhub.Entity].
	ErrRule = constError("no fault breaks this rule")
	// ErrRecords is returned when there are too few records to break a rule as often as the
	// plan says.
	ErrRecords = constError("too few records")
	// ErrPlan is returned for a plan with a negative number of faults.
	ErrPlan = constError("want 0 faults or more")
)

// An Entry is one change.
type Entry struct {
	Rule   string `json:"rule"` // the rule that the change is to break
	Table  string `json:"table"`
	Record int    `json:"record"`        // position of the record, from 0
	Row    int    `json:"row,omitempty"` // of the changed row in its table, from 1; 0 if it is gone
	ID     string `json:"id"`            // the key that the row had
	Column string `json:"column,omitempty"`
	Before string `json:"before,omitempty"`
	After  string `json:"after,omitempty"`
	What   string `json:"what"` // what was done, in words
	// Findings are all findings that the change leads to, those of other rules that
	// it breaks too and of rows that follow from the changed one.
	Findings []validate.Finding `json:"findings"`
}

// An Injection is a dataset with faults. It does not change and is safe for
// concurrent use.
type Injection struct {
	src      synthhub.Source
	settings synthhub.Settings
	entities []synthhub.Entity
	ledger   []Entry
	counts   map[string]int            // rows more, or fewer, by table
	changes  map[string]map[int]change // by table and slot
}

// A change is what is done to the rows of one record in one table.
type change struct {
	fault *fault
	from  int  // position of the record that the fault was planned for
	next  bool // whether these are the rows of the record after it
}

// spacing is the number of records for each fault: the one before, which lends its
// values, the record itself, the one behind, which takes rows that move, and one
// more, so that no fault touches another.
const spacing = 4

// Codes lists the codes of the rules that can be broken: those of the governed tables, and of
// the given entities all but their row rules.
func Codes(entities ...synthhub.Entity) iter.Seq[string] {
	return func(yield func(string) bool) {
		for _, f := range faultsOf(all(entities)) {
			if !yield(f.rule.Code) {
				return
			}
		}
	}
}

// all puts entities behind the governed ones.
func all(entities []synthhub.Entity) []synthhub.Entity {
	return append(synthhub.Entities(), entities...)
}

// New plans the faults and works out their consequences. The entities, if any, are
// user-defined, to be broken too. It goes over the records of the source once; no two of
// them may have one slot. The error wraps [ErrRule], [ErrRecords] or [ErrPlan], or is that of the
// context, the source or an entity.
func New(ctx context.Context, src synthhub.Source, plan Plan, entities ...synthhub.Entity) (*Injection, error) {
	if _, err := src.Metadata(ctx); err != nil {
		return nil, fmt.Errorf("fault: %w", err)
	}
	settings := src.Settings()
	entities, err := entitylist.Bind(settings, entities)
	if err != nil {
		return nil, fmt.Errorf("fault: %w", err)
	}
	in := &Injection{src: src, settings: settings, entities: all(entities), counts: map[string]int{}, changes: map[string]map[int]change{}}
	faults := faultsOf(in.entities)
	taken := make(map[int]bool)
	for _, code := range slices.Sorted(maps.Keys(plan)) {
		at := slices.IndexFunc(faults, func(f fault) bool { return f.rule.Code == code })
		if at < 0 {
			return nil, fmt.Errorf("fault: %w: %s%s", ErrRule, code, didYouMean(code, faults))
		}
		if plan[code] < 0 {
			return nil, fmt.Errorf("fault: %w: %d for %s", ErrPlan, plan[code], code)
		}
		if err := in.place(ctx, &faults[at], plan[code], taken); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(in.ledger, func(a, b Entry) int { return a.Record - b.Record })
	in.number()
	return in, nil
}

// place finds records for a fault and applies it, as often as asked for.
func (in *Injection) place(ctx context.Context, f *fault, times int, taken map[int]bool) error {
	slots := in.src.Len() / spacing
	if slots > 0 {
		order := in.settings.Label("fault", f.rule.Code).NewPermutation(uint64(slots))
		for i := uint64(0); i < uint64(slots) && times > 0; i++ {
			record := int(order.At(i))*spacing + 2
			if taken[record] || !in.has(f, record) {
				continue
			}
			entry, ok, err := in.try(ctx, f, record)
			if err != nil {
				return fmt.Errorf("fault: %w", err)
			}
			if !ok {
				continue
			}
			taken[record] = true
			in.ledger = append(in.ledger, entry)
			times--
		}
	}
	if times > 0 {
		return fmt.Errorf("fault: %w: %d more than %d can break %s", ErrRecords, times, in.src.Len(), f.rule.Code)
	}
	return nil
}

// has reports whether a record has the rows that a fault changes, which own entities
// may be without. A value that is to come twice is that of the record before.
func (in *Injection) has(f *fault, record int) bool {
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

// try applies a fault to a record and works out what it leads to. It undoes the fault
// and reports false if that is not what it is for.
func (in *Injection) try(ctx context.Context, f *fault, record int) (Entry, bool, error) {
	table := f.entity.Table().Name()
	if in.changes[table] == nil {
		in.changes[table] = make(map[int]change)
	}
	rows := in.changes[table]
	slot := in.slot(record)
	rows[slot] = change{fault: f, from: record}
	if f.moves {
		rows[in.slot(record+1)] = change{f, record, true}
	}
	near := &window{in.src, record - 1, record + 2}
	report, err := validate.Source(ctx, near, validate.Faulty(in.Governed()...), validate.With(in.UserDefined()...), validate.Workers(1), validate.Limit(1000))
	if err != nil {
		return Entry{}, false, err
	}
	entry := in.entry(f, record)
	for _, x := range report.Findings {
		if !strings.HasSuffix(x.Rule, ".row.count") {
			entry.Findings = append(entry.Findings, x)
		}
	}
	if !slices.ContainsFunc(entry.Findings, func(x validate.Finding) bool { return x.Rule == f.rule.Code }) && f.rule.Column != "row" {
		delete(rows, slot)
		if f.moves {
			delete(rows, in.slot(record+1))
		}
		return entry, false, nil
	}
	return entry, true, nil
}

// entry describes what a fault does to a record, with rows counted in the window.
func (in *Injection) entry(f *fault, record int) Entry {
	before, after := f.entity.NewRowList(), f.entity.NewRowList()
	base, i := 0, record-1
	for r := range in.src.Range(record-1, record+2) {
		if i == record {
			base = before.Len()
		}
		f.entity.AddRows(before, r)
		i++
	}
	changed := in.entity(f.entity)
	for r := range in.src.Range(record-1, record+2) {
		changed.AddRows(after, r)
	}
	columns := f.entity.Table().Columns()
	e := Entry{Rule: f.rule.Code, Table: f.entity.Table().Name(), Record: record, What: f.what}
	if key := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Key }); key >= 0 && before.Len() > base {
		e.ID = string(before.AppendText(nil, base, key))
	}
	if f.structural {
		if after.Len() >= before.Len() && !f.moves {
			e.Row = base + 1
		}
		return e
	}
	e.Row, e.Column = base+1, f.rule.Column
	if k := slices.IndexFunc(columns, func(c schema.Column) bool { return c.Name == f.rule.Column }); k >= 0 {
		e.Before, e.After = string(before.AppendText(nil, base, k)), string(after.AppendText(nil, base, k))
	}
	return e
}

// number turns the rows that were counted within windows into rows of the tables.
func (in *Injection) number() {
	count := make(map[string]int)
	next := 0
	rows := make(map[string]schema.RowList)
	entities := append(in.Governed(), in.UserDefined()...)
	for _, e := range entities {
		rows[e.Table().Name()] = e.NewRowList()
	}
	i := 0
	for r := range in.src.Range(0, in.src.Len()) {
		for next < len(in.ledger) && in.ledger[next].Record == i+1 { // the window begins here
			e := &in.ledger[next]
			if e.Row > 0 {
				e.Row += count[e.Table]
			}
			for k := range e.Findings {
				if x := &e.Findings[k]; x.Row > 0 {
					x.Row += count[x.Table]
				}
			}
			next++
		}
		for k, e := range entities {
			name := e.Table().Name()
			rows[name].Reset()
			e.AddRows(rows[name], r)
			made := rows[name].Len()
			count[name] += made
			if _, changed := in.changes[name][r.Slot]; changed {
				rows[name].Reset()
				in.entities[k].AddRows(rows[name], r)
				in.counts[name] += made - rows[name].Len()
			}
		}
		i++
	}
}

// slot returns the slot of the record at a position.
func (in *Injection) slot(record int) (slot int) {
	for r := range in.src.Range(record, record+1) {
		slot = r.Slot
	}
	return slot
}

// didYouMean names the rule that a misspelled code probably stands for.
func didYouMean(code string, faults []fault) string {
	near, ok := text.Nearest(code, func(yield func(string) bool) {
		for i := range faults {
			if !yield(faults[i].rule.Code) {
				return
			}
		}
	})
	if !ok {
		return "; Codes lists those that have one"
	}
	return "; did you mean " + near + "?"
}

// Ledger returns every change, in the order of the records.
func (in *Injection) Ledger() []Entry {
	ledger := slices.Clone(in.ledger)
	for i := range ledger {
		ledger[i].Findings = slices.Clone(ledger[i].Findings)
	}
	return ledger
}

// Totals returns the number of findings of each rule, by code, that validate.Source must
// report for the faulty data, and no others. A snapshot also has the finding
// snapshot.manifest.faulty: that it is faulty by design.
func (in *Injection) Totals() map[string]int {
	totals := make(map[string]int)
	for _, e := range in.ledger {
		for _, x := range e.Findings {
			totals[x.Rule]++
		}
	}
	for table, more := range in.counts {
		if more != 0 && entitylist.Governed(table) {
			totals[table+".row.count"]++
		}
	}
	return totals
}

// Governed returns the governed entities with the faults, for the option Faulty of packages
// export and validate, together with the same source.
func (in *Injection) Governed() []synthhub.Entity {
	return in.faulty(in.entities[:len(synthhub.Entities())])
}

// UserDefined returns the entities that New was given, with the faults, for the option
// With of packages export and validate.
func (in *Injection) UserDefined() []synthhub.Entity {
	return in.faulty(in.entities[len(synthhub.Entities()):])
}

func (in *Injection) faulty(entities []synthhub.Entity) []synthhub.Entity {
	var list []synthhub.Entity
	for _, e := range entities {
		list = append(list, in.entity(e))
	}
	return list
}

// entity returns an entity with its faults.
func (in *Injection) entity(e synthhub.Entity) synthhub.Entity {
	changes := in.changes[e.Table().Name()]
	return e.Transform(func(r *synthhub.Record, rows schema.RowList) {
		if c, ok := changes[r.Slot]; ok {
			c.fault.apply(&target{in: in, entity: e, record: r, home: c.from, next: c.next, rows: rows})
		}
	})
}

// window is a few records of a source, as a source of its own.
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
