package validate

import (
	"iter"
	"slices"
)

// maxKept is the maximum number of hashes that break one promise and are kept, to look at their rows
// again. They take some bytes each, and a file may have millions.
const maxKept = 1 << 15

// keep appends the hashes that break a promise to those that are kept. If they become too many, it
// appends none and reports false.
func keep(kept []uint64, found iter.Seq2[uint64, int]) (all []uint64, ok bool) {
	n := len(kept)
	for h := range found {
		if len(kept) == maxKept {
			return kept[:n], false
		}
		kept = append(kept, h)
	}
	return kept, true
}

// A crowd is a promise that more values of a window break than are kept. Their rows are counted by
// the hashes. The first rows are found by another pass over the table: as long as the lists hold the
// window, they tell which hashes break the promise.
type crowd struct {
	rule  Rule
	why   string
	list  *hashList
	in    *hashList // that does not have the values; nil if they come twice
	index int       // of the list in those of the table
	seen  bitset    // of values that come twice, by position in the window
	found int       // rows that the pass has found
}

// earlierRow says why a value of a crowd is not unique.
const earlierRow = "an earlier row has the same"

// describe counts the rows of crowds, and describes the first ones.
func (c *check) describe(crowds []*crowd) error {
	for _, x := range crowds {
		x.index = slices.Index(x.list.table.lists, x.list)
		c.tally.of(x.rule.Code).count += c.window.count(x)
	}
	for _, t := range c.tables {
		of := slices.DeleteFunc(slices.Clone(crowds), func(x *crowd) bool { return x.list.table != t })
		if len(of) == 0 {
			continue
		}
		err := c.pass(t, func(p *chunk) (more bool) {
			for _, x := range of {
				more = c.search(x, p) || more
			}
			return more
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// count returns the number of rows of a crowd.
func (w *window) count(x *crowd) (rows int) {
	if x.in == nil {
		for _, n := range w.repeated(x.list) {
			rows += n - 1
		}
		return rows
	}
	for _, n := range w.missing(x.list, x.in) {
		rows += n
	}
	return rows
}

// search looks for rows of a crowd in a chunk, and reports whether it must look at the next one. A
// row that refers to nothing is not misplaced too, so all rows are needed where some are.
func (c *check) search(x *crowd, p *chunk) (more bool) {
	orphans := x.in != nil && len(p.table.misplaced) > 0
	for row, h := range p.hashes[x.index] {
		if x.found >= c.tally.limit && !orphans {
			return false
		}
		if !c.window.breaks(x, h) {
			continue
		}
		if orphans {
			p.table.misplaced.remove(p.rowsBefore + row)
		}
		if x.found++; x.found <= c.tally.limit {
			c.tally.insert(x.rule, p.findingInTable(row, x.rule, x.why))
		}
	}
	return true
}

// breaks reports whether the next row of the table breaks the promise by a hash.
func (w *window) breaks(x *crowd, h uint64) bool {
	b := int(h >> 56)
	if h == 0 || b < w.low || b >= w.high {
		return false
	}
	if x.in != nil {
		return !contains(x.in.buckets[b], h)
	}
	bucket := x.list.buckets[b]
	i, _ := slices.BinarySearch(bucket, h)
	if i+1 >= len(bucket) || bucket[i] != h || bucket[i+1] != h {
		return false
	}
	for _, before := range x.list.buckets[w.low:b] {
		i += len(before)
	}
	again := x.seen.has(i)
	x.seen.add(i)
	return again
}
