package schema

// A wordIndex finds the value of a word in the vocabulary of an Enum. It is an
// open hash table on the length and three bytes of the word: reading a row
// looks up five words or so, each in a third of the time that a map takes.
type wordIndex struct {
	names []string
	slots [512]uint16 // value+1; at most half are taken
}

func newWordIndex(names []string) *wordIndex {
	w := &wordIndex{names: names}
	for v, name := range names {
		if name == "" {
			continue // that is the zero value: see find
		}
		i := slotOf(name)
		for w.slots[i] != 0 {
			i = (i + 1) % uint32(len(w.slots))
		}
		w.slots[i] = uint16(v + 1)
	}
	return w
}

func slotOf(s string) uint32 {
	n := len(s)
	x := uint32(s[0]) | uint32(s[n-1])<<8 | uint32(s[n/2])<<16 | uint32(n)<<24
	return x * 2654435769 >> 23 // Knuth's multiplicative hash, of 9 bits
}

// find returns the value of the word. The empty word is the zero value if that
// has no name.
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
