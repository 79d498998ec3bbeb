package validate

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/internal/format"
	"github.com/synthhub/synthhub/internal/snapshot"
)

// With the option Part, everything that the manifest says is checked, and then the folder is taken for
// the snapshot of that part, whose rows are read.

// cannotDivide says why the snapshot cannot be checked in the parts that were asked for, "" if it can.
func (f *folder) cannotDivide() string {
	if f.check.part == 0 {
		return ""
	}
	if f.manifest.Part > 0 {
		return fmt.Sprintf("the snapshot is a part itself, %d of %d", f.manifest.Part, f.manifest.Parts)
	}
	for _, file := range f.manifest.Files {
		if file.Table != "" && file.Parts != f.check.parts {
			return fmt.Sprintf("the snapshot has files of %d parts", max(file.Parts, 1))
		}
	}
	return ""
}

// unasked reports whether a file holds rows of other parts than the one that was asked for.
func (f *folder) unasked(file *export.ManifestFile) bool {
	if f.check.part == 0 {
		return false
	}
	return file.Table != "" && file.Part != f.check.part || file.Path == snapshot.Dataset(f.manifest.Edition())
}

// checked returns the range of the records of a dataset that are checked.
func (f *folder) checked(all int) (lo, hi int) {
	if f.check.part > 0 && all >= 0 {
		return snapshot.PartRange(all, f.check.part, f.check.parts)
	}
	return f.records(all)
}

// checkWhole checks what the manifest says of all parts, and no part alone would tell: that each table
// has a file in each of its formats for every part, and the digest of its leaves.
func (f *folder) checkWhole(entities []synthhub.Entity) {
	m := &f.manifest
	count := make(map[tableFormat]int)
	for i := range m.Files {
		if file := &m.Files[i]; file.Table != "" {
			count[tableFormat{file.Table, file.Uncompressed().MediaType}]++
		}
	}
	for _, e := range entities {
		d := e.Table()
		for _, rows := range format.Tables() {
			if n := count[tableFormat{d.Name(), rows.MediaType}]; n != 0 && n != f.check.parts {
				f.check.tally.add(ruleTableParts, Finding{Table: d.Name(), File: f.name, Value: fmt.Sprint(n),
					Why: fmt.Sprintf("want %d files of %s", f.check.parts, rows.MediaType)})
			}
		}
		t := &m.Tables[tableIndex(m.Tables, d.Name())]
		sums := make([][sha256.Size]byte, len(t.Leaves))
		for i, leaf := range t.Leaves {
			if sum, err := hex.DecodeString(leaf.SHA256); err == nil {
				copy(sums[i][:], sum) // another one is found when its part is checked
			}
		}
		if is := snapshot.TreeDigest(d.AppendHeader(nil), sums); is != t.Digest {
			f.check.tally.add(ruleTableDigest, Finding{Table: d.Name(), Value: is, Why: "the manifest says " + visible(t.Digest)})
		}
	}
}

// narrow takes the folder for the snapshot of the part that was asked for.
func (f *folder) narrow(entities []synthhub.Entity) {
	if f.check.part == 0 {
		return
	}
	f.checkWhole(entities)
	m := &f.manifest
	m.Part, m.Parts = f.check.part, f.check.parts
	m.Files = slices.DeleteFunc(slices.Clone(m.Files), func(file export.ManifestFile) bool { return f.unasked(&file) })
	lo, hi := f.records(m.Settings.Effective().Records)
	first, count := snapshot.Leaves(lo, hi)
	m.Tables = slices.Clone(m.Tables)
	for i := range m.Tables {
		t := &m.Tables[i]
		t.Digest, t.Rows = "", 0
		end := min(first+count, len(t.Leaves))
		t.Leaves = t.Leaves[min(first, end):end]
		for _, file := range m.Files {
			if file.Table == t.Name {
				t.Rows = file.Records
			}
		}
	}
	f.check.note("only part %d of %d was checked, with records %d to %d", m.Part, m.Parts, lo+1, hi)
}
