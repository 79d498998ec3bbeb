package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/export"
)

// The tests of this file run the shell code of docs/SCALE.md, with few records and with the test
// binary as synthhub.

// recipe returns the block of docs/SCALE.md in a language that holds a text, with other texts in the
// place of some, each of which it must hold.
func recipe(t *testing.T, language, holds string, replace ...string) string {
	t.Helper()
	for _, block := range blocks(t, "docs/SCALE.md", language) {
		if !strings.Contains(block, holds) {
			continue
		}
		for i := 0; i < len(replace); i += 2 {
			if !strings.Contains(block, replace[i]) {
				t.Fatalf("the recipe does not hold %q:\n%s", replace[i], block)
			}
			block = strings.ReplaceAll(block, replace[i], replace[i+1])
		}
		return block
	}
	t.Fatalf("docs/SCALE.md has no block of %s that holds %q", language, holds)
	return ""
}

// needs skips a test if a program is not installed.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil || runtime.GOOS != "linux" {
			t.Skipf("%s is not installed, or not as on Linux: %v", program, err)
		}
	}
}

// TestScaleParallel runs the recipe for GNU parallel. Its result is that of one process. After a part
// was lost, the same lines write that part alone.
func TestScaleParallel(t *testing.T) {
	needs(t, "sh", "seq", "parallel")
	script := recipe(t, "sh", "merge-parts", "records=100000000 parts=100", "records=2000 parts=7")
	checks := "parts=7\n" + recipe(t, "sh", "validate-snapshot snapshot --part")
	install(t)
	t.Chdir(t.TempDir())
	t.Setenv("HOME", t.TempDir()) // GNU parallel writes to it
	output(t, "generate-snapshot", "--records", "2000", "--format", "csv", "--parts", "7", "--output", "whole")
	for _, c := range []struct {
		name  string
		lose  string
		parts int // that are written
	}{
		{"all parts", "", 7},
		{"a lost part", "parts/3", 1},
		{"nothing lost", "", 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := os.RemoveAll(c.lose); c.lose != "" && err != nil {
				t.Fatal(err)
			}
			if got := shell(t, script); !strings.Contains(got, "Wrote snapshot: ") || strings.Contains(got, "\n? ") {
				t.Fatalf("the recipe failed:\n%s", got)
			}
			if written := strings.Count(read(t, "parts.log"), "Wrote parts/"); written != c.parts {
				t.Errorf("%d parts were written, want %d:\n%s", written, c.parts, read(t, "parts.log"))
			}
			helpers["same"](t, []string{"snapshot", "whole"})
		})
	}
	if got := shell(t, checks); strings.Contains(got, "? ") || strings.Count(read(t, "checks.log"), "reproducible  yes") != 7 {
		t.Errorf("the parts are not checked: %s\n%s", got, read(t, "checks.log"))
	}
	if err := os.Truncate(filepath.Join("snapshot", "persons_v0_1-00004-of-00007.csv"), 1000); err != nil {
		t.Fatal(err)
	}
	if got := shell(t, checks); !strings.Contains(got, "? ") || strings.Count(read(t, "checks.log"), "reproducible  yes") != 6 {
		t.Errorf("a part that was cut off is not found: %s\n%s", got, read(t, "checks.log"))
	}
}

// TestScaleSchedulers runs the script of a pod of Kubernetes and that of a task of Slurm, with the
// variables that those set, and merges what they have written.
func TestScaleSchedulers(t *testing.T) {
	needs(t, "sh")
	job := recipe(t, "yaml", "completionMode: Indexed", "--records 100000000", "--records 50", "$part/100", "$part/3")
	pod := regexp.MustCompile(`(?m)^ +- \|\n((?: {14}.*\n)+)`).FindStringSubmatch(job)
	if pod == nil {
		t.Fatalf("the Job has no script:\n%s", job)
	}
	task := recipe(t, "sh", "#SBATCH", "--records 100000000", "--records 50", "TASK_ID/100", "TASK_ID/3")
	install(t)
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--records", "50", "--format", "csv", "--parts", "3", "--output", "whole")
	for _, c := range []struct {
		name, script, variables string
		first                   int
	}{
		{"Kubernetes", pod[1], "JOB_COMPLETION_INDEX=%d", 0},
		{"Slurm", task, "SLURM_CPUS_PER_TASK=2 SLURM_ARRAY_TASK_ID=%d", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			for i := range 3 {
				got := shell(t, fmt.Sprintf("export "+c.variables+"\nset -e\n%s", c.first+i, c.script))
				if want := fmt.Sprintf("Wrote parts/%d: part %[1]d of 3 of ", i+1); !strings.HasPrefix(got, want) {
					t.Fatalf("%s, want %q", got, want)
				}
			}
			output(t, "merge-parts", "parts/1", "parts/2", "parts/3", "--output", "merged")
			helpers["same"](t, []string{"merged", "whole"})
			if err := os.RemoveAll("parts"); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestScaleDigest compares what the shell code computes with the manifest, for a table in one file and
// in several.
func TestScaleDigest(t *testing.T) {
	needs(t, "sh", "cat", "split", "openssl", "sha256sum", "sed")
	digest := recipe(t, "sh", "openssl")
	leaf := recipe(t, "sh", "sed -n")
	t.Chdir(t.TempDir())
	for _, parts := range []string{"1", "2"} {
		t.Run(parts, func(t *testing.T) {
			output(t, "generate-snapshot", "--records", "70000", "--format", "csv", "--table", "persons", "--parts", parts, "--output", "snapshot", "--overwrite")
			m := new(export.Manifest)
			if err := json.Unmarshal([]byte(read(t, filepath.Join("snapshot", "snapshot_manifest_v0_1.json"))), m); err != nil {
				t.Fatal(err)
			}
			table := m.Tables[0]
			if len(table.Leaves) != 2 {
				t.Fatalf("%d leaves, want 2", len(table.Leaves))
			}
			if parts != "1" {
				digest = strings.Replace(digest, "persons_v0_1.csv", "persons_v0_1-*.csv", 1)
				leaf = "cat persons_v0_1-*.csv > persons_v0_1.csv\n" + leaf
			}
			if got := "sha256-tree:65536:" + sum(t, digest); got != table.Digest {
				t.Errorf("the digest is %s, and the manifest says %s", got, table.Digest)
			}
			if got := sum(t, leaf); got != table.Leaves[1].SHA256 {
				t.Errorf("leaf 1 is %s, and the manifest says %s", got, table.Leaves[1].SHA256)
			}
		})
	}
}

// sum runs shell code in the folder snapshot, and returns the SHA-256 that it prints.
func sum(t *testing.T, code string) string {
	t.Helper()
	got, ok := strings.CutSuffix(shell(t, "cd snapshot\n"+code), "  -\n")
	if !ok {
		t.Fatalf("no SHA-256 is printed: %s", got)
	}
	return got
}

// TestScaleNames checks that the functions that docs/SCALE.md names exist.
func TestScaleNames(t *testing.T) {
	t.Parallel()
	sources := ""
	for _, name := range []string{"part_of.go", "assemble.go", "merge.go", "snapshot.go"} {
		sources += read(t, root+"export/"+name)
	}
	for _, m := range regexp.MustCompile("`export\\.(\\w+)`").FindAllStringSubmatch(read(t, root+"docs/SCALE.md"), -1) {
		if !strings.Contains(sources, "\nfunc "+m[1]+"(") {
			t.Errorf("docs/SCALE.md names export.%s, which does not exist", m[1])
		}
	}
}
