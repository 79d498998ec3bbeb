package validate

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// In a good dataset no hash breaks a promise. To find that out takes no sorted lists: a set of the
// hashes of one bucket shows whether any comes twice, and whether those of another list are all
// there, in an eighth of the time of sorting.

// sound reports whether no hash in the window breaks a promise, so that the lists need not be
// searched. The buckets are independent of each other, so that goroutines share them.
func (c *check) sound() bool {
	var next atomic.Int64
	var broken atomic.Bool
	next.Store(int64(c.window.low))
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() {
			var set hashSet
			for b := next.Add(1) - 1; b < int64(c.window.high) && !broken.Load(); b = next.Add(1) - 1 {
				if !c.soundBucket(int(b), &set) {
					broken.Store(true)
				}
			}
		})
	}
	group.Wait()
	return !broken.Load()
}

// soundBucket reports whether no hash in a bucket breaks a promise. A list with hashes that come
// very often does, or is for searchWindow to look at.
func (c *check) soundBucket(b int, set *hashSet) bool {
	for _, l := range c.window.lists {
		if l.table.broken {
			continue // nothing can refer to its rows
		}
		if len(l.more) > 0 {
			return false
		}
		if !c.needed(l) {
			continue
		}
		if again := set.fill(l.buckets[b]); again && l.unique {
			return false
		}
		for _, s := range c.subsets {
			if s.to == l && !s.from.table.broken && !set.hasAll(s.from.buckets[b]) {
				return false
			}
		}
	}
	return true
}

// needed reports whether a promise needs the set of the hashes of a list.
func (c *check) needed(l *hashList) bool {
	if l.unique {
		return true
	}
	for _, s := range c.subsets {
		if s.to == l {
			return true
		}
	}
	return false
}

// A hashSet is a set of hashes of one bucket: a hash table with open addressing, at most half full.
// Nobody can prepare hashes that collide: see uniqueness.go.
type hashSet struct {
	slots []uint64 // a power of two; 0 is empty
	shift uint
}

// fill makes the set that of a bucket, and reports whether a hash comes again.
func (s *hashSet) fill(bucket []uint64) (again bool) {
	size, bits := 1, uint(0)
	for size < 2*len(bucket) {
		size, bits = 2*size, bits+1
	}
	if cap(s.slots) < size {
		s.slots = make([]uint64, size)
	}
	s.slots, s.shift = s.slots[:size], 64-bits
	clear(s.slots)
	for _, h := range bucket {
		i := s.locate(h)
		again = again || s.slots[i] == h
		s.slots[i] = h
	}
	return again
}

// hasAll reports whether the set has all hashes of a bucket.
func (s *hashSet) hasAll(bucket []uint64) bool {
	for _, h := range bucket {
		if s.slots[s.locate(h)] != h {
			return false
		}
	}
	return true
}

// locate returns the slot of a hash, or the empty one where it belongs. The leading bits, which
// are those of the bucket, say nothing.
func (s *hashSet) locate(h uint64) int {
	mask := len(s.slots) - 1
	i := int(h << 8 >> s.shift)
	for s.slots[i] != 0 && s.slots[i] != h {
		i = (i + 1) & mask
	}
	return i
}
