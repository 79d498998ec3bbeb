package validate

import (
	"fmt"
	"slices"

	"github.com/synthhub/synthhub/export"
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

// narrow takes the folder for the snapshot of the part that was asked for.
func (f *folder) narrow() {
	if f.check.part == 0 {
		return
	}
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
