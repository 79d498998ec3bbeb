package schema

const (
	maxNames = 256 // names that an enum can have: its type is based on uint8
	slotBits = 9   // twice as many slots as names, so that probes are short
)

// A wordIndex finds the value of a word in the vocabulary of a KindEnum. It is a hash table
// with open addressing, which takes a third of the time of a map. Reading a row looks up
// about five words.
type wordIndex struct {
	names []string
	slots [1 << slotBits]uint16 // value+1, or 0 for an empty slot
}

// newWordIndex returns the index of a vocabulary of at most maxNames words.
func newWordIndex(names []string) *wordIndex {
	w := &wordIndex{names: names}
	for v, name := range names {
		if name == "" {
			continue // means the zero value: see find
		}
		i := slotOf(name)
		for w.slots[i] != 0 {
			i = (i + 1) % uint32(len(w.slots))
		}
		w.slots[i] = uint16(v + 1)
	}
	return w
}

// slotOf hashes the length and three bytes of a word to its first slot, by Knuth's
// multiplicative method.
func slotOf(s string) uint32 {
	const golden = 2654435769 // 2^32 divided by the golden ratio
	n := len(s)
	x := uint32(s[0]) | uint32(s[n-1])<<8 | uint32(s[n/2])<<16 | uint32(n)<<24
	return x * golden >> (32 - slotBits)
}

// find returns the value of a word, and reports whether it is in the vocabulary. The empty
// word has the value 0 if the name of the zero value is empty.
func (w *wordIndex) find(s string) (v uint8, ok bool) {
	if s == "" {
		return 0, w.names[0] == ""
	}
	for i := slotOf(s); w.slots[i] != 0; i = (i + 1) % uint32(len(w.slots)) {
		if v := w.slots[i] - 1; w.names[v] == s {
			return uint8(v), true
		}
	}
	return 0, false
}
