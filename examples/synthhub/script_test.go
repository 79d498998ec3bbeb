package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the scripts in testdata with what the program does")

// TestScripts plays the transcripts of testdata/script, one for each command. In a
// transcript a line that begins with "$ " is a command; what it writes stands
// below: standard output as it is, standard error after "! ", and an exit code
// other than 0 after "? ". An expected line of "..." stands for any lines, and "..."
// within a line for any text, for what is not the business of that script. Lines
// that begin with "// " are comments.
//
// Every script runs in an empty folder. Its commands are synthhub and those of the
// table helpers; "< FILE" and "> FILE" redirect, and single quotes quote.
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
			t.Setenv("SOURCE_DATE_EPOCH", "") // restores it; set to empty is an error
			os.Unsetenv("SOURCE_DATE_EPOCH")
			t.Chdir(t.TempDir())
			played := play(t, string(text))
			if *update {
				if err := os.WriteFile(path, []byte(played), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// TestEveryCommandHasAScript fails when a command is added without one.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, c := range commands() {
		if _, err := os.Stat("testdata/script/" + c.name + ".txt"); err != nil {
			t.Errorf("command %s has no script: %v", c.name, err)
		}
	}
}

// play runs the commands of a transcript and reports where the program does
// something else. It returns the transcript as it really went.
func play(t *testing.T, script string) string {
	var played strings.Builder
	lines := strings.SplitAfter(script, "\n")
	for i := 0; i < len(lines); {
		line := lines[i]
		i++
		played.WriteString(line)
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			if line != "" && line != "\n" && !strings.HasPrefix(line, "// ") {
				t.Fatalf("line %d is neither a command nor a comment: %s", i, line)
			}
			continue
		}
		first, at := i, i
		for at < len(lines) && !strings.HasPrefix(lines[at], "$ ") && !strings.HasPrefix(lines[at], "// ") {
			at++
		}
		end := at
		for end > first && strings.TrimSpace(lines[end-1]) == "" {
			end--
		}
		want := strings.Join(lines[first:end], "")
		got := execute(t, command)
		if !matches(want, got) && !*update {
			t.Errorf("line %d: %s\n--- want\n%s--- got\n%s", first, command, want, got)
		}
		played.WriteString(merge(want, got))
		for ; end < at; end++ {
			played.WriteString(lines[end])
		}
		i = at
	}
	return played.String()
}

// matches reports whether got is what want says, dots included.
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

// merge returns what a transcript is to say from now on: what it said, if that is
// right, and otherwise what was got, with the dots of the lines that are right.
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

// execute runs one command and renders what it did.
func execute(t *testing.T, command string) string {
	words, in, out := split(t, command)
	var stdin []byte
	if in != "" {
		stdin = []byte(read(t, in))
	}
	var stdout, stderr bytes.Buffer
	code := 0
	if words[0] == "synthhub" {
		code = run(t.Context(), words[1:], bytes.NewReader(stdin), &stdout, &stderr)
	} else if helper, ok := helpers[words[0]]; ok {
		stdout.WriteString(helper(t, words[1:]))
	} else {
		t.Fatalf("%s: no such command", command)
	}
	if out != "" {
		if err := os.WriteFile(out, stdout.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		stdout.Reset()
	}
	text := stdout.String()
	if text != "" && !strings.HasSuffix(text, "\n") {
		t.Errorf("%s: the output does not end with a line feed", command)
	}
	for line := range strings.Lines(stderr.String()) {
		text += "! " + line
	}
	if code != 0 {
		text += fmt.Sprintf("? %d\n", code)
	}
	return text
}

// split splits a command line into words, and takes the redirections out.
func split(t *testing.T, command string) (words []string, in, out string) {
	word, quoted, begun := "", false, false
	for _, r := range command + " " {
		switch {
		case r == '\'':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted:
			if begun {
				words = append(words, word)
			}
			word, begun = "", false
		default:
			word, begun = word+string(r), true
		}
	}
	if quoted {
		t.Fatalf("%s: a quote is open", command)
	}
	for _, redirection := range []struct {
		sign string
		file *string
	}{{"<", &in}, {">", &out}} {
		if i := slices.Index(words, redirection.sign); i >= 0 && i+1 < len(words) {
			*redirection.file = words[i+1]
			words = slices.Delete(words, i, i+2)
		}
	}
	return words, in, out
}

func read(t *testing.T, name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// helpers are the commands beside synthhub. What they return is their output.
var helpers = map[string]func(t *testing.T, args []string) string{
	// cat FILE prints a file.
	"cat": func(t *testing.T, args []string) string { return read(t, args[0]) },
	// edit FILE OLD NEW replaces the first OLD, which must be there.
	"edit": func(t *testing.T, args []string) string {
		text := read(t, args[0])
		if !strings.Contains(text, args[1]) {
			t.Fatalf("%s does not hold %q", args[0], args[1])
		}
		return write(t, args[0], strings.Replace(text, args[1], args[2], 1))
	},
	// env NAME VALUE sets a variable.
	"env": func(t *testing.T, args []string) string { t.Setenv(args[0], args[1]); return "" },
	// lines FILE counts the lines of a file.
	"lines": func(t *testing.T, args []string) string {
		return fmt.Sprintln(strings.Count(read(t, args[0]), "\n"))
	},
	// ls lists the files of the folder, those that are hidden too.
	"ls": func(t *testing.T, args []string) string { return strings.Join(tree(t, args[0]), "") },
	// rm FILE removes a file.
	"rm": func(t *testing.T, args []string) string {
		if err := os.Remove(args[0]); err != nil {
			t.Fatal(err)
		}
		return ""
	},
	// same A B fails unless two files, or two folders, hold the same.
	"same": func(t *testing.T, args []string) string {
		a, b := tree(t, args[0]), tree(t, args[1])
		if !slices.Equal(a, b) {
			t.Errorf("%s holds %q, %s holds %q", args[0], a, args[1], b)
		}
		for _, name := range a {
			name = strings.TrimSuffix(name, "\n")
			if read(t, filepath.Join(args[0], name)) != read(t, filepath.Join(args[1], name)) {
				t.Errorf("%s differs between %s and %s", name, args[0], args[1])
			}
		}
		return ""
	},
	// write FILE TEXT writes a file.
	"write": func(t *testing.T, args []string) string { return write(t, args[0], args[1]+"\n") },
}

func write(t *testing.T, name, text string) string {
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return ""
}

// tree lists the files below a folder, a line each; for a file it is one empty name.
func tree(t *testing.T, root string) (names []string) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, _ := filepath.Rel(root, path)
			if name == "." {
				name = ""
			}
			names = append(names, filepath.ToSlash(name)+"\n")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// TestMatches holds the meaning of the dots in transcripts.
func TestMatches(t *testing.T) {
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
		if got := matches(c.want, c.got); got != c.ok {
			t.Errorf("matches(%q, %q) = %v, want %v", c.want, c.got, got, c.ok)
		}
	}
}
