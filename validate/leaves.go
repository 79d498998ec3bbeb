package validate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// leaves computes the leaves of a table from its CSV form, which is written to it. Only the manifest
// knows how many rows the records of a leaf have, so the rows are divided as it says: where it says
// something wrong, the digests differ.
type leaves struct {
	stated []export.Leaf
	header bool // whether a header is still to come, which is in no leaf

	hash hash.Hash
	rows int // of the current leaf
	sums [][sha256.Size]byte
	any  bool     // whether the current leaf has any bytes
	keys []string // the first ids of the leaves, where whole rows are written; not of leaves without rows
}

// keyBytes is the length of the id that the CSV row of a governed table begins with.
const keyBytes = 36

// newLeaves returns the leaves of a table, none of them complete. Those stated are in the manifest.
func newLeaves(stated []export.Leaf, header bool) *leaves {
	return &leaves{stated: stated, header: header, hash: sha256.New()}
}

// Write takes the next bytes of the table. It never fails.
func (l *leaves) Write(text []byte) (int, error) {
	n := len(text)
	if l.header {
		i := bytes.IndexByte(text, '\n')
		if i < 0 {
			return n, nil
		}
		l.header, text = false, text[i+1:]
	}
	for len(text) > 0 {
		l.finishEmpty()
		end := l.end(text)
		if !l.any {
			l.keys = append(l.keys, string(text[:min(end, keyBytes)]))
		}
		l.hash.Write(text[:end])
		l.any = true
		text = text[end:]
		if l.full() {
			l.finish()
		}
	}
	return n, nil
}

// full reports whether the current leaf has its rows. Rows after the last leaf form one more leaf.
func (l *leaves) full() bool {
	return len(l.sums) < len(l.stated) && l.rows == l.stated[len(l.sums)].Rows
}

// end returns the number of bytes of a text that are in the current leaf, and counts their rows.
func (l *leaves) end(text []byte) int {
	rows := bytes.Count(text, []byte("\n"))
	if len(l.sums) >= len(l.stated) || l.rows+rows < l.stated[len(l.sums)].Rows {
		l.rows += rows
		return len(text) // nearly always
	}
	end := 0
	for l.rows < l.stated[len(l.sums)].Rows {
		end += bytes.IndexByte(text[end:], '\n') + 1
		l.rows++
	}
	return end
}

func (l *leaves) finish() {
	l.sums = append(l.sums, [sha256.Size]byte(l.hash.Sum(nil)))
	l.hash.Reset()
	l.rows, l.any = 0, false
}

// finishEmpty finishes the leaves that come next and have no rows.
func (l *leaves) finishEmpty() {
	for !l.any && len(l.sums) < len(l.stated) && l.stated[len(l.sums)].Rows <= 0 {
		l.finish()
	}
}

// complete ends the last leaf that has anything in it, and those without rows after it.
func (l *leaves) complete() {
	if l.any {
		l.finish()
	}
	l.finishEmpty()
}

// compareDigest returns the comparison of a table with its leaves and its digest in the manifest, to
// be done once the table has been read. Where it is not in CSV files, its rows are encoded.
func (f *folder) compareDigest(t *table, files []*tableFiles) func() error {
	var l *leaves
	if len(files) > 0 && files[0].leaves != nil {
		l = files[0].leaves
	} else {
		l = newLeaves(f.stated(t).Leaves, false)
		t.encodings = append(t.encodings, &encoding{format.CSV, l})
	}
	t.leaves = l
	return func() error {
		l.complete()
		if !f.compareLeaves(t, l) {
			return nil // so the digest differs too
		}
		must := f.stated(t).Digest
		if is := snapshot.TreeDigest(t.AppendHeader(nil), l.sums); is != must {
			f.check.tally.add(ruleTableDigest, Finding{Table: t.Name(), Value: is, Why: "the manifest says " + visible(must)})
		}
		return nil
	}
}

// stated returns what the manifest says of a table.
func (f *folder) stated(t *table) *export.TableDigest {
	return &f.manifest.Tables[tableIndex(f.manifest.Tables, t.Name())]
}

// compareLeaves compares the leaves of a table with those in the manifest, and reports whether they are
// the same.
func (f *folder) compareLeaves(t *table, l *leaves) (same bool) {
	row := 1
	same = true
	for j, leaf := range l.stated {
		is := "no rows"
		if j < len(l.sums) {
			is = hex.EncodeToString(l.sums[j][:])
		}
		if is != leaf.SHA256 {
			same = false
			f.check.tally.add(ruleTableLeaf, Finding{Table: t.Name(), Row: row, Value: is,
				Why: fmt.Sprintf("%s: the manifest says %s", f.leafRecords(j), visible(leaf.SHA256))})
		}
		row += leaf.Rows
	}
	if len(l.sums) > len(l.stated) {
		same = false
		f.check.tally.add(ruleTableLeaf, Finding{Table: t.Name(), Row: row, Why: "rows follow those of the last leaf"})
	}
	return same
}

// leafRecords names the records of leaf j.
func (f *folder) leafRecords(j int) string {
	lo, hi := snapshot.LeafRange(f.manifest.Settings.Effective().Records, j)
	return fmt.Sprintf("leaf %d, with records %d to %d", j, lo+1, hi)
}

// compareTrees compares the leaves of the tables with those that the settings give, and reports
// whether all are the same.
func (f *folder) compareTrees(generated []export.TableDigest) (same bool) {
	same = len(f.check.tables) == len(generated)
	for _, t := range f.check.tables {
		i := tableIndex(generated, t.Name())
		if t.broken || i < 0 {
			same = false
			continue
		}
		same = same && (t.leaves == nil || len(t.leaves.sums) == len(generated[i].Leaves))
		first, row := 0, 1
		if m := &f.manifest; m.Part > 0 {
			lo, hi := f.records(m.Settings.Effective().Records)
			first, _ = snapshot.Leaves(lo, hi)
		}
		for j, leaf := range generated[i].Leaves {
			if is := f.leaf(t, j); is != leaf.SHA256 {
				same = false
				f.check.tally.add(ruleLeafReproduced, Finding{Table: t.Name(), Row: row, Value: is,
					Why: fmt.Sprintf("%s: the settings give %s", f.leafRecords(first+j), leaf.SHA256)})
			}
			row += leaf.Rows
		}
	}
	return same
}

// leaf returns the SHA-256 of leaf j of a table, counted from the first of the snapshot. That of a
// part is what the manifest says, because not all of its rows are there.
func (f *folder) leaf(t *table, j int) string {
	stated := f.stated(t).Leaves
	switch {
	case t.leaves != nil && j < len(t.leaves.sums):
		return hex.EncodeToString(t.leaves.sums[j][:])
	case t.leaves == nil && j < len(stated):
		return stated[j].SHA256
	}
	return ""
}
