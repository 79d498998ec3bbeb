package validate

import (
	"math/rand/v2"
	"testing"
)

// TestSound compares sound with a search of sorted lists: with hashes that keep all promises, and
// with some that break one.
func TestSound(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		corrupt func(a, b, all []uint64) (x, y, z []uint64)
		sound   bool
	}{
		"nothing":                {func(a, b, all []uint64) (x, y, z []uint64) { return a, b, all }, true},
		"no hashes":              {func(a, b, all []uint64) (x, y, z []uint64) { return nil, nil, nil }, true},
		"no values":              {func(a, b, all []uint64) (x, y, z []uint64) { return append(a, 0, 0), append(b, 0), all }, true},
		"repeated":               {func(a, b, all []uint64) (x, y, z []uint64) { return append(a, a[5]), b, all }, false},
		"repeated reference":     {func(a, b, all []uint64) (x, y, z []uint64) { return a, append(b, b[5], b[5]), all }, true},
		"missing":                {func(a, b, all []uint64) (x, y, z []uint64) { return a, append(b, 7<<60|1), all }, false},
		"missing in a full list": {func(a, b, all []uint64) (x, y, z []uint64) { return a, b, all[1:] }, false},
		"empty target":           {func(a, b, all []uint64) (x, y, z []uint64) { return nil, b[:1], all }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(7, 8))
			var a []uint64
			for range 3000 {
				a = append(a, r.Uint64()|1)
			}
			x, y, z := c.corrupt(append([]uint64{}, a...), append([]uint64{}, a[1000:]...), append([]uint64{}, a...))
			k := &check{window: window{high: buckets, width: buckets, maximum: 1 << 20}}
			table := &table{}
			la, lb, lz := k.window.newList(table, 0, -1), k.window.newList(table, 1, -1), k.window.newList(table, 2, -1)
			la.unique = true
			k.subsets = []*subset{{from: lb, to: la}, {from: la, to: lz}}
			for l, hashes := range map[*hashList][]uint64{la: x, lb: y, lz: z} {
				k.window.add(l, hashes)
			}
			sound := k.sound()
			k.window.sort()
			found := 0
			for range k.window.repeated(la) {
				found++
			}
			for _, s := range k.subsets {
				for range k.window.missing(s.from, s.to) {
					found++
				}
			}
			if sound != c.sound || sound != (found == 0) {
				t.Errorf("sound is %t, want %t, and a search finds %d hashes", sound, c.sound, found)
			}
			table.broken = true
			if !k.sound() {
				t.Error("a table that cannot be read breaks a promise")
			}
		})
	}
}

// BenchmarkSound compares a set with a sorted list, of a bucket of a million records.
func BenchmarkSound(b *testing.B) {
	r := rand.New(rand.NewPCG(7, 8))
	k := &check{window: window{high: buckets, width: buckets, maximum: 1 << 30}}
	for i := range 4 {
		l := k.window.newList(&table{}, i, -1)
		l.unique = true
		hashes := make([]uint64, 1_000_000)
		for j := range hashes {
			hashes[j] = r.Uint64()
		}
		k.window.add(l, hashes)
	}
	for name, f := range map[string]func(){"set": func() { k.sound() }, "sort": k.window.sort} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if name == "sort" {
					b.StopTimer()
					for _, l := range k.window.lists {
						for _, bucket := range l.buckets {
							r.Shuffle(len(bucket), func(i, j int) { bucket[i], bucket[j] = bucket[j], bucket[i] })
						}
					}
					b.StartTimer()
				}
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/4e6, "ns/hash")
		})
	}
}
