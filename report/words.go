package report

import (
	"bytes"
	"math/bits"
	"slices"
)

const (
	// maxWords is the number of different words of a column that are counted at a time, and
	// maxWordBytes that of all their bytes.
	maxWords     = 1 << 16
	maxWordBytes = 1 << 21
	// wordBuckets is the number of classes that all words of a column are counted in by their hash,
	// to compare columns that have more words.
	wordBuckets = 64
)

// words counts the values of a text column. If there are more than maxWords different ones, it keeps
// those whose hash ends with a zero bit, and then those with two, and so on: a fair sample of the
// different words, each with its exact count. That is distinct sampling by Gibbons, 2001. Which words are
// kept depends only on the set of all of them, so it does not matter in which order they come.
//
// The words are in one slice of bytes, and are found by a table of their hashes. A map of strings needs
// three times the memory and half as much time again.
type words struct {
	level   int      // zero bits at the end of the hash of every word
	slots   []uint32 // one more than the position of a word, 0 for none; as many as a power of two
	text    []byte   // of all words
	ends    []uint32 // where the text of each word ends
	hashes  []uint64
	counts  []uint64
	buckets [wordBuckets]uint64 // of all words
}

// add counts a word n times.
func (w *words) add(word []byte, hash, n uint64) {
	w.buckets[hash>>32%wordBuckets] += n
	if hash&(1<<w.level-1) != 0 {
		return
	}
	if 4*len(w.ends) >= 3*len(w.slots) {
		w.resize(max(64, 2*len(w.slots)))
	}
	slot := w.slotOf(word, hash)
	if i := w.slots[slot]; i > 0 {
		w.counts[i-1] += n
		return
	}
	w.text = append(w.text, word...)
	w.ends = append(w.ends, uint32(len(w.text)))
	w.hashes, w.counts = append(w.hashes, hash), append(w.counts, n)
	w.slots[slot] = uint32(len(w.ends))
	for w.level < 64 && (len(w.ends) > maxWords || len(w.text) > maxWordBytes) {
		w.sample()
	}
}

// word returns the text of a word.
func (w *words) word(i int) []byte {
	if i == 0 {
		return w.text[:w.ends[0]]
	}
	return w.text[w.ends[i-1]:w.ends[i]]
}

// slotOf returns the slot of a word, which is empty if the word is not there.
func (w *words) slotOf(word []byte, hash uint64) int {
	// The first bits decide: the last ones of all words are zero.
	slot := int(hash >> (65 - bits.Len(uint(len(w.slots)))))
	for {
		i := w.slots[slot]
		if i == 0 || w.hashes[i-1] == hash && bytes.Equal(w.word(int(i-1)), word) {
			return slot
		}
		slot = (slot + 1) & (len(w.slots) - 1)
	}
}

// resize makes a table of so many slots.
func (w *words) resize(slots int) {
	w.slots = make([]uint32, slots)
	for i, hash := range w.hashes {
		w.slots[w.slotOf(w.word(i), hash)] = uint32(i + 1)
	}
}

// sample removes the words that the next level does not keep.
func (w *words) sample() {
	w.level++
	clear(w.slots)
	kept, end := 0, 0
	for i, hash := range w.hashes {
		if word := w.word(i); hash&(1<<w.level-1) == 0 {
			start := end
			end += copy(w.text[end:], word) // which is not before its new place
			w.ends[kept], w.hashes[kept], w.counts[kept] = uint32(end), hash, w.counts[i]
			w.slots[w.slotOf(w.text[start:end], hash)] = uint32(kept + 1)
			kept++
		}
	}
	w.text, w.ends, w.hashes, w.counts = w.text[:end], w.ends[:kept], w.hashes[:kept], w.counts[:kept]
}

// sorted returns the words in order, with their counts.
func (w *words) sorted() (texts []string, counts []uint64) {
	order := make([]int, len(w.ends))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return bytes.Compare(w.word(i), w.word(j)) })
	texts, counts = make([]string, len(order)), make([]uint64, len(order))
	for k, i := range order {
		texts[k], counts[k] = string(w.word(i)), w.counts[i]
	}
	return texts, counts
}
