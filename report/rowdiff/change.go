package rowdiff

import (
	"bytes"
	"encoding/json"
	"io"
	"unicode/utf8"
)

// What a change is.
const (
	Added   Op = "c" // the row is in b only
	Changed Op = "u" // the row is in both, with other values
	Removed Op = "d" // the row is in a only
)

// An Op says what a change is. It is the letter that feeds of changes have: created, updated, deleted.
type Op string

// A Change is a row that differs between the two tables.
type Change struct {
	Op  Op     `json:"op"`
	Key string `json:"key"`
	// RowA and RowB are the numbers of the row in the tables, from 1, or 0 if it is not there.
	RowA int `json:"-"`
	RowB int `json:"-"`
	// Cells are those that differ, in the order of the table; of an added or removed row all compared cells
	// except the key.
	Cells []Cell `json:"cells"`
}

// A Cell is a value of a change before and after, as texts.
type Cell struct {
	Column string `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// MarshalJSON writes the change in the form of [Lines]. Cells of an added row have no before, and those of a
// removed row no after.
func (c Change) MarshalJSON() ([]byte, error) { return c.appendJSON(nil), nil }

// appendJSON appends the change in the form of Lines.
func (c *Change) appendJSON(dst []byte) []byte {
	dst = appendString(append(dst, `{"op":`...), string(c.Op))
	dst = appendString(append(dst, `,"key":`...), c.Key)
	dst = append(dst, `,"cells":[`...)
	for i, cell := range c.Cells {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(append(dst, `{"column":`...), cell.Column)
		if c.Op != Added {
			dst = appendString(append(dst, `,"before":`...), cell.Before)
		}
		if c.Op != Removed {
			dst = appendString(append(dst, `,"after":`...), cell.After)
		}
		dst = append(dst, '}')
	}
	return append(dst, "]}"...)
}

// appendString appends a text as a JSON string.
func appendString(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			_ = enc.Encode(s) // a string always has a form
			return append(dst, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
		}
	}
	return append(append(append(dst, '"'), s...), '"')
}

// lineWriter returns a function that writes changes as lines.
func lineWriter(w io.Writer) func(*Change) error {
	var line []byte
	return func(c *Change) error {
		line = append(c.appendJSON(line[:0]), '\n')
		_, err := w.Write(line)
		return err
	}
}
