package export_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
)

// TestComplete: a snapshot is not installed if a function of the caller has changed its files
// before they were all written.
func TestComplete(t *testing.T) {
	t.Parallel()
	for reason, c := range map[string]struct {
		change func(dir string) error
		says   string
	}{
		"removed": {func(dir string) error { return os.Remove(filepath.Join(dir, "persons_v0_1.csv")) }, "persons_v0_1.csv was changed or removed"},
		"shorter": {func(dir string) error { return os.Truncate(filepath.Join(dir, "persons_v0_1.csv"), 3) }, "persons_v0_1.csv was changed or removed"},
		"a link": {func(dir string) error {
			path := filepath.Join(dir, "persons_v0_1.csv")
			return errors.Join(os.Rename(path, dir+"/../../persons"), os.Symlink("../../persons", path))
		}, "persons_v0_1.csv was changed or removed"},
		"added":    {func(dir string) error { return os.WriteFile(filepath.Join(dir, "extra_v0_1.csv"), nil, 0o644) }, "extra_v0_1.csv was added"},
		"a folder": {func(dir string) error { return os.Mkdir(filepath.Join(dir, "more"), 0o755) }, "more was added"},
	} {
		t.Run(reason, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "target")
			sameSnapshot(t, dir)
			before := tree(t, dir)
			_, err := export.Snapshot(t.Context(), dir, generator(t, small), export.OnProgress(func(p export.Progress) {
				if p.Records == p.TotalRecords && c.change != nil {
					if err := c.change(filepath.Join(filepath.Dir(dir), ".target.exporting", "new")); err != nil {
						t.Error(err)
					}
					c.change = nil
				}
			}))
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
			if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
				t.Errorf("the old snapshot has changed:\n%s", diff)
			}
		})
	}
}
