package validate

import (
	"errors"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/internal/pipe"
	"github.com/synthhub/synthhub/schema"
)

// A piece is some rows of a table on their way through a check: workers read and
// check pieces in any order, and they come out in the order of the table.
type piece struct {
	table  *table
	again  bool // for the hashes alone
	rows   schema.RowList
	bad    map[int]int // rows that are not wholly readable: the place of the first column not read
	base   int         // rows of the table before this piece
	file   string      // where the rows stand
	line   int         // lines of the file before this piece
	lines  bool        // whether row numbers and line numbers go together
	tally  tally
	hashes [][]uint64 // of each of the table's lists, by row; 0 where there is no value
	texts  [][]byte   // of each of the table's renditions
	work   func(*piece)
	done   chan struct{}
	text   []byte
	found  func(schema.Violation)
	row    int
}

// A feed hands out the pieces of one table in order. At most a few are in flight.
type feed struct {
	check  *check
	table  *table
	again  bool
	pieces chan *piece
	err    error // valid once pieces is closed
}

// start begins to hand out the rows of the table.
func (c *check) start(t *table, again bool) {
	f := &feed{check: c, table: t, again: again, pieces: make(chan *piece, 2*c.workers)}
	t.feed = f
	c.group.Go(func() {
		defer close(f.pieces)
		f.err = t.open(c, f)
	})
}

// errStopped ends a feed whose check has ended.
var errStopped = errors.New("stopped")

// piece returns an empty piece to be emitted.
func (f *feed) piece() *piece {
	var p *piece
	select {
	case p = <-f.table.free:
	default:
		t := f.table
		p = &piece{table: t, rows: t.entity.NewRowList(), done: make(chan struct{}, 1), hashes: make([][]uint64, len(t.lists)), texts: make([][]byte, len(t.texts))}
		p.tally.limit = f.check.limit
		p.found = func(v schema.Violation) {
			p.add(p.row, v.Column, v.Rule, v.Value, v.Breach())
		}
	}
	p.again, p.file, p.line, p.lines = f.again, "", 0, false
	return p
}

// emit has the piece worked on and handed out after those before it.
func (f *feed) emit(p *piece) error {
	stop := f.check.ctx.Done()
	select {
	case f.pieces <- p:
	case <-stop:
		return errStopped
	}
	select {
	case f.check.jobs <- p:
	case <-stop:
		return errStopped
	}
	return nil
}

// next returns the next piece of the table, nil after the last. What the piece
// found is counted then.
func (c *check) next(t *table) (*piece, error) {
	p, ok := <-t.feed.pieces
	if !ok {
		if t.feed.err == errStopped {
			return nil, pipe.Err(c.ctx)
		}
		return nil, t.feed.err
	}
	select {
	case <-p.done:
	case <-c.ctx.Done():
		return nil, pipe.Err(c.ctx)
	}
	p.base = t.rows
	t.rows += p.rows.Len()
	c.tally.merge(&p.tally, p.base, p.line)
	return p, nil
}

// release gives the piece back to be used again.
func (c *check) release(p *piece) {
	p.rows.Reset()
	clear(p.tally.rules)
	clear(p.bad)
	for i := range p.hashes {
		p.hashes[i] = p.hashes[i][:0]
	}
	for i := range p.texts {
		p.texts[i] = p.texts[i][:0]
	}
	select {
	case p.table.free <- p:
	default:
	}
}

// ofRecords reads a range of records of a source into the piece.
func (p *piece) ofRecords(c *check, src synthhub.Source, lo, hi int) {
	for r := range src.Range(lo, hi) {
		p.table.entity.AddRows(p.rows, r)
	}
	p.examine(c)
}

// examine checks the rows of the piece, hashes what is to be unique or found, and
// renders the other forms of the rows. It is where the time goes.
func (p *piece) examine(c *check) {
	t := p.table
	for i := range p.rows.Len() {
		read, bad := p.bad[i]
		if !bad {
			read = len(t.columns)
			if !p.again {
				p.row = i
				p.rows.Check(i, c.asOf, p.found)
			}
		}
		for k, l := range t.lists {
			h := uint64(0)
			if l.column < read && l.within < read {
				if p.text = p.value(p.text[:0], i, l); len(p.text) > 0 && string(p.text) != noID {
					h = hashOf(c.seed, p.text)
				}
			}
			p.hashes[k] = append(p.hashes[k], h)
		}
		if !p.again {
			for k, x := range t.texts {
				p.texts[k] = x.append(p.texts[k], p.rows, i)
			}
		}
	}
}

// noID is the text of an ID that is not set: it is neither unique nor a reference.
const noID = "00000000-0000-0000-0000-000000000000"

// value appends the text that stands for a row in a list: that of the column, after
// that of the column within which it counts. It is empty if the column is.
func (p *piece) value(dst []byte, row int, l *hashes) []byte {
	if dst = p.rows.AppendText(dst, row, l.column); l.within >= 0 && len(dst) > 0 {
		dst = p.rows.AppendText(append(dst, 0), row, l.within)
	}
	return dst
}

// add counts a finding at a row of the piece.
func (p *piece) add(row int, column, rule, value, why string) {
	code := p.table.Name() + "." + column + "." + rule
	if rt := p.tally.at(code); rt.count >= p.tally.limit {
		rt.count++
		return
	}
	f := p.finding(row, column, rule, why)
	f.Value = value
	p.tally.add(f)
}

// finding describes a finding at a row, with its numbers counted within the piece.
func (p *piece) finding(row int, column, rule, why string) Finding {
	t := p.table
	f := Finding{Rule: t.Name() + "." + column + "." + rule, Table: t.Name(), File: p.file, Row: row + 1, Column: column, Why: why}
	if p.lines {
		f.Line = row + 1
	}
	if read, bad := p.bad[row]; t.key >= 0 && (!bad || t.key < read) {
		f.ID = string(p.rows.AppendText(nil, row, t.key))
	}
	if i := t.column(column); i >= 0 {
		f.Value = string(p.rows.AppendText(nil, row, i))
	} else {
		f.Column = ""
	}
	return f
}
