package validate_test

import (
	"testing"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// TestReportDigests holds that a report identifies the rows of each table as they are: with the digests
// of the manifest if all is well, whatever the formats and whether the dataset is reproduced, and with
// another one for a row that was changed. A part has none.
func TestReportDigests(t *testing.T) {
	t.Parallel()
	g := generator(t, 300)
	want, err := export.TableDigests(t.Context(), g)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		opts   []export.Option
		change func(f folder)
		check  []validate.Option
		same   bool // of the digest of persons
		none   bool
	}{
		"valid":      {nil, nil, nil, true, false},
		"reproduced": {nil, nil, []validate.Option{validate.Reproduce()}, true, false},
		"NDJSON":     {[]export.Option{export.Formats(export.FormatNDJSON), export.Parts(3)}, nil, nil, true, false},
		"document":   {[]export.Option{export.Formats(export.FormatJSON)}, nil, nil, true, false},
		"changed":    {nil, func(f folder) { f.edit(persons, "Married", "Widowed"); f.seal() }, nil, false, false},
		"a part":     {[]export.Option{export.Part(1, 2)}, nil, nil, false, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := exported(t, g, c.opts...)
			if c.change != nil {
				c.change(f)
			}
			for i, table := range check(t, f.fs(), c.check...).Tables {
				if same := table.Digest == want[i].Digest; c.none != (table.Digest == "") || same != (c.same || i > 0 && !c.none) {
					t.Errorf("%s has the digest %q, the dataset %q", table.Table, table.Digest, want[i].Digest)
				}
			}
		})
	}
}
