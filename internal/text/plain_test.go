package text

import (
	"strings"
	"testing"
)

// slowPlain is the sentence that Plain stands for.
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
	for _, room := range []int{0, len(s), len(s) + 20} {
		dst := append(make([]byte, 0, 3+room), "abc"...)
		got, ok := AppendPlain(dst, s)
		text := "abc"
		if want {
			text += s
		}
		if ok != want || string(got) != text {
			t.Fatalf("AppendPlain of %q with room for %d = %q, %v; want %q, %v", s, room, got, ok, text, want)
		}
	}
}

// TestPlain has every byte at every position of texts around the block size.
func TestPlain(t *testing.T) {
	checkPlain(t, "")
	for n := range 36 {
		for at := range n {
			for c := range 256 {
				b := []byte("abcdefghijklmnopqrstuvwxyz0123456789"[:n])
				b[at] = byte(c)
				checkPlain(t, string(b))
			}
		}
	}
}

// TestPlainBeyond: what stands in a buffer behind the text stays as it was.
func TestPlainBeyond(t *testing.T) {
	for n := range 36 {
		buf := []byte(strings.Repeat("#", 50))
		AppendPlain(buf[:5], strings.Repeat("x", n))
		if got, want := string(buf), "#####"+strings.Repeat("x", n)+strings.Repeat("#", 45-n); got != want {
			t.Errorf("the buffer is %q, want %q", got, want)
		}
	}
}

func FuzzPlain(f *testing.F) {
	f.Add("x \x7f")
	f.Add("01234567\xff")
	f.Fuzz(func(t *testing.T, s string) { checkPlain(t, s) })
}
