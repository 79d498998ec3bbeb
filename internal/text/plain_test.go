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
	for _, special := range []byte{',', '\\'} {
		b := []byte(strings.Repeat("#", len(s)+20))
		written := PutPlain(b, s, special, '!')
		if want := slowVerbatim(s, special); written != want {
			t.Fatalf("PutPlain of %q with %q = %v, want %v", s, special, written, want)
		}
		if written && string(b[:len(s)+1]) != s+"!" {
			t.Fatalf("PutPlain of %q writes %q", s, b[:len(s)+1])
		}
		if after := string(b[len(s)+8:]); after != strings.Repeat("#", 12) {
			t.Fatalf("PutPlain of %q writes more than 8 bytes after the text: %q", s, after)
		}
	}
}

// slowVerbatim reports what PutPlain must report, byte by byte.
func slowVerbatim(s string, special byte) bool {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > 127 || c == '"' || c == special || i == 0 && (c == ' ' || c == '\\') {
			return false
		}
	}
	return true
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
