package report

import (
	"slices"

	"github.com/synthhub/synthhub/schema"
)

// firstRows is the number of rows of a table whose values a profile has.
const firstRows = 12

// A firstChunk has the texts of the values of the first rows of a chunk.
type firstChunk struct {
	number int
	rows   [][]string
}

// keepFirst keeps the texts of the first rows, which may be those of several chunks, in any order.
func (t *tableCounter) keepFirst(number int, rows schema.RowList, s *chunkScratch) {
	at, before := 0, 0
	for at < len(t.first) && t.first[at].number < number {
		before += len(t.first[at].rows)
		at++
	}
	if before >= firstRows || len(s.readable) == 0 {
		return
	}
	c := firstChunk{number: number}
	for _, i := range s.readable[:min(firstRows-before, len(s.readable))] {
		values := make([]string, len(t.columns))
		for k := range values {
			values[k] = string(rows.AppendText(nil, i, k))
		}
		c.rows = append(c.rows, values)
	}
	t.first = slices.Insert(t.first, at, c)
	for rows, k := 0, 0; k < len(t.first); k++ {
		if rows >= firstRows {
			t.first = t.first[:k] // the rest is not among the first any more
		} else {
			rows += len(t.first[k].rows)
		}
	}
}

// firstOf returns the texts of the values of the first rows.
func (t *tableCounter) firstOf() (rows [][]string) {
	for _, c := range t.first {
		rows = append(rows, c.rows[:min(firstRows-len(rows), len(c.rows))]...)
	}
	return rows
}
