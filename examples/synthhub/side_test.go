package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCSVFiles checks how an argument with CSV files is divided, although names of files have commas and
// equals signs too.
func TestCSVFiles(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"p.csv", "v.csv", "a,b.csv", "a,x=y.csv", "odd=name"} {
		write(t, name, "x\n")
	}
	for _, c := range []struct {
		arg   string
		files []string // table and name; nil if the argument names no CSV files
		says  string   // of the error
	}{
		{"persons=p.csv", []string{"persons p.csv"}, ""},
		{"persons=p.csv,vehicles=v.csv", []string{"persons p.csv", "vehicles v.csv"}, ""},
		{"persons=a,b.csv", []string{"persons a,b.csv"}, ""},
		{"persons=a,x=y.csv", []string{"persons a,x=y.csv"}, ""},
		{"p.csv", nil, ""},
		{"odd=name", nil, ""},
		{"dir/odd=name", nil, ""},
		{`C:\odd=name`, nil, ""},
		{"people=p.csv", nil, `unknown table "people"`},
		{"=p.csv", nil, `unknown table ""`},
		{"persons=", nil, "want a CSV file"},
		{"persons=.", nil, "not a regular file"},
	} {
		t.Run(c.arg, func(t *testing.T) {
			files, ok, err := csvFiles(c.arg)
			if (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Fatalf("error %v, want one that says %q", err, c.says)
			}
			if ok != (c.files != nil || c.says != "") {
				t.Errorf("CSV files: %v", ok)
			}
			var got []string
			for _, f := range files {
				got = append(got, f.table+" "+f.name)
			}
			if diff := cmp.Diff(c.files, got); diff != "" && c.says == "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPageBeside checks where a page goes: beside a folder or file, whatever the path looks like.
func TestPageBeside(t *testing.T) {
	dir := t.TempDir()
	inner := filepath.Join(dir, "inner")
	if err := os.Mkdir(inner, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(inner)
	for _, c := range []struct{ name, path, want string }{
		{"a folder", "data/v0.1", "data/v0.1.html"},
		{"a folder with a slash", "data/v0.1/", "data/v0.1.html"},
		{"a zip file", "x.zip", "x.html"},
		{"a zip file in capital letters", "x.ZIP", "x.html"},
		{"a profile", "x.json", "x.html"},
		{"a folder as links and variables may give it", "data//v0.1//", "data//v0.1.html"},
		{"a folder with a dot", "./.", inner + ".html"},
		{"this folder", ".", inner + ".html"},
		{"the folder above", "..", dir + ".html"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := pageBeside(c.path)
			if same, _ := filepath.EvalSymlinks(filepath.Dir(got)); err != nil || got != c.want && filepath.Join(same, filepath.Base(got)) != c.want {
				t.Errorf("%s, %v, want %s", got, err, c.want)
			}
		})
	}
	root := filepath.VolumeName(dir) + string(filepath.Separator)
	if got, err := pageBeside(root); err == nil {
		t.Errorf("%s is beside %s", got, root)
	}
}

// TestLineEnds checks that a CSV file that an old program wrote is refused with the reason, whatever its length.
func TestLineEnds(t *testing.T) {
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "a")
	const says = "persons=\"p.csv\": the file has CR line ends; want LF or CR LF"
	for _, c := range []struct {
		name, text string
		refused    bool
	}{
		{"some rows", "person_id,city\ra,b\rc,d\r", true},
		{"many rows", strings.Repeat("person_id,city\r", 100_000), true},
		{"LF", "person_id,city\na,b\n", false},
		{"CR LF", "person_id,city\r\na,b\r\n", false},
		{"no line end", "person_id,city", false},
		{"a CR in a cell", "person_id,city\na,\"b\rc\"\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, "p.csv", c.text)
			for _, command := range []string{"diff", "drift"} {
				_, stderr, _ := runAll(t, command, "a", "persons=p.csv")
				if strings.Contains(stderr, says) != c.refused {
					t.Errorf("%s: standard error %s", command, stderr)
				}
			}
		})
	}
}
