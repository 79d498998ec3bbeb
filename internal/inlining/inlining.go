// Package inlining tests that the compiler inlines the functions on which speed depends.
package inlining

import (
	"os/exec"
	"regexp"
	"strconv"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
)

// canInline matches the lines of the compiler about functions that it can inline. A type
// parameter list is not part of the name.
var canInline = regexp.MustCompile(`(?m): can inline ([^\[\n]*?)(?:\[.*)?$`)

// Check fails the test for each of the functions that the compiler can no longer inline into its
// callers. The functions are those of the package in the working folder, which is the package
// that is tested. A name is written as the compiler writes it, without type parameters:
// "mix", "Label.Draw", "(*Rand).Uint64". Methods of generic types are not supported.
//
// A cause may be a change of the function, which is then too complex, or another version of Go.
// Check skips the test in short mode, on 32-bit machines, with the race detector and without the
// go command.
func Check(t *testing.T, functions ...string) {
	t.Helper()
	if testing.Short() || strconv.IntSize < 64 || testenv.Race() {
		t.Skip("compiles the package, for 64 bits and without the race detector")
	}
	goCommand, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	out, err := exec.CommandContext(t.Context(), goCommand, "build", "-gcflags=-m", ".").CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	inlined := map[string]bool{}
	for _, match := range canInline.FindAllSubmatch(out, -1) {
		inlined[string(match[1])] = true
	}
	for _, f := range functions {
		if !inlined[f] {
			t.Errorf("the compiler cannot inline %s any more", f)
		}
	}
}
