package report

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/synthhub/synthhub/internal/measure"
)

// An alignment is the counts of two columns in the same classes.
type alignment struct {
	labels  []string
	a, b    []uint64
	ordered bool
	how     string // what the classes are of, if it is not the values
}

func (l *alignment) add(label string, a, b uint64) {
	l.labels, l.a, l.b = append(l.labels, label), append(l.a, a), append(l.b, b)
}

// howLengths says that only lengths were compared.
const howLengths = "lengths"

// The labels of what is no value.
const (
	labelEmpty      = "(empty)"
	labelUnreadable = "(unreadable)"
	labelOther      = "(other)"
)

// align returns the counts of two columns of tables of so many rows in classes that both can be counted
// in, and false if there are none: if one has numbers and the other has words.
func align(a *Column, n uint64, b *Column, m uint64) (*alignment, bool) {
	l := &alignment{}
	if a.Empty > 0 || b.Empty > 0 {
		l.add(labelEmpty, a.Empty, b.Empty)
	}
	if a.Unreadable > 0 || b.Unreadable > 0 {
		l.add(labelUnreadable, a.Unreadable, b.Unreadable)
	}
	switch {
	case a.Vocabulary != nil && b.Vocabulary != nil && a.Histogram != nil && b.Histogram != nil:
		l.addWords(a.Vocabulary, a.Histogram, b.Vocabulary, b.Histogram)
	case a.Histogram != nil && b.Histogram != nil && a.Vocabulary == nil && b.Vocabulary == nil:
		if a.Decimals != b.Decimals || !a.Histogram.Scale.comparable(b.Histogram.Scale) {
			return nil, false
		}
		if !l.addNumbers(a.Histogram, b.Histogram, a.Decimals) {
			l.addPresence(a, n, b, m)
		}
	case a.Words != nil && b.Words != nil && (a.Words.whole() && b.Words.whole()):
		l.addTexts(a.Words, b.Words)
	case a.Words != nil && b.Words != nil && len(a.Words.Buckets) > 0 && len(b.Words.Buckets) > 0:
		l.how = "hash classes of the words"
		for i := range wordBuckets {
			l.add(fmt.Sprintf("words %d of %d", i+1, wordBuckets), a.Words.Buckets[i], b.Words.Buckets[i])
		}
	case a.Lengths != nil && b.Lengths != nil:
		l.how = howLengths
		if !l.addNumbers(a.Lengths, b.Lengths, 0) {
			l.addPresence(a, n, b, m)
		}
	case a.bare() || b.bare():
		l.addPresence(a, n, b, m)
	default:
		return nil, false
	}
	return l, true
}

// addPresence adds the values that there are as one class, if nothing else is known of both sides.
func (l *alignment) addPresence(a *Column, n uint64, b *Column, m uint64) {
	l.how = "emptiness"
	l.add("(present)", n-a.Empty-a.Unreadable, m-b.Empty-b.Unreadable)
}

// otherForm says why the values of two columns cannot be compared.
func otherForm(a, b *Column) string {
	switch {
	case a.Kind != b.Kind:
		return fmt.Sprintf("one has %s, the other %s", a.Kind, b.Kind)
	case a.Decimals != b.Decimals:
		return fmt.Sprintf("one has %s with %d decimals, the other with %d", a.Kind, a.Decimals, b.Decimals)
	}
	return fmt.Sprintf("the values of %s are counted in other classes", a.Kind)
}

// bare reports whether nothing is known of the values, because they are identifiers of a private profile.
func (c *Column) bare() bool { return c.Histogram == nil && c.Lengths == nil }

// whole reports whether all words have counts, or are among the rare ones.
func (w *Words) whole() bool { return w.Level == 0 }

