package report

import (
	"math/bits"
	"slices"
)

// fewest is the number of rows that a word, a class or another count must have to be in a private profile.
const fewest = 10

// hide removes from a profile what may identify somebody: see [Private].
func (p *Profile) hide() {
	p.Private = true
	for _, t := range p.Tables {
		t.First, t.Pairs = nil, nil
		if t.Rows < fewest {
			t.Squares = 0
		}
		for _, c := range t.Columns {
			c.hide(t.Rows)
		}
	}
}

// hide removes from a column of a table with so many rows what may identify somebody.
func (c *Column) hide(rows uint64) {
	c.Classes = nil
	if c.Distinct != nil {
		c.Distinct.Sketch = nil
	}
	if c.identifier() {
		c.Words, c.Histogram = nil, nil
	}
	if c.Lengths != nil {
		c.Lengths.hide()
	}
	if c.Histogram != nil && c.Vocabulary == nil {
		c.Histogram.hide()
	}
	c.fold(rows, func(_ part, n uint64) bool { return n < fewest })
	if c.Histogram != nil && c.Vocabulary != nil {
		c.Histogram.hideWords()
	}
	if c.Words != nil {
		c.Words.hide()
	}
	if c.Distinct != nil && (rows < fewest || c.values(rows) == 0) {
		c.Distinct.About = 0
	}
}

// hide removes words with few rows.
func (w *Words) hide() {
	if len(w.Buckets) > 0 && (w.Level == 0 || slices.Min(w.Buckets) < fewest) {
		w.Buckets = nil
	}
	if w.Level > 0 { // the words are only a sample, so what is rare is not known
		w.Texts, w.Counts = []string{}, []uint64{}
		return
	}
	w.Texts, w.Counts, w.Rare = named(w.Texts, w.Counts, w.Rare)
}

// hideWords removes words of a vocabulary with few rows.
func (h *Histogram) hideWords() {
	h.At, h.Counts, h.Rare = named(h.At, h.Counts, h.Rare)
	h.Low, h.High = 0, 0
}

// named returns the words with enough rows, and the rows of the others with those that are rare already. If these
// are too few, the rarest of the words joins them: how many they are would follow from the other counts.
func named[T any](words []T, counts []uint64, rare uint64) ([]T, []uint64, uint64) {
	kept, rows := []T{}, []uint64{}
	for i, n := range counts {
		if n < fewest {
			rare += n
			continue
		}
		kept, rows = append(kept, words[i]), append(rows, n)
	}
	if rare > 0 && rare < fewest && len(rows) > 0 {
		i := slices.Index(rows, slices.Min(rows))
		rare += rows[i]
		kept, rows = slices.Delete(kept, i, i+1), slices.Delete(rows, i, i+1)
	}
	return kept, rows, rare
}

// hide joins neighboring classes until each has enough rows. Where a class begins does not tell a value
// that few rows have: it begins at a value with enough rows, or at a multiple of a power of two.
func (h *Histogram) hide() {
	var c coarse
	if n := len(h.At); n > 0 && h.rows() >= fewest {
		// The least block of codes that has all: 2^level of them from a multiple of 2^level on, or
		// as many on both sides of zero.
		first, last := h.At[0], h.At[n-1]
		level := bits.Len64(uint64(first ^ last))
		block := first >> level << level
		if first < 0 && last >= 0 {
			level = max(bits.Len64(uint64(^first)), bits.Len64(uint64(last)))
			block = -1 << level
			level++
		}
		c.split(h.At, h.Counts, block, level)
	}
	h.At, h.Counts, h.Coarse = slices.Clip(c.at), slices.Clip(c.counts), true
	h.Low, h.High = h.Scale.low(h.quantile(10)), h.Scale.low(h.quantile(990))
}

// coarse has classes that each have enough rows.
type coarse struct {
	at     []int64
	counts []uint64
	before uint64 // rows before the first class
}

// add adds a class. The first one has what is before it too.
func (c *coarse) add(at int64, n uint64) {
	c.at, c.counts = append(c.at, at), append(c.counts, n+c.before)
	c.before = 0
}

// addRest adds rows that are too few for a class, to the class before them.
func (c *coarse) addRest(n uint64) {
	if k := len(c.counts); k > 0 {
		c.counts[k-1] += n
	} else {
		c.before += n
	}
}

// split adds the classes of a block of 2^level codes, whose counts are enough together.
func (c *coarse) split(at []int64, counts []uint64, block int64, level int) {
	if level == 0 {
		c.add(block, sum(counts))
		return
	}
	half := block + 1<<(level-1)
	k, _ := slices.BinarySearch(at, half)
	left, right := sum(counts[:k]), sum(counts[k:])
	if left < fewest && right < fewest {
		c.add(block, left+right)
		return
	}
	if left >= fewest {
		c.split(at[:k], counts[:k], block, level-1)
	} else {
		c.addRest(left)
	}
	if right >= fewest {
		c.split(at[k:], counts[k:], half, level-1)
	} else {
		c.addRest(right)
	}
}

// sum returns the sum of counts.
func sum(counts []uint64) (n uint64) {
	for _, count := range counts {
		n += count
	}
	return n
}
