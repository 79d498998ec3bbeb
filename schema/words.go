package schema

const (
	maxNames = 256 // names that an enum can have: its type is based on uint8
	slotBits = 9   // twice as many slots as names, so that probes are short
)

// A wordIndex finds the value of a word in the vocabulary of a KindEnum. It is a hash table
// with open addressing, which takes a fifth of the time of a map. Reading a row looks up
// about five words.
type wordIndex struct {
	names []string
	keys  []uint64              // wordKey of the names
	slots [1 << slotBits]uint16 // value+1, or 0 for an empty slot
}

// newWordIndex returns the index of a vocabulary of at most maxNames words.
func newWordIndex(names []string) *wordIndex {
	w := &wordIndex{names: names, keys: make([]uint64, len(names))}
	for v, name := range names {
		if name == "" {
			continue // means the zero value: see find
		}
		w.keys[v] = wordKey(name)
		i := slotOf(w.keys[v])
		for w.slots[i] != 0 {
			i = (i + 1) % uint32(len(w.slots))
		}
		w.slots[i] = uint16(v + 1)
	}
	return w
}

// maxKeyed is the length up to which words of one length and one wordKey are the same.
const maxKeyed = 8

// wordKey returns the first and the last four bytes of a word that is not empty, or all of a word of
// up to three. To compare it takes no call, as comparing texts does.
func wordKey(s string) uint64 {
	n := len(s)
	if n < 4 {
		return uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16
	}
	last := s[n-4:]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(last[0])<<32 | uint64(last[1])<<40 | uint64(last[2])<<48 | uint64(last[3])<<56
}

// slotOf hashes the key of a word to its first slot, by Knuth's multiplicative method.
func slotOf(key uint64) uint32 {
	const golden = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio
	return uint32(key * golden >> (64 - slotBits))
}

// find returns the value of a word, and reports whether it is in the vocabulary. The empty
// word has the value 0 if the name of the zero value is empty.
func (w *wordIndex) find(s string) (v uint8, ok bool) {
	if s == "" {
		return 0, w.names[0] == ""
	}
	key := wordKey(s)
	for i := slotOf(key); w.slots[i] != 0; i = (i + 1) % uint32(len(w.slots)) {
		if v := w.slots[i] - 1; w.keys[v] == key && len(w.names[v]) == len(s) && (len(s) <= maxKeyed || w.names[v] == s) {
			return uint8(v), true
		}
	}
	return 0, false
}
