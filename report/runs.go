package report

import (
	"maps"
	"slices"
	"sync"
)

// Rows that refer to one row of another table, as the vehicles of one person, are alike, so they tell
// less than independent ones. The design effect says how much less if they are all equal: the mean
// size of such a group, weighted by size. Groups are runs of rows with the same reference. Chunks of
// rows come in any order, and a run can go across them, so the ends of chunks wait until it is
// known what is before them. A row without a reference is a group of its own.
type runs struct {
	mu      sync.Mutex
	pending map[int]runEnds
	next    int // number of the chunk that comes next

	last    uint64 // hash of the reference of the run that is open
	length  uint64 // its rows so far
	squares uint64 // sum over the runs that have ended
}

// runEnds are the runs of one chunk.
type runEnds struct {
	first, last   uint64 // hashes of the references of the first and the last run
	before, after uint64 // their rows; a single run is before, and after is 0
	squares       uint64 // sum over the runs between them, and over rows without a reference
}

// add adds the row with a reference.
func (e *runEnds) add(hash uint64) {
	switch {
	case e.before == 0:
		e.first, e.before = hash, 1
	case e.after == 0 && hash == e.first:
		e.before++
	case e.after == 0:
		e.last, e.after = hash, 1
	case hash == e.last:
		e.after++
	default:
		e.squares += e.after * e.after
		e.last, e.after = hash, 1
	}
}

// addLone adds a row without a reference.
func (e *runEnds) addLone() { e.squares++ }

// addChunk adds the runs of the chunk with a number; numbers begin with 0.
func (r *runs) addChunk(number int, e runEnds) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pending == nil {
		r.pending = make(map[int]runEnds)
	}
	r.pending[number] = e
	for {
		e, ok := r.pending[r.next]
		if !ok {
			return
		}
		delete(r.pending, r.next)
		r.next++
		r.join(e)
	}
}

// join joins the runs of the next chunk.
func (r *runs) join(e runEnds) {
	r.squares += e.squares
	if e.before == 0 {
		return
	}
	if r.length > 0 && e.first == r.last {
		r.length += e.before
	} else {
		r.squares += r.length * r.length
		r.last, r.length = e.first, e.before
	}
	if e.after > 0 {
		r.squares += r.length * r.length
		r.last, r.length = e.last, e.after
	}
}

// sum returns the sum of the squares of the sizes of all runs, after the last chunk. A chunk that never
// came, because its rows could not be read, does not keep the later ones waiting.
func (r *runs) sum() uint64 {
	for _, number := range slices.Sorted(maps.Keys(r.pending)) {
		r.join(r.pending[number])
	}
	clear(r.pending)
	return r.squares + r.length*r.length
}
