package synthhub

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"

	"github.com/synthhub/synthhub/draw"
)

// Small helpers of drawing and of checking rows.

// thinned keeps each of n events with the chance num of den, by the draws that follow
// the first.
func thinned(first uint64, n, num, den int) (kept int) {
	if num >= den {
		return n
	}
	for k := range n {
		if chance(draw.Nth(first, uint64(k+1)), uint64(num), uint64(den)) {
			kept++
		}
	}
	return kept
}

// around returns the number at position i of a permutation; positions beyond its length
// begin again.
func around(p *draw.Permutation, i uint64) uint64 {
	if i >= p.Len() {
		i %= p.Len()
	}
	return p.At(i)
}

// sooner returns the earlier of two days.
func sooner(a, b Date) Date {
	if b.Before(a) {
		return b
	}
	return a
}

// band returns the place of the last of the ascending bounds that is not above v.
func band(from []uint8, v int) int {
	i := len(from) - 1
	for i > 0 && int(from[i]) > v {
		i--
	}
	return i
}

// pickZIP picks one of the ZIP codes that stand in a row.
func pickZIP(codes string, drawn uint64) string {
	at := draw.Bounded(drawn, uint64(len(codes)/5)) * 5
	return codes[at : at+5]
}

// pickArea picks one of the area codes that stand in a row.
func pickArea(codes string, drawn uint64) string {
	at := draw.Bounded(drawn, uint64(len(codes)/3)) * 3
	return codes[at : at+3]
}

// choose chooses one of n by a draw, and returns what is left of the draw for a further
// choice. As long as there are far fewer than 2^64 outcomes together, all are equally likely.
func choose(drawn, n uint64) (at, rest uint64) { return bits.Mul64(drawn, n) }

// appendOneOf appends one of the words of a list, and returns what is left of the draw.
func appendOneOf(b []byte, list []token, drawn uint64) (_ []byte, rest uint64) {
	at, rest := choose(drawn, uint64(len(list)))
	return list[at].append(b), rest
}

// A token is a text of at most fifteen bytes, followed by zeros and, in the last byte,
// its length. It is copied whole and cut, which takes no branch on its length.
type token [16]byte

func tokenOf(s string) (w token) {
	if len(s) >= len(w) {
		panic("synthhub: the word " + s + " is longer than 15 bytes")
	}
	copy(w[:], s)
	w[15] = uint8(len(s))
	return w
}

func tokensOf(prefix string, words []string) (tokens []token) {
	for _, w := range words {
		tokens = append(tokens, tokenOf(prefix+w))
	}
	return tokens
}

// append appends the token to b, which must have sixteen bytes of room.
func (w *token) append(b []byte) []byte {
	n := len(b)
	*(*token)(b[n : n+16]) = *w
	return b[:n+int(w[15])]
}

// appendLower appends a token of letters in lower case.
func (w *token) appendLower(b []byte) []byte {
	const lower = 0x2020202020202020
	n, le := len(b), binary.LittleEndian
	to := b[n : n+16]
	le.PutUint64(to, le.Uint64(w[:])|lower)
	le.PutUint64(to[8:], le.Uint64(w[8:])|lower)
	return b[:n+int(w[15])]
}

// chance reports true in num of den cases.
func chance(drawn uint64, num, den uint64) bool { return draw.Bounded(drawn, den) < num }

// hasCode reports whether code is one of the codes that stand in a row.
func hasCode(codes, code string) bool {
	for i := 0; i+len(code) <= len(codes) && code != ""; i += len(code) {
		if codes[i:i+len(code)] == code {
			return true
		}
	}
	return false
}

// initial returns the upper-case first letter of a family name, X for one that
// does not begin with a letter of the alphabet.
func initial(name string) byte {
	if name != "" {
		if c := name[0] &^ 0x20; c-'A' <= 25 {
			return c
		}
	}
	return 'X'
}

// cutFold takes the letters of name, in lower case, off the front of s.
func cutFold(s, name string) (rest string, ok bool) {
	for i := range len(name) {
		c := name[i] | 0x20
		if c-'a' > 25 {
			continue
		}
		if s == "" || s[0] != c {
			return s, false
		}
		s = s[1:]
	}
	return s, true
}

// hasWord reports whether one of the space-separated words of s is in list.
func hasWord(s string, list []string) bool {
	for w := range strings.SplitSeq(s, " ") {
		if slices.Contains(list, w) {
			return true
		}
	}
	return false
}
