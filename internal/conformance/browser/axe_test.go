package browser

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// axeVersion is the version of axe-core whose rules the pages keep.
const axeVersion = "4.14.1"

// axeCore installs axe-core into a temporary folder, and returns its script.
func axeCore(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), installed(t, "npm"), "install", "--prefix", dir, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "axe-core@"+axeVersion)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm: %v\n%s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(dir, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
