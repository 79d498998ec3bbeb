package validate_test

import (
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// partOf returns the files that a machine needs to check one part: those of the part and the documents.
func partOf(f folder, part, parts int) folder {
	alone := maps.Clone(f)
	maps.DeleteFunc(alone, func(name string, _ []byte) bool {
		return strings.Contains(name, fmt.Sprintf("-of-%05d", parts)) && !strings.Contains(name, fmt.Sprintf("-%05d-of-", part)) || name == dataset
	})
	return alone
}

// TestPart holds that each part of a snapshot is checked alone, without the files of the others.
func TestPart(t *testing.T) {
	t.Parallel()
	const parts = 4
	good := exported(t, generator(t, 300), export.Parts(parts), export.Formats(export.FormatNames()...))
	for part := 1; part <= parts; part++ {
		t.Run(fmt.Sprint(part), func(t *testing.T) {
			t.Parallel()
			for name, f := range map[string]folder{"all files": good, "its files": partOf(good, part, parts)} {
				r := check(t, f.fs(), validate.Part(part, parts), validate.Reproduce())
				if r.Err() != nil || len(r.Notes) != 1 || r.Tables[0].Rows != 75 {
					t.Errorf("%s:\n%s", name, text(r))
				}
				for _, a := range r.Answers {
					if !a.Checked {
						t.Errorf("%s: %v is not answered", name, a.Question)
					}
				}
			}
		})
	}
}

// TestPartLeaves holds that a part is compared with the leaves that begin in it.
func TestPartLeaves(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("more than one leaf takes seconds")
	}
	f := exported(t, generator(t, 70_000), export.Parts(2), export.Formats(export.FormatCSV))
	f.manifest(func(m *export.Manifest) { m.Tables[1].Leaves[0].SHA256 = m.Tables[0].Leaves[0].SHA256 })
	for part, want := range map[int]int{1: 1, 2: 0} {
		if r := check(t, f.fs(), validate.Part(part, 2), validate.Reproduce()); r.Count("snapshot.table.reproduced") != want {
			t.Errorf("part %d has %d wrong leaves, want %d:\n%s", part, r.Count("snapshot.table.reproduced"), want, text(r))
		}
	}
}

// TestPartFaults holds that a fault of a part is found by a check of that part, and not of another.
func TestPartFaults(t *testing.T) {
	t.Parallel()
	const parts, second = 4, "persons_v0_1-00002-of-00004.csv"
	good := exported(t, generator(t, 300), export.Parts(parts), export.Formats(export.FormatCSV))
	for _, c := range []struct {
		name    string
		corrupt func(f folder)
		part    int
		want    string // a rule that must be broken, "" for none
	}{
		{"a changed byte", func(f folder) { f.edit(second, "Married", "Widowed") }, 2, "snapshot.file.sha256"},
		{"a changed byte of another part", func(f folder) { f.edit(second, "Married", "Widowed") }, 3, ""},
		{"a changed byte, and the file agrees", func(f folder) { f.edit(second, "Married", "Widowed"); f.seal() }, 2, "persons.row.reproduced"},
		{"a file is gone", func(f folder) { delete(f, second) }, 2, "snapshot.file.present"},
		{"a file of another part is gone", func(f folder) { delete(f, second) }, 1, ""},
		{"two parts exchanged", func(f folder) {
			f[second], f["persons_v0_1-00003-of-00004.csv"] = f["persons_v0_1-00003-of-00004.csv"], f[second]
			f.seal()
		}, 2, "persons.person_id.of_row"},
		{"another leaf", func(f folder) {
			f.manifest(func(m *export.Manifest) { m.Tables[0].Leaves[0].SHA256 = m.Tables[1].Leaves[0].SHA256 })
		}, 1, "snapshot.table.reproduced"},
		{"a foreign file", func(f folder) { f["notes.txt"] = nil }, 4, "snapshot.file.listed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			f := good.clone()
			c.corrupt(f)
			r := check(t, f.fs(), validate.Part(c.part, parts), validate.Reproduce())
			if c.want == "" && r.Err() != nil || c.want != "" && r.Count(c.want) == 0 {
				t.Errorf("want %q:\n%s", c.want, text(r))
			}
		})
	}
}

// TestPartOption holds which parts can be asked for.
func TestPartOption(t *testing.T) {
	t.Parallel()
	whole := exported(t, generator(t, 40))
	four := exported(t, generator(t, 40), export.Parts(4))
	one := exported(t, generator(t, 40), export.Part(2, 4))
	for _, c := range []struct {
		name        string
		f           folder
		part, parts int
		want        string // in the error, "" for none
	}{
		{"none", four, 0, 4, "part 0 of 4"},
		{"after the last", four, 5, 4, "part 5 of 4"},
		{"too many", four, 1, 100_000, "at most 99999"},
		{"all", four, 1, 1, ""},
		{"of another number", four, 1, 3, "the snapshot has files of 4 parts"},
		{"of a whole", whole, 1, 2, "the snapshot has files of 1 parts"},
		{"of a part", one, 2, 4, "a part itself, 2 of 4"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := validate.Snapshot(t.Context(), c.f.fs(), validate.Part(c.part, c.parts))
			if c.want == "" && err != nil || c.want != "" && (!errors.Is(err, validate.ErrOption) || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}
