package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// execute runs one command and returns its output and exit code in the form of a script.
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

// split splits a command line into words, and removes the redirections.
func split(t *testing.T, command string) (words []string, in, out string) {
	word, inQuotes, inWord := "", false, false
	for _, r := range command + " " {
		switch {
		case r == '\'':
			inQuotes, inWord = !inQuotes, true
		case r == ' ' && !inQuotes:
			if inWord {
				words = append(words, word)
			}
			word, inWord = "", false
		default:
			word, inWord = word+string(r), true
		}
	}
	if inQuotes {
		t.Fatalf("%s: a quote is not closed", command)
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

// helpers are the commands besides synthhub. They return their output.
var helpers = map[string]func(t *testing.T, args []string) string{
	// absent FILE fails if there is a file or folder of the name, or a hidden one of an export to it.
	"absent": func(t *testing.T, args []string) string {
		for _, name := range []string{args[0], "." + args[0] + ".exporting"} {
			if _, err := os.Lstat(name); err == nil {
				t.Errorf("%s is there", name)
			}
		}
		return ""
	},
	// cat FILE prints a file.
	"cat": func(t *testing.T, args []string) string { return read(t, args[0]) },
	// edit FILE OLD NEW replaces the first OLD, which must exist.
	"edit": func(t *testing.T, args []string) string {
		text := read(t, args[0])
		if !strings.Contains(text, args[1]) {
			t.Fatalf("%s does not hold %q", args[0], args[1])
		}
		return write(t, args[0], strings.Replace(text, args[1], args[2], 1))
	},
	// env NAME VALUE sets a variable.
	"env": func(t *testing.T, args []string) string { t.Setenv(args[0], args[1]); return "" },
	// extract ARCHIVE DIR extracts a zip or tar file into a new folder.
	"extract": func(t *testing.T, args []string) string { return extract(t, args[0], args[1]) },
	// holds FILE TEXT... fails unless a file holds each text, and lacks FILE TEXT... if it holds one.
	"holds": func(t *testing.T, args []string) string { return holds(t, args[0], args[1:], true) },
	"lacks": func(t *testing.T, args []string) string { return holds(t, args[0], args[1:], false) },
	// lines FILE counts the lines of a file.
	"lines": func(t *testing.T, args []string) string {
		return fmt.Sprintln(strings.Count(read(t, args[0]), "\n"))
	},
	// ls DIR lists the files of a folder, including hidden ones.
	"ls": func(t *testing.T, args []string) string { return strings.Join(tree(t, args[0]), "") },
	// rm FILE removes a file.
	"rm": func(t *testing.T, args []string) string {
		if err := os.Remove(args[0]); err != nil {
			t.Fatal(err)
		}
		return ""
	},
	// same A B fails unless two files, or two folders, are equal.
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

func extract(t *testing.T, archive, dir string) string {
	var files fs.FS
	if strings.HasSuffix(archive, ".zip") {
		z, err := zip.OpenReader(archive)
		if err != nil {
			t.Fatal(err)
		}
		defer z.Close()
		files = z
	} else {
		content := fstest.MapFS{}
		for r := tar.NewReader(strings.NewReader(read(t, archive))); ; {
			header, err := r.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			text, readErr := io.ReadAll(r)
			if err := errors.Join(err, readErr); err != nil {
				t.Fatal(err)
			}
			content[header.Name] = &fstest.MapFile{Data: text}
		}
		files = content
	}
	if err := os.CopyFS(dir, files); err != nil {
		t.Fatal(err)
	}
	return ""
}

func holds(t *testing.T, name string, texts []string, want bool) string {
	content := read(t, name)
	for _, text := range texts {
		if got := strings.Contains(content, text); got != want {
			t.Errorf("%s holds %q: %v, want %v", name, text, got, want)
		}
	}
	return ""
}

func write(t *testing.T, name, text string) string {
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	return ""
}

// tree lists the files below a folder, each with a line feed. For a file it returns one
// empty name.
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
