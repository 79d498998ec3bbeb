package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
)

// TestTextFile checks that a file appears complete or not at all, and that nothing else is left.
func TestTextFile(t *testing.T) {
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	const page = "<!doctype html>\n<meta name=\"generator\" content=\"synthhub\">\n"
	for _, c := range []struct {
		name      string
		ctx       context.Context
		before    string // the file, "" if there is none
		overwrite bool
		says      string // of the error
	}{
		{"a new file", t.Context(), "", false, ""},
		{"a page of this program", t.Context(), page + "old", false, ""},
		{"another page", t.Context(), "<!doctype html>\n<p>mine\n", false, "not a page of this program"},
		{"another page, to be replaced", t.Context(), "<!doctype html>\n<p>mine\n", true, ""},
		{"an interrupt", canceled, "", false, "canceled"},
		{"an interrupt before an old page is replaced", canceled, page + "old", false, "canceled"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			f := &textFile{path: filepath.Join(dir, "page.html"), flag: "output", overwrite: c.overwrite}
			f.text.WriteString(page + "new")
			want := page + "new"
			if c.before != "" {
				write(t, f.path, c.before)
			}
			if err := f.write(c.ctx); (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			} else if err != nil {
				want = c.before
			}
			files := tree(t, dir)
			if len(files) > 1 || len(files) == 1 && files[0] != "page.html\n" {
				t.Errorf("the folder holds %q", files)
			}
			if want == "" && len(files) > 0 || want != "" && read(t, f.path) != want {
				t.Errorf("the folder holds %q, want a file with %q", files, want)
			}
		})
	}
}

// TestTextFileOfOthers checks that only a regular file is replaced, also with --overwrite.
func TestTextFileOfOthers(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(filepath.Join(dir, "target"), filepath.Join(dir, "link")); err != nil {
		t.Skip(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"link", "folder"} {
		f := &textFile{path: filepath.Join(dir, name), flag: "output", overwrite: true}
		if err := f.check(); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s: %v, want an error", name, err)
		}
	}
}

// TestBrowserCommand checks which program opens a page on which system.
func TestBrowserCommand(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		system string
		want   []string
	}{
		{"linux", []string{"xdg-open", "page.html"}},
		{"freebsd", []string{"xdg-open", "page.html"}},
		{"darwin", []string{"open", "page.html"}},
		{"windows", []string{"rundll32", "url.dll,FileProtocolHandler", "page.html"}},
	} {
		t.Run(c.system, func(t *testing.T) {
			name, args := browserCommand(c.system, "page.html")
			if got := append([]string{name}, args...); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}

// TestOpenBrowser runs a program in the place of the browser, which gets the whole path of the page.
func TestOpenBrowser(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell here")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	name, _ := browserCommand(runtime.GOOS, "")
	path := os.Getenv("PATH")
	t.Setenv("PATH", dir+string(os.PathListSeparator)+path)
	for _, c := range []struct{ script, says string }{
		{"#!/bin/sh\nprintf %s \"$1\" > opened\n", ""},
		{"#!/bin/sh\nexit 3\n", "exit status 3): open page.html by hand"},
	} {
		if err := os.WriteFile(name, []byte(c.script), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := openBrowser(t.Context(), "page.html"); (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("error %v, want one that says %q", err, c.says)
		}
	}
	if got := read(t, "opened"); got != filepath.Join(dir, "page.html") && !strings.HasSuffix(got, "page.html") || !filepath.IsAbs(got) {
		t.Errorf("opened %s", got)
	}
}

// TestOpenedPage checks that the command opens the page that it has written.
func TestOpenedPage(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil || runtime.GOOS == "windows" {
		t.Skip("no shell here")
	}
	dir := t.TempDir()
	t.Chdir(dir)
	name, _ := browserCommand(runtime.GOOS, "")
	if err := os.WriteFile(name, []byte("#!/bin/sh\ncp \"$1\" opened\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "out")
	output(t, "report", "out", "--reference", "0", "--open")
	if read(t, "opened") != read(t, "out.html") {
		t.Error("another page was opened")
	}
	output(t, "drift", "out", "out", "--output", "drift.html", "--open")
	if read(t, "opened") != read(t, "drift.html") {
		t.Error("another page was opened")
	}
}

// TestPageFails checks that commands whose words cannot be written say that the page is there.
func TestPageFails(t *testing.T) {
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "out")
	for _, c := range []struct{ args, state string }{
		{"report out --reference 0", "out.html holds the new page"},
		{"report out --reference 0 --output r.html", "r.html holds the new page"},
		{"drift out out --output d.html", "d.html holds the new page"},
	} {
		var stderr bytes.Buffer
		code := run(t.Context(), strings.Fields(c.args), nil, &limitedWriter{0, errors.New("no space left on device")}, &stderr)
		if want := "synthhub: no space left on device; " + c.state + "\n"; code != exitFailure || stderr.String() != want {
			t.Errorf("%s: exit code %d, standard error %q, want %q", c.args, code, &stderr, want)
		}
	}
}
