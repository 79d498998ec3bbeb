package synthhub

import (
	"testing"

	"github.com/synthhub/synthhub/internal/text"
)

// longest returns the number of bytes of the longest word of a list.
func longest(words []text.Word) (n int) {
	for i := range words {
		n = max(n, words[i].Len())
	}
	return n
}

// TestPersonText: the longest texts of a person that there can be, and what may be written after them, fit into the
// capacity that is reserved for them.
func TestPersonText(t *testing.T) {
	f := facts()
	unit := 0
	for lob := LinePersonal; lob < lineEnd; lob++ {
		for i := range uint64(1 << 12) {
			unit = max(unit, f.units[lob].Pick(i<<52).Len())
		}
	}
	name := longest(f.names.Words)
	full := name + len(" ") + name + len("-") + name
	total := 0
	for what, n := range map[string]int{
		"name":     full,
		"e-mail":   full + len("12345678901234567890") + len(".2047") + longest(f.domains),
		"phone":    len("212-555-0100"),
		"license":  25,
		"street":   f.streets.MaxLen(),
		"unit":     unit,
		"business": f.businesses.MaxLen(),
	} {
		t.Logf("%s: %d bytes", what, n)
		total += n
	}
	const after = 16 // bytes that a Word may be copied past its end
	if total+after > maxPersonText {
		t.Errorf("the texts of a person have up to %d bytes and %d after them, want at most %d", total, after, maxPersonText)
	}
	if full > 40+1+40 || 2*name+1 > 40 {
		t.Errorf("names of %d bytes do not fit their columns", full)
	}
}
