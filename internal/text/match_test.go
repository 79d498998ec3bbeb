package text

import "testing"

func TestCutLower(t *testing.T) {
	for _, c := range []struct {
		s, name, rest string
		ok            bool
	}{
		{"obrien.x", "O'Brien", ".x", true},
		{"anna", "Ann", "a", true},
		{"", "", "", true},
		{"an", "Ann", "", false},
		{"Ann", "Ann", "Ann", false},
		{"bob", "Ann", "bob", false},
	} {
		t.Run(c.name+" of "+c.s, func(t *testing.T) {
			if rest, ok := CutLower(c.s, c.name); rest != c.rest || ok != c.ok {
				t.Errorf("%q, %t, want %q, %t", rest, ok, c.rest, c.ok)
			}
		})
	}
}

func TestInitial(t *testing.T) {
	for name, want := range map[string]byte{"Adams": 'A', "zoe": 'Z', "": 'X', "1st": 'X', "[": 'X', "Éa": 'X'} {
		t.Run(name, func(t *testing.T) {
			if got := Initial(name); got != want {
				t.Errorf("%c, want %c", got, want)
			}
		})
	}
}
