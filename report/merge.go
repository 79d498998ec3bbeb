package report

import (
	"errors"
	"fmt"
	"slices"
)

// ErrMerge is returned for profiles that cannot be merged.
const ErrMerge = constError("the profiles cannot be merged")

// Merge adds the counts of another profile, whose rows come after those of p: the profile of the parts of
// a dataset, one after the other, is that of the dataset. The title and the settings stay those of p.
// Both must have the same tables and columns and the same day, and neither may be private; otherwise the
// error wraps [ErrMerge], and p is unchanged.
func (p *Profile) Merge(o *Profile) error {
	if err := p.mergeable(o); err != nil {
		return fmt.Errorf("%w: %w", ErrMerge, err)
	}
	for i, t := range p.Tables {
		t.merge(o.Tables[i])
	}
	p.Notes = append(p.Notes, o.Notes...)
	return nil
}

// mergeable returns why another profile cannot be merged.
func (p *Profile) mergeable(o *Profile) error {
	if p.Private || o.Private {
		return errors.New("one is private, so its counts are not whole")
	}
	if p.AsOf != o.AsOf {
		return fmt.Errorf("one is of %s, the other of %s", p.AsOf, o.AsOf)
	}
	if len(p.Tables) != len(o.Tables) {
		return fmt.Errorf("one has %d tables, the other %d", len(p.Tables), len(o.Tables))
	}
	for i, t := range p.Tables {
		u := o.Tables[i]
		if t.Rows > maxRows-min(u.Rows, maxRows) {
			return fmt.Errorf("the tables %s would have more than %d rows", t.Name, uint64(maxRows))
		}
		if t.Name != u.Name || len(t.Columns) != len(u.Columns) || len(t.Pairs) != len(u.Pairs) {
			return fmt.Errorf("the tables %s and %s are not described alike", t.Name, u.Name)
		}
		for k, c := range t.Columns {
			if !c.like(u.Columns[k]) {
				return fmt.Errorf("the columns %s.%s and %s.%s are not described alike", t.Name, c.Name, u.Name, u.Columns[k].Name)
			}
		}
		for k, c := range t.Pairs {
			if d := u.Pairs[k]; c.A != d.A || c.B != d.B || len(c.Cells) != len(d.Cells) {
				return fmt.Errorf("the pairs of columns of %s are not described alike", t.Name)
			}
		}
	}
	return nil
}

// like reports whether counts of another column can be added to those of c.
func (c *Column) like(o *Column) bool {
	sameScale := (c.Histogram == nil) == (o.Histogram == nil) && (c.Histogram == nil || c.Histogram.Scale == o.Histogram.Scale)
	return c.Name == o.Name && c.Kind == o.Kind && c.Decimals == o.Decimals && slices.Equal(c.Vocabulary, o.Vocabulary) &&
		slices.Equal(c.Classes, o.Classes) && sameScale && (c.Words == nil) == (o.Words == nil) &&
		(c.Lengths == nil) == (o.Lengths == nil) && (c.Distinct == nil) == (o.Distinct == nil)
}

func (t *Table) merge(o *Table) {
	t.First = append(t.First, o.First[:min(len(o.First), firstRows-min(firstRows, len(t.First)))]...)
	t.Rows, t.Unreadable, t.Squares = t.Rows+o.Rows, t.Unreadable+o.Unreadable, t.Squares+o.Squares
	for i, c := range t.Columns {
		c.merge(o.Columns[i])
	}
	for i, p := range t.Pairs {
		p.Cells = slices.Clone(p.Cells)
		for k, n := range o.Pairs[i].Cells {
			p.Cells[k] += n
		}
	}
}

func (c *Column) merge(o *Column) {
	c.Empty, c.Unreadable = c.Empty+o.Empty, c.Unreadable+o.Unreadable
	c.Histogram, c.Lengths = merged(c.Histogram, o.Histogram), merged(c.Lengths, o.Lengths)
	if c.Distinct != nil {
		joined := slices.Clone(c.Distinct.Sketch)
		joined.merge(o.Distinct.Sketch)
		c.Distinct = &Distinct{joined.estimate(), joined}
	}
	if c.Words != nil {
		c.Words = c.Words.merged(o.Words)
		if c.Words.Level == 0 {
			c.Distinct.About = uint64(len(c.Words.Texts))
		}
	}
}

// merged returns the sum of two histograms of one scale. Either can be nil.
func merged(a, b *Histogram) *Histogram {
	if a == nil || b == nil || len(b.At) == 0 {
		return a
	}
	if len(a.At) == 0 {
		return b
	}
	counts := make(map[int64]uint64, len(a.At)+len(b.At))
	for _, h := range []*Histogram{a, b} {
		for i, code := range h.At {
			counts[code] += h.Counts[i]
		}
	}
	return histogramOf(a.Scale, counts, min(a.Low, b.Low), max(a.High, b.High))
}

// merged returns the sum of two lists of words.
func (w *Words) merged(o *Words) *Words {
	sum := words{level: max(w.Level, o.Level)}
	for _, list := range []*Words{w, o} {
		for i, text := range list.Texts {
			sum.add([]byte(text), hashText([]byte(text)), list.Counts[i])
		}
	}
	for i := range sum.buckets {
		sum.buckets[i] = w.Buckets[i] + o.Buckets[i]
	}
	texts, counts := sum.sorted()
	return &Words{Level: sum.level, Texts: texts, Counts: counts, Buckets: sum.buckets[:]}
}
