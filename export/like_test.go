package export_test

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// TestLikeOfAStranger: a manifest that no snapshot can have is ErrOption, and never a panic.
func TestLikeOfAStranger(t *testing.T) {
	t.Parallel()
	g := generator(t, small)
	for _, c := range []struct {
		part, parts, ofFile int
		says                string // in the error, "" for none
	}{
		{0, 0, 0, ""}, {0, 0, 2, ""}, {2, 2, 2, ""}, {1, 2, 0, ""},
		{-1, 2, 2, "part -1 of 2"},
		{-3, 0, 4, "part -3 of 4"},
		{3, 2, 2, "part 3 of 2"},
		{0, 2, 2, "part 0 of 2"},
		{1, 0, 0, "part 1 of 0"},
		{1, -2, 0, "part 1 of -2"},
		{0, 0, -2, "-2 parts"},
		{1, 2, 3, "2 parts and of 3"},
		{0, 0, math.MaxInt, "parts: want 1 to 99999"},
		{math.MinInt, math.MaxInt, 0, "want 1 to the number of parts"},
		{0, 0, 6, "6 parts of 5 records"},
	} {
		t.Run(fmt.Sprintf("part %d of %d, file of %d", c.part, c.parts, c.ofFile), func(t *testing.T) {
			t.Parallel()
			m := &export.Manifest{
				DatasetVersion: "v0.1", Part: c.part, Parts: c.parts, RecordCounts: map[string]int{"persons": -5},
				Tables: []export.TableDigest{{Name: "persons", Rows: -5}, {Name: "persons"}},
				Files:  []export.ManifestFile{{Path: "persons_v0_1.csv", Table: "persons", MediaType: "text/csv", Part: -7, Parts: c.ofFile, Records: -1, Bytes: -1}},
			}
			_, err := export.ManifestOf(t.Context(), g, export.Like(m))
			_, written := export.Snapshot(t.Context(), filepath.Join(t.TempDir(), "s"), g, export.OnProgress(func(export.Progress) {}), export.Like(m))
			for _, err := range []error{err, written} {
				if c.says == "" && err != nil {
					t.Errorf("error %v", err)
				}
				if c.says != "" && (!errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), c.says)) {
					t.Errorf("error %v, want ErrOption and %q", err, c.says)
				}
			}
		})
	}
	for _, at := range []string{"yesterday", "2026-01-01T00:00:00+01:00", "+36812-02-20T00:36:16Z", "\x1b[31m"} {
		if _, err := export.ManifestOf(t.Context(), g, export.Like(&export.Manifest{ExportedAt: at})); !errors.Is(err, export.ErrOption) || !strings.Contains(err.Error(), "exported_at") {
			t.Errorf("exported at %q: error %v", at, err)
		}
	}
}
