package text

import (
	"iter"
	"strings"
)

// Nearest returns the word that a misspelling most likely stands for: the one with the
// fewest single-letter edits, case ignored, and of several the first with the same initial.
// A word that alone begins with the misspelling is near too. Nearest reports false where no
// word is: more than two edits, or more than a third of the letters, except one of two.
func Nearest(misspelled string, words iter.Seq[string]) (near string, ok bool) {
	n := len(misspelled)
	if n == 0 || n > 64 {
		return "", false
	}
	limit := min(2, n/3)
	if n == 2 {
		limit = 1
	}
	best := 2*limit + 2
	for word := range words {
		cost := 2 * distance(misspelled, word, limit)
		if word != "" && lower(word[0]) != lower(misspelled[0]) {
			if cost++; n == 2 && (len(word) != 2 || lower(word[0]) != lower(misspelled[1])) {
				continue // one letter in common says nothing
			}
		}
		if cost < best && cost <= 2*limit+1 {
			near, ok, best = word, true, cost
		}
	}
	if !ok && n >= 3 {
		return onlyWithPrefix(misspelled, words)
	}
	return near, ok
}

// onlyWithPrefix returns the word that begins with a prefix, if there is one such word.
func onlyWithPrefix(prefix string, words iter.Seq[string]) (found string, ok bool) {
	for word := range words {
		if len(word) >= len(prefix) && strings.EqualFold(word[:len(prefix)], prefix) {
			if ok {
				return "", false
			}
			found, ok = word, true
		}
	}
	return found, ok
}

// distance counts the letters to insert, delete, replace or swap with their neighbor to
// turn a into b; what is above the limit may be counted as any number above it.
func distance(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	before, row, next := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next[0] = i + 1
		for j := range len(b) {
			replace := row[j]
			if lower(a[i]) != lower(b[j]) {
				replace++
			}
			next[j+1] = min(replace, row[j+1]+1, next[j]+1)
			if i > 0 && j > 0 && lower(a[i]) == lower(b[j-1]) && lower(a[i-1]) == lower(b[j]) {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row, next = row, next, before
	}
	return row[len(b)]
}

func lower(c byte) byte {
	if c-'A' <= 25 {
		c |= 0x20
	}
	return c
}
