package text

import (
	"strings"
	"testing"
)

// TestCleanLines compares CleanLines with Clean of each line, for every byte and some runes at
// every offset from a word.
func TestCleanLines(t *testing.T) {
	t.Parallel()
	odd := []string{"", "\n", "é", "\u0085", "\u00a0", "\u2028", "\u2029", "\ufeff", "\ufffd", "👍", "\xe2\x80", "a\xff\x01", "\x7f\n", "\n\x80"}
	for c := range 256 {
		odd = append(odd, string([]byte{byte(c)}))
	}
	for _, s := range odd {
		for before := range 70 {
			for _, after := range []int{0, 1, 7, 8, 17, 40} {
				lines := strings.Repeat("~", before) + s + strings.Repeat(" ", after)
				want := true
				for line := range strings.SplitSeq(lines, "\n") {
					want = want && Clean(line)
				}
				if got := CleanLines([]byte(lines)); got != want {
					t.Fatalf("CleanLines(%q) is %t, want %t", lines, got, want)
				}
			}
		}
	}
}
