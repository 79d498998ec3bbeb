package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// folded are names and what they become.
var folded = map[string]string{
	"": "", "Smith": "smith", "McDonald": "mcdonald", "O'Brien": "obrien", "García": "garcia", "De La Cruz": "delacruz",
	"St. John": "stjohn", "Garcia-Lopez": "garcialopez", "Muñoz": "munoz", "Zúñiga": "zuniga", "Álvarez": "alvarez", "Zoë": "zoe",
	"Ñ×÷ß": "ns", "日本": "", "Garci\u0301a": "garcia", "a\xc3": "a", "\xc3(b": "b", "\xff\xfe": "", "1st": "st", "ÿ": "y", "'": "",
}

func TestFolded(t *testing.T) {
	for name, want := range folded {
		t.Run(name, func(t *testing.T) {
			if got := string(AppendFolded(nil, name)); got != want {
				t.Errorf("%q", got)
			}
			initial := byte('X')
			if want != "" {
				initial = want[0] - 0x20
			}
			if got := Initial(name); got != initial {
				t.Errorf("the initial is %c", got)
			}
		})
	}
}

func TestCutFolded(t *testing.T) {
	for _, c := range []struct {
		s, name, rest string
		ok            bool
	}{
		{"obrien.x", "O'Brien", ".x", true},
		{"garcia7", "García", "7", true},
		{"garc", "García", "", false},
		{"anna", "Ann", "a", true},
		{"", "", "", true},
		{"", "日本", "", true},
		{"an", "Ann", "", false},
		{"Ann", "Ann", "Ann", false},
		{"bob", "Ann", "bob", false},
	} {
		t.Run(c.name+" of "+c.s, func(t *testing.T) {
			if rest, ok := CutFolded(c.s, c.name); rest != c.rest || ok != c.ok {
				t.Errorf("%q, %t, want %q, %t", rest, ok, c.rest, c.ok)
			}
		})
	}
}

// FuzzFolded: whatever the text, what is folded is lower-case letters, no more of them than bytes; to fold
// it again changes nothing; two names after each other are folded like one; the functions agree.
func FuzzFolded(f *testing.F) {
	for name := range folded {
		f.Add(name, "De León")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		got := string(AppendFolded(nil, a))
		if len(got) > len(a) || strings.Trim(got, "abcdefghijklmnopqrstuvwxyz") != "" {
			t.Fatalf("%q becomes %q", a, got)
		}
		if again := string(AppendFolded(nil, got)); again != got {
			t.Fatalf("%q becomes %q, and that %q", a, got, again)
		}
		if both := string(AppendFolded(nil, a+b)); utf8.ValidString(a) && both != got+string(AppendFolded(nil, b)) {
			t.Fatalf("%q and %q become %q together", a, b, both)
		}
		if rest, ok := CutFolded(got+b, a); !ok || rest != b {
			t.Fatalf("%q is not the beginning of %q, rest %q", a, got+b, rest)
		}
		if i := Initial(a); got == "" && i != 'X' || got != "" && i != got[0]-0x20 {
			t.Fatalf("%q has the initial %c", a, i)
		}
	})
}
