package main

import (
	"os"
	"strings"
	"testing"
)

// TestReportDocument runs the commands of docs/REPORT.md like a script.
func TestReportDocument(t *testing.T) {
	commands := strings.Join(blocks(t, "docs/REPORT.md", "console"), "")
	t.Chdir(t.TempDir())
	runScript(t, commands, execute)
	if changes := read(t, "changes.ndjson"); !strings.HasPrefix(changes, `{"table":"persons","op":"`) {
		t.Errorf("the changes begin with %.100q", changes)
	}
}

// TestReportRecipe runs the recipe of docs/REPORT.md in a shell: it succeeds with the same settings, and fails
// with others. The workflow has the same lines.
func TestReportRecipe(t *testing.T) {
	needs(t, "sh")
	recipes := blocks(t, "docs/REPORT.md", "sh")
	workflow := blocks(t, "docs/REPORT.md", "yaml")[0]
	install(t)
	t.Chdir(t.TempDir())
	for line := range strings.Lines(recipes[0]) {
		if !strings.Contains(workflow, "          "+line) {
			t.Errorf("the workflow lacks %s", line)
		}
	}
	if got := shell(t, "set -e\n"+recipes[1]); strings.Contains(got, "? ") {
		t.Fatalf("the baseline failed:\n%s", got)
	}
	if got := shell(t, "set -e\n"+recipes[0]); !strings.Contains(got, "The verdict is none: ") || strings.Contains(got, "\n? ") {
		t.Errorf("the recipe failed with the same settings:\n%s", got)
	}
	write(t, "settings.json", strings.Replace(read(t, "settings.json"), `"commercial_share": 30`, `"commercial_share": 80`, 1))
	if err := os.RemoveAll("new"); err != nil {
		t.Fatal(err)
	}
	if got := shell(t, "set -e\n"+recipes[0]); !strings.Contains(got, "persons.lob_type") || !strings.HasSuffix(got, "\n? 1\n") {
		t.Errorf("the recipe did not fail with another share of the commercial line:\n%s", got)
	}
	if page := read(t, "drift.html"); !strings.Contains(page, "lob_type") {
		t.Error("the page of the failed job lacks the column")
	}
}
