package validate_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/synthhub/synthhub/export"
	"github.com/synthhub/synthhub/validate"
)

// TestReasonsSteerNoTerminal puts escape sequences, a NUL and a change of the writing
// direction into a name. Other rows quote it in their reasons; none may hold it raw.
func TestReasonsSteerNoTerminal(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	f.cell(persons, 5, 1, "\x1b]0;owned\x07\x00\u202eAnna")
	f.seal()
	r := check(t, f.fs())
	if r.Count("profiles.full_name.derived") != 1 {
		t.Fatalf("no reason quotes the name:\n%s", text(r))
	}
	showsNoControls(t, r)
}

// TestShiftedRowsSteerNoTerminal: the one finding that stands for many rows shows no
// control character of theirs.
func TestShiftedRowsSteerNoTerminal(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	f.lines(dataset, func(lines []string) []string {
		lines[4] = strings.Replace(lines[4], `{"person_id":"`, "{\"person_id\":\"\x1b]0;owned\x07\x00\u202e", 1)
		return append(lines[:9:9], lines[10:]...)
	})
	r := check(t, f.fs())
	if !strings.Contains(text(r), "from here on the rows differ") {
		t.Fatalf("the rows are not found shifted:\n%s", text(r))
	}
	showsNoControls(t, r)
}

// showsNoControls holds that no form of a report has a character that is not printable.
func showsNoControls(t *testing.T, r *validate.Report) {
	t.Helper()
	js, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	for form, s := range map[string]string{"text": text(r), "JSON": string(js), "error": r.Err().Error()} {
		if i := strings.IndexFunc(s, func(c rune) bool { return c != '\n' && !unicode.IsPrint(c) }); i >= 0 {
			t.Errorf("the %s form holds %q", form, s[max(0, i-40):i+1])
		}
	}
}

// TestUnreadableRowBlamesNobody: a row that could not be read from the CSV file is no
// measure for the values of the JSON document.
func TestUnreadableRowBlamesNobody(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	f.cell(persons, 5, 15, "00")
	r := check(t, f.fs())
	if r.Count("persons.violations_3yr.form") != 1 || r.Count("snapshot.table.same_rows") != 1 {
		t.Fatalf("the row is not found:\n%s", text(r))
	}
	for _, x := range r.Findings {
		if x.Rule == "snapshot.table.same_rows" && (x.Column != "" || x.Value != "" || !strings.Contains(x.Why, "cannot be compared")) {
			t.Errorf("the good file is blamed: %v", x)
		}
	}
}

// TestBrokenRulesReadAsBroken: the reason says that the rule's sentence does not hold.
func TestBrokenRulesReadAsBroken(t *testing.T) {
	t.Parallel()
	f := exported(t, generator(t, 40))
	f.edit(persons, "@example.", "@exemple.")
	want := "breaks the rule: Must have the shape"
	r := check(t, f.fs())
	for _, x := range r.Findings {
		if x.Rule == "persons.email.shape" && !strings.HasPrefix(x.Why, want) {
			t.Errorf("the reason is %q, want one that begins with %q", x.Why, want)
		}
	}
	if r.Count("persons.email.shape") == 0 {
		t.Error("no address is found")
	}
}

// TestEmptyLines: of a file of empty lines every one is counted.
func TestEmptyLines(t *testing.T) {
	t.Parallel()
	const lines = 200_000
	f := exported(t, generator(t, 40))
	f.lines(persons, func(all []string) []string { return append(all, strings.Repeat("\n", lines)) })
	if n := check(t, f.fs()).Count("persons.row.columns"); n != lines {
		t.Errorf("%d of %d empty lines are reported", n, lines)
	}
}

// unopened is a file system in which one file cannot be opened.
type unopened struct {
	fs.FS
	name string
}

func (u unopened) Open(name string) (fs.File, error) {
	if name == u.name {
		return nil, errors.New("permission denied")
	}
	return u.FS.Open(name)
}

// TestUnopenedTable: a table whose only file is listed but cannot be opened is a finding, in
// every format, and nothing worse.
func TestUnopenedTable(t *testing.T) {
	t.Parallel()
	for _, name := range []string{persons, "persons_v0_1.ndjson"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			good := exported(t, generator(t, 40), export.Formats(name[strings.LastIndexByte(name, '.')+1:]))
			if r := check(t, unopened{good.fs(), name}); r.Count("snapshot.file.readable") == 0 {
				t.Errorf("nothing says that the file cannot be read:\n%s", text(r))
			}
		})
	}
}

// TestColumnCalledRow: its rules have the codes of rules of whole rows, each listed once.
func TestColumnCalledRow(t *testing.T) {
	t.Parallel()
	notes := notesOf(3, func(int) string { return "long" })
	r := bundleReport(t, bundle(t, 7), validate.With(notes))
	checkReport(t, r, notes)
	if diff := cmp.Diff(map[string]int{"notes.row.length": 7}, totals(r)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}
