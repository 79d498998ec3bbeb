package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// TestTreeDigest holds the definition of the digest.
func TestTreeDigest(t *testing.T) {
	one, two := sha256.Sum256([]byte("a,b\n")), sha256.Sum256([]byte("c,d\n"))
	root := sha256.Sum256(append(append([]byte("x,y\n"), one[:]...), two[:]...))
	want := "sha256-tree:65536:" + hex.EncodeToString(root[:])
	if got := TreeDigest([]byte("x,y\n"), [][32]byte{one, two}); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// FuzzLeaves tests that each leaf begins in exactly one part and that the ranges of the leaves are the
// dataset, without gap.
func FuzzLeaves(f *testing.F) {
	f.Add(uint32(0), uint16(1))
	f.Add(uint32(200), uint16(16))
	f.Add(uint32(LeafRecords), uint16(1))
	f.Add(uint32(LeafRecords+1), uint16(3))
	f.Add(uint32(1<<31-1), uint16(9999))
	f.Fuzz(func(t *testing.T, n uint32, of uint16) {
		records, parts := int(n>>1), 1+int(of)
		next := 0
		for i := 1; i <= parts; i++ {
			lo, hi := PartRange(records, i, parts)
			first, count := Leaves(lo, hi)
			if count > 0 && first != next {
				t.Fatalf("part %d of %d of %d records begins with leaf %d, want %d", i, parts, records, first, next)
			}
			for j := first; j < first+count; j++ {
				from, to := LeafRange(records, j)
				if from < lo || from >= hi || to <= from || to > records || to-from != LeafRecords && to != records {
					t.Fatalf("leaf %d has the records %d to %d, and begins in the part from %d to %d of %d", j, from, to, lo, hi, records)
				}
			}
			next += count
		}
		if _, all := Leaves(0, records); next != all || all > 0 && func() int { _, to := LeafRange(records, all-1); return to }() != records {
			t.Fatalf("%d leaves in all parts of %d records, %d in one", next, records, all)
		}
	})
}
