package export

import (
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"

	"github.com/synthhub/synthhub/internal/snapshot"
	"github.com/synthhub/synthhub/schema"
)

// LeafRecords is the number of records whose rows are in one [Leaf] of a table.
const LeafRecords = snapshot.LeafRecords

// A Leaf is the digest of the rows that a table has for [LeafRecords] consecutive records of the
// dataset, or for fewer at its end. Leaf j begins with the rows of record j*LeafRecords.
type Leaf struct {
	Rows   int    `json:"rows"`
	SHA256 string `json:"sha256"` // of the rows as CSV, without a header, in hexadecimal
}

// A tree computes the leaves of a table from its CSV rows, which come in order and in chunks that no
// leaf divides.
type tree struct {
	first   int // the record that the first leaf begins with
	records int // of the whole dataset
	hash    hash.Hash
	rows    int // of the leaf that has begun
	leaves  []Leaf
}

// newTree returns the tree of a table for an export of the records from lo on.
func newTree(lo, records int) *tree {
	first, _ := snapshot.Leaves(lo, records)
	return &tree{first: first * LeafRecords, records: records, hash: sha256.New()}
}

// add adds the rows of the records from lo to hi, without hi. Those of a leaf that began before the
// records of the export are left out: another part has that leaf.
func (t *tree) add(lo, hi, rows int, text []byte) {
	if lo < t.first {
		return
	}
	t.hash.Write(text)
	if t.rows += rows; hi%LeafRecords == 0 || hi == t.records {
		t.leaves = append(t.leaves, Leaf{t.rows, hex.EncodeToString(t.hash.Sum(nil))})
		t.rows = 0
		t.hash.Reset()
	}
}

// treeDigest returns the digest of a table with the leaves. It reports false for a leaf of a
// stranger without a SHA-256.
func treeDigest(t schema.Describer, leaves []Leaf) (digest string, ok bool) {
	sums := make([][sha256.Size]byte, len(leaves))
	for i, leaf := range leaves {
		if !isSHA256(leaf.SHA256) {
			return "", false
		}
		hex.Decode(sums[i][:], []byte(leaf.SHA256))
	}
	return snapshot.TreeDigest(t.AppendHeader(nil), sums), true
}

// isSHA256 reports whether a text is a SHA-256 in the hexadecimal form of manifests.
func isSHA256(text string) bool {
	return len(text) == 2*sha256.Size && strings.Trim(text, "0123456789abcdef") == ""
}
