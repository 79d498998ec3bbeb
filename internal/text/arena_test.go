package text

import (
	"fmt"
	"strings"
	"testing"
	"unsafe"
)

// build builds one text in the capacity of n bytes.
func build(a *Arena, n int, s string) string {
	text, rest := Cut(append(a.Reserve(n), s...))
	a.Commit(rest)
	return text
}

// TestArena builds texts of many lengths, from one byte to more than a block, one to three at a
// time. Some outgrow their capacity. It overwrites the bytes after each text: no text may change.
func TestArena(t *testing.T) {
	var a Arena
	var got, want []string
	for i := range 3000 {
		s := strings.Repeat(string(rune('a'+i%26)), i%700)
		size := 100 + i%200
		if i%500 == 499 {
			size, s = nextBlock+i, strings.Repeat("-", nextBlock+i%1000)
		}
		b := a.Reserve(size)
		if len(b) != 0 || cap(b) < size {
			t.Fatalf("Reserve(%d) has length %d and capacity %d", size, len(b), cap(b))
		}
		for range 1 + i%3 {
			b = append(b, s...)
			for i := range b[len(b):cap(b)] {
				b[len(b):cap(b)][i] = '!'
			}
			var text string
			text, b = Cut(b)
			got, want = append(got, text), append(want, s)
		}
		a.Commit(b)
	}
	wantTexts(t, got, want)
}

func wantTexts(t *testing.T, got, want []string) {
	t.Helper()
	for i := range got {
		if got[i] != want[i] {
			t.Fatalf("text %d is %.20q… of %d bytes, want %.20q… of %d", i, got[i], len(got[i]), want[i], len(want[i]))
		}
	}
}

// TestArenaCopied: an Arena and a copy of it do not share memory.
func TestArenaCopied(t *testing.T) {
	var a Arena
	first := build(&a, 10, "first")
	b := a
	second := build(&a, 10, "second")
	third := build(&b, 10, "third")
	if first != "first" || second != "second" || third != "third" {
		t.Errorf("%q, %q, %q share memory", first, second, third)
	}
}

// TestCommitAll: the next text does not overwrite one that fills its block to the last byte, or
// one that outgrows the block.
func TestCommitAll(t *testing.T) {
	for name, n := range map[string]int{"full": 100, "outgrown by one": 101, "outgrown by far": 1000} {
		t.Run(name, func(t *testing.T) {
			var a Arena
			a.Use(make([]byte, 100))
			first := build(&a, 10, strings.Repeat("1", n))
			second := build(&a, 10, strings.Repeat("2", 90))
			if first != strings.Repeat("1", n) || second != strings.Repeat("2", 90) {
				t.Errorf("the texts are %q and %q", first, second)
			}
		})
	}
}

// TestBlocks fills arenas that have blocks of shared memory, alternately and beyond their sizes.
func TestBlocks(t *testing.T) {
	sizes := []int{0, 10, 300_000, 700_000, 100, 2 << 20, 10, 10}
	if n := len(Blocks(nil)); n != 0 {
		t.Errorf("%d blocks for no sizes", n)
	}
	// The first five share nearly a megabyte, the large one is alone, and the last two share.
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
	var got, want []string
	for i := range 40 {
		for k := range arenas {
			s := strings.Repeat(string(rune('a'+k)), sizes[k]/20+i)
			b := append(arenas[k].Reserve(len(s)), s...)
			clear(b[len(b):cap(b)])
			text, rest := Cut(b)
			arenas[k].Commit(rest)
			got, want = append(got, text), append(want, s)
		}
	}
	wantTexts(t, got, want)
	block := make([]byte, 1000)
	if n := testing.AllocsPerRun(1, func() {
		var a Arena
		a.Use(block)
		for range 100 {
			build(&a, 10, "ten bytes.")
		}
	}); n > 1 {
		t.Errorf("%v allocations, want only that of the Arena", n)
	}
}

// TestArenaBlocks: the first block is small, and there is no gap between two texts.
func TestArenaBlocks(t *testing.T) {
	var a Arena
	if n := cap(a.Reserve(1)); n > firstBlock {
		t.Errorf("the first block has %d bytes", n)
	}
	last := build(&a, 3, "abc")
	for range 20 {
		next := build(&a, 3, "def")
		if unsafe.Add(unsafe.Pointer(unsafe.StringData(last)), len(last)) != unsafe.Pointer(unsafe.StringData(next)) {
			t.Fatal("there is a gap between two texts")
		}
		last = next
	}
}

func ExampleArena() {
	var a Arena
	b := a.Reserve(40)
	street, b := Cut(AppendUint(append(b, "Main Street "...), 12))
	unit, b := Cut(append(b, "Apt 3"...))
	a.Commit(b)
	fmt.Println(street)
	fmt.Println(unit)
	// Output:
	// Main Street 12
	// Apt 3
}
