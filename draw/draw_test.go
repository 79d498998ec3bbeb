package draw

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/synthhub/synthhub/internal/stats"
)

var _ rand.Source = (*Rand)(nil)

// The golden values below are the contract of dataset version v0.1. Do not
// change them: every exported byte rests on them.

func TestMixGolden(t *testing.T) {
	for i, want := range []uint64{0x9a45cd888d59f0d6, 0x1445b6a189663f5, 0x1842218b97e7a496, 0x4dda1bc7277a55f9} {
		z := uint64(i+1) * weyl
		// The same by numbers of any length.
		product := new(big.Int).Mul(new(big.Int).SetUint64(z), new(big.Int).SetUint64(z^fold))
		low := new(big.Int).And(product, new(big.Int).SetUint64(1<<64-1))
		if long := new(big.Int).Rsh(product, 64).Uint64() ^ low.Uint64(); mix(z) != want || long != want {
			t.Errorf("mix(%d*weyl) = %#x, by long multiplication %#x, want %#x", i+1, mix(z), long, want)
		}
	}
}

func TestLabelGolden(t *testing.T) {
	l := NewLabel(42, "v0.1", "persons", "email")
	r, v := l.At(7, 0), l.At(7, 3)
	got := []uint64{l.key, r.Uint64(), r.Uint64(), r.Uint64(), v.Uint64(), v.Uint64(), l.Sub(2).key}
	want := []uint64{0x90bab8cb723219b0, 0x90b7cd4782ce824e, 0x1a49b41edb85467d, 0xc40f6439a40a0436, 0x2debd5bf71b17e85, 0x587a5125dad2d58, 0x3464d6dcc2495f6a}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("value %d is %#x, want %#x", i, got[i], want[i])
		}
	}
	// The name is length-prefixed, so that no two names give one key.
	if NewLabel(42, "v0.1", "person", "semail") == l || NewLabel(43, "v0.1", "persons", "email") == l || NewLabel(42, "v0.1", "persons", "email", "v0.1") == l || NewLabel(42, "v0.1", "persons", "email", "CA") == NewLabel(42, "v0.1", "persons", "email", "TX") {
		t.Error("different labels have one key")
	}
}

// TestDrawsApart: no draw at a place is the draw of another ordinal.
func TestDrawsApart(t *testing.T) {
	l, seen := NewLabel(42, "v0.1", "vehicles", "x"), map[uint64]string{}
	for ordinal := range 20 {
		r := l.At(5, ordinal)
		for n := range 20 {
			where := fmt.Sprintf("draw %d of ordinal %d", n, ordinal)
			if z := r.Uint64(); seen[z] != "" {
				t.Errorf("%s is %s", where, seen[z])
			} else {
				seen[z] = where
			}
		}
		if first := l.At(5, ordinal); first.Uint64() != l.DrawAt(5, ordinal) {
			t.Errorf("the short way to ordinal %d differs", ordinal)
		}
		if second := l.At(5, 0); ordinal > 0 {
			for range ordinal {
				second.Uint64()
			}
			if second.Uint64() != Nth(l.Draw(5), uint64(ordinal)) {
				t.Errorf("the short way to draw %d differs", ordinal)
			}
		}
	}
}

func TestRandHelpers(t *testing.T) {
	r := NewLabel(1, "v0.1", "t", "helpers").At(0, 0)
	var got [10]int
	for i := range got {
		got[i] = r.Between(-3, 96)
	}
	want := [10]int{90, 27, 4, 34, 6, 89, 33, 38, 88, 41}
	if got != want {
		t.Errorf("Between gave %v, want %v", got, want)
	}
	for _, f := range []func(){func() { r.IntN(0) }, func() { r.Between(2, 1) }, func() { NewWeighted([]int{}) }, func() { NewWeighted([]int{0, 0}) }, func() { NewWeighted([]int{3, -1}) }, func() { NewWeighted([]uint64{1 << 40}) }, func() { NewWeighted([]uint64{1 << 39, 1 << 39}) }, func() { NewWeighted(make([]uint8, 1<<16+1)) }, func() { Label{}.NewPermutation(0) }} {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("no panic for an impossible argument")
				}
			}()
			f()
		}()
	}
}

// TestUniform draws bytes along each coordinate in turn. With 255 degrees of
// freedom the statistic has mean 255 and deviation 22.6; the draws are fixed,
// so this cannot flicker.
func TestUniform(t *testing.T) {
	const n = 1 << 18
	for name, draw := range map[string]func(i int) uint64{
		"index":   func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(uint64(i), 0); return r.Uint64() },
		"ordinal": func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(5, i); return r.Uint64() },
		"draw":    func(i int) uint64 { return (&Rand{base: 77, n: uint64(i)}).Uint64() },
		"second":  func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(uint64(i), 2); r.Uint64(); return r.Uint64() },
		"key":     func(i int) uint64 { r := NewLabel(uint64(i), "v0.1", "a", "b").At(9, 0); return r.Uint64() },
	} {
		for _, shift := range []uint{0, 28, 56} {
			counts, weights := make([]int, 256), make([]int, 256)
			for i := range n {
				counts[draw(i)>>shift&255]++
			}
			for i := range weights {
				weights[i] = 1
			}
			if x := stats.ChiSquare(counts, weights); x < 170 || x > 350 {
				t.Errorf("%s, bits from %d: chi-square %.0f, want about 255", name, shift, x)
			}
		}
	}
}

