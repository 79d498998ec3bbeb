package report

import "slices"

// A private profile says of no column that it has one to nine empty values, unreadable ones or others: such a
// number counts as another one of the three. This file has the rule, and what a comparison makes of it.

// A part is one of the numbers that add up to the rows of a table.
type part int

const (
	partEmpty part = iota
	partUnreadable
	partValues
)

// values returns the number of values that the column has in so many rows.
func (c *Column) values(rows uint64) uint64 { return rows - min(rows, c.Empty+c.Unreadable) }

// fold counts parts with few rows as another part, which few reports of a part and its rows. Unreadable values
// count as empty ones, values as empty ones, and empty ones as values, or else as unreadable ones. Of a part
// that is larger than a private profile hides, it moves as much as one hides.
func (c *Column) fold(rows uint64, few func(part, uint64) bool) {
	values := c.values(rows)
	if rows < fewest { // all of them count as values
		c.moveToValues(c.Empty + c.Unreadable)
		c.Empty, c.Unreadable = 0, 0
		return
	}
	if n := min(c.Unreadable, fewest-1); few(partUnreadable, c.Unreadable) {
		c.Unreadable, c.Empty = c.Unreadable-n, c.Empty+n
	}
	if values > 0 && values < fewest && few(partValues, values) {
		c.Empty, values = c.Empty+values, 0
		c.clear()
	}
	n := min(c.Empty, fewest-1)
	switch {
	case n == 0 || !few(partEmpty, c.Empty):
	case values > 0:
		c.Empty -= n
		c.moveToValues(n)
	case c.Unreadable > 0:
		c.Empty, c.Unreadable = c.Empty-n, c.Unreadable+n
	}
}

// clear removes all values.
func (c *Column) clear() {
	for _, h := range []*Histogram{c.Histogram, c.Lengths} {
		if h != nil {
			h.At, h.Counts, h.Rare, h.Low, h.High = []int64{}, []uint64{}, 0, 0, 0
		}
	}
	if w := c.Words; w != nil {
		w.Level, w.Texts, w.Counts, w.Rare, w.Buckets = 0, []string{}, []uint64{}, 0, nil
	}
}

// moveToValues counts n rows more as values: as rare words, and in the first class of numbers.
func (c *Column) moveToValues(n uint64) {
	for _, h := range []*Histogram{c.Histogram, c.Lengths} {
		switch {
		case h == nil:
		case h == c.Histogram && c.Vocabulary != nil:
			h.Rare += n
		case len(h.Counts) > 0:
			h.Counts[0] += n
		}
	}
	if w := c.Words; w != nil {
		if w.Level == 0 {
			w.Rare += n
		}
		if len(w.Buckets) > 0 {
			w.Buckets[0] += n
		}
	}
}

// foldedLike returns the column of a table with so many rows with the parts folded that the same column of a
// private profile does not have, of which it may have up to nine.
func (c *Column) foldedLike(rows uint64, private *Column, privateRows uint64) *Column {
	other := [...]uint64{private.Empty, private.Unreadable, private.values(privateRows)}
	f := *c
	f.Histogram, f.Lengths = c.Histogram.clone(), c.Lengths.clone()
	if c.Words != nil {
		w := *c.Words
		w.Buckets = slices.Clone(w.Buckets)
		f.Words = &w
	}
	f.fold(rows, func(p part, _ uint64) bool { return other[p] == 0 })
	return &f
}

// clone returns a copy of a histogram that may be nil.
func (h *Histogram) clone() *Histogram {
	if h == nil {
		return nil
	}
	c := *h
	c.Counts = slices.Clone(h.Counts)
	return &c
}
