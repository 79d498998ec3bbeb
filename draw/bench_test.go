package draw

import (
	"testing"
)

func BenchmarkDraw(b *testing.B) {
	l := NewLabel(1, "v0.1", "a", "b")
	sum := uint64(0)
	for i := 0; b.Loop(); i++ {
		r := l.At(uint64(i), 0)
		sum += r.Uint64()
	}
	_ = sum
}

func BenchmarkPermutation(b *testing.B) {
	p := NewLabel(1, "v0.1", "a", "b").NewPermutation(1e9)
	for i := 0; b.Loop(); i++ {
		p.At(uint64(i))
	}
}
