package text

import (
	"strings"
	"testing"
)

// slowEscaped reports what Escaped must report, byte by byte.
func slowEscaped(s string, special byte) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r > 127 || r == '"' || r == rune(special) })
}

// TestEscaped copies eight bytes with every byte at every position, in one part and in two.
func TestEscaped(t *testing.T) {
	for _, special := range []byte{',', '\\'} {
		for i := range 8 {
			for c := range 256 {
				from := []byte("abcdefgh")
				from[i] = byte(c)
				var one, two [8]byte
				found8 := Move8(&one[0], &from[0], 0, Eight(special))&Highs != 0
				found4 := Escaped(Move4(&two[0], &from[0], 0)|Move4(&two[0], &from[0], 4)<<32, Eight(special))&Highs != 0
				want := c > 127 || slowEscaped(string(rune(c)), special)
				if found8 != want || found4 != want || string(one[:]) != string(from) || string(two[:]) != string(from) {
					t.Fatalf("%q with %q is copied as %q and %q: %t and %t, want %t", from, special, one, two, found8, found4, want)
				}
			}
		}
	}
}
