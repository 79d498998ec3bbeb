package synthhub

import (
	"slices"
	"strings"
)

// Small helpers of drawing and of checking rows.

// thinned keeps each of n events with the chance num of den.
func thinned(r *Rand, n, num, den int) (kept int) {
	if num >= den {
		return n
	}
	for range n {
		if r.Chance(num, den) {
			kept++
		}
	}
	return kept
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
func pickZIP(codes string, draw uint64) string {
	at := bounded(draw, uint64(len(codes)/5)) * 5
	return codes[at : at+5]
}

// pickArea picks one of the area codes that stand in a row.
func pickArea(codes string, draw uint64) string {
	at := bounded(draw, uint64(len(codes)/3)) * 3
	return codes[at : at+3]
}

// oneOf picks one of the words of a list.
func oneOf(words []string, draw uint64) string { return words[bounded(draw, uint64(len(words)))] }

// chance reports true in num of den cases.
func chance(draw uint64, num, den uint64) bool { return bounded(draw, den) < num }

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

// appendLower appends a name of the vocabulary, which is of letters alone, in
// lower case.
func appendLower(b []byte, name string) []byte {
	n := len(b)
	b = append(b, name...)
	for i := range b[n:] {
		b[n+i] |= 0x20
	}
	return b
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