// addWords adds the words of two vocabularies.
func (l *alignment) addWords(av []string, ah *Histogram, bv []string, bh *Histogram) {
	a, b := wordCounts(av, ah), wordCounts(bv, bh)
	words := slices.Clone(av)
	for _, w := range bv {
		if !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	other := [2]uint64{ah.Rare, bh.Rare}
	for _, w := range words {
		switch {
		case a[w] == 0 && b[w] == 0:
		case a[w] == 0 && ah.Rare > 0 || b[w] == 0 && bh.Rare > 0: // a side that does not name it may have it
			other[0], other[1] = other[0]+a[w], other[1]+b[w]
		default:
			l.add(w, a[w], b[w])
		}
	}
	if other != [2]uint64{} {
		l.add(labelOther, other[0], other[1])
	}
}

// wordCounts returns the counts of a vocabulary.
func wordCounts(vocabulary []string, h *Histogram) map[string]uint64 {
	counts := make(map[string]uint64)
	for i, code := range h.At {
		if code >= 0 && code < int64(len(vocabulary)) {
			counts[vocabulary[code]] += h.Counts[i]
		}
	}
	return counts
}

// mostWords is the number of words that are compared one by one; the others are one class.
const mostWords = 200

// addTexts adds the words with the most rows of both sides together. Which words these are does not depend
// on the side that has more of one: otherwise samples of one distribution would differ in them.
func (l *alignment) addTexts(a, b *Words) {
	other := [2]uint64{a.Rare, b.Rare}
	rank := 0
	for _, w := range byRows(joinTexts(a, b)) {
		switch {
		case w.n[0] == 0 && a.Rare > 0 || w.n[1] == 0 && b.Rare > 0: // a side that does not name it may have it
			other[0], other[1] = other[0]+w.n[0], other[1]+w.n[1]
		case rank < mostWords:
			rank++
			l.add(w.text, w.n[0], w.n[1])
		default:
			other[0], other[1] = other[0]+w.n[0], other[1]+w.n[1]
		}
	}
	if other != [2]uint64{} {
		l.add(labelOther, other[0], other[1])
	}
}

// A joinedWord is a word with its rows on both sides.
type joinedWord struct {
	text string
	n    [2]uint64
}

// joinTexts returns the words of either side, in order, as they are on both.
func joinTexts(a, b *Words) []joinedWord {
	list := make([]joinedWord, 0, max(len(a.Texts), len(b.Texts)))
	for i, k := 0, 0; i < len(a.Texts) || k < len(b.Texts); {
		switch {
		case k == len(b.Texts) || i < len(a.Texts) && a.Texts[i] < b.Texts[k]:
			list = append(list, joinedWord{a.Texts[i], [2]uint64{a.Counts[i], 0}})
			i++
		case i == len(a.Texts) || b.Texts[k] < a.Texts[i]:
			list = append(list, joinedWord{b.Texts[k], [2]uint64{0, b.Counts[k]}})
			k++
		default:
			list = append(list, joinedWord{a.Texts[i], [2]uint64{a.Counts[i], b.Counts[k]}})
			i, k = i+1, k+1
		}
	}
	return list
}

// byRows returns words that are in order in the order of their rows, those with most first. Words with as
// many rows stay in order.
func byRows(list []joinedWord) []joinedWord {
	slices.SortStableFunc(list, func(c, d joinedWord) int { return cmp.Compare(d.n[0]+d.n[1], c.n[0]+c.n[1]) })
	return list
}

// cuts are the shares of the values of both sides, in per mille, at which a new class begins. The classes
// are finer at both ends, where a shift of all values shows first.
var cuts = [...]float64{1, 5, 20, 50, 100, 150, 200, 250, 300, 350, 400, 450, 500, 550, 600, 650, 700, 750, 800, 850, 900, 950, 980, 995, 999}

// addNumbers adds classes of numbers, dates or lengths, and reports whether the two have common classes.
func (l *alignment) addNumbers(a, b *Histogram, decimals int) bool {
	a, b, ok := sameScale(a, b)
	if !ok {
		return false
	}
	l.ordered = true
	joined := map[int64][2]uint64{}
	for side, h := range []*Histogram{a, b} {
		for i, code := range h.At {
			n := joined[code]
			n[side] += h.Counts[i]
			joined[code] = n
		}
	}
	rows := [2]float64{float64(max(a.rows(), 1)), float64(max(b.rows(), 1))}
	codes := slices.Sorted(maps.Keys(joined))
	sum, cut := 0.0, 0
	for i := 0; i < len(codes); {
		first, n := codes[i], [2]uint64{}
		for next := false; i < len(codes) && !next; i++ {
			c := joined[codes[i]]
			n[0], n[1] = n[0]+c[0], n[1]+c[1]
			sum += float64(500*float64(c[0])/rows[0]) + float64(500*float64(c[1])/rows[1])
			for cut < len(cuts) && measure.Round(sum) >= cuts[cut] {
				cut, next = cut+1, true
			}
		}
		label := a.Scale.text(first, decimals)
		if last := codes[i-1]; last != first {
			label += " to " + a.Scale.text(last, decimals)
		}
		l.add(label, n[0], n[1])
	}
	return true
}

// comparable reports whether values of another scale are of the same kind.
func (s scale) comparable(o scale) bool {
	whole := func(s scale) bool { return s == scaleExact || s == scaleWidths }
	return s == o || whole(s) && whole(o)
}

// sameScale returns two histograms whose classes are the same, or false if there are none. A private one
// has coarse classes: then the other is counted in these.
func sameScale(a, b *Histogram) (*Histogram, *Histogram, bool) {
	if a.Scale != b.Scale {
		if !a.Scale.comparable(b.Scale) || a.Coarse || b.Coarse {
			return nil, nil, false
		}
		a, b = a.inWidths(), b.inWidths()
	}
	if a.Coarse || b.Coarse {
		at := a.At
		if !a.Coarse {
			at = b.At
		} else if b.Coarse {
			at = slices.DeleteFunc(slices.Clone(at), func(code int64) bool { _, both := slices.BinarySearch(b.At, code); return !both })
		}
		if len(at) == 0 {
			return nil, nil, false
		}
		a, b = a.joined(at), b.joined(at)
	}
	return a, b, true
}

// inWidths returns an exact histogram in classes of widths.
func (h *Histogram) inWidths() *Histogram {
	if h.Scale == scaleWidths {
		return h
	}
	counts := make(map[int64]uint64)
	for i, code := range h.At {
		counts[scaleWidths.code(code)] += h.Counts[i]
	}
	return histogramOf(scaleWidths, counts, h.Low, h.High)
}

// joined returns the histogram in the classes that begin at some codes. The first has what is before it too.
func (h *Histogram) joined(at []int64) *Histogram {
	j := &Histogram{Scale: h.Scale, At: at, Counts: make([]uint64, len(at)), Low: h.Low, High: h.High, Coarse: true}
	for i, code := range h.At {
		k, found := slices.BinarySearch(at, code)
		if !found {
			k = max(k-1, 0)
		}
		j.Counts[k] += h.Counts[i]
	}
	return j
}
