package text

import (
	"fmt"
	"strings"
	"testing"
)

// TestArena keeps texts of all lengths, whole blocks and more among them, and writes
// behind each as far as there is room: none may change another.
func TestArena(t *testing.T) {
	var a Arena
	var kept, want []string
	for i := range 3000 {
		s := strings.Repeat(string(rune('a'+i%26)), i%700)
		if i%500 == 499 {
			s = strings.Repeat("-", nextBlock+i)
		}
		room := 100 + i%200
		b := a.Room(room)
		if len(b) != 0 || cap(b) < room {
			t.Fatalf("Room(%d) has length %d and room for %d", room, len(b), cap(b))
		}
		b = append(b, s...)
		if behind := b[len(b):cap(b)]; len(behind) > 0 {
			behind[0], behind[min(15, len(behind)-1)] = '!', '!'
		}
		kept, want = append(kept, a.Keep(b)), append(want, s)
	}
	for i := range kept {
		if kept[i] != want[i] {
			t.Fatalf("text %d is %.20q… of %d bytes, want %.20q… of %d", i, kept[i], len(kept[i]), want[i], len(want[i]))
		}
	}
}

func TestArenaAllocates(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() {
		var a Arena
		for range 100 {
			a.Keep(append(a.Room(64), "a text of thirty-two bytes or so"...))
		}
	}); n > 10 {
		t.Errorf("a hundred short texts take %v allocations, want a few", n)
	}
}

func ExampleArena() {
	var a Arena
	b := AppendUint(append(a.Room(20), "Apt "...), 12)
	fmt.Println(a.Keep(b))
	// Output: Apt 12
}
