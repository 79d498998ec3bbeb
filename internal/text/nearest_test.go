package text

import (
	"slices"
	"testing"
)

func TestNearest(t *testing.T) {
	commands := []string{"generate-snapshot", "validate-snapshot", "show", "describe", "samples"}
	states := []string{"AK", "AL", "CA", "CO", "TX", "UT"}
	for _, c := range []struct {
		reason, word string
		words        []string
		want         string
	}{
		{"a letter is missing", "generate-snapsot", commands, "generate-snapshot"},
		{"two letters are swapped", "hsow", commands, "show"},
		{"two edits", "descripe-", commands, "describe"},
		{"another case", "SHOW", commands, "show"},
		{"three edits are too many", "desQQQbe", commands, ""},
		{"a short word takes no second edit", "shQQ", commands, ""},
		{"a code of two letters, swapped", "XT", states, "TX"},
		{"of equals, the one with the same initial", "CL", states, "CA"},
		{"the beginning of one word", "generate", commands, "generate-snapshot"},
		{"the beginning of two", "s", []string{"show", "samples"}, ""},
		{"the beginning of two, longer", "sam", []string{"sample-a", "sample-b"}, ""},
		{"one letter resembles everything", "C", states, ""},
		{"nothing resembles nothing", "", states, ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			got, ok := Nearest(c.word, slices.Values(c.words))
			if got != c.want || ok != (c.want != "") {
				t.Errorf("Nearest(%q) = %q, %t, want %q", c.word, got, ok, c.want)
			}
		})
	}
}

// TestDistance compares with the textbook recursion.
func TestDistance(t *testing.T) {
	var slow func(a, b string) int
	slow = func(a, b string) int {
		if a == "" || b == "" {
			return len(a) + len(b)
		}
		i, j := len(a)-1, len(b)-1
		replace := slow(a[:i], b[:j])
		if lower(a[i]) != lower(b[j]) {
			replace++
		}
		d := min(replace, slow(a[:i], b)+1, slow(a, b[:j])+1)
		if i > 0 && j > 0 && lower(a[i]) == lower(b[j-1]) && lower(a[i-1]) == lower(b[j]) {
			d = min(d, slow(a[:i-1], b[:j-1])+1)
		}
		return d
	}
	words := []string{"", "a", "ab", "ba", "abc", "acb", "Abcd", "bcda", "xbcd", "abxcd"}
	for _, a := range words {
		for _, b := range words {
			if got, want := distance(a, b, 9), slow(a, b); got != want {
				t.Errorf("distance(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}
