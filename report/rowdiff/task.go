package rowdiff

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"

	"github.com/synthhub/synthhub/internal/pipe"
)

// A task compares the rows of some keys: those whose hash begins with some bits. The first task has all keys.
// When its rows take too much memory, it puts off half of its keys, which become another task, and goes on
// with the others. So no pass over the tables is in vain.
//
// The task of keys that were put off reads both tables from the beginning, in the same steps, and finds the
// same pairs again. It is silent about those that were settled before its keys were put off.
type task struct {
	depth   int    // number of bits
	bits    uint64 // the first bits of the hash, as a number
	settled int64  // the last moment before which pairs were settled; -1 for the first task
}

// maxDepth is the maximum number of bits. Rows that still take too much memory have one key in common.
const maxDepth = 40

// wants reports whether a key belongs to the task. The hash is cryptographic, so that nobody can choose keys
// that always stay together.
func (t task) wants(key string) bool {
	if t.depth == 0 {
		return true
	}
	sum := sha256.Sum256([]byte(key))
	return binary.BigEndian.Uint64(sum[:])>>(64-t.depth) == t.bits
}

// halves returns the two halves of a task at a moment.
func (t task) halves(now int64) (kept, later task) {
	kept = task{t.depth + 1, t.bits << 1, t.settled}
	return kept, task{t.depth + 1, t.bits<<1 | 1, max(now, t.settled)}
}

// A join is the state of a task while both tables are read.
type join struct {
	*comparison
	task
	waiting  *waiting
	paired   *filter  // keys of pairs
	suspects suspects // keys that may come more than once
	more     []task   // of keys that were put off
	now      int64    // the moment of the current row: 2i for row i of a, 2i+1 for row i of b
}

// runTask reads both tables once. It returns tasks for keys that were put off.
func (c *comparison) runTask(ctx context.Context, t task) ([]task, error) {
	if err := pipe.Err(ctx); err != nil {
		return nil, err
	}
	j := &join{comparison: c, task: t, waiting: newWaiting(), paired: newFilter(c.memory / 4)}
	p := newPass(ctx, c.form, c.workers)
	if t.depth > 0 {
		p.wanted = t.wants
	}
	cursors := p.start(c.readings)
	defer p.stop()
	for ended := 0; ended < 2; {
		ended = 0
		var rows [2]*row
		for side, u := range cursors {
			r, err := u.next()
			if err != nil {
				return nil, c.failed(p, side, err)
			}
			if rows[side] = r; r == nil {
				ended++
			} else if t.settled < 0 {
				c.countRow(side, r, u)
			}
		}
		if err := j.step(rows, [2]int{cursors[sideA].pos - 1, cursors[sideB].pos - 1}); err != nil {
			return nil, err
		}
	}
	return j.more, j.end()
}

// failed returns the error of reading a side.
func (c *comparison) failed(p *pass, side int, err error) error {
	if p.ctx.Err() != nil {
		return err
	}
	return fmt.Errorf("%s: %w", c.names[side], err)
}

// countRow counts a row in the first pass.
func (c *comparison) countRow(side int, r *row, u *cursor) {
	s := c.side(side)
	s.Rows++
	switch r.state {
	case rowUnreadable:
		s.Unreadable++
	case rowNoKey:
		s.NoKey++
	}
	for u.index == 1 && len(u.chunk.faults) > 0 && len(s.Faults) < c.form.first {
		f := u.chunk.faults[0]
		f.Row += u.pos - 1
		s.Faults = append(s.Faults, f)
		u.chunk.faults = u.chunk.faults[1:]
	}
}

// step takes one row of each side, nil after the last of it.
func (j *join) step(rows [2]*row, pos [2]int) error {
	a, b := rows[sideA], rows[sideB]
	if a != nil && b != nil && a.state == rowOK && b.state == rowOK && a.key == b.key {
		if len(j.waiting.queues) == 0 || j.waiting.queues[a.key].count == 0 { // as nearly always in tables of one order
			if j.depth > 0 && !j.wants(a.key) {
				return nil
			}
			j.now = 2*int64(pos[sideB]) + 1
			if err := j.pair(a.key, a.line, b.line, a.hash, pos); err != nil {
				return err
			}
			return j.fit()
		}
	}
	for side, r := range rows {
		if r == nil || r.state != rowOK {
			continue
		}
		j.now = 2*int64(pos[side]) + int64(side)
		if err := j.take(r, side, pos[side]); err != nil {
			return err
		}
	}
	return nil
}

// take pairs a row with the first that waits for it, or has it wait.
func (j *join) take(r *row, side, pos int) error {
	q := j.waiting.queues[r.key]
	if q.count == 0 || int(q.side) == side {
		if j.depth == 0 || j.wants(r.key) { // keys may have been put off since the workers saw the row
			j.waiting.push(r, q, uint8(side), pos)
		}
		return j.fit()
	}
	other := j.waiting.pop(r.key, q)
	var err error
	if side == sideA {
		err = j.pair(r.key, r.line, other.line(), r.hash, [2]int{pos, other.pos})
	} else {
		err = j.pair(r.key, other.line(), r.line, r.hash, [2]int{other.pos, pos})
	}
	if err != nil {
		return err
	}
	return j.fit()
}

// pair settles two rows of one key.
func (j *join) pair(key, before, after string, hash uint64, pos [2]int) error {
	if j.paired.add(hash) {
		j.suspects.add(key)
	}
	if j.now <= j.settled {
		return nil
	}
	if before == after {
		j.diff.Same++
		return nil
	}
	j.diff.Changed++
	j.countCells(before, after)
	return j.report(keptChanged, Change{Op: Changed, RowA: pos[sideA] + 1, RowB: pos[sideB] + 1}, pos[sideA], key, before, after)
}

// fit puts off keys until the rows that wait take no more memory than allowed.
func (j *join) fit() error {
	for j.waiting.bytes+j.suspects.bytes > j.memory*3/4 {
		if j.depth == maxDepth {
			return fmt.Errorf("%w, which is %d bytes", ErrMemory, j.memory)
		}
		kept, later := j.halves(j.now)
		j.more = append(j.more, later)
		j.task = kept
		j.waiting.keep(kept.wants)
		j.suspects.keep(kept.wants)
	}
	return nil
}

// end reports the rows that found no partner.
func (j *join) end() error {
	for key, q := range j.waiting.queues {
		if first := &j.waiting.rows[q.first]; j.paired.has(hashKey(first.key())) {
			j.suspects.add(key)
		} else {
			j.side(int(q.side)).Duplicates += int(q.count) - 1 // these are all rows of the key
		}
	}
	j.comparison.suspects.merge(j.suspects)
	for _, w := range j.waiting.left(sideA) {
		j.diff.Removed++
		if err := j.report(keptRemoved, Change{Op: Removed, RowA: w.pos + 1}, w.pos, w.key(), w.line(), ""); err != nil {
			return err
		}
	}
	for _, w := range j.waiting.left(sideB) {
		j.diff.Added++
		if err := j.report(keptAdded, Change{Op: Added, RowB: w.pos + 1}, w.pos, w.key(), "", w.line()); err != nil {
			return err
		}
	}
	return nil
}
