package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the expected output in testdata with the actual output")

// TestScripts runs the scripts of testdata/script, one for each command. A line that begins
// with "$ " is a command. The lines below it are the expected output: standard output
// unchanged, standard error after "! ", and an exit code other than 0 after "? ". A line
// "..." matches any lines, and "..." within a line any text: use it for output that the
// script does not test. Lines that begin with "// " are comments.
//
// Every script runs in an empty folder. Its commands are synthhub and those of the table
// helpers. "< FILE" and "> FILE" redirect, and single quotes quote.
func TestScripts(t *testing.T) {
	scripts, err := filepath.Glob("testdata/script/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, name := range scripts {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			path, err := filepath.Abs(name)
			if err != nil {
				t.Fatal(err)
			}
			t.Setenv("SOURCE_DATE_EPOCH", "") // Setenv restores the variable after the test
			os.Unsetenv("SOURCE_DATE_EPOCH")  // an empty variable is an error
			t.Chdir(t.TempDir())
			actual := runScript(t, string(text), execute)
			if *update {
				if err := os.WriteFile(path, []byte(actual), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestEveryCommandHasAScript fails if a command has no script.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range commands() {
		if _, err := os.Stat("testdata/script/" + c.name + ".txt"); err != nil {
			t.Errorf("command %s has no script: %v", c.name, err)
		}
	}
}

// runScript runs the commands of a script with a function that returns the output of one, and
// compares their output. It returns the script with the actual output.
func runScript(t *testing.T, script string, execute func(t *testing.T, command string) string) string {
	var actual strings.Builder
	lines := strings.SplitAfter(script, "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		i++
		actual.WriteString(line)
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			if line != "" && line != "\n" && !strings.HasPrefix(line, "// ") {
				t.Fatalf("line %d is neither a command nor a comment: %s", i, line)
			}
			continue
		}
		start, next := i, i
		for next < len(lines) && !strings.HasPrefix(lines[next], "$ ") && !strings.HasPrefix(lines[next], "// ") {
			next++
		}
		end := next
		for end > start && strings.TrimSpace(lines[end-1]) == "" {
			end--
		}
		want := strings.Join(lines[start:end], "")
		got := execute(t, command)
		if !matches(want, got) && !*update {
			t.Errorf("line %d: %s\n--- want\n%s--- got\n%s", start, command, want, got)
		}
		actual.WriteString(merge(want, got))
		for _, blank := range lines[end:next] {
			actual.WriteString(blank)
		}
		i = next
	}
	return actual.String()
}

// matches reports whether got matches want, in which "..." matches any text.
func matches(want, got string) bool {
	expr := "^"
	for line := range strings.Lines(want) {
		if line == "...\n" {
			expr += "(?:[^\n]*\n)*"
			continue
		}
		expr += strings.ReplaceAll(regexp.QuoteMeta(line), `\.\.\.`, "[^\n]*")
	}
	return regexp.MustCompile(expr + "$").MatchString(got)
}

// merge returns the new expected output: want if it matches, and otherwise got, with the
// lines of want that match.
func merge(want, got string) string {
	if matches(want, got) {
		return want
	}
	w, g := strings.SplitAfter(want, "\n"), strings.SplitAfter(got, "\n")
	if len(w) != len(g) {
		return got
	}
	for i := range g {
		if matches(w[i], g[i]) {
			g[i] = w[i]
		}
	}
	return strings.Join(g, "")
}

// TestMatches checks the meaning of "..." in scripts.
func TestMatches(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		want, got string
		ok        bool
	}{
		{"a\n", "a\n", true},
		{"a\n", "b\n", false},
		{"a...c\n", "abbc\n", true},
		{"a...c\n", "ab\nc\n", false},
		{"a...\n", "abc\n", true},
		{"a...\n", "abc\nd\n", false},
		{"...\nc\n", "a\nb\nc\n", true},
		{"a\n...\nc\n", "a\nc\n", true},
		{"a\n...\n", "a\nb\nc\n", true},
		{"...\n...\n", "", true},
		{"", "a\n", false},
		{"(a)\n", "a\n", false},
	} {
		t.Run(fmt.Sprintf("%q, %q", c.want, c.got), func(t *testing.T) {
			if got := matches(c.want, c.got); got != c.ok {
				t.Errorf("got %v, want %v", got, c.ok)
			}
		})
	}
}
