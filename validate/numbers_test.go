package validate_test

import (
	"math"
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// TestNumbersOfAStranger: numbers in a manifest that no snapshot can have are findings, and the
// validation with Reproduce ends without a panic.
func TestNumbersOfAStranger(t *testing.T) {
	t.Parallel()
	whole, parts, part := exported(t, tiny(t)), exported(t, tiny(t), export.Parts(2)), exported(t, tiny(t), export.Part(1, 2))
	for name, set := range map[string]func(m *export.Manifest, n int){
		"part":            func(m *export.Manifest, n int) { m.Part = n },
		"parts":           func(m *export.Manifest, n int) { m.Parts = n },
		"part and parts":  func(m *export.Manifest, n int) { m.Part, m.Parts = n, n },
		"record counts":   func(m *export.Manifest, n int) { m.RecordCounts["persons"] = n },
		"rows of a table": func(m *export.Manifest, n int) { m.Tables[0].Rows = n },
		"part of a file":  func(m *export.Manifest, n int) { m.Files[0].Part = n },
		"parts of a file": func(m *export.Manifest, n int) { m.Files[0].Parts = n },
		"parts of all": func(m *export.Manifest, n int) {
			for i := range m.Files {
				m.Files[i].Parts = n
			}
		},
		"records of a file": func(m *export.Manifest, n int) { m.Files[0].Records = n },
		"bytes of a file":   func(m *export.Manifest, n int) { m.Files[0].Bytes = int64(n) },
		"records":           func(m *export.Manifest, n int) { m.Settings.Records = n },
		"everything": func(m *export.Manifest, n int) {
			m.Part, m.Parts, m.Settings.Records, m.Tables[0].Rows, m.RecordCounts["persons"] = n, n, n, n, n
			for i := range m.Files {
				f := &m.Files[i]
				f.Part, f.Parts, f.Records, f.Bytes = n, n, n, int64(n)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for kind, good := range map[string]folder{"whole": whole, "parts": parts, "part": part} {
				for _, n := range []int{-3, -1, 3, math.MaxInt} {
					f := good.clone()
					f.manifest(func(m *export.Manifest) { set(m, n) })
					r := check(t, f.fs(), validate.Workers(1), validate.Reproduce())
					if r.Err() == nil {
						t.Errorf("%s, %d: nothing was found", kind, n)
					}
				}
			}
		})
	}
	f := whole.clone()
	f.manifest(func(m *export.Manifest) { m.Part, m.Files[0].Parts = -3, 4 })
	if r := check(t, f.fs(), validate.Reproduce()); r.Count("snapshot.manifest.derived") == 0 {
		t.Errorf("part -3 of 4 is not found:\n%s", text(r))
	}
}
