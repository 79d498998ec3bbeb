package text_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/text"
)

// TestIndex compares look-ups with a search of the list.
func TestIndex(t *testing.T) {
	t.Parallel()
	type word struct {
		group uint8
		s     string
	}
	list := []word{{0, ""}, {1, ""}, {0, "a"}, {1, "a"}, {0, "Springfield"}, {7, "Springfield"}, {0, "a"},
		{2, "a middle A of equal ends"}, {2, "a middle B of equal ends"}}
	for i := range 3000 {
		list = append(list, word{uint8(i % 3), fmt.Sprint(i / 2)})
	}
	x := text.NewIndex(len(list), func(i int) (uint8, string) { return list[i].group, list[i].s })
	others := []word{{2, ""}, {0, "b"}, {3, "Springfield"}, {0, "Springfielt"}, {2, "a middle C of equal ends"}, {1, "00"}}
	for _, w := range append(others, list...) {
		want := slices.Index(list, w)
		if got, ok := x.Find(w.group, w.s); ok != (want >= 0) || ok && got != want {
			t.Errorf("Find(%d, %q) = %d, %t, the list has it at %d", w.group, w.s, got, ok, want)
		}
	}
	empty := text.NewIndex(0, nil)
	if _, ok := empty.Find(0, ""); ok {
		t.Error("an index of no words finds one")
	}
}

func TestIndexHasWord(t *testing.T) {
	list := []string{"Imaginary", "Fictional", "Elsewhere"}
	x := text.NewIndex(len(list), func(i int) (uint8, string) { return uint8(i / 2), list[i] })
	for s, want := range map[string]bool{"12 Imaginary Oak Street": true, "Fictional": true, "12 Imaginaryish Oak": false, "": false, "Elsewhere": false} {
		t.Run(s, func(t *testing.T) {
			if got := x.HasWord(s); got != want {
				t.Errorf("%t, want %t", got, want)
			}
		})
	}
}
