package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// The tests of this file run the commands of the README, compare its code with
// readmeProgram, and check that the tests and files that it names exist.

const root = "../../"

// blocks returns the fenced blocks of the README in a language.
func blocks(t *testing.T, language string) (list []string) {
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(read(t, root+"README.md"), -1) {
		list = append(list, m[1])
	}
	if len(list) == 0 {
		t.Fatalf("the README has no block of %s", language)
	}
	return list
}

// TestReadmeCommands runs the commands of the README like a script.
func TestReadmeCommands(t *testing.T) {
	consoles := blocks(t, "console")
	t.Chdir(t.TempDir())
	for _, block := range consoles {
		if strings.HasPrefix(block, "$ go test ") {
			continue // it would run this test again
		}
		runScript(t, strings.ReplaceAll(block, "$ go run ./examples/synthhub ", "$ synthhub "))
	}
}

// readmeProgram is the Go code of the README.
func readmeProgram(ctx context.Context, w io.Writer) error {
	bundle, err := synthhub.Generate(ctx, synthhub.Settings{Records: 200, Seed: synthhub.DefaultSeed})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, bundle.Profiles[0].Narrative())

	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1_000_000, Seed: synthhub.DefaultSeed})
	if err != nil {
		return err
	}
	at, found := g.Find(bundle.Vehicles[7].ID) // an id leads back to its record
	fmt.Fprintln(w, at.Table, at.Slot, found, g.Record(999_999).Person.Email)
	return export.CSV(ctx, w, g, synthhub.Persons)
}

// TestReadmeProgram checks that the README shows the lines of readmeProgram and its output,
// and runs it until it has written the first rows.
func TestReadmeProgram(t *testing.T) {
	source := read(t, "readme_test.go")
	for line := range strings.Lines(strings.Join(blocks(t, "go"), "")) {
		if line != "\n" && !strings.Contains(source, "\n\t"+line) {
			t.Errorf("readmeProgram has no line %q", line)
		}
	}
	g, err := synthhub.NewGenerator(synthhub.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	r := g.Record(0)
	row, _ := synthhub.Persons.AppendJSON(nil, "\n", &r)
	if blocks(t, "text")[0] != r.Profile.Narrative()+"\n" || blocks(t, "json")[0] != string(row) {
		t.Errorf("the README shows another record than\n%s\n%s", r.Profile.Narrative(), row)
	}
	w := &limitedWriter{100_000, io.ErrClosedPipe}
	if err := readmeProgram(t.Context(), w); !isClosedPipe(err) {
		t.Errorf("the program ended with %v before it wrote 100,000 bytes", err)
	}
}

// TestReadmeNames checks that the tests and files that the README names exist.
func TestReadmeNames(t *testing.T) {
	readme := read(t, root+"README.md")
	tests := regexp.MustCompile("`(Test\\w+)` in `([\\w/]+_test.go)`").FindAllStringSubmatch(readme, -1)
	if len(tests) < 10 {
		t.Errorf("the README names %d tests, want one for each promise", len(tests))
	}
	for _, m := range tests {
		if !strings.Contains(read(t, root+m[2]), "\nfunc "+m[1]+"(") {
			t.Errorf("the README names %s, which is not in %s", m[1], m[2])
		}
	}
	for _, m := range regexp.MustCompile(`\]\(([^)]+)\)`).FindAllStringSubmatch(readme, -1) {
		if _, err := os.Stat(filepath.FromSlash(root + m[1])); err != nil {
			t.Errorf("the README links to %s: %v", m[1], err)
		}
	}
}
