package text

import (
	"strings"
	"testing"
)

// TestWord appends words of every length to other text.
func TestWord(t *testing.T) {
	for n := range wordSize {
		s := strings.Repeat("Ab", 8)[:n]
		w := NewWord(s)
		dst := append(make([]byte, 0, 64), "x"...)
		if got := string(w.Append(dst)); got != "x"+s || w.Len() != n {
			t.Errorf("%d letters: %q of length %d", n, got, w.Len())
		}
		if got := string(w.AppendLower(dst)); got != "x"+strings.ToLower(s) {
			t.Errorf("%d letters in lower case: %q", n, got)
		}
	}
	if got := NewWords(" ", []string{"Oak", "Elm"}); len(got) != 2 || got[1] != NewWord(" Elm") {
		t.Errorf("the words are %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("no panic for a word of 16 bytes")
		}
	}()
	NewWord(strings.Repeat("x", wordSize))
}
