package validate

import (
	"hash/maphash"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/schema"
)

// A chunk is some consecutive rows of a table on their way through a check: a few hundred,
// enough that the cost of passing them between goroutines does not count. Workers read and
// check chunks in any order; the feed hands them out in the order of the table. Chunks are
// used again, so that nothing is allocated for a row.
type chunk struct {
	table *table
	again bool // whether the rows come for another pass: what is wrong with them was counted in the first

	number int // of the chunk among those with rows, from 0 on in the order of the table

	// Where the rows come from. A worker numbers findings within the chunk, since it does not
	// know how many rows are before it; the numbers are corrected when it is handed out.
	rowsBefore  int    // rows of the table before the chunk, set when it is handed out
	file        string // empty for rows in memory
	linesBefore int    // lines of the file before the chunk
	hasLines    bool   // whether every row is a line of the file

	work   func(*chunk) // reads and checks the rows, on the goroutine of a worker
	done   chan struct{}
	bytes  int // of the text of the rows, 0 for rows in memory
	places int // that the chunk takes in its feed

	// The results of the work.
	rows     schema.RowList
	unread   map[int]int // rows that are not wholly readable, and how many of their columns are
	tally    tally
	violated map[columnRule]*ruleTally // those of the tally
	hashes   [][]uint64                // by list of the table, then by row; 0 where there is no value
	encoded  [][]byte                  // by encoding of the table
	idPlaces []foundPlace              // by row, then by column of the table's idSequence, if it has one
	changes  *changeRows               // of a feed, else nil

	text   []byte                 // scratch
	row    int                    // that is being checked, for report
	report func(schema.Violation) // counts a finding at row; kept, so that no row allocates it
}

// newChunk returns an empty chunk of a table.
func newChunk(t *table, limit int) *chunk {
	p := &chunk{table: t, rows: t.entity.NewRowList(), done: make(chan struct{}, 1), hashes: make([][]uint64, len(t.lists)), encoded: make([][]byte, len(t.encodings))}
	p.tally = tally{limit: limit, ofRow: true}
	p.violated = make(map[columnRule]*ruleTally)
	p.report = p.addViolation
	return p
}

// A columnRule is what distinguishes the violations of a table.
type columnRule struct{ column, rule string }

// addViolation counts a violation at the current row.
func (p *chunk) addViolation(v schema.Violation) {
	key := columnRule{v.Column, v.Rule}
	rt := p.violated[key]
	if rt == nil {
		rt = p.tally.of(v.Code())
		p.violated[key] = rt
	}
	if !rt.addCount(p.tally.limit) {
		r := Rule{Code: v.Code(), Column: v.Column}
		f := p.finding(p.row, r, v.Breach())
		f.Value = v.Value
		p.tally.add(r, f)
	}
}

// reset empties the chunk and keeps its memory.
func (p *chunk) reset() {
	p.file, p.linesBefore, p.hasLines, p.bytes = "", 0, false, 0
	p.rows.Reset()
	p.tally.reset()
	clear(p.unread)
	p.idPlaces = p.idPlaces[:0]
	if p.changes != nil {
		p.changes.reset()
	}
	for i := range p.hashes {
		p.hashes[i] = p.hashes[i][:0]
	}
	for i := range p.encoded {
		p.encoded[i] = p.encoded[i][:0]
	}
}

// readRecords reads a range of records of a source.
func (p *chunk) readRecords(c *check, src synthhub.Source, lo, hi int) {
	for r := range src.Range(lo, hi) {
		p.table.entity.AddRows(p.rows, r)
	}
	p.examine(c)
}

// examine checks the rows, hashes the values that must be unique or are references, and
// encodes the rows for comparison with other formats. It is where validation spends its time.
func (p *chunk) examine(c *check) {
	t := p.table
	if !p.again {
		for i := range p.rows.Len() {
			if _, unread := p.unread[i]; !unread {
				p.row = i
				p.rows.Check(i, p.dayOf(c, i), p.report)
			}
		}
		if t.ids != nil {
			for i := range p.rows.Len() {
				p.idPlaces = t.ids.appendPlaces(p.idPlaces, p.rows, i)
			}
		}
		if c.onRows != nil && !c.changes {
			c.onRows(Rows{p.rows, p.number, c.metadata, p.unread})
		}
		for k, e := range t.encodings {
			for i := range p.rows.Len() {
				p.encoded[k] = e.format.AppendRow(p.encoded[k], p.rows, i)
			}
		}
	}
	for k, l := range t.lists {
		hash := p.hashText
		if _, ok := p.rows.(uuidList); ok && l.binary {
			hash = p.hashUUID
		}
		for i := range p.rows.Len() {
			h := uint64(0)
			if columns, unread := p.unread[i]; (!unread || l.column < columns && l.within < columns) && (l.column == t.key || p.remains(i)) {
				h = hash(c.seed, i, l)
			}
			p.hashes[k] = append(p.hashes[k], h)
		}
	}
}

// hashText hashes the text of a value in a row. It returns 0 if there is none.
func (p *chunk) hashText(seed maphash.Seed, row int, l *hashList) uint64 {
	if p.text = p.value(p.text[:0], row, l); len(p.text) == 0 || string(p.text) == noID {
		return 0
	}
	return hashOf(seed, p.text)
}

// A uuidList is a list of rows whose UUIDs can be read without their text, as any [schema.Batch].
type uuidList interface {
	UUID(row, column int) [16]byte
}

// hashUUID is hashText for a UUID, in a third of the time: it hashes its bytes and not its text.
func (p *chunk) hashUUID(seed maphash.Seed, row int, l *hashList) uint64 {
	id := p.rows.(uuidList).UUID(row, l.column)
	if id == ([16]byte{}) {
		return 0
	}
	p.text = append(p.text[:0], id[:]...)
	return hashOf(seed, p.text)
}

// noID is the text of an ID that is not set: it is neither unique nor a reference.
const noID = "00000000-0000-0000-0000-000000000000"

// value appends the text of a row that is hashed for a list: that of the column, and after a
// NUL byte, which no value holds, that of the column within which it must be unique. It is
// empty if the column is.
func (p *chunk) value(dst []byte, row int, l *hashList) []byte {
	if dst = p.rows.AppendText(dst, row, l.column); l.within >= 0 && len(dst) > 0 {
		dst = p.rows.AppendText(append(dst, 0), row, l.within)
	}
	return dst
}

// finding describes a broken rule at a row, numbered within the chunk. Column and value are
// those that the rule is about, if it is about one column.
func (p *chunk) finding(row int, r Rule, why string) Finding {
	t := p.table
	f := Finding{Table: t.Name(), File: p.file, Row: row + 1, Why: why}
	if p.hasLines {
		f.Line = row + 1
	}
	if columns, unread := p.unread[row]; t.key >= 0 && (!unread || t.key < columns) {
		f.ID = string(p.rows.AppendText(nil, row, t.key))
	} else if p.changes != nil && p.changes.key != "" {
		f.ID = keyText(p.changes.key)
	}
	if i := t.column(r.Column); i >= 0 {
		f.Column, f.Value = r.Column, string(p.rows.AppendText(nil, row, i))
	}
	return f
}

// findingInTable describes a broken rule at a row, numbered within the table and the file. The
// chunk must have been handed out.
func (p *chunk) findingInTable(row int, r Rule, why string) Finding {
	f := p.finding(row, r, why)
	f.Row += p.rowsBefore
	if f.Line > 0 {
		f.Line += p.linesBefore
	}
	return f
}
