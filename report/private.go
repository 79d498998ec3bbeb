package report

import (
	"math/bits"
	"slices"
)

// fewest is the number of rows that a word or a class must have to be named in a private profile.
const fewest = 10

// hide removes from a profile what may identify somebody: see [Private].
func (p *Profile) hide() {
	p.Private = true
	for _, t := range p.Tables {
		t.First, t.Pairs = nil, nil
		for _, c := range t.Columns {
			c.hide()
		}
	}
}

func (c *Column) hide() {
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
	if c.Histogram != nil && c.Vocabulary != nil {
		c.Histogram.hideWords()
	} else if c.Histogram != nil {
		c.Histogram.hide()
	}
	if c.Words != nil {
		c.Words.hide()
	}
}

// hide removes words with few rows.
func (w *Words) hide() {
	if w.Level > 0 { // the words are only a sample, so what is rare is not known
		w.Texts, w.Counts = []string{}, []uint64{}
		return
	}
	texts, counts := []string{}, []uint64{}
	for i, n := range w.Counts {
		if n < fewest {
			w.Rare += n
			continue
		}
		texts, counts = append(texts, w.Texts[i]), append(counts, n)
	}
	w.Texts, w.Counts, w.Buckets = texts, counts, nil
}

// hideWords removes words of a vocabulary with few rows.
func (h *Histogram) hideWords() {
	at, counts := []int64{}, []uint64{}
	for i, n := range h.Counts {
		if n < fewest {
			h.Rare += n
			continue
		}
		at, counts = append(at, h.At[i]), append(counts, n)
	}
	h.At, h.Counts, h.Low, h.High = at, counts, 0, 0
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
