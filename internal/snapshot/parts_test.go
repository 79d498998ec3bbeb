package snapshot

import "testing"

// FuzzPartRange tests that the parts of a dataset have all records without a gap, and that their
// sizes differ by at most one.
func FuzzPartRange(f *testing.F) {
	f.Add(uint32(200), uint32(16))
	f.Add(uint32(3), uint32(99999))
	f.Add(uint32(1<<32-1), uint32(7))
	f.Add(uint32(1<<32-1), uint32(MaxParts-1)) // the largest products
	f.Fuzz(func(t *testing.T, records, parts uint32) {
		n, of := int(records>>1), 1+int(parts%MaxParts) // an int may have 32 bits
		end := 0
		for i := 1; i <= of; i++ {
			lo, hi := PartRange(n, i, of)
			if size := hi - lo; lo != end || size < n/of || size > n/of+1 {
				t.Fatalf("part %d of %d of %d records is %d to %d, and the one before ends at %d", i, of, n, lo, hi, end)
			}
			end = hi
		}
		if end != n {
			t.Fatalf("%d parts of %d records end at %d", of, n, end)
		}
	})
}
