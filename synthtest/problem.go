package synthtest

import (
	"fmt"
	"strings"
)

// A Promise is what an entity promises. It is the error that a Problem wraps, so
// that errors.Is tells one from another.
type Promise string

// The promises, in the order in which they are tested.
const (
	Declared      Promise = "the entity fits the dataset"
	AllRecords    Promise = "every record can be asked for its rows"
	Deterministic Promise = "asked again, a record has the same rows"
	Ordered       Promise = "rows do not depend on what was asked before"
	Concurrent    Promise = "rows do not depend on the number of workers"
	Prefix        Promise = "rows do not depend on the number of records"
	Clockless     Promise = "rows do not depend on the clock"
	Untouched     Promise = "the record is left as it is"
	Appended      Promise = "rows are appended to those that are there"
	Valid         Promise = "rows keep the rules of their table"
	CSV           Promise = "rows are the same after they went through CSV"
	JSON          Promise = "rows are the same after they went through JSON"
	Lean          Promise = "writing and checking a row allocates nothing"
	Coherent      Promise = "keys are unique and references resolve"
	Reproducible  Promise = "a snapshot is intact and can be made again"
)

func (p Promise) Error() string { return string(p) }

// cures say what to do for promises that are broken in few ways.
var cures = map[Promise]string{
	AllRecords:    "have the function return no rows for a record that has none; it must not assume a second vehicle, for example",
	Deterministic: "draw with labels at Record.Slot and an ordinal; use no other randomness, no counter, and no range over a map; let pointers lead to copies, not into the record",
	Ordered:       "keep nothing from one call to the next; derive what is needed from the record again",
	Concurrent:    "share no memory between calls that they write to, and let nothing depend on Settings.Workers",
	Prefix:        "let nothing depend on Settings.Records; IDs and labels do not need it",
	Clockless:     "take Settings.AsOf for today",
	Untouched:     "change a copy of the row, and copy Record.Vehicles before changing one",
	Appended:      "return append(dst, row), and no other slice",
	Valid:         "mend the function, or the option or rule that forbids the value",
	CSV:           "let UnmarshalText be the inverse of AppendText",
	JSON:          "hold valid UTF-8 in texts, and let UnmarshalText be the inverse of AppendText",
	Lean:          "append to the slice that is given, in AppendText, and build no text in a rule",
	Coherent:      "make keys with Label.NewIDs at Record.Slot and an ordinal that counts all rows of the record; take references from the rows they are to",
}

// A Problem is one promise that an entity breaks, and where that was seen first.
type Problem struct {
	Table   string
	Column  string // "" if it is not about one
	Promise Promise
	Record  int    // position of the record, -1 if it is not about one
	Why     string // what was seen
	Cure    string // what to do
}

func (p *Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.Table)
	if p.Column != "" {
		b.WriteString("." + p.Column)
	}
	fmt.Fprintf(&b, ": broken: %s", p.Promise)
	if p.Record >= 0 {
		fmt.Fprintf(&b, ": record %d", p.Record)
	}
	fmt.Fprintf(&b, ": %s", p.Why)
	if p.Cure != "" {
		fmt.Fprintf(&b, "; %s", p.Cure)
	}
	return b.String()
}

func (p *Problem) Unwrap() error { return p.Promise }
