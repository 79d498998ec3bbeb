package validate

import (
	"cmp"
	"hash/maphash"
	"runtime"
	"slices"
	"sync"
)

// Uniqueness and references are decided on hashes: 64 bits of each value, under a
// seed drawn for the run so that nobody can prepare collisions. Equal values have
// equal hashes, so sorted lists of them show which values may come twice and which
// references may lead nowhere; if there are any, a second pass over the rows looks
// at just those, with a second hash, and makes the findings.
//
// Eight bytes a value is all that is held. If even that is too much, a list keeps
// part of the range of hashes, and further passes look at the rest.

// parts is the number of parts, by leading bits, that a list of hashes is kept in.
const parts = 256

// window is the range of parts that the lists of a check hold at present.
type window struct {
	lo, hi int
	held   int // hashes in all lists
	most   int // allowed
	lists  []*hashes
}

// A hashes is the list of the hashes of one column, or of a column within another.
type hashes struct {
	table          *table
	column, within int // places among the columns; within is -1 if there is none
	parts          [parts][]uint64
	suspects       []uint64 // of values that come twice, ascending
}

func (w *window) newList(t *table, column, within int) *hashes {
	l := &hashes{table: t, column: column, within: within}
	w.lists = append(w.lists, l)
	return l
}

// add takes the hashes of a piece of the table.
func (w *window) add(l *hashes, values []uint64) {
	for _, h := range values {
		if p := int(h >> 56); h != 0 && p >= w.lo && p < w.hi {
			l.parts[p] = append(l.parts[p], h)
			w.held++
		}
	}
	for w.held > w.most && w.hi-w.lo > 1 {
		w.hi -= (w.hi - w.lo) / 2
		w.held = 0
		for _, l := range w.lists {
			for p := w.hi; p < parts; p++ {
				l.parts[p] = nil
			}
			for p := w.lo; p < w.hi; p++ {
				w.held += len(l.parts[p])
			}
		}
	}
}

// next moves on to the parts that are still to do, and reports whether there are
// any. The lists are empty then.
func (w *window) next() bool {
	for _, l := range w.lists {
		for p := range l.parts {
			l.parts[p] = nil
		}
	}
	w.lo, w.hi, w.held = w.hi, parts, 0
	return w.lo < w.hi
}

// sort puts every part in ascending order, so that the list is.
func (w *window) sort() {
	var group sync.WaitGroup
	work := make(chan []uint64)
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			for part := range work {
				slices.Sort(part)
			}
		})
	}
	for _, l := range w.lists {
		for p := w.lo; p < w.hi; p++ {
			work <- l.parts[p]
		}
	}
	close(work)
	group.Wait()
}

// addRepeated appends the hashes that the list holds more than once to its suspects.
func (w *window) addRepeated(l *hashes) {
	for p := w.lo; p < w.hi; p++ {
		part := l.parts[p]
		for i := 1; i < len(part); i++ {
			if part[i] == part[i-1] && (i == 1 || part[i-2] != part[i]) {
				l.suspects = append(l.suspects, part[i])
			}
		}
	}
}

// missing appends the hashes of a, each once, that are not in b.
func (w *window) missing(dst []uint64, a, b *hashes) []uint64 {
	for p := w.lo; p < w.hi; p++ {
		rest, last := b.parts[p], uint64(0)
		for _, h := range a.parts[p] {
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
	_, ok := slices.BinarySearchFunc(sorted, h, func(a, b uint64) int { return cmp.Compare(a, b) })
	return ok
}

// hashOf returns the hash of a value, never 0, which stands for no value.
func hashOf(seed maphash.Seed, value []byte) uint64 {
	if h := maphash.Bytes(seed, value); h != 0 {
		return h
	}
	return 1
}
