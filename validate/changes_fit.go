package validate

import (
	"context"
	"hash/maphash"
	"slices"

	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/schema"
)

// A feed fits a snapshot if the rows before are in it. Keys and rows are compared by hashes under a
// seed of the run, for some lines of the feed at a time: for each such window, one pass goes over the
// table of the snapshot. So neither needs an order, and memory has a limit. The rows of findings that
// the report has a place for are read once more.

// bytesOfEntry is an estimate of the memory for one line in a window.
const bytesOfEntry = 64

// A fitting compares the feed of a table with the table of a snapshot.
type fitting struct {
	f        *changesFolder
	t        *table // of the feed
	snapshot *check
	into     *table // of the snapshot
	window   map[uint64]fitEntry
	lo, hi   int                     // the lines of the window: those from lo to hi, without hi
	findings map[string][]fitFinding // by code of the rule, and then by line
	text     []byte                  // scratch
}

// A fitEntry is a line of the feed.
type fitEntry struct {
	row  uint64 // the hash of the row before, 0 if there is none
	line int    // from 0
	op   format.Op
	seen bool
}

// A fitFinding is what is wrong with a line, to be described.
type fitFinding struct {
	line int
	rule Rule
	row  schema.RowList // of the snapshot, nil if there is none
}

// fits compares the feed with the snapshot that it is to be applied to.
func (f *changesFolder) fits(ctx context.Context) error {
	into, err := f.openSnapshot(ctx)
	if err != nil || into == nil {
		return err
	}
	c := into.check
	stop := c.stoppable()
	defer stop()
	c.startWorkers()
	for _, t := range f.check.tables {
		if t.broken {
			continue
		}
		one := c.table(t.Name())
		if one == nil {
			f.check.tally.add(ruleSnapshotUsable, Finding{Table: t.Name(), Why: "the snapshot has no such table that can be read"})
			continue
		}
		fit := &fitting{f: f, t: t, snapshot: c, into: one, window: make(map[uint64]fitEntry), findings: make(map[string][]fitFinding)}
		if err := fit.compare(); err != nil {
			return err
		}
	}
	return nil
}

// compare compares all lines of the feed, as many at a time as memory has a place for.
func (x *fitting) compare() error {
	size := max(1, x.f.check.hashes*8/bytesOfEntry)
	for x.lo = 0; x.lo < x.t.rows; x.lo = x.hi {
		x.hi = x.t.rows
		if x.t.rows-x.lo > size {
			x.hi = x.lo + size
		}
		clear(x.window)
		if err := x.f.check.pass(x.t, x.collect); err != nil {
			return err
		}
		if err := x.snapshot.pass(x.into, x.compareRows); err != nil {
			return err
		}
		var absent []int
		for _, e := range x.window {
			if !e.seen && e.op != format.Create {
				absent = append(absent, e.line)
			}
		}
		slices.Sort(absent)
		for _, line := range absent {
			x.found(line, ruleBeforePresent, nil)
		}
	}
	return x.describe()
}

// compareRows compares the rows of a chunk of the snapshot.
func (x *fitting) compareRows(p *chunk) bool {
	for i := range p.rows.Len() {
		x.compareRow(p.rows, i)
	}
	return true
}

// collect puts the lines of a chunk of the feed into the window.
func (x *fitting) collect(p *chunk) bool {
	for i, op := range p.changes.opsOrNone() {
		line := p.rowsBefore + i
		if op == 0 || line < x.lo || line >= x.hi {
			continue
		}
		e := fitEntry{line: line, op: op}
		if rows := x.rowBefore(p, i); rows != nil {
			e.row = x.hash(rows, i)
		}
		if key := x.hashKey(p.rows, i); x.window[key].op == 0 { // the second of a key is found elsewhere
			x.window[key] = e
		}
	}
	return p.rowsBefore+p.rows.Len() < x.hi
}

// opsOrNone returns the ops of a chunk that may stand for a file that cannot be read.
func (r *changeRows) opsOrNone() []format.Op {
	if r == nil {
		return nil
	}
	return r.ops
}

// rowBefore returns the list that has the row before of line i, nil if the feed does not tell it.
func (x *fitting) rowBefore(p *chunk, i int) schema.RowList {
	switch {
	case p.changes.ops[i] == format.Delete:
		return p.rows
	case p.changes.ops[i] == format.Update && x.t.changes.images:
		return p.changes.before
	}
	return nil
}

func (x *fitting) hash(rows schema.RowList, i int) uint64 {
	x.text = rows.AppendCSV(x.text[:0], i)
	return hashOf(x.f.check.seed, x.text)
}

func (x *fitting) hashKey(rows schema.RowList, i int) uint64 {
	x.text = rows.AppendText(x.text[:0], i, x.t.key)
	return maphash.Bytes(x.f.check.second, x.text)
}

// compareRow compares a row of the snapshot with the line of its key.
func (x *fitting) compareRow(rows schema.RowList, i int) {
	key := x.hashKey(rows, i)
	e, ok := x.window[key]
	if !ok || e.seen {
		return
	}
	e.seen = true
	x.window[key] = e
	switch {
	case e.op == format.Create:
		x.found(e.line, ruleKeyFree, nil)
	case e.row != 0 && e.row != x.hash(rows, i):
		x.found(e.line, ruleBeforeSame, func() schema.RowList {
			one := x.t.entity.NewRowList()
			one.AddRow(rows, i)
			return one
		})
	}
}

// found counts a finding about a line, and keeps the first by line to be described.
func (x *fitting) found(line int, r Rule, row func() schema.RowList) {
	x.f.check.tally.of(r.Code).count++
	kept := x.findings[r.Code]
	if n := len(kept); n == x.f.check.limit && (n == 0 || line > kept[n-1].line) {
		return
	}
	found := fitFinding{line: line, rule: r}
	if row != nil {
		found.row = row()
	}
	i, _ := slices.BinarySearchFunc(kept, line, func(f fitFinding, line int) int { return f.line - line })
	kept = slices.Insert(kept, i, found)
	x.findings[r.Code] = kept[:min(len(kept), x.f.check.limit)]
}

// describe describes the findings that were kept.
func (x *fitting) describe() error {
	byLine, last := make(map[int]fitFinding), -1
	for _, kept := range x.findings {
		for _, found := range kept {
			byLine[found.line] = found
			last = max(last, found.line)
		}
	}
	if last < 0 {
		return nil
	}
	return x.f.check.pass(x.t, func(p *chunk) bool {
		for i := range p.rows.Len() {
			if found, ok := byLine[p.rowsBefore+i]; ok {
				x.f.check.tally.insert(found.rule, x.finding(p, i, found))
			}
		}
		return p.rowsBefore+p.rows.Len() <= last
	})
}

// finding describes what is wrong with line i of a chunk.
func (x *fitting) finding(p *chunk, i int, found fitFinding) Finding {
	f := p.findingInTable(i, found.rule, "")
	f.Column, f.Value = x.t.columns[x.t.key].Name, f.ID
	switch found.rule {
	case ruleKeyFree:
		f.Why = "the snapshot has a row of this key already"
	case ruleBeforePresent:
		f.Why = "the snapshot has no row of this key"
	default:
		f.Why = "the snapshot has another row of this key"
		if column, is, must, ok := x.t.differing(x.rowBefore(p, i), i, found.row, 0); ok { // not nil: the rows were compared
			f.Column, f.Value, f.Why = column, is, "the snapshot has "+visible(must)
		}
	}
	return f
}
