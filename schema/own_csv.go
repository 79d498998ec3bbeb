package schema

import (
	"strings"

	"github.com/synthhub/synthhub/internal/text"
)

// parseOwnCSV reads a row that is exactly as AppendCSV writes it and has no quotes: then every
// comma ends a cell, and values of most kinds have one text. It reports false for any other row,
// which is left to parseAnyCSV, and for rows of kinds whose text may vary. Columns of a fixed
// length need no search for their comma.
func (t *Table[E]) parseOwnCSV(e *E, s string) bool {
	csv := &t.layouts().csv
	if s == "" || csv.varies || strings.IndexByte(s, '"') >= 0 || strings.IndexByte(s, '\r') >= 0 || strings.IndexByte(s, '\n') >= 0 {
		return false
	}
	steps := csv.steps
	last := len(steps) - 1
	for i := range steps[:last] {
		step := &steps[i]
		end := 0
		if n := fixedLen[step.kind]; n > 0 && len(s) > n && s[n] == ',' {
			end = n // other cells of the kind are empty or not valid
		} else if end = strings.IndexByte(s, ','); end < 0 {
			return false
		}
		if !step.setOwn(rowOf(e), s[:end]) {
			return false
		}
		s = s[end+1:]
	}
	return strings.IndexByte(s, ',') < 0 && steps[last].setOwn(rowOf(e), s)
}

// fixedLen holds the lengths of kinds whose cells have one length, if they are not empty.
var fixedLen = [writeNullable + 1]int{writeUUID: text.UUIDLen, writeDate: dateLen}

// setOwn stores the value of a cell. It reports false if the cell is not exactly as AppendCSV
// writes the value without quotes, or if its kind does not show that it is.
func (s *step) setOwn(row pointer, cell string) bool {
	switch s.kind {
	case writeText:
		if quotedFirst(cell) {
			return false
		}
		*at[string](row, s.off) = cell
		return true
	case writeUUID:
		id, ok := text.ParseUUID(cell)
		if ok {
			*at[[16]byte](row, s.off) = id
		}
		return ok
	case writeDate:
		d, ok := parseDate(cell)
		if ok = ok || cell == ""; ok {
			*at[Date](row, s.off) = d
		}
		return ok
	case writeInt:
		return s.col.set(row, cell) == nil
	}
	return !quotedFirst(cell) && s.col.set(row, cell) == nil
}

// quotedFirst reports whether a cell may have quotes because of its first character: a space, or
// the backslash of a cell that encoding/csv would take for an end.
func quotedFirst(cell string) bool {
	return cell != "" && (cell[0] <= ' ' || cell[0] == '\\' || cell[0] >= 0x7f)
}
