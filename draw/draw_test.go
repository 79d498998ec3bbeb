package draw

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/synthhub/synthhub/internal/stats"
)

var _ rand.Source = (*Rand)(nil)

// The golden values below are the contract of dataset version v0.1. Do not change them: every
// exported byte depends on them.

func TestMixGolden(t *testing.T) {
	for i, want := range []uint64{0x9a45cd888d59f0d6, 0x1445b6a189663f5, 0x1842218b97e7a496, 0x4dda1bc7277a55f9} {
		t.Run(fmt.Sprint(i+1), func(t *testing.T) {
			z := uint64(i+1) * weyl
			if got := mix(z); got != want {
				t.Errorf("mix = %#x, want %#x", got, want)
			}
			if got := slowMix(z); got != want {
				t.Errorf("slowMix = %#x, want %#x", got, want)
			}
		})
	}
}

// slowMix is mix with numbers of any length.
func slowMix(z uint64) uint64 {
	product := new(big.Int).Mul(new(big.Int).SetUint64(z), new(big.Int).SetUint64(z^fold))
	high := new(big.Int).Rsh(product, 64)
	low := new(big.Int).And(product, new(big.Int).SetUint64(1<<64-1))
	return high.Uint64() ^ low.Uint64()
}

func TestLabelGolden(t *testing.T) {
	l := NewLabel(42, "v0.1", "persons", "email")
	r, v := l.At(7, 0), l.At(7, 3)
	for _, c := range []struct {
		name      string
		got, want uint64
	}{
		{"key", l.key, 0x90bab8cb723219b0},
		{"draw 0", r.Uint64(), 0x90b7cd4782ce824e},
		{"draw 1", r.Uint64(), 0x1a49b41edb85467d},
		{"draw 2", r.Uint64(), 0xc40f6439a40a0436},
		{"draw 0 of ordinal 3", v.Uint64(), 0x2debd5bf71b17e85},
		{"draw 1 of ordinal 3", v.Uint64(), 0x587a5125dad2d58},
		{"key of Sub", l.Sub(2).key, 0x3464d6dcc2495f6a},
	} {
		t.Run(c.name, func(t *testing.T) {
			if c.got != c.want {
				t.Errorf("got %#x, want %#x", c.got, c.want)
			}
		})
	}
}

// TestLabelsDiffer: every part of a name, and the boundaries between parts, count.
func TestLabelsDiffer(t *testing.T) {
	l := NewLabel(42, "v0.1", "persons", "email")
	for name, other := range map[string]Label{
		"boundary":   NewLabel(42, "v0.1", "person", "semail"),
		"seed":       NewLabel(43, "v0.1", "persons", "email"),
		"order":      NewLabel(42, "persons", "v0.1", "email"),
		"extra":      NewLabel(42, "v0.1", "persons", "email", "v0.1"),
		"extra name": NewLabel(42, "v0.1", "persons", "email", "CA"),
		"empty name": NewLabel(42, "v0.1", "persons", "email", ""),
	} {
		t.Run(name, func(t *testing.T) {
			if other == l {
				t.Error("the label is the same")
			}
		})
	}
	if NewLabel(42, "v0.1", "persons", "email", "CA") == NewLabel(42, "v0.1", "persons", "email", "TX") {
		t.Error("labels that differ in the last name are the same")
	}
}

// TestDrawsDiffer: at one key, no draw of an ordinal is a draw of another ordinal.
func TestDrawsDiffer(t *testing.T) {
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
	}
}

// TestShortcuts: DrawAt and Nth return draws of a Rand without the draws before them.
func TestShortcuts(t *testing.T) {
	l := NewLabel(42, "v0.1", "vehicles", "x")
	for n := range 20 {
		if r := l.At(5, n); r.Uint64() != l.DrawAt(5, n) {
			t.Errorf("DrawAt differs at ordinal %d", n)
		}
		if n == 0 {
			continue
		}
		r := l.At(5, 0)
		for range n {
			r.Uint64()
		}
		if r.Uint64() != Nth(l.Draw(5), uint64(n)) {
			t.Errorf("Nth differs at draw %d", n)
		}
	}
}

func TestBetweenGolden(t *testing.T) {
	r := NewLabel(1, "v0.1", "t", "helpers").At(0, 0)
	var got [10]int
	for i := range got {
		got[i] = r.Between(-3, 96)
	}
	want := [10]int{90, 27, 4, 34, 6, 89, 33, 38, 88, 41}
	if got != want {
		t.Errorf("Between gave %v, want %v", got, want)
	}
}

