package rowdiff

import (
	"cmp"
	"slices"
)

// waiting are the rows that have no partner yet. All rows of one key are of the same side: they wait for rows
// of the other.
type waiting struct {
	queues map[string]queue
	rows   []waiter
	free   int32 // the first unused element of rows, -1 for none; linked by next
	bytes  int64
}

// A queue is the rows of one key, in order.
type queue struct {
	first, last int32
	count       int32
	side        uint8
}

// A waiter is a row that waits. It has its own copy of the texts.
type waiter struct {
	text   string // the key and the line
	keyLen int32
	next   int32 // in the queue, -1 after the last
	pos    int   // in its table, from 0
}

func (w *waiter) key() string  { return w.text[:w.keyLen] }
func (w *waiter) line() string { return w.text[w.keyLen:] }

// waiterBytes is what a row that waits takes beside its texts: its elements of the map and the list, and what
// their growth reserves.
const waiterBytes = 128

func (w *waiter) bytes() int64 { return int64(len(w.text)) + waiterBytes }

func newWaiting() *waiting { return &waiting{queues: make(map[string]queue), free: -1} }

// push adds a row at the end of the queue of its key, whose rows are of the same side.
func (w *waiting) push(r *row, q queue, side uint8, pos int) {
	one := waiter{text: r.key + r.line, keyLen: int32(len(r.key)), next: -1, pos: pos}
	w.bytes += one.bytes()
	i := w.free
	if i >= 0 {
		w.free = w.rows[i].next
		w.rows[i] = one
	} else {
		i = int32(len(w.rows))
		w.rows = append(w.rows, one)
	}
	if q.count == 0 {
		q = queue{first: i, side: side}
	} else {
		w.rows[q.last].next = i
	}
	q.last = i
	q.count++
	w.queues[w.rows[q.first].key()] = q
}

// pop removes the first row of the queue of a key.
func (w *waiting) pop(key string, q queue) waiter {
	one := w.rows[q.first]
	w.bytes -= one.bytes()
	w.rows[q.first] = waiter{next: w.free}
	w.free = q.first
	delete(w.queues, key) // also if rows follow: its text is that of the first
	if q.count > 1 {
		q.first = one.next
		q.count--
		w.queues[w.rows[q.first].key()] = q
	}
	return one
}

// keep removes the rows of all keys that are not wanted, and gives back the memory.
func (w *waiting) keep(wanted func(key string) bool) {
	kept := newWaiting()
	for key, q := range w.queues {
		if !wanted(key) {
			continue
		}
		first := int32(len(kept.rows))
		for i := q.first; i >= 0; i = w.rows[i].next {
			one := w.rows[i]
			kept.bytes += one.bytes()
			one.next = int32(len(kept.rows)) + 1
			kept.rows = append(kept.rows, one)
		}
		last := int32(len(kept.rows)) - 1
		kept.rows[last].next = -1
		kept.queues[key] = queue{first: first, last: last, count: q.count, side: q.side}
	}
	*w = *kept
}

// left returns the rows of a side that wait, in the order of their table.
func (w *waiting) left(side uint8) []*waiter {
	var list []*waiter
	for _, q := range w.queues {
		if q.side != side {
			continue
		}
		for i := q.first; i >= 0; i = w.rows[i].next {
			list = append(list, &w.rows[i])
		}
	}
	slices.SortFunc(list, func(a, b *waiter) int { return cmp.Compare(a.pos, b.pos) })
	return list
}
