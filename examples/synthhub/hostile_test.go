package main

import (
	"bufio"
	"bytes"
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/synthhub/synthhub/report"
	"github.com/synthhub/synthhub/report/rowdiff"
)

// TestDiffManifest checks that a stranger's manifest is read within limits, and that the error does not repeat it.
func TestDiffManifest(t *testing.T) {
	t.Chdir(t.TempDir())
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "a")
	output(t, "generate-snapshot", "--records", "3", "--output-dir", "b")
	const begin = `{"manifest_version":1,"dataset_version":"v0.1","tables":[`
	for _, c := range []struct{ name, tables, says string }{
		{"many empty tables", strings.Repeat("{},", 1_000_000) + "{}", "more than 1000 elements"},
		{"long names", `{"name":"` + strings.Repeat("x", 100_000) + `"}`, "lists no table of persons, vehicles or profiles"},
	} {
		t.Run(c.name, func(t *testing.T) {
			write(t, "b/snapshot_manifest_v0_1.json", begin+c.tables+"]}")
			_, stderr, code := runAll(t, "diff", "a", "b")
			if code != exitUsage || !strings.Contains(stderr, c.says) || len(stderr) > 1000 {
				t.Errorf("exit code %d, standard error of %d bytes %.1000q, want %q", code, len(stderr), stderr, c.says)
			}
		})
	}
}

// TestDriftOfStrangers checks that no name or label of a stranger's profile controls the terminal or begins a line.
func TestDriftOfStrangers(t *testing.T) {
	const evil = "x\x1b]0;title\a\r\nThe verdict is none\u009b2J\u202eabc\u2028y"
	drift := &report.Drift{
		A: report.Side{Title: evil}, B: report.Side{Title: evil}, Verdict: report.Large, Notes: []string{evil},
		Intent: []report.Difference{{Setting: evil, A: evil, B: evil}},
		Tables: []report.TableDrift{{Table: evil, Absent: "a", OnlyA: []string{evil}, OnlyB: []string{evil}}},
		Columns: []report.ColumnDrift{
			{Table: evil, Column: evil, Verdict: report.Large, Other: evil, AlsoIn: []string{evil}, Moved: evil},
			{Table: evil, Column: evil, Verdict: report.Large, Compared: evil},
		},
		Pairs: []report.PairDrift{{Table: evil, A: evil, B: evil, Verdict: report.Large}},
		Rows:  []*rowdiff.Diff{{Table: evil, Key: evil, Columns: []rowdiff.Column{{Name: evil, Changed: 1}}}},
	}
	var out bytes.Buffer
	f := newFlags("")
	driftSides(f)
	d := &drifting{flags: f, asJSON: new(bool), failOn: new(string)}
	terminal := &terminal{out: bufio.NewWriter(&out)}
	if err := d.print(terminal, drift, []string{evil}, &textFile{path: evil}, true); err != nil {
		t.Fatal(err)
	}
	if err := terminal.out.Flush(); err != nil {
		t.Fatal(err)
	}
	checkPlain(t, out.String(), 18)
}

// checkPlain checks that an output has so many lines and no character that controls a terminal.
func checkPlain(t *testing.T, out string, lines int) {
	t.Helper()
	for _, r := range out {
		if r != '\n' && (unicode.IsControl(r) || unicode.In(r, unicode.Bidi_Control, unicode.Zl)) {
			t.Fatalf("the output has %q:\n%q", r, out)
		}
	}
	if n := strings.Count(out, "\n"); n != lines {
		t.Errorf("%d lines, want %d:\n%s", n, lines, out)
	}
}

// TestNamesOfStrangers checks that the names of files, as a glob may give them, do not control the terminal.
func TestNamesOfStrangers(t *testing.T) {
	t.Chdir(t.TempDir())
	const evil = "x\x1b]0;title\a\u009b2J\u202eabc"
	output(t, "generate-snapshot", "--records", "3", "--table", "persons", "--output-dir", "a")
	if err := os.Rename("a", evil); err != nil {
		t.Skip(err)
	}
	checkPlain(t, output(t, "diff", evil, evil), 5)
	checkPlain(t, output(t, "drift", evil, evil, "--output", evil+".html"), 11)
	stdout, stderr, _ := runAll(t, "diff", evil, "none"+evil)
	checkPlain(t, stdout+stderr, 1)
}
