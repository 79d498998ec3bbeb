package synthtest

import (
	"fmt"
	"strings"
)

// A Promise is a promise that an entity must keep. It is the error that a [Problem] wraps, for
// use with errors.Is.
type Promise string

// The promises, in the order in which they are tested.
const (
	Declared      Promise = "the entity fits the dataset"
	AllRecords    Promise = "rows can be generated for every record"
	Deterministic Promise = "a record has the same rows in every call"
	Ordered       Promise = "rows do not depend on earlier calls"
	Concurrent    Promise = "rows do not depend on the number of workers"
	Prefix        Promise = "rows do not depend on the number of records"
	Clockless     Promise = "rows do not depend on the clock"
	Fixed         Promise = "fixed columns of a row are the same on every day"
	Keyed         Promise = "another person in the same slot has other rows"
	Daily         Promise = "rows change only on the days that WithDays declares"
	Untouched     Promise = "the record is not changed"
	Appended      Promise = "rows are appended to the slice that is passed in"
	Valid         Promise = "rows keep the rules of their table"
	CSV           Promise = "rows are equal after they are written and read as CSV"
	JSON          Promise = "rows are equal after they are written and read as JSON"
	Lean          Promise = "writing and checking a row allocates nothing"
	Coherent      Promise = "keys are unique and references resolve"
	Reproducible  Promise = "a snapshot is intact and can be reproduced"
)

func (p Promise) Error() string { return string(p) }

// cures lists what to do about a broken promise. A promise with many possible causes has none.
var cures = map[Promise]string{
	AllRecords:    "return no rows for a record that has none; do not assume, for example, that every record has two vehicles",
	Deterministic: "draw by labels at Record.Key and an ordinal; use no other random source, no counter, and no range over a map; let pointers point to copies, not to fields of the record",
	Ordered:       "keep no state between calls; compute everything from the record",
	Concurrent:    "do not write to memory that calls share, and do not use Settings.Workers",
	Prefix:        "do not use Settings.Records; IDs and labels do not need it",
	Clockless:     "use Settings.AsOf in place of the current date",
	Fixed:         "draw the value by Record.Key without Settings.AsOf, or declare the column schema.AsOf if it follows what changes",
	Keyed:         "draw by Record.Key, not by Record.Slot; declare a column schema.AsOf if it follows the place",
	Daily:         "append, in order, the days of Generator.AppendDays and those on which a column follows the date, for everybody who fills the slot in turn: Generator.On and Key tell who; or declare no days",
	Untouched:     "change a copy of the row, and copy Record.Vehicles before you change one of them",
	Appended:      "return append(dst, row), and no other slice",
	Valid:         "correct the function, or the option or rule that forbids the value",
	CSV:           "make UnmarshalText the inverse of AppendText",
	JSON:          "use valid UTF-8 in texts, and make UnmarshalText the inverse of AppendText",
	Lean:          "append to the slice that AppendText receives, and build no text in a rule",
	Coherent:      "compute keys by Label.NewIDs at Record.Key and an ordinal that counts all rows of the record; copy references from the rows that they refer to",
}

// A Problem is one promise that an entity breaks, and the first case that was found.
type Problem struct {
	Table   string
	Column  string // or "" if the problem is not about one column
	Promise Promise
	Record  int    // slot of the record, or -1 if the problem is not about one record
	Why     string // what was found
	Cure    string // what to do, or ""
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
