package snapshot

import "testing"

// FuzzPartRange holds the laws of partitions: they follow each other without a gap from
// the first record to the last, and their sizes differ by at most one.
func FuzzPartRange(f *testing.F) {
	f.Add(uint32(200), uint32(16))
	f.Add(uint32(3), uint32(99999))
	f.Add(uint32(1<<32-1), uint32(7))
	f.Add(uint32(1<<32-1), uint32(MaxParts-1)) // the maximum of both, where products are greatest
	f.Fuzz(func(t *testing.T, records, parts uint32) {
		n, count := int(records>>1), 1+int(parts%MaxParts) // an int may have 32 bits
		end := 0
		for i := 1; i <= count; i++ {
			lo, hi := PartRange(n, i, count)
			if size := hi - lo; lo != end || size < n/count || size > n/count+1 {
				t.Fatalf("part %d of %d of %d records is %d to %d, and the one before ends at %d", i, count, n, lo, hi, end)
			}
			end = hi
		}
		if end != n {
			t.Fatalf("%d parts of %d records end at %d", count, n, end)
		}
	})
}
