package snapshot

import "testing"

// FuzzPartRange holds the laws of partitions: they follow each other without a gap from
// the first record to the last, and their sizes differ by one at most.
func FuzzPartRange(f *testing.F) {
	f.Add(uint32(200), uint32(16))
	f.Add(uint32(3), uint32(99999))
	f.Add(uint32(1<<32-1), uint32(7))
	f.Add(uint32(1<<32-1), uint32(MaxParts-1)) // all of them, where products are greatest
	f.Fuzz(func(t *testing.T, records, parts uint32) {
		n, of := int(records>>1), 1+int(parts%MaxParts) // an int may have 32 bits
		at := 0
		for i := 1; i <= of; i++ {
			lo, hi := PartRange(n, i, of)
			if size := hi - lo; lo != at || size < n/of || size > n/of+1 {
				t.Fatalf("part %d of %d of %d records is %d to %d, and the one before ends at %d", i, of, n, lo, hi, at)
			}
			at = hi
		}
		if at != n {
			t.Fatalf("%d parts of %d records end at %d", of, n, at)
		}
	})
}
