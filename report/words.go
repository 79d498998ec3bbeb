package report

import "slices"

const (
	// maxWords is the number of different words of a column that are counted at a time.
	maxWords = 1 << 16
	// wordBuckets is the number of classes that all words of a column are counted in by their hash,
	// to compare columns that have more words.
	wordBuckets = 64
)

// words counts the values of a text column. If there are more than maxWords different ones, it keeps
// those whose hash ends with a zero bit, and then those with two, and so on: a fair sample of the
// different words, each with its exact count. That is distinct sampling by Gibbons, 2001. Which words are
// kept depends only on the set of all of them, so it does not matter in which order they come.
type words struct {
	level   int // zero bits at the end of the hash of every word
	index   map[string]int32
	counts  []uint64
	texts   []string
	hashes  []uint64
	buckets [wordBuckets]uint64 // of all words
}

// add counts a word n times.
func (w *words) add(word []byte, hash, n uint64) {
	w.buckets[hash>>32%wordBuckets] += n
	if hash&(1<<w.level-1) != 0 {
		return
	}
	if i, ok := w.index[string(word)]; ok {
		w.counts[i] += n
		return
	}
	w.keep(string(word), hash, n)
}

// keep adds a word that is not there yet.
func (w *words) keep(word string, hash, n uint64) {
	if w.index == nil {
		w.index = make(map[string]int32)
	}
	w.index[word] = int32(len(w.texts))
	w.texts, w.hashes, w.counts = append(w.texts, word), append(w.hashes, hash), append(w.counts, n)
	for len(w.texts) > maxWords {
		w.sample(w.level + 1)
	}
}

// sample removes the words that a level does not keep.
func (w *words) sample(level int) {
	w.level = level
	kept := 0
	for i, word := range w.texts {
		if w.hashes[i]&(1<<level-1) != 0 {
			delete(w.index, word)
			continue
		}
		w.index[word] = int32(kept)
		w.texts[kept], w.hashes[kept], w.counts[kept] = word, w.hashes[i], w.counts[i]
		kept++
	}
	clear(w.texts[kept:])
	w.texts, w.hashes, w.counts = w.texts[:kept], w.hashes[:kept], w.counts[:kept]
}

// sorted returns the words in order, with their counts.
func (w *words) sorted() (texts []string, counts []uint64) {
	texts = slices.Sorted(slices.Values(w.texts))
	counts = make([]uint64, len(texts))
	for i, word := range texts {
		counts[i] = w.counts[w.index[word]]
	}
	return texts, counts
}
