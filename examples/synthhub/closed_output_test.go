//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestClosedOutput checks that a command that does nothing but print fails if its standard
// output is closed, and not if it is the null device of a shell. The exit code of other commands
// says what they have done or found, so a program may start them without an output.
func TestClosedOutput(t *testing.T) {
	t.Parallel()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "snapshot")
	output(t, "generate-snapshot", "--records", "3", "--output-dir", dir)
	for _, c := range []struct {
		args   string
		prints bool // and does nothing else
	}{
		{"generate-snapshot --stdout --table persons", true},
		{"generate-snapshot --output - --records 3", true},
		{"generate-snapshot --print-config", true},
		{"show --index 0", true},
		{"describe", true},
		{"ddl --dialect sqlite", true},
		{"version", true},
		{"completion bash", true},
		{"help", true},
		{"describe --help", true},
		{"generate-snapshot --records 3 --output-dir " + dir, false},
		{"generate-snapshot --records 3 --output-dir " + dir + " --dry-run", false},
		{"validate-snapshot " + dir, false},
		{"samples " + t.TempDir(), false},
		{"report " + dir + " --reference 0", false},
		{"report " + dir + " --reference 0 --output -", true},
		{"report " + dir + " --json", true},
		{"drift " + dir + " " + dir, false},
		{"diff " + dir + " " + dir, false},
		{"drift " + dir + " " + dir + " --json", true},
		{"diff " + dir + " " + dir + " --json", true},
		{"diff " + dir + " " + dir + " --lines", true},
	} {
		t.Run(c.args, func(t *testing.T) {
			start := func(redirection string) (stderr string, code int) {
				cmd := exec.Command("sh", "-c", `exec "$0" "$@" `+redirection, exe)
				cmd.Args = append(cmd.Args, strings.Fields(c.args)...)
				cmd.Env = append(os.Environ(), runMain+"=1")
				text, _ := cmd.CombinedOutput() // the error is the exit code, which callers check
				return string(text), cmd.ProcessState.ExitCode()
			}
			if stderr, code := start(">/dev/null"); code != exitSuccess || stderr != "" && !strings.HasPrefix(stderr, "Wrote a tar stream") && !strings.HasPrefix(stderr, "well-formed   yes") {
				t.Errorf("without a reader: exit code %d, standard error %q", code, stderr)
			}
			stderr, code := start(">&-")
			if failed := code == exitFailure && strings.HasPrefix(stderr, "synthhub: standard output is closed"); failed != c.prints || !failed && code != exitSuccess {
				t.Errorf("closed: exit code %d, standard error %q", code, stderr)
			}
		})
	}
}
