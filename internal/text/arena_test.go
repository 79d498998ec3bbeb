package text

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"
)

// TestArena keeps texts of all lengths, whole blocks and more among them, some of which
// outgrow their room, and overwrites what is behind each: none may change another.
func TestArena(t *testing.T) {
	var a Arena
	var kept, want []string
	for i := range 3000 {
		s := strings.Repeat(string(rune('a'+i%26)), i%700)
		room := 100 + i%200
		if i%500 == 499 {
			room, s = nextBlock+i, strings.Repeat("-", nextBlock+i%1000)
		}
		b := a.Room(room)
		if len(b) != 0 || cap(b) < room {
			t.Fatalf("Room(%d) has length %d and room for %d", room, len(b), cap(b))
		}
		b = append(b, s...)
		for i := range b[len(b):cap(b)] {
			b[len(b):cap(b)][i] = '!'
		}
		kept, want = append(kept, a.Keep(b)), append(want, s)
	}
	for i := range kept {
		if kept[i] != want[i] {
			t.Fatalf("text %d is %.20q… of %d bytes, want %.20q… of %d", i, kept[i], len(kept[i]), want[i], len(want[i]))
		}
	}
}

// TestArenaCopied keeps texts in an Arena and in a copy of it, in turns.
func TestArenaCopied(t *testing.T) {
	var a Arena
	first := a.Keep(append(a.Room(10), "first"...))
	b := a
	second := a.Keep(append(a.Room(10), "second"...))
	third := b.Keep(append(b.Room(10), "third"...))
	if first != "first" || second != "second" || third != "third" {
		t.Errorf("%q, %q, %q share memory", first, second, third)
	}
}

// TestBlocks fills arenas that have blocks of shared memory, in turns and beyond their
// sizes.
func TestBlocks(t *testing.T) {
	sizes := []int{0, 10, 300_000, 700_000, 100, 2 << 20, 10, 10}
	if n := len(Blocks(nil)); n != 0 {
		t.Errorf("%d blocks for no sizes", n)
	}
	// The first five share nearly a megabyte, the large one has its own, and so have the
	// last two together.
	var blocks [][]byte
	if n := testing.AllocsPerRun(10, func() { blocks = Blocks(sizes) }); n != 4 {
		t.Errorf("%v allocations for %d blocks, want the list and 3", n, len(sizes))
	}
	arenas := make([]Arena, len(sizes))
	for i := range arenas {
		if len(blocks[i]) != sizes[i] {
			t.Errorf("block %d has %d bytes, want %d", i, len(blocks[i]), sizes[i])
		}
		arenas[i].Use(blocks[i])
	}
	var kept, want []string
	for i := range 40 {
		for k := range arenas {
			s := strings.Repeat(string(rune('a'+k)), sizes[k]/20+i)
			b := append(arenas[k].Room(len(s)), s...)
			clear(b[len(b):cap(b)])
			kept, want = append(kept, arenas[k].Keep(b)), append(want, s)
		}
	}
	for i := range kept {
		if kept[i] != want[i] {
			t.Fatalf("text %d is %.20q… of %d bytes, want %.20q… of %d", i, kept[i], len(kept[i]), want[i], len(want[i]))
		}
	}
	block := make([]byte, 1000)
	if n := testing.AllocsPerRun(1, func() {
		var a Arena
		a.Use(block)
		for range 100 {
			a.Keep(append(a.Room(10), "ten bytes."...))
		}
	}); n > 1 {
		t.Errorf("%v allocations beside the Arena's though there is room", n)
	}
}

// TestArenaBlocks holds texts to standing one behind the other, in a first block that is
// small.
func TestArenaBlocks(t *testing.T) {
	var a Arena
	if n := cap(a.Room(1)); n > firstBlock {
		t.Errorf("the first block has %d bytes", n)
	}
	last := a.Keep(append(a.Room(3), "abc"...))
	for range 20 {
		next := a.Keep(append(a.Room(3), "def"...))
		if unsafe.Add(unsafe.Pointer(unsafe.StringData(last)), len(last)) != unsafe.Pointer(unsafe.StringData(next)) {
			t.Fatal("there is a gap between two texts")
		}
		last = next
	}
}

func ExampleArena() {
	var a Arena
	b := AppendUint(append(a.Room(20), "Apt "...), 12)
	fmt.Println(a.Keep(b))
	// Output: Apt 12
}
