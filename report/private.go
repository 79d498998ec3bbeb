package report

import "slices"

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

// hide joins neighboring classes until each has enough rows.
func (h *Histogram) hide() {
	low, high := h.quantile(10), h.quantile(990)
	h.Low, h.High = h.Scale.low(low), h.Scale.low(high)
	at, counts := []int64{}, []uint64{}
	open := false // whether the last class takes the next
	for i, n := range h.Counts {
		code := min(max(h.At[i], low), high)
		if last := len(at) - 1; last >= 0 && (open || at[last] == code) {
			counts[last] += n
		} else {
			at, counts = append(at, code), append(counts, n)
		}
		open = counts[len(counts)-1] < fewest
	}
	if n := len(at); n > 1 && counts[n-1] < fewest {
		counts[n-2] += counts[n-1]
		at, counts = at[:n-1], counts[:n-1]
	}
	if len(counts) == 1 && counts[0] < fewest {
		at, counts = []int64{}, []uint64{}
	}
	h.At, h.Counts, h.Coarse = slices.Clip(at), slices.Clip(counts), true
}
