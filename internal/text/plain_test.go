package text

import (
	"strings"
	"testing"
)

// slowPlain is Plain, byte by byte.
func slowPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || strings.IndexByte(`",\`, c) >= 0 || i == 0 && c == ' ' {
			return false
		}
	}
	return true
}

// checkPlain compares the fast functions with the slow one.
func checkPlain(t *testing.T, s string) {
	t.Helper()
	want := slowPlain(s)
	if Plain(s) != want || Plain([]byte(s)) != want {
		t.Fatalf("Plain(%q) = %v, want %v", s, Plain(s), want)
	}
}

// TestPlain checks texts of up to 35 bytes with every byte at every position.
func TestPlain(t *testing.T) {
	checkPlain(t, "")
	for n := range 36 {
		for i := range n {
			for c := range 256 {
				b := []byte("abcdefghijklmnopqrstuvwxyz0123456789"[:n])
				b[i] = byte(c)
				checkPlain(t, string(b))
			}
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("x \x7f")
	f.Add("01234567\xff")
	f.Fuzz(func(t *testing.T, s string) { checkPlain(t, s) })
}
