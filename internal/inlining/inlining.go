// Package inlining lets tests hold that the compiler inlines the small functions of hot paths.
package inlining

import (
	"maps"
	"os/exec"
	"path"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/synthhub/synthhub/internal/testenv"
)

// Check compiles packages and reports every listed function that the compiler does not inline.
// The keys are import paths; the functions are those of the package in the compiler's notation,
// without type arguments: "Cut", "(*Arena).Reserve", "Date.Before". A function must also be
// inlined into some function of these packages, so that the list holds none that is out of use.
//
// The test is skipped with -short, with the race detector, on processors of 32 bits, where
// functions cost more, and without the go command. A compilation takes seconds; the go command
// caches it with its output.
func Check(t *testing.T, functions map[string][]string) {
	t.Helper()
	if testing.Short() || testenv.Race() || runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("inlining is checked in 64 bits without -short and -race")
	}
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	args := append([]string{"build", "-gcflags=-m"}, slices.Sorted(maps.Keys(functions))...)
	out, err := exec.CommandContext(t.Context(), goTool, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	for _, problem := range missing(string(out), functions) {
		t.Error(problem)
	}
}

var (
	remark        = regexp.MustCompile(`(?m)^(# |\S+: can inline |\S+: inlining call to )(.*)$`)
	typeArguments = regexp.MustCompile(`\[.*\]`)
)

// missing says in order what the output of the compiler lacks.
func missing(output string, functions map[string][]string) (problems []string) {
	inlinable, inlined := map[string]bool{}, map[string]bool{}
	pkg := "" // whose remarks follow
	for _, m := range remark.FindAllStringSubmatch(output, -1) {
		name := typeArguments.ReplaceAllString(m[2], "")
		switch {
		case m[1] == "# ":
			pkg = m[2]
		case strings.HasSuffix(m[1], "can inline "):
			inlinable[pkg+"."+name] = true
		default:
			inlined[name] = true // with the name of its package, except in that package
			inlined[path.Base(pkg)+"."+name] = true
		}
	}
	for _, pkg := range slices.Sorted(maps.Keys(functions)) {
		for _, name := range functions[pkg] {
			if full := pkg + "." + name; !inlinable[full] {
				problems = append(problems, full+" can no longer be inlined")
			} else if !inlined[path.Base(full)] {
				problems = append(problems, full+" is inlined nowhere in these packages")
			}
		}
	}
	return problems
}
