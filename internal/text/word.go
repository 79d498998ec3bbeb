package text

import "encoding/binary"

// wordSize is the number of bytes that a Word is copied by.
const wordSize = 16

// A Word is a text of at most 15 bytes in a fixed size: its bytes, zeros, and its length in
// the last byte. It is copied whole and then cut to its length, which takes no branch on the
// length; such a branch would be mispredicted for most words.
type Word [wordSize]byte

// NewWord returns the Word of a text. It panics if the text is longer than 15 bytes.
func NewWord(s string) (w Word) {
	if len(s) >= wordSize {
		panic("text: the word " + s + " is longer than 15 bytes")
	}
	copy(w[:], s)
	w[wordSize-1] = uint8(len(s))
	return w
}

// NewWords returns the Words of some texts, each after a prefix.
func NewWords(prefix string, texts []string) []Word {
	words := make([]Word, len(texts))
	for i, s := range texts {
		words[i] = NewWord(prefix + s)
	}
	return words
}

// Len returns the number of bytes of the text.
func (w *Word) Len() int { return int(w[wordSize-1]) }

// String returns the text.
func (w *Word) String() string { return string(w[:w.Len()]) }

// Append appends the text to dst, which must have a capacity of 16 bytes past its length.
func (w *Word) Append(dst []byte) []byte {
	n := len(dst)
	*(*Word)(dst[n : n+wordSize]) = *w
	return dst[:n+w.Len()]
}

// AppendLower is Append in lower case, for a text of ASCII letters.
func (w *Word) AppendLower(dst []byte) []byte {
	const lower = 0x20 * ones // the bit that tells lower case from upper
	n, le := len(dst), binary.LittleEndian
	to := dst[n : n+wordSize]
	le.PutUint64(to, le.Uint64(w[:])|lower)
	le.PutUint64(to[8:], le.Uint64(w[8:])|lower)
	return dst[:n+w.Len()]
}
