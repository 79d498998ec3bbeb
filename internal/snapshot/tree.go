package snapshot

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// The digest of a table is that of a tree, so that parts of the table can be hashed on several
// machines and checked alone. A leaf is the SHA-256 of the CSV rows, without a header, of
// [LeafRecords] consecutive records: leaf j has those of the records from j*LeafRecords on. The root
// is the SHA-256 of the CSV header line and the leaves in order. Neither depends on parts,
// workers or formats.

// LeafRecords is the number of records whose rows are in one leaf of a table. It never changes.
const LeafRecords = 65536

// TreeDigest returns the digest of a table with a CSV header line and leaves.
func TreeDigest(header []byte, leaves [][sha256.Size]byte) string {
	h := sha256.New()
	h.Write(header)
	for _, leaf := range leaves {
		h.Write(leaf[:])
	}
	return fmt.Sprintf("sha256-tree:%d:%s", LeafRecords, hex.EncodeToString(h.Sum(nil)))
}

// Leaves returns the first leaf that begins in the records from lo to hi, without hi, and the
// number of leaves that do.
func Leaves(lo, hi int) (first, count int) {
	first = leavesBefore(lo)
	return first, leavesBefore(hi) - first
}

// leavesBefore returns the number of leaves that begin before a record.
func leavesBefore(record int) int {
	n := record / LeafRecords
	if record%LeafRecords > 0 {
		n++
	}
	return n
}

// LeafRange returns the records of leaf j of a dataset: those from lo to hi, without hi.
func LeafRange(records, j int) (lo, hi int) {
	lo = j * LeafRecords
	return lo, lo + min(LeafRecords, records-lo)
}
