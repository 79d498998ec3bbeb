package rowdiff

import (
	"encoding/json"
	"io"
)

// A Diff is the result of a comparison. These numbers always add up: A.Rows = Same + Changed + Removed +
// A.Unreadable + A.NoKey, and B.Rows = Same + Changed + Added + B.Unreadable + B.NoKey.
type Diff struct {
	Table string `json:"table"`
	Key   string `json:"key"` // name of the key column
	A     Side   `json:"a"`
	B     Side   `json:"b"`

	Same    int `json:"same"`    // pairs of rows without a difference in the compared columns
	Changed int `json:"changed"` // pairs of rows with a difference
	Removed int `json:"removed"` // rows of a without a partner
	Added   int `json:"added"`   // rows of b without a partner

	// Columns has every compared column except the key, in the order of the table.
	Columns []Column `json:"columns"`
	// NotCompared has the columns of the table that a side lacks or that [Without] leaves out.
	NotCompared []string `json:"not_compared"`

	// CountsOnly reports whether changes and reasons were left out.
	CountsOnly bool `json:"counts_only"`
	// First has the first changes of each kind: those of changed and removed rows in the order of a, those
	// of added rows in the order of b.
	First Changes `json:"first"`
}

// A Side describes one of the two tables.
type Side struct {
	Name       string   `json:"name"`       // what the caller or the constructor calls it
	Rows       int      `json:"rows"`       // all rows
	Duplicates int      `json:"duplicates"` // rows whose key an earlier row of the side has
	Unreadable int      `json:"unreadable"` // rows that cannot be read
	NoKey      int      `json:"no_key"`     // rows with an empty key
	Missing    []string `json:"missing"`    // columns of the table that the side does not have
	Ignored    []string `json:"ignored"`    // columns of the side that the table does not have; none with [CountsOnly]
	// IgnoredCount is the number of these columns, also with [CountsOnly]: the first line of a file without a
	// header is a row, which would be disclosed as names.
	IgnoredCount int     `json:"ignored_count"`
	Faults       []Fault `json:"faults"` // the first rows that cannot be read or have no key
}

// A Fault says why a row was not compared.
type Fault struct {
	File string `json:"file,omitempty"`
	Row  int    `json:"row"`            // number in the table, from 1
	Line int    `json:"line,omitempty"` // number in the file, from 1; 0 if rows have no lines
	Why  string `json:"why"`
}

// A Column counts the pairs of rows that differ in it.
type Column struct {
	Name    string `json:"name"`
	Changed int    `json:"changed"`
}

// Changes are some changes of each kind.
type Changes struct {
	Changed []Change `json:"changed"`
	Removed []Change `json:"removed"`
	Added   []Change `json:"added"`
}

// Equal reports whether the tables have the same rows in the compared columns, and all rows could be compared.
func (d *Diff) Equal() bool {
	return d.Changed == 0 && d.Removed == 0 && d.Added == 0 && d.A.notCompared() == 0 && d.B.notCompared() == 0
}

func (s *Side) notCompared() int { return s.Unreadable + s.NoKey }

// WriteJSON writes the diff as an indented JSON document. Equal diffs have equal bytes.
func (d *Diff) WriteJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(d)
}