// TestPanics has arguments that the functions do not accept.
func TestPanics(t *testing.T) {
	r := NewLabel(1, "v0.1", "t", "panics").At(0, 0)
	p := NewLabel(1, "v0.1", "t", "panics").NewPermutation(10)
	for name, f := range map[string]func(){
		"IntN of 0":                         func() { r.IntN(0) },
		"Between in descending order":       func() { r.Between(2, 1) },
		"Chance of 0":                       func() { r.Chance(1, 0) },
		"no weights":                        func() { NewWeighted([]int{}) },
		"weights of 0":                      func() { NewWeighted([]int{0, 0}) },
		"negative weight":                   func() { NewWeighted([]int{3, -1}) },
		"large weight":                      func() { NewWeighted([]uint64{1 << 40}) },
		"large sum of weights":              func() { NewWeighted([]uint64{1 << 39, 1 << 39}) },
		"too many weights":                  func() { NewWeighted(make([]uint8, 1<<16+1)) },
		"sparse weight of 0":                func() { NewSparse([]uint16{1, 2}, []uint64{1, 0}) },
		"more positions than weights":       func() { NewSparse([]uint16{1, 2}, []uint64{1}) },
		"too many positions":                func() { NewSparse(make([]uint16, 1<<16+1), slices.Repeat([]uint64{1}, 1<<16+1)) },
		"permutation of size 0":             func() { Label{}.NewPermutation(0) },
		"permutation too large":             func() { Label{}.NewPermutation(1<<62 + 1) },
		"position outside the permutation":  func() { p.At(10) },
		"number outside of the permutation": func() { p.Index(10) },
	} {
		t.Run(name, func(t *testing.T) { mustPanic(t, f) })
	}
}

// mustPanic fails the test if f does not panic.
func mustPanic(t *testing.T, f func()) {
	t.Helper()
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	f()
}

// TestUniform compares bytes of draws along each coordinate with a uniform distribution. With
// 255 degrees of freedom chi-square has the mean 255 and the deviation 22.6. The draws are
// fixed, so the test is not flaky.
func TestUniform(t *testing.T) {
	t.Parallel()
	const n = 1 << 18
	for name, draw := range map[string]func(i int) uint64{
		"key":      func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(uint64(i), 0); return r.Uint64() },
		"ordinal":  func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(5, i); return r.Uint64() },
		"draw":     func(i int) uint64 { return (&Rand{base: 77, n: uint64(i)}).Uint64() },
		"draw 1":   func(i int) uint64 { r := NewLabel(1, "v0.1", "a", "b").At(uint64(i), 2); r.Uint64(); return r.Uint64() },
		"the seed": func(i int) uint64 { r := NewLabel(uint64(i), "v0.1", "a", "b").At(9, 0); return r.Uint64() },
	} {
		for _, shift := range []uint{0, 28, 56} {
			t.Run(fmt.Sprintf("%s/bits from %d", name, shift), func(t *testing.T) {
				t.Parallel()
				counts := make([]int, 256)
				for i := range n {
					counts[draw(i)>>shift&255]++
				}
				if x := stats.ChiSquare(counts, equalWeights(256)); x < 170 || x > 350 {
					t.Errorf("chi-square %.0f, want about 255", x)
				}
			})
		}
	}
}

// equalWeights returns n weights of 1.
func equalWeights(n int) []int {
	weights := make([]int, n)
	for i := range weights {
		weights[i] = 1
	}
	return weights
}

// TestPermutation: every small permutation is one-to-one, and Index is the inverse of At.
func TestPermutation(t *testing.T) {
	t.Parallel()
	for n := uint64(1); n <= 700; n++ {
		p := NewLabel(n, "v0.1", "a", "perm").NewPermutation(n)
		seen := make([]bool, n)
		for i := range n {
			v := p.At(i)
			if v >= n || seen[v] || p.Index(v) != i {
				t.Fatalf("size %d: At(%d) = %d, whose Index is %d", n, i, v, p.Index(v))
			}
			seen[v] = true
		}
	}
}

// TestPermutationLarge: at a sample of positions, numbers are in range and Index is the inverse.
func TestPermutationLarge(t *testing.T) {
	for _, n := range []uint64{10_000, 999_983, 1 << 20, 1e8, 1e9 + 7, 1 << 32, 1<<32 + 1, 1e15, 1 << 62} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p := NewLabel(n, "v0.1", "a", "perm").NewPermutation(n)
			if p.a*p.b < n || p.a*p.b-n >= p.a {
				t.Errorf("radixes %d and %d", p.a, p.b)
			}
			for k := range uint64(1000) {
				i := Bounded(mix(k), n)
				if v := p.At(i); v >= n || p.Index(v) != i {
					t.Fatalf("At(%d) = %d, whose Index is %d", i, v, p.Index(v))
				}
			}
		})
	}
}

// TestPermutationSpreads: the numbers at consecutive positions are in all pairs of sixteenths of
// the range equally often.
func TestPermutationSpreads(t *testing.T) {
	for _, n := range []uint64{1 << 16, 1e6, 1e9} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			p := NewLabel(1, "v0.1", "a", "spread").NewPermutation(n)
			counts := make([]int, 256)
			for i := range uint64(1 << 15) {
				counts[p.At(i)*16/n*16+p.At(i+1)*16/n]++
			}
			if x := stats.ChiSquare(counts, equalWeights(256)); x > 350 {
				t.Errorf("chi-square %.0f, want about 255", x)
			}
		})
	}
}

// TestPermutationSmallDifferences: even in a small permutation, positions that differ by the
// radix a are mapped to numbers that differ by a no more often than by chance, which is about
// once in a thousand.
func TestPermutationSmallDifferences(t *testing.T) {
	equal, pairs := 0, 0
	for seed := range uint64(40) {
		p := NewLabel(seed, "v0.1", "a", "rows").NewPermutation(1024)
		for i := range 1024 - p.a {
			if pairs++; p.At(i+p.a)-p.At(i) == p.a {
				equal++
			}
		}
	}
	if equal*200 > pairs {
		t.Errorf("%d of %d pairs have the same difference", equal, pairs)
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
