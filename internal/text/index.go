package text

import (
	"math/bits"
	"strings"
)

// An Index finds words in a list that does not change: the names of a vocabulary. Words belong to
// groups, and one word may be in several, as the name of a city in several states. It is a hash
// table with open addressing: a look-up takes a third to a tenth of the time of a binary search,
// whose comparisons are mispredicted. The list decides how far a look-up may have to go, so no
// text takes longer to look for than the slowest in the table.
type Index struct {
	slots  []indexSlot // a power of two, at least twice as many as words
	shift  uint8       // 64 less the bits of the number of slots
	words  []string
	groups []uint8
}

// An indexSlot is empty if its place is 0.
type indexSlot struct {
	tag   uint16 // bits of the hash, so that hardly any other word is compared
	place uint16 // position in the list, and one
}

// maxIndexed is the maximum number of words of an Index.
const maxIndexed = 1<<16 - 1

// NewIndex returns the index of n words. Of a word that is twice in one group, it finds the first.
func NewIndex(n int, word func(i int) (group uint8, s string)) *Index {
	if n > maxIndexed {
		panic("text: too many words for an index")
	}
	size := bits.Len(uint(max(2*n-1, 1)))
	x := &Index{slots: make([]indexSlot, 1<<size), shift: uint8(64 - size), words: make([]string, n), groups: make([]uint8, n)}
	for i := range n {
		group, s := word(i)
		x.groups[i], x.words[i] = group, s
		h := wordHash(group, s)
		k := int(h >> x.shift)
		for x.slots[k].place != 0 {
			k = (k + 1) & (len(x.slots) - 1)
		}
		x.slots[k] = indexSlot{uint16(h), uint16(i + 1)}
	}
	return x
}

// Find returns the position in the list of a word of a group.
func (x *Index) Find(group uint8, s string) (position int, ok bool) {
	h := wordHash(group, s)
	for k := int(h >> x.shift); ; k++ {
		slot := x.slots[k&(len(x.slots)-1)]
		if slot.place == 0 {
			return 0, false
		}
		if i := int(slot.place) - 1; slot.tag == uint16(h) && x.groups[i] == group && x.words[i] == s {
			return i, true
		}
	}
}

// HasWord reports whether one of the space-separated words of s is in group 0.
func (x *Index) HasWord(s string) bool {
	for more := true; more; {
		var w string
		w, s, more = strings.Cut(s, " ")
		if _, ok := x.Find(0, w); ok {
			return true
		}
	}
	return false
}

// wordHash hashes the length and the first and last eight bytes of a word: enough for names.
func wordHash(group uint8, s string) uint64 {
	first := short(s)
	last := first
	if n := len(s); n >= 8 {
		first, last = load8(s), load8(s[n-8:])
	}
	// The multipliers are the fractional parts of the golden ratio and of the root of 2.
	high, low := bits.Mul64(first^0x9e3779b97f4a7c15, last^0x6a09e667f3bcc909^uint64(group)<<32^uint64(len(s)))
	return (high ^ low) * 0x9e3779b97f4a7c15
}