func TestAlias(t *testing.T) {
	weights := []int{5, 0, 1, 700, 44, 250, 3, 3, 3, 1}
	a := NewWeighted(weights)
	counts := make([]int, len(weights))
	l := NewLabel(3, "v0.1", "a", "alias")
	for i := range 1 << 20 {
		r := l.At(uint64(i), 0)
		counts[r.Pick(&a)]++
	}
	if x := stats.ChiSquare(counts, weights); x > 28 { // 8 degrees of freedom: 99.95 %
		t.Errorf("chi-square %.1f for counts %v", x, counts)
	}
	// Exactness: the room a position has over all cells is its weight.
	room := make([]float64, len(weights))
	for _, c := range a.buckets {
		share := float64(c>>32) / (1 << 32)
		room[uint16(c>>16)] += share / float64(len(a.buckets))
		room[uint16(c)] += (1 - share) / float64(len(a.buckets))
	}
	for i, w := range weights {
		want := float64(w) / 1010
		if d := room[i] - want; d > 1e-8 || d < -1e-8 {
			t.Errorf("position %d has room %v, want %v", i, room[i], want)
		}
	}
	if one := NewWeighted([]int{9}); one.Pick(0) != 0 || one.Pick(^uint64(0)) != 0 {
		t.Error("a single position is not always picked")
	}
}

// TestPermutation holds every small domain, and some places of large ones, to
// the law: a bijection, and Index its inverse.
func TestPermutation(t *testing.T) {
	for n := uint64(1); n <= 700; n++ {
		p := NewLabel(n, "v0.1", "a", "perm").NewPermutation(n)
		seen := make([]bool, n)
		for i := range n {
			v := p.At(i)
			if v >= n || seen[v] || p.Index(v) != i {
				t.Fatalf("size %d: At(%d) = %d, Index back %d", n, i, v, p.Index(v))
			}
			seen[v] = true
		}
	}
	for _, n := range []uint64{10_000, 999_983, 1 << 20, 1e8, 1e9 + 7, 1 << 32, 1<<32 + 1, 1e15, 1 << 62} {
		p := NewLabel(n, "v0.1", "a", "perm").NewPermutation(n)
		if p.a*p.b < n || p.a*p.b-n >= p.a {
			t.Errorf("size %d: sides %d and %d", n, p.a, p.b)
		}
		for k := range uint64(1000) {
			i := Bounded(mix(k), n)
			if v := p.At(i); v >= n || p.Index(v) != i {
				t.Fatalf("size %d: At(%d) = %d, Index back %d", n, i, v, p.Index(v))
			}
		}
	}
}

// TestPermutationSpreads looks at neighbours: where consecutive places land in
// sixteenths of the domain is even.
func TestPermutationSpreads(t *testing.T) {
	for _, n := range []uint64{1 << 16, 1e6, 1e9} {
		p := NewLabel(1, "v0.1", "a", "spread").NewPermutation(n)
		counts, weights := make([]int, 256), make([]int, 256)
		for i := range uint64(1 << 15) {
			counts[p.At(i)*16/n*16+p.At(i+1)*16/n]++
		}
		for i := range weights {
			weights[i] = 1
		}
		if x := stats.ChiSquare(counts, weights); x > 350 {
			t.Errorf("size %d: chi-square %.0f, want about 255", n, x)
		}
	}
}

// TestPermutationForgetsRows: in a small permutation too, what is a row apart does not stay
// so more often than by chance, about once in a thousand.
func TestPermutationForgetsRows(t *testing.T) {
	stay, pairs := 0, 0
	for seed := range uint64(40) {
		p := NewLabel(seed, "v0.1", "a", "rows").NewPermutation(1024)
		for i := range 1024 - p.a {
			if pairs++; p.At(i+p.a)-p.At(i) == p.a {
				stay++
			}
		}
	}
	if stay*200 > pairs {
		t.Errorf("%d of %d pairs stay a row apart", stay, pairs)
	}
}

func TestPermutationGolden(t *testing.T) {
	p := NewLabel(42, "v0.1", "vehicles", "vin").NewPermutation(1_000_000)
	var got [6]uint64
	for i := range got {
		got[i] = p.At(uint64(i))
	}
	want := [6]uint64{101942, 649288, 533851, 114934, 672236, 190027}
	if got != want {
		t.Errorf("the permutation begins with %d, want %d", got, want)
	}
}

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
