package main

import (
	"strings"
	"testing"
)

// TestDiffManifest checks that a stranger's manifest is read within limits, and that the error does not repeat it.
func TestDiffManifest(t *testing.T) {
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "a")
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "b")
	const begin = `{"manifest_version":1,"dataset_version":"v0.1","tables":[`
	for _, c := range []struct{ name, tables, says string }{
		{"many empty tables", strings.Repeat("{},", 1_000_000) + "{}", "more than 1000 elements"},
		{"long names", `{"name":"` + strings.Repeat("x", 100_000) + `"}`, "lists no table of persons, vehicles or profiles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, "b/snapshot_manifest_v0_1.json", begin+c.tables+"]}")
			_, stderr, code := runAll(t, "diff", "a", "b")
			if code != exitUsage || !strings.Contains(stderr, c.says) || len(stderr) > 1000 {
				t.Errorf("exit code %d, standard error of %d bytes %.1000q, want %q", code, len(stderr), stderr, c.says)
			}
		})
	}
}
