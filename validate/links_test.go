package validate_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/synthhub/synthhub/validate"
)

// TestLinks puts links in the place of files: nothing outside of the folder, and
// nothing through a link at all, may be read.
func TestLinks(t *testing.T) {
	t.Parallel()
	good := exported(t, tiny(t))
	for _, name := range good.names() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			parent := t.TempDir()
			dir := filepath.Join(parent, "snapshot")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			for n, text := range good {
				file := filepath.Join(dir, n)
				if n == name {
					file = filepath.Join(parent, n) // the same bytes, but outside
				}
				if err := os.WriteFile(file, text, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(filepath.Join(parent, name), filepath.Join(dir, name)); err != nil {
				t.Skip("no links here:", err)
			}
			root, err := os.OpenRoot(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			if r := check(t, root.FS(), validate.Workers(1)); r.Count("snapshot.file.regular") != 1 {
				t.Errorf("a link:\n%s", text(r))
			}
		})
	}
}
