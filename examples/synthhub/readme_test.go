package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub"
	"github.com/synthhub/synthhub/export"
)

// The tests of this file run the commands of the README, compare its code and output with
// the functions below, and check that the tests and files that it names exist.

const root = "../../"

// blocks returns the fenced blocks of a document in a language.
func blocks(t *testing.T, document, language string) (list []string) {
	for _, m := range regexp.MustCompile("(?s)```"+language+"\n(.*?)```").FindAllStringSubmatch(read(t, root+document), -1) {
		list = append(list, m[1])
	}
	if len(list) == 0 {
		t.Fatalf("%s has no block of %s", document, language)
	}
	return list
}

// TestReadmeCommands runs the commands of the README like a script.
func TestReadmeCommands(t *testing.T) {
	consoles := blocks(t, "README.md", "console")
	t.Chdir(t.TempDir())
	for _, block := range consoles {
		if strings.HasPrefix(block, "$ go test ") {
			continue // it would run this test again
		}
		runScript(t, strings.ReplaceAll(block, "$ go run ./examples/synthhub ", "$ synthhub "), execute)
	}
}

// readmeRecord is the first Go code of the README.
func readmeRecord(ctx context.Context, w io.Writer) error {
	bundle, err := synthhub.Generate(ctx, synthhub.Settings{Records: 200, Seed: synthhub.DefaultSeed})
	if err != nil {
		return err
	}
	fmt.Fprintln(w, bundle.Profiles[0].Narrative())
	return json.NewEncoder(w).Encode(bundle.Persons[0])
}

// readmeStream is the second Go code of the README.
func readmeStream(ctx context.Context, w io.Writer, bundle *synthhub.Bundle) error {
	g, err := synthhub.NewGenerator(synthhub.Settings{Records: 1_000_000, Seed: synthhub.DefaultSeed})
	if err != nil {
		return err
	}
	location, found := g.Find(bundle.Vehicles[7].ID)
	fmt.Fprintln(w, location.Table, location.Slot, found, g.Record(999_999).Person.Email)
	return export.CSV(ctx, w, g, synthhub.Persons)
}

// TestReadmeCode checks that the Go code of the README is the body of the two functions.
func TestReadmeCode(t *testing.T) {
	t.Parallel()
	code := blocks(t, "README.md", "go")
	if len(code) != 2 {
		t.Fatalf("%d blocks of Go, want 2", len(code))
	}
	source := read(t, "readme_test.go")
	for _, block := range code {
		body := "error {\n" + regexp.MustCompile("(?m)^(.)").ReplaceAllString(block, "\t$1") + "}\n"
		if !strings.Contains(source, body) {
			t.Errorf("no function has the body\n%s", body)
		}
	}
}

// TestReadmeOutput checks that the README shows the output of readmeRecord, and runs
// readmeStream until it has written the first rows.
func TestReadmeOutput(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := readmeRecord(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	if shown := blocks(t, "README.md", "text")[0]; *update {
		renewed := strings.Replace(read(t, root+"README.md"), shown, out.String(), 1)
		if err := os.WriteFile(root+"README.md", []byte(renewed), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(out.String(), shown); diff != "" {
		t.Errorf("the README shows another output (-want +README); renew it with -update:\n%s", diff)
	}
	bundle, err := synthhub.Generate(t.Context(), synthhub.DefaultSettings())
	if err != nil {
		t.Fatal(err)
	}
	w := &limitedWriter{100_000, io.ErrClosedPipe}
	if err := readmeStream(t.Context(), w, bundle); !isClosedPipe(err) {
		t.Errorf("the stream ended with %v before it wrote 100,000 bytes", err)
	}
}

// TestReadmeNames checks that the tests and files that the README names exist.
func TestReadmeNames(t *testing.T) {
	t.Parallel()
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
