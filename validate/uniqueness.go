package validate

import (
	"hash/maphash"
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

// buckets is the number of parts, by leading bits of the hash, in which a list is kept.
const buckets = 256

// A window is the range of buckets that the lists of a check hold at present.
type window struct {
	low, high int
	held      int // hashes in all lists
	maximum   int // of held: the limit of Memory
	lists     []*hashList
}

// A hashList holds the hashes of one column, or of a column within another.
type hashList struct {
	table          *table
	column, within int // positions among the columns; within is -1 if there is none
	unique         bool
	buckets        [buckets][]uint64
	repeated       []uint64 // hashes that come twice, ascending
}

func (w *window) newList(t *table, column, within int) *hashList {
	l := &hashList{table: t, column: column, within: within}
	w.lists = append(w.lists, l)
	return l
}

// add adds the hashes of a chunk of the table, those that are in the window. The window
// becomes smaller until all lists fit.
func (w *window) add(l *hashList, values []uint64) {
	for _, h := range values {
		if b := int(h >> 56); h != 0 && b >= w.low && b < w.high {
			l.buckets[b] = append(l.buckets[b], h)
			w.held++
		}
	}
	for w.held > w.maximum && w.high-w.low > 1 {
		w.high -= (w.high - w.low) / 2
		w.held = 0
		for _, l := range w.lists {
			clear(l.buckets[w.high:])
			for _, bucket := range l.buckets[w.low:w.high] {
				w.held += len(bucket)
			}
		}
	}
}

// next moves the window to the buckets that are still to do, and reports whether there are
// any. The lists are empty then.
func (w *window) next() bool {
	for _, l := range w.lists {
		clear(l.buckets[:])
	}
	w.low, w.high, w.held = w.high, buckets, 0
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

// addRepeated appends the hashes that the list holds more than once to its repeated ones.
func (w *window) addRepeated(l *hashList) {
	for _, bucket := range l.buckets[w.low:w.high] {
		for i := 1; i < len(bucket); i++ {
			if bucket[i] == bucket[i-1] && (i == 1 || bucket[i-2] != bucket[i]) {
				l.repeated = append(l.repeated, bucket[i])
			}
		}
	}
}

// missing appends the hashes of one list, each once, that are not in another.
func (w *window) missing(dst []uint64, from, in *hashList) []uint64 {
	for b := w.low; b < w.high; b++ {
		rest, last := in.buckets[b], uint64(0)
		for _, h := range from.buckets[b] {
			for len(rest) > 0 && rest[0] < h {
				rest = rest[1:]
			}
			if (len(rest) == 0 || rest[0] != h) && h != last {
				dst = append(dst, h)
			}
			last = h
		}
	}
	return dst
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
