package dependence

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the picture and the tables of docs/DEPENDENCE.md")

var docs = filepath.Join("..", "..", "docs")

// TestPage: docs/DEPENDENCE.md and its picture say what the table says.
func TestPage(t *testing.T) {
	name := filepath.Join(docs, "DEPENDENCE.md")
	have := read(t, name)
	want := have
	for section, table := range Tables() {
		place := regexp.MustCompile(`(?s)(<!-- ` + section + `: [^\n]*-->\n).*?(<!-- end -->\n)`)
		if !place.MatchString(want) {
			t.Fatalf("docs/DEPENDENCE.md has no comments around the table %q", section)
		}
		want = place.ReplaceAllStringFunc(want, func(s string) string {
			m := place.FindStringSubmatch(s)
			return m[1] + table + m[2]
		})
	}
	wantFile(t, name, have, want)
	name = filepath.Join(docs, "dependence.svg")
	wantFile(t, name, read(t, name), Picture())
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil && !*update {
		t.Fatal(err)
	}
	return string(text)
}

// wantFile compares a file with what it should be, and with -update writes it.
func wantFile(t *testing.T, name, have, want string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%s is stale: renew it with go test ./internal/dependence -update (-want +have):\n%s", name, diff)
	}
}

// TestNamedTests: every test that the table names exists.
func TestNamedTests(t *testing.T) {
	names := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func (Test\w+)\(`)
	err := filepath.WalkDir(filepath.Join("..", ".."), func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || len(name) < 8 || name[len(name)-8:] != "_test.go" {
			return err
		}
		text, err := os.ReadFile(name)
		for _, m := range declared.FindAllSubmatch(text, -1) {
			names[string(m[1])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range TestNames() {
		if !names[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// TestSeparated compares Separated with cases that are told by hand.
func TestSeparated(t *testing.T) {
	for _, c := range []struct {
		a, b   string
		given  []string
		want   bool
		reason string
	}{
		{"gender", "marital_status", nil, false, "one depends on the other"},
		{"gender", "state", nil, true, "nothing is behind both"},
		{"first_name", "marital_status", nil, false, "gender and birth are behind both"},
		{"first_name", "marital_status", []string{"gender", "date_of_birth"}, true, "they are all that is behind both"},
		{"first_name", "marital_status", []string{"gender"}, false, "birth is still behind both"},
		{"violations_3yr", "accidents_3yr", []string{"date_of_birth", "gender", "first_licensed_on"}, false, "the hidden level is behind both"},
		{"usage", "value_usd", []string{"risk_rating"}, false, "a common effect that is known ties its causes"},
	} {
		if got := Separated(c.a, c.b, c.given); got != c.want {
			t.Errorf("Separated(%q, %q, %v) is %v, want %v: %s", c.a, c.b, c.given, got, c.want, c.reason)
		}
	}
}
