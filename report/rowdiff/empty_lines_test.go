package rowdiff_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// TestEmptyLines: a small compressed file of many lines takes no more time than the rows that the manifest lists.
func TestEmptyLines(t *testing.T) {
	t.Parallel()
	g := on(t, "2025-01-01")
	const name = "persons_v0_1.csv.gz"
	plain := exported(t, g, export.Formats("csv"))
	for _, c := range []struct {
		name    string
		records int // that the manifest states, -1 for the true number
		says    string
	}{
		{"more lines than rows", -1, "more rows than the manifest says"},
		{"as many lines as rows", 10_000_000, "or than its bytes can hold"},
		{"a negative number of rows", -2, "more rows than the manifest says"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := exported(t, g, export.Formats("csv"), export.Gzip())
			content := append(synthhub.Persons.Table().AppendHeader(nil), bytes.Repeat([]byte("\n"), 2_000_000)...)
			var b bytes.Buffer
			z := gzip.NewWriter(&b)
			if _, err := z.Write(content); err != nil {
				t.Fatal(err)
			}
			if err := z.Close(); err != nil {
				t.Fatal(err)
			}
			files[name].Data = b.Bytes()
			var m export.Manifest
			if err := json.Unmarshal(files[manifestName].Data, &m); err != nil {
				t.Fatal(err)
			}
			f := &m.Files[slices.IndexFunc(m.Files, func(f export.ManifestFile) bool { return f.Path == name })]
			f.Content.Bytes = int64(len(content))
			if c.records != -1 {
				f.Records = c.records
			}
			text, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			files[manifestName].Data = text
			_, err = rowdiff.Compare(t.Context(), rowdiff.Snapshot(plain, synthhub.Persons), rowdiff.Snapshot(files, synthhub.Persons))
			if !errors.Is(err, rowdiff.ErrSnapshot) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
	// In a file without compression, every empty line is counted, and the first are named.
	lines := "thing_id,note,count\n" + strings.Repeat("\n", 3000)
	d := compare(t, rowdiff.CSV(things, text(lines)), rowdiff.CSV(things, text(lines)))
	if d.A.Rows != 3000 || d.A.Unreadable != 3000 || len(d.A.Faults) != 10 || d.A.Faults[9].Line != 11 || d.A.Faults[9].Why == "" {
		t.Errorf("%v", d)
	}
}
