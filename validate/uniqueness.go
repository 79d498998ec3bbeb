package validate

import (
	"hash/maphash"
	"iter"
	"maps"
	"runtime"
	"slices"
	"sync"
)

// Uniqueness and references are decided on hashes: 64 bits of each value, under a seed drawn
// at random for the run, so that nobody can prepare collisions. Equal values have equal hashes,
// so sorted lists of them show which values may come twice and which references may lead
// nowhere. In a good dataset hardly ever any do: of ten million different values, two share a
// hash with a probability of 1 in 370,000. If some do, another pass over the rows looks at
// those alone, with a second hash, and reports the findings.
//
// That costs eight bytes a value, however long it is. If even that is too much, the lists hold
// a window of the range of hashes, and more passes over the rows look at the rest.
//
// Hashes that break a promise are kept, up to a limit. Beyond it they are a crowd: see crowd.go.

// buckets is the number of parts, by leading bits of the hash, in which a list is kept.
const buckets = 256

// A window is the range of buckets that the lists of a check hold at present.
type window struct {
	low, high int
	width     int // of the next windows
	held      int // hashes in all lists
	maximum   int // of held: the limit of Memory
	lists     []*hashList
}

// A hashList holds the hashes of one column, or of a column within another.
type hashList struct {
	table          *table
	column, within int // positions among the columns; within is -1 if there is none
	unique         bool
	binary         bool // whether hashes are of the bytes of UUIDs, and not of their text
	buckets        [buckets][]uint64
	free           [][]uint64     // buckets of earlier windows, to be used again
	more           map[uint64]int // how often the list holds a hash beside those in its bucket
	repeated       []uint64       // hashes that come twice, ascending
	crowded        bool           // whether there are more, which are counted and not kept
}

func (w *window) newList(t *table, column, within int) *hashList {
	l := &hashList{table: t, column: column, within: within}
	w.lists = append(w.lists, l)
	return l
}

// reserve allocates the lists for the rows that are expected, as many of the buckets as will fit. A
// list that grows instead would need as much memory again while it is copied.
func (w *window) reserve() {
	total := 0
	for _, l := range w.lists {
		total += l.table.expected
	}
	if total > w.maximum {
		w.width = max(1, int(float64(buckets)*float64(w.maximum)/float64(total)))
		w.high = w.width
	}
	for _, l := range w.lists {
		n := l.table.expected
		if n < 16*buckets {
			continue
		}
		for b := range l.buckets[:w.high] {
			l.buckets[b] = make([]uint64, 0, n/buckets+n/(32*buckets)+64)
		}
	}
}

// add adds the hashes of a chunk of the table, those that are in the window. The window
// becomes smaller until all lists fit.
func (w *window) add(l *hashList, values []uint64) {
	for _, h := range values {
		if b := int(h >> 56); h != 0 && b >= w.low && b < w.high {
			if len(l.buckets[b]) == cap(l.buckets[b]) {
				w.grow(l, b)
			}
			l.buckets[b] = append(l.buckets[b], h)
			w.held++
		}
	}
	for w.held > w.maximum && w.high-w.low > 1 {
		w.high -= (w.high - w.low + 7) / 8
		w.width, w.held = w.high-w.low, 0
		for _, l := range w.lists {
			clear(l.buckets[w.high:])
			maps.DeleteFunc(l.more, func(h uint64, _ int) bool { return int(h>>56) >= w.high })
			for _, bucket := range l.buckets[w.low:w.high] {
				w.held += len(bucket)
			}
		}
	}
}

// grow gives a full bucket more memory. One that is much larger than the others has the same hashes
// again and again, which are counted instead.
func (w *window) grow(l *hashList, b int) {
	bucket := l.buckets[b]
	if n := len(l.free); bucket == nil && n > 0 {
		l.buckets[b], l.free = l.free[n-1], l.free[:n-1]
		return
	}
	if average := w.held / (w.high - w.low); len(bucket) < 1024 || len(bucket) < 2*average {
		return // append will do
	}
	slices.Sort(bucket)
	const often = 64
	kept := bucket[:0]
	for rest := bucket; len(rest) > 0; {
		n := run(rest)
		if n > often {
			if l.more == nil {
				l.more = make(map[uint64]int)
			}
			l.more[rest[0]] += n - 2
			w.held -= n - 2
			kept = append(kept, rest[0], rest[0])
		} else {
			kept = append(kept, rest[:n]...)
		}
		rest = rest[n:]
	}
	l.buckets[b] = kept
}

// next moves the window to the buckets that are still to do, and reports whether there are
// any. The lists are empty then. If the last window was not full, the next one is larger.
func (w *window) next() bool {
	if w.held < w.maximum*3/4 {
		w.width = min(buckets, w.width*w.maximum/max(1, w.held*9/8))
	}
	for _, l := range w.lists {
		clear(l.more)
		for b, bucket := range l.buckets {
			if cap(bucket) > 0 {
				l.free = append(l.free, bucket[:0])
				l.buckets[b] = nil
			}
		}
		if w.high == buckets {
			l.free = nil // another pass may follow, and needs memory of its own
		}
	}
	w.low, w.high, w.held = w.high, min(buckets, w.high+w.width), 0
	return w.low < w.high
}

// sort puts every bucket in ascending order, so that the lists are.
func (w *window) sort() {
	var group sync.WaitGroup
	work := make(chan []uint64)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for bucket := range work {
				slices.Sort(bucket)
			}
		})
	}
	for _, l := range w.lists {
		for _, bucket := range l.buckets[w.low:w.high] {
			work <- bucket
		}
	}
	close(work)
	group.Wait()
}

// repeated yields the hashes that the list holds more than once, each with the number of times.
func (w *window) repeated(l *hashList) iter.Seq2[uint64, int] {
	return func(yield func(uint64, int) bool) {
		for _, bucket := range l.buckets[w.low:w.high] {
			for len(bucket) > 0 {
				n := run(bucket)
				if n > 1 && !yield(bucket[0], n+l.more[bucket[0]]) {
					return
				}
				bucket = bucket[n:]
			}
		}
	}
}

// missing yields the hashes of one list that are not in another, each with the number of times
// that the list holds it.
func (w *window) missing(from, in *hashList) iter.Seq2[uint64, int] {
	return func(yield func(uint64, int) bool) {
		for b := w.low; b < w.high; b++ {
			rest := in.buckets[b]
			for bucket := from.buckets[b]; len(bucket) > 0; {
				h, n := bucket[0], run(bucket)
				for len(rest) > 0 && rest[0] < h {
					rest = rest[1:]
				}
				if (len(rest) == 0 || rest[0] != h) && !yield(h, n+from.more[h]) {
					return
				}
				bucket = bucket[n:]
			}
		}
	}
}

// run returns how many times a sorted list that is not empty begins with the same hash.
func run(sorted []uint64) int {
	n := 1
	for n < len(sorted) && sorted[n] == sorted[0] {
		n++
	}
	return n
}

func contains(sorted []uint64, h uint64) bool {
	_, ok := slices.BinarySearch(sorted, h)
	return ok
}

// hashOf returns the hash of a value, never 0, which stands for no value.
func hashOf(seed maphash.Seed, value []byte) uint64 {
	if h := maphash.Bytes(seed, value); h != 0 {
		return h
	}
	return 1
}
