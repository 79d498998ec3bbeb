package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// runMain is the variable with which the test binary is the command.
const runMain = "SYNTHHUB_TEST_RUN_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(runMain) != "" {
		main()
	}
	os.Exit(m.Run())
}

// TestTrustRecipe runs the commands of docs/TRUST.md in a shell, with the test binary as
// synthhub. Then the SHA-256 that both commands print is accepted, and the signature does not fit
// a manifest that was changed.
func TestTrustRecipe(t *testing.T) {
	for _, tool := range []string{"sh", "ssh-keygen"} {
		if _, err := exec.LookPath(tool); err != nil || runtime.GOOS == "windows" {
			t.Skipf("%s is not installed: %v", tool, err)
		}
	}
	recipe := strings.Join(blocks(t, "docs/TRUST.md", "console"), "")
	install(t)
	t.Chdir(t.TempDir())
	output := runScript(t, recipe, shell)

	m := regexp.MustCompile(`\nmanifest +SHA-256 (\S+)\n`).FindStringSubmatch(shell(t, "synthhub validate-snapshot snapshot"))
	if m == nil {
		t.Fatalf("no SHA-256 is printed:\n%s", output)
	}
	if shown := shell(t, "synthhub generate-snapshot --records 200 --output-dir again"); !strings.Contains(shown, "The SHA-256 of the manifest is "+m[1]+"\n") {
		t.Errorf("validate-snapshot prints %s, generate-snapshot\n%s", m[1], shown)
	}
	if got := shell(t, "synthhub validate-snapshot snapshot --manifest-sha256 "+m[1]); !strings.HasSuffix(got, "snapshot is consistent; --reproduce proves the values.\n") {
		t.Errorf("the SHA-256 of the manifest is not accepted:\n%s", got)
	}

	const manifest = "snapshot/snapshot_manifest_v0_1.json"
	write(t, manifest, strings.Replace(read(t, manifest), `"seed": 20251101`, `"seed": 20251102`, 1))
	verify := regexp.MustCompile(`(?m)^\$ (ssh-keygen -Y verify .*)$`).FindStringSubmatch(recipe)
	if verify == nil {
		t.Fatal("the recipe verifies no signature")
	}
	if got := shell(t, verify[1]); !strings.Contains(got, "Could not verify signature.\n") || !strings.Contains(got, "\n? ") {
		t.Errorf("the signature of a manifest that was changed is accepted:\n%s", got)
	}
}

// install puts the test binary on the path as synthhub.
func install(t *testing.T) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	bin := t.TempDir()
	if err := os.WriteFile(filepath.Join(bin, "synthhub"), fmt.Appendf(nil, "#!/bin/sh\n%s=1 exec %s \"$@\"\n", runMain, quotedPath(exe)), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// shell runs a command in a shell and returns its output and exit code in the form of a script.
func shell(t *testing.T, command string) string {
	var out bytes.Buffer
	c := exec.Command("sh", "-c", command)
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		fmt.Fprintf(&out, "? %d\n", failed.ExitCode())
	} else if err != nil {
		t.Fatalf("%s: %v", command, err)
	}
	return out.String()
}
