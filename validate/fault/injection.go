package fault

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

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
	// Findings are all findings that the change leads to: that of the rule, those of other
	// rules that it breaks too, and those of rows that follow from the changed one.
	Findings []validate.Finding `json:"findings"`
}

// An Injection is a dataset with faults. It does not change and is safe for
// concurrent use.
type Injection struct {
	src      synthhub.Source
	settings synthhub.Settings
	entities []synthhub.Entity // the governed ones, then those of the user
	ledger   []Entry
	counts   map[string]int            // rows that are missing, or if negative added, by table
	changes  map[string]map[int]change // by table and slot
}

// Codes lists the codes of the rules that can be broken: those of the governed tables, and of
// the given user-defined entities all but their row rules.
func Codes(entities ...synthhub.Entity) iter.Seq[string] {
	return codesOf(faultsOf(withGoverned(entities)))
}

func codesOf(faults []fault) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range faults {
			if !yield(faults[i].rule.Code) {
				return
			}
		}
	}
}

// withGoverned returns the governed entities, followed by user-defined ones.
func withGoverned(userDefined []synthhub.Entity) []synthhub.Entity {
	return append(synthhub.Entities(), userDefined...)
}

// New plans the faults and works out their consequences. The entities, if any, are
// user-defined, to be broken too. New goes over the records of the source once; no two of
// them may have one slot. The error wraps [ErrRule], [ErrRecords] or [ErrPlan], or is that of
// the context, the source or an entity.
func New(ctx context.Context, src synthhub.Source, plan Plan, entities ...synthhub.Entity) (*Injection, error) {
	if _, err := src.Metadata(ctx); err != nil {
		return nil, fmt.Errorf("fault: %w", err)
	}
	settings := src.Settings()
	entities, err := entitylist.Bind(settings, entities)
	if err != nil {
		return nil, fmt.Errorf("fault: %w", err)
	}
	in := &Injection{src: src, settings: settings, entities: withGoverned(entities), counts: map[string]int{}, changes: map[string]map[int]change{}}
	faults := faultsOf(in.entities)
	occupied := make(map[int]bool)
	for _, code := range slices.Sorted(maps.Keys(plan)) {
		i := slices.IndexFunc(faults, func(f fault) bool { return f.rule.Code == code })
		if i < 0 {
			return nil, fmt.Errorf("fault: %w: %s%s", ErrRule, code, didYouMean(code, faults))
		}
		if plan[code] < 0 {
			return nil, fmt.Errorf("fault: %w: %d for %s", ErrPlan, plan[code], code)
		}
		if err := in.place(ctx, &faults[i], plan[code], occupied); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(in.ledger, func(a, b Entry) int { return a.Record - b.Record })
	in.number()
	return in, nil
}

// didYouMean names the rule that a misspelled code probably stands for.
func didYouMean(code string, faults []fault) string {
	near, ok := text.Nearest(code, codesOf(faults))
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
	for table, missing := range in.counts {
		if missing != 0 && entitylist.Governed(table) {
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
			c.fault.apply(&target{in: in, entity: e, record: r, planned: c.planned, next: c.next, rows: rows})
		}
	})
}
